// Shows the cell next to the tracks: one unit of the layer at the cursor, forwards in sub-steps or backwards along the
// gradient.

import { wayBack } from "./cell_backward.mjs";
import { Diagram } from "./cell_diagram.mjs";
import { EquationList } from "./cell_list.mjs";
import { Hold } from "./cell_hold.mjs";
import { hasCell, momentAt } from "./cell_moment.mjs";
import { Panel, write } from "./cell_panel.mjs";
import { atCursor, sentences } from "./cell_steps.mjs";
import { Substeps } from "./cell_substeps.mjs";
import { Way } from "./cell_way.mjs";
import { drawingOf, load } from "./drawings.mjs";
import { say } from "./words.mjs";

export class Cell {
  constructor(slot, player) {
    Object.assign(this, { player, slot, part: null, back: false, asked: null, withheld: null });
    this.panel = new Panel(slot, { forward: () => this.#turn(false), backward: () => this.#turn(true) });
    this.diagram = new Diagram(this.panel.svg, (part) => this.#choose(part), (part) => this.#peek(part));
    this.substeps = new Substeps(this.panel.controls, { again: () => this.#again(), next: () => this.#next() });
    this.way = new Way(this.panel.way, { again: () => this.#again(), seek: (t) => this.#seek(t) });
    this.hold = new Hold(this.panel.hold, (message) => this.#send(message));
    this.equations = new EquationList(this.panel.equations);
    for (const box of [this.panel.box, this.panel.equations.box]) box.addEventListener("toggle", () => this.#again());
  }

  // Update the cell; called with every draw of the player.
  show(moment) {
    this.last = moment;
    const { view, t, unit, look } = moment;
    const shown = hasCell(view) && drawingOf(view.cell) !== undefined;
    if (hasCell(view) && !shown) this.#load(view.cell);
    this.panel.box.hidden = !shown;
    if (!shown) return;
    this.#open(view);
    const { words } = view.cell;
    const { from, steps } = view.cell.parts.at(-1);
    this.now = momentAt(view, Math.min(t, from + steps - 1), unit, words); // of a forecast, the step that computes it
    this.panel.tell(view, this.now, this.back);
    if (!this.panel.box.open) return;
    this.panel.dress(look);
    if (this.back) this.way.show(view, this.now, this.#steps(view, unit));
    this.diagram.show(view, this.now, { ...this.#acting(), back: this.back, stage: this.back ? this.way.stage : null, part: this.peeked ?? this.part });
    this.#say();
    this.substeps.show(this.now, this.back);
    this.hold.show(view, this.now, this.peeked ?? this.part, words, this);
    this.equations.show(view, this.now);
  }

  // Take the gate that a lesson asks to hold, {letter, value, unit, marked}, or null, and the kind of action that is
  // withheld until a question is answered. The part of that gate is chosen, so that its controls are there.
  lead(asked, withheld) {
    const before = this.asked;
    Object.assign(this, { asked, withheld });
    if (asked && asked.letter !== before?.letter) this.part = asked.letter;
    if (asked) this.panel.box.open = this.opened = true;
    this.#again();
    if (asked?.marked && !before?.marked) this.hold.reveal();
  }

  // Load the drawing of a cell, once for each cell, then show the latest moment with it.
  async #load(cell) {
    if (this.loading === cell.kind) return;
    this.loading = cell.kind;
    await load(cell);
    this.#again();
  }

  // Return the backward steps, which depend on the view, the unit and the function differentiated, not on the cursor.
  #steps(view, unit) {
    const key = [unit, this.way.of].join();
    if (this.walked?.view !== view || this.walked.key !== key) {
      this.walked = { view, key, steps: wayBack(view, unit, this.way.of) };
    }
    return this.walked.steps;
  }

  // Open the cell next to the tracks; below them, open it only if the page asks for it. The reader's later choice is
  // kept.
  #open(view) {
    this.slot.parentElement.classList.toggle("large", Boolean(view.cell.large)); // the page is about the cell
    if (this.opened) return;
    this.opened = true;
    this.panel.box.open = view.cell.open || this.slot.parentElement.classList.contains("beside");
  }

  // Return the parts that act in the current sub-step and those that act only in later ones.
  #acting() {
    const { at } = this.substeps;
    if (this.back || at === null) return { acting: null, later: null };
    const all = this.now.drawing.substeps;
    const seen = new Set(all.slice(0, at + 1).flatMap(({ parts }) => parts));
    const later = new Set(all.slice(at + 1).flatMap(({ parts }) => parts).filter((part) => !seen.has(part)));
    return { acting: new Set(all[at].parts), later };
  }

  #say() {
    const { now } = this;
    const { playing } = this.player.sequence;
    this.panel.sentence.setAttribute("aria-live", playing ? "off" : "polite");
    if (this.back) return write(this.panel.sentence, this.way.said.join(" "));
    if (!now.inside) return write(this.panel.sentence, say(now.words.nothing_here, { t: now.ends }));
    const { at } = this.substeps;
    const sentence = at === null ? atCursor(now) : sentences(now)[at];
    write(this.panel.sentence, this.last.view.cell.drawn ? sentence : `${sentence} ${now.words.no_drawing}`);
  }

  #again() {
    if (this.last) this.show(this.last);
  }

  #turn(back) {
    this.back = back;
    this.substeps.stop();
    this.way.stop();
    this.#again();
  }

  // Show a sub-step of the forward pass, from 0. Return false if the drawing does not have so many.
  substep(k) {
    const { drawing } = this.now ?? {};
    if (!drawing || k >= drawing.substeps.length) return false;
    this.panel.box.open = true;
    if (this.back) this.#turn(false);
    this.substeps.go(k);
    return true;
  }

  // Show the other direction: backwards, or forwards again.
  turnRound() {
    if (!this.now) return false;
    this.panel.box.open = true;
    this.#turn(!this.back);
    return true;
  }

  #choose(part) {
    this.part = part === this.part ? null : part;
    this.#again();
  }

  #peek(part) {
    this.peeked = part;
    this.#again();
  }

  // Move on to the next time step after the last sub-step. Return false if there is none.
  #next() {
    const { view, t } = this.last;
    if (t + 1 >= view.times) return false;
    this.#seek(t + 1);
    return true;
  }

  #seek(t) {
    this.player.sequence.take(t);
  }

  #send(message) {
    this.number = (this.number ?? 0) + 1;
    this.player.send("hands", { ...message, number: this.number });
  }

  end() {
    this.last = null;
    this.substeps.stop();
    this.way.stop();
    this.panel.end();
  }
}

export const cellBeside = (slot, player) => new Cell(slot, player);
