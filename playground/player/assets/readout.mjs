// Formats the values at one time step as text, for the labels of the rows and for screen readers.

import { nameOf } from "./axis.mjs";
import { nameOfSign } from "./marks.mjs";
import { plain, power } from "./numbers.mjs";
import { rowsOf, valueAt } from "./payload.mjs";
import { say } from "./words.mjs";

// Return the lines of text for one track at time step t; `unit` is the unit of a map under the pointer.
// Gates and states have no value at a forecast after their end: those from which it is computed are the last ones.
export function reading(view, track, at, unit = null) {
  const t = track.kind === "line" || track.kind === "map" ? Math.min(at, track.steps - 1) : at;
  const language = view.language;
  if (track.kind === "gradient") return [power(valueAt(track, t), language), distance(view, at)].filter(Boolean);
  if (track.kind !== "map") return Array.from({ length: track.width }, (_, u) => plain(valueAt(track, t, u), language));
  if (unit !== null) return [plain(valueAt(track, t, unit), language), `${view.words.unit} ${track.units[unit]}`];
  const [low, high] = spread(track, t);
  return [`${plain(low, language)} …`, plain(high, language)];
}

export function spread(track, t) {
  const values = Array.from({ length: track.width }, (_, u) => valueAt(track, t, u)).filter((v) => !Number.isNaN(v));
  return values.length ? [Math.min(...values), Math.max(...values)] : [NaN, NaN];
}

export function distance(view, t) {
  if (view.loss_at === null) return "";
  const n = view.loss_at - t;
  if (n < 0) return view.words.after_loss;
  return n === 0 ? view.words.at_loss : say(view.words.before_loss, { n });
}

// Return the text for screen readers, with one sentence per track of the given rows (default: all rows).
export function sentence(view, t, marks, { rows = rowsOf(view.tracks), unit = null } = {}) {
  const said = [`${view.words.time} ${nameOf(view, t)}`];
  if (marks.has(t)) said.push(nameOfSign(view, marks.get(t)));
  for (const track of rows.filter((row) => !row.folded).flatMap((row) => row.tracks)) {
    const [first, ...rest] = reading(view, track, t, unit);
    const value = track.kind === "map" && unit === null ? `${first.replace(" …", "")} ${view.words.to} ${rest[0]}` : [first, ...rest].join(", ");
    said.push(`${track.called} ${first === "–" ? view.words.nothing : value}`);
  }
  return `${said.join(". ")}.`;
}
