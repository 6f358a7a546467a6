// The element itself: takes payloads, keeps the reader's cursor and edits, and lets the other modules draw.
// It knows nothing of Streamlit: `parent` is any element or shadow root, `send(name, message)` any listener.

import { lookOf } from "./colours.mjs";
import { Cursor } from "./cursor.mjs";
import { Edits } from "./editing.mjs";
import { Labels, element } from "./labels.mjs";
import { layout } from "./layout.mjs";
import { listen } from "./hands.mjs";
import { marksOf } from "./marks.mjs";
import { shapeOf, unpack } from "./payload.mjs";
import { Picture } from "./picture.mjs";
import { sentence } from "./readout.mjs";

const style = new CSSStyleSheet();
style.replaceSync(await (await fetch(new URL("tracks.css", import.meta.url))).text());

export class Player {
  constructor(parent) {
    if (parent instanceof ShadowRoot) parent.adoptedStyleSheets = [style];
    this.host = parent instanceof ShadowRoot ? parent.host : parent;
    this.root = element("div", "tracks", parent);
    this.root.setAttribute("role", "group");
    this.canvas = element("canvas", "", this.root);
    this.canvas.setAttribute("role", "img");
    this.labels = new Labels(element("div", "labels", this.root));
    this.stage = element("div", "stage", this.root);
    Object.assign(this.stage, { tabIndex: 0, role: "slider" });
    this.hint = element("p", "hint", parent);
    this.heard = element("p", "heard", parent);
    this.heard.setAttribute("aria-live", "polite");
    this.picture = new Picture(this.canvas);
    this.cursor = new Cursor();
    this.edits = new Edits((message) => this.send("edit", message));
    this.size = new ResizeObserver(() => this.#resized());
    this.size.observe(this.root);
    listen(this.stage, this);
  }

  // A new payload from Python.
  show(bytes, send) {
    this.send = send;
    const view = unpack(bytes);
    const shape = shapeOf(view);
    const other = shape !== this.shape;
    Object.assign(this, { view, shape });
    this.edits.overlay(view);
    this.marks = marksOf(view);
    this.cursor.fit(view);
    this.#place(other);
  }

  // Geometry, labels and theme anew; `rebuilt` when the labels no longer fit the tracks.
  #place(rebuilt = false) {
    const width = this.root.clientWidth;
    if (!this.view || !width) return;
    const variables = getComputedStyle(this.host);
    this.look = lookOf((name) => variables.getPropertyValue(name).trim());
    const sides = this.place?.wide;
    this.place = layout(this.view, width, this.look.zoom, this.view.height);
    this.root.style.height = `${this.place.height}px`;
    this.root.classList.toggle("wide", this.place.wide);
    Object.assign(this.stage.style, { left: `${this.place.left - 8}px`, width: `${this.place.axis.width + 16}px` });
    this.root.style.setProperty("--left", `${this.place.left}px`);
    this.root.style.setProperty("--right", `${this.place.right}px`);
    if (rebuilt || sides !== this.place.wide) this.labels.build(this.view, this.place);
    this.labels.arrange(this.view, this.place, this.look);
    this.picture.renew();
    this.#describe();
    this.#draw(); // at once: a payload is on screen in the frame it arrived in
  }

  #resized() {
    if (this.root.clientWidth !== this.place?.width) this.#place();
  }

  #describe() {
    const { view } = this;
    this.root.setAttribute("aria-label", view.title);
    this.canvas.setAttribute("aria-label", view.alt);
    this.stage.setAttribute("aria-label", view.words.time);
    this.stage.setAttribute("aria-valuemin", view.first);
    this.stage.setAttribute("aria-valuemax", view.first + view.times - 1);
    this.hint.textContent = view.hint;
    this.hint.hidden = !view.hint;
  }

  #later() {
    this.frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw() {
    if (this.frame) cancelAnimationFrame(this.frame);
    this.frame = null;
    if (!this.place) return;
    this.picture.draw(this);
    this.labels.tell(this.view, this.place, this.cursor, this.hover);
    this.stage.setAttribute("aria-valuenow", this.view.first + this.cursor.at);
    this.stage.setAttribute("aria-valuetext", sentence(this.view, this.cursor.at, this.marks));
  }

  peek(found) {
    this.hover = found;
    this.cursor.peek(found ? found.t : null);
    this.#later();
  }

  hold(t) {
    this.cursor.hold(t);
    this.#later();
  }

  release() {
    this.cursor.release(this.view);
    this.#later();
    this.report();
  }

  report() {
    if (this.view.report_cursor && this.reported !== this.cursor.held) this.send("cursor", { t: (this.reported = this.cursor.held) });
  }

  edit(t, value) {
    this.edits.set(this.view, t, value);
    this.#edited(t);
  }

  toggle(t) {
    this.edits.toggle(this.view, t);
    this.#edited(t);
  }

  #edited(t) {
    this.marks = marksOf(this.view);
    this.hold(t);
    clearTimeout(this.timer); // what the network answers is said once, when the hand has come to rest
    this.timer = setTimeout(() => (this.heard.textContent = sentence(this.view, this.cursor.at, this.marks)), 800);
  }

  end() {
    this.size.disconnect();
    clearTimeout(this.timer);
    if (this.frame) cancelAnimationFrame(this.frame);
    for (const part of [this.root, this.hint, this.heard]) part.remove();
  }
}
