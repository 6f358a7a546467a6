// Plays the windows of a series: asks the page for one window after the other, each as soon as the last one is shown.

const EVERY = 120; // milliseconds between two windows, at least

export class SlideWindow {
  constructor(player) {
    Object.assign(this, { player, playing: false });
  }

  // Adapt to a new payload: while playing, it is the answer to the last request.
  fit({ slide }) {
    if (!this.playing) return;
    if (!slide?.ready || slide.at >= slide.last) return this.stop();
    clearTimeout(this.next);
    this.next = setTimeout(() => this.#ask(slide.at + slide.by), Math.max(0, this.asked + EVERY - performance.now()));
  }

  play() {
    if (this.playing) return this.stop();
    const { slide } = this.player.live;
    this.playing = true;
    const inside = slide.at >= slide.first && slide.at < slide.last;
    this.#ask(inside ? slide.at + slide.by : slide.first);
    this.player.later();
  }

  stop() {
    this.playing = false;
    clearTimeout(this.next);
    this.player.later();
  }

  #ask(start) {
    this.asked = performance.now();
    this.player.send("window", { start: Math.min(start, this.player.live.slide?.last ?? start) });
  }
}
