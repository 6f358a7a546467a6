// The equations with the numbers of the moment, adding up as shown. Pure: text only.

import { FORMULAS } from "./cell_parts.mjs";
import { addUp, decimalsFor, fixed, joined, shown } from "./cell_text.mjs";
import { bracketed } from "./cell_steps.mjs";

const GATED = {
  lstm: [["f", "σ", "f"], ["i", "σ", "i"], ["g", "tanh", "C"], ["o", "σ", "o"]],
  gru: [["r", "σ", "r"], ["z", "σ", "z"]],
};

// [{part, formula, numbers, sums}] from top to bottom; `numbers` is null where the sums are not at hand,
// a sum is {symbol, kind: "h"|"x", terms: [{j, w, v, value}] as text, largest first, total}.
export function equations(reading, { t, s, language, fn }) {
  const { kind } = reading;
  const at = (text) => text.replaceAll("{t−1}", String(s)).replaceAll("_t", `_${t}`).replaceAll("{fn}", fn);
  const found = (GATED[kind] ?? []).map(([part, squash, letter]) => gated(reading, part, squash, letter, at, language));
  if (kind === "lstm") {
    found.splice(3, 0, memory("C", reading, at, language));
    found.push(product("h", FORMULAS.lstm.h, ["o", "tanh"], reading, at, language));
  } else if (kind === "gru") {
    found.push(candidate(reading, at, language), memory("h", reading, at, language));
  } else found.push(gated(reading, "a", fn, "", at, language));
  return found;
}

// A gate or candidate: terms of the sum, the sum, and what the activation makes of it.
function gated({ kind, v, sums }, part, squash, letter, at, language) {
  const result = shown(part === "a" ? v.h : v[part], language);
  const entry = { part, formula: at(FORMULAS[kind][part]), numbers: null, sums: [] };
  if (!sums) return { ...entry, result };
  const { x, h, b, total } = sums[part];
  const sum = addUp([x.total, h.total, b], total, language);
  const left = at(FORMULAS[kind][part].split(" = ")[0]);
  const inside = sum.terms[0] + joined(sum.terms[1]) + joined(sum.terms[2]);
  entry.numbers = `${left} = ${squash}(${inside}) ≈ ${squash}(${sum.total}) ≈ ${result}`;
  entry.sums = [spread("h", at(`W_${letter || "h"}·h_{t−1}`), h, language), spread("x", at(`W_${letter}x·x_t`), x, language)];
  return { ...entry, result };
}

function candidate({ kind, v, sums }, at, language) {
  const result = shown(v.n, language);
  const entry = { part: "n", formula: at(FORMULAS[kind].n), numbers: null, sums: [], result };
  if (!sums) return entry;
  const { x, h, bx, bh } = sums.n;
  const past = h.total + bh;
  const heard = v.r * past;
  const total = x.total + bx + heard;
  const sum = addUp([x.total, bx, heard], total, language);
  const decimals = decimalsFor(Math.max(Math.abs(v.r), Math.abs(past))) + 1;
  const factors = `${fixed(v.r, decimals, language)} × ${bracketed(fixed(past, decimals, language))}`;
  entry.numbers = `${at("h̃_t")} = tanh(${sum.terms[0]}${joined(sum.terms[1])}${joined(sum.terms[2])}) ≈ tanh(${sum.total}) ≈ ${result}, ${at("r_t · (W_h·h_{t−1} + b_h)")} = ${factors} ≈ ${sum.terms[2]}`;
  entry.sums = [spread("h", at("W_h·h_{t−1}"), h, language), spread("x", at("W_hx·x_t"), x, language)];
  return entry;
}

// Kept + written.
function memory(part, { kind, v }, at, language) {
  const lstm = kind === "lstm";
  const factors = lstm ? [[v.f, v.C_], [v.i, v.g]] : [[v.z, v.h_], [1 - v.z, v.n]];
  const sum = addUp([v.kept, v.written], lstm ? v.C : v.h, language);
  const decimals = sum.decimals + 1;
  const products = factors.map(([a, b]) => `${fixed(a, decimals, language)} × ${bracketed(fixed(b, decimals, language))}`);
  const left = at(`${part}_t`);
  return {
    part,
    formula: at(FORMULAS[kind][part]),
    numbers: `${left} ≈ ${products.join(" + ")} ≈ ${sum.terms[0]}${joined(sum.terms[1])} ≈ ${sum.total}`,
    sums: [],
    result: sum.total,
  };
}

function product(part, formula, [a, b], { v }, at, language) {
  const decimals = decimalsFor(Math.max(Math.abs(v[a]), Math.abs(v[b]))) + 1;
  const result = shown(v[part], language);
  const numbers = `${at(`${part}_t`)} ≈ ${fixed(v[a], decimals, language)} × ${bracketed(fixed(v[b], decimals, language))} ≈ ${result}`;
  return { part, formula: at(formula), numbers, sums: [], result };
}

// One sum over units or inputs, term by term, the largest first.
function spread(kind, symbol, { terms, total }, language) {
  const sum = addUp(terms.map((term) => term.value), total, language);
  const rows = terms.map((term, j) => ({ j: term.j, w: shown(term.w, language), v: shown(term.v, language), value: sum.terms[j], size: Math.abs(term.value) }));
  return { kind, symbol, terms: rows.toSorted((a, b) => b.size - a.size), total: sum.total };
}
