// Stores the reader's choices for rows and units, which persist across payloads. This module does not draw.

export class Reader {
  constructor() {
    Object.assign(this, { open: new Map(), large: new Set(), chosen: new Map(), order: 0, unit: null, wanted: [] });
  }

  // Return whether a row is open: the reader's choice, what a lesson is about, or the default of the view.
  isOpen(row, wide) {
    if (!this.open.has(row.name) && row.tracks.some(({ name }) => this.wanted.includes(name))) return true;
    return this.open.get(row.name) ?? (row.opens === "always" || (row.opens === "wide" && wide));
  }

  // Return which of these rows are open or folded against the usual, by name: what a new reader would see.
  changed(rows, wide) {
    const usual = (row) => new Reader().isOpen({ ...row, opens: row.usual ?? row.opens }, wide);
    const open = (row) => this.open.get(row.name) ?? new Reader().isOpen(row, wide);
    const other = rows.filter((row) => open(row) !== usual(row)).map((row) => [row.name, open(row)]);
    const hidden = [...this.open].filter(([name]) => !rows.some((row) => row.name === name));
    return Object.fromEntries([...other, ...hidden].sort());
  }

  fold(row) {
    this.open.set(row.name, row.folded);
    if (!row.folded) this.large.delete(row.name);
  }

  // Open the rows of some tracks unless the reader folds them.
  want(names) {
    this.wanted = names;
  }

  enlarge(row) {
    if (!this.large.delete(row.name)) this.large.add(row.name);
    if (this.large.has(row.name)) this.open.set(row.name, true);
  }

  // Return the track to draw among the alternatives of a row.
  pick(choices) {
    return choices.find((track) => track.name === this.chosen.get(track.row)) ?? choices[0];
  }

  choose(track) {
    this.chosen.set(track.row, track.name);
  }

  sort(order) {
    this.order = order;
  }

  // Return the units of a map from top to bottom in the selected order, or null for the order of the array.
  sorted(view, width) {
    const order = view.orders?.[this.order]?.units;
    return order?.length === width ? order : null;
  }
}
