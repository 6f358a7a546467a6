// What stands beside the tracks and follows their cursor. Each entry makes one: (slot, player) => companion, where
// companion.show({ view, t, unit, look, frame }) is called with every draw and companion.end() when the player goes.
// `slot` is an empty element in the place beside the tracks (below them on narrow screens).

import { cellBeside } from "./cell.mjs";

export const COMPANIONS = [cellBeside];
