// The signs above the sequence (a bell, a question): which one stands at which column. No drawing here.

// Column -> number of its sign.
export const marksOf = (view) => new Map(view.marks.map((t, i) => [t, view.kinds?.[i] ?? 0]));

export const signsOf = (view) => (view.signs?.length ? view.signs : ["▲"]);

export const nameOfSign = (view, k) => view.sign_names?.[k] ?? view.words.bell;

// What comes after the sign at column t: none, the first, the next …, none.
export function turned(marks, t, signs) {
  const next = marks.has(t) ? marks.get(t) + 1 : 0;
  const other = new Map(marks);
  if (next < signs.length) other.set(t, next);
  else other.delete(t);
  return other;
}

// Put them into a view, in the order of time.
export function put(view, marks) {
  const sorted = [...marks].sort(([a], [b]) => a - b);
  view.marks = sorted.map(([t]) => t);
  view.kinds = sorted.map(([, k]) => k);
}
