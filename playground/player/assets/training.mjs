// Builds the strip of the training: the error curve, which shows the progress and is dragged to rewind, its playback
// buttons, and the values at the shown step.

import { press } from "./keys.mjs";
import { element } from "./labels.mjs";
import { plain, power } from "./numbers.mjs";
import { StepAxis, drawStrip, valueOn } from "./strip.mjs";
import { Transport, button } from "./transport.mjs";

export const LENGTHS = [3, 8, 20]; // durations of playback in seconds
const [HEIGHT, LEFT, RIGHT] = [68, 40, 10];

// Return the training with the points that the feed adds, which replace all points later than `after`.
export function grown(training, added) {
  const { after, ...rest } = added;
  const joined = (name) => {
    const [steps, values] = training[name];
    const kept = steps.findLastIndex((step) => step <= after[name]) + 1;
    return [[...steps.slice(0, kept), ...added[name][0]], [...values.slice(0, kept), ...added[name][1]]];
  };
  const frames = [...training.frames.filter((step) => step <= after.frames), ...added.frames];
  return { ...training, ...rest, curve: joined("curve"), validation: joined("validation"), frames };
}

export class Training {
  constructor(parent, player) {
    Object.assign(this, { parent, player });
    parent.setAttribute("role", "group");
    this.head = element("div", "head", parent);
    this.transport = new Transport(this.head, {
      play: () => player.rewind.play(),
      move: (by) => player.rewind.move(by),
      pace: (seconds) => player.rewind.pace(seconds),
    });
    this.live = button("live", this.head, () => player.rewind.seek(null));
    this.state = element("span", "state", this.head);
    this.curve = element("div", "curve", parent);
    this.canvas = element("canvas", "", this.curve);
    this.canvas.setAttribute("aria-hidden", "true"); // the slider on top of it describes it in text
    this.slider = element("div", "scrub", this.curve);
    Object.assign(this.slider, { tabIndex: 0, role: "slider" });
    this.size = new ResizeObserver(() => {
      this.width = this.curve.clientWidth;
      this.drawn = null;
      this.player.later();
    });
    this.size.observe(this.curve);
    this.#listen();
  }

  build(view) {
    const { words } = view;
    this.parent.setAttribute("aria-label", words.training);
    this.live.textContent = words.live;
    this.slider.setAttribute("aria-label", words.training_step);
    const names = { play: words.play_film, stop: words.stop_film, back: words.film_back, forward: words.film_forward, pace: words.film_pace };
    this.transport.name(names, words, LENGTHS, words.film_lasts, this.player.rewind.seconds);
  }

  draw({ live, look, frame }) {
    const { training } = live;
    this.parent.hidden = !training;
    if (!training || !this.width) return;
    const shown = frame.step;
    const drawn = [training, look, shown, this.width];
    if (this.drawn?.every((part, i) => part === drawn[i])) return;
    this.drawn = drawn;
    const { zoom } = look;
    const [left, height] = [LEFT * zoom, HEIGHT * zoom];
    this.axis = new StepAxis(training, left, Math.max(20, this.width - left - RIGHT * zoom), 4 * zoom, height - 18 * zoom);
    drawStrip(this.#surface(this.width, height), this.axis, training, look, shown);
    Object.assign(this.slider.style, { left: `${left - 8}px`, right: `${RIGHT * zoom - 8}px` });
  }

  // Update the text.
  tell({ view, live, rewind, frame }) {
    const { training } = live;
    if (!training) return;
    const { at, film } = rewind;
    const shown = frame.step;
    this.transport.tell(rewind.playing);
    for (const node of [this.transport.play, this.transport.back, this.transport.forward]) node.disabled = training.frames.length < 2;
    this.live.hidden = at === null;
    const said = this.#said(view, training, shown);
    // Playback shows the frames fetched so far.
    const waits = at !== null && at !== shown && !film.refused && !rewind.playing;
    this.#write(this.state, waits ? view.words.loading : at !== null ? "" : training.running ? view.words.following : view.words.newest);
    this.slider.title = [view.words.training, training.note].filter(Boolean).join(". ");
    this.slider.setAttribute("aria-valuemin", 0);
    this.slider.setAttribute("aria-valuemax", training.step);
    this.slider.setAttribute("aria-valuenow", shown);
    if (!rewind.playing) this.slider.setAttribute("aria-valuetext", said.join(", "));
  }

  #write(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  #said({ words, language }, training, step) {
    const said = [`${words.training_step} ${step}`];
    for (const [name, curve] of [["training_error", training.curve], ["validation_error", training.validation]]) {
      const value = valueOn(curve, step);
      if (!Number.isNaN(value)) said.push(`${words[name]} ${value < 0.001 ? power(Math.log10(value), language) : plain(value, language)}`);
    }
    return said;
  }

  #surface(width, height) {
    const { canvas } = this;
    const ratio = devicePixelRatio || 1;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      Object.assign(canvas, { width: w, height: h });
      Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    }
    const ctx = canvas.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    return ctx;
  }

  #listen() {
    const { slider, player } = this;
    let held = false;
    const seek = (event) => player.rewind.scrub(this.axis.at(event.clientX - this.curve.getBoundingClientRect().left));
    slider.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      held = true;
      slider.setPointerCapture(event.pointerId);
      seek(event);
    });
    slider.addEventListener("pointermove", (event) => held && seek(event));
    for (const end of ["pointerup", "pointercancel"]) slider.addEventListener(end, () => (held = false));
    slider.addEventListener("keydown", (event) => press("curve", event, player));
  }

  end() {
    this.size.disconnect();
    this.parent.remove();
  }
}
