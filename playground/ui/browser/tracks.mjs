// Mounts the player as an element of the page and connects it to the status line.

import { Player } from "../player/tracks.mjs";
import { mounted } from "./mounted.mjs";
import { StatusLine } from "./status.mjs";

class OnPage extends Player {
  constructor() {
    super();
    this.attach(new StatusLine());
  }

  get node() {
    return this.root;
  }
}

export default mounted(OnPage);
