// Shows the text around the tracks as ordinary elements over the canvas: names, notes, and values at the cursor.

import { nameOf } from "./axis.mjs";
import { short } from "./numbers.mjs";
import { reading } from "./readout.mjs";
import { sign } from "./signs.mjs";
import { say } from "./words.mjs";

const [CHIPS, CHIP] = [30, 2]; // characters that fit in a row of buttons, and how many the edges of a button use up

export function element(tag, className, parent, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  parent?.append(node);
  return node;
}

// Write text in which "f_t", anywhere, becomes f with subscript t.
export function written(text, className, parent) {
  const node = element("span", className, parent);
  for (const [i, part] of text.split(/_(\p{L})/u).entries()) {
    if (i % 2) element("sub", "", node, part);
    else node.append(part);
  }
  return node;
}

// Write the same subscripts for a place without markup, such as a title.
const low = (text) => text.replace(/_([a-z])/g, (found, letter) => LOW[letter] ?? found);
const LOW = Object.fromEntries(Array.from("ehijklmnoprstuvx", (letter, i) => [letter, "ₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"[i]]));

export class Labels {
  // `player.arrange(wish, what)` receives the reader's choices for a row.
  constructor(parent, player) {
    Object.assign(this, { parent, player, rows: [] });
    parent.addEventListener("pointerover", ({ target }) => this.#pointAt(target.closest(".row")));
    parent.addEventListener("pointerleave", () => this.#pointAt(null));
  }

  // Report the row whose text is pointed at, as the stage does for its plot.
  #pointAt(box) {
    this.player.guide.point(this.player.place.rows[this.rows.findIndex((row) => row.box === box)] ?? null);
  }

  // Create the elements for a new set of rows.
  build(view, place) {
    this.measured = null;
    this.parent.replaceChildren();
    this.rows = place.rows.map((row, i) => this.#row(row, i, view));
    this.flag = element("div", "flag", this.parent);
  }

  #row(row, i, view) {
    const box = element("div", `row ${row.kind}`, this.parent);
    const fold = this.#button("fold", box, () => this.player.arrange("fold", this.player.place.rows[i]));
    const grow = this.#button("grow", box, () => this.player.arrange("enlarge", this.player.place.rows[i]));
    fold.append(sign("fold"));
    grow.append(sign("grow"));
    grow.hidden = row.kind === "group";
    const choices = row.choices.length > 1 ? this.#choices(row, box) : [];
    const items = row.tracks.map((track) => {
      const item = element("div", "item", box);
      const name = element("div", "name", item);
      if (row.kind === "series") element("i", `swatch ${track.style}`, name);
      const label = written(track.called, "label", name);
      label.dataset.of = track.called + track.symbol;
      const symbol = track.symbol ? written(track.symbol, "symbol") : null;
      if (symbol) name.insertBefore(symbol, row.kind === "series" ? null : label);
      const note = element("div", "note", item);
      const value = element("output", track.width > 2 ? "value many" : "value", item);
      value.setAttribute("aria-hidden", "true"); // the time axis announces it
      return { item, name, label, symbol, note, value, said: "" };
    });
    if (row.kind === "group") items.push(this.#heading(row, box));
    return { box, items, fold, grow, choices, words: view.words };
  }

  // Create the text of a group's heading: its name, and a note in words.
  #heading(row, box) {
    const item = element("div", "item", box);
    const name = element("div", "name", item);
    return { item, name, label: written(row.called, "label", name), note: element("div", "note", item) };
  }

  #button(className, parent, act, text = "") {
    const node = element("button", className, parent, text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }

  // Create one button for each of several gradients that share a row.
  #choices(row, box) {
    const group = element("div", "choices", box);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", row.tracks[0].called);
    if (row.choices.reduce((sum, { choice }) => sum + choice.length + CHIP, 0) > CHIPS) return this.#select(row, group);
    return row.choices.map((track) => ({ track, node: this.#button("", group, () => this.player.arrange("choose", track), track.choice) }));
  }

  // Create a list where buttons would be wider than the labels.
  #select(row, group) {
    const list = element("select", "", group);
    list.setAttribute("aria-label", row.tracks[0].called);
    const options = row.choices.map((track) => ({ track, node: element("option", "", list, track.choice) }));
    list.addEventListener("change", () => this.player.arrange("choose", row.choices[list.selectedIndex]));
    return options;
  }

  // Update positions, colours and notes after a change of the values, the size or the theme.
  arrange(view, place, look) {
    place.rows.forEach((row, i) => {
      const { box, items } = this.rows[i];
      box.style.top = `${row.y}px`;
      box.classList.toggle("many", row.lines > 1);
      this.#tools(this.rows[i], row);
      if (row.kind === "group") remark(items[0].note, view.asides?.[row.name] ?? "");
      row.tracks.forEach((track, k) => {
        const { item, name, label, symbol, note } = items[k];
        name.style.setProperty("--letter", look.letter(track.colour));
        if (label.dataset.of !== track.called + track.symbol) {
          label.dataset.of = track.called + track.symbol; // another of several gradients
          label.replaceChildren(written(track.called));
          symbol?.replaceChildren(written(track.symbol));
        }
        label.title = track.called;
        item.classList.toggle("dimmed", track.dimmed);
        remark(note, [track.aside, row.kind === "map" && (place.wide || row.ends.beyond) && colours(view, row.ends)].filter(Boolean).join("; "));
      });
    });
    this.flag.style.top = `${place.axisTop + 4 * look.zoom}px`;
  }

  #tools({ box, fold, grow, choices, words }, row) {
    box.classList.toggle("folded", row.folded);
    const name = row.kind === "gradient" ? row.tracks[0].called : row.called;
    named(fold, say(row.folded ? words.unfold : words.fold, { name }));
    named(grow, say(words.enlarge, { name }));
    fold.setAttribute("aria-expanded", String(!row.folded));
    grow.setAttribute("aria-pressed", String(row.large));
    for (const { track, node } of choices) {
      const chosen = track.name === row.tracks[0].name;
      if (node.localName === "option") node.selected = chosen;
      else node.setAttribute("aria-pressed", String(chosen));
    }
  }

  // Show the values at the cursor; `chosen` is the unit shown for a map.
  tell(view, place, cursor, hover, chosen = null) {
    place.rows.forEach((row, i) => {
      row.tracks.forEach((track, k) => {
        const entry = this.rows[i].items[k];
        const { guide } = this.player;
        const lines = guide.hides(track) ? [guide.reading(cursor.at, view.language)] : reading(view, track, cursor.at, (hover?.row === row ? hover.unit : null) ?? chosen);
        const said = lines.join("\n");
        if (said === entry.said) return;
        entry.said = said;
        write(entry.value, lines, track.kind !== "line");
      });
    });
    this.#point(view, place, cursor);
  }

  // Place the flag at the foot of the cursor. Its width is read only when the length of its text changes, because
  // reading it forces a layout.
  #point(view, place, cursor) {
    const name = nameOf(view, cursor.at);
    const text = view.labels.length ? name : `t = ${name}`;
    if (this.flag.textContent !== text) this.flag.textContent = text;
    this.flag.classList.toggle("peeked", cursor.peeked !== null);
    if (this.measured !== text.length) Object.assign(this, { measured: text.length, half: this.flag.offsetWidth / 2 });
    const { axis } = place;
    const { half } = this;
    const x = Math.min(axis.left + axis.width - half + 6, Math.max(axis.left + half - 6, axis.x(cursor.at)));
    this.flag.style.transform = `translateX(${x}px) translateX(-50%)`;
  }
}

// Show a note, with its whole text as the title, in case it is cut short.
function remark(note, text) {
  if (note.title === low(text)) return;
  note.title = low(text);
  note.replaceChildren(written(text));
}

// Say what the colours of a map span.
function colours(view, { low, high, beyond }) {
  if (beyond) return say(view.words.beyond, { end: short(high, view.language) });
  return say(view.words.colours, { low: short(low, view.language), high: short(high, view.language) });
}

function named(node, name) {
  if (node.title === name) return;
  node.title = name;
  node.setAttribute("aria-label", name);
}

// Write each line of text into its own span; if `quiet`, all but the first are asides.
function write(value, lines, quiet) {
  if (value.childElementCount !== lines.length) value.replaceChildren(...lines.map((_, n) => element("span", quiet && n ? "aside" : "")));
  lines.forEach((line, n) => {
    const span = value.children[n];
    if (span.firstChild?.data === line) return;
    if (span.firstChild) span.firstChild.data = line;
    else span.append(line);
  });
}
