// The diagram as it is at one moment: which drawing, which parts act, which one is looked at, and the way back laid over it.

import { drawElman, SIZE as ELMAN } from "./cell_elman.mjs";
import { drawGru, SIZE as GRU } from "./cell_gru.mjs";
import { drawLstm, SIZE as LSTM } from "./cell_lstm.mjs";
import { partName } from "./cell_hold.mjs";
import { lettered, Sketch, svgElement } from "./cell_svg.mjs";
import { scientific, shown } from "./cell_text.mjs";
import { say } from "./words.mjs";

const DRAWINGS = { lstm: [drawLstm, LSTM], gru: [drawGru, GRU], elman: [drawElman, ELMAN] };
// Where the memory runs, and where the other paths are hinted at.
const PATHS = { lstm: ["M484 62H10", "M484 236H420Q390 292 320 284H40Q14 282 14 100"], gru: ["M462 62H10", "M440 84Q430 296 300 296H60Q20 290 20 92"], elman: ["M462 104H10", "M430 126Q400 216 214 214T30 132"] };
const PARTS = ["C", "h", "f", "i", "g", "o", "tanh", "z", "r", "n", "past", "read", "a", "plus", "x", "y"];

export class Diagram {
  // `choose(part)` when one is tapped, `peek(part|null)` while one is pointed at or in focus.
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

  #build(kind) {
    this.kind = kind;
    const [draw, [width, height]] = DRAWINGS[kind];
    this.sketch = new Sketch(this.svg, width, height);
    draw(this.sketch);
    this.#way(kind);
    this.doors = PARTS.filter((part) => this.sketch.parts.has(part)).map((part) => {
      const node = this.sketch.parts.get(part).at(-1); // one way in for the keyboard: the part's label
      node.setAttribute("tabindex", "0");
      node.setAttribute("role", "button");
      return [part, node];
    });
  }

  #way(kind) {
    const [memory, others] = PATHS[kind];
    const way = svgElement("g", { class: "way-over" }, this.svg);
    this.band = svgElement("path", { class: "band", d: memory }, way);
    svgElement("path", { class: "back", d: memory, "marker-mid": "url(#cell-arrow)", "marker-end": "url(#cell-arrow)" }, way);
    svgElement("path", { class: "others", d: others, "marker-end": "url(#cell-arrow)" }, way);
    const y = kind === "elman" ? 76 : 36;
    this.late = svgElement("text", { class: "label strong", x: kind === "lstm" ? 496 : 462, y, "text-anchor": "end" }, way);
    this.early = svgElement("text", { class: "label strong", x: 10, y }, way);
    this.along = svgElement("text", { class: "label", x: kind === "elman" ? 214 : 250, y, "text-anchor": "middle" }, way);
    this.rest = svgElement("text", { class: "label", x: kind === "elman" ? 214 : 236, y: kind === "elman" ? 232 : 304, "text-anchor": "middle" }, way);
  }

  // `acting` and `later` are sets of parts, or null; `stage` is the stage of the way back.
  show(view, moment, { acting, later, back, stage, part }) {
    if (moment.kind !== this.kind) this.#build(moment.kind);
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

  #held({ changes }, { u }, name) {
    return changes.some((change) => (change.silent === u && (name === "h" || name === "C")) || (change.letter === name && (change.unit === null || change.unit === u)));
  }

  #told(name, moment) {
    const { words, v } = moment;
    const text = say(words[`${name}_name`] ?? name, { fn: moment.fn }).replaceAll("_", " ");
    const value = { plus: moment.kind === "lstm" ? v.C : moment.kind === "gru" ? v.h : v.a, a: v.h, y: v.h }[name] ?? v[name];
    return Number.isFinite(value) ? `${text}: ${moment.shown(value)}` : text;
  }

  #back(moment, stage) {
    const { language, words } = moment;
    const n = (value) => (value !== null && Number.isFinite(value) ? (Math.abs(value) >= 0.001 || value === 0 ? shown(value, language) : scientific(value, language)) : "–");
    const letter = moment.kind === "lstm" ? "C" : "h";
    lettered(this.late, stage ? `∂${stage.y}/∂${letter}_${moment.t} ${n(stage.total)}` : "");
    lettered(this.early, stage && stage.before !== null ? `∂${stage.y}/∂${letter}_${moment.s} ${n(stage.before)}` : "");
    lettered(this.along, stage && stage.along !== null && Number.isFinite(stage.along) ? `× ${n(stage.factor)}` : "");
    lettered(this.rest, stage && stage.rest !== null && Number.isFinite(stage.rest) ? say(words.back_rest, { rest: n(stage.rest) }) : "");
    const share = stage ? Math.min(1, Math.max(0.06, Math.abs(stage.total) / (stage.largest || 1))) : 0;
    this.band.setAttribute("stroke-width", (22 * share).toFixed(1));
  }
}
