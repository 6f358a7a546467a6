// Draws the gradient by time step, hatched in grey on a logarithmic scale, with arrows that point back in time.

import { rgb } from "./colours.mjs";
import { heightIn, trace } from "./lines.mjs";
import { valueAt } from "./payload.mjs";

let hatching = null; // [key, pattern] of the last theme

function hatch(ctx, colour, key) {
  if (hatching?.[0] === key) return hatching[1];
  const tile = document.createElement("canvas");
  tile.width = tile.height = 10; // twice the size at which it is shown
  const t = tile.getContext("2d");
  t.strokeStyle = rgb(colour, 0.85);
  t.lineWidth = 1.9;
  t.beginPath();
  for (const shift of [-10, 0, 10]) {
    t.moveTo(shift - 1, 11);
    t.lineTo(shift + 11, -1);
  }
  t.stroke();
  const pattern = ctx.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(0.5));
  hatching = [key, pattern];
  return pattern;
}

export function drawGradient(ctx, track, axis, row, look) {
  const y = heightIn(row);
  const colour = look.mark(track.colour);
  ctx.globalAlpha = track.dimmed ? 0.45 : 1;
  ctx.fillStyle = hatch(ctx, colour, look.key);
  ctx.beginPath();
  for (let t = 0; t < track.steps; t += 1) {
    const power = valueAt(track, t);
    if (Number.isNaN(power)) continue;
    const [left, right] = [Math.round(axis.edge(t)), Math.round(axis.edge(t + 1))];
    ctx.rect(left, y(power), right - left, row.bottom - y(power));
  }
  ctx.fill(); // all columns at once, because each fill with a pattern is slow to start
  ctx.strokeStyle = rgb(colour);
  ctx.lineWidth = 1.5 * look.pen;
  trace(ctx, track, 0, axis, y);
  ctx.stroke();
  arrows(ctx, axis.left, axis.edge(track.steps), row.top - 7 * look.zoom, look);
  ctx.globalAlpha = 1;
}

function arrows(ctx, left, right, y, look) {
  ctx.strokeStyle = look.muted;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  const head = 3 * look.zoom;
  for (let x = right - 6; x > left + 30; x -= 72 * look.zoom) {
    ctx.moveTo(x, y);
    ctx.lineTo(x - 22 * look.zoom, y);
    ctx.moveTo(x - 22 * look.zoom + head, y - head);
    ctx.lineTo(x - 22 * look.zoom, y);
    ctx.lineTo(x - 22 * look.zoom + head, y + head);
  }
  ctx.stroke();
}
