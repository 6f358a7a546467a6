// A figure that the reader moves: shows one of its drawings, chosen with a slider or with buttons, and its sentence.
// The page is not run again. The static site uses it too.

const HERE = "<!-- what changes -->";
const PACE = 350; // milliseconds between two drawings

const STYLE = `
.flip-book { margin: 0; font: 0.9375rem/1.45 var(--st-font, "Source Sans", "Segoe UI", system-ui, sans-serif); }
.flip-book .controls { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; margin-bottom: 0.5rem; }
.flip-book input { flex: 1 1 8rem; max-width: 22rem; min-height: 1.5rem; margin: 0; accent-color: currentColor; }
.flip-book output { font-variant-numeric: tabular-nums; min-width: 2.5rem; }
.flip-book button { font: inherit; font-size: 0.875rem; color: inherit; padding: 0.25rem 0.75rem; min-height: 1.75rem; cursor: pointer;
  background: none; border: 1px solid color-mix(in srgb, currentColor 40%, transparent); border-radius: 1rem; }
.flip-book button[aria-pressed="true"] { background: color-mix(in srgb, currentColor 14%, transparent); border-color: currentColor; }
.flip-book :is(button, input, .drawing):focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
.flip-book .drawing { overflow-x: auto; }
.flip-book p { margin: 0.5rem 0 0; max-width: 42rem; min-height: 2.9em; }
@media (max-width: 40rem) { .flip-book p { min-height: 5.8em; } }
.flip-book .equation { font-style: italic; overflow-wrap: anywhere; }
`;

const made = (tag, fields = {}) => Object.assign(document.createElement(tag), fields);

export class FlipBook {
  constructor() {
    this.node = made("figure", { className: "flip-book" });
    this.size = new ResizeObserver(() => this.#reachable());
    this.size.observe(this.node);
  }

  settle(parent) {
    parent.append(made("style", { textContent: STYLE }), this.node);
  }

  show(bytes) {
    this.open(JSON.parse(new TextDecoder().decode(bytes)));
  }

  // Show a book; the same one again keeps the reader's place.
  open({ book, scheme }) {
    if (scheme) this.node.style.colorScheme = scheme;
    const text = JSON.stringify(book);
    if (text === this.text) return;
    const at = this.book?.name === book.name && this.book.drawings.length === book.drawings.length ? this.at : book.start;
    Object.assign(this, { text, book });
    this.stop();
    this.drawing = made("div", { className: "drawing" });
    this.sentence = made("p");
    this.controls = made("div", { className: "controls" });
    if (book.control === "slider") this.#slider();
    else this.#buttons();
    this.node.replaceChildren(this.controls, this.drawing, this.sentence);
    this.turn(at);
  }

  #slider() {
    const { book } = this;
    this.input = made("input", { type: "range", min: 0, max: book.drawings.length - 1, step: 1 });
    this.input.setAttribute("aria-label", book.label);
    this.input.addEventListener("input", () => (this.stop(), this.turn(this.input.valueAsNumber)));
    this.output = made("output");
    this.button = made("button", { type: "button", textContent: book.play });
    this.button.addEventListener("click", () => (this.timer ? this.stop() : this.#start()));
    this.controls.append(made("span", { textContent: book.label }), this.input, this.output, this.button);
  }

  #buttons() {
    this.sentence.setAttribute("role", "status");
    this.controls.setAttribute("role", "group");
    this.controls.setAttribute("aria-label", this.book.label);
    this.choices = this.book.values.map((value, place) => {
      const button = made("button", { type: "button", textContent: value });
      button.addEventListener("click", () => this.turn(place));
      return button;
    });
    this.controls.append(...this.choices);
  }

  // Show one of the drawings.
  turn(place) {
    this.at = place;
    const { book } = this;
    const svg = book.base.replace(HERE, () => book.drawings[place]);
    const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    this.drawing.replaceChildren(document.importNode(drawn, true));
    this.sentence.innerHTML = book.sentences[place];
    if (book.control === "slider") {
      this.input.value = place;
      this.input.setAttribute("aria-valuetext", `${book.values[place]}. ${this.sentence.textContent}`);
      this.output.textContent = book.values[place];
    } else {
      this.choices.forEach((button, each) => button.setAttribute("aria-pressed", each === place));
    }
    this.#reachable();
  }

  #start() {
    const last = this.book.drawings.length - 1;
    this.button.textContent = this.book.pause;
    if (this.at === last) this.turn(0);
    this.timer = setInterval(() => (this.at < last ? this.turn(this.at + 1) : this.stop()), PACE);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    if (this.button) this.button.textContent = this.book.play;
  }

  // Make the drawing focusable while it scrolls, so that the keyboard can scroll it.
  #reachable() {
    if (!this.drawing) return;
    const scrolls = this.drawing.scrollWidth > this.drawing.clientWidth + 1;
    if (scrolls) this.drawing.tabIndex = 0;
    else this.drawing.removeAttribute("tabindex");
  }

  end() {
    this.stop();
    this.size.disconnect();
    this.node.remove();
  }
}
