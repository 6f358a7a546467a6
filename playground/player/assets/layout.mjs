// Computes the position of every row in pixels from the view, the width and the reader's choices. Pure arithmetic.

import { TimeAxis } from "./axis.mjs";
import { decades, ends } from "./scale.mjs";
import { rowsOf } from "./payload.mjs";
import { Reader } from "./reader.mjs";

export const WIDE = 640; // pixels from which labels are next to the tracks instead of above them
export const MANY = 3; // largest number of series whose labels fit on one line above a narrow row
const LARGER = 2.5; // factor by which an enlarged row grows

const HEIGHTS = {
  series: (row, wide) => (wide ? Math.max(row.tracks.length > 1 ? 112 : 44, 26 * row.tracks.length + 40) : row.tracks.length > 1 ? 96 : 40),
  line: (row, wide) => (row.name === "error" ? 36 : wide ? 44 : 40),
  map: (row) => Math.min(150, Math.max(72, 3 * row.tracks[0].width)),
  gradient: (row, wide) => (wide && row.choices.length > 1 ? 80 : 62),
};
const FOLDED = 24;

// Return {width, wide, axis, rows, axisTop, height}. Each row has its outer {y, height}, the {top, bottom} of its plot
// and the limits of its scale.
export function layout(view, width, zoom, height = null, reader = new Reader()) {
  const wide = width >= WIDE * zoom;
  const left = (wide ? labels(view) : 34) * zoom;
  const right = (wide ? 108 : 6) * zoom;
  const rows = rowsOf(view.tracks, (choices) => reader.pick(choices));
  for (const row of rows) Object.assign(row, { folded: !reader.isOpen(row, wide), large: reader.large.has(row.name) });
  // height of the labels above a row
  const head = (row) => (wide ? 0 : (row.kind === "series" && row.tracks.length > MANY ? 44 : 24) * zoom);
  const fixed = { gap: (wide ? 12 : 10) * zoom, foot: 34 * zoom };
  const lane = (view.editable || view.marks.length || view.dividers.length ? 20 : 4) * zoom;
  const extra = (row, i) => (row.folded ? 0 : (i === 0 ? lane : 0) + (row.kind === "gradient" ? 16 * zoom : 0));
  const plot = (row) => (row.folded ? (wide ? FOLDED : 0) : HEIGHTS[row.kind](row, wide) * (row.large ? LARGER : 1));
  const natural = rows.map((row) => plot(row) * zoom);
  const around = rows.reduce((sum, row, i) => sum + head(row) + fixed.gap + extra(row, i), 2 - fixed.gap / 2) + fixed.foot;
  const stretch = height ? Math.max(0.4, (height - around) / natural.reduce((a, b) => a + b, 0)) : 1;
  let y = 2;
  rows.forEach((row, i) => {
    const top = y + head(row) + extra(row, i);
    Object.assign(row, { y, top, bottom: top + natural[i] * stretch, ends: endsOf(row) });
    row.lane = i === 0 && !row.folded ? { top: y + head(row), bottom: y + head(row) + lane } : null;
    row.height = row.bottom - y;
    row.order = row.kind === "map" ? reader.sorted(view, row.tracks[0].width) : null;
    y = row.bottom + fixed.gap;
  });
  const axisTop = y - fixed.gap / 2;
  return { width, wide, rows, left, right, axis: new TimeAxis(view.times, left, Math.max(20, width - left - right)), axisTop, height: axisTop + fixed.foot };
}

// Return the width of the labels beside the tracks: that of the English ones, or more where names are longer.
function labels({ tracks }) {
  const longest = Math.max(...tracks.filter(({ kind }) => kind !== "hidden").map(({ called }) => called?.length ?? 0));
  return Math.min(296, Math.max(228, 86 + 8.2 * longest));
}

const endsOf = (row) => (row.kind === "gradient" ? decades(row.tracks[0]) : ends(row));

// Show another moment of the same view: the same positions with new values, and the scales that follow them.
export function refit(place, view) {
  const named = new Map(view.tracks.map((track) => [track.name, track]));
  for (const row of place.rows) {
    row.tracks = row.tracks.map((track) => named.get(track.name));
    row.choices = row.choices.map((track) => named.get(track.name));
    row.ends = endsOf(row);
  }
}

// Return the row at a height, or null; a dot on a row's lower edge still belongs to the row.
export function rowAt(place, y) {
  return place.rows.find((row) => !row.folded && y >= row.y && y < row.bottom + 5) ?? null;
}
