// Lets the cell begin beside what an exhibit draws above the tracks, which on a wide page is as wide as the tracks.

const DRAWING = ".st-key-exhibit-panel:not(:has(.st-key-wirings))"; // the diagrams of the problem types lie over both

export class Beside {
  constructor(player) {
    this.player = player;
    this.size = new ResizeObserver(() => this.fit());
  }

  // Follow the heights of what is above; `page` contains all of it.
  watch(page) {
    this.size.disconnect();
    for (const each of [this.player.box, page?.firstElementChild]) if (each) this.size.observe(each);
  }

  fit() {
    const { box, slot, page } = this.player;
    const top = box.getBoundingClientRect().top;
    const drawing = box.classList.contains("beside") && document.querySelector(DRAWING);
    const up = drawing ? Math.max(0, top - drawing.getBoundingClientRect().top) : 0;
    slot.style.marginTop = up ? `${-up}px` : "";
    box.style.setProperty("--cell-top", `${top - up + (page?.scrollTop ?? 0)}px`);
  }

  end() {
    this.size.disconnect();
  }
}
