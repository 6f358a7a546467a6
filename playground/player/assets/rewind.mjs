// The second of the two times: the training step looked at. The newest is followed until the reader holds another.

import { tell } from "./bus.mjs";
import { Film } from "./film.mjs";
import { Motion } from "./motion.mjs";

const OPENING = 3; // seconds the film lasts when it plays by itself
const REST = 400; // milliseconds without news after which the first frames are fetched

let opened = false; // a page plays by itself once, not again whenever it is come back to

export class Rewind {
  constructor(player) {
    Object.assign(this, { player, at: null, asked: null, seconds: 8, motion: new Motion(10), film: new Film(() => this.#came()) });
  }

  get playing() {
    return this.motion.playing;
  }

  // The recorded steps before the newest; after the last of them comes the newest itself.
  get #places() {
    return this.film.steps.filter((step) => step < this.player.live.training.step);
  }

  // A new payload: `other` when it is of another network or sequence length.
  fit(live, other) {
    this.film.fit(live);
    const known = this.at === null || this.film.steps.includes(this.at) || this.film.kept.has(this.at);
    if (other || !known || !live.training) this.#stop((this.at = null));
    if (live.training?.running) this.endOpening();
    this.#comeTo(live.training);
    clearTimeout(this.rest);
    if (this.at !== null) this.film.want(this.at);
    else if (live.film && !live.training?.running) this.rest = setTimeout(() => this.film.glance(), live.opening ? 0 : REST);
  }

  // What is to be shown over the newest payload: the step held, or the nearest one that has come; null is the newest itself.
  view(live) {
    if (this.at === null) return null;
    const step = this.film.kept.has(this.at) ? this.at : this.film.nearest(this.at, this.film.loaded);
    const view = step === null ? null : this.film.view(step, live);
    return view && { view, step };
  }

  // Hold a step as soon as it is recorded, as a link wants it; null follows the newest.
  ask(step) {
    this.#stop();
    Object.assign(this, { at: null, asked: step });
  }

  #comeTo(training) {
    if (this.asked === null) return;
    const places = training ? this.#places : [];
    const found = training?.running ? (places.includes(this.asked) ? this.asked : null) : this.film.nearest(this.asked, places);
    if (found === null && training?.running) return;
    Object.assign(this, { at: found, asked: null });
  }

  // Hold a recorded step, or follow the newest (null).
  seek(step, { quiet = false } = {}) {
    this.#stop();
    Object.assign(this, { at: step, asked: null });
    if (step !== null) this.film.want(step);
    if (!quiet) tell(this.player, { step });
    this.player.later();
  }

  // The recorded step nearest to where the hand is, or the newest.
  scrub(step) {
    const nearest = this.film.nearest(step, this.#places);
    const newest = nearest === null || Math.abs(this.player.live.training.step - step) <= Math.abs(nearest - step);
    this.seek(newest ? null : nearest);
  }

  // So many recorded steps on or back.
  move(by) {
    const places = this.#places;
    const now = this.at === null ? places.length : places.filter((step) => step < this.at).length;
    this.seek(places[Math.max(0, now + by)] ?? null);
  }

  play() {
    if (this.playing) return this.seek(this.at);
    this.#start();
    if (this.at !== null) this.film.want(this.at);
  }

  // Seconds the whole film lasts.
  pace(seconds) {
    this.seconds = seconds;
    this.motion.pace = Math.max(1, this.#places.length / seconds);
  }

  // A frame of the screen has come.
  on(now) {
    const moved = this.motion.due(now);
    if (!moved) return;
    const places = this.#places;
    const next = places[places.filter((step) => step < this.at).length + moved];
    if (next === undefined) return this.seek(null);
    this.at = next;
    tell(this.player, { step: next });
  }

  // Whatever the reader takes hold of ends the opening; the newest is shown again.
  endOpening() {
    if (this.opening) this.seek(null);
  }

  end() {
    clearTimeout(this.rest);
    this.film.fit({});
  }

  #start() {
    const places = this.#places;
    if (!places.length) return;
    this.asked = null;
    this.at ??= places[0];
    this.pace(this.seconds);
    this.motion.start(performance.now());
    this.player.later();
  }

  #stop() {
    this.motion.stop();
    if (this.opening) this.seconds = this.opening;
    this.opening = null;
  }

  // Frames have come in: the one waited for may be among them, and the first of all may open the page.
  #came() {
    const { player } = this;
    if (player.live.opening && !opened && !player.cursor.taken && this.at === null && this.asked === null) {
      opened = true;
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
        this.opening = this.seconds;
        this.seconds = OPENING;
        this.#start();
      }
    }
    if (this.at !== null) player.stale = true;
    player.later();
  }
}
