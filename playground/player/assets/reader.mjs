// What the reader has chosen about the rows and units: it survives new payloads. No drawing here.

export class Reader {
  constructor() {
    Object.assign(this, { open: new Map(), large: new Set(), chosen: new Map(), order: 0, unit: null });
  }

  // Whether a row is open: as the reader left it, else as the view opens it.
  isOpen(row, wide) {
    return this.open.get(row.name) ?? (row.opens === "always" || (row.opens === "wide" && wide));
  }

  fold(row) {
    this.open.set(row.name, row.folded);
    if (!row.folded) this.large.delete(row.name);
  }

  enlarge(row) {
    if (!this.large.delete(row.name)) this.large.add(row.name);
    if (this.large.has(row.name)) this.open.set(row.name, true);
  }

  // The track drawn among the alternatives of a row.
  pick(choices) {
    return choices.find((track) => track.name === this.chosen.get(track.row)) ?? choices[0];
  }

  choose(track) {
    this.chosen.set(track.row, track.name);
  }

  sort(order) {
    this.order = order;
  }

  // Columns of a map from its top row to its last: sorted as chosen, else as they come.
  sorted(view, width) {
    const order = view.orders?.[this.order]?.units;
    return order?.length === width ? order : null;
  }
}
