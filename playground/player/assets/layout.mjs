// Where everything stands. Pure arithmetic: view and width in, pixels out.

import { TimeAxis } from "./axis.mjs";
import { decades, ends } from "./scale.mjs";
import { rowsOf } from "./payload.mjs";

export const WIDE = 640; // pixels from which labels stand beside the tracks instead of above them

const HEIGHTS = {
  series: (row, wide) => (wide ? Math.max(112, 26 * row.tracks.length + 40) : 96),
  line: (row, wide) => (wide ? 48 : 40),
  map: (row) => Math.min(150, Math.max(72, 3 * row.tracks[0].width)),
  gradient: () => 62,
};

// Returns {width, wide, axis, rows, axisTop, height}; each row has its outer {y, height}, its plot {top, bottom} and its scale's ends.
export function layout(view, width, zoom, height = null) {
  const wide = width >= WIDE * zoom;
  const left = (wide ? 228 : 34) * zoom;
  const right = (wide ? 92 : 6) * zoom;
  const rows = rowsOf(view.tracks);
  const fixed = { head: wide ? 0 : 22 * zoom, gap: (wide ? 12 : 10) * zoom, foot: 34 * zoom };
  const lane = (view.editable || view.marks.length || view.dividers.length ? 20 : 4) * zoom;
  const extra = (row, i) => (i === 0 ? lane : 0) + (row.kind === "gradient" ? 16 * zoom : 0);
  const natural = rows.map((row) => HEIGHTS[row.kind](row, wide) * zoom);
  const around = rows.reduce((sum, row, i) => sum + fixed.head + fixed.gap + extra(row, i), 2 - fixed.gap / 2) + fixed.foot;
  const stretch = height ? Math.max(0.4, (height - around) / natural.reduce((a, b) => a + b, 0)) : 1;
  let y = 2;
  rows.forEach((row, i) => {
    const top = y + fixed.head + extra(row, i);
    Object.assign(row, { y, top, bottom: top + natural[i] * stretch, ends: row.kind === "gradient" ? decades(row.tracks[0]) : ends(row) });
    row.lane = i === 0 ? { top: y + fixed.head, bottom: y + fixed.head + lane } : null;
    row.height = row.bottom - y;
    y = row.bottom + fixed.gap;
  });
  const axisTop = y - fixed.gap / 2;
  return { width, wide, rows, left, right, axis: new TimeAxis(view.times, left, Math.max(20, width - left - right)), axisTop, height: axisTop + fixed.foot };
}

// The row at a height, or null; a dot on a row's lower edge still belongs to it.
export function rowAt(place, y) {
  return place.rows.find((row) => y >= row.y && y < row.bottom + 5) ?? null;
}
