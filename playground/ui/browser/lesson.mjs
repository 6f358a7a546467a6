// Shows a lesson's step as a card: its text, its question, what is to be done, and the comparison with what happened.
//
// Python sends the card and receives what the reader does on it. The reader's notes are kept in this browser only.

import { lookOf } from "../player/colours.mjs";
import { element } from "../player/labels.mjs";
import { explain, watch } from "../player/term_marks.mjs";
import { say } from "../player/words.mjs";
import { lead, light, reveal } from "./guides.mjs";
import { css } from "./lesson_style.mjs";
import { mounted } from "./mounted.mjs";
import { spotlight } from "./spotlight.mjs";

const HEIGHTS = ["low", "half", "tall"]; // of the sheet on a phone

const style = new CSSStyleSheet();
style.replaceSync(css);

class Lesson {
  constructor() {
    this.box = element("section", "lesson");
    this.heard = element("p", "heard");
    this.heard.setAttribute("aria-live", "polite");
  }

  settle(parent) {
    const shadow = parent instanceof ShadowRoot;
    (shadow ? parent : document).adoptedStyleSheets = [style];
    this.host = shadow ? parent.host : parent;
    parent.append(this.heard, this.box);
    if (shadow) watch(parent);
  }

  show(bytes, send) {
    const card = JSON.parse(new TextDecoder().decode(bytes));
    const before = this.card;
    Object.assign(this, { card, send });
    this.#keep(before);
    const same = before && before.shape === card.shape;
    if (!same) this.#build(before);
    this.#colour();
    this.#lead(same);
    document.documentElement.classList.add("in-lesson");
    document.documentElement.classList.toggle("in-film", card.guide.film || card.guide.curve);
    spotlight(card.target, card.recede);
    if (before?.place !== card.place || before.phase !== card.phase) this.#reveal();
  }

  // Bring the row of the picture into sight where something is to be done, or, in a small window, that the step is about.
  #reveal() {
    const { target, guide, phase } = this.card;
    const place = guide.sheet ?? (guide.pointer ? "x" : null);
    const small = matchMedia("(max-width: 48rem)").matches;
    const about = small && phase !== "compare" ? guide.light[0] : null;
    reveal(target || guide.cell?.marked ? null : (place ?? about ?? null), small ? "center" : "nearest");
  }

  // Store the notes in this browser; a page that has none yet asks for those of an earlier visit.
  #keep(before) {
    const { store, notes, empty } = this.card;
    try {
      if (!empty) localStorage.setItem(store, notes);
      else if (before?.store !== store && localStorage.getItem(store)) this.#act("notes", { text: localStorage.getItem(store) });
    } catch {
      // a browser that keeps nothing
    }
  }

  #act(act, more = {}) {
    this.send("act", { act, place: this.card.place, n: performance.now(), ...more });
  }

  #build(before) {
    const { card } = this;
    const focused = this.box.contains(this.host.shadowRoot?.activeElement ?? document.activeElement);
    this.names = [];
    this.box.replaceChildren();
    this.box.setAttribute("aria-label", card.course);
    this.#head();
    this.title = element("h3", "", this.box, card.title);
    this.title.tabIndex = -1;
    for (const spans of card.say) this.#prose("p", spans, this.box);
    if (card.ask) this.#ask(element("form", "ask", this.box));
    if (card.compare) this.#compare(element("div", "compare", this.box));
    if (card.writes) this.#write();
    if (card.summary.length) this.#summary();
    this.#foot();
    const moved = before && before.place !== card.place;
    if (moved || before?.phase !== card.phase) this.heard.textContent = [card.progress, card.title, card.compare ?? ""].join(". ");
    if (focused) (moved ? this.title : (this.first ?? this.title)).focus({ preventScroll: true });
    if (moved) this.title.scrollIntoView({ block: "nearest" });
    else if (card.compare && before?.phase !== card.phase) this.box.querySelector(".truth").scrollIntoView({ block: "center" });
  }

  #head() {
    const { card } = this;
    const head = element("header", "", this.box);
    const course = element("p", "course", head, card.course);
    const height = this.#button("height", course, "", () => this.#resize(height, 1));
    this.#resize(height, 0);
    const list = element("details", "steps", head);
    const summary = element("summary", "", list);
    const bar = element("span", "progress", summary);
    bar.style.setProperty("--share", (card.place + 1) / card.steps.length);
    element("span", "", summary, card.progress);
    summary.setAttribute("aria-label", `${card.progress}. ${card.words.steps}`);
    const items = element("ol", "", list);
    card.steps.forEach((title, to) => {
      const button = this.#button("", element("li", "", items), title, () => this.#act("go", { to }));
      if (to === card.place) button.setAttribute("aria-current", "step");
    });
  }

  // On a phone, make the sheet higher, or low again.
  #resize(button, by) {
    const { dataset } = document.documentElement;
    const at = (HEIGHTS.indexOf(dataset.sheet ?? "half") + by) % HEIGHTS.length;
    dataset.sheet = HEIGHTS[at];
    button.textContent = at === HEIGHTS.length - 1 ? "▾" : "▴";
    button.setAttribute("aria-label", this.card.words.height);
  }

  #button(className, parent, text, act) {
    const node = element("button", className, parent, text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }

  // Write spans: text, strong text, and names of tracks, which light their track.
  #prose(tag, spans, parent) {
    const node = element(tag, "", parent);
    for (const { text, strong, track } of spans) {
      if (!track) {
        if (strong) element("strong", "", node, text);
        else node.append(text);
        continue;
      }
      const name = element("span", text.length < 3 ? "track letter" : "track", node, text);
      const { label = "", term = "" } = this.card.tracks[track] ?? {};
      Object.assign(name, { tabIndex: 0, title: term ? "" : label });
      name.setAttribute("role", "note");
      name.setAttribute("aria-label", `${text}: ${label}`);
      if (term) explain(name, term);
      for (const on of ["pointerenter", "focus"]) name.addEventListener(on, () => light(track));
      for (const off of ["pointerleave", "blur"]) name.addEventListener(off, () => light(null));
      this.names.push({ name, track });
    }
    return node;
  }

  #colour() {
    const variables = getComputedStyle(this.host);
    const look = lookOf((name) => variables.getPropertyValue(name).trim());
    for (const { name, track } of this.names) name.style.setProperty("--letter", look.letter(this.card.tracks[track]?.colour ?? "text"));
  }

  // Mark the words whose track the reader points at in the picture.
  #pointed(tracks) {
    for (const { name, track } of this.names) name.classList.toggle("lit", tracks.includes(track));
  }

  #lead(same) {
    const { guide } = this.card;
    this.wishes = same && this.ghosted ? { ...guide, ghosts: this.ghosted } : guide;
    lead(this.wishes, { pointed: (tracks) => this.#pointed(tracks), drawn: (values) => this.#drawn(values) });
  }

  #ask(form) {
    const { ask, phase, words } = this.card;
    const open = phase === "ask" && !this.card.strayed;
    const set = element("fieldset", "", form);
    set.disabled = !open;
    this.#prose("legend", ask.text, set);
    this.guess = ask.guess ?? null;
    this.ghosted = null;
    if (ask.kind === "choice") this.#choice(ask, set);
    if (ask.kind === "number") this.#number(ask, set);
    if (ask.kind === "draw" && open) element("p", "hint", set, words.draw);
    if (phase === "do") element("p", "locked", form, words.locked);
    if (!open) return;
    this.lock = element("button", "primary", form, words.lock);
    this.lock.type = "submit";
    this.lock.disabled = this.guess === null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.guess !== null) this.#act("lock", { guess: this.guess });
    });
  }

  #choice(ask, parent) {
    ask.options.forEach((spans, k) => {
      const label = element("label", "option", parent);
      const input = element("input", "", label);
      Object.assign(input, { type: "radio", name: "guess", value: String(k + 1), checked: ask.guess === k + 1 });
      input.addEventListener("change", () => this.#answer(k + 1, ask.near[k]));
      this.#prose("span", spans, label);
    });
  }

  #number(ask, parent) {
    const label = element("label", "range", parent);
    const input = element("input", "", label);
    const start = ask.guess ?? (ask.low + ask.high) / 2;
    Object.assign(input, { type: "range", min: ask.low, max: ask.high, step: (ask.high - ask.low) / 100, value: start });
    input.setAttribute("aria-label", this.card.words.number);
    const output = element("output", "", label, ask.guess === null ? "?" : this.#written(start));
    input.addEventListener("input", () => {
      output.textContent = this.#written(input.valueAsNumber);
      this.#answer(input.valueAsNumber, input.valueAsNumber);
    });
  }

  #written = (value) => new Intl.NumberFormat(document.documentElement.lang || "en", { maximumSignificantDigits: 3 }).format(value);

  // Take an answer that can still be changed, and show it on its track.
  #answer(guess, level) {
    const { ask, guide } = this.card;
    this.guess = guess;
    this.lock.disabled = false;
    this.ghosted = ask.track && level !== null ? [{ track: ask.track, values: ask.places.map((at) => (at ? level : null)) }] : [];
    lead({ ...guide, ghosts: this.ghosted }, { pointed: (tracks) => this.#pointed(tracks), drawn: (values) => this.#drawn(values) });
  }

  #drawn(values) {
    if (this.card.phase !== "ask" || !this.lock) return;
    this.guess = values;
    this.lock.disabled = values === null;
  }

  // Write what is to be done; where the card has the control, it is a button.
  #task(box) {
    const { card } = this;
    if (!card.task) return;
    const task = element("p", "task", box);
    if (card.does) {
      this.first = this.#button("primary", task, card.task, () => this.#act("set"));
      return;
    }
    if (card.strayed) {
      task.append(card.task);
      this.first = this.#button("primary restore", box, card.words.restore, () => this.#act("restore"));
      return;
    }
    const hand = element("span", "hand", task, "☞ ");
    hand.setAttribute("aria-hidden", "true");
    task.append(card.task);
  }

  #compare(box) {
    const { card } = this;
    element("p", "truth", box, card.compare);
    if (card.because) for (const spans of card.because) this.#prose("p", spans, box);
  }

  // Let the reader write a line, which is kept with the notes.
  #write() {
    const { card } = this;
    const form = element("form", "write", this.box);
    const label = element("label", "", form, card.words.because);
    const input = element(card.free ? "textarea" : "input", "", label);
    Object.assign(input, { value: card.line, maxLength: 400 });
    const keep = element("button", "", form, card.words.keep);
    keep.type = "submit";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) this.#act("write", { text: input.value });
    });
    if (card.line) element("p", "kept", form, card.words.kept).setAttribute("role", "status");
  }

  #summary() {
    const { card } = this;
    const box = element("details", "summary", this.box);
    element("summary", "", box, card.words.notes);
    const list = element("dl", "", box);
    for (const { title, text, line } of card.summary) {
      element("dt", "", list, title);
      if (text) element("dd", "", list, text);
      if (line) element("dd", "line", list, say(card.words.line, { line }));
    }
  }

  #foot() {
    const { card } = this;
    const stay = element("div", "stay", this.box); // in sight, however far the card is scrolled
    this.#task(stay);
    const foot = element("footer", "", stay);
    const back = this.#button("", foot, card.words.back, () => this.#act("back"));
    back.disabled = card.place === 0;
    if (card.ready && !card.last) this.first = this.#button("primary next", foot, card.words.next, () => this.#act("next"));
    else if (!card.last) this.#button("skip", foot, card.words.skip, () => this.#act("skip"));
    this.#button("leave", foot, card.words.leave, () => this.#act("leave"));
  }

  end() {
    lead({});
    spotlight(null, false);
    light(null);
    document.documentElement.classList.remove("in-lesson", "in-film");
    this.box.remove();
    this.heard.remove();
  }
}

export default mounted(Lesson);
