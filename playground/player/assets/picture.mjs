// Draws one frame of the view on the canvas: tracks, markers and cursor. Only painted images are kept between frames.

import { drawAxis } from "./axis.mjs";
import { rgb } from "./colours.mjs";
import { drawGradient } from "./gradient.mjs";
import { dot, drawLine, drawSeries, drawUnit, heightIn } from "./lines.mjs";
import { drawChosen, drawMap, paint } from "./maps.mjs";
import { signsOf } from "./marks.mjs";
import { short, tenTo } from "./numbers.mjs";
import { valueAt } from "./payload.mjs";
import { endsOfUnit } from "./scale.mjs";

const TWO_LINES = 22; // height of a plot in pixels below which both ends of its scale are written in one line

export class Picture {
  constructor(canvas) {
    this.canvas = canvas;
    this.maps = new Map(); // track name -> painted map
    this.fresh = new Set(); // names of the maps that show the current frame
  }

  // Discard the painted maps after the values, the order or the theme have changed.
  renew() {
    this.fresh.clear();
    this.key = null;
  }

  // Draw the player. While only the cursor moves, everything below it is drawn once and then copied.
  draw(player) {
    const { view, place, look, cursor, marks, hover, unit, guide } = player;
    const ctx = surface(this.canvas, place);
    const key = [guide.version, unit, hover?.grab, hover?.bell, ...marks.keys(), ...marks.values()].join();
    if (this.key === key && this.place === place) {
      if (!this.kept) this.kept = this.#keep(player);
      ctx.drawImage(this.kept, 0, 0, place.width, place.height);
    } else {
      // During playback of a recording every frame differs, so nothing is cached here.
      Object.assign(this, { key, place, kept: null });
      this.#still(ctx, player);
    }
    drawBand(ctx, place.axis, place, look, cursor);
    drawAxis(ctx, view, place.axis, place.axisTop, look, cursor.at);
    drawCursor(ctx, place.axis, place, look, cursor, guide);
  }

  // Draw everything that does not depend on the cursor.
  #still(ctx, { view, place, look, marks, hover, unit, chosen, guide }) {
    const { axis } = place;
    drawVerticals(ctx, view, axis, place, look, marks);
    for (const row of place.rows) if (row.plotted) this.#guided(ctx, row, guide, { view, place, look, axis, marks, hover, unit, chosen });
    drawBells(ctx, view, axis, place, look, marks, hover);
  }

  // Draw a row as a lesson asks: lit, faint, or as an empty sheet.
  #guided(ctx, row, guide, moment) {
    guide.behind(ctx, row, moment.place, moment.look);
    ctx.globalAlpha = guide.opacity(row);
    const shown = guide.sheet ? { ...row, tracks: row.tracks.filter((track) => !guide.hides(track)) } : row;
    if (shown.tracks.length) this.#row(ctx, shown, moment);
    else drawEnds(ctx, row, moment.place, moment.look, moment.view.language);
    ctx.globalAlpha = 1;
    guide.above(ctx, row, moment.place, moment.look);
  }

  #keep(player) {
    this.under ??= document.createElement("canvas");
    this.#still(surface(this.under, player.place), player);
    return this.under;
  }

  #row(ctx, row, { view, place, look, axis, marks, hover, unit, chosen }) {
    drawEnds(ctx, row, place, look, view.language);
    const [track] = row.tracks;
    if (row.kind === "gradient") drawGradient(ctx, track, axis, row, look);
    if (row.kind === "line") drawLine(ctx, track, axis, row, look, chosen, view.tracks.find(({ name }) => name === `untouched/${track.name}`));
    if (row.kind === "map") this.#map(ctx, track, row, view, place, look, unit, chosen);
    if (row.kind !== "series") return;
    // The dotted target stays visible on top of the thick prediction.
    const order = { dots: 2, dotted: 1, thick: 0, solid: 0 };
    for (const each of row.tracks.toSorted((a, b) => order[a.style] - order[b.style])) {
      drawSeries(ctx, each, axis, row, look, marks, each.name === "x" ? hover?.grab : null);
    }
  }

  // Draw a map, and above it the chosen unit as a line, unless the map is enlarged.
  #map(ctx, track, row, view, place, look, unit, chosen) {
    if (row.chosen) {
      const alone = { ...row, ...row.chosen, ends: endsOfUnit(track, row.ends, unit) };
      drawEnds(ctx, { ...alone, kind: "line" }, place, look, view.language);
      drawUnit(ctx, track, place.axis, alone, look, unit);
    }
    if (!this.fresh.has(track.name)) this.maps.set(track.name, paint(track, row.ends, look, row.order, this.maps.get(track.name)));
    this.fresh.add(track.name);
    drawMap(ctx, this.maps.get(track.name), track, place.axis, row, look);
    if (chosen !== null || row.chosen) drawChosen(ctx, row, place.axis, look, unit);
  }
}

// Resize the canvas to the tracks, clear it and return its context.
function surface(canvas, place) {
  const ratio = devicePixelRatio || 1;
  const [width, height] = [Math.round(place.width * ratio), Math.round(place.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const ctx = canvas.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, place.width, place.height);
  return ctx;
}

function write(ctx, text, x, y, look, align, baseline) {
  Object.assign(ctx, { font: look.small, fillStyle: look.muted, textAlign: align, textBaseline: baseline });
  ctx.fillText(text, x, y);
}

// Write a number left of the axis. One that is too wide for the margin starts at the edge of the canvas and extends
// into the row, with a background behind it.
function writeEnd(ctx, text, axis, y, look, baseline) {
  ctx.font = look.small;
  const { width } = ctx.measureText(text);
  const right = Math.max(axis.left - 7, width + 1);
  if (right > axis.left) {
    const height = 13 * look.zoom;
    ctx.fillStyle = rgb(look.paper, 0.85);
    ctx.fillRect(axis.left, y - height * { top: 0, middle: 0.5, bottom: 1 }[baseline], right + 3 - axis.left, height);
  }
  write(ctx, text, right, y, look, "right", baseline);
}

// Draw the ends of a row's scale: thin lines with numbers to their left.
function drawEnds(ctx, row, place, look, language) {
  const { axis } = place;
  const gradient = row.kind === "gradient";
  const low = gradient ? (row.ends.cut ? "≤ " : "") + tenTo(row.ends.low) : short(row.ends.low, language);
  const high = gradient ? tenTo(row.ends.high) : short(row.ends.high, language);
  if (row.kind === "map") {
    const { units, width } = row.tracks[0];
    if (row.chosen) return write(ctx, `1–${width}`, axis.left - 10, (row.top + row.bottom) / 2, look, "right", "middle");
    const [first, last] = row.order ? [row.order[0], row.order.at(-1)] : [0, width - 1];
    write(ctx, String(units[first]), axis.left - 10, row.top - 1, look, "right", "top");
    if (width > 1) write(ctx, String(units[last]), axis.left - 10, row.bottom + 1, look, "right", "bottom");
    return;
  }
  const nought = row.ends.low < 0 && row.ends.high > 0 && !gradient;
  ctx.strokeStyle = look.line;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const y of [row.top, row.bottom, ...(nought ? [heightIn(row)(0)] : [])]) {
    ctx.moveTo(axis.left, Math.round(y) + 0.5);
    ctx.lineTo(axis.left + axis.width, Math.round(y) + 0.5);
  }
  ctx.stroke();
  if (row.bottom - row.top < TWO_LINES * look.zoom) return writeEnd(ctx, `${low}…${high}`, axis, (row.top + row.bottom) / 2, look, "middle");
  writeEnd(ctx, high, axis, row.top - 1, look, "top");
  writeEnd(ctx, low, axis, row.bottom + 2, look, "bottom");
}

// Return the vertical intervals that cover all tracks, with gaps for labels that are above the tracks.
function stretches(place) {
  return place.rows.filter((row) => row.plotted).map((row) => [row.lane?.bottom ?? row.chosen?.top ?? row.top, row.bottom]);
}

function upright(ctx, x, place) {
  ctx.beginPath();
  for (const [top, bottom] of stretches(place)) {
    ctx.moveTo(Math.round(x) + 0.5, top);
    ctx.lineTo(Math.round(x) + 0.5, bottom);
  }
  ctx.stroke();
}

// Draw the vertical lines of markers and dividers across all tracks.
function drawVerticals(ctx, view, axis, place, look, marks) {
  ctx.lineWidth = 1;
  ctx.strokeStyle = rgb(look.text, look.dark ? 0.34 : 0.26);
  const rare = marks.size <= view.times / 2; // if most time steps had a line, the lines would form a grid
  if (rare) for (const t of marks.keys()) upright(ctx, axis.x(t) - 0.5, place);
  ctx.strokeStyle = rgb(look.text, 0.55);
  ctx.setLineDash([4, 4]);
  for (const [t, word] of view.dividers) {
    upright(ctx, axis.edge(t), place);
    const after = axis.edge(t) + 5;
    ctx.font = look.small;
    const fits = after + ctx.measureText(word).width <= place.width; // otherwise the word is left of its line
    write(ctx, word, fits ? after : after - 10, (place.rows[0].lane?.top ?? 0) + 2, look, fits ? "left" : "right", "top");
  }
  ctx.setLineDash([]);
}

function drawBells(ctx, view, axis, place, look, marks, hover) {
  const { lane } = place.rows[0] ?? {};
  if (!lane) return;
  const [y, size] = [lane.bottom - 8 * look.zoom, Math.min(5.5 * look.zoom, Math.max(3, axis.column * 0.48))];
  const signs = signsOf(view);
  for (const [t, k] of marks) sign(ctx, signs[k], axis.x(t), y, size, look, true);
  if (hover?.bell !== null && hover?.bell !== undefined) {
    const there = marks.get(hover.bell);
    sign(ctx, signs[there ?? 0], axis.x(hover.bell), y, size * 1.15, look, there !== undefined);
  }
}

// Draw a marker: ▲ as a path, any other marker as text, muted while it only previews a click.
function sign(ctx, text, x, y, size, look, full) {
  if (text === "▲") return triangle(ctx, x, y, size, look.ink, full);
  Object.assign(ctx, { font: look.small, fillStyle: full ? look.ink : look.muted, textAlign: "center", textBaseline: "middle" });
  ctx.fillText(text, x, y);
}

function triangle(ctx, x, y, size, colour, full) {
  ctx.beginPath();
  ctx.moveTo(x, y - size);
  ctx.lineTo(x + size, y + size * 0.8);
  ctx.lineTo(x - size, y + size * 0.8);
  ctx.closePath();
  ctx.fillStyle = ctx.strokeStyle = colour;
  ctx.lineWidth = 1.25;
  if (full) ctx.fill();
  ctx.stroke();
}

function drawBand(ctx, axis, place, look, cursor) {
  const width = Math.max(axis.widthOf(cursor.at), 2);
  ctx.fillStyle = rgb(look.text, look.dark ? 0.11 : 0.065);
  for (const [top, bottom] of stretches(place)) ctx.fillRect(axis.x(cursor.at) - width / 2, top, width, bottom - top);
}

function drawCursor(ctx, axis, place, look, cursor, guide) {
  ctx.lineWidth = 1;
  if (cursor.peeked !== null) {
    ctx.strokeStyle = rgb(look.text, 0.35);
    upright(ctx, axis.x(cursor.held) - 0.5, place);
  }
  ctx.strokeStyle = rgb(look.text, 0.85);
  upright(ctx, axis.x(cursor.at) - 0.5, place);
  for (const row of place.rows) {
    if (row.kind === "map" || !row.plotted) continue;
    const y = heightIn(row);
    for (const track of row.tracks) {
      for (let u = 0; u < track.width; u += 1) {
        const value = valueAt(track, cursor.at, u);
        if (Number.isNaN(value) || guide.hides(track)) continue;
        const radius = (track.width > 1 ? 2.25 : 3.25) * look.zoom;
        ctx.fillStyle = rgb(look.paper);
        dot(ctx, axis.x(cursor.at), y(value), radius * 1.5);
        ctx.fillStyle = rgb(look.mark(track.colour));
        dot(ctx, axis.x(cursor.at), y(value), radius);
      }
    }
  }
}
