// Shares the cursor and the training step between the players of a group on the page, without the server.

const groups = new Map(); // name -> set of players

export function join(player, name) {
  if (player.joined === name) return;
  leave(player);
  player.joined = name;
  player.box?.classList.toggle("grouped", Boolean(name)); // played together: no buttons of its own
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

// Return the other players of the group.
export const members = (player) => [...(groups.get(player.joined) ?? [])].filter((other) => other !== player);

// Send `message`, which is {t} or {step}, to the other players of the group; each handles it in follow(message).
export function tell(player, message) {
  for (const other of members(player)) other.follow(message);
}
