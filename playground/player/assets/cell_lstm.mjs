// Draws the LSTM as in the lecture notes: C along the top, h along the bottom, three valves and a candidate in between.

import { addUp, bracketed, percent } from "./cell_text.mjs";

const FORMULAS = {
  f: "f_t = σ(W_fx·x_t + W_f·h_{t−1} + b_f)",
  i: "i_t = σ(W_ix·x_t + W_i·h_{t−1} + b_i)",
  g: "C̃_t = tanh(W_Cx·x_t + W_C·h_{t−1} + b_C)",
  C: "C_t = f_t · C_{t−1} + i_t · C̃_t",
  plus: "C_t = f_t · C_{t−1} + i_t · C̃_t",
  o: "o_t = σ(W_ox·x_t + W_o·h_{t−1} + b_o)",
  h: "h_t = o_t · tanh(C_t)",
  tanh: "h_t = o_t · tanh(C_t)",
};

export const drawing = {
  size: [500, 316],
  path: { memory: "M484 62H10", others: "M484 236H420Q390 292 320 284H40Q14 282 14 100", late: [496, 36], early: [10, 36], along: [250, 36], rest: [236, 304] },
  formulas: FORMULAS,
  values: { plus: "C", y: "h" },
  terms: [],
  substeps: [
    { name: "keep", parts: ["C_", "f", "kept"] },
    { name: "write", parts: ["i", "g", "written"] },
    { name: "renew", parts: ["kept", "written", "plus", "C"] },
    { name: "show", parts: ["C", "tanh", "o", "h"] },
    { name: "hand_on", parts: ["h", "y", "C"] },
  ],

  derived: ({ v }) => ({ kept: v.f * v.C_, written: v.i * v.g, tanh: Math.tanh(v.C) }),

  sentences({ v, shown: n, language }, tell) {
    const sum = addUp([v.kept, v.written], v.C, language);
    const p = (share) => percent(share, language);
    return [
      tell("say_keep", { p: p(v.f), f: n(v.f), C_: n(v.C_), kept: n(v.kept) }),
      tell("say_write", { p: p(v.i), i: n(v.i), g: n(v.g), written: n(v.written) }),
      tell("say_renew", { kept: sum.terms[0], written: bracketed(sum.terms[1]), C: sum.total }),
      tell("say_show", { p: p(v.o), o: n(v.o), tanh: n(v.tanh), h: n(v.h) }),
      tell("hand_state", { h: n(v.h) }),
    ];
  },

  equations(writer) {
    const { v } = writer.reading;
    return [
      writer.squashed("f", "σ", "f"),
      writer.squashed("i", "σ", "i"),
      writer.squashed("g", "tanh", "C"),
      writer.sum("C", [[v.f, v.C_], [v.i, v.g]], v.C),
      writer.squashed("o", "σ", "o"),
      writer.product("h", ["o", "tanh"]),
    ];
  },

  draw(s) {
    s.arrowHead();
    const C = (m) => m.full.C;
    // wires from h and x to the three gates and the candidate
    s.wire("h_", "M10 262H346");
    s.wire("x", "M60 300V262");
    s.dot("x", 60, 262);
    for (const [part, x] of [["f", 132], ["i", 192], ["g", 250], ["o", 346]]) s.wire(part, `M${x} 262V230`, { arrow: true });
    // cell state and hidden state
    s.pipe("C_", "M10 62H132", (m) => m.v.C_, C);
    s.pipe("kept", "M132 62H250", (m) => m.v.kept, C);
    s.pipe("written", "M250 140V62", (m) => m.v.written, C);
    s.pipe("g", "M250 214V140", (m) => m.v.g, () => 1, 18);
    s.pipe("C", "M250 62H484", (m) => m.v.C, C);
    s.pipe("h", "M400 178V236H484", (m) => m.v.h, () => 1, 18);
    s.pipe("tanh", "M400 112V178", (m) => m.v.tanh, () => 1, 18);
    s.wire("tanh", "M400 76V96", { arrow: true });
    s.wire("C", "M484 62H496", { arrow: true });
    s.wire("h", "M484 236H496", { arrow: true });
    s.wire("y", "M448 246V286", { arrow: true });
    // gates and their valves
    s.wire("f", "M132 200V84", { control: true });
    s.wire("i", "M192 200V140H232", { control: true });
    s.wire("o", "M346 200V180H384", { control: true });
    s.tap("f", 132, 62, false, (m) => m.v.f);
    s.tap("i", 250, 140, true, (m) => m.v.i, 20);
    s.tap("o", 400, 180, true, (m) => m.v.o, 20);
    s.plus("plus", 250, 62);
    s.knob("f", 132, 214);
    s.knob("i", 192, 214);
    s.knob("o", 346, 214);
    s.box("g", 250, 214, "tanh");
    s.box("tanh", 400, 112, "tanh");
    // values
    s.label("C_", 10, 36, (m) => `C_${m.s} ${m.signed(m.v.C_)}`, { strong: true });
    s.label("f", 150, 104, (m) => `f ${m.shown(m.v.f)}`, { strong: true });
    s.label("kept", 191, 36, (m) => m.signed(m.v.kept), { anchor: "middle" });
    s.label("written", 272, 104, (m) => m.signed(m.v.written));
    s.label("i", 276, 146, (m) => `i ${m.shown(m.v.i)}`, { strong: true });
    s.label("g", 262, 250, (m) => `C̃ ${m.signed(m.v.g)}`);
    s.label("C", 496, 36, (m) => `C_${m.t} ${m.signed(m.v.C)}`, { anchor: "end", strong: true });
    s.label("tanh", 428, 117, (m) => m.signed(m.v.tanh));
    s.label("o", 424, 186, (m) => `o ${m.shown(m.v.o)}`, { strong: true });
    s.label("h", 438, 284, (m) => `h_${m.t} ${m.signed(m.v.h)}`, { anchor: "end", strong: true });
    s.label("h_", 10, 250, (m) => `h_${m.s} ${m.signed(m.v.h_)}${m.units > 1 ? " …" : ""}`);
    s.label("x", 70, 302, (m) => m.input);
    s.label("y", 448, 304, (m) => m.reader, { anchor: "middle" });
  },
};
