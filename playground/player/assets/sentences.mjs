// Writes the sentences of the current frame: the first above the tracks, the others below them.

import { element } from "./labels.mjs";

export class Sentences {
  constructor(story, others) {
    Object.assign(this, { story, others, told: null, high: new Map() });
  }

  // Give back the lines that longer sentences have taken, because the width or the network is another.
  fit(width, other) {
    if (width === this.width && !other) return;
    Object.assign(this, { width, high: new Map() });
    for (const part of [this.story, this.others]) part.style.minHeight = "";
    this.#keep();
  }

  // Side by side, players have one short sentence each, and none above the tracks.
  tell({ said, group }) {
    const text = said.join("\n");
    if (text === this.told) return;
    this.told = text;
    const [first, rest] = group ? ["", said] : [said[0] ?? "", said.slice(1)];
    this.story.textContent = first;
    this.story.hidden = Boolean(group);
    this.others.replaceChildren(...rest.map((line) => element("p", "", null, line)));
    this.#keep();
  }

  // Keep the lines of the longest sentences so far, so that what is below stays in place while others are shown.
  #keep() {
    for (const part of [this.story, this.others]) {
      const high = Math.ceil(part.getBoundingClientRect().height);
      if (high <= (this.high.get(part) ?? 0)) continue;
      this.high.set(part, high);
      part.style.minHeight = `${high}px`;
    }
  }
}
