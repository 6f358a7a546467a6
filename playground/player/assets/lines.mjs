// Draws curves over time: series in data units, and gates and states of a few units.

import { valueAt } from "./payload.mjs";
import { mix, rgb } from "./colours.mjs";
import { share } from "./scale.mjs";

const DASHES = [[], [6, 3], [2, 2.5], [8, 3, 2, 3]]; // units differ by dash, not by colour

// Trace a path through a track's values, constant within each column or joined from middle to middle; the path is
// broken where a value is missing.
export function trace(ctx, track, u, axis, y) {
  ctx.beginPath();
  let drawing = false;
  for (let t = 0; t < track.steps; t += 1) {
    const value = valueAt(track, t, u);
    if (Number.isNaN(value)) {
      drawing = false;
      continue;
    }
    const height = y(value);
    if (track.stepped) {
      if (drawing) ctx.lineTo(axis.edge(t), height);
      else ctx.moveTo(axis.edge(t), height);
      ctx.lineTo(axis.edge(t + 1), height);
    } else if (drawing) ctx.lineTo(axis.x(t), height);
    else ctx.moveTo(axis.x(t), height);
    drawing = true;
  }
}

// Draw the points without neighbors, which would be invisible as a line.
function lonelyPoints(ctx, track, axis, y, radius) {
  if (track.stepped) return;
  for (let t = 0; t < track.steps; t += 1) {
    const alone = Number.isNaN(valueAt(track, t - 1)) && Number.isNaN(valueAt(track, t + 1));
    if (alone && !Number.isNaN(valueAt(track, t))) dot(ctx, axis.x(t), y(valueAt(track, t)), radius);
  }
}

export function dot(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}

export function drawSeries(ctx, track, axis, row, look, marked, grabbed) {
  const y = heightIn(row);
  const colour = look.mark(track.colour);
  ctx.strokeStyle = ctx.fillStyle = rgb(colour, track.dimmed ? 0.4 : 1);
  ctx.lineJoin = "round";
  if (track.style === "dots") return drawDots(ctx, track, axis, y, colour, look, marked, grabbed);
  ctx.lineWidth = { thick: 2.75, dotted: 2, solid: 1.5 }[track.style] * look.pen;
  ctx.lineCap = track.style === "dotted" ? "round" : "butt";
  ctx.setLineDash(track.style === "dotted" ? [0.1, 4.5 * look.zoom] : []);
  trace(ctx, track, 0, axis, y);
  ctx.stroke();
  ctx.setLineDash([]);
  lonelyPoints(ctx, track, axis, y, track.style === "thick" ? 4.5 : 3.5);
}

function drawDots(ctx, track, axis, y, colour, look, marked, grabbed) {
  const radius = Math.min(3.25 * look.zoom, Math.max(1.25, axis.column * 0.34));
  for (const strong of [false, true]) {
    ctx.fillStyle = strong ? look.ink : rgb(mix(look.paper, colour, 0.7));
    ctx.beginPath();
    for (let t = 0; t < track.steps; t += 1) {
      const value = valueAt(track, t);
      if (Number.isNaN(value) || marked.has(t) !== strong) continue;
      const size = t === grabbed ? radius * 1.9 : strong ? radius * 1.3 : radius;
      ctx.moveTo(axis.x(t) + size, y(value));
      ctx.arc(axis.x(t), y(value), size, 0, 2 * Math.PI);
    }
    ctx.fill();
  }
}

export function drawLine(ctx, track, axis, row, look, chosen = null, untouched = null) {
  const y = heightIn(row);
  const states = row.ends.low < 0;
  const faint = track.dimmed ? 0.45 : 1;
  if (track.width === 1) fillArea(ctx, track, axis, row, look, y, states, faint);
  ctx.strokeStyle = rgb(look.mark(track.colour), faint);
  ctx.lineJoin = "round";
  ctx.lineCap = "butt";
  for (let u = 0; u < track.width; u += 1) {
    ctx.setLineDash(DASHES[u % DASHES.length].map((d) => d * look.zoom));
    ctx.lineWidth = (track.width === 1 ? 1.75 : u === chosen ? 3 : 1.5) * look.pen;
    trace(ctx, track, u, axis, y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  if (untouched?.width !== track.width) return;
  ctx.strokeStyle = look.muted; // without interventions: a thin line over the others
  ctx.lineWidth = look.pen;
  for (let u = 0; u < track.width; u += 1) {
    trace(ctx, untouched, u, axis, y);
    ctx.stroke();
  }
}

// Draw one unit of many as a line.
export function drawUnit(ctx, track, axis, row, look, unit) {
  ctx.strokeStyle = rgb(look.mark(track.colour), track.dimmed ? 0.45 : 1);
  ctx.lineJoin = "round";
  ctx.lineWidth = 1.75 * look.pen;
  trace(ctx, track, unit, axis, heightIn(row));
  ctx.stroke();
}

function fillArea(ctx, track, axis, row, look, y, states, faint) {
  const base = y(Math.max(row.ends.low, 0));
  for (let t = 0; t < track.steps; t += 1) {
    const value = valueAt(track, t);
    if (Number.isNaN(value)) continue;
    const colour = states ? look.text : look.mark(track.colour); // above or below zero shows the sign
    ctx.fillStyle = rgb(colour, (states ? 0.13 : look.dark ? 0.34 : 0.22) * faint);
    // whole pixels, so that no seams appear between columns
    const [left, right] = [Math.round(axis.edge(t)), Math.round(axis.edge(t + 1))];
    ctx.fillRect(left, Math.min(base, y(value)), right - left, Math.abs(base - y(value)));
  }
}

// Return a function that converts a value to a pixel inside a row.
export function heightIn(row) {
  return (value) => row.bottom - share(value, row.ends) * (row.bottom - row.top);
}
