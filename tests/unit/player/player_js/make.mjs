// A payload as Python would pack it, for tests: header and arrays given as plain objects.

import { readFileSync } from "node:fs";

// The words, and what Python says of each cell.
export const { words: WORDS, cells: CELLS } = JSON.parse(readFileSync(process.env.PAYLOAD, "utf8"));

const TRACK = { symbol: "", label: "", kind: "line", low: null, high: null, colour: "text", note: "", dimmed: false, row: "", choice: "", opens: "always", style: "solid", stepped: true, units: [] };
const VIEW = { format: 1, title: "", alt: "", cursor: null, first: 1, labels: [], marks: [], dividers: [], loss_at: null, editable: false, edited: null, unit: null, orders: [], said: [], group: "", cell: {}, training: null, film: null, opening: false, hint: "", words: WORDS, language: "en", height: null };

export function blob(view, tracks) {
  let offset = 0;
  const entries = tracks.map(({ values, ...track }) => {
    const shape = Array.isArray(values[0]) ? [values.length, values[0].length] : [values.length];
    const entry = { ...TRACK, ...track, offset, shape };
    offset += values.flat().length;
    return entry;
  });
  const times = Math.max(0, ...tracks.map((t) => t.values.length));
  let text = JSON.stringify({ ...VIEW, times, ...view, tracks: entries });
  text += " ".repeat((4 - (new TextEncoder().encode(text).length % 4)) % 4);
  const head = new TextEncoder().encode(text);
  const numbers = Float32Array.from(tracks.flatMap((t) => t.values.flat()));
  const bytes = new Uint8Array(4 + head.length + numbers.byteLength);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  bytes.set(new Uint8Array(numbers.buffer), 4 + head.length);
  return bytes;
}
