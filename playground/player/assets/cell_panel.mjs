// Creates the elements around the diagram: heading, diagram, the sentence for the moment, its controls, and the
// sections that fold.

import { pieces, svgElement } from "./cell_svg.mjs";
import { rgb, signColour } from "./colours.mjs";
import { element } from "./labels.mjs";
import { say } from "./words.mjs";

// Write text with subscripts into an element, unless the element shows the same text already.
export function write(node, text) {
  if (node.said === text) return node;
  node.said = text;
  node.replaceChildren(...pieces(text).map(([part, low]) => (low ? element("sub", "", null, part) : part)));
  return node;
}

export function button(parent, text, onClick, className = "") {
  const node = element("button", className, parent, text);
  node.type = "button";
  node.addEventListener("click", onClick);
  return node;
}

export class Panel {
  // `forward()` and `backward()` switch the direction in which the cell is shown.
  constructor(slot, { forward, backward }) {
    this.box = element("details", "cellbox", slot);
    this.title = element("summary", "title", this.box);
    const body = element("div", "inside", this.box);
    this.modes = element("div", "modes", body);
    this.modes.setAttribute("role", "group");
    this.turns = [button(this.modes, "", forward), button(this.modes, "", backward)];
    this.svg = svgElement("svg", { class: "diagram", role: "group" }, body);
    this.sentence = element("p", "sentence", body);
    this.controls = element("div", "controls", body);
    this.way = element("div", "wayback", body);
    this.hold = element("div", "hands", body);
    this.cost = element("p", "cost", body);
    this.equations = folded(body, "equations");
    this.help = folded(body, "help");
  }

  tell(view, moment, back) {
    const { words } = moment;
    const { cell } = view;
    const unit = moment.units > 1 ? ` · ${say(words.unit_of, { n: moment.u + 1, units: moment.units })}` : "";
    const layer = cell.layers > 1 ? ` · ${say(words.layer_of, { n: cell.layer, layers: cell.layers })}` : "";
    // the label of this step on the cursor's flag
    const place = view.labels[moment.at] ? ` · ${view.labels[moment.at]}` : "";
    write(this.title, say(words.cell_at, { t: moment.t }) + place + layer + unit);
    write(this.cost, cell.costs?.[moment.u] ?? "");
    this.cost.hidden = !cell.costs; // empty in a recording, but keeps its space, so that nothing below moves
    this.turns.forEach((turn, i) => {
      write(turn, i ? words.backward : words.forward);
      turn.setAttribute("aria-pressed", String(back === Boolean(i)));
    });
    this.way.hidden = !back;
    write(this.help.title, words.reading_help);
    if (this.help.said === cell.help?.join()) return;
    this.help.said = cell.help?.join();
    this.help.list.replaceChildren(...(cell.help ?? []).map((text) => write(element("p"), text)));
  }

  // Apply the colours of the page's theme.
  dress(look) {
    if (this.look === look.key) return;
    this.look = look.key;
    const set = (name, value) => this.box.style.setProperty(name, value);
    for (const key of ["orange", "green", "blue", "grey", "prediction"]) {
      set(`--${key}`, rgb(look.mark(key)));
      set(`--${key}-letter`, look.letter(key));
    }
    set("--above", rgb(signColour(look, true)));
    set("--below", rgb(signColour(look, false)));
    set("--line", look.line);
    set("--muted", look.muted);
    set("--ink", look.ink);
    set("--paper", rgb(look.paper));
  }

  end() {
    this.box.remove();
  }
}

function folded(parent, className) {
  const box = element("details", className, parent);
  return { box, title: element("summary", "", box), list: element("div", "", box) };
}
