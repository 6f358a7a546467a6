// Players of one group on the page share cursor and training step: what one does, the others are told. No server in between.

const groups = new Map(); // name -> set of players

export function join(player, name) {
  if (player.joined === name) return;
  leave(player);
  player.joined = name;
  if (!name) return;
  if (!groups.has(name)) groups.set(name, new Set());
  groups.get(name).add(player);
}

export function leave(player) {
  const group = groups.get(player.joined);
  group?.delete(player);
  if (group?.size === 0) groups.delete(player.joined);
  player.joined = "";
}

// `message` is {t} or {step}; the others answer to follow(message).
export function tell(player, message) {
  for (const other of groups.get(player.joined) ?? []) if (other !== player) other.follow(message);
}
