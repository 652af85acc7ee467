// Points on the live map: gathered with their number while they lie close together, each by itself when near.
//
// The page gives { link, states, points: [[longitude, latitude, code, title, state], …] }.

export const POINTS = ["gathered", "single"];
const AT_MOST = 12; // on one card
const NEAREST = 16; // zoom: what still lies together there lies at the same place

export function sourceOf({ points }) {
  const features = points.map(([x, y, code, title, state]) => ({
    type: "Feature",
    properties: { code, title, state },
    geometry: { type: "Point", coordinates: [x, y] },
  }));
  return { type: "geojson", data: { type: "FeatureCollection", features }, cluster: true, clusterRadius: 36, clusterMaxZoom: NEAREST };
}

export function layersOf(colour) {
  const ring = { "circle-stroke-color": colour("map-border"), "circle-stroke-width": 2, "circle-color": colour("map-outline") };
  const many = ["has", "point_count"];
  return [
    { id: "single", type: "circle", source: "points", filter: ["!", many], paint: { ...ring, "circle-radius": 7 } },
    {
      id: "gathered", type: "circle", source: "points", filter: many,
      paint: { ...ring, "circle-radius": ["step", ["get", "point_count"], 12, 10, 15, 100, 19] },
    },
    {
      id: "numbers", type: "symbol", source: "points", filter: many,
      layout: {
        "text-field": ["to-string", ["get", "point_count"]], "text-font": ["Fira Sans"], "text-size": 12,
        "text-allow-overlap": true, "text-ignore-placement": true,
      },
      paint: { "text-color": colour("map-border") },
    },
  ];
}

// Where to go to tell what is gathered apart, or what lies there.
export async function whatIsAt(map, { properties, geometry }) {
  if (!properties.cluster) return { found: [properties], count: 1 };
  const source = map.getSource("points");
  const zoom = await source.getClusterExpansionZoom(properties.cluster_id);
  if (zoom <= NEAREST) return { nearer: { center: geometry.coordinates, zoom } };
  const leaves = await source.getClusterLeaves(properties.cluster_id, AT_MOST, 0);
  return { found: leaves.map((leaf) => leaf.properties), count: properties.point_count };
}
