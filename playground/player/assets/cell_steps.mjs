// The five sub-steps inside one time step, a sentence each with the numbers of the moment. Pure.

import { addUp, halves, percent, shown, fixed } from "./cell_text.mjs";
import { say } from "./words.mjs";

// For each sub-step: its short name, and the parts of the diagram that act in it.
export const SUBSTEPS = {
  lstm: [
    { name: "keep", parts: ["C_", "f", "kept"] },
    { name: "write", parts: ["i", "g", "written"] },
    { name: "renew", parts: ["kept", "written", "plus", "C"] },
    { name: "show", parts: ["C", "tanh", "o", "h"] },
    { name: "hand_on", parts: ["h", "y", "C"] },
  ],
  gru: [
    { name: "recall", parts: ["h_", "r", "past"] },
    { name: "propose", parts: ["past", "x", "n"] },
    { name: "keep", parts: ["h_", "z", "kept"] },
    { name: "write", parts: ["z", "n", "written"] },
    { name: "hand_on", parts: ["kept", "written", "plus", "h", "y"] },
  ],
  elman: [
    { name: "read", parts: ["x", "read"] },
    { name: "recall", parts: ["h_", "past"] },
    { name: "add", parts: ["read", "past", "plus", "b"] },
    { name: "squeeze", parts: ["a", "h"] },
    { name: "hand_on", parts: ["h", "y"] },
  ],
};

// Sentences of all five; `names` gives the numbers of this step and the one before, `whom` who reads h_t.
export function sentences(reading, { t, s, whom, words, language, fn }) {
  const { kind, v } = reading;
  const n = (value) => shown(value, language);
  const p = (share) => percent(share, language);
  const tell = (key, values) => say(words[key], { t, s, whom, ...values });
  if (kind === "lstm") {
    const sum = addUp([v.kept, v.written], v.C, language);
    return [
      tell("lstm_keep", { p: p(v.f), f: n(v.f), C_: n(v.C_), kept: n(v.kept) }),
      tell("lstm_write", { p: p(v.i), i: n(v.i), g: n(v.g), written: n(v.written) }),
      tell("lstm_renew", { kept: sum.terms[0], written: bracketed(sum.terms[1]), C: sum.total }),
      tell("lstm_show", { p: p(v.o), o: n(v.o), tanh: n(v.tanh), h: n(v.h) }),
      tell("hand_state", { h: n(v.h) }),
    ];
  }
  if (kind === "gru") {
    const sum = addUp([v.kept, v.written], v.h, language);
    const heard = reading.sums ? "gru_recall_sum" : "gru_recall";
    return [
      tell(heard, { p: p(v.r), r: n(v.r), past: n(v.past), heard: n(v.r * v.past) }),
      tell("gru_propose", { n: n(v.n) }),
      tell("gru_keep", { p: p(v.z), z: n(v.z), h_: n(v.h_), kept: n(v.kept) }),
      tell("gru_write", { p: p(1 - v.z), rest: n(1 - v.z), n: n(v.n), written: n(v.written) }),
      tell("gru_renew", { kept: sum.terms[0], written: bracketed(sum.terms[1]), h: sum.total }),
    ];
  }
  const unknown = tell("elman_unknown", { h: n(v.h) });
  if (!reading.sums) return [unknown, unknown, unknown, unknown, tell("hand_state", { h: n(v.h) })];
  const { a } = reading.sums;
  const sum = addUp([v.read, v.past, a.b], v.a, language);
  return [
    tell("elman_read", { read: n(v.read) }),
    tell("elman_recall", { past: n(v.past), units: reading.units }),
    tell("elman_add", { read: sum.terms[0], past: bracketed(sum.terms[1]), b: bracketed(sum.terms[2]), a: sum.total }),
    tell("elman_squeeze", { fn, a: n(v.a), h: n(v.h) }),
    tell("hand_state", { h: n(v.h) }),
  ];
}

// A negative number behind a sign stands in brackets.
export const bracketed = (text) => (text.startsWith("−") ? `(${text})` : text);

// The sentence at the cursor: what happens to the memory here, and what that would do alone.
export function atCursor(reading, { t, s, words, language }) {
  const { kind, v } = reading;
  if (kind === "elman") return say(words.at_elman, { t, s });
  const gate = kind === "lstm" ? v.f : v.z;
  const letter = kind === "lstm" ? "f" : "z";
  if (reading.at === 0) return say(words.at_first, { t });
  const values = { t, s, f: shown(gate, language), p: percent(gate, language), q: percent(1 - gate, language) };
  const first = say(words[(gate < 0.5 ? "at_drop" : "at_keep") + (kind === "gru" ? "_gru" : "")], values);
  const n = halves(gate);
  if (n === 0) return first;
  const second = n === Infinity ? say(words.halves_never, { gate: letter }) : say(words.halves, { gate: letter, n: fixed(n, n < 10 ? 1 : 0, language) });
  return `${first} ${second}`;
}
