// Draws a cell without a drawing of its own as a list of its gates and states, each as wide as its value.

const ROW = 44;

export function listed({ signals, memory }) {
  const y = (k) => 22 + ROW * k;
  const at = y(signals.findIndex(({ letter }) => letter === memory));
  return {
    size: [480, ROW * signals.length + 44],
    path: { memory: `M430 ${at}H190`, others: "", late: [440, y(signals.length) - 2], early: [10, y(signals.length) - 2], along: [220, y(signals.length) - 2], rest: [220, y(signals.length) + 16] },
    formulas: {},
    values: {},
    terms: [],
    substeps: [],
    derived: () => ({}),
    sentences: () => [],
    equations: () => [],
    draw(sketch) {
      sketch.arrowHead();
      signals.forEach(({ letter, symbol, kind }, k) => {
        const low = symbol.replace("_t", "");
        const value = (m) => m.v[letter];
        sketch.pipe(letter, `M190 ${y(k)}H430`, value, (m) => m.full[letter] ?? 1, 18);
        if (kind === "gate") sketch.tap(letter, 310, y(k), false, value, 18);
        sketch.label(letter, 10, y(k) + 5, (m) => `${low}_${m.t} ${kind === "gate" ? m.shown(value(m)) : m.signed(value(m))}`, { strong: true });
      });
    },
  };
}
