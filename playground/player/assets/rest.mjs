// Reports the time step, the training step and the open rows to Python once they stop changing, and applies those that
// a link requests.
//
// Python includes the reported steps in the page's link. Where another player of the group reports the time step, this
// one `follows`, and reports the rows alone.

import { members } from "./bus.mjs";

const REST = 500; // milliseconds without a change

export class Rest {
  constructor(player) {
    Object.assign(this, { player, number: null, noted: null, told: null });
  }

  // Apply the position that a new payload requests. Each request has a number and is applied once.
  fit({ asked }) {
    if (!asked || asked.number === this.number) return;
    const { sequence, rewind, reader } = this.player;
    this.number = asked.number;
    sequence.motion.stop();
    if (asked.t !== null) sequence.cursor.hold(asked.t);
    else sequence.cursor.taken = false;
    rewind.ask(asked.film);
    reader.open = new Map(Object.entries(asked.rows ?? {}));
    this.noted = this.told = this.#key({ ...asked, t: asked.follows ? null : asked.t });
    clearTimeout(this.timer);
  }

  // Schedule a report whenever the labels are updated. Nothing is reported during playback.
  note() {
    const { sequence, rewind, reader, place, live } = this.player;
    if (!live.asked) return;
    const rows = reader.changed(place.rows, place.wide);
    const now = { t: sequence.cursor.taken && !live.asked.follows ? sequence.cursor.held : null, film: rewind.asked ?? rewind.at, rows };
    const playing = sequence.playing || rewind.playing || members(this.player).some((other) => other.sequence.playing);
    const key = playing ? null : this.#key(now);
    if (key === this.noted) return;
    this.noted = key;
    clearTimeout(this.timer);
    if (key !== null && key !== this.told) this.timer = setTimeout(() => this.#tell(key, now), REST);
  }

  end() {
    clearTimeout(this.timer);
  }

  #key({ t, film, rows }) {
    return `${t} ${film} ${JSON.stringify(rows ?? {})}`;
  }

  #tell(key, now) {
    this.told = key;
    this.player.send("rest", now);
  }
}
