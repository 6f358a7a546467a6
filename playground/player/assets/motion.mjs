// Playing: how many places are due by now. The sequence has one, the film another. No drawing here.

export class Motion {
  // `pace` in places per second.
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

  // Whole places to move by; what is left over counts for the next time. A page that slept does not catch up.
  due(now) {
    const waited = Math.min(1000, Math.max(0, now - this.since)); // a screen's frame may have begun before the start
    const places = Math.floor((waited / 1000) * this.pace + 1e-6);
    if (places) this.since = now - (waited - (places * 1000) / this.pace);
    return places;
  }
}
