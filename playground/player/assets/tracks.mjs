// Defines the player, which receives payloads and calls the other modules to lay out, draw and describe them.
//
// It does not depend on Streamlit: it can be added to any element or shadow root, and `send(name, message)` is any
// callback.

import { Bar } from "./bar.mjs";
import { join, leave } from "./bus.mjs";
import { lookOf } from "./colours.mjs";
import { COMPANIONS } from "./companions.mjs";
import { Edits } from "./editing.mjs";
import { Guide } from "./guide.mjs";
import { listen } from "./hands.mjs";
import { Labels, element } from "./labels.mjs";
import { flattened, layout, refit } from "./layout.mjs";
import { marksOf } from "./marks.mjs";
import { keepOpen, networkOf, shapeOf, unitsOf, unpack } from "./payload.mjs";
import { Picture } from "./picture.mjs";
import { Reader } from "./reader.mjs";
import { sentence } from "./readout.mjs";
import { frames } from "./film.mjs";
import { Rest } from "./rest.mjs";
import { Rewind } from "./rewind.mjs";
import { Sentences } from "./sentences.mjs";
import { Sequence } from "./sequence.mjs";
import { SlideWindow } from "./slide_window.mjs";
import { css } from "./style.mjs";
import { watch } from "./term_marks.mjs";
import { Training, grown } from "./training.mjs";

const BESIDE = 860; // minimum width of the player, in pixels, to show the cell next to the tracks

// Milliseconds between updates of numbers and diagram: faster updates are not readable and make the tracks less smooth.
const READ = 50;

const style = new CSSStyleSheet();
style.replaceSync(css);

export class Player {
  constructor() {
    this.sequence = new Sequence(this);
    this.slide = new SlideWindow(this);
    this.rewind = new Rewind(this);
    this.rest = new Rest(this);
    this.reader = new Reader();
    this.edits = new Edits((message) => this.send("edit", message));
    this.#build();
    this.guide = new Guide(this);
    this.companions = new Set();
    for (const make of COMPANIONS) this.attach(make(this.slot, this));
    this.size = new ResizeObserver(() => this.#resized());
    this.size.observe(this.root);
    listen(this.stage, this);
  }

  settle(parent) {
    const shadow = parent instanceof ShadowRoot;
    (shadow ? parent : document).adoptedStyleSheets = [style];
    this.host = shadow ? parent.host : parent;
    parent.append(this.box);
    this.page = this.host.closest?.("[data-testid=stMain]") ?? document.scrollingElement;
    for (const each of [this.page, this.page?.firstElementChild]) if (each) this.size.observe(each);
    if (shadow) watch(parent);
  }

  #build() {
    this.box = element("div", "player");
    const main = element("div", "main", this.box);
    const bar = element("div", "bar", main);
    this.story = element("p", "story", main);
    this.root = element("div", "tracks", main);
    this.root.setAttribute("role", "group");
    this.canvas = element("canvas", "", this.root);
    this.canvas.setAttribute("role", "img");
    this.picture = new Picture(this.canvas);
    this.stage = element("div", "stage", this.root);
    Object.assign(this.stage, { tabIndex: 0, role: "slider" });
    this.labels = new Labels(element("div", "labels", this.root), this);
    const foot = element("div", "foot", main);
    this.hint = element("p", "hint", foot);
    this.bar = new Bar(bar, foot, this);
    this.training = new Training(element("div", "training", main), this);
    this.sentences = new Sentences(this.story, element("div", "said", main));
    this.heard = element("p", "heard", main);
    this.heard.setAttribute("aria-live", "polite");
    this.slot = element("div", "cell", this.box); // a group, not a landmark: on the Compare page each lane has one
    this.slot.setAttribute("role", "group");
  }

  // Add a companion that follows cursor, unit and training step: show({view, t, unit, look, frame}) is called with each
  // update, end() when the player is removed.
  attach(companion) {
    this.companions.add(companion);
    if (this.place) companion.show(this.#moment());
  }

  // Return the cell next to the tracks, if there is one.
  get cell() {
    return [...this.companions].find((companion) => companion.turnRound);
  }

  get cursor() {
    return this.sequence.cursor;
  }

  // Return the array column of the displayed unit: the reader's choice, or the default of the view.
  get unit() {
    const unit = this.reader.unit ?? this.view.unit ?? 0;
    return unit < unitsOf(this.view) ? unit : 0;
  }

  // Return the displayed unit, or null if neither the reader nor the view selects one.
  get chosen() {
    return this.reader.unit === null && this.view.unit === null ? null : this.unit;
  }

  // Show a new payload from Python.
  show(bytes, send) {
    this.send = send;
    const before = this.live && shapeOf(this.live);
    const view = unpack(bytes);
    keepOpen(view, this.live);
    this.live = view;
    this.newest = this.status = null;
    join(this, this.live.group);
    this.rest.fit(this.live);
    this.rewind.fit(this.live, before !== undefined && before !== shapeOf(this.live));
    this.#take(true);
    this.slide.fit(this.live);
  }

  // Add what the feed sends during training: new points of the error curve, and the newest step as a frame if it was
  // requested.
  grow({ training, status }, bytes) {
    if (!this.live) return;
    this.status = status ?? null;
    if (training && this.live.training) this.live = { ...this.live, training: grown(this.live.training, training) };
    if (bytes) [this.newest] = frames(bytes);
    this.rewind.fit(this.live, false);
    this.stale = true;
    this.later();
  }

  // Return the newest step: the payload, or the payload with the feed's last frame applied to it.
  #latest() {
    const view = this.newest && this.rewind.film.over(this.newest, this.live);
    return view ? { view, step: this.newest.step } : { view: this.live, step: this.live.training?.step ?? null };
  }

  // Take the frame to show: the recorded frame that the reader holds, once fetched, or the newest one.
  // `renewed`: the payload is new.
  #take(renewed = false) {
    const held = this.rewind.view(this.live);
    const { view, step } = held ?? this.#latest();
    this.frame = { step, live: !held, status: this.status };
    this.#announce(held?.view.drawings ?? null);
    Object.assign(this, { taken: this.rewind.at, stale: false });
    const shape = shapeOf(view);
    const other = shape !== this.shape;
    Object.assign(this, { view, shape });
    this.edits.overlay(view);
    this.marks = marksOf(view);
    if (renewed) this.cursor.fit(view);
    if (renewed || other || !this.place) return this.#place(other);
    refit(this.place, view);
    this.picture.renew();
    this.#draw();
  }

  // Tell the other elements of the page what to show at the step that the reader holds; null: the newest step.
  #announce(drawings) {
    if (!this.box.isConnected || (!drawings && !this.announced)) return; // one that was removed speaks for nobody
    this.announced = drawings;
    document.dispatchEvent(new CustomEvent("recordedstep", { detail: drawings }));
  }

  // Update layout and theme; `rebuilt`: the tracks have changed, so that the labels must be rebuilt.
  #place(rebuilt = false) {
    if (!this.view || !this.box.clientWidth) return;
    const variables = getComputedStyle(this.host);
    this.look = lookOf((name) => variables.getPropertyValue(name).trim());
    this.slot.hidden = !this.companions.size;
    this.box.classList.toggle("beside", this.companions.size > 0 && this.box.clientWidth >= BESIDE * this.look.zoom);
    const width = this.root.clientWidth;
    if (!width) return;
    const rows = this.place?.rows.map((row) => row.name).join();
    if (rebuilt) for (const part of [this.bar, this.training]) part.build(this.view);
    const network = networkOf(this.view);
    this.sentences.fit(width, network !== this.network);
    this.network = network;
    this.#say(); // what is above the tracks decides how much room they have
    this.flat = this.#flatness();
    this.place = layout(this.view, width, this.look.zoom, this.view.height, this.reader, this.look.plots * this.flat);
    this.root.style.height = `${this.place.height}px`;
    this.root.classList.toggle("wide", this.place.wide);
    Object.assign(this.stage.style, { left: `${this.place.left - 8}px`, width: `${this.place.axis.width + 16}px` });
    this.box.style.setProperty("--left", `${this.place.left}px`);
    this.box.style.setProperty("--right", `${this.place.right}px`);
    if (rebuilt || rows !== this.place.rows.map((row) => row.name).join()) this.labels.build(this.view, this.place);
    this.arranged = null;
    this.picture.renew();
    this.toldAt = -Infinity; // update all text with this frame
    this.#describe();
    this.#draw(); // immediately, so that a payload is visible in the frame in which it arrives
  }

  // Return the factor that flattens the plots to fit the window below the top of the tracks, where the page begins.
  #flatness() {
    const { zoom, plots } = this.look;
    const room = innerHeight - this.root.getBoundingClientRect().top - (this.page?.scrollTop ?? 0);
    return this.view.height ? 1 : flattened(this.view, this.root.clientWidth, zoom, plots, room);
  }

  // Follow the width at once; and in the next frame the window's height and what has come above the tracks.
  #resized() {
    if (this.root.clientWidth !== this.place?.width) return this.#place();
    if (this.root.clientWidth && Math.abs(this.#flatness() - this.flat) > 0.01) requestAnimationFrame(() => this.#place());
  }

  #describe() {
    const { view } = this;
    this.root.setAttribute("aria-label", view.title);
    this.stage.setAttribute("aria-label", view.words.time);
    this.stage.setAttribute("aria-valuemin", view.first);
    this.stage.setAttribute("aria-valuemax", view.first + view.times - 1);
    this.slot.setAttribute("aria-label", view.words.beside);
    this.hint.textContent = view.hint;
    this.hint.hidden = !view.hint;
  }

  // Show the sentences of the current frame.
  #say() {
    const { alt } = this.view;
    if (this.canvas.getAttribute("aria-label") !== alt) this.canvas.setAttribute("aria-label", alt);
    this.story.classList.toggle("waits", this.#waits());
    if (!this.#waits()) this.sentences.tell(this.view);
  }

  // Return whether sentences wait, because something moves that the reader is to watch.
  #waits() {
    const moves = this.sequence.playing || this.rewind.playing || (this.live.training?.running && this.rewind.at === null);
    return this.guide.active && Boolean(moves);
  }

  // Schedule one draw for the next animation frame, however many changes occur until then.
  later() {
    this.beat ??= requestAnimationFrame((now) => this.#beat(now));
  }

  // Advance playback, then draw.
  #beat(now) {
    this.beat = null;
    if (!this.view) return;
    if (this.sequence.playing) this.sequence.on(now);
    if (this.rewind.playing) this.rewind.on(now);
    if (this.stale || this.taken !== this.rewind.at) this.#take();
    else this.#draw();
    if (this.sequence.playing || this.rewind.playing) this.later();
  }

  #draw() {
    if (!this.place) return;
    this.picture.draw(this);
    this.training.draw(this);
    const now = performance.now();
    if (now - this.toldAt < READ) return this.later(); // the last update is never skipped
    this.toldAt = now;
    this.#tell();
  }

  // Update texts, ARIA values and companions.
  #tell() {
    this.#say();
    if (this.arranged !== this.view) this.labels.arrange((this.arranged = this.view), this.place, this.look);
    this.labels.tell(this.view, this.place, this.cursor, this.hover, this.chosen);
    this.bar.tell(this);
    this.training.tell(this);
    this.stage.setAttribute("aria-valuenow", this.view.first + this.cursor.at);
    if (!this.sequence.playing && !this.rewind.playing) this.stage.setAttribute("aria-valuetext", this.#reading());
    for (const companion of this.companions) companion.show(this.#moment());
    this.rest.note();
  }

  #reading() {
    const { guide, place, view } = this;
    const rows = guide.sheet ? place.rows.map((row) => ({ ...row, tracks: row.tracks.filter((track) => !guide.hides(track)) })) : place.rows;
    const said = sentence(view, this.cursor.at, this.marks, { rows, unit: this.chosen });
    return guide.row ? `${said} ${guide.row.called}: ${guide.reading(this.cursor.at, view.language)}.` : said;
  }

  #moment() {
    return { view: this.view, t: this.cursor.at, unit: this.unit, look: this.look, frame: this.frame };
  }

  // Follow another player of the group.
  follow({ t, step }) {
    if (!this.view) return;
    if (t !== undefined) this.sequence.hold(t, { quiet: true });
    if (step !== undefined) this.rewind.seek(step === null ? null : this.rewind.film.nearest(step), { quiet: true });
  }

  // Apply the reader's choice for a row: "fold", "enlarge" or "choose" (one of its alternatives).
  arrange(wish, what) {
    this.reader[wish](what);
    this.#place();
  }

  // Select another unit and report it to Python.
  choose(unit) {
    if (unit === this.chosen) return;
    this.reader.unit = unit;
    this.send("unit", { unit });
    this.later();
  }

  edit(t, value) {
    if (this.guide.withholds("drag")) return;
    this.edits.set(this.view, t, value);
    this.#edited(t);
  }

  toggle(t) {
    if (this.guide.withholds("mark")) return;
    this.edits.toggle(this.view, t);
    this.#edited(t);
  }

  #edited(t) {
    this.marks = marksOf(this.view);
    this.picture.renew();
    this.sequence.take(t);
    clearTimeout(this.timer); // announce the network's response once, after the last edit
    this.timer = setTimeout(() => (this.heard.textContent = this.#reading()), 800);
  }

  end() {
    this.size.disconnect();
    leave(this);
    this.rewind.end();
    this.#announce(null);
    this.slide.stop();
    this.rest.end();
    clearTimeout(this.timer);
    if (this.beat) cancelAnimationFrame(this.beat);
    for (const companion of this.companions) companion.end();
    this.training.end();
    this.box.remove();
  }
}
