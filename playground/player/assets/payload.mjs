// Decodes a payload into a view. playground/player/payload.py writes the format: length, JSON header, float32 arrays.

export const FORMAT = 1;

// Return the header, with `values` (Float32Array, time-major) and `width` (values per time step) added to each track.
export function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const view = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  if (view.format !== FORMAT) throw new Error(`payload format ${view.format}, expected ${FORMAT}: reload the page`);
  // A Float32Array must start at a multiple of four bytes, which the copy does.
  const numbers = new Float32Array(bytes.slice(4 + length).buffer);
  view.tracks = view.tracks.map((track) => {
    const [steps, width = 1] = track.shape;
    const values = numbers.subarray(track.offset, track.offset + steps * width);
    const units = track.units.length ? track.units : Array.from({ length: width }, (_, u) => u + 1);
    return { ...track, ...called(track), values, width, steps, units };
  });
  return view;
}

// Split a label into its name and an aside. The name omits the symbol and the text in parentheses; the aside is that
// text followed by the note: "Forget gate f_t (1 keeps, 0 forgets)" -> "Forget gate", "1 keeps, 0 forgets".
export function called({ label, symbol, note }) {
  const text = (symbol ? label.replace(symbol, "") : label).replace(/^[\s:]+/, "").replace(/\s+/g, " ").trim();
  const [, name, inside] = text.match(/^(.*?\S)\s*\(([^()]*)\)$/u) ?? [null, text, ""];
  return { called: name || label, aside: [inside, note].filter(Boolean).join("; ") };
}

// Return the value of a track at time step t and unit u, or NaN if there is none.
export function valueAt(track, t, u = 0) {
  return t >= 0 && t < track.steps ? track.values[t * track.width + u] : NaN;
}

// Group tracks into rows. Series with the same row are drawn together, gradients with the same row are alternatives.
// Every other track has a separate row.
export function rowsOf(tracks, pick = (choices) => choices[0]) {
  const rows = [];
  for (const track of tracks) {
    if (track.kind === "hidden") continue;
    const last = rows.at(-1);
    const together = last?.kind === track.kind && last.row === track.row;
    if (together && track.kind === "series") last.tracks.push(track);
    else if (together && track.kind === "gradient" && track.row) last.choices.push(track);
    else rows.push({ kind: track.kind, name: track.row || track.name, called: track.called, row: track.row, group: track.group, opens: track.opens, usual: track.usual ?? track.opens, tracks: [track], choices: [track] });
  }
  for (const row of rows) if (row.kind === "gradient") row.tracks = [pick(row.choices)];
  return rows;
}

// Return the number of units of the displayed layer, or 1 if no track has units.
export const unitsOf = (view) => Math.max(1, ...view.tracks.filter((t) => t.kind === "line" || t.kind === "map").map((t) => t.width));

// Return a key of everything that the labels depend on: a payload with the same key reuses the existing labels.
export function shapeOf(view) {
  const words = view.tracks.map((t) => [t.name, t.symbol, t.label, t.kind, t.row, t.choice, t.style, t.colour, t.width, t.units.join("."), t.group].join("|"));
  return [view.times, view.editable, view.hint, view.title, ...words].join("\n");
}

// Return what stays of a view while its network learns, and while gates are held: other views have sentences of other lengths.
export function networkOf({ title, times, tracks }) {
  const own = tracks.filter(({ name, kind }) => kind !== "hidden" && name !== "untouched");
  return [title, times, ...own.map(({ name, kind, width }) => `${name} ${kind} ${width}`)].join("\n");
}

// Let the rows of a payload open by themselves as they did in the one before it, if it has the same ones: what moves
// changes while a network learns, and a row that came or went would push all below it.
export function keepOpen(view, before) {
  const names = ({ times, tracks }) => [times, ...tracks.map(({ name, kind }) => `${name} ${kind}`)].join("\n");
  if (!before || names(view) !== names(before)) return;
  view.tracks.forEach((track, k) => Object.assign(track, { usual: track.opens, opens: before.tracks[k].opens }));
}
