// The player as an element of the page, whose status line follows its picture.

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
