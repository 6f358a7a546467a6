// Connects a lesson to the players of the page: what they light up, and what the reader points at or draws on them.

const players = new Set();
let [wishes, hears] = [{}, {}];

// Have every player, present and future, follow a lesson; {} ends it. `told`: { pointed(names), drawn(values) }.
export function lead(guide, told = {}) {
  [wishes, hears] = [guide, told];
  for (const player of players) player.guide.lead(wishes, hears);
}

// Light the row of a track in every player, or none.
export function light(name) {
  for (const player of players) player.guide.lit(name);
}

// Scroll the row of a track into sight.
export function reveal(name) {
  for (const player of players) player.guide.reveal(name);
}

export function enlist(player) {
  players.add(player);
  player.guide.lead(wishes, hears);
}

export function dismiss(player) {
  players.delete(player);
}
