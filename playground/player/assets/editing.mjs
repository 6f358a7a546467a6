// Applies the reader's edits to the input `x` and to the markers; a task may have only markers. They are shown at once
// and sent to Python, which answers with a new payload; until it has answered the newest edit, the edited values
// override those that arrive. This module does not draw.

import { marksOf, put, signsOf, turned } from "./marks.mjs";

const PATIENCE = 2000; // milliseconds after which an unanswered edit is discarded

export class Edits {
  // `send` gets {x: [[value, number of its marker from 1, or 0], ...], edit: n}, at most once every `pause`
  // milliseconds.
  constructor(send, { pause = 100, now = () => performance.now(), later = (f, ms) => setTimeout(f, ms) } = {}) {
    Object.assign(this, { send, pause, now, later, number: 0, values: null, marks: null, last: -Infinity, waiting: false, busy: false });
  }

  get pending() {
    return this.marks !== null;
  }

  // Put the edited values over a payload that does not contain them yet.
  overlay(view) {
    const track = input(view);
    if (!view.editable) return this.forget();
    this.number = Math.max(this.number, view.edited ?? 0); // a reloaded module continues from Python's number
    if (!this.pending) return;
    const answered = view.edited !== null && view.edited >= this.number;
    const late = !this.busy && this.now() - this.last > PATIENCE;
    if ((answered && !this.busy && !this.waiting) || late || view.times !== this.times || !track !== !this.values) return this.forget();
    if (track) track.values = this.values;
    put(view, this.marks);
  }

  forget() {
    this.values = this.marks = null;
  }

  #begin(view) {
    if (this.pending) return;
    const track = input(view);
    this.times = view.times;
    this.values = track ? Float32Array.from(track.values) : null;
    this.marks = marksOf(view);
  }

  set(view, t, value) {
    this.#begin(view);
    const { low, high } = input(view);
    this.values[t] = Math.min(high ?? Infinity, Math.max(low ?? -Infinity, Math.round(value * 100) / 100));
    this.#changed(view);
  }

  toggle(view, t) {
    this.#begin(view);
    this.marks = turned(this.marks, t, signsOf(view));
    this.#changed(view);
  }

  #changed(view) {
    if (this.values) input(view).values = this.values;
    put(view, this.marks);
    if (this.waiting) return;
    const wait = this.last + this.pause - this.now();
    if (wait <= 0) return this.#post();
    this.waiting = true;
    this.later(() => this.#post(), wait);
  }

  #post() {
    this.waiting = false;
    this.last = this.now();
    if (!this.pending) return;
    this.number += 1;
    const mark = (t) => (this.marks.has(t) ? this.marks.get(t) + 1 : 0);
    const values = this.values ?? new Float32Array(this.times);
    this.send({ x: Array.from(values, (v, t) => [Number(v.toFixed(4)), mark(t)]), edit: this.number });
  }
}

// Return the track that the reader can edit.
export const input = (view) => view.tracks.find((track) => track.name === "x");

// Return the change per press of an arrow key: a twentieth of the range, or a hundredth with Shift.
export function stride(track, fine) {
  const range = (track.high ?? 1) - (track.low ?? -1);
  return range / (fine ? 100 : 20);
}
