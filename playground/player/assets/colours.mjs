// Colours on a light and on a dark page. Gates have hues that readers with red-green blindness can tell apart as well, and a letter
// and a position beside each: colour is never the only sign. playground/figures/palette.py has the same hues.

// [light mark, light letter, dark mark, dark letter]; marks reach 3:1 on the page, letters 4.5:1.
const ORANGE = ["#D55E00", "#B34E00", "#E57A2C", "#F0853A"];
const GREEN = ["#00805E", "#00734F", "#15A47C", "#2FB58C"];
const BLUE = ["#0072B2", "#0067A1", "#3A97D4", "#4FA8E0"];
const VIOLET = ["#6B46B0", "#6B46B0", "#B39DF0", "#B39DF0"];
const GREY = ["#66645E", "#66645E", "#A09D95", "#A09D95"];

export const PALETTE = {
  orange: ORANGE,
  green: GREEN,
  blue: BLUE,
  grey: GREY,
  prediction: VIOLET,
  data: GREY,
  gradient: GREY,
};

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

// Everything that drawing needs to know about the page's theme. `read` returns a CSS variable of it.
export function lookOf(read) {
  const text = parse(read("--st-text-color") || "#23262B");
  const paper = parse(read("--st-background-color") || "#FCFBF8");
  const dark = luminance(paper) < luminance(text);
  const zoom = (parseFloat(read("--st-base-font-size")) || 16) / 16;
  const font = read("--st-font") || "sans-serif";
  const pick = (key, i) => (PALETTE[key] ? parse(PALETTE[key][i + (dark ? 2 : 0)]) : text);
  return {
    dark,
    zoom,
    text,
    paper,
    font,
    small: `${11.5 * zoom}px ${font}`,
    line: rgb(mix(paper, text, 0.16)),
    muted: rgb(mix(paper, text, 0.7)),
    ink: rgb(text),
    mark: (key) => pick(key, 0),
    letter: (key) => rgb(pick(key, 1)),
    key: [text, paper, zoom, font].join(),
  };
}

// 256 colours for values from 0 to 1: from nearly paper to the gate's own colour, a little beyond at the top end.
export function sequential(look, key) {
  const full = look.mark(key);
  const end = mix(full, look.dark ? [255, 255, 255] : [0, 0, 0], 0.22);
  const start = mix(look.paper, look.text, 0.05);
  return Array.from({ length: 256 }, (_, i) => (i < 192 ? mix(start, full, i / 192) : mix(full, end, (i - 192) / 63)));
}

// 256 colours for values from -1 to 1: blue below nought, paper at nought, orange above.
export function diverging(look) {
  const [below, above] = [parse(look.dark ? BLUE[2] : BLUE[0]), parse(look.dark ? ORANGE[2] : ORANGE[0])];
  const none = mix(look.paper, look.text, 0.05);
  return Array.from({ length: 256 }, (_, i) => mix(none, i < 128 ? below : above, Math.abs(i - 127.5) / 127.5));
}

// Sign of a state as a colour, for the area between a curve and nought.
export const signColour = (look, positive) => parse((positive ? ORANGE : BLUE)[look.dark ? 2 : 0]);
