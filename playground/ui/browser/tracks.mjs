// Mounts the player as an element of the page and connects it to the strip and to the status line.

import { Player } from "../player/tracks.mjs";
import { Beside } from "./beside.mjs";
import { dismiss, enlist, settle } from "./guides.mjs";
import { mounted } from "./mounted.mjs";
import { StatusLine } from "./status.mjs";
import { curvePlace } from "./strip.mjs";

class OnPage extends Player {
  constructor() {
    super();
    this.attach(new StatusLine());
    this.beside = new Beside(this);
    enlist(this);
  }

  settle(parent) {
    super.settle(parent);
    this.beside.watch(this.page);
  }

  get node() {
    return this.root;
  }

  show(bytes, send) {
    super.show(bytes, send);
    this.beside.fit();
    settle();
    const { strip } = this.live;
    if (!strip) return;
    const curve = this.training.parent;
    if (strip !== this.strip) curve.remove(); // until its place is there
    this.strip = strip;
    curvePlace(strip, (place) => curve.parentNode === place || place.append(curve)); // moved, it would lose the focus
  }

  end() {
    dismiss(this);
    this.beside.end();
    super.end();
  }
}

export default mounted(OnPage);
