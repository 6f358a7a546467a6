// Shows a Plotly chart that keeps its node when its data change.

import { template } from "./chart_theme.mjs";
import { numbering } from "../player/chart_numbers.mjs";
import { mounted } from "./mounted.mjs";

let loading = null;
const charts = new Map(); // the charts on the page, by key
const NARROWEST = 220; // width in pixels below which a chart has no room for a key above its plot
const PACE = 250; // milliseconds between redraws of a chart during training

// Draw a chart before the page sends it, while the reader drags a slider. Figures from the page wait until letGo().
export function ahead(key, bytes) {
  charts.get(key)?.ahead(bytes);
}

export function letGo(key) {
  charts.get(key)?.letGo();
}

// Load Plotly, a classic script of 1.4 MB compressed, when the first chart needs it.
function plotly(address) {
  loading ??= new Promise((resolve, reject) => {
    if (window.Plotly) return resolve(window.Plotly);
    const script = document.createElement("script");
    script.src = new URL(address, document.baseURI);
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      loading = null;
      reject(new Error("plotly.min.js did not load"));
    };
    document.head.append(script);
  });
  return loading;
}

// Replace the trace of the same name, or insert the trace after the first.
function withTrace(data, trace) {
  const there = data.findIndex(({ name }) => name === trace.name);
  return there < 0 ? [data[0], trace, ...data.slice(1)] : data.with(there, trace);
}

class Chart {
  constructor() {
    this.numbers = {};
    this.zoomed = new Set(); // names of the axes whose range the reader has chosen
    this.node = document.createElement("div");
    this.node.setAttribute("role", "figure"); // not "img": the buttons of the chart are reachable by keyboard
    this.node.style.width = "100%";
    this.size = new ResizeObserver(() => this.loaded && this.#sized() && this.#redraw());
    this.size.observe(this.node);
    this.node.addEventListener("pointermove", (event) => (this.pointer = event));
    this.node.addEventListener("pointerleave", () => (this.pointer = null));
  }

  settle(parent) {
    parent.append(this.node);
  }

  show(bytes, send) {
    this.send = send;
    this.sent = bytes;
    if (!this.held) this.#draw(bytes);
  }

  // Add what the feed sends: a trace, or new data that replace all traces.
  grow({ trace, data, layout, said }) {
    if (!this.figure || this.held) return;
    const newest = this.newest ?? this.figure;
    if (trace) newest.data = withTrace(newest.data, trace.data[0]);
    if (data) Object.assign(newest, { data, layout });
    if (said) newest.alt = said[0];
    if (!this.newest) this.#later();
  }

  // Show a recorded step, or the newest one again (null).
  hold(part) {
    if (!this.figure || (!part && !this.newest)) return;
    const { data, layout, alt } = this.figure;
    this.newest ??= { data, layout, alt };
    Object.assign(this.figure, part ? { data: part.data, layout: part.layout, alt: part.said?.[0] ?? alt } : this.newest);
    if (!part) this.newest = null;
    this.#later();
  }

  #later() {
    this.#name(this.figure.alt);
    this.later ??= setTimeout(() => {
      this.later = null;
      if (this.loaded) this.#redraw();
    }, PACE);
  }

  ahead(bytes) {
    this.held = true;
    this.#draw(bytes);
  }

  letGo() {
    if (!this.held) return;
    this.held = false;
    this.#draw(this.sent);
  }

  async #draw(bytes) {
    this.figure = JSON.parse(new TextDecoder().decode(bytes));
    this.newest = null;
    charts.set(this.figure.key, this);
    this.#name(this.figure.alt);
    const { height, share } = this.figure; // a share of 1 sets no limit: charts of many columns are higher than a window
    this.node.style.height = share < 1 ? `min(${height}px, ${100 * share}vh)` : `${height}px`; // reserves the space while Plotly loads
    try {
      await plotly(this.figure.plotly);
    } catch {
      this.node.textContent = this.figure.alt; // show the description if Plotly cannot be loaded
      return;
    }
    this.loaded = true;
    this.#redraw();
  }

  #name(alt) {
    this.figure.alt = alt;
    this.node.setAttribute("aria-label", alt);
  }

  // Redraw the newest figure, one redraw at a time: overlapping redraws would freeze the axes in an intermediate state.
  async #redraw() {
    this.stale = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.stale && !this.ended) {
        this.stale = false;
        [this.width, this.height] = [this.node.clientWidth, this.node.clientHeight];
        if (!this.width) break; // not on screen; the resize observer redraws it when it is
        // Pass copies, because Plotly writes the reader's zoom and hidden traces into its arguments.
        const data = this.figure.data.map((trace) => ({ ...trace }));
        await window.Plotly.react(this.node, data, this.#layout(this.figure), this.#config());
        await this.#number();
        if (!this.drawn) this.#listen();
        this.drawn = true;
        this.#hoverAgain();
      }
    } finally {
      this.busy = false;
    }
  }

  // Set the numbers of the axes once their ranges are known, and again when these have changed.
  async #number() {
    this.numbers = numbering(this.node._fullLayout, this.figure.layout);
    const now = ([name, key]) => this.node.layout[name]?.[key] ?? (key === "tickmode" ? "auto" : null);
    const wanted = Object.entries(this.numbers).flatMap(([name, axis]) => Object.entries(axis).map(([key, value]) => [name, key, value]));
    const changed = wanted.filter((each) => JSON.stringify(now(each)) !== JSON.stringify(each[2]));
    if (changed.length) await window.Plotly.relayout(this.node, Object.fromEntries(changed.map(([name, key, value]) => [`${name}.${key}`, value])));
  }

  // Return whether the place has another size than the drawing.
  #sized() {
    return this.node.clientWidth !== this.width || this.node.clientHeight !== this.height;
  }

  #layout({ layout: given }) {
    const layout = structuredClone(given);
    const variables = getComputedStyle(this.node);
    const narrow = this.width < 480;
    const touch = matchMedia("(pointer: coarse)").matches;
    // Set no `transition`, not even an empty one: it makes Plotly freeze the ranges of the axes.
    const axes = Object.entries(this.numbers).filter(([name]) => layout[name]?.type === "log" && !layout[name].tickvals);
    for (const name of this.zoomed) this.#keepZoom(layout[name], this.node.layout[name]?.range, () => this.zoomed.delete(name));
    return {
      uirevision: "kept", // keeps the reader's zoom and hidden traces
      dragmode: touch ? false : "zoom", // on touch screens, dragging scrolls the page
      ...layout,
      ...Object.fromEntries(axes.map(([name, axis]) => [name, { ...layout[name], ...axis }])),
      template: template((name) => variables.getPropertyValue(name).trim()),
      ...(narrow ? { margin: { l: 36, r: 6, t: 24, b: 36, ...layout.margin } } : {}),
      ...(this.width < NARROWEST ? { margin: { ...layout.margin, t: 8 }, annotations: layout.annotations?.filter(({ name }) => name !== "key") } : {}),
      autosize: false,
      width: this.width,
      height: this.height,
    };
  }

  // Give an axis the range that the reader chose, also where the figure's own range changes with its data.
  #keepZoom(axis, range, forget) {
    if (!axis || !range || JSON.stringify(axis.range) === JSON.stringify(range)) return forget();
    Object.assign(axis, { range: [...range], autorange: false });
  }

  #config() {
    const { locale } = this.figure;
    return {
      ...(locale ? { locale: locale.name, locales: { [locale.name]: locale } } : {}),
      displaylogo: false,
      displayModeBar: matchMedia("(pointer: coarse)").matches ? false : "hover",
      plotlyServerURL: "", // disables the button that would upload the chart: no data leave this server
      showSendToCloud: false,
      modeBarButtonsToRemove: ["sendChartToCloud", "select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
      showTips: false,
    };
  }

  #listen() {
    this.node.on("plotly_relayout", (change) => {
      const ranges = Object.keys(change).map((key) => /^([xy]axis\d*)\.(range|autorange)/.exec(key)).filter(Boolean);
      for (const [, name, what] of ranges) this.zoomed[what === "range" ? "add" : "delete"](name);
      if (ranges.length) this.#number();
    });
    this.node.on("plotly_click", ({ points: [point] }) => {
      if (!this.figure.clicks || !point) return;
      this.send("click", { x: point.x, y: point.y ?? null, trace: point.data.name ?? null, curve: point.curveNumber, point: point.pointNumber ?? null });
    });
  }

  // Show the hover label again after a redraw has removed it, if the pointer is still over the chart.
  #hoverAgain() {
    if (!this.pointer || this.pointer.buttons) return;
    const { clientX, clientY } = this.pointer;
    document.elementFromPoint(clientX, clientY)?.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
  }

  end() {
    this.ended = true;
    clearTimeout(this.later);
    if (charts.get(this.figure?.key) === this) charts.delete(this.figure.key);
    this.size.disconnect();
    if (this.drawn) window.Plotly.purge(this.node);
    this.node.remove();
  }
}

export default mounted(Chart);
