// Shows the equations with their numbers as elements; a sum over units or inputs opens on a click.

import { equations } from "./cell_equations.mjs";
import { write } from "./cell_panel.mjs";
import { element } from "./labels.mjs";
import { say } from "./words.mjs";

export class EquationList {
  constructor({ box, title, list }) {
    Object.assign(this, { box, title, list, rows: new Map(), open: new Set() });
    this.note = element("p", "hint", list);
  }

  // Update the equations; nothing is computed while they are folded.
  show(view, moment) {
    const { words, language } = moment;
    write(this.title, words.equations);
    this.box.hidden = !moment.drawing.substeps.length;
    if (!this.box.open || this.box.hidden) return;
    const found = equations(moment, { t: moment.t, s: moment.s, language, fn: moment.fn });
    if (found.map(({ part }) => part).join() !== [...this.rows.keys()].join()) this.#build(found);
    for (const equation of found) this.#fill(this.rows.get(equation.part), equation, moment.part.inputs, words);
    write(this.note, found.some(({ numbers }) => numbers === null) ? words.sums_unknown : words.equations_rounding);
  }

  #build(found) {
    for (const { box } of this.rows.values()) box.remove();
    this.rows.clear();
    for (const { part } of found) {
      const box = element("div", "equation", null);
      box.dataset.part = part;
      this.list.insertBefore(box, this.note);
      const row = { box, formula: element("p", "formula", box), numbers: element("p", "numbers", box), sums: element("div", "sums", box) };
      this.rows.set(part, row);
    }
  }

  #fill(row, { part, formula, numbers, sums, result }, inputs, words) {
    write(row.formula, formula);
    write(row.numbers, numbers ?? `≈ ${result}`);
    while (row.sums.children.length > sums.length) row.sums.lastChild.remove();
    sums.forEach((sum, i) => this.#sum(row.sums, i, `${part} ${i}`, sum, inputs, words));
  }

  #sum(parent, i, key, sum, inputs, words) {
    let box = parent.children[i];
    if (!box) {
      box = element("details", "", parent);
      element("summary", "", box);
      element("table", "", box);
      box.addEventListener("toggle", () => {
        if (box.open === this.open.has(key)) return;
        this.open[box.open ? "add" : "delete"](key);
        this.#terms(box, box.sum, inputs, words);
      });
    }
    box.sum = sum;
    const single = { h: words.sum_unit, x: words.sum_input }[sum.kind];
    const many = { h: words.sum_units, x: words.sum_inputs }[sum.kind];
    write(box.firstChild, `${sum.symbol} ≈ ${sum.total}: ${sum.terms.length === 1 ? single : say(many, { n: sum.terms.length })}`);
    if (box.open) this.#terms(box, sum, inputs, words);
  }

  #terms(box, sum, inputs, words) {
    const table = box.lastChild;
    const name = (j) => (sum.kind === "h" ? say(words.own_share, { n: j + 1 }) : (inputs[j] ?? String(j + 1)));
    table.replaceChildren(
      ...sum.terms.map(({ j, w, v, value }) => {
        const line = element("tr");
        for (const text of [name(j), `${w} × ${v.startsWith("−") ? `(${v})` : v}`, `≈ ${value}`]) element("td", "", line, text);
        return line;
      }),
    );
  }
}
