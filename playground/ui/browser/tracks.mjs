// Mounts the player as an element of the page and connects it to the strip and to the status line.

import { Player } from "../player/tracks.mjs";
import { dismiss, enlist, settle } from "./guides.mjs";
import { mounted } from "./mounted.mjs";
import { StatusLine } from "./status.mjs";
import { curvePlace } from "./strip.mjs";

class OnPage extends Player {
  constructor() {
    super();
    this.attach(new StatusLine());
    enlist(this);
  }

  get node() {
    return this.root;
  }

  show(bytes, send) {
    super.show(bytes, send);
    settle();
    const { strip } = this.live;
    if (!strip) return;
    this.training.parent.remove(); // until its place is there
    curvePlace(strip, (place) => place.append(this.training.parent));
  }

  end() {
    dismiss(this);
    super.end();
  }
}

export default mounted(OnPage);
