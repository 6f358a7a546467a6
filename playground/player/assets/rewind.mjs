// Selects the training step to show: the newest one, unless the reader holds a recorded one.

import { tell } from "./bus.mjs";
import { Film } from "./film.mjs";
import { Motion } from "./motion.mjs";

const OPENING = 3; // duration in seconds of automatic playback
const REST = 400; // milliseconds without a new payload before the first frames are fetched

let opened = false; // automatic playback happens once per page load, not every time the reader returns

export class Rewind {
  constructor(player) {
    Object.assign(this, { player, at: null, asked: null, seconds: 8, motion: new Motion(10), film: new Film(() => this.#came()) });
  }

  get playing() {
    return this.motion.playing;
  }

  // Return the recorded training steps before the newest one.
  get #places() {
    return this.film.steps.filter((step) => step < this.player.live.training.step);
  }

  // Adapt to a new payload; `other` is true if the network or the sequence length has changed.
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

  // Return the view of the held step, or of the nearest fetched step. Return null to show the newest step.
  view(live) {
    if (this.at === null) return null;
    const step = this.film.kept.has(this.at) ? this.at : this.film.nearest(this.at, this.film.loaded);
    const view = step === null ? null : this.film.view(step, live);
    return view && { view, step };
  }

  // Hold a step that a link requests, as soon as it is recorded; null follows the newest step.
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

  // Hold a recorded step, or follow the newest one (null).
  seek(step, { quiet = false } = {}) {
    this.#stop();
    if (step !== null && this.player.guide.withholds("film")) return;
    Object.assign(this, { at: step, asked: null });
    if (step !== null) this.film.want(step);
    if (!quiet) tell(this.player, { step });
    this.player.later();
  }

  // Hold the recorded step nearest to `step`, or follow the newest if that is nearer.
  scrub(step) {
    const nearest = this.film.nearest(step, this.#places);
    const newest = nearest === null || Math.abs(this.player.live.training.step - step) <= Math.abs(nearest - step);
    this.seek(newest ? null : nearest);
  }

  // Move forward or back by a number of recorded steps.
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

  // Set the playback speed so that the whole recording lasts `seconds`.
  pace(seconds) {
    this.seconds = seconds;
    this.motion.pace = Math.max(1, this.#places.length / seconds);
  }

  // Advance playback; called once per animation frame.
  on(now) {
    const moved = this.motion.due(now);
    if (!moved) return;
    const places = this.#places;
    const next = places[places.filter((step) => step < this.at).length + moved];
    if (next === undefined) return this.seek(null);
    this.at = next;
    tell(this.player, { step: next });
  }

  // End automatic playback when the reader uses a control, and show the newest step again.
  endOpening() {
    if (this.opening) this.seek(null);
  }

  end() {
    clearTimeout(this.rest);
    this.film.fit({});
  }

  #start() {
    const places = this.#places;
    if (!places.length || this.player.guide.withholds("film")) return;
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

  // Handle newly fetched frames: redraw if a step is held, and start automatic playback with the first frames.
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
