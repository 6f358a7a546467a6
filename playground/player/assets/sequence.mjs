// The first of the two times: the position in the sequence, held, peeked at, stepped and played.

import { tell } from "./bus.mjs";
import { Cursor } from "./cursor.mjs";
import { Motion } from "./motion.mjs";

export class Sequence {
  constructor(player) {
    Object.assign(this, { player, cursor: new Cursor(), motion: new Motion(10) });
  }

  get playing() {
    return this.motion.playing;
  }

  get #last() {
    return this.player.view.times - 1;
  }

  peek(found) {
    this.player.hover = found;
    this.cursor.peek(found ? found.t : null);
    this.player.later();
  }

  // `quiet` when another player of the group has moved.
  hold(t, { quiet = false } = {}) {
    this.player.rewind.endOpening();
    this.cursor.hold(Math.min(this.#last, Math.max(0, t)));
    if (!quiet) tell(this.player, { t });
    this.player.later();
  }

  // The reader's hand: whatever plays stops.
  take(t) {
    this.motion.stop();
    this.hold(t);
  }

  move(by) {
    this.take(this.cursor.at + by);
  }

  // Back to where the view would have the cursor.
  release() {
    this.motion.stop();
    this.cursor.release(this.player.view);
    this.player.later();
  }

  play() {
    if (this.playing) {
      this.motion.stop();
    } else {
      this.hold(this.cursor.at >= this.#last ? 0 : this.cursor.at);
      this.motion.start(performance.now());
    }
    this.player.later();
  }

  // A frame of the screen has come.
  on(now) {
    const places = this.motion.due(now);
    if (places) this.hold(this.cursor.held + places);
    if (this.cursor.held < this.#last) return;
    this.motion.stop();
  }
}
