// A chart that stays the same node while its data change.

import { template } from "./chart_theme.mjs";
import { numbering } from "../player/chart_numbers.mjs";
import { mounted } from "./mounted.mjs";

let loading = null;
const charts = new Map(); // the charts on the page, by key

// A hand on a knob draws a chart ahead of the page: until it lets go, what the page sends is kept for then.
export function ahead(key, bytes) {
  charts.get(key)?.ahead(bytes);
}

export function letGo(key) {
  charts.get(key)?.letGo();
}

// Plotly is one classic script of 1.4 MB compressed; it is fetched when the first chart wants it.
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

class Chart {
  constructor() {
    this.numbers = {};
    this.node = document.createElement("div");
    this.node.setAttribute("role", "figure"); // not "img": the chart's bar of buttons can be reached by keys
    this.node.style.width = "100%";
    this.size = new ResizeObserver(() => this.loaded && this.node.clientWidth !== this.width && this.#redraw());
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
    charts.set(this.figure.key, this);
    this.node.setAttribute("aria-label", this.figure.alt);
    this.node.style.height = `${this.figure.height}px`; // its place is kept while Plotly loads
    try {
      await plotly(this.figure.plotly);
    } catch {
      this.node.textContent = this.figure.alt; // the words, if the drawing code cannot be had
      return;
    }
    this.loaded = true;
    this.#redraw();
  }

  // One redraw after the other, always of the newest figure: overlapping ones would freeze the axes where they happened to be.
  async #redraw() {
    this.stale = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.stale && !this.ended) {
        this.stale = false;
        this.width = this.node.clientWidth;
        if (!this.width) break; // not on screen; its size will tell when it is
        await window.Plotly.react(this.node, this.figure.data, this.#layout(this.figure), this.#config());
        await this.#number();
        if (!this.drawn) this.#listen();
        this.drawn = true;
        this.#hoverAgain();
      }
    } finally {
      this.busy = false;
    }
  }

  // Axes get their numbers once it is known what they show, and anew when that has changed.
  async #number() {
    this.numbers = numbering(this.node._fullLayout, this.figure.layout);
    const now = ([name, key]) => this.node.layout[name]?.[key] ?? (key === "tickmode" ? "auto" : null);
    const wanted = Object.entries(this.numbers).flatMap(([name, axis]) => Object.entries(axis).map(([key, value]) => [name, key, value]));
    const changed = wanted.filter((each) => JSON.stringify(now(each)) !== JSON.stringify(each[2]));
    if (changed.length) await window.Plotly.relayout(this.node, Object.fromEntries(changed.map(([name, key, value]) => [`${name}.${key}`, value])));
  }

  #layout({ layout, height }) {
    const variables = getComputedStyle(this.node);
    const narrow = this.width < 480;
    const touch = matchMedia("(pointer: coarse)").matches;
    // No `transition`, not even an empty one: it makes Plotly fix the axes at what they are.
    const axes = Object.entries(this.numbers).filter(([name]) => layout[name]?.type === "log" && !layout[name].tickvals);
    return {
      uirevision: "kept", // zoom and hidden traces are the reader's
      dragmode: touch ? false : "zoom", // under a finger the page scrolls
      ...layout,
      ...Object.fromEntries(axes.map(([name, axis]) => [name, { ...layout[name], ...axis }])),
      template: template((name) => variables.getPropertyValue(name).trim()),
      ...(narrow ? { margin: { l: 36, r: 6, t: 24, b: 36, ...layout.margin } } : {}),
      autosize: false,
      width: this.width,
      height,
    };
  }

  #config() {
    return {
      displaylogo: false,
      displayModeBar: matchMedia("(pointer: coarse)").matches ? false : "hover",
      plotlyServerURL: "", // Plotly's bar has a button that would upload the chart; nothing leaves this server
      showSendToCloud: false,
      modeBarButtonsToRemove: ["sendChartToCloud", "select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
      showTips: false,
    };
  }

  #listen() {
    this.node.on("plotly_relayout", (change) => Object.keys(change).some((key) => key.includes("range")) && this.#number()); // the reader has zoomed
    this.node.on("plotly_click", ({ points: [point] }) => {
      if (!this.figure.clicks || !point) return;
      this.send("click", { x: point.x, y: point.y ?? null, trace: point.data.name ?? null, curve: point.curveNumber, point: point.pointNumber ?? null });
    });
  }

  // A redraw takes the hover label away; the pointer is still there, so it comes back.
  #hoverAgain() {
    if (!this.pointer || this.pointer.buttons) return;
    const { clientX, clientY } = this.pointer;
    document.elementFromPoint(clientX, clientY)?.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
  }

  end() {
    this.ended = true;
    if (charts.get(this.figure?.key) === this) charts.delete(this.figure.key);
    this.size.disconnect();
    if (this.drawn) window.Plotly.purge(this.node);
    this.node.remove();
  }
}

export default mounted(Chart);
