// Controls the sub-steps of a time step, which the reader steps through or plays.

import { button, write } from "./cell_panel.mjs";
import { element } from "./labels.mjs";
import { say } from "./words.mjs";

const PAUSE = 2200; // milliseconds per sub-step while they are played

export class Substeps {
  // `at` is null while all sub-steps are shown at once. `again()` redraws; `next()` moves to the next time step, or
  // returns false if there is none.
  constructor(parent, { again, next }) {
    Object.assign(this, { parent, again, next, at: null, timer: null });
    parent.setAttribute("role", "group");
    this.list = element("span", "pips", parent);
    this.pips = [];
    this.row = element("span", "moves", parent);
    this.back = button(this.row, "←", () => this.go(Math.max(0, (this.at ?? this.pips.length) - 1)));
    this.forward = button(this.row, "", () => this.onwards(), "primary");
    this.play = button(this.row, "", () => (this.timer ? this.stop() : this.start()));
    this.all = button(this.row, "", () => this.go(null));
  }

  go(k) {
    this.at = k;
    if (k === null) this.stop();
    this.again();
  }

  onwards() {
    const last = this.pips.length - 1;
    if (this.at === last && !this.next()) return this.stop();
    this.go(this.at === null || this.at === last ? 0 : this.at + 1);
  }

  start() {
    this.timer = setInterval(() => this.onwards(), PAUSE);
    this.onwards();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.again();
  }

  // Create one button for each sub-step of the drawing.
  #build(count) {
    this.pips = Array.from({ length: count }, (_, k) => button(null, String(k + 1), () => this.go(k)));
    this.list.replaceChildren(...this.pips);
  }

  show({ drawing: { substeps }, words, inside, t }, hidden) {
    if (this.pips.length !== substeps.length) this.#build(substeps.length);
    this.parent.hidden = hidden || !inside || !substeps.length;
    this.parent.setAttribute("aria-label", say(words.substeps, { t }));
    substeps.forEach(({ name }, k) => {
      const pip = this.pips[k];
      pip.setAttribute("aria-label", say(words.substep, { n: k + 1, name: words[name] }));
      pip.title = words[name];
      pip.setAttribute("aria-pressed", String(this.at === k));
    });
    this.back.setAttribute("aria-label", words.back_substep);
    this.back.disabled = this.at === null || this.at === 0;
    write(this.forward, `${words.next_substep} →`);
    write(this.play, this.timer ? words.stop_substeps : words.play_substeps);
    write(this.all, words.whole);
    this.all.hidden = this.at === null;
  }
}
