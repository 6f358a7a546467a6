// Inserts an SVG drawing from the server into the page, so that its text uses the page's font.

import { mounted } from "./mounted.mjs";

class Drawing {
  constructor() {
    this.node = document.createElement("div");
    this.node.style.overflowX = "auto"; // wide drawings scroll on a phone, so that their text stays legible
    this.size = new ResizeObserver(() => this.#reachable());
    this.size.observe(this.node);
  }

  settle(parent) {
    parent.append(this.node);
  }

  show(bytes) {
    this.grow(JSON.parse(new TextDecoder().decode(bytes)));
  }

  // Show what the page or the feed sends.
  grow({ svg }) {
    if (!svg) return;
    this.newest = svg;
    this.#draw();
  }

  // Show a recorded step, or the newest one again (null).
  hold(part) {
    this.held = part?.svg;
    this.#draw();
  }

  #draw() {
    const svg = this.held ?? this.newest;
    if (!svg || svg === this.svg) return;
    this.svg = svg;
    const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    this.node.replaceChildren(document.importNode(drawn, true));
    this.#reachable();
  }

  // Make the drawing focusable while it scrolls, so that the keyboard can scroll it.
  #reachable() {
    this.node.toggleAttribute("tabindex", this.node.scrollWidth > this.node.clientWidth + 1);
    if (this.node.hasAttribute("tabindex")) this.node.tabIndex = 0;
  }

  end() {
    this.size.disconnect();
    this.node.remove();
  }
}

export default mounted(Drawing);
