// What every live map needs: whether it can be drawn here, its data, and a little room around it.

export function hasWebGL() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

export async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

export function widened([west, south, east, north], share) {
  const [x, y] = [(east - west) * share, (north - south) * share];
  return [west - x, south - y, east + x, north + y];
}

// What all live maps have in common: flat, without attribution (nothing is anybody else's), two fingers move it, and its
// words come from the page (data-*).
export function options({ title, zoomIn, zoomOut, wheel, wheelMac, fingers }) {
  return {
    fitBoundsOptions: { padding: 12 },
    attributionControl: false,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    fadeDuration: 0,
    locale: {
      "Map.Title": title,
      "NavigationControl.ZoomIn": zoomIn,
      "NavigationControl.ZoomOut": zoomOut,
      "CooperativeGesturesHandler.WindowsHelpText": wheel,
      "CooperativeGesturesHandler.MacHelpText": wheelMac,
      "CooperativeGesturesHandler.MobileHelpText": fingers,
    },
  };
}
