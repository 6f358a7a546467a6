// Describes the part chosen in the diagram by its name, equation and purpose, with controls to hold a gate or switch
// off a unit.

import { write } from "./cell_panel.mjs";
import { element } from "./labels.mjs";
import { valueAt } from "./payload.mjs";
import { partName } from "./part_name.mjs";
import { say } from "./words.mjs";


export class Hold {
  // `send(message)` sends Python {hold: gate, value, unit|null}, {release: gate, unit|null}, {silence: unit},
  // {unsilence: unit} or {undo: true}.
  constructor(parent, send) {
    this.send = send;
    this.banner = element("div", "banner", parent);
    this.without = element("p", "hint", parent);
    this.about = element("div", "about", parent);
    this.key = null;
  }

  // `guide`: what a lesson asks, {asked, withheld}; see Cell.lead.
  show(view, moment, part, words, { asked, withheld }) {
    const { cell } = view;
    const chosen = part ? partName(part) : null;
    this.#without(view, moment, words);
    const key = JSON.stringify([chosen, cell.changes, cell.told, cell.kind, moment.u, moment.units, view.language, moment.full.C, asked, withheld]);
    if (key === this.key) return;
    Object.assign(this, { key, asked, withheld });
    const held = document.activeElement && this.about.getRootNode().activeElement;
    const focus = held && this.about.contains(held) ? held.dataset.role : null;
    this.#banner(cell, words);
    this.#about(view, moment, chosen, words);
    if (focus) this.about.querySelector(`[data-role="${focus}"]`)?.focus();
  }

  // Bring the control that a lesson asks for into sight.
  reveal() {
    this.about.querySelector(".asked")?.scrollIntoView({ block: "nearest" });
  }

  // Mark the control that a lesson asks for, and disable all that hold before its question is answered.
  #guide(control, moment, letter, value = null) {
    const { asked } = this;
    const meant = asked?.marked && asked.letter === letter && (asked.unit ?? moment.u + 1) === moment.u + 1;
    control.classList.toggle("asked", Boolean(meant && (value === null ? ![0, 1].includes(asked.value) : asked.value === value)));
    control.disabled = this.withheld === "hold";
  }

  // Show the same values of the network without interventions.
  #without(view, moment, words) {
    const told = view.cell.signals.flatMap(({ name, symbol }) => {
      const track = view.tracks.find((one) => one.name === `untouched/${name}`);
      const value = track ? valueAt(track, moment.at, track.width === moment.units ? moment.u : 0) : NaN;
      return Number.isNaN(value) ? [] : [`${symbol.replace("_t", "")} ${moment.shown(value)}`];
    });
    this.without.hidden = !told.length;
    if (told.length) write(this.without, say(words.untouched, { t: moment.t, values: told.join(", ") }));
  }

  #banner(cell, words) {
    this.banner.replaceChildren();
    this.banner.hidden = !cell.can_hold || !cell.held;
    if (this.banner.hidden) return;
    write(element("span", "", this.banner), `${words.what_if}: ${cell.told.join("; ")}. ${words.what_if_note}`);
    const undo = element("button", "", this.banner, words.undo_all);
    undo.disabled = this.withheld === "release";
    undo.addEventListener("click", () => this.send({ undo: true }));
  }

  #about(view, moment, part, words) {
    this.about.replaceChildren();
    const { cell } = view;
    if (!part) write(element("p", "hint", this.about), words.choose_part);
    else {
      const formula = moment.drawing.formulas[part];
      const purpose = part === "x" && cell.layer > 1 ? "x_for_upper" : `${part}_for`;
      const blanks = { fn: moment.fn, reach: moment.shown(moment.full[cell.memory]), n: moment.part.inputs.length };
      write(element("p", "part-name", this.about), say(words[`${part}_name`] ?? part, blanks));
      if (formula) write(element("p", "formula", this.about), say(formula, blanks));
      write(element("p", "", this.about), say(words[purpose] ?? "", blanks));
      const gate = cell.signals.find(({ letter, kind }) => letter === part && kind === "gate");
      if (gate && cell.can_hold) this.#gate(view, moment, gate, words);
    }
    if (cell.can_hold) this.#unit(cell, moment, words);
  }

  #gate({ cell }, moment, { name: gate, letter }, words) {
    const box = element("div", "hold", this.about);
    box.setAttribute("role", "group");
    const label = element("span", "", box, `${words.what_if}: ${say(words.hold_at, { letter })}`);
    box.setAttribute("aria-label", label.textContent);
    const all = moment.units > 1 ? this.#checkbox(box, words.hold_all, cell.changes.some((c) => c.gate === gate && c.unit === null)) : null;
    const unit = () => (moment.units === 1 || all.checked ? null : moment.u);
    const now = cell.changes.find((c) => c.gate === gate && (c.unit === null || c.unit === moment.u));
    const hold = (value) => this.send({ hold: gate, value, unit: unit() });
    for (const value of [0, 1]) {
      const button = element("button", "", box, String(value));
      button.dataset.role = `hold-${value}`;
      button.setAttribute("aria-pressed", String(now?.value === value));
      button.addEventListener("click", () => hold(value));
      this.#guide(button, moment, letter, value);
    }
    const slider = element("input", "", box);
    Object.assign(slider, { type: "range", min: 0, max: 1, step: 0.01, value: now?.value ?? moment.v[letter] });
    slider.dataset.role = "hold-slider";
    slider.setAttribute("aria-label", label.textContent);
    slider.addEventListener("input", () => hold(Number(slider.value)));
    this.#guide(slider, moment, letter);
    if (now) {
      const free = element("button", "", box, words.let_go);
      free.dataset.role = "let-go";
      free.disabled = this.withheld === "release";
      free.addEventListener("click", () => this.send({ release: gate, unit: now.unit }));
    }
    if (all) box.append(all.parentElement);
  }

  #checkbox(parent, text, on) {
    const label = element("label", "", parent);
    const box = element("input", "", label);
    Object.assign(box, { type: "checkbox", checked: on });
    box.dataset.role = "hold-all";
    label.append(` ${text}`);
    return box;
  }

  #unit(cell, moment, words) {
    const silent = cell.changes.some((change) => change.silent === moment.u);
    const row = element("div", "hold", this.about);
    const button = element("button", "", row, silent ? words.let_go : `${words.what_if}: ${say(words.silence, { n: moment.u + 1 })}`);
    button.dataset.role = "silence";
    button.disabled = silent && this.withheld === "release";
    button.addEventListener("click", () => this.send(silent ? { unsilence: moment.u } : { silence: moment.u }));
  }
}
