// Where the reader's hand comes to rest: told to Python, so that the link says it; and what a link asks for, taken up here.

const REST = 500; // milliseconds without a move

export class Rest {
  constructor(player) {
    Object.assign(this, { player, number: null, noted: null, told: null });
  }

  // A new payload: what it asks for is taken up once, by its number.
  fit({ asked }) {
    if (!asked || asked.number === this.number) return;
    const { sequence, rewind } = this.player;
    this.number = asked.number;
    sequence.motion.stop();
    if (asked.t !== null) sequence.cursor.hold(asked.t);
    else sequence.cursor.taken = false;
    rewind.ask(asked.film);
    this.noted = this.told = this.#key(asked);
    clearTimeout(this.timer);
  }

  // With everything that is told: what plays, or is on its way, has not come to rest.
  note() {
    const { sequence, rewind, live } = this.player;
    if (!live.asked) return;
    const now = { t: sequence.cursor.taken ? sequence.cursor.held : null, film: rewind.asked ?? rewind.at };
    const key = sequence.playing || rewind.playing ? null : this.#key(now);
    if (key === this.noted) return;
    this.noted = key;
    clearTimeout(this.timer);
    if (key !== null && key !== this.told) this.timer = setTimeout(() => this.#tell(key, now), REST);
  }

  end() {
    clearTimeout(this.timer);
  }

  #key({ t, film }) {
    return `${t} ${film}`;
  }

  #tell(key, now) {
    this.told = key;
    this.player.send("rest", now);
  }
}
