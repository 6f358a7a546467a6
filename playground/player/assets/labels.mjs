// The words around the tracks, as ordinary elements over the canvas: names, notes, values at the cursor.

import { nameOf } from "./axis.mjs";
import { reading } from "./readout.mjs";

export function element(tag, className, parent, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  parent?.append(node);
  return node;
}

// "f_t" as f with a low t, anywhere in a text.
export function written(text, className, parent) {
  const node = element("span", className, parent);
  for (const [i, part] of text.split(/_(\p{L})/u).entries()) {
    if (i % 2) element("sub", "", node, part);
    else node.append(part);
  }
  return node;
}

export class Labels {
  constructor(parent) {
    this.parent = parent;
    this.rows = [];
  }

  // New elements for a new set of tracks, or when the labels change sides.
  build(view, place) {
    this.parent.replaceChildren();
    this.rows = place.rows.map((row) => this.#row(row, place.wide));
    this.flag = element("div", "flag", this.parent);
    this.time = element("div", "time", this.parent, view.words.time);
  }

  #row(row, wide) {
    const box = element("div", `row ${row.kind}${wide ? " wide" : ""}`, this.parent);
    const items = row.tracks.map((track) => {
      const item = element("div", "item", box);
      const name = element("div", "name", item);
      if (row.kind === "series") element("i", `swatch ${track.style}`, name);
      const label = written(track.called, "label", name);
      if (track.symbol) name.insertBefore(written(track.symbol, "symbol"), row.kind === "series" ? null : label);
      const note = element("div", "note", item);
      const value = element("output", "value", item);
      value.setAttribute("aria-hidden", "true"); // the time axis says it
      return { item, name, note, value, said: "" };
    });
    return { box, items };
  }

  // Places, colours and notes: whenever the values, the size or the theme are new.
  arrange(view, place, look) {
    place.rows.forEach((row, i) => {
      const { box, items } = this.rows[i];
      Object.assign(box.style, { top: `${place.wide ? row.top - 2 : row.y}px`, minHeight: place.wide ? `${row.bottom - row.top}px` : "" });
      row.tracks.forEach((track, k) => {
        const { item, name, note } = items[k];
        name.style.setProperty("--letter", look.letter(track.colour));
        item.classList.toggle("dimmed", track.dimmed);
        if (note.title !== track.aside) {
          note.title = track.aside;
          note.replaceChildren(written(track.aside));
        }
      });
    });
    this.flag.style.top = `${place.axisTop + 4 * look.zoom}px`;
    this.time.style.top = `${place.axisTop + 6 * look.zoom}px`;
    this.time.hidden = !place.wide;
  }

  // The values at the cursor.
  tell(view, place, cursor, hover) {
    place.rows.forEach((row, i) => {
      row.tracks.forEach((track, k) => {
        const entry = this.rows[i].items[k];
        const lines = reading(view, track, cursor.at, hover?.row === row ? hover.unit : null);
        const said = lines.join("\n");
        if (said === entry.said) return;
        entry.said = said;
        entry.value.replaceChildren(...lines.map((line, n) => element("span", track.kind !== "line" && n ? "aside" : "", null, line)));
      });
    });
    const name = nameOf(view, cursor.at);
    this.flag.textContent = view.labels.length ? name : `t = ${name}`;
    this.flag.classList.toggle("peeked", cursor.peeked !== null);
    const { axis } = place;
    const half = this.flag.offsetWidth / 2;
    const x = Math.min(axis.left + axis.width - half + 6, Math.max(axis.left + half - 6, axis.x(cursor.at)));
    this.flag.style.transform = `translateX(${x}px) translateX(-50%)`;
  }
}
