// Plays the sequence in all players of a group at once: one cursor, and one set of buttons for it.

import { join, leave, members } from "./bus.mjs";
import { element } from "./labels.mjs";
import { PACES } from "./bar.mjs";
import { Sequence } from "./sequence.mjs";
import { css } from "./style.mjs";
import { Transport } from "./transport.mjs";

const style = new CSSStyleSheet();
style.replaceSync(css);

export class Together {
  constructor() {
    this.rewind = { endOpening() {} }; // it has no recording of its own
    this.guide = { withholds: () => false }; // no lesson leads a comparison
    this.sequence = new Sequence(this);
    this.root = element("div", "player");
    this.bar = element("div", "bar", element("div", "main", this.root));
    this.bar.setAttribute("role", "group");
    this.transport = new Transport(this.bar, {
      play: () => this.#begin() && this.sequence.play(),
      move: (by) => this.#begin() && this.sequence.move(by),
      pace: (pace) => (this.sequence.motion.pace = pace),
    });
  }

  settle(parent) {
    const shadow = parent instanceof ShadowRoot;
    (shadow ? parent : document).adoptedStyleSheets = [style];
    parent.append(this.root);
  }

  show(bytes) {
    const { group, words } = JSON.parse(new TextDecoder().decode(bytes));
    join(this, group);
    this.bar.setAttribute("aria-label", words.time);
    const names = { play: words.play_sequence, stop: words.stop_sequence, back: words.back, forward: words.forward, pace: words.sequence_pace };
    this.transport.name(names, words, PACES, words.per_second, this.sequence.motion.pace);
    this.transport.tell(this.sequence.playing);
  }

  // The players show one example, so that one has as many time steps as the others.
  get view() {
    return this.#other?.view ?? { times: 1 };
  }

  get #other() {
    return members(this).find((player) => player.view?.tracks);
  }

  // Start where the players are.
  #begin() {
    if (!this.#other) return false;
    this.sequence.cursor.hold(this.#other.cursor.at);
    return true;
  }

  // The reader has moved the cursor in one of the players.
  follow({ t }) {
    if (t === undefined) return;
    this.sequence.motion.stop();
    this.sequence.cursor.hold(t);
    this.later();
  }

  later() {
    this.beat ??= requestAnimationFrame((now) => {
      this.beat = null;
      if (this.sequence.playing) this.sequence.on(now);
      this.transport.tell(this.sequence.playing);
      if (this.sequence.playing) this.later();
    });
  }

  end() {
    if (this.beat) cancelAnimationFrame(this.beat);
    leave(this);
    this.root.remove();
  }
}
