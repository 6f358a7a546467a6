// Draws the error curve as a strip for scrubbing through the training; training.mjs handles the dragging.

import { rgb } from "./colours.mjs";
import { dot } from "./lines.mjs";
import { tenTo } from "./numbers.mjs";

const FLOOR = 1e-10; // smaller errors are rounding errors

// Converts between pixels and training steps, and from errors to pixels.
export class StepAxis {
  constructor({ curve, validation, levels = [], step, end }, left, width, top, bottom) {
    const last = Math.max(1, end, step);
    const errors = [...curve[1], ...validation[1], ...levels.map(({ error }) => error)].filter((e) => e > 0 && Number.isFinite(e)).map((e) => Math.log10(Math.max(e, FLOOR)));
    const low = errors.length ? Math.floor(Math.min(...errors) - 1e-9) : -2;
    const high = Math.max(low + 1, errors.length ? Math.ceil(Math.max(...errors) + 1e-9) : 0);
    Object.assign(this, { last, left, width, top, bottom, low, high });
  }

  x(step) {
    return this.left + (this.width * step) / this.last;
  }

  y(error) {
    const share = (Math.log10(error) - this.low) / (this.high - this.low);
    return this.bottom - Math.min(1, Math.max(0, share)) * (this.bottom - this.top);
  }

  at(x) {
    return Math.round((Math.min(1, Math.max(0, (x - this.left) / this.width))) * this.last);
  }
}

// Return the value of a curve [steps, values] at the last step not after `step`, or NaN.
export function valueOn([steps, values], step) {
  let found = NaN;
  for (let i = 0; i < steps.length && steps[i] <= step; i += 1) found = values[i] ?? NaN;
  return found;
}

export function drawStrip(ctx, axis, training, look, shown) {
  const { left, width, top, bottom } = axis;
  ctx.strokeStyle = look.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const y of [top, bottom]) {
    ctx.moveTo(left, Math.round(y) + 0.5);
    ctx.lineTo(left + width, Math.round(y) + 0.5);
  }
  ctx.stroke();
  Object.assign(ctx, { font: look.small, fillStyle: look.muted, textAlign: "right" });
  for (const [power, baseline, y] of [[axis.high, "top", top - 1], [axis.low, "bottom", bottom + 2]]) {
    ctx.textBaseline = baseline;
    ctx.fillText(tenTo(power), left - 7, y);
  }
  ticks(ctx, axis, look);
  const names = levels(ctx, axis, training.levels ?? [], look);
  curve(ctx, axis, training.curve, rgb(look.mark("data")), 1.25 * look.pen);
  curve(ctx, axis, training.validation, rgb(look.mark("prediction")), 2.25 * look.pen);
  names.forEach((name) => written(ctx, name, look));
  recorded(ctx, axis, training.frames, look);
  marker(ctx, axis, training, look, shown);
}

// Draw the reference lines and return their names with places, each above its line where that is free. The names stand at
// the right end, away from the beginning of the curve; "solved" stands at the left and below, since the curve ends at the
// right.
function levels(ctx, axis, given, look) {
  const taken = [];
  const high = 13 * look.zoom;
  for (const { label, error, solved } of given) {
    const y = Math.round(axis.y(error)) + 0.5;
    Object.assign(ctx, { strokeStyle: look.muted, lineWidth: 1, font: look.small, textAlign: "right", textBaseline: "top" });
    ctx.setLineDash(solved ? [] : [4, 3]);
    ctx.beginPath();
    ctx.moveTo(axis.left, y);
    ctx.lineTo(axis.left + axis.width, y);
    ctx.stroke();
    ctx.setLineDash([]);
    const wide = ctx.measureText(label).width + 4;
    const x = solved ? axis.left : axis.left + axis.width - wide;
    const apart = (top) => taken.every((other) => Math.abs(other.top - top) >= high || Math.abs(other.x - x) > Math.max(other.wide, wide));
    const free = (solved ? [y + 2, y - high] : [y - high, y + 2]).find((top) => top >= axis.top - 4 && top + high <= axis.bottom + 2 && apart(top));
    if (free === undefined) continue;
    taken.push({ label, top: free, x, wide });
  }
  return taken;
}

// Write a name over what crosses it: the paper's colour around the letters keeps them legible and hides little of a curve.
function written(ctx, { label, top, x }, look) {
  Object.assign(ctx, { font: look.small, textAlign: "left", textBaseline: "top", lineJoin: "round" });
  Object.assign(ctx, { strokeStyle: rgb(look.paper), lineWidth: 4 * look.zoom, fillStyle: look.muted });
  ctx.strokeText(label, x + 2, top);
  ctx.fillText(label, x + 2, top);
}

function ticks(ctx, axis, look) {
  Object.assign(ctx, { fillStyle: look.muted, textAlign: "center", textBaseline: "top" });
  const wanted = axis.last / Math.max(2, Math.floor(axis.width / (80 * look.zoom)));
  const power = 10 ** Math.floor(Math.log10(Math.max(1, wanted)));
  const every = [1, 2, 5, 10].map((m) => m * power).find((m) => m >= wanted);
  for (let step = 0; step <= axis.last; step += every) {
    const most = axis.left + axis.width - ctx.measureText(step).width / 2 + 8; // the last number stays on the canvas
    ctx.fillText(step, Math.min(axis.x(step), most), axis.bottom + 5 * look.zoom);
  }
}

// Draw ticks at recorded frames, as long as they are far enough apart to be distinguished.
function recorded(ctx, axis, frames, look) {
  if ((axis.x(frames.at(-1) ?? 0) - axis.left) / Math.max(1, frames.length) < 4) return;
  ctx.strokeStyle = look.muted;
  ctx.beginPath();
  for (const step of frames) {
    ctx.moveTo(Math.round(axis.x(step)) + 0.5, axis.bottom);
    ctx.lineTo(Math.round(axis.x(step)) + 0.5, axis.bottom + 4);
  }
  ctx.stroke();
}

function curve(ctx, axis, [steps, values], colour, width) {
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = width;
  ctx.lineJoin = "round";
  ctx.beginPath();
  let drawing = false;
  steps.forEach((step, i) => {
    const fine = values[i] !== null && values[i] > 0;
    if (fine) ctx[drawing ? "lineTo" : "moveTo"](axis.x(step), axis.y(values[i]));
    drawing = fine;
  });
  ctx.stroke();
  if (steps.length === 1 && values[0] > 0) dot(ctx, axis.x(steps[0]), axis.y(values[0]), width);
}

function marker(ctx, axis, training, look, shown) {
  const x = Math.round(axis.x(shown)) + 0.5;
  ctx.strokeStyle = look.ink;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  ctx.moveTo(x, axis.top - 4);
  ctx.lineTo(x, axis.bottom + 4);
  ctx.stroke();
  const validation = valueOn(training.validation, shown);
  const error = validation > 0 ? validation : valueOn(training.curve, shown);
  const y = error > 0 ? axis.y(error) : axis.top;
  ctx.fillStyle = rgb(look.paper);
  dot(ctx, x, y, 6.5 * look.zoom);
  ctx.fillStyle = rgb(look.mark("prediction"));
  dot(ctx, x, y, 5 * look.zoom);
}
