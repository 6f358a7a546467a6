// The player as an element of the page.

import { Player } from "../player/tracks.mjs";
import { mounted } from "./mounted.mjs";

export default mounted(Player);
