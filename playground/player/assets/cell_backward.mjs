// The way back: what a change of a unit's memory at t does to the last prediction, or to the loss, along the memory alone
// and over all paths. Pure. Sizes reach far below what a 32-bit number holds, so they travel as sign and logarithm.

import { valueAt } from "./payload.mjs";

export const OFFSET = 500; // added to the logarithm, so that its sign is free for the value's

// A number packed by playground/player/cell.py: sign · (500 + log10 of its size), 0 for 0.
export const unpacked = (packed) => (packed === 0 ? 0 : Math.sign(packed) * 10 ** (Math.abs(packed) - OFFSET));

// [{t, total, direct, factor}] for every step, or null where nothing is at hand. `direct` is the product of the gates after t times the
// total at the last step; `factor` the gate from t - 1 to t. A simple RNN has a path of its own: w_uu times the slope.
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

// [{layer, size}], top layer first: the length of the gradient that each layer hands down at step t, to the layer below or the input.
export function wayDown(view, t, of = "prediction") {
  const track = view.tracks.find((one) => one.name === `cell/down/${of}`);
  if (!track || t >= track.steps) return [];
  return Array.from({ length: track.width }, (_, k) => ({ layer: k + 1, size: unpacked(valueAt(track, t, k)) })).reverse();
}

// What a simple RNN's unit hands to itself: w_uu · (1 − h²), or w_uu where a ReLU is open.
function ownPath(view, k, u, t) {
  const h = valueAt(view.tracks.find((one) => one.name === "hidden_state"), t, u);
  const slope = view.cell.nonlinearity === "relu" ? (h > 0 ? 1 : 0) : 1 - h * h;
  const part = view.cell.parts.findLast((p) => t >= p.from) ?? view.cell.parts[0];
  return view.cell.own[view.cell.parts.indexOf(part)][k] * slope;
}

// From t back to t − 1: {total, before, along, rest} with before = along + rest, exactly.
export function stage(steps, t) {
  const at = steps.findIndex((one) => one.t === t);
  if (at < 0) return null;
  const { total, factor, direct } = steps[at];
  const before = at > 0 ? steps[at - 1] : null;
  if (!before) return { total, direct, factor, before: null, along: null, rest: null, directBefore: null };
  const along = factor * total;
  return { total, direct, factor, before: before.total, along, rest: before.total - along, directBefore: before.direct };
}
