// Draws maps of units × time steps: one pixel per value, painted once per frame and scaled by the browser.

import { diverging, rgb, sequential } from "./colours.mjs";

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
  ctx.drawImage(canvas, axis.left, row.top, track.steps * axis.column, row.bottom - row.top);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = look.line;
  ctx.lineWidth = 1;
  ctx.strokeRect(axis.left - 0.5, row.top - 0.5, axis.width + 1, row.bottom - row.top + 1);
}

// Draw a frame around the selected unit.
export function drawChosen(ctx, row, axis, look, unit) {
  const { width } = row.tracks[0];
  const place = row.order ? row.order.indexOf(unit) : unit;
  const high = (row.bottom - row.top) / width;
  const y = row.top + place * high;
  ctx.strokeStyle = look.ink;
  ctx.lineWidth = 1.5 * look.zoom;
  ctx.strokeRect(axis.left - 2, y - 1, axis.width + 4, Math.max(3, high + 2));
  ctx.fillStyle = look.ink;
  ctx.beginPath();
  const [x, middle] = [axis.left - 3, y + high / 2];
  ctx.moveTo(x, middle);
  ctx.lineTo(x - 6 * look.zoom, middle - 4 * look.zoom);
  ctx.lineTo(x - 6 * look.zoom, middle + 4 * look.zoom);
  ctx.fill();
}

const legends = new WeakMap(); // colour table -> its strip of 256 pixels

// Draw a thin colour legend from the low to the high end of the scale, with pointed ends if values exceed the scale.
export function drawScale(ctx, track, ends, look, left, top, width, height) {
  const table = tableOf(track, ends, look);
  if (!legends.has(table)) {
    const strip = Object.assign(document.createElement("canvas"), { width: 256, height: 1 });
    strip.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(table.buffer), 256, 1), 0, 0);
    legends.set(table, strip);
  }
  ctx.imageSmoothingEnabled = true;
  ctx.drawImage(legends.get(table), left, top, width, height);
  if (!ends.beyond) return;
  const scale = colourScale(track, ends, look);
  for (const [x, tip, colour] of [[left, left - height, scale[0]], [left + width, left + width + height, scale.at(-1)]]) {
    ctx.fillStyle = rgb(colour);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(tip, top + height / 2);
    ctx.lineTo(x, top + height);
    ctx.fill();
  }
}

// Return the unit (column of the array) at the vertical position `y` in pixels, or null outside the row.
export function unitAt(track, row, y) {
  if (y < row.top || y >= row.bottom) return null;
  const place = Math.min(track.width - 1, Math.floor(((y - row.top) / (row.bottom - row.top)) * track.width));
  return row.order ? row.order[place] : place;
}
