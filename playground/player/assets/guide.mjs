// Directs attention inside the player: rows that a lesson is about, an empty row to draw a guess on, the guess as a
// ghost, and the place where something is to be done. Without a lesson it changes nothing.

import { rgb } from "./colours.mjs";
import { heightIn, trace } from "./lines.mjs";
import { plain } from "./numbers.mjs";

const NOTHING = { light: [], sheet: null, ghosts: [], pointer: null, quiet: false, withheld: null, cell: null, film: false, curve: false };
const FAINT = 0.35; // opacity of rows that the step is not about
const FINE = 0.01; // values of a drawing are rounded to this

export class Guide {
  constructor(player) {
    Object.assign(this, NOTHING, { player, over: null, pointed: null, drawn: null, values: null, version: 0 });
  }

  // Take what a lesson asks: names of tracks to `light`, the track that is a `sheet`, `ghosts` ({track, values}), a
  // `pointer` ({t, at}), whether sentences wait while something moves (`quiet`), the kind of action that is `withheld`
  // until a question is answered, the gate to hold in the `cell`, and whether the `film` is to be used or the error
  // `curve` is lit. `drawn` is called with the values of the sheet.
  lead(wishes, { pointed = null, drawn = null } = {}) {
    const { sheet, cell: asked } = this;
    Object.assign(this, NOTHING, wishes, { pointed, drawn });
    if (this.sheet !== sheet) this.values = null;
    const wanted = [...this.light, ...(this.sheet ? [this.sheet] : [])];
    if (wanted.join() !== this.player.reader.wanted.join()) this.player.arrange("want", wanted);
    this.player.training.slider.classList.toggle("asked", this.film);
    this.player.training.parent.classList.toggle("lit", this.curve);
    if (this.cell?.unit && this.cell.unit !== asked?.unit && this.player.view) this.player.choose(this.cell.unit - 1);
    this.player.cell?.lead(this.cell, this.withheld);
    this.#renew();
  }

  get active() {
    return this.quiet;
  }

  // Return whether an action waits for an answer; on a sheet, the cursor moves in order to draw.
  withholds = (kind) => this.withheld === kind && !(kind === "cursor" && this.sheet);

  // Return what is under the pointer without what cannot be used before a question is answered.
  free(found) {
    return { ...found, grab: this.withholds("drag") ? null : found.grab, bell: this.withholds("mark") ? null : found.bell };
  }

  hides = (track) => track.name === this.sheet;

  faint(row) {
    return this.light.length > 0 && !row.tracks.some((track) => this.light.includes(track.name));
  }

  opacity = (row) => (this.faint(row) ? FAINT : 1);

  // Highlight the row of a track, or none.
  lit(name) {
    if (this.over === name) return;
    this.over = name;
    this.player.training.parent.classList.toggle("lit", this.curve || name === "curve");
    this.#renew();
  }

  // Scroll the row of a track into sight, to a `block` of the window; return whether there is a picture on the page.
  reveal(name, block) {
    if (!this.player.place || !this.player.root.isConnected) return false;
    const place = this.player.place.rows.findIndex((row) => row.tracks.some((track) => track.name === name));
    this.player.labels.rows[place]?.box.scrollIntoView({ block });
    return true;
  }

  // Report the row under the pointer.
  point(row) {
    const names = row ? row.tracks.map((track) => track.name) : [];
    if (names.join() === this.at) return;
    this.at = names.join();
    this.pointed?.(names);
  }

  // Return whether a row is the sheet.
  isSheet = (row) => Boolean(this.sheet && row?.plotted && row.tracks.some(this.hides));

  get row() {
    return this.player.place?.rows.find(this.isSheet) ?? null;
  }

  // Draw from one column to another, with the values between on a straight line.
  stroke(from, to) {
    const values = this.#values();
    const [first, last] = from.t <= to.t ? [from, to] : [to, from];
    for (let t = first.t; t <= last.t; t += 1) {
      const share = last.t === first.t ? 1 : (t - first.t) / (last.t - first.t);
      values[t] = this.#inside(first.value + share * (last.value - first.value));
    }
    if (first.t === last.t) values[to.t] = this.#inside(to.value);
    this.#changed();
  }

  // Change the value at a column; columns after it that have none yet take it too.
  nudge(t, by) {
    const values = this.#values();
    const { low, high } = this.row.ends;
    const before = Number.isNaN(values[t]) ? ([...values.slice(0, t)].findLast((v) => !Number.isNaN(v)) ?? (low + high) / 2) : values[t];
    values[t] = this.#inside(before + (by * (high - low)) / 20);
    for (let later = t + 1; later < values.length && (Number.isNaN(values[later]) || this.follows?.has(later)); later += 1) {
      values[later] = values[t];
      (this.follows ??= new Set()).add(later);
    }
    this.follows?.delete(t);
    this.#changed();
  }

  #values() {
    if (this.values?.length !== this.player.view.times) {
      this.values = new Float64Array(this.player.view.times).fill(NaN);
      this.follows = new Set();
    }
    return this.values;
  }

  #inside(value) {
    const { low, high } = this.row.ends;
    return Math.min(high, Math.max(low, Math.round(value / FINE) * FINE));
  }

  #changed() {
    this.drawn?.(filled(this.values));
    this.#renew();
  }

  #renew() {
    this.version += 1;
    if (!this.player.view) return;
    this.player.picture.renew();
    this.player.toldAt = -Infinity;
    this.player.later();
  }

  // Return the text for the value of the sheet at a column.
  reading(t, language) {
    const value = this.values?.[t];
    return value === undefined || Number.isNaN(value) ? "–" : plain(value, language);
  }

  // Draw what belongs behind a row.
  behind(ctx, row, place, look) {
    if (!this.over || !row.tracks.some((track) => track.name === this.over)) return;
    const track = row.tracks.find(({ name }) => name === this.over);
    const top = row.chosen?.top ?? row.top;
    ctx.fillStyle = rgb(look.mark(track.colour), look.dark ? 0.28 : 0.16);
    ctx.fillRect(place.left, top, place.width - place.left - place.right, row.bottom - top);
  }

  // Draw what belongs on a row: the sheet's values or the ghost, and the pointer.
  above(ctx, row, place, look) {
    const { axis } = place;
    if (this.isSheet(row)) this.#curve(ctx, this.values, row, axis, look, look.mark(row.tracks.find(this.hides).colour));
    for (const { track, values } of this.ghosts) {
      if (row.tracks.some(({ name }) => name === track)) this.#curve(ctx, values, row, axis, look, look.text);
    }
    if (this.pointer && row === place.rows[0] && row.plotted) this.#pointer(ctx, row, place, look);
  }

  #curve(ctx, values, row, axis, look, colour) {
    if (!values) return;
    ctx.strokeStyle = rgb(colour, 0.9);
    ctx.lineWidth = 2 * look.zoom;
    ctx.setLineDash([6 * look.zoom, 4 * look.zoom]);
    trace(ctx, { steps: values.length, width: 1, values: Array.from(values, (v) => v ?? NaN), stepped: true }, 0, axis, heightIn(row));
    ctx.stroke();
    ctx.setLineDash([]);
  }

  // Mark a column: a ring around its dot ("dot"), around its place for a mark ("mark"), or a line to it ("column").
  #pointer(ctx, row, { axis }, look) {
    const x = axis.x(this.pointer.t);
    const radius = 9 * look.zoom;
    const input = row.tracks.find(({ name }) => name === "x");
    const value = input?.values[this.pointer.t];
    ctx.strokeStyle = rgb(look.text);
    ctx.lineWidth = 2 * look.zoom;
    ctx.beginPath();
    if (this.pointer.at === "mark" && row.lane) ctx.arc(x, row.lane.bottom - 8 * look.zoom, radius, 0, 2 * Math.PI);
    else if (this.pointer.at === "dot" && value !== undefined) ctx.arc(x, heightIn(row)(value), radius, 0, 2 * Math.PI);
    else {
      const top = (row.lane?.top ?? row.top) - 2 * look.zoom;
      ctx.moveTo(x - 6 * look.zoom, top);
      ctx.lineTo(x, top + 9 * look.zoom);
      ctx.lineTo(x + 6 * look.zoom, top);
    }
    ctx.stroke();
  }
}

// Return the values with the columns that have none filled from their nearest neighbor; null without any.
export function filled(values) {
  const known = [...values.keys()].filter((t) => !Number.isNaN(values[t]));
  if (!known.length) return null;
  const nearest = (t) => known.reduce((best, other) => (Math.abs(other - t) < Math.abs(best - t) ? other : best));
  return Array.from(values, (_, t) => Number(values[nearest(t)].toFixed(3)));
}
