// Builds the bar above the tracks: the transport of the sequence, the choice of a unit and the order of units; and the
// button below them that saves a picture.

import { element } from "./labels.mjs";
import { unitsOf } from "./payload.mjs";
import { save } from "./snapshot.mjs";
import { sign } from "./signs.mjs";
import { Transport, button, choice } from "./transport.mjs";

export const PACES = [2, 5, 10, 25, 50];

export class Bar {
  // `foot`: the place below the tracks, for what is used rarely.
  constructor(parent, foot, player) {
    Object.assign(this, { parent, player });
    parent.setAttribute("role", "group");
    this.transport = new Transport(parent, {
      play: () => player.sequence.play(),
      move: (by) => player.sequence.move(by),
      pace: (pace) => (player.sequence.motion.pace = pace),
    });
    this.slide = button("play slide", parent, () => player.slide.play());
    this.units = element("span", "units", parent);
    this.picture = button("quiet", foot, () => save(player));
  }

  // Update the bar for new words or other units.
  build(view) {
    const { words } = view;
    this.parent.setAttribute("aria-label", words.time);
    const names = { play: words.play_sequence, stop: words.stop_sequence, back: words.back, forward: words.forward, pace: words.sequence_pace };
    this.transport.name(names, words, PACES, words.per_second, this.player.sequence.motion.pace);
    this.picture.textContent = words.picture;
    this.#offer(this.player.live.slide);
    this.#sliding(this.player.slide.playing);
    this.units.replaceChildren();
    this.unit = this.sort = null;
    const count = unitsOf(view);
    if (count < 2) return;
    const drawn = view.tracks.find((t) => t.width === count && (t.kind === "map" || t.kind === "line"));
    this.unit = this.#labeled(words.choose_unit, drawn.units.map((n, u) => [String(u), String(n)]), "0", (u) => this.player.choose(Number(u)));
    if (view.orders.length < 2) return;
    const options = view.orders.map((order, i) => [String(i), order.label]);
    this.sort = this.#labeled(words.sort, options, String(this.player.reader.order), (i) => this.player.arrange("sort", Number(i)));
  }

  // Offer to play the windows; while that is not possible, the button stays, so that nothing moves.
  #offer(slide) {
    this.slide.hidden = !slide;
    this.slide.disabled = !slide?.ready;
  }

  #sliding(playing) {
    this.sliding = playing;
    const { words } = this.player.view;
    this.slide.replaceChildren(sign(playing ? "stop" : "play"), playing ? words.stop_windows : words.play_windows);
  }

  #labeled(word, options, value, act) {
    const label = element("label", "", this.units, word);
    const node = choice("", label, options, value, act);
    node.setAttribute("aria-label", word);
    return node;
  }

  tell({ live, sequence, slide, unit }) {
    this.transport.tell(sequence.playing);
    this.#offer(live.slide);
    if (this.sliding !== slide.playing) this.#sliding(slide.playing);
    if (this.unit && this.unit.value !== String(unit)) this.unit.value = String(unit);
  }
}
