// Draws the simple RNN, which adds input and previous state and applies the activation function; it has no separate
// memory.

import { addUp, bracketed } from "./cell_text.mjs";

const FORMULAS = {
  a: "h_t = {fn}(W_x·x_t + W_h·h_{t−1} + b)",
  h: "h_t = {fn}(W_x·x_t + W_h·h_{t−1} + b)",
  plus: "a_t = W_x·x_t + W_h·h_{t−1} + b",
  past: "W_h·h_{t−1}",
  read: "W_x·x_t",
};

export const drawing = {
  size: [480, 236],
  path: { memory: "M462 104H10", others: "M430 126Q400 216 214 214T30 132", late: [462, 76], early: [10, 76], along: [214, 76], rest: [214, 232] },
  formulas: FORMULAS,
  values: { plus: "a", a: "h", y: "h" },
  terms: ["a", "past", "read"],
  substeps: [
    { name: "read", parts: ["x", "read"] },
    { name: "recall", parts: ["h_", "past"] },
    { name: "add", parts: ["read", "past", "plus", "b"] },
    { name: "squash", parts: ["a", "h"] },
    { name: "hand_on", parts: ["h", "y"] },
  ],

  derived({ v, sums }, nonlinearity) {
    if (sums) return { a: sums.h.total, past: sums.h.h.total, read: sums.h.x.total };
    return { a: nonlinearity === "relu" ? v.h : Math.atanh(v.h), past: NaN, read: NaN };
  },

  sentences({ v, sums, units, fn, shown: n, language }, tell) {
    const last = tell("hand_state", { h: n(v.h) });
    const unknown = tell("say_unknown", { h: n(v.h) });
    if (!sums) return [unknown, unknown, unknown, unknown, last];
    const sum = addUp([v.read, v.past, sums.h.b], v.a, language);
    return [
      tell("say_read", { read: n(v.read) }),
      tell("say_recall", { past: n(v.past), units }),
      tell("say_add", { read: sum.terms[0], past: bracketed(sum.terms[1]), b: bracketed(sum.terms[2]), a: sum.total }),
      tell("say_squash", { fn, a: n(v.a), h: n(v.h) }),
      last,
    ];
  },

  equations: (writer) => [writer.squashed("h", writer.fn, "")],

  draw(s) {
    s.arrowHead();
    const term = (m) => m.full.term;
    s.pipe("h_", "M10 104H104", (m) => m.v.h_, (m) => m.full.h, 20);
    s.pipe("past", "M104 104H214", (m) => m.v.past, term, 20);
    s.wire("x", "M214 228V204", { arrow: true });
    s.pipe("read", "M214 186V104", (m) => m.v.read, term, 20);
    s.pipe("a", "M214 104H322", (m) => m.v.a, term, 20);
    s.pipe("h", "M322 104H462", (m) => m.v.h, (m) => m.full.h, 20);
    s.wire("b", "M214 58V88", { arrow: true });
    s.wire("h", "M462 104H474", { arrow: true });
    s.wire("y", "M410 118V166", { arrow: true });
    s.box("past", 104, 104, "Wₕ", 44, 30);
    s.box("read", 214, 186, "Wₓ", 44, 30);
    s.plus("plus", 214, 104);
    s.box("a", 322, 104, "", 52, 32);
    s.label("a", 322, 109, (m) => m.fn, { anchor: "middle" });
    s.label("h_", 10, 76, (m) => `h_${m.s} ${m.signed(m.v.h_)}${m.units > 1 ? " …" : ""}`, { strong: true });
    s.label("past", 162, 80, (m) => m.signed(m.v.past), { anchor: "middle" });
    s.label("b", 214, 48, (m) => (m.sums ? `b ${m.signed(m.sums.h.b)}` : "b"), { anchor: "middle" });
    s.label("read", 234, 152, (m) => m.signed(m.v.read));
    s.label("a", 268, 80, (m) => `a ${m.signed(m.v.a)}`, { anchor: "middle" });
    s.label("h", 462, 76, (m) => `h_${m.t} ${m.signed(m.v.h)}`, { anchor: "end", strong: true });
    s.label("x", 226, 228, (m) => m.input);
    s.label("y", 410, 186, (m) => m.reader, { anchor: "middle" });
  },
};
