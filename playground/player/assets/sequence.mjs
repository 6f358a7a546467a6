// Selects the time step to show: hovered, held, stepped or played.

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
    this.cursor.peek(found && !this.player.guide.withholds("cursor") ? found.t : null);
    this.player.later();
  }

  // `quiet`: do not notify the group, because another of its players moved.
  hold(t, { quiet = false } = {}) {
    if (this.player.guide.withholds("cursor")) return this.motion.stop();
    this.player.rewind.endOpening();
    this.cursor.hold(Math.min(this.#last, Math.max(0, t)));
    if (!quiet) tell(this.player, { t });
    this.player.later();
  }

  // Hold a time step on the reader's input, which stops playback.
  take(t) {
    this.motion.stop();
    this.hold(t);
  }

  move(by) {
    this.take(this.cursor.at + by);
  }

  // Return the cursor to the position that the view gives.
  release() {
    this.motion.stop();
    this.cursor.release(this.player.view);
    this.player.later();
  }

  play() {
    if (this.playing) {
      this.motion.stop();
    } else if (!this.player.guide.withholds("cursor")) {
      this.hold(this.cursor.at >= this.#last ? 0 : this.cursor.at);
      this.motion.start(performance.now());
    }
    this.player.later();
  }

  // Advance playback; called once per animation frame.
  on(now) {
    const places = this.motion.due(now);
    if (places) this.hold(this.cursor.held + places);
    if (this.cursor.held < this.#last) return;
    this.motion.stop();
  }
}
