// Stores the time step looked at, which is kept nowhere else: one is held, and another may be peeked at. This module
// does not draw.

export class Cursor {
  constructor() {
    Object.assign(this, { held: null, peeked: null, taken: false });
  }

  get at() {
    return this.peeked ?? this.held ?? 0;
  }

  // Adapt to a new payload: keep the reader's position, or take the view's default.
  fit(view) {
    const last = Math.max(0, view.times - 1);
    if (!this.taken || this.held === null || this.held > last) {
      this.taken = this.taken && this.held <= last;
      this.held = Math.min(last, Math.max(0, view.cursor ?? last));
    }
    if (this.peeked !== null && this.peeked > last) this.peeked = null;
  }

  peek(t) {
    this.peeked = t === this.held ? null : t;
  }

  hold(t) {
    Object.assign(this, { held: t, peeked: null, taken: true });
  }

  // Return to the view's default position.
  release(view) {
    this.taken = false;
    this.peeked = null;
    this.fit(view);
  }

  // Return the column that a key leads to, or null for a key that is not handled here.
  step(key, view, marks) {
    const last = view.times - 1;
    const bells = [...marks.keys()].sort((a, b) => a - b);
    const t = this.at;
    if (key === "ArrowLeft") return Math.max(0, t - 1);
    if (key === "ArrowRight") return Math.min(last, t + 1);
    if (key === "Home") return 0;
    if (key === "End") return last;
    if (key === "PageUp") return bells.findLast((b) => b < t) ?? Math.max(0, t - 10);
    if (key === "PageDown") return bells.find((b) => b > t) ?? Math.min(last, t + 10);
    return null;
  }
}
