// Shows the diagram at one moment: selects the drawing, highlights the parts that act and the one looked at, and
// overlays the backward pass.

import { lettered, Sketch, svgElement } from "./cell_svg.mjs";
import { scientific, shown } from "./cell_text.mjs";
import { partName } from "./part_name.mjs";
import { say } from "./words.mjs";

export class Diagram {
  // `choose(part)` is called when a part is clicked, `peek(part|null)` while one is under the pointer or in focus.
  constructor(svg, choose, peek) {
    Object.assign(this, { svg, choose, kind: null });
    const part = (event) => event.target.closest?.("[data-part]")?.dataset.part ?? null;
    const look = (found) => found !== this.looked && peek((this.looked = found));
    svg.addEventListener("pointerover", (event) => event.pointerType !== "touch" && look(part(event) && partName(part(event))));
    svg.addEventListener("pointerleave", () => look(null));
    svg.addEventListener("focusin", (event) => look(part(event) && partName(part(event))));
    svg.addEventListener("focusout", () => look(null));
    svg.addEventListener("click", (event) => part(event) && choose(partName(part(event))));
    svg.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      if (part(event)) choose(partName(part(event)));
      event.preventDefault();
    });
  }

  #build({ kind, signals, keeper }, drawing) {
    this.kind = kind;
    this.sketch = new Sketch(this.svg, ...drawing.size);
    drawing.draw(this.sketch);
    this.#colour(signals, keeper);
    this.#way(drawing.path);
    const parts = [...this.sketch.parts.keys()].filter((part) => part === partName(part));
    this.doors = parts.map((part) => {
      const node = this.sketch.parts.get(part).at(-1); // one tab stop per part: its label
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      return [part, node];
    });
  }

  // Give each gate its own hue, the same as on the tracks.
  #colour(signals, keeper) {
    for (const { letter, kind, colour } of signals.filter((signal) => signal.kind === "gate")) {
      for (const group of this.sketch.parts.get(letter) ?? []) {
        group.style.setProperty("--own", `var(--${colour})`);
        group.style.setProperty("--own-letter", `var(--${colour}-letter)`);
        group.classList.toggle("keeper", letter === keeper?.letter);
      }
    }
  }

  #way({ memory, others, late, early, along, rest }) {
    const way = svgElement("g", { class: "way-over" }, this.svg);
    this.band = svgElement("path", { class: "band", d: memory }, way);
    svgElement("path", { class: "back", d: memory, "marker-mid": "url(#cell-arrow)", "marker-end": "url(#cell-arrow)" }, way);
    svgElement("path", { class: "others", d: others, "marker-end": "url(#cell-arrow)" }, way);
    const label = (className, [x, y], anchor) => svgElement("text", { class: className, x, y, "text-anchor": anchor }, way);
    this.late = label("label strong", late, "end");
    this.early = label("label strong", early, "start");
    this.along = label("label", along, "middle");
    this.rest = label("label", rest, "middle");
  }

  // `acting` and `later` are sets of parts, or null; `stage` is the current stage of the backward pass.
  show(view, moment, { acting, later, back, stage, part }) {
    if (view.cell.kind !== this.kind) this.#build(view.cell, moment.drawing);
    this.sketch.update(moment);
    this.svg.classList.toggle("backwards", back);
    this.svg.classList.toggle("empty", !moment.inside);
    this.svg.setAttribute("aria-label", say(moment.words.diagram, { cell: view.cell.called, t: moment.t }));
    for (const [name, groups] of this.sketch.parts) {
      for (const group of groups) {
        group.classList.toggle("acting", Boolean(acting?.has(name)));
        group.classList.toggle("later", Boolean(later?.has(name)));
        group.classList.toggle("looked", part !== null && part !== undefined && partName(name) === part);
        group.classList.toggle("held", this.#held(view.cell, moment, name));
      }
    }
    for (const [name, node] of this.doors) node.setAttribute("aria-label", this.#told(name, moment));
    if (back) this.#back(moment, stage);
  }

  #held({ changes, signals }, { u }, name) {
    const state = signals.some(({ kind, letter }) => kind === "state" && letter === name);
    return changes.some((change) => (change.silent === u && state) || (change.letter === name && (change.unit === null || change.unit === u)));
  }

  #told(name, moment) {
    const { words, v } = moment;
    const text = say(words[`${name}_name`] ?? name, { fn: moment.fn }).replaceAll("_", " ");
    const value = v[moment.drawing.values[name] ?? name];
    return Number.isFinite(value) ? `${text}: ${moment.shown(value)}` : text;
  }

  #back(moment, stage) {
    const { language, words } = moment;
    const n = (value) => (value !== null && Number.isFinite(value) ? (Math.abs(value) >= 0.001 || value === 0 ? shown(value, language) : scientific(value, language)) : "–");
    const letter = moment.cell.memory;
    lettered(this.late, stage ? `∂${stage.y}/∂${letter}_${moment.t} ${n(stage.total)}` : "");
    lettered(this.early, stage && stage.before !== null ? `∂${stage.y}/∂${letter}_${moment.s} ${n(stage.before)}` : "");
    lettered(this.along, stage && stage.along !== null && Number.isFinite(stage.along) ? `× ${n(stage.factor)}` : "");
    lettered(this.rest, stage && stage.rest !== null && Number.isFinite(stage.rest) ? say(words.back_rest, { rest: n(stage.rest) }) : "");
    const share = stage ? Math.min(1, Math.max(0.06, Math.abs(stage.total) / (stage.largest || 1))) : 0;
    this.band.setAttribute("stroke-width", (22 * share).toFixed(1));
  }
}
