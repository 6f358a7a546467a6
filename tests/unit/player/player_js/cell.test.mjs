// Run by tests/unit/player/test_player_js.py. The cell's numbers and sentences, by hand and against what was packed.

import assert from "node:assert/strict";
import test from "node:test";

import { blob, CELLS } from "./make.mjs";

const load = (name) => import(`${process.env.ASSETS}/${name}.mjs`);
const { unpack } = await load("payload");
const { addUp, decimalsFor, percent, shown, halves } = await load("cell_text");
const { readingAt } = await load("cell_reading");
const { momentAt } = await load("cell_moment");
const { equations } = await load("cell_equations");
const { sentences, atCursor } = await load("cell_steps");
const drawings = await load("drawings");
const { partName } = await load("part_name");
const { wayBack, stage, unpacked } = await load("cell_backward");
for (const cell of Object.values(CELLS)) await drawings.load(cell);
const { words } = CELLS.lstm;

const number = (text) => Number(text.replace("−", "-").replace(/·10(.*)$/, (_, p) => `e${Array.from(p, (c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)).map((i) => (i ? i - 1 : "-")).join("")}`));

function random(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

test("terms and sum are rounded so that what is shown adds up", () => {
  const draw = random(7);
  for (let n = 0; n < 4000; n += 1) {
    const scale = 10 ** (Math.floor(draw() * 12) - 7);
    const terms = Array.from({ length: 1 + Math.floor(draw() * 40) }, () => (draw() - 0.5) * 2 * scale);
    const total = terms.reduce((a, b) => a + b, 0);
    const { decimals, terms: texts, total: text } = addUp(terms, total);
    const off = Math.abs(texts.map(number).reduce((a, b) => a + b, 0) - number(text));
    const allowed = texts.length * 0.5 * 10 ** -(decimals + 1) + 0.5 * 10 ** -decimals;
    assert.ok(off <= allowed + 1e-12 * Math.max(1, scale), `${texts.join(" + ")} = ${text}`);
    assert.ok(Math.abs(number(text) - total) <= 0.5 * 10 ** -decimals + 1e-12 * Math.max(1, scale));
  }
});

test("decimals follow the largest number and shares keep their distance from 0 and 100", () => {
  assert.deepEqual([0.03, 0.3, 3, 30, 300, 0, NaN].map(decimalsFor), [4, 3, 3, 2, 1, 3, 3]);
  assert.deepEqual([0.26, 0.9953, 0.003, 0.99998, 1, 0].map((p) => percent(p)), ["26", "99.5", "0.3", "99.998", "100", "0"]);
  assert.deepEqual([0.0004, -0.0000123, 0.26, -12.3456].map((v) => shown(v)), ["4.0·10⁻⁴", "−1.2·10⁻⁵", "0.260", "−12.35"]);
  assert.equal(Math.round(halves(0.995)), 138);
  assert.deepEqual([halves(1), halves(0.4)], [Infinity, 0]);
});

// One unit, two inputs, two steps, worked out by hand.
const sigma = (a) => 1 / (1 + Math.exp(-a));
const W = { i: [0.5, 1, -0.4, 0.1, 0.2], f: [0.1, -2, 0.3, 1, 0.5], g: [1.2, 0.4, 0.5, 0, -0.1], o: [0.3, 0, 0.7, 0.2, 0] }; // W_x, W_h, b, b'
const X = [[0.5, 1], [-0.3, 0]];

function lstm() {
  let [h, C] = [0, 0];
  const rows = X.map(([x1, x2]) => {
    const a = Object.fromEntries(Object.entries(W).map(([k, [w1, w2, wh, b, c]]) => [k, w1 * x1 + w2 * x2 + wh * h + b + c]));
    const [i, f, g, o] = [sigma(a.i), sigma(a.f), Math.tanh(a.g), sigma(a.o)];
    C = f * C + i * g;
    h = o * Math.tanh(C);
    return { a, i, f, g, o, C, h };
  });
  const track = (name, key) => ({ name, kind: "line", values: rows.map((row) => [row[key]]) });
  const tracks = [track("forget_gate", "f"), track("input_gate", "i"), track("candidate", "g"), track("cell_state", "C"), track("output_gate", "o"), track("hidden_state", "h"),
    { name: "cell/weights/0", kind: "hidden", values: [["i", "f", "g", "o"].flatMap((k) => W[k])] },
    { name: "cell/input/0", kind: "hidden", values: X },
    { name: "cell/back/prediction", kind: "hidden", values: [[-(500 + Math.log10(0.25))], [500 + Math.log10(2)]] }];
  const part = { from: 0, steps: 2, weights: "cell/weights/0", input: "cell/input/0", inputs: ["value", "bell"], answers: "every", hands_over: false };
  const cell = { ...CELLS.lstm, layer: 1, layers: 1, listed: [0], own: null, parts: [part], changes: [] };
  return { rows, view: unpack(blob({ cell }, tracks)) };
}

test("every number of a unit is there, its sums term by term", () => {
  const { rows, view } = lstm();
  for (const t of [0, 1]) {
    const { v, sums } = readingAt(view, t, 0);
    for (const key of ["i", "f", "g", "o", "C", "h"]) assert.ok(Math.abs(v[key] - rows[t][key]) < 1e-6, key);
    assert.ok(Math.abs(v.C_ - (t ? rows[0].C : 0)) < 1e-6);
    for (const key of ["i", "f", "g", "o"]) assert.ok(Math.abs(sums[key].total - rows[t].a[key]) < 1e-5, key);
    assert.equal(sums.f.x.terms.length, 2);
  }
  view.cell.listed = [3];
  assert.equal(readingAt(view, 1, 0).sums, null);
});

test("equations show the activation of the shown sum, and five sentences tell one time step", () => {
  const { rows, view } = lstm();
  const moment = momentAt(view, 1, 0, words);
  const found = equations(moment, { ...moment, fn: "tanh" });
  assert.deepEqual(found.map(({ part }) => part), ["f", "i", "g", "C", "o", "h"]);
  const [, terms, sum, result] = found[0].numbers.match(/σ\((.*?)\) ≈ σ\((.*?)\) ≈ (.*)$/);
  assert.ok(Math.abs(sigma(number(sum)) - number(result)) < 1e-3);
  assert.ok(Math.abs(number(result) - rows[1].f) <= 0.0005 + 1e-9);
  assert.equal(terms.split(/ [+−] /).length, 3);
  const told = sentences(moment);
  assert.equal(told.length, moment.drawing.substeps.length);
  assert.ok(told[0].startsWith(`Keep ${percent(rows[1].f)} % of the old memory`), told[0]);
  assert.equal(told[4], `Pass h_2 = ${shown(rows[1].h)} to the prediction.`);
  assert.match(sentences(momentAt(view, 0, 0, words))[4], /to the prediction and to t \+ 1/);
  assert.match(atCursor(momentAt(view, 0, 0, words)), /nothing to keep yet/);
});

test("the way back splits each stage into the memory's own part and the rest", () => {
  const { rows, view } = lstm();
  const steps = wayBack(view, 0);
  assert.ok(Math.abs(steps[1].total - 2) < 1e-3);
  assert.ok(Math.abs(steps[0].total + 0.25) < 1e-4);
  assert.ok(Math.abs(steps[0].direct - 2 * rows[1].f) < 1e-3);
  const { along, rest, before } = stage(steps, 1);
  assert.ok(Math.abs(along + rest - before) < 1e-12);
  assert.equal(stage(steps, 0).before, null);
  assert.equal(unpacked(0), 0);
  assert.ok(Math.abs(unpacked(500 - 145) / 1e-145 - 1) < 1e-9);
  assert.equal(wayBack(view, 0, "loss"), null);
});

test("a cell without a drawing is shown as the list of its signals, and its memory still has a way back", async () => {
  const { rows, view } = lstm();
  Object.assign(view.cell, { kind: "unknown", drawn: false });
  const drawing = await drawings.load(view.cell);
  const moment = momentAt(view, 1, 0, words);
  assert.equal(moment.drawing, drawing);
  assert.ok(Math.abs(moment.v.o - rows[1].o) < 1e-6);
  const drawn = [];
  drawing.draw({ arrowHead() {}, tap: (part) => drawn.push(part), pipe: (part) => drawn.push(part), label: (part, x, y, text) => assert.match(text(moment), /_2 [+−]?\d/) });
  assert.deepEqual([...new Set(drawn)], ["f", "i", "g", "C", "o", "h"]);
  assert.match(atCursor(moment), /^At t = 2 f = .* % of C_1 is /);
  assert.equal(wayBack(view, 0).length, 2);
  assert.deepEqual([sentences(moment), equations(moment, moment)], [[], []]);
});

for (const [name, cell] of Object.entries(CELLS).filter(([, cell]) => cell.drawn)) {
  test(`the words of every part and sub-step of the ${name} have arrived`, async () => {
    const { substeps, draw } = await drawings.load(cell);
    const parts = new Set();
    const note = (part) => parts.add(part);
    draw({ arrowHead() {}, pipe: note, tap: note, box: note, knob: note, plus: note, wire: note, dot: note, label: note });
    for (const part of parts) if (partName(part) === part) for (const key of [`${part}_name`, `${part}_for`]) assert.ok(cell.words[key], key);
    for (const { name: step, parts: acting } of substeps) {
      assert.ok(cell.words[step], step);
      for (const part of acting) assert.ok(parts.has(part), part);
    }
  });
}
