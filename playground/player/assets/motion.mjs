// Computes how many positions playback must advance.
//
// The sequence and the recording have one instance each. This module does not draw.

export class Motion {
  // `pace`: positions per second.
  constructor(pace) {
    Object.assign(this, { pace, since: null });
  }

  get playing() {
    return this.since !== null;
  }

  start(now) {
    this.since = now;
  }

  stop() {
    this.since = null;
  }

  // Return the whole number of positions to advance; the remaining time counts towards the next call. A page that was
  // suspended does not catch up.
  due(now) {
    const waited = Math.min(1000, Math.max(0, now - this.since)); // the animation frame may have begun before start()
    const places = Math.floor((waited / 1000) * this.pace + 1e-6);
    if (places) this.since = now - (waited - (places * 1000) / this.pace);
    return places;
  }
}
