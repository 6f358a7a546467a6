// Lists every key of the player and of present mode, with what it does: here and nowhere else. The page shows this list
// when "?" is pressed in present mode.
//
// An entry is {keys, word, act, shown}: values of KeyboardEvent.key; the name of its description; act(player, event),
// which returns false if the key does nothing here; and what the list shows instead of the keys.

import { input, stride } from "./editing.mjs";
import { unitsOf, valueAt } from "./payload.mjs";

const STEPS = ["ArrowLeft", "ArrowRight"];

// While the tracks have the focus.
const TRACKS = [
  { keys: STEPS, word: "time", act: walk },
  { keys: ["Home", "End"], word: "time_ends", act: walk },
  { keys: ["PageUp", "PageDown"], word: "time_marks", act: walk },
  { keys: ["Escape"], word: "time_back", act: ({ sequence }) => sequence.release() },
  { keys: [" "], word: "play_sequence", act: ({ sequence }) => sequence.play() },
  { keys: ["u", "U"], word: "unit", shown: ["U", "⇧ U"], act: (player, { shiftKey }) => player.choose(neighbor(player, shiftKey ? -1 : 1)) },
  { keys: ["ArrowUp", "ArrowDown"], word: "edit", act: turn },
  { keys: ["b", "B"], word: "mark", shown: ["B"], act: (player) => (player.view.editable ? player.toggle(player.cursor.at) : false) },
];

// While the error curve has the focus.
const FAR = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10 };
const CURVE = [
  { keys: Object.keys(FAR).slice(0, 4), word: "film", act: rewind },
  { keys: ["PageUp", "PageDown"], word: "film_far", act: rewind },
  { keys: ["Home"], word: "film_first", act: ({ rewind }) => rewind.scrub(0) },
  { keys: ["End", "Escape"], word: "film_newest", act: ({ rewind }) => rewind.seek(null) },
  { keys: [" "], word: "play_film", act: ({ rewind }) => rewind.play() },
];

// In present mode, wherever the focus is. `room` has train(), screen() and list(), and the methods of a player where
// there is one.
const PRESENT = [
  { keys: [" "], word: "train", act: (_player, _event, room) => room.train() },
  { keys: STEPS, word: "time", act: walk },
  { keys: ["[", "]"], word: "film", act: (player, { key }) => player?.rewind.move(key === "[" ? -1 : 1) ?? false },
  { keys: ["1", "2", "3", "4", "5"], word: "substep", shown: ["1 – 5"], act: (player, { key }) => player?.cell?.substep(Number(key) - 1) ?? false },
  { keys: ["b", "B"], word: "backward", shown: ["B"], act: (player) => player?.cell?.turnRound() ?? false },
  { keys: ["f", "F"], word: "screen", shown: ["F"], act: (_player, _event, room) => room.screen() },
  { keys: ["?"], word: "list", act: (_player, _event, room) => room.list() },
];

export const KEYS = { present: PRESENT, tracks: TRACKS, curve: CURVE };
export const SIGNS = { " ": "space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };

// Return the entry of a key in one of the lists, or undefined. AltGraph writes "[" on many keyboards.
export function entryOf(where, event) {
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  if (combined && !event.getModifierState?.("AltGraph")) return undefined;
  return KEYS[where].find(({ keys }) => keys.includes(event.key));
}

// Do what a key means in one of the lists. Return whether it means anything there.
export function press(where, event, player, room) {
  const entry = entryOf(where, event);
  if (!entry || entry.act(player, event, room) === false) return false;
  event.preventDefault();
  return true;
}

// Return the keys of a list that present mode leaves to it, as [what is shown, name of the description].
export function listed(where) {
  const same = (one) => KEYS[where].some(({ word, keys }) => word === one.word && keys.join() === one.keys.join());
  const taken = new Set(where === "present" ? [] : PRESENT.filter((one) => !same(one)).flatMap(({ keys }) => keys));
  const left = KEYS[where].map((one) => ({ ...one, keys: one.keys.filter((key) => !taken.has(key)) }));
  return left.filter(({ keys }) => keys.length).map(({ keys, shown, word }) => [shown ?? keys, word]);
}

function walk(player, { key }) {
  const t = player?.cursor.step(key, player.view, player.marks) ?? null;
  if (t === null) return false;
  return player.sequence.take(t);
}

function rewind(player, { key }) {
  player.rewind.move(FAR[key]);
}

function turn(player, { key, shiftKey }) {
  const { view, cursor, guide } = player;
  if (guide.row) return guide.nudge(cursor.at, key === "ArrowUp" ? 1 : -1);
  const track = view.editable ? input(view) : null;
  if (!track) return false;
  return player.edit(cursor.at, valueAt(track, cursor.at) + (key === "ArrowUp" ? 1 : -1) * stride(track, shiftKey));
}

// Return the unit drawn next to the current one.
function neighbor({ view, unit, reader }, by) {
  const count = unitsOf(view);
  const order = reader.sorted(view, count) ?? Array.from({ length: count }, (_, u) => u);
  return order[(order.indexOf(unit) + by + count) % count];
}
