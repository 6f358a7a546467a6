// Units × time maps: one pixel a value, painted once a payload and stretched by the browser.

import { diverging, rgb, sequential } from "./colours.mjs";
import { share } from "./scale.mjs";
import { valueAt } from "./payload.mjs";

export const colourScale = (track, ends, look) => (ends.low < 0 ? diverging(look) : sequential(look, track.colour));

// An off-screen canvas of T × H pixels.
export function paint(track, ends, look) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, track.steps);
  canvas.height = track.width;
  const ctx = canvas.getContext("2d");
  const image = ctx.createImageData(canvas.width, canvas.height);
  const colours = colourScale(track, ends, look);
  for (let t = 0; t < track.steps; t += 1) {
    for (let u = 0; u < track.width; u += 1) {
      const value = valueAt(track, t, u);
      if (Number.isNaN(value)) continue; // stays transparent
      const [r, g, b] = colours[Math.round(share(value, ends) * 255)];
      image.data.set([r, g, b, 255], 4 * (u * canvas.width + t));
    }
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}

export function drawMap(ctx, picture, track, axis, row, look) {
  ctx.globalAlpha = track.dimmed ? 0.45 : 1;
  const crowded = track.width > (row.bottom - row.top) * devicePixelRatio || track.steps > axis.width * devicePixelRatio;
  ctx.imageSmoothingEnabled = crowded;
  ctx.drawImage(picture, axis.left, row.top, track.steps * axis.column, row.bottom - row.top);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = look.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(axis.left - 0.5, row.top - 0.5, axis.width + 1, row.bottom - row.top + 1);
}

// A thin legend: the scale from its low to its high end.
export function drawScale(ctx, track, ends, look, left, top, width, height) {
  const colours = colourScale(track, ends, look);
  for (let x = 0; x < width; x += 1) {
    ctx.fillStyle = rgb(colours[Math.round((255 * x) / Math.max(1, width - 1))]);
    ctx.fillRect(left + x, top, 1, height);
  }
}

// Unit (column of the array) under a height in pixels, or null outside the row.
export function unitAt(track, row, y) {
  if (y < row.top || y >= row.bottom) return null;
  return Math.min(track.width - 1, Math.floor(((y - row.top) / (row.bottom - row.top)) * track.width));
}
