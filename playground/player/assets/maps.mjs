// Draws maps of units × time steps: one pixel per value, painted once per frame and scaled by the browser.

import { diverging, sequential } from "./colours.mjs";

export const colourScale = (track, ends, look) => (ends.low < 0 ? diverging(look) : sequential(look, track.colour));

const tables = new Map(); // theme and colour -> 256 pixels, each packed into one 32-bit number

function tableOf(track, ends, look) {
  const key = `${look.key}|${ends.low < 0 ? "±" : track.colour}`;
  if (!tables.has(key)) {
    if (tables.size > 40) tables.clear();
    const pixels = new Uint8ClampedArray(4 * 256);
    colourScale(track, ends, look).forEach((colour, i) => pixels.set([...colour, 255], 4 * i));
    tables.set(key, new Uint32Array(pixels.buffer));
  }
  return tables.get(key);
}

// Paint an off-screen canvas of T × H pixels, with the units in `order` from top to bottom. Reuse the canvas and image
// of `before`, if given.
export function paint(track, ends, look, order, before) {
  const canvas = before?.canvas ?? document.createElement("canvas");
  const [wide, high] = [Math.max(1, track.steps), track.width];
  if (canvas.width !== wide || canvas.height !== high) Object.assign(canvas, { width: wide, height: high });
  const ctx = before?.ctx ?? canvas.getContext("2d", { willReadFrequently: true });
  const image = before?.image?.width === wide && before.image.height === high ? before.image : ctx.createImageData(wide, high);
  fill(new Uint32Array(image.data.buffer), track, ends, tableOf(track, ends, look), order);
  ctx.putImageData(image, 0, 0);
  return { canvas, ctx, image };
}

// Write the pixels of a map into `pixels`, row by row. A pure function that runs for every map in every frame of the
// recording, hence the plain loop.
export function fill(pixels, { values, steps, width }, { low, high }, table, order) {
  const factor = 255 / (high - low);
  for (let row = 0; row < width; row += 1) {
    const u = order ? order[row] : row;
    for (let t = 0; t < steps; t += 1) {
      const place = (values[t * width + u] - low) * factor;
      // missing values stay transparent
      pixels[row * steps + t] = place !== place ? 0 : table[place <= 0 ? 0 : place >= 255 ? 255 : Math.round(place)];
    }
  }
}

export function drawMap(ctx, { canvas }, track, axis, row, look) {
  ctx.globalAlpha = track.dimmed ? 0.45 : 1;
  const crowded = track.width > (row.bottom - row.top) * devicePixelRatio || track.steps > axis.width * devicePixelRatio;
  ctx.imageSmoothingEnabled = crowded;
  // two pieces, since the columns of a forecast may be wider
  const [before, high] = [Math.min(track.steps, axis.before), row.bottom - row.top];
  ctx.drawImage(canvas, 0, 0, before, canvas.height, axis.left, row.top, before * axis.column, high);
  const after = track.steps - before;
  if (after > 0) ctx.drawImage(canvas, before, 0, after, canvas.height, axis.edge(before), row.top, after * axis.ahead, high);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = look.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(axis.left - 0.5, row.top - 0.5, axis.width + 1, row.bottom - row.top + 1);
}

// Draw a frame around the selected unit, or in a low strip only the arrow that points at it.
export function drawChosen(ctx, row, axis, look, unit) {
  const { width } = row.tracks[0];
  const place = row.order ? row.order.indexOf(unit) : unit;
  const high = (row.bottom - row.top) / width;
  const y = row.top + place * high;
  ctx.strokeStyle = look.ink;
  ctx.lineWidth = 1.5 * look.pen;
  if (!row.chosen) ctx.strokeRect(axis.left - 2, y - 1, axis.width + 4, Math.max(3, high + 2));
  ctx.fillStyle = look.ink;
  ctx.beginPath();
  const [x, middle] = [axis.left - 3, y + high / 2];
  ctx.moveTo(x, middle);
  ctx.lineTo(x - 6 * look.zoom, middle - 4 * look.zoom);
  ctx.lineTo(x - 6 * look.zoom, middle + 4 * look.zoom);
  ctx.fill();
}

// Return the unit (column of the array) at the vertical position `y` in pixels, or null outside the row.
export function unitAt(track, row, y) {
  if (y < row.top || y >= row.bottom) return null;
  const place = Math.min(track.width - 1, Math.floor(((y - row.top) / (row.bottom - row.top)) * track.width));
  return row.order ? row.order[place] : place;
}
