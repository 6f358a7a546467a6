// Draws the elements of the diagrams: pipes as wide as the value they carry, taps as open as their gate, boxes, wires
// and labels.

const NS = "http://www.w3.org/2000/svg";
const FULL = 26; // thickness of a full pipe

export function svgElement(tag, attributes, parent, text) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  parent?.append(node);
  return node;
}

// Split a text such as "C_27", C with subscript 27, into a list of [text, is subscript], for SVG or HTML.
export function pieces(text) {
  return text.split(/_(\{[^}]*\}|[\p{L}\p{N}]+)/u).map((part, i) => [i % 2 ? part.replace(/^\{|\}$/g, "") : part, i % 2 === 1]).filter(([part]) => part);
}

export function lettered(node, text) {
  if (node.said === text) return;
  node.said = text;
  node.replaceChildren();
  let low = false;
  for (const [part, sub] of pieces(text)) {
    const span = svgElement("tspan", { dy: sub === low ? 0 : sub ? 4 : -4, ...(sub ? { class: "low" } : {}) }, node, part);
    low = sub;
    if (!part.trim()) span.setAttribute("xml:space", "preserve");
  }
}

export class Sketch {
  // Empty `svg`. `parts` maps the name of a part to its groups.
  constructor(svg, width, height) {
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    Object.assign(this, { svg, parts: new Map(), updates: [] });
  }

  group(part, parent = this.svg) {
    const node = svgElement("g", { class: "part", "data-part": part }, parent);
    if (!this.parts.has(part)) this.parts.set(part, []);
    this.parts.get(part).push(node);
    return node;
  }

  // Draw a pipe along `path`. `value` and `full` are functions of the moment; `full` returns the value that fills the
  // pipe.
  pipe(part, path, value, full, size = FULL) {
    const g = this.group(part);
    svgElement("path", { class: "casing", d: path, "stroke-width": size + 3 }, g);
    svgElement("path", { class: "hollow", d: path, "stroke-width": size + 1 }, g);
    const fluid = svgElement("path", { class: "fluid", d: path }, g);
    const stream = svgElement("path", { class: "stream", d: path }, g);
    this.updates.push((moment) => {
      const carried = value(moment);
      const size_ = Number.isFinite(carried) ? Math.min(1, Math.abs(carried) / (full(moment) || 1)) : 0;
      fluid.setAttribute("stroke-width", (size_ ? Math.max(1.2, size * size_) : 0).toFixed(2));
      stream.setAttribute("stroke-width", Math.min(2, size * size_ * 0.3).toFixed(2));
      fluid.setAttribute("class", `fluid ${carried < 0 ? "below" : "above"}`);
    });
    return g;
  }

  // Draw a tap in a horizontal or vertical pipe: two jaws leave it open in proportion to the value of the gate.
  tap(part, x, y, upright, value, size = FULL) {
    const g = this.group(part);
    const r = size / 2 + 5;
    svgElement("circle", { class: "ring", cx: x, cy: y, r }, g);
    const clip = `cell-tap-${part}-${Math.random().toString(36).slice(2)}`; // a document may hold several diagrams
    svgElement("circle", { cx: x, cy: y, r: r - 1 }, svgElement("clipPath", { id: clip }, g));
    const inside = svgElement("g", { "clip-path": `url(#${clip})` }, g);
    const jaws = [0, 1].map(() => svgElement("rect", { class: "jaw", x: x - r, y: y - r, width: 2 * r, height: 2 * r }, inside));
    svgElement("circle", { class: "rim", cx: x, cy: y, r }, g);
    this.updates.push((moment) => {
      const open = Math.min(1, Math.max(0, value(moment) || 0));
      const closed = r * (1 - open); // covered from each side
      const [first, second] = jaws;
      if (upright) {
        first.setAttribute("width", closed.toFixed(2));
        second.setAttribute("width", closed.toFixed(2));
        second.setAttribute("x", (x + r - closed).toFixed(2));
      } else {
        first.setAttribute("height", closed.toFixed(2));
        second.setAttribute("height", closed.toFixed(2));
        second.setAttribute("y", (y + r - closed).toFixed(2));
      }
    });
    return g;
  }

  box(part, x, y, text, width = 46, height = 28) {
    const g = this.group(part);
    svgElement("rect", { class: "box", x: x - width / 2, y: y - height / 2, width, height, rx: 5 }, g);
    svgElement("text", { class: "inside", x, y: y + 5 }, g, text);
    return g;
  }

  knob(part, x, y, text = "σ", r = 14) {
    const g = this.group(part);
    svgElement("circle", { class: "knob", cx: x, cy: y, r }, g);
    svgElement("text", { class: "inside", x, y: y + 5 }, g, text);
    return g;
  }

  plus(part, x, y) {
    const g = this.group(part);
    svgElement("circle", { class: "plus", cx: x, cy: y, r: 13 }, g);
    svgElement("path", { class: "cross", d: `M${x - 6} ${y}h12M${x} ${y - 6}v12` }, g);
    return g;
  }

  // Draw a thin line; `arrow` adds an arrowhead at its end.
  wire(part, path, { arrow = false, control = false } = {}) {
    const g = this.group(part);
    svgElement("path", { class: control ? "control" : "wire", d: path, ...(arrow ? { "marker-end": "url(#cell-arrow)" } : {}) }, g);
    return g;
  }

  dot(part, x, y) {
    svgElement("circle", { class: "dot", cx: x, cy: y, r: 3 }, this.group(part));
  }

  // Draw text with the numbers of the moment; `text(moment)` may contain subscripts.
  label(part, x, y, text, { anchor = "start", strong = false } = {}) {
    const node = svgElement("text", { class: strong ? "label strong" : "label", x, y, "text-anchor": anchor }, this.group(part));
    this.updates.push((moment) => lettered(node, text(moment)));
    return node;
  }

  arrowHead() {
    const marker = svgElement("marker", { id: "cell-arrow", viewBox: "0 0 8 8", refX: 6, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svgElement("defs", {}, this.svg));
    svgElement("path", { class: "head", d: "M0 0.5L7 4L0 7.5Z" }, marker);
  }

  update(moment) {
    for (const one of this.updates) one(moment);
  }
}
