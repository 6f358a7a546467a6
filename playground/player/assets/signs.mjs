// Draws button icons as SVG, because glyphs look different on every system.

const SIGNS = {
  play: "M2 1 L10 6 L2 11 Z",
  stop: "M1.5 1 H4.5 V11 H1.5 Z M7.5 1 H10.5 V11 H7.5 Z",
  back: "M9 1 L3.5 6 L9 11 Z M1 1 H3 V11 H1 Z",
  forward: "M3 1 L8.5 6 L3 11 Z M9 1 H11 V11 H9 Z",
  fold: "M2 4 H10 L6 9 Z",
  grow: "M7 1 H11 V5 L9.5 3.5 L3.5 9.5 L5 11 H1 V7 L2.5 8.5 L8.5 2.5 Z",
};

export function sign(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SIGNS[name]);
  svg.append(path);
  return svg;
}
