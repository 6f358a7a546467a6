// Computes the columns of the time axis, which all tracks share, and draws its ticks. The columns are of equal width, but
// for those of a forecast at the end. Apart from the drawing, everything here is pure arithmetic.

const FORECAST = 0.16; // smallest share of the width for a forecast that ends the axis

export class TimeAxis {
  // `split`: the column where a forecast begins, or null; its columns may be wider than those before it.
  constructor(times, left, width, split = null) {
    const ahead = split === null ? 0 : Math.max(FORECAST, (times - split) / times);
    const before = split ?? times;
    const column = (width * (1 - ahead)) / Math.max(1, before);
    Object.assign(this, { times, left, width, column, before, ahead: split === null ? column : (width * ahead) / (times - split) });
  }

  // Return the middle of a column in pixels.
  x(t) {
    return (this.edge(t) + this.edge(t + 1)) / 2;
  }

  // Return the left edge of a column in pixels.
  edge(t) {
    const first = Math.min(t, this.before);
    return this.left + first * this.column + (t - first) * this.ahead;
  }

  // Return the column under a pixel, or the nearest column for a pixel outside the axis.
  at(x) {
    const first = (x - this.left) / this.column;
    const t = first < this.before ? first : this.before + (x - this.edge(this.before)) / this.ahead;
    return Math.min(this.times - 1, Math.max(0, Math.floor(t)));
  }

  // Return the width of a column in pixels.
  widthOf(t) {
    return t < this.before ? this.column : this.ahead;
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
  const clear = view.labels.length ? gap : 32 * look.zoom; // room for the cursor's flag, which stays inside the axis
  const [first, last] = [axis.left + clear / 2, axis.left + axis.width - clear / 2];
  const flag = Math.min(last, Math.max(first, axis.x(cursor)));
  for (const t of ticks(axis, view.first, gap)) {
    const x = Math.round(axis.x(t)) + 0.5;
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + 4);
    const half = widthOf(ctx, nameOf(view, t)) / 2;
    const inside = Math.min(x, ctx.canvas.width / (devicePixelRatio || 1) - half);
    if (Math.abs(x - flag) > clear) ctx.fillText(nameOf(view, t), inside, top + 7 * look.zoom);
  }
  ctx.stroke();
}
