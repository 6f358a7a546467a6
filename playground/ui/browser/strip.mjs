// The place on the page, always in sight, where the player of a training puts its error curve.

import { css } from "../player/style.mjs";
import { mounted } from "./mounted.mjs";

const style = new CSSStyleSheet();
style.replaceSync(css);

const places = new Map(); // key of a player -> its place
const waiting = new Map(); // key of a player -> what to call with its place

// Call `take` with the place for a player's error curve, now or as soon as it is there, and with every later one.
export function curvePlace(key, take) {
  waiting.set(key, take);
  if (places.has(key)) take(places.get(key));
}

class Strip {
  constructor() {
    this.box = document.createElement("div");
    this.box.className = "player";
    this.place = document.createElement("div");
    this.place.className = "main strip";
    this.box.append(this.place);
  }

  settle(parent) {
    (parent instanceof ShadowRoot ? parent : document).adoptedStyleSheets = [style];
    parent.append(this.box);
  }

  show(bytes) {
    this.key = new TextDecoder().decode(bytes);
    places.set(this.key, this.place);
    waiting.get(this.key)?.(this.place);
  }

  end() {
    if (places.get(this.key) === this.place) places.delete(this.key);
    this.box.remove();
  }
}

export default mounted(Strip);
