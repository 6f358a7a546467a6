// The numbers at a logarithmic axis.

import assert from "node:assert/strict";
import { test } from "node:test";

const { fewer, numbering, numbers } = await import(`${process.env.ASSETS}/chart_numbers.mjs`);

// Numbers of an axis that are seen, from its low end to its high one.
const seen = ([low, high], length, gap) => {
  const { tickvals, ticktext } = numbers([low, high], length, gap);
  return ticktext.filter((_, i) => Math.log10(tickvals[i]) >= low - 1e-9 && Math.log10(tickvals[i]) <= high + 1e-9);
};

test("two decades are numbered at 1, 2 and 5, each number written in full", () => {
  assert.deepEqual(seen([-2, 0], 240, 26), ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]);
  assert.deepEqual(seen([3, 4], 240, 26), ["1000", "2000", "5000", "10000"]);
  assert.deepEqual(seen([-7, -6], 240, 26), ["10⁻⁷", "2·10⁻⁷", "5·10⁻⁷", "10⁻⁶"]);
});

test("many decades are powers of ten and no number comes nearer to the next than it may", () => {
  assert.deepEqual(seen([-4, 1], 240, 26), ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1", "10"]);
  for (const [low, high, length, gap] of [[-3.2, 0.1, 72, 44], [-28, 2, 200, 26], [-2, 0.4, 60, 26], [-1.1, 0.2, 72, 44], [-36, 3, 150, 26]]) {
    const at = numbers([low, high], length, gap).tickvals.map((v) => (Math.log10(v) * length) / (high - low));
    for (let i = 1; i < at.length; i += 1) assert.ok(at[i] - at[i - 1] >= gap - 1e-6, `${low} to ${high}: ${at[i] - at[i - 1]}`);
  }
});

test("a part of a decade and an axis without an extent are left to the chart", () => {
  assert.deepEqual(numbers([-1, -0.6], 240, 26), { tickmode: "auto" });
  assert.deepEqual(numbers([0, 0], 240, 26), { tickmode: "auto" });
});

test("of words named along an axis as many are left as lie beside each other", () => {
  const named = { tickvals: [0, 50, 100, 150, 200, 250, 300], ticktext: Array.from({ length: 7 }, (_, i) => `2024-0${i + 1}-01`) };
  const wide = { type: "linear", range: [0, 300], _length: 700 };
  assert.deepEqual(fewer(named, wide), named);
  assert.deepEqual(fewer(named, { ...wide, _length: 290 }).tickvals, [0, 100, 200, 300]);
  assert.deepEqual(fewer(named, { ...wide, _length: 60 }).tickvals, [0]);
  const rates = { tickvals: [0.001, 0.003, 0.01], ticktext: ["0.001", "0.003", "0.01"] };
  assert.deepEqual(fewer(rates, { type: "log", range: [-3, -2], _length: 300 }), rates);
  const drawn = { xaxis: { ...wide, _length: 290 }, xaxis2: { ...wide, _length: 290 } };
  assert.deepEqual(Object.keys(numbering(drawn, { xaxis: named, xaxis2: { ...named, tickangle: "auto" } })), ["xaxis"]);
});

test("only logarithmic axes are numbered, and not those whose figure names its numbers", () => {
  const log = { type: "log", range: [-3, 0], _length: 200 };
  const drawn = { xaxis: { type: "linear" }, xaxis2: log, yaxis: log, yaxis2: log, _subplots: { xaxis: [] } };
  assert.deepEqual(Object.keys(numbering(drawn, { yaxis2: { tickvals: [1, 2] } })), ["xaxis2", "yaxis"]);
});
