// Computes the position of every row in pixels from the view, the width and the reader's choices. Pure arithmetic.

import { TimeAxis } from "./axis.mjs";
import { decades, ends } from "./scale.mjs";
import { rowsOf } from "./payload.mjs";
import { Reader } from "./reader.mjs";

export const WIDE = 560; // pixels from which there is room for further rows
const LARGER = 2.5; // factor by which an enlarged row grows
const FLATTEST = 0.55; // smallest factor by which plots are flattened to fit the window
const [LINE, STRIP, BETWEEN] = [26, 16, 2]; // heights of a row with many units: the chosen one, all of them, and the gap
const [HEAD, FURTHER] = [24, 20]; // heights of the first line of labels, and of each further one
const [NARROW, LETTER, AROUND, GAP] = [3.6, 6.2, 74, 10]; // widths of letters, of what is around a label of series, and between two
const SPARE = 30; // room left in a line of labels, since their values may have a sign and more digits
const FOOT = 34; // height of the time axis with the cursor's flag

const HEIGHTS = {
  series: (row, wide) => (row.tracks.length > 1 ? (wide ? 92 : 80) : 44),
  line: (row) => (row.name === "error" ? 36 : 40),
  map: (row) => (row.large ? Math.min(150, Math.max(72, 3 * row.tracks[0].width)) : LINE + BETWEEN + STRIP),
  gradient: () => 62,
};

// Return {width, wide, axis, rows, axisTop, height}. Each row has its outer {y, height}, the {top, bottom} of its plot
// and the limits of its scale; `chosen` is the plot of the chosen unit above a map. The time axis is below the last
// plot, so that folded rows at the end are below it. `plots` makes the plots alone taller or flatter.
export function layout(view, width, zoom, height = null, reader = new Reader(), plots = 1) {
  const wide = width >= WIDE * zoom;
  const [left, right] = [(wide ? 40 : 34) * zoom, 8 * zoom];
  const rows = shownRows(view, reader, wide);
  const head = (row) => (HEAD + (row.lines - 1) * FURTHER) * zoom;
  for (const row of rows) row.lines = linesOf(row, width / zoom);
  const fixed = { gap: (wide ? 6 : 8) * zoom, foot: FOOT * zoom };
  const lane = (view.editable || view.marks.length || view.dividers.length ? 20 : 4) * zoom;
  const extra = (row, i) => (row.plotted ? (i === 0 ? lane : 0) + (row.kind === "gradient" ? 16 * zoom : 0) : 0);
  const natural = rows.map((row) => (row.plotted ? HEIGHTS[row.kind](row, wide) * (row.large ? LARGER : 1) * zoom * plots : 0));
  const around = rows.reduce((sum, row, i) => sum + head(row) + (row.plotted ? fixed.gap : 0) + extra(row, i), 2 - fixed.gap / 2) + fixed.foot;
  const stretch = height ? Math.max(0.4, (height - around) / natural.reduce((a, b) => a + b, 0)) : 1;
  const lastPlot = rows.findLastIndex((row) => row.plotted);
  let [y, axisTop] = [2, null];
  rows.forEach((row, i) => {
    const top = y + head(row) + extra(row, i);
    Object.assign(row, { y, top, bottom: top + natural[i] * stretch, ends: endsOf(row), chosen: null });
    row.lane = i === 0 && row.plotted ? { top: y + head(row), bottom: y + head(row) + lane } : null;
    row.height = row.bottom - y;
    row.order = row.kind === "map" ? reader.sorted(view, row.tracks[0].width) : null;
    if (row.kind === "map" && row.plotted && !row.large) aboveMap(row);
    y = row.bottom + (row.plotted ? fixed.gap : 0);
    if (i === lastPlot) y = (axisTop = row.bottom + fixed.gap / 2) + fixed.foot;
  });
  axisTop ??= y;
  return { width, wide, rows, left, right, axis: new TimeAxis(view.times, left, Math.max(20, width - left - right), split(view)), axisTop, height: Math.max(y, axisTop + fixed.foot) };
}

// Return how many lines the labels of a row need, which wrap in a row of series: estimated from the letters of names and
// notes, and from the room that a swatch, a value and the gaps around them take.
export function linesOf(row, width) {
  if (row.kind !== "series" || row.folded) return 1;
  let [lines, used] = [1, 0];
  for (const { called, aside } of row.tracks) {
    const wide = AROUND + widthOf(called) + (aside ? NARROW + widthOf(aside) : 0);
    if (used && used + wide - GAP > width - SPARE) [lines, used] = [lines + 1, 0];
    used += wide;
  }
  return lines;
}

const widthOf = (text) => Array.from(text, (letter) => (/[fijlrtI .,()]/.test(letter) ? NARROW : LETTER)).reduce((a, b) => a + b, 0);

// Return the factor that flattens the plots so far that those which are open by default end, with the time axis, within
// `room` pixels; 1 where they do anyway, and where flattening would not be enough.
export function flattened(view, width, zoom, plots, room) {
  const { wide, rows, axisTop } = layout(view, width, zoom, null, new Reader(), plots);
  const drawn = rows.reduce((sum, { bottom, top, chosen }) => sum + bottom - (chosen?.top ?? top), 0);
  const share = 1 - (axisTop + FOOT * zoom - room) / drawn;
  return wide && share >= FLATTEST ? Math.min(1, share) : 1;
}

// Split the plot of a map: above, the chosen unit as a line with a scale of its own; below, all units.
function aboveMap(row) {
  const share = (row.bottom - row.top) / (LINE + BETWEEN + STRIP);
  row.chosen = { top: row.top, bottom: row.top + LINE * share };
  row.top = row.chosen.bottom + BETWEEN * share;
}

// Return the rows to show: rows of one group follow its heading, and only while it is open.
function shownRows(view, reader, wide) {
  const rows = [];
  let heading = null;
  for (const row of rowsOf(view.tracks, (choices) => reader.pick(choices))) {
    const group = view.groups?.[row.group];
    if (group && heading?.name !== row.group) rows.push((heading = { kind: "group", name: row.group, called: group, opens: "asked", tracks: [], choices: [] }));
    if (heading && heading.name === row.group && !reader.isOpen(heading, wide)) continue;
    rows.push(row);
  }
  for (const row of rows) {
    const folded = !reader.isOpen(row, wide);
    Object.assign(row, { folded, plotted: !folded && row.kind !== "group", large: reader.large.has(row.name) });
  }
  return rows;
}

// Return the column where a forecast begins that ends the axis, or null.
const split = (view) => (view.forecast_at > 0 && view.forecast_at < view.times ? view.forecast_at : null);

const endsOf = (row) => (row.kind === "group" ? null : row.kind === "gradient" ? decades(row.tracks[0]) : ends(row));

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
  return place.rows.find((row) => row.plotted && y >= row.y && y < row.bottom + 5) ?? null;
}
