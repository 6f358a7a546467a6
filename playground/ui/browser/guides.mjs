// Connects a lesson to the players of the page: what they light up, and what the reader points at or draws on them.

import { keepClear } from "./covered.mjs";

const players = new Set();
let [wishes, hears] = [{}, {}];
let [sought, due] = [null, null];

const SETTLED = 300; // milliseconds after which a new picture has its place

// Have every player, present and future, follow a lesson; {} ends it. `told`: { pointed(names), drawn(values) }.
export function lead(guide, told = {}) {
  [wishes, hears] = [guide, told];
  for (const player of players) player.guide.lead(wishes, hears);
}

// Light the row of a track in every player, or none.
export function light(name) {
  for (const player of players) player.guide.lit(name);
}

// Scroll the row of a track into sight, to a `block` of the window, as soon as there is a picture; null for none.
export function reveal(name, block = "center") {
  sought = name === null ? null : { name, block };
  settle();
}

// Scroll to the row that is sought, once the page around it rests; until then the page says that it will.
export function settle() {
  clearTimeout(due);
  const { dataset } = document.documentElement;
  if (sought) dataset.scrolls = sought.name;
  else delete dataset.scrolls;
  if (!sought) return;
  due = setTimeout(() => {
    delete dataset.scrolls;
    keepClear();
    const shown = [...players].filter((player) => player.guide.reveal(sought.name, sought.block));
    if (shown.length) sought = null;
  }, SETTLED);
}

export function enlist(player) {
  players.add(player);
  player.guide.lead(wishes, hears);
}

export function dismiss(player) {
  players.delete(player);
}
