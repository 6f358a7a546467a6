// Writes the equations with the numbers of the moment, rounded so that they add up as shown. Pure functions that return
// text.

import { addUp, bracketed, decimalsFor, fixed, joined, shown } from "./cell_text.mjs";

// Return [{part, formula, numbers, sums, result}] from top to bottom. `numbers` is null if the sums are not available;
// a sum is {symbol, kind: "h"|"x", terms: [{j, w, v, value}] as text, largest first, total}.
export const equations = (reading, names) => reading.drawing.equations(new Writer(reading, names));

// Writes the types of equations that occur in cells; each drawing selects those it needs.
class Writer {
  constructor(reading, { t, s, language, fn }) {
    Object.assign(this, { reading, language, fn });
    this.at = (text) => text.replaceAll("{t−1}", String(s)).replaceAll("_t", `_${t}`).replaceAll("{fn}", fn);
    this.result = (value) => shown(value, language);
    this.spread = (kind, symbol, sum) => spread(kind, symbol, sum, language);
  }

  // Return the equation of a gate, candidate or state: the terms of the sum, the sum, and the value of the activation
  // function.
  squashed(part, squash, letter) {
    const { at, language, reading } = this;
    const { drawing, v, sums } = reading;
    const result = this.result(v[part]);
    const entry = { part, formula: at(drawing.formulas[part]), numbers: null, sums: [], result };
    if (!sums) return entry;
    const { x, h, b, total } = sums[part];
    const sum = addUp([x.total, h.total, b], total, language);
    const left = at(drawing.formulas[part].split(" = ")[0]);
    const inside = sum.terms[0] + joined(sum.terms[1]) + joined(sum.terms[2]);
    entry.numbers = `${left} = ${squash}(${inside}) ≈ ${squash}(${sum.total}) ≈ ${result}`;
    entry.sums = [this.spread("h", at(`W_${letter || "h"}·h_{t−1}`), h), this.spread("x", at(`W_${letter}x·x_t`), x)];
    return entry;
  }

  // Return the equation of a state that is the sum of two products: kept + written.
  sum(part, factors, total) {
    const { at, language, reading } = this;
    const sum = addUp(factors.map(([a, b]) => a * b), total, language);
    const decimals = sum.decimals + 1;
    const products = factors.map(([a, b]) => `${fixed(a, decimals, language)} × ${bracketed(fixed(b, decimals, language))}`);
    const numbers = `${at(`${part}_t`)} ≈ ${products.join(" + ")} ≈ ${sum.terms[0]}${joined(sum.terms[1])} ≈ ${sum.total}`;
    return { part, formula: at(reading.drawing.formulas[part]), numbers, sums: [], result: sum.total };
  }

  product(part, [a, b]) {
    const { at, language, reading: { drawing, v } } = this;
    const decimals = decimalsFor(Math.max(Math.abs(v[a]), Math.abs(v[b]))) + 1;
    const result = this.result(v[part]);
    const numbers = `${at(`${part}_t`)} ≈ ${fixed(v[a], decimals, language)} × ${bracketed(fixed(v[b], decimals, language))} ≈ ${result}`;
    return { part, formula: at(drawing.formulas[part]), numbers, sums: [], result };
  }
}

// Return a sum over units or inputs term by term, the largest first.
function spread(kind, symbol, { terms, total }, language) {
  const sum = addUp(terms.map((term) => term.value), total, language);
  const rows = terms.map((term, j) => ({ j: term.j, w: shown(term.w, language), v: shown(term.v, language), value: sum.terms[j], size: Math.abs(term.value) }));
  return { kind, symbol, terms: rows.toSorted((a, b) => b.size - a.size), total: sum.total };
}
