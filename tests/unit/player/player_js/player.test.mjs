// Run by tests/unit/player/test_player_js.py with `node --test`. ASSETS is the folder of the modules under test.

import assert from "node:assert/strict";
import test from "node:test";

import { blob, CELLS } from "./make.mjs";

const load = (name) => import(`${process.env.ASSETS}/${name}.mjs`);
const { unpack, valueAt, rowsOf, shapeOf, networkOf, keepOpen, called } = await load("payload");
const { Sentences } = await load("sentences");
const { roundUp, ends, decades, share } = await load("scale");
const { TimeAxis, ticks, nameOf } = await load("axis");
const { flattened, layout, linesOf, rowAt } = await load("layout");
const { kept } = await load("line_breaks");
const { Cursor } = await load("cursor");
const { Reader } = await load("reader");
const { Edits, input, stride } = await load("editing");
const { plain, power, short } = await load("numbers");
const { said } = await import(`${process.env.ELEMENTS}/stroke.mjs`);
const { reading, sentence } = await load("readout");
const { PALETTE, parse, contrast, lookOf, sequential, diverging } = await load("colours");
const { under, valueFor } = await load("hands");

const SERIES = [
  { name: "x", label: "Input", kind: "series", row: "data", style: "dots", low: -1, high: 1, values: [0.5, -0.25, 0.75, 0] },
  { name: "y_hat", label: "Prediction", kind: "series", row: "data", values: [0.5, 0.5, 0.75, NaN] },
];
const GATE = { name: "forget_gate", symbol: "f_t", label: "Forget gate", low: 0, high: 1, values: [[0.1, 0.9], [0.2, 0.8], [0.3, 0.7], [0.4, 0.6]] };
const GRADIENT = { name: "gradient", label: "Influence", kind: "gradient", values: [-7.5, -3, -1, 0] };
const hold = (view = {}) => unpack(blob({ marks: [0, 2], editable: true, loss_at: 3, ...view }, [...SERIES, GATE, GRADIENT]));

test("a payload read at an odd address gives every value at its step and unit", () => {
  const bytes = blob({}, [...SERIES, GATE]);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  const view = unpack(shifted.subarray(1));
  assert.equal(view.times, 4);
  assert.equal(valueAt(view.tracks[0], 2), 0.75);
  assert.ok(Math.abs(valueAt(view.tracks[2], 3, 1) - 0.6) < 1e-6);
  assert.ok(Number.isNaN(valueAt(view.tracks[1], 3)));
  assert.ok(Number.isNaN(valueAt(view.tracks[2], 4)));
  assert.deepEqual(view.tracks[2].units, [1, 2]);
});

test("a payload of another format is refused", () => {
  assert.throws(() => unpack(blob({ format: 2 }, SERIES)), /reload/);
});

test("series of one row share it and every other track has its own", () => {
  assert.deepEqual(rowsOf(hold().tracks).map((r) => r.tracks.length), [2, 1, 1]);
});

test("sentences keep the lines of the longest one, above and below, until the width or the network is another", () => {
  globalThis.document = { createElement: () => ({}) };
  const part = () => ({ style: {}, height: 0, replaceChildren() {}, getBoundingClientRect() { return this; } });
  const [story, others] = [part(), part()];
  const sentences = new Sentences(story, others);
  const say = (above, below) => {
    Object.assign(story, { height: above - 0.5 });
    Object.assign(others, { height: below });
    sentences.tell({ said: [String(above), String(below)] });
    return [story.style.minHeight, others.style.minHeight];
  };
  assert.deepEqual(say(42, 60), ["42px", "60px"]);
  assert.deepEqual(say(21, 90), ["42px", "90px"]);
  sentences.fit(600, false);
  assert.deepEqual(say(21, 30), ["21px", "90px"]);
  sentences.fit(600, true);
  assert.deepEqual(say(22, 31), ["22px", "31px"]);
});

test("a network stays the same while it learns and while a gate is held", () => {
  const line = (name) => ({ name, kind: "line", width: 1 });
  const view = { title: "", times: 9, tracks: [line("f"), line("C")] };
  assert.equal(networkOf(view), networkOf({ ...view, tracks: [...view.tracks, { ...line("untouched/f"), kind: "hidden" }, line("untouched")] }));
  assert.notEqual(networkOf(view), networkOf({ ...view, times: 8 }));
  assert.notEqual(networkOf(view), networkOf({ ...view, tracks: [line("f"), { ...line("C"), width: 2 }] }));
});

test("labels of series get as many lines as they need, with the note on one of them", () => {
  const row = (names, aside = "") => ({ kind: "series", tracks: names.map((called, i) => ({ called, aside: i === names.length - 1 ? aside : "" })) });
  const waves = ["Seno", "Cuadrada", "Diente de sierra", "Triángulo"];
  assert.equal(linesOf(row(waves), 565), 1);
  assert.equal(linesOf(row(waves, "verdadera"), 573), 1);
  assert.equal(linesOf(row(waves, "verdadera"), 560), 2);
  assert.equal(linesOf(row(waves, "verdadera"), 330), 3);
  assert.equal(linesOf(row(["Input", "Target", "Prediction"]), 358), 1);
  assert.equal(linesOf({ ...row(waves), folded: true }, 200), 1);
  assert.equal(linesOf({ ...row(waves), kind: "line" }, 200), 1);
});

test("no line begins with a percent sign or a separator", () => {
  assert.equal(kept("less than 1 % of it"), "less than 1\u00a0% of it");
  assert.equal(kept("loss 0.1 · paused"), "loss 0.1\u00a0· paused");
  assert.equal(kept("a % b · c"), "a % b\u00a0· c");
  assert.equal(kept(kept("99.7 % · 5")), "99.7\u00a0%\u00a0· 5");
});

test("a label gives its sign and what it says in brackets to other places", () => {
  const of = (label, symbol, note = "") => Object.values(called({ label, symbol, note }));
  assert.deepEqual(of("Forget gate f_t (1 keeps, 0 forgets)", "f_t"), ["Forget gate", "1 keeps, 0 forgets"]);
  assert.deepEqual(of("C_t: cell state (long-term memory)", "C_t"), ["cell state", "long-term memory"]);
  assert.deepEqual(of("Output gate", "o_t", "hardly changes here"), ["Output gate", "hardly changes here"]);
  assert.deepEqual(of("Sales (EUR)", "", "hardly changes"), ["Sales", "EUR; hardly changes"]);
  assert.deepEqual(of("x_t", "x_t"), ["x_t", ""]);
});

test("new values keep the shape of a view and another network changes it", () => {
  assert.equal(shapeOf(hold()), shapeOf(unpack(blob({ marks: [1], editable: true }, [...SERIES.map((s) => ({ ...s, values: [0, 0, 0, 0] })), GATE, GRADIENT]))));
  assert.notEqual(shapeOf(hold()), shapeOf(unpack(blob({ editable: true }, [...SERIES, { ...GATE, values: [[1], [1], [1], [1]] }]))));
});

test("ends of a scale are round and cover all values", () => {
  assert.deepEqual([0.3, 1, 1.1, 2.2, 4, 730].map(roundUp), [0.5, 1, 2, 2.5, 5, 1000]);
  assert.deepEqual(ends({ kind: "line", tracks: [{ low: null, high: null, values: [-0.3, 0.8] }] }), { low: -0.5, high: 1 });
  assert.deepEqual(ends({ kind: "line", tracks: [{ low: null, high: null, values: [0.02, 0.07] }] }), { low: 0, high: 0.08 });
  assert.deepEqual(ends({ kind: "line", tracks: [{ low: 0, high: 1, values: [0.3] }] }), { low: 0, high: 1 });
  const { low, high } = ends({ kind: "series", tracks: [{ low: -1, high: 1, values: [1.3] }, { low: null, high: null, values: [-0.2, NaN] }] });
  assert.ok(low === -1 && high >= 1.3 && high <= 1.5);
  assert.equal(share(5, { low: 0, high: 1 }), 1);
});

test("one far unit does not blank a map, and its scale says that there is something beyond", () => {
  const map = { kind: "map", tracks: [{ low: null, high: null, values: [0.4, -0.6, 9], reach: 1.2 }] };
  assert.deepEqual(ends(map), { low: -2, high: 2, beyond: true });
  map.tracks[0].reach = 9;
  assert.deepEqual(ends(map), { low: -10, high: 10 });
  map.tracks[0].reach = null;
  assert.deepEqual(ends(map), { low: -10, high: 10 });
});

test("a constant or empty series still has a scale", () => {
  for (const values of [[3, 3], [0, 0], [NaN, NaN], []]) {
    const { low, high } = ends({ kind: "series", tracks: [{ low: null, high: null, values }] });
    assert.ok(low < high, `${values}: ${low} ${high}`);
  }
});

test("a gradient's floor is round and says when something lies below it", () => {
  assert.deepEqual(decades({ low: null, values: [-7.5, 0] }), { low: -8, high: 0, cut: false });
  assert.deepEqual(decades({ low: null, values: [-Infinity, 0.2] }), { low: -2, high: 1, cut: true });
  assert.deepEqual(decades({ low: 1e-6, values: [-9, 0] }), { low: -6, high: 0, cut: true });
});

test("pixels and time steps lead to each other", () => {
  const axis = new TimeAxis(40, 200, 800);
  for (const t of [0, 17, 39]) assert.equal(axis.at(axis.x(t)), t);
  assert.equal(axis.at(-50), 0);
  assert.equal(axis.at(5000), 39);
});

test("ticks are round numbers with room between them", () => {
  const axis = new TimeAxis(40, 0, 340);
  const shown = ticks(axis, 1).map((t) => t + 1);
  assert.deepEqual(shown, [1, 10, 20, 30, 40]);
  assert.equal(nameOf({ labels: [], first: 1 }, 27), "28");
  assert.equal(nameOf({ labels: ["Jan", "Feb"], first: 1 }, 1), "Feb");
});

test("rows stand below each other inside the layout, wide and narrow", () => {
  for (const width of [340, 1200]) {
    const place = layout(hold(), width, 1);
    place.rows.forEach((row, i) => assert.ok(row.top < row.bottom && row.bottom < (place.rows[i + 1]?.top ?? place.axisTop)));
    assert.ok(place.axis.left + place.axis.width <= width);
    assert.equal(place.wide, width === 1200);
    assert.equal(rowAt(place, (place.rows[1].top + place.rows[1].bottom) / 2), place.rows[1]);
  }
  assert.equal(Math.round(layout(hold(), 1200, 1, 700).height), 700);
});

test("rows of a group fold behind one heading, and the time axis is below the last plot", () => {
  const grouped = () => unpack(blob({ groups: { listens: "How far back?" } }, [...SERIES, GATE, { ...GRADIENT, group: "listens" }, { ...GRADIENT, name: "other", row: "other", group: "listens" }]));
  const reader = new Reader();
  const folded = layout(grouped(), 1200, 1, null, reader);
  assert.deepEqual(folded.rows.map((row) => row.name), ["data", "forget_gate", "listens"]);
  assert.ok(folded.rows[1].bottom < folded.axisTop && folded.axisTop < folded.rows[2].y);
  assert.equal(rowAt(folded, folded.rows[2].y + 5), null);
  reader.fold(folded.rows[2]);
  const open = layout(grouped(), 1200, 1, null, reader);
  assert.deepEqual(open.rows.map((row) => row.name), ["data", "forget_gate", "listens", "gradient", "other"]);
  assert.ok(open.rows[4].bottom < open.axisTop);
});

test("a row opens by itself as it did at first while the payloads have the same rows", () => {
  const gate = (opens, name = "forget_gate") => unpack(blob({}, [...SERIES, { ...GATE, name, opens }]));
  const folded = (view, reader = new Reader()) => layout(view, 1200, 1, null, reader).rows.map((row) => row.folded);
  const [first, moves, other] = [gate("asked"), gate("wide"), gate("wide", "output_gate")];
  assert.deepEqual(folded(moves), [false, false]);
  keepOpen(moves, first);
  assert.deepEqual(folded(moves), folded(first));
  const rows = layout(moves, 1200, 1).rows;
  assert.deepEqual(new Reader().changed(rows, true), { forget_gate: false }); // a new reader would see it open
  keepOpen(other, first);
  assert.deepEqual(folded(other), [false, false]);
  const again = gate("asked");
  keepOpen(again, moves);
  assert.deepEqual(new Reader().changed(layout(again, 1200, 1).rows, true), {});
});

test("plots that would end just below the window are flattened, and no others", () => {
  const flat = (room, width = 1200) => flattened(hold(), width, 1, 1, room);
  const end = (plots) => layout(hold(), 1200, 1, null, new Reader(), plots).axisTop + 34;
  assert.equal(flat(end(1)), 1);
  const tight = flat(end(1) - 20);
  assert.ok(tight < 1 && Math.abs(end(tight) - (end(1) - 20)) < 0.5);
  assert.equal(flat(end(1) / 3), 1);
  assert.equal(flat(end(1) - 20, 340), 1);
});

test("many units are a line of the chosen one above a low strip of all, until they are enlarged", () => {
  const many = unpack(blob({}, [{ name: "h", label: "h", kind: "map", values: [Array(32).fill(0.5), Array(32).fill(-0.5)] }]));
  const reader = new Reader();
  const [row] = layout(many, 700, 1, null, reader).rows;
  assert.ok(row.bottom - row.top <= 40 && row.chosen.bottom < row.top && row.chosen.bottom - row.chosen.top >= 24);
  reader.enlarge(row);
  const [large] = layout(many, 700, 1, null, reader).rows;
  assert.ok(large.chosen === null && large.bottom - large.top > 150);
});

test("a forecast at the end of the axis has a good part of its width", () => {
  const axis = new TimeAxis(51, 40, 600, 50);
  assert.ok(axis.widthOf(50) >= 0.15 * 600);
  for (const t of [0, 25, 49, 50]) assert.equal(axis.at(axis.x(t)), t);
  assert.ok(Math.abs(axis.edge(51) - 640) < 1e-9);
  assert.equal(axis.at(axis.edge(50) - 1), 49);
  const half = new TimeAxis(20, 0, 600, 10);
  assert.ok(Math.abs(half.column - half.ahead) < 1e-9);
});

test("the reader's cursor survives new payloads and leaves a sequence that became too short", () => {
  const cursor = new Cursor();
  cursor.fit({ times: 40, cursor: 27 });
  assert.equal(cursor.at, 27);
  cursor.fit({ times: 40, cursor: 30 });
  assert.equal(cursor.at, 30, "follows the view until it is taken hold of");
  cursor.hold(12);
  cursor.fit({ times: 40, cursor: 30 });
  assert.equal(cursor.at, 12);
  cursor.peek(3);
  assert.equal(cursor.at, 3);
  cursor.peek(null);
  assert.equal(cursor.at, 12);
  cursor.fit({ times: 10, cursor: null });
  assert.equal(cursor.at, 9);
});

test("keys move the cursor by one, to the ends and from bell to bell", () => {
  const cursor = new Cursor();
  const view = { times: 40, cursor: 20 };
  cursor.fit(view);
  const marks = new Map([28, 7, 15].map((t) => [t, 0]));
  const to = (key) => cursor.step(key, view, marks);
  assert.deepEqual(["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown", "x"].map(to), [19, 21, 0, 39, 15, 28, null]);
});

function editor() {
  const sent = [];
  const clock = { now: 0, waiting: [] };
  const edits = new Edits((m) => sent.push(m), { now: () => clock.now, later: (f, ms) => clock.waiting.push([clock.now + ms, f]) });
  const pass = (ms) => {
    clock.now += ms;
    for (const [, f] of clock.waiting.splice(0).filter(([at]) => at <= clock.now)) f();
  };
  return { sent, edits, pass };
}

test("a drag is sent at once and then at most ten times a second, the last place included", () => {
  const { sent, edits, pass } = editor();
  const view = hold();
  edits.set(view, 1, 0.1);
  edits.set(view, 1, 0.2);
  edits.set(view, 1, 0.3);
  assert.equal(sent.length, 1);
  pass(100);
  assert.equal(sent.length, 2);
  assert.deepEqual(sent[1], { x: [[0.5, 1], [0.3, 0], [0.75, 1], [0, 0]], edit: 2 });
});

test("an edit stays inside its range and a bell is set and taken away", () => {
  const { edits } = editor();
  const view = hold();
  edits.set(view, 0, 9);
  assert.equal(valueAt(input(view), 0), 1);
  edits.toggle(view, 3);
  edits.toggle(view, 0);
  assert.deepEqual(view.marks.sort(), [2, 3]);
  assert.equal(stride(input(view), false), 0.1);
});

test("a click leads from no sign to the first, the next and back, also without numbers to drag", () => {
  const { sent, edits } = editor();
  const view = unpack(blob({ marks: [], signs: ["▲", "?"], editable: true }, [GATE]));
  const seen = [0, 1, 2].map(() => {
    edits.toggle(view, 1);
    return view.kinds[0];
  });
  assert.deepEqual(seen, [0, 1, undefined]);
  assert.deepEqual(sent[0].x[1], [0, 1]);
});

test("payloads from before an edit do not undo it and the answer to it is shown", () => {
  const { edits, pass } = editor();
  edits.set(hold(), 1, 0.9);
  pass(100);
  const before = hold({ edited: null });
  edits.overlay(before);
  assert.ok(Math.abs(valueAt(input(before), 1) - 0.9) < 1e-6);
  const answer = hold({ edited: 1 });
  edits.overlay(answer);
  assert.equal(valueAt(input(answer), 1), -0.25, "Python's word is the last");
});

test("an edit that nobody answers is given up", () => {
  const { edits, pass } = editor();
  edits.set(hold(), 1, 0.9);
  pass(2500);
  const view = hold();
  edits.overlay(view);
  assert.equal(valueAt(input(view), 1), -0.25);
});

test("a dot, the bells' lane and the rest of a row are told apart", () => {
  const view = hold();
  const place = layout(view, 1200, 1);
  const [row] = place.rows;
  const x = place.axis.x(2);
  const y = row.bottom - share(0.75, row.ends) * (row.bottom - row.top);
  assert.equal(under({ x, y }, view, place).grab, 2);
  assert.equal(under({ x, y: row.bottom - 2 }, view, place).grab, null);
  assert.equal(under({ x, y: row.lane.top + 3 }, view, place).bell, 2);
  assert.equal(under({ x, y }, { ...view, editable: false }, place).grab, null);
  assert.ok(Math.abs(valueFor(row, y) - 0.75) < 1e-9);
});

test("numbers are rounded, with a true minus sign and without a negative nought", () => {
  assert.deepEqual([0.9949, -0.0001, -12.345, 456.78, 12345.6, NaN].map((v) => plain(v)), ["0.995", "0.000", "−12.35", "456.8", "12,346", "–"]);
  assert.deepEqual([0, -1, -6.5, -100, -Infinity].map((v) => power(v)), ["1.000", "0.100", "3.2·10⁻⁷", "1.0·10⁻¹⁰⁰", "0"]);
  assert.deepEqual([1, -0.5, 120].map((v) => short(v)), ["1", "−0.5", "120"]);
});

test("a small number is no nought, and none is written as ten times a power of ten", () => {
  assert.deepEqual([0, -0, 0.00003, -0.00003].map((v) => short(v)), ["0", "0", "3.0·10⁻⁵", "−3.0·10⁻⁵"]);
  assert.deepEqual([9.97e-5, 9.94e-5].map((v) => power(Math.log10(v))), ["1.0·10⁻⁴", "9.9·10⁻⁵"]);
});

test("the row that is drawn on says its value without a negative nought", () => {
  assert.deepEqual([-0.001, 0, -0.456, 1, null].map(said), ["0.00", "0.00", "−0.46", "1.00", "–"]);
});

test("the reading at a step says values, units and the distance to the loss", () => {
  const view = hold();
  assert.deepEqual(reading(view, view.tracks[2], 0), ["0.100", "0.900"]);
  assert.deepEqual(reading(view, view.tracks[3], 1), ["0.001", "2 before the loss"]);
  assert.deepEqual(reading(view, view.tracks[3], 3), ["1.000", "at the loss"]);
  const map = { ...view.tracks[2], kind: "map", units: [7, 4] };
  assert.deepEqual(reading(view, map, 0), ["0.100 …", "0.900"]);
  assert.deepEqual(reading(view, map, 0, 1), ["0.900", "unit 4"]);
  assert.equal(sentence(view, 2, new Map([0, 2].map((t) => [t, 0]))), "Time step 3. bell. Input 0.750. Prediction 0.750. Forget gate 0.300, 0.700. Influence 0.100, 1 before the loss.");
  assert.match(sentence(view, 3, new Set()), /Prediction no value/);
});

const THEMES = {
  light: { "--st-text-color": "#23262B", "--st-background-color": "#FCFBF8" },
  dark: { "--st-text-color": "#E7E4DD", "--st-background-color": "#15171C" },
};

for (const [name, theme] of Object.entries(THEMES)) {
  test(`colours can be told from the ${name} page`, () => {
    const look = lookOf((variable) => theme[variable] ?? "");
    assert.equal(look.dark, name === "dark");
    for (const key of [...Object.keys(PALETTE), "text"]) {
      assert.ok(contrast(look.mark(key), look.paper) >= 3, `${key} as a mark`);
      assert.ok(contrast(parse(look.letter(key)), look.paper) >= 4.5, `${key} as a letter`);
    }
    assert.ok(contrast(parse(look.muted), look.paper) >= 4.5, "muted text");
    assert.ok(contrast(sequential(look, "orange").at(-1), look.paper) >= 3);
    assert.equal(diverging(look).length, 256);
  });
}

test("gates keep the colours of the lecture notes", () => {
  const hue = (name) => PALETTE[CELLS.lstm.signals.find((signal) => signal.name === name).colour][0];
  assert.deepEqual(["forget_gate", "input_gate", "output_gate"].map(hue), ["#D55E00", "#00805E", "#0072B2"]);
});
