// Run by tests/unit/player/test_player_js.py. The two times: playing, the film's frames, the strip, rows as the reader leaves them.

import assert from "node:assert/strict";
import test from "node:test";

import { blob } from "./make.mjs";

const load = (name) => import(`${process.env.ASSETS}/${name}.mjs`);
const { Motion } = await load("motion");
const { Film, coarseFirst, decode } = await load("film");
const { StepAxis, valueOn } = await load("strip");
const { Reader } = await load("reader");
const { join, leave, tell } = await load("bus");
const { unpack } = await load("payload");
const { layout } = await load("layout");
const { grown } = await load("training");

test("playing goes its pace, keeps the remainder, never goes back and does not catch up after sleep", () => {
  const motion = new Motion(10);
  motion.start(1000);
  assert.equal(motion.due(990), 0, "the screen's clock lies behind the start");
  assert.equal(motion.due(1095), 0);
  assert.equal(motion.due(1100), 1);
  assert.equal(motion.due(1250), 1);
  assert.equal(motion.due(1300), 1, "the fifty milliseconds left over count");
  assert.equal(motion.due(60_000), 10);
  assert.equal(motion.playing, true);
  motion.stop();
  assert.equal(motion.playing, false);
});

test("frames come the ends first, then the middle, each once", () => {
  assert.deepEqual(coarseFirst([0, 1, 2, 4, 8]), [0, 8, 2, 1, 4]);
  assert.deepEqual(coarseFirst([7]), [7]);
  assert.deepEqual(coarseFirst([]), []);
  const many = Array.from({ length: 127 }, (_, i) => i);
  assert.deepEqual(coarseFirst(many).toSorted((a, b) => a - b), many);
});

// One frame as playground/player/film.py packs it: a line as float32.
function frame(step, values, reach = null) {
  const entry = { name: "f", offset: 0, shape: [values.length], scale: null, note: "", dimmed: false, extent: [Math.min(...values), Math.max(...values)], reach };
  let text = JSON.stringify({ step, said: [`step ${step}`], alt: "", cell: {}, tracks: [entry] });
  text += " ".repeat((4 - (text.length % 4)) % 4);
  const bytes = new Uint8Array(8 + text.length + 4 * values.length);
  new DataView(bytes.buffer).setUint32(0, bytes.length, true);
  new DataView(bytes.buffer).setUint32(4, text.length, true);
  bytes.set(new TextEncoder().encode(text), 8);
  bytes.set(new Uint8Array(Float32Array.from(values).buffer), 8 + text.length);
  return bytes;
}

const view = (film, frames, times = 3) => unpack(blob({ film, training: { step: 9, end: 9, running: false, frames, curve: [[], []], validation: [[], []], note: "" } }, [{ name: "f", symbol: "f_t", label: "f", low: 0, high: 1, values: Array(times).fill(0.5) }]));
const together = (parts) => Uint8Array.from(parts.flatMap((p) => [...p]));

test("a film is fetched by its steps, shown over the newest view, and forgotten with its address", async () => {
  const asked = [];
  const film = new Film(() => {}, async (address, steps) => {
    asked.push([address, steps]);
    return together(steps.map((step) => frame(step, [step / 10, 0, 1])));
  });
  const live = view("film/a", [0, 1, 4, 8]);
  film.fit(live);
  film.want(4);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(asked[0][1][0], 4, "the step asked for comes first");
  assert.deepEqual(film.loaded, [0, 1, 4, 8]);
  const shown = film.view(4, live);
  assert.ok(Math.abs(shown.tracks[0].values[0] - 0.4) < 1e-6);
  assert.deepEqual(shown.said, ["step 4"]);
  assert.deepEqual(shown.tracks[0].extent, [0, 1], "the scale of all frames");
  assert.equal(film.view(4, view("film/a", [4], 5)), null, "a frame of another length does not fit");
  film.fit(view("film/b", [0, 1]));
  assert.deepEqual(film.loaded, []);
});

test("the colours of a map end at one place in the whole film, whatever its last step ran away to", () => {
  const film = new Film(() => {});
  const steps = Array.from({ length: 60 }, (_, i) => i);
  const live = view("film/a", steps);
  film.fit(live);
  film.feed(together(steps.map((step) => frame(step, [step === 59 ? 1e6 : 1, 0, 0], step === 59 ? 1e6 : 1 + step / 100))));
  for (const step of [0, 30, 59]) assert.equal(film.view(step, live).tracks[0].reach, 1 + 57 / 100);
});

test("a film that is gone is not asked for again and again", async () => {
  let asked = 0;
  const film = new Film(() => {}, async () => ((asked += 1), new Uint8Array(0)));
  film.fit(view("film/a", [0, 1, 2]));
  film.want(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  film.want(2);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(asked, 1);
});

test("codes stand for the middle of their stretch and the lowest for no value", () => {
  const codes = Int16Array.from([-32768, 0, 1999, -2000]);
  assert.deepEqual(Array.from(decode({ offset: 0, shape: [2, 2], scale: 2000 }, codes.buffer)), [NaN, 0.0005 / 2, 1999.5 / 2000, -1999.5 / 2000].map(Math.fround));
});

test("training steps and errors have their places on the strip", () => {
  const axis = new StepAxis({ curve: [[1, 100], [0.5, 0.002]], validation: [[], []], step: 100, end: 200 }, 50, 400, 10, 60);
  assert.deepEqual([axis.x(0), axis.x(200), axis.at(250), axis.at(-9), axis.at(9999)], [50, 450, 100, 0, 200]);
  assert.deepEqual([axis.low, axis.high + 0], [-3, 0]);
  assert.equal(axis.y(1e-3), 60);
  const levels = [{ label: "mean", error: 0.4 }, { label: "solved", error: 0.003, solved: true }];
  const untrained = new StepAxis({ curve: [[], []], validation: [[], []], levels, step: 0, end: 200 }, 50, 400, 10, 60);
  assert.deepEqual([untrained.low, untrained.high + 0], [-3, 0]); // all of them are on the axis, with a decade at least
  const rounding = new StepAxis({ curve: [[1, 2], [0.5, 1e-30]], validation: [[], []], step: 2, end: 2 }, 50, 400, 10, 60);
  assert.equal(rounding.low, -11); // nothing more can be seen below
  assert.equal(valueOn([[1, 4, 8], [3, null, 5]], 7), NaN);
  assert.equal(valueOn([[1, 4, 8], [3, 2, 5]], 7), 2);
});

test("rows fold, enlarge and sort as the reader leaves them, whatever comes", () => {
  const reader = new Reader();
  const gates = (more = {}) => unpack(blob({ orders: [{ label: "a", units: [0, 1, 2, 3, 4] }, { label: "b", units: [4, 3, 2, 1, 0] }], ...more }, [{ name: "f", label: "f", kind: "map", low: 0, high: 1, values: [[0, 0, 0, 0, 0]] }]));
  const row = () => layout(gates(), 1200, 1, null, reader).rows[0];
  const before = row();
  reader.enlarge(before);
  assert.ok(row().bottom - row().top > 2 * (before.bottom - before.top));
  reader.fold(row());
  assert.equal(row().folded, true);
  reader.fold(row());
  assert.equal(row().folded, false);
  reader.sort(1);
  assert.deepEqual(row().order, [4, 3, 2, 1, 0]);
});

test("players of one group hear each other, and only each other", () => {
  const heard = [];
  const [a, b, c] = ["a", "b", "c"].map((name) => ({ follow: (message) => heard.push([name, message]) }));
  join(a, "lanes");
  join(b, "lanes");
  join(c, "others");
  tell(a, { t: 3 });
  assert.deepEqual(heard, [["b", { t: 3 }]]);
  leave(b);
  tell(a, { t: 4 });
  assert.equal(heard.length, 1);
});

test("a curve gains points, and what was not for good gives way to them", () => {
  const before = { step: 5, end: 9, running: true, frames: [1, 2, 4], curve: [[1, 2, 4, 5], [9, 8, 7, 6]], validation: [[3, 5], [2, 1]], note: "" };
  const added = { step: 7, end: 9, running: true, note: "", after: { curve: 4, validation: 3, frames: 4 }, curve: [[6, 7], [5, 4]], validation: [[6], [0.5]], frames: [6] };
  const after = grown(before, added);
  assert.deepEqual(after.curve, [[1, 2, 4, 6, 7], [9, 8, 7, 5, 4]]);
  assert.deepEqual(after.validation, [[3, 6], [2, 0.5]]);
  assert.deepEqual(after.frames, [1, 2, 4, 6]);
  assert.equal(after.step, 7);
  assert.equal("after" in after, false);
  assert.deepEqual(before.curve[0], [1, 2, 4, 5], "the old one is drawn until the new one is");
});

test("a curve that was thinned takes the place of all of the old one", () => {
  const before = { step: 3, frames: [1, 2], curve: [[1, 2, 3], [3, 2, 1]], validation: [[2], [1]] };
  const added = { step: 4, after: { curve: -1, validation: -1, frames: -1 }, curve: [[2, 4], [2, 0]], validation: [[], []], frames: [2, 4] };
  assert.deepEqual(grown(before, added), { step: 4, frames: [2, 4], curve: [[2, 4], [2, 0]], validation: [[], []] });
});

test("a frame of the feed lies over the payload with its own scale, and not over another network's", () => {
  const film = new Film(() => {});
  const live = unpack(blob({}, [{ name: "f", values: [1, 2, 3] }]));
  film.feed(frame(4, [4, 5, 6]));
  const [newest] = [film.kept.get(4)];
  const view = film.over(newest, live);
  assert.deepEqual([...view.tracks[0].values], [4, 5, 6]);
  assert.equal(view.tracks[0].extent, undefined);
  assert.deepEqual(view.said, ["step 4"]);
  assert.equal(film.over(newest, unpack(blob({}, [{ name: "f", values: [1, 2] }]))), null);
});
