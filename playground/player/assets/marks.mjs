// Stores which marker (▲, ?, …) each time step of the sequence has. This module does not draw.

// Return a map from time steps to the index of their marker.
export const marksOf = (view) => new Map(view.marks.map((t, i) => [t, view.kinds?.[i] ?? 0]));

export const signsOf = (view) => (view.signs?.length ? view.signs : ["▲"]);

export const nameOfSign = (view, k) => view.sign_names?.[k] ?? view.words.bell;

// Return the markers after a click at time step t, cycling through none, the first, the second, …, none.
export function turned(marks, t, signs) {
  const next = marks.has(t) ? marks.get(t) + 1 : 0;
  const other = new Map(marks);
  if (next < signs.length) other.set(t, next);
  else other.delete(t);
  return other;
}

// Store markers in a view, ordered by time step.
export function put(view, marks) {
  const sorted = [...marks].sort(([a], [b]) => a - b);
  view.marks = sorted.map(([t]) => t);
  view.kinds = sorted.map(([, k]) => k);
}
