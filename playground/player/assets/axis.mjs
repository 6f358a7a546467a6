// Computes the columns of the time axis, which are of equal width and shared by all tracks, and draws its ticks. Apart
// from the drawing, everything here is pure arithmetic.

export class TimeAxis {
  constructor(times, left, width) {
    Object.assign(this, { times, left, width, column: width / Math.max(1, times) });
  }

  // Return the middle of a column in pixels.
  x(t) {
    return this.left + (t + 0.5) * this.column;
  }

  // Return the left edge of a column in pixels.
  edge(t) {
    return this.left + t * this.column;
  }

  // Return the column under a pixel, or the nearest column for a pixel outside the axis.
  at(x) {
    return Math.min(this.times - 1, Math.max(0, Math.floor((x - this.left) / this.column)));
  }
}

// Return the columns to number: multiples of a round step and, if there is room, the first column. Numbers count from
// `first` and are at least `gap` pixels apart.
export function ticks(axis, first, gap = 44) {
  let every = 1;
  for (const step of [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000]) {
    every = step;
    if (step * axis.column >= gap) break;
  }
  const shown = [];
  for (let t = 0; t < axis.times; t += 1) {
    const number = first + t;
    if (number % every === 0 || (t === 0 && every > 1 && (every - (number % every)) * axis.column >= gap)) shown.push(t);
  }
  return shown;
}

// Return the name of a column: its own label, or its number.
export function nameOf(view, t) {
  return view.labels[t] ?? String(view.first + t);
}

const widths = new Map(); // font and text -> pixels; measuring a text takes longer than drawing it

function widthOf(ctx, text) {
  const key = `${ctx.font}|${text}`;
  if (widths.size > 5000) widths.clear();
  if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
  return widths.get(key);
}

export function drawAxis(ctx, view, axis, top, look, cursor) {
  ctx.strokeStyle = look.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(axis.left, Math.round(top) + 0.5);
  ctx.lineTo(axis.left + axis.width, Math.round(top) + 0.5);
  ctx.fillStyle = look.muted;
  ctx.font = look.small;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  const gap = view.labels.length ? Math.max(...view.labels.map((l) => widthOf(ctx, l))) + 16 : 44 * look.zoom;
  const clear = view.labels.length ? gap : 32 * look.zoom; // room for the cursor's flag
  for (const t of ticks(axis, view.first, gap)) {
    const x = Math.round(axis.x(t)) + 0.5;
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + 4);
    const half = widthOf(ctx, nameOf(view, t)) / 2;
    const inside = Math.min(x, ctx.canvas.width / (devicePixelRatio || 1) - half);
    if (Math.abs(x - axis.x(cursor)) > clear) ctx.fillText(nameOf(view, t), inside, top + 7 * look.zoom);
  }
  ctx.stroke();
}
