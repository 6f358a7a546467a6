// Draws the GRU: its state runs along the top, and the part that is not kept is replaced by the candidate, which reads
// the previous state through a valve.

import { addUp, bracketed, decimalsFor, fixed, joined, percent } from "./cell_text.mjs";

const FORMULAS = {
  r: "r_t = σ(W_rx·x_t + W_r·h_{t−1} + b_r)",
  z: "z_t = σ(W_zx·x_t + W_z·h_{t−1} + b_z)",
  n: "h̃_t = tanh(W_hx·x_t + b_hx + r_t · (W_h·h_{t−1} + b_h))",
  h: "h_t = z_t · h_{t−1} + (1 − z_t) · h̃_t",
  plus: "h_t = z_t · h_{t−1} + (1 − z_t) · h̃_t",
};

export const drawing = {
  size: [480, 316],
  path: { memory: "M462 62H10", others: "M440 84Q430 296 300 296H60Q20 290 20 92", late: [462, 36], early: [10, 36], along: [250, 36], rest: [236, 304] },
  formulas: FORMULAS,
  values: { plus: "h", y: "h" },
  terms: [],
  substeps: [
    { name: "recall", parts: ["h_", "r", "past"] },
    { name: "propose", parts: ["past", "x", "n"] },
    { name: "keep", parts: ["h_", "z", "kept"] },
    { name: "write", parts: ["z", "n", "written"] },
    { name: "hand_on", parts: ["kept", "written", "plus", "h", "y"] },
  ],

  derived: ({ v, sums }) => ({ kept: v.z * v.h_, written: (1 - v.z) * v.n, past: sums ? sums.n.h.total + sums.n.bh : NaN }),

  sentences({ v, sums, shown: n, language }, tell) {
    const sum = addUp([v.kept, v.written], v.h, language);
    const p = (share) => percent(share, language);
    return [
      tell(sums ? "say_recall_sum" : "say_recall", { p: p(v.r), r: n(v.r), past: n(v.past), heard: n(v.r * v.past) }),
      tell("say_propose", { n: n(v.n) }),
      tell("say_keep", { p: p(v.z), z: n(v.z), h_: n(v.h_), kept: n(v.kept) }),
      tell("say_write", { p: p(1 - v.z), rest: n(1 - v.z), n: n(v.n), written: n(v.written) }),
      tell("say_renew", { kept: sum.terms[0], written: bracketed(sum.terms[1]), h: sum.total }),
    ];
  },

  equations(writer) {
    const { v } = writer.reading;
    return [writer.squashed("r", "σ", "r"), writer.squashed("z", "σ", "z"), candidate(writer), writer.sum("h", [[v.z, v.h_], [1 - v.z, v.n]], v.h)];
  },

  draw(s) {
    s.arrowHead();
    const h = (m) => m.full.h;
    s.wire("h_", "M34 76V252H214");
    s.wire("x", "M10 284H262V230", { arrow: true });
    s.dot("h_", 132, 252);
    s.dot("h_", 186, 252);
    s.wire("z", "M132 284V230", { arrow: true });
    s.wire("r", "M186 284V230", { arrow: true });
    s.dot("x", 132, 284);
    s.dot("x", 186, 284);
    s.pipe("h_", "M10 62H132", (m) => m.v.h_, h);
    s.pipe("kept", "M132 62H250", (m) => m.v.kept, h);
    s.pipe("written", "M250 140V62", (m) => m.v.written, h);
    s.pipe("n", "M250 214V140", (m) => m.v.n, () => 1, 18);
    s.pipe("h", "M250 62H462", (m) => m.v.h, h);
    s.wire("past", "M214 252H240V230", { arrow: true });
    s.wire("h", "M462 62H474", { arrow: true });
    s.wire("y", "M410 76V124", { arrow: true });
    s.wire("z", "M132 200V84", { control: true });
    s.wire("z", "M132 140H232", { control: true });
    s.wire("r", "M200 214H214V238", { control: true });
    s.tap("z", 132, 62, false, (m) => m.v.z);
    s.tap("z", 250, 140, true, (m) => 1 - m.v.z, 20);
    s.tap("r", 214, 252, false, (m) => m.v.r, 16);
    s.plus("plus", 250, 62);
    s.knob("z", 132, 214);
    s.knob("r", 186, 214);
    s.box("n", 252, 214, "tanh");
    s.label("h_", 10, 36, (m) => `h_${m.s} ${m.signed(m.v.h_)}`, { strong: true });
    s.label("z", 150, 104, (m) => `z ${m.shown(m.v.z)}`, { strong: true });
    s.label("kept", 191, 36, (m) => m.signed(m.v.kept), { anchor: "middle" });
    s.label("written", 272, 104, (m) => m.signed(m.v.written));
    s.label("z", 276, 146, (m) => `1 − z ${m.shown(1 - m.v.z)}`, { strong: true });
    s.label("n", 272, 188, (m) => `h̃ ${m.signed(m.v.n)}`);
    s.label("h", 462, 36, (m) => `h_${m.t} ${m.signed(m.v.h)}`, { anchor: "end", strong: true });
    s.label("r", 224, 302, (m) => `r ${m.shown(m.v.r)}`, { strong: true });
    s.label("past", 276, 270, (m) => (Number.isNaN(m.v.past) ? "" : `r·(W_h·h + b) ${m.signed(m.v.r * m.v.past)}`));
    s.label("x", 10, 306, (m) => m.input);
    s.label("y", 410, 142, (m) => m.reader, { anchor: "middle" });
  },
};

// Return the equation of the candidate. The reset gate acts after the multiplication by W_h, so one term of the sum is
// a product.
function candidate({ reading: { v, sums }, at, language, result, spread }) {
  const entry = { part: "n", formula: at(FORMULAS.n), numbers: null, sums: [], result: result(v.n) };
  if (!sums) return entry;
  const { x, h, bx, bh } = sums.n;
  const past = h.total + bh;
  const sum = addUp([x.total, bx, v.r * past], x.total + bx + v.r * past, language);
  const decimals = decimalsFor(Math.max(Math.abs(v.r), Math.abs(past))) + 1;
  const factors = `${fixed(v.r, decimals, language)} × ${bracketed(fixed(past, decimals, language))}`;
  entry.numbers = `${at("h̃_t")} = tanh(${sum.terms[0]}${joined(sum.terms[1])}${joined(sum.terms[2])}) ≈ tanh(${sum.total}) ≈ ${entry.result}, ${at("r_t · (W_h·h_{t−1} + b_h)")} = ${factors} ≈ ${sum.terms[2]}`;
  entry.sums = [spread("h", at("W_h·h_{t−1}"), h), spread("x", at("W_hx·x_t"), x)];
  return entry;
}
