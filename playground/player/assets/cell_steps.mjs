// Writes sentences on the sub-steps of a time step, and on the change of the memory in it, with the numbers of the
// moment. Pure functions.

import { fixed, halves, percent, shown } from "./cell_text.mjs";
import { say } from "./words.mjs";

// Return one sentence for each sub-step of the drawing.
export function sentences(moment) {
  const { t, s, whom, words } = moment;
  return moment.drawing.sentences(moment, (key, values) => say(words[key], { t, s, whom, ...values }));
}

// Describe the effect of the gate on the memory at this step, and the effect it alone would have if it kept this value.
export function atCursor({ at, t, s, v, cell, words, language }) {
  const { keeper, memory: state } = cell;
  if (!keeper) return say(words.at_rewritten, { t, s, state });
  if (at === 0) return say(words.at_first, { t });
  const { letter } = keeper;
  const gate = v[letter];
  const values = { t, s, letter, state, gate: shown(gate, language), p: percent(gate, language), q: percent(1 - gate, language) };
  const first = say(gate < 0.5 ? words.at_drop : words.at_keep, values);
  const n = halves(gate);
  if (n === 0) return first;
  const second = n === Infinity ? say(words.halves_never, { gate: letter }) : say(words.halves, { gate: letter, n: fixed(n, n < 10 ? 1 : 0, language) });
  return `${first} ${second}`;
}
