// Plain geometry of outlines in longitude and latitude: small enough for a city, where the earth is flat.

const METRES_A_DEGREE = 111_320; // of latitude
const GRID = 24; // points a side, by which the space is found that holds most of an area

// The feature that holds a point, or undefined.
export function spaceAt(features, [x, y]) {
  return features.find((feature) => {
    const [west, south, east, north] = (feature.box ??= boxOf(feature.geometry.coordinates));
    return x >= west && x <= east && y >= south && y <= north && holds(feature.geometry, x, y);
  });
}

// The feature that holds most of an area, or undefined where none holds anything.
export function mostlyIn(features, corners) {
  const [west, south, east, north] = boxOf(corners);
  const counted = new Map();
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const point = [west + ((column + 0.5) / GRID) * (east - west), south + ((row + 0.5) / GRID) * (north - south)];
      const space = inRing(corners, ...point) ? spaceAt(features, point) : undefined;
      if (space) counted.set(space, (counted.get(space) ?? 0) + 1);
    }
  }
  return [...counted].sort((one, other) => other[1] - one[1])[0]?.[0];
}

// The point of a list that is nearest to a place and not farther than so many metres, or undefined.
export function nearest(points, [x, y], metres) {
  const shrink = Math.cos((y * Math.PI) / 180);
  let [found, least] = [undefined, metres / METRES_A_DEGREE];
  for (const point of points) {
    const [east, north] = point.geometry.coordinates;
    const far = Math.hypot((east - x) * shrink, north - y);
    if (far < least) [found, least] = [point, far];
  }
  return found;
}

export function boxOf(part) {
  if (typeof part[0] === "number") return [part[0], part[1], part[0], part[1]];
  return part.map(boxOf).reduce(([w, s, e, n], [west, south, east, north]) => [
    Math.min(w, west), Math.min(s, south), Math.max(e, east), Math.max(n, north),
  ]);
}

// Whether the border of an area nowhere crosses or touches itself.
export function isSimple(corners) {
  const count = corners.length;
  for (let one = 0; one < count; one++) {
    for (let other = one + 2; other < count; other++) {
      if (one === 0 && other === count - 1) continue; // neighbours, round the end
      if (cross(corners[one], corners[one + 1], corners[other], corners[(other + 1) % count])) return false;
    }
  }
  return count > 2;
}

// Whether a further corner would lead the line over itself.
export function wouldCross(corners, corner) {
  const last = corners.at(-1);
  return corners.slice(0, -2).some((from, place) => cross(from, corners[place + 1], last, corner));
}

function holds({ type, coordinates }, x, y) {
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  return polygons.some(([shell, ...holes]) => inRing(shell, x, y) && !holes.some((hole) => inRing(hole, x, y)));
}

function inRing(ring, x, y) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i];
    const [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function cross(a, b, c, d) {
  return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

function side([ax, ay], [bx, by], [cx, cy]) {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}
