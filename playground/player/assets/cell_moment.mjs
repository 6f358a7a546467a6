// Collects the input of the diagram and the sentences: the values of one unit at one time step, and the words for them.
// Pure functions.

import { readingAt, reachOf } from "./cell_reading.mjs";
import { drawingOf } from "./drawings.mjs";
import { shown, signed } from "./cell_text.mjs";
import { roundUp } from "./scale.mjs";
import { say } from "./words.mjs";

const scales = new WeakMap(); // view -> magnitudes that fill a pipe, by unit

export function momentAt(view, t, u, words) {
  const { cell, language } = view;
  const reading = readingAt(view, t, u);
  const number = (at) => String(view.first + at);
  const fn = cell.nonlinearity === "relu" ? "ReLU" : "tanh";
  const [now, before] = [number(t), number(t - 1)];
  return {
    ...reading,
    t: now,
    s: before,
    at: t,
    ends: String(view.first + reading.part.from + reading.part.steps - 1),
    fn,
    words,
    language,
    full: fullPipes(view, u),
    shown: (value) => shown(value, language),
    signed: (value) => signed(value, language),
    input: inputAt(view, reading, t, now, words),
    reader: cell.layer < cell.layers ? say(words.to_layer_only, { layer: cell.layer + 1 }) : "ŷ",
    whom: whomAt(cell, reading.part, t, words),
  };
}

// Return a description of what reads h_t at this step.
export function whomAt(cell, part, t, words) {
  const last = t === part.from + part.steps - 1;
  if (cell.layer < cell.layers) return say(last && !part.hands_over ? words.to_layer_only : words.to_layer, { layer: cell.layer + 1 });
  if (part.answers === "none") return last ? words.to_decoder : words.to_next;
  if (last) return words.to_prediction;
  return part.answers === "every" ? words.to_both : words.to_next;
}

function inputAt(view, { part, inside }, t, now, words) {
  const track = view.tracks.find((one) => one.name === part.input);
  if (!track || !inside) return "";
  const language = view.language;
  if (view.cell.layer > 1) return `h_${now}: ${say(words.from_layer, { layer: view.cell.layer - 1 })}`;
  const values = Array.from({ length: Math.min(3, track.width) }, (_, j) => shown(track.values[t * track.width + j], language));
  return `x_${now} ${values.join(", ")}${track.width > 3 ? " …" : ""}`;
}

// Return the magnitudes that fill a pipe: the largest that this unit reaches in this sequence, rounded up. They do not
// change while the cursor moves.
function fullPipes(view, u) {
  if (!scales.has(view)) scales.set(view, new Map());
  const known = scales.get(view);
  if (known.has(u)) return known.get(u);
  const full = { term: 1 };
  for (const { letter, high } of view.cell.signals) full[letter] = high === null ? roundUp(reachOf(view, letter, u)) : 1;
  const { terms } = drawingOf(view.cell);
  if (terms.length) full.term = roundUp(largest(view, terms, u));
  known.set(u, full);
  return full;
}

// Return the largest magnitude of these values of a unit over the whole sequence.
function largest(view, letters, u) {
  let most = 0;
  const steps = view.tracks.find((track) => track.name === "hidden_state")?.steps ?? 0;
  for (let t = 0; t < steps; t += 1) {
    const { v } = readingAt(view, t, u);
    for (const size of letters.map((letter) => Math.abs(v[letter]))) if (Number.isFinite(size) && size > most) most = size;
  }
  return most;
}

export const hasCell = (view) => Boolean(view.cell?.kind && view.cell.parts?.length);
