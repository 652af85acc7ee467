// <space-map>: the drawn map comes alive where the browser has WebGL; until then, and without it, the drawing stays.
//
// Attributes: outlines, figures (addresses), link (path with {code}), selected (code), table (id of an element whose
// rows carry data-code), points (address of what lies at one place), library, worker (addresses of MapLibre GL).
// Words come as data-* from the page.
// Nothing is asked of any other server: no tiles, no fonts, no images; letters are drawn by the browser itself.

import { hasWebGL, json, options, widened } from "./live-map.js";
import { POINTS, layersOf, sourceOf, whatIsAt } from "./map-points.js";

// What has no number is hatched, each kind in its own form: [move to, line to …] on a square of 16.
const HATCHINGS = {
  secret: [],
  unknown: [[-18, 18, 2, -2], [-2, 18, 18, -2], [14, 18, 34, -2]],
  unreliable: [[0, 11, 4, 5, 8, 11, 12, 5, 16, 11]],
  later: [[8, 0, 8, 16]],
  excluded: [[0, 8, 16, 8], [8, 0, 8, 16]],
};
const ARROWS = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };

class SpaceMap extends HTMLElement {
  connectedCallback() {
    this.table = document.getElementById(this.getAttribute("table") || "");
    this.table?.addEventListener("keydown", (event) => this.step(event));
    if (!this.getAttribute("outlines") || !hasWebGL()) return;
    const near = new IntersectionObserver(
      (seen) => {
        if (!seen.some((entry) => entry.isIntersecting)) return;
        near.disconnect();
        this.start().catch((reason) => console.warn("The live map could not start; the drawn one stays.", reason));
      },
      { rootMargin: "200px" },
    );
    near.observe(this);
  }

  async start() {
    const points = this.getAttribute("points");
    const [library, outlines, figures, placed] = await Promise.all([
      import(new URL(this.getAttribute("library"), document.baseURI).href),
      json(this.getAttribute("outlines")),
      json(this.getAttribute("figures")),
      points ? json(points) : null,
    ]);
    this.placed = placed;
    library.setWorkerUrl(new URL(this.getAttribute("worker"), document.baseURI).href);
    this.figures = figures;
    this.rows = new Map(figures.codes.map((code, row) => [code, row]));
    this.shapes = this.joined(outlines);
    this.draw(library);
  }

  // Outlines and figures together: each feature knows its row, its look and its name.
  joined(outlines) {
    const features = outlines.features.filter((f) => this.rows.has(f.properties.c));
    for (const feature of features) {
      const row = this.rows.get(feature.properties.c);
      const { look, looks, names } = this.figures;
      feature.properties = { row, look: looks[look[row]], name: names[row] };
    }
    return { type: "FeatureCollection", features };
  }

  draw({ Map: LiveMap, NavigationControl }) {
    const container = document.createElement("div");
    container.className = "map__canvas";
    this.querySelector(".map-frame").append(container);
    this.card = document.createElement("div");
    this.card.className = "map__card";
    this.card.hidden = true;
    this.querySelector(".map-frame").append(this.card);
    const bounds = boundsOf(this.shapes);
    this.map = new LiveMap({
      ...options(this.dataset),
      container,
      style: this.style_(),
      bounds,
      maxBounds: widened(bounds, 0.6),
      maxZoom: 17,
    });
    // Only when all is painted does it take the place of the drawing.
    this.map.once("load", () => this.setAttribute("live", ""));
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.setMissingStyleImageResolver((id) => this.map.addImage(id, this.hatching(id), { pixelRatio: 2 }));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.map.setStyle(this.style_()));
    this.listen();
  }

  colour(name) {
    return getComputedStyle(this).getPropertyValue(`--${name}`).trim();
  }

  style_() {
    const scale = this.figures.looks.filter((look) => !(look in HATCHINGS));
    const tones = scale.flatMap((look) => [look, this.colour(look)]);
    const fill = tones.length ? ["match", ["get", "look"], ...tones, this.colour("hatch-ground")] : this.colour("hatch-ground");
    const one = (row) => ["==", ["get", "row"], row];
    const outline = { "line-color": this.colour("map-outline"), "line-width": 3 };
    return {
      version: 8,
      sources: {
        spaces: { type: "geojson", data: this.shapes, tolerance: 0.2 },
        ...(this.placed && { points: sourceOf(this.placed) }),
      },
      layers: [
        { id: "scale", type: "fill", source: "spaces", paint: { "fill-color": fill } },
        ...this.figures.looks.filter((look) => look in HATCHINGS).map((look) => ({
          id: look, type: "fill", source: "spaces", filter: ["==", ["get", "look"], look],
          paint: { "fill-pattern": look },
        })),
        {
          id: "borders", type: "line", source: "spaces", layout: { "line-join": "round" },
          paint: {
            "line-color": this.colour("map-border"),
            "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.4, 14, 2],
          },
        },
        { id: "selected", type: "line", source: "spaces", filter: one(this.rows.get(this.getAttribute("selected")) ?? -1), paint: outline },
        { id: "lit", type: "line", source: "spaces", filter: one(-1), paint: { ...outline, "line-width": 4 } },
        {
          id: "names", type: "symbol", source: "spaces",
          layout: {
            "text-field": ["get", "name"], "text-font": ["Fira Sans"], "text-max-width": 7, "text-padding": 4,
            "text-size": ["interpolate", ["linear"], ["zoom"], 9, 11, 14, 15],
          },
          paint: { "text-color": this.colour("map-outline"), "text-halo-color": this.colour("map-border"), "text-halo-width": 1.6 },
        },
        ...(this.placed ? layersOf((name) => this.colour(name)) : []),
      ],
    };
  }

  hatching(look) {
    const size = 16;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d");
    pen.fillStyle = this.colour("hatch-ground");
    pen.fillRect(0, 0, size, size);
    pen.fillStyle = pen.strokeStyle = this.colour("hatch-stroke");
    pen.lineWidth = 2;
    pen.beginPath();
    for (const [x, y, ...rest] of HATCHINGS[look]) {
      pen.moveTo(x, y);
      for (let i = 0; i < rest.length; i += 2) pen.lineTo(rest[i], rest[i + 1]);
    }
    pen.stroke();
    if (look === "secret") {
      pen.arc(size / 2, size / 2, 3.2, 0, 7);
      pen.fill();
    }
    return pen.getImageData(0, 0, size, size);
  }

  listen() {
    const canvas = this.map.getCanvas();
    let touch = false;
    for (const kind of ["pointerdown", "pointermove"]) {
      canvas.addEventListener(kind, (event) => (touch = event.pointerType === "touch"), true);
    }
    this.map.on("mousemove", "scale", ({ features }) => {
      canvas.style.cursor = "pointer";
      if (this.hasOpened) return; // its card stays until another is opened
      this.light(features[0].properties.row);
    });
    this.map.on("mouseleave", "scale", () => {
      canvas.style.cursor = "";
      if (!touch && !this.hasOpened) this.light(-1); // a finger leaves to reach the link on the card
    });
    this.map.on("click", "scale", ({ features, point }) => {
      if (this.pointsAt(point).length) return; // it has a card of its own
      const row = features[0].properties.row;
      if (touch) this.light(row, true);
      else if (this.hasAttribute("link")) location.assign(this.profile(row));
    });
    for (const kind of ["mouseover", "focusin"]) {
      this.table?.addEventListener(kind, (event) => {
        const code = event.target.closest("[data-code]")?.dataset.code;
        if (this.rows.has(code)) this.light(this.rows.get(code), false, false);
      });
    }
    this.table?.addEventListener("mouseleave", () => this.light(-1));
    if (this.placed) this.map.on("click", ({ point }) => this.open(this.pointsAt(point)[0]));
  }

  pointsAt(point) {
    return this.placed ? this.map.queryRenderedFeatures(point, { layers: POINTS }) : [];
  }

  get hasOpened() {
    return Boolean(this.card.querySelector(".map__found"));
  }

  // What lies at a place that was clicked: its card, or nearer where several can still be told apart.
  async open(feature) {
    if (!feature) return;
    const { nearer, found, count } = await whatIsAt(this.map, feature);
    if (nearer) return this.map.easeTo({ ...nearer, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
    this.lit = undefined;
    const list = document.createElement("ul");
    list.className = "map__found";
    for (const { title, code, state } of found) {
      const link = document.createElement("a");
      link.href = this.placed.link.replace("{code}", code);
      link.textContent = title;
      const line = document.createElement("li");
      line.append(link, ` ${this.placed.states[state]}`);
      list.append(line);
    }
    this.card.replaceChildren(list, ...(count > found.length ? [`+ ${count - found.length}`] : []));
    this.card.hidden = false;
  }

  profile(row) {
    return this.getAttribute("link").replace("{code}", encodeURIComponent(this.figures.codes[row]));
  }

  // Bring out one space (-1: none): on the map, on its card, and in the table unless that is where it comes from.
  light(row, withLink = false, inTable = true) {
    if (row === this.lit && !withLink) return;
    this.lit = row;
    if (this.map.getLayer("lit")) this.map.setFilter("lit", ["==", ["get", "row"], row]);
    this.table?.querySelector(".is-lit")?.classList.remove("is-lit");
    this.card.hidden = row < 0;
    if (row < 0) return;
    const { codes, names, text, labels, look } = this.figures;
    if (inTable) this.table?.querySelector(`[data-code="${CSS.escape(codes[row])}"]`)?.classList.add("is-lit");
    const name = document.createElement("strong");
    name.textContent = names[row];
    this.card.replaceChildren(name, says(text[row], labels[look[row]]));
    if (withLink && this.hasAttribute("link")) {
      const link = document.createElement("a");
      link.href = this.profile(row);
      link.textContent = this.dataset.open;
      this.card.append(document.createElement("br"), link);
    }
  }

  // Arrow keys go from row to row of the table beside, in the same column.
  step(event) {
    const row = event.target.closest?.("[data-code]");
    if (!row || !ARROWS[event.key]) return;
    const place = [...row.querySelectorAll("a")].indexOf(event.target);
    const link = row[ARROWS[event.key]]?.querySelectorAll("a")[place];
    if (!link) return;
    event.preventDefault();
    link.focus();
  }
}

function says(text, label) {
  return document.createTextNode(text.length > 1 ? text : label);
}

function boundsOf({ features }) {
  let [west, south, east, north] = [180, 90, -180, -90];
  const visit = (part) => {
    if (typeof part[0] === "number") {
      west = Math.min(west, part[0]);
      east = Math.max(east, part[0]);
      south = Math.min(south, part[1]);
      north = Math.max(north, part[1]);
    } else part.forEach(visit);
  };
  features.forEach((feature) => visit(feature.geometry.coordinates));
  return [west, south, east, north];
}

customElements.define("space-map", SpaceMap);
