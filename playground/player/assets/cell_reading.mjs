// Computes every value of one unit at one time step from the tracks and the weights sent with them. This module does
// not draw.

import { drawingOf } from "./drawings.mjs";
import { valueAt } from "./payload.mjs";

const named = (view, name) => view.tracks.find((track) => track.name === name);

// Return {cell, drawing, t, u, units, v, sums, part}. `v` holds the values by letter, where C_ and h_ are those of the
// previous step; `sums` holds the terms of each block before its activation function, or is null if the weights of this
// unit are not available.
export function readingAt(view, t, u) {
  const { cell } = view;
  const drawing = drawingOf(cell);
  const states = named(view, "hidden_state");
  const v = {};
  for (const { name, letter, kind } of cell.signals) {
    const track = named(view, name);
    v[letter] = track ? valueAt(track, t, u) : NaN;
    if (kind === "state") v[`${letter}_`] = t > 0 && track ? valueAt(track, t - 1, u) : 0;
  }
  const part = view.cell.parts.findLast((p) => t >= p.from) ?? view.cell.parts[0];
  const inside = t < part.from + part.steps;
  const reading = { cell, drawing, t, u, units: states?.width ?? 1, v, part, inside, sums: inside ? sumsAt(view, part, states, t, u) : null };
  Object.assign(v, drawing.derived(reading, cell.nonlinearity));
  return reading;
}

// Return {letter: {x: {terms, total}, h: {terms, total}, b, bh, total}}; a term is {j, w, v, value}.
function sumsAt(view, part, states, t, u) {
  const k = view.cell.listed.indexOf(u);
  const weights = named(view, part.weights);
  const input = named(view, part.input);
  if (k < 0 || !weights || !input || !states) return null;
  const [F, H] = [input.width, states.width];
  const size = F + H + 2; // W_x, W_h, b_x, b_h
  const { blocks } = view.cell;
  const before = (j) => (t > 0 ? valueAt(states, t - 1, j) : 0);
  const found = {};
  blocks.forEach((letter, g) => {
    const at = (k * blocks.length + g) * size;
    const x = summed(F, (j) => weights.values[at + j], (j) => valueAt(input, t, j));
    const h = summed(H, (j) => weights.values[at + F + j], before);
    const [b, bh] = [weights.values[at + F + H], weights.values[at + F + H + 1]];
    found[letter] = { x, h, b: b + bh, bx: b, bh, total: x.total + h.total + b + bh };
  });
  return found;
}

function summed(count, weight, value) {
  const terms = Array.from({ length: count }, (_, j) => ({ j, w: weight(j), v: value(j), value: weight(j) * value(j) }));
  return { terms, total: terms.reduce((sum, term) => sum + term.value, 0) };
}

// Return the largest magnitude that a signal of this unit reaches over the whole sequence, which fills a pipe.
export function reachOf(view, letter, u) {
  const track = named(view, view.cell.signals.find((signal) => signal.letter === letter)?.name);
  let most = 0;
  for (let t = 0; t < (track?.steps ?? 0); t += 1) {
    const size = Math.abs(valueAt(track, t, u));
    if (Number.isFinite(size) && size > most) most = size;
  }
  return most;
}
