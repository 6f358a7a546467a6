// Defines the colours on a light and on a dark page. Readers with red-green blindness can distinguish the hues of gates
// too, and each gate also has a letter and a position: colour is never the only sign. playground/figures/palette.py has
// the same hues.

// [light mark, light letter, dark mark, dark letter]; marks have a contrast of 3:1 with the page, letters 4.5:1.
const ORANGE = ["#D55E00", "#B34E00", "#E57A2C", "#F0853A"];
const GREEN = ["#00805E", "#00734F", "#15A47C", "#2FB58C"];
const BLUE = ["#0072B2", "#0067A1", "#3A97D4", "#4FA8E0"];
const VIOLET = ["#6B46B0", "#6B46B0", "#B39DF0", "#B39DF0"];
const GREY = ["#66645E", "#66645E", "#A09D95", "#A09D95"];

// [light, dark]: no gate, cell or prediction has these.
const POSITIVE = ["#6A3A20", "#E0B48E"];
const NEGATIVE = ["#00616F", "#4FD3DE"];

export const PALETTE = {
  orange: ORANGE,
  green: GREEN,
  blue: BLUE,
  grey: GREY,
  prediction: VIOLET,
  data: GREY,
  gradient: GREY,
};

const [LARGER, THICKER, FLATTER] = [1.35, 1.6, 0.78]; // text, lines and plots (against the text) in present mode

export function parse(colour) {
  const hex = colour.trim().match(/^#([0-9a-f]{6})/i);
  if (hex) return [0, 2, 4].map((i) => parseInt(hex[1].slice(i, i + 2), 16));
  const numbers = colour.match(/[\d.]+/g);
  return numbers ? numbers.slice(0, 3).map(Number) : [0, 0, 0];
}

export const rgb = ([r, g, b], alpha = 1) => `rgba(${Math.round(r)},${Math.round(g)},${Math.round(b)},${alpha})`;
export const mix = (a, b, share) => a.map((v, i) => v + (b[i] - v) * share);

export function luminance(colour) {
  const [r, g, b] = colour.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

// Return all that drawing needs to know about the page's theme; `read` returns one of its CSS variables.
export function lookOf(read) {
  const text = parse(read("--st-text-color") || "#23262B");
  const paper = parse(read("--st-background-color") || "#FCFBF8");
  const dark = luminance(paper) < luminance(text);
  const present = read("--present") === "1"; // larger, with lines thick enough for the last row of a room
  const zoom = ((parseFloat(read("--st-base-font-size")) || 16) / 16) * (present ? LARGER : 1);
  const font = read("--st-font") || "sans-serif";
  const pick = (key, i) => (PALETTE[key] ? parse(PALETTE[key][i + (dark ? 2 : 0)]) : text);
  return {
    dark,
    zoom,
    pen: zoom * (present ? THICKER : 1),
    plots: present ? FLATTER : 1,
    text,
    paper,
    font,
    small: `${11.5 * zoom}px ${font}`,
    line: rgb(mix(paper, text, 0.16)),
    muted: rgb(mix(paper, text, 0.7)),
    ink: rgb(text),
    mark: (key) => pick(key, 0),
    letter: (key) => rgb(pick(key, 1)),
    key: [text, paper, zoom, font, present].join(),
  };
}

// Return 256 colours for values from 0 to 1: from nearly the background to the gate's colour, and a little beyond it.
export function sequential(look, key) {
  const full = look.mark(key);
  const end = mix(full, look.dark ? [255, 255, 255] : [0, 0, 0], 0.22);
  const start = mix(look.paper, look.text, 0.05);
  return Array.from({ length: 256 }, (_, i) => (i < 192 ? mix(start, full, i / 192) : mix(full, end, (i - 192) / 63)));
}

// Return 256 colours for values from -1 to 1: teal below zero, nearly the background at zero, brown above.
export function diverging(look) {
  const [below, above] = [signColour(look, false), signColour(look, true)];
  const none = mix(look.paper, look.text, 0.05);
  return Array.from({ length: 256 }, (_, i) => mix(none, i < 128 ? below : above, Math.abs(i - 127.5) / 127.5));
}

// Return the colour for the sign of a value, in maps and in the pipes of the diagram.
export const signColour = (look, positive) => parse((positive ? POSITIVE : NEGATIVE)[look.dark ? 1 : 0]);
