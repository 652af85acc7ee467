// <place-picker>: shows where something is, on a map of the spaces: a point, or an area by its corners.
//
// Attributes: outlines (address of the boundaries), landmarks (address of named points), longitude, latitude, area, space (ids of the form's fields), library,
// worker (addresses of MapLibre GL). Buttons and instructions stand in a <template>, sentences in data-*.
// Without WebGL or when something fails, nothing appears and the list of spaces does it all.

import { hasWebGL, json, options, widened } from "../js/live-map.js";
import { boxOf, isSimple, mostlyIn, nearest, spaceAt, wouldCross } from "./outlines.js";

const STEP = 60; // pixels that an arrow key moves the map under the cross
const FINE = 12; // … with the shift key
const NEAR = 16; // pixels: a tap so near to the first corner finishes the area
const MOST_CORNERS = 150;
const AROUND = 250; // metres: what is so near helps to say where it is
const CLOSE = 15.5; // zoom where somebody is
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class PlacePicker extends HTMLElement {
  connectedCallback() {
    const names = ["longitude", "latitude", "area", "space"];
    this.fields = Object.fromEntries(names.map((name) => [name, document.getElementById(this.getAttribute(name))]));
    this.said = this.querySelector("[role=status]");
    if (names.some((name) => !this.fields[name]) || !hasWebGL()) return;
    const near = new IntersectionObserver(
      (seen) => {
        if (!seen.some((entry) => entry.isIntersecting)) return;
        near.disconnect();
        this.start().catch((reason) => {
          console.warn("The map could not start; the list stays.", reason);
          this.removeAttribute("live");
        });
      },
      { rootMargin: "300px" },
    );
    near.observe(this.fields.space); // itself it takes no room yet
  }

  async start() {
    const [library, outlines] = await Promise.all([
      import(new URL(this.getAttribute("library"), document.baseURI).href),
      json(this.getAttribute("outlines")),
    ]);
    library.setWorkerUrl(new URL(this.getAttribute("worker"), document.baseURI).href);
    const titles = new Map([...this.fields.space.options].map((option) => [option.value, option.text.trim()]));
    this.spaces = outlines.features.filter(({ properties }) => titles.has(properties.c));
    for (const { properties } of this.spaces) properties.name = titles.get(properties.c);
    if (!this.spaces.length) throw new Error("no space of the list has an outline");
    this.landmarks = { type: "FeatureCollection", features: [] };
    Object.assign(this, { mode: "point", point: null, corners: [], closed: false });
    this.said.before(this.querySelector("template").content.cloneNode(true));
    this.setAttribute("live", "");
    this.read();
    this.draw(library);
    this.listen();
    this.show();
    if (this.getAttribute("landmarks")) {
      this.landmarks = await json(this.getAttribute("landmarks")).catch(() => this.landmarks); // it goes without
      this.map.getSource("landmarks")?.setData(this.landmarks);
    }
  }

  // What the fields hold already: after an error, or brought back from a draft.
  read() {
    const { longitude, latitude, area } = this.fields;
    this.point = longitude.value && latitude.value ? [Number(longitude.value), Number(latitude.value)] : null;
    try {
      this.corners = JSON.parse(area.value).coordinates[0].slice(0, -1);
    } catch {
      this.corners = [];
    }
    this.closed = this.corners.length > 2;
    this.mode = this.closed ? "area" : "point";
  }

  draw({ Map: LiveMap, NavigationControl }) {
    const box = boxOf(this.spaces.map((space) => (space.box = boxOf(space.geometry.coordinates))).map(([w, s, e, n]) => [[w, s], [e, n]]));
    this.map = new LiveMap({
      ...options(this.dataset),
      container: this.part("canvas"),
      style: this.style_(),
      bounds: this.chosen ? this.chosen.box : box,
      maxBounds: widened(box, 0.6),
      maxZoom: 18,
      doubleClickZoom: false, // two taps are two corners
      keyboard: false, // the keys move it under the cross, see keys()
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.once("load", () => this.setAttribute("painted", ""));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.map.setStyle(this.style_()));
    const canvas = this.map.getCanvas();
    canvas.setAttribute("role", "application"); // so that a screen reader hands the arrow keys on
    canvas.setAttribute("aria-label", this.dataset.title);
    canvas.setAttribute("aria-describedby", this.part("keys").id);
  }

  style_() {
    const tone = (name) => getComputedStyle(this).getPropertyValue(`--${name}`).trim();
    const of = (geometry) => ["==", ["geometry-type"], geometry];
    const spaces = { type: "FeatureCollection", features: this.spaces };
    return {
      version: 8,
      sources: {
        spaces: { type: "geojson", data: spaces, tolerance: 0.2 },
        landmarks: { type: "geojson", data: this.landmarks },
        place: { type: "geojson", data: this.drawn() },
      },
      layers: [
        { id: "ground", type: "fill", source: "spaces", paint: { "fill-color": tone("map-plain") } },
        { id: "chosen", type: "fill", source: "spaces", filter: this.isChosen(), paint: { "fill-color": tone("tone-3") } },
        {
          id: "borders", type: "line", source: "spaces", layout: { "line-join": "round" },
          paint: { "line-color": tone("map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.8, 14, 3] },
        },
        { id: "around", type: "line", source: "spaces", filter: this.isChosen(), paint: { "line-color": tone("map-outline"), "line-width": 2 } },
        { id: "area", type: "fill", source: "place", filter: of("Polygon"), paint: { "fill-color": tone("series"), "fill-opacity": 0.35 } },
        { id: "edge", type: "line", source: "place", filter: of("LineString"), paint: { "line-color": tone("series"), "line-width": 3 } },
        {
          id: "dots", type: "circle", source: "landmarks", minzoom: 12,
          paint: { "circle-radius": 3, "circle-color": tone("map-outline"), "circle-opacity": 0.6 },
        },
        {
          id: "landmarks", type: "symbol", source: "landmarks", minzoom: 12.5,
          layout: {
            "text-field": ["get", "n"], "text-font": ["Fira Sans"], "text-size": 12, "text-max-width": 8,
            "text-anchor": "top", "text-offset": [0, 0.4], "symbol-sort-key": ["get", "r"],
          },
          paint: { "text-color": tone("map-outline"), "text-halo-color": tone("map-plain"), "text-halo-width": 1.4 },
        },
        {
          id: "names", type: "symbol", source: "spaces",
          layout: {
            "text-field": ["get", "name"], "text-font": ["Fira Sans"], "text-max-width": 7, "text-padding": 4,
            "text-size": ["interpolate", ["linear"], ["zoom"], 9, 11, 14, 15],
          },
          paint: { "text-color": tone("map-outline"), "text-halo-color": tone("map-border"), "text-halo-width": 1.6 },
        },
        {
          id: "points", type: "circle", source: "place", filter: of("Point"),
          paint: {
            "circle-radius": ["get", "size"], "circle-color": tone("series"),
            "circle-stroke-color": tone("map-border"), "circle-stroke-width": 3,
          },
        },
      ],
    };
  }

  // Point, corners, line and area as they are drawn on the map.
  drawn() {
    const made = (type, coordinates, size) => ({ type: "Feature", properties: { size }, geometry: { type, coordinates } });
    const features = this.point ? [made("Point", this.point, 10)] : [];
    if (this.corners.length > 2) features.push(made("Polygon", [ring(this.corners)]));
    if (this.corners.length > 1) features.push(made("LineString", this.closed ? ring(this.corners) : this.corners));
    if (!this.closed) features.push(...this.corners.map((corner) => made("Point", corner, 6)));
    return { type: "FeatureCollection", features };
  }

  listen() {
    this.addEventListener("click", (event) => {
      const wanted = event.target.closest?.("[data-do]")?.dataset.do;
      if (wanted) this[wanted]();
    });
    this.map.on("click", ({ lngLat }) => this.put([lngLat.lng, lngLat.lat]));
    const canvas = this.map.getCanvas();
    canvas.addEventListener("keydown", (event) => this.keys(event));
    canvas.addEventListener("focus", () => this.toggleAttribute("keys", canvas.matches(":focus-visible")));
    for (const kind of ["blur", "pointerdown"]) canvas.addEventListener(kind, () => this.removeAttribute("keys"));
    this.fields.space.addEventListener("change", () => this.listed());
    this.closest("form")?.addEventListener("draft-back", () => {
      this.read();
      this.show();
    });
    if (!navigator.geolocation || !isSecureContext) this.part("where").hidden = true;
  }

  keys(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    const step = event.shiftKey ? FINE : STEP;
    const done = {
      Enter: () => this.put(this.middle()),
      " ": () => this.put(this.middle()),
      Backspace: () => this.undo(),
      "+": () => this.map.zoomTo(this.map.getZoom() + 1, { duration: 0 }),
      "-": () => this.map.zoomTo(this.map.getZoom() - 1, { duration: 0 }),
    }[event.key];
    if (!arrow && !done) return;
    event.preventDefault();
    this.setAttribute("keys", "");
    if (done) return void done();
    this.map.panBy([arrow[0] * step, arrow[1] * step], { duration: 0 });
    const under = spaceAt(this.spaces, this.middle());
    const near = under && nearest(this.landmarks.features, this.middle(), AROUND);
    if (under !== this.under || near !== this.near) this.say(under ? (near ? "underNear" : "under") : "outside", under, near);
    Object.assign(this, { under, near });
  }

  middle() {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat];
  }

  // -- what one can do: the names stand on the buttons --------------------------------------------------------

  pointing() {
    this.turn("point");
  }

  drawing() {
    this.turn("area");
  }

  turn(mode) {
    if (this.mode === mode) return;
    this.mode = mode;
    this.empty();
    this.say(mode === "area" ? "areaNow" : "pointNow");
  }

  put(place) {
    const rounded = place.map((degrees) => Number(degrees.toFixed(6)));
    if (this.mode === "area") return this.corner(rounded);
    const space = spaceAt(this.spaces, rounded);
    if (!space) return this.say("outside");
    this.point = rounded;
    this.keep(space);
    const near = nearest(this.landmarks.features, rounded, AROUND);
    return this.say(near ? "pointNear" : "pointSet", space, near);
  }

  corner(place) {
    if (this.closed) this.empty();
    if (this.corners.length > 2 && this.isNear(place, this.corners[0])) return this.finish();
    if (this.corners.length && this.isNear(place, this.corners.at(-1), 2)) return;
    if (this.corners.length >= MOST_CORNERS) return this.say("many");
    if (this.corners.length > 2 && wouldCross(this.corners, place)) return this.say("crossing");
    this.corners.push(place);
    this.keep(this.around());
    return this.say(this.corners.length > 2 ? "areaSoFar" : "corner", this.around());
  }

  finish() {
    if (this.corners.length < 3) return this.say("few");
    if (!isSimple(this.corners)) return this.say("crossing");
    const space = this.around();
    if (!space) return this.say("outside");
    this.closed = true;
    this.keep(space);
    return this.say("areaSet", space);
  }

  undo() {
    if (this.mode === "point") return this.clear();
    if (this.closed) this.closed = false;
    else this.corners.pop();
    this.keep(this.around());
    return this.say(this.corners.length ? "corner" : "cleared");
  }

  clear() {
    this.empty();
    this.say("cleared");
  }

  where() {
    this.say("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.turn("point");
        const here = [coords.longitude, coords.latitude];
        if (!spaceAt(this.spaces, here)) return this.say("elsewhere");
        this.map.jumpTo({ center: here, zoom: CLOSE });
        return this.put(here);
      },
      ({ code, PERMISSION_DENIED }) => this.say(code === PERMISSION_DENIED ? "denied" : "unknown"),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    );
  }

  // A space was chosen from the list: it counts, and a point elsewhere no longer does.
  listed() {
    const space = this.chosen;
    const there = this.around();
    if (there && there !== space) {
      this.empty();
      this.say("listed", space);
    }
    if (space) this.map.fitBounds(space.box, { padding: 12, duration: 0 });
    this.show();
  }

  // -- what is kept and shown ---------------------------------------------------------------------------------

  empty() {
    Object.assign(this, { point: null, corners: [], closed: false });
    this.keep();
  }

  // The fields hold what is drawn; an area as soon as it is one, so that nobody loses it who forgets to finish.
  keep(space) {
    const { longitude, latitude, area } = this.fields;
    [longitude.value, latitude.value] = this.point ?? ["", ""];
    area.value = space && isSimple(this.corners) ? JSON.stringify({ type: "Polygon", coordinates: [ring(this.corners)] }) : "";
    if (space) this.fields.space.value = space.properties.c;
    this.dispatchEvent(new Event("input", { bubbles: true }));
    this.show();
  }

  show() {
    this.map.getSource("place")?.setData(this.drawn());
    for (const layer of ["chosen", "around"]) if (this.map.getLayer(layer)) this.map.setFilter(layer, this.isChosen());
    const area = this.mode === "area";
    this.part("point").setAttribute("aria-pressed", String(!area));
    this.part("area").setAttribute("aria-pressed", String(area));
    this.part("tap-point").hidden = area;
    this.part("tap-area").hidden = !area;
    this.part("undo").hidden = this.part("finish").hidden = !area || !this.corners.length;
    this.part("finish").disabled = this.closed;
    this.part("clear").hidden = !this.point && !this.corners.length;
  }

  get chosen() {
    return this.spaces.find((space) => space.properties.c === this.fields.space.value);
  }

  isChosen() {
    return ["==", ["get", "c"], this.chosen?.properties.c ?? ""];
  }

  // The space of what is drawn.
  around() {
    if (this.point) return spaceAt(this.spaces, this.point);
    return this.corners.length > 2 ? mostlyIn(this.spaces, this.corners) : spaceAt(this.spaces, this.corners[0] ?? [0, 0]);
  }

  isNear(one, other, pixels = NEAR) {
    const [a, b] = [this.map.project(one), this.map.project(other)];
    return Math.hypot(a.x - b.x, a.y - b.y) < pixels;
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  // A sentence of the page, to the eye and to the ear.
  say(name, space, near) {
    const words = { "{near}": near?.properties.n ?? "", "{space}": space?.properties.name ?? "", "{count}": this.corners.length };
    this.said.textContent = (this.dataset[name] ?? "").replace(/\{\w+\}/g, (word) => words[word] ?? word);
  }
}

function ring(corners) {
  return [...corners, corners[0]];
}

customElements.define("place-picker", PlacePicker);
