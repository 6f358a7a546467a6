// Computes the effect of a change of a unit's memory at t on the last prediction, or on the loss, along the memory
// alone and over all paths. Pure functions. Magnitudes fall far below the range of 32-bit numbers, so each value is
// sent as its sign and logarithm.

import { valueAt } from "./payload.mjs";

export const OFFSET = 500; // makes the logarithm positive, so that its sign can encode that of the value

// Unpack a number that playground/player/cell.py has packed as sign · (500 + log10 of its magnitude), or 0 for 0.
export const unpacked = (packed) => (packed === 0 ? 0 : Math.sign(packed) * 10 ** (Math.abs(packed) - OFFSET));

// Return [{t, total, direct, factor}] for every step, or null if the values are not available. `direct` is the product
// of the gates after t and the total at the last step; `factor` is the gate from t - 1 to t. A simple RNN has no such
// gate, and `factor` is w_uu times the slope.
export function wayBack(view, u, of = "prediction") {
  const { cell } = view;
  const k = cell.listed.indexOf(u);
  const track = view.tracks.find((one) => one.name === `cell/back/${of}`);
  const gates = view.tracks.find((one) => one.name === cell.keeper?.name);
  if (k < 0 || !track) return null;
  const factor = (t) => (gates ? valueAt(gates, t, u) : cell.own ? ownPath(view, k, u, t) : NaN);
  const steps = [];
  let direct = null;
  for (let t = track.steps - 1; t >= 0; t -= 1) {
    const total = unpacked(valueAt(track, t, k));
    if (Number.isNaN(total)) continue;
    direct = direct === null ? total : direct * factor(t + 1);
    steps.unshift({ t, total, direct, factor: factor(t) });
  }
  return steps;
}

// Return [{layer, size}], top layer first: the norm of the gradient that each layer passes at step t to the layer below
// or to the input.
export function wayDown(view, t, of = "prediction") {
  const track = view.tracks.find((one) => one.name === `cell/down/${of}`);
  if (!track || t >= track.steps) return [];
  return Array.from({ length: track.width }, (_, k) => ({ layer: k + 1, size: unpacked(valueAt(track, t, k)) })).reverse();
}

// Return the factor from a simple RNN unit to itself: w_uu · (1 − h²), or w_uu where a ReLU is active.
function ownPath(view, k, u, t) {
  const h = valueAt(view.tracks.find((one) => one.name === "hidden_state"), t, u);
  const slope = view.cell.nonlinearity === "relu" ? (h > 0 ? 1 : 0) : 1 - h * h;
  const part = view.cell.parts.findLast((p) => t >= p.from) ?? view.cell.parts[0];
  return view.cell.own[view.cell.parts.indexOf(part)][k] * slope;
}

// Return {total, before, along, rest} for the stage from t back to t − 1, where before = along + rest exactly.
export function stage(steps, t) {
  const at = steps.findIndex((one) => one.t === t);
  if (at < 0) return null;
  const { total, factor, direct } = steps[at];
  const before = at > 0 ? steps[at - 1] : null;
  if (!before) return { total, direct, factor, before: null, along: null, rest: null, directBefore: null };
  const along = factor * total;
  return { total, direct, factor, before: before.total, along, rest: before.total - along, directBefore: before.direct };
}
