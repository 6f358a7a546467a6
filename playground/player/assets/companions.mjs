// Lists the components that are shown next to the tracks and follow their cursor. Each entry is a function of slot and
// player that returns a companion, where companion.show({ view, t, unit, look, frame }) is called with every draw and
// companion.end() when the player is removed. `slot` is an empty element next to the tracks (below them on narrow
// screens).

import { cellBeside } from "./cell.mjs";

export const COMPANIONS = [cellBeside];
