// The status line above the player: while the picture is one of the film, it says so, and not what the newest step is like.
// The line itself is Streamlit's; ours lies over it, in the same place, so that nothing below it moves.

import { plain } from "../player/numbers.mjs";
import { valueOn } from "../player/strip.mjs";
import { say } from "../player/words.mjs";

const style = new CSSStyleSheet();
style.replaceSync(`
  .st-key-status[data-film] { display: grid; }
  .st-key-status[data-film] > * { grid-area: 1 / 1; }
  .st-key-status[data-film] > :not(.film), .st-key-status[data-film] > :not(.film) * { visibility: hidden; } /* Streamlit makes parts of it visible again */
  .st-key-status[data-film] > .film { margin: 0; }
`);

export class StatusLine {
  constructor() {
    this.text = document.createElement("p");
    this.text.className = "film";
  }

  show({ view, frame }) {
    const line = document.querySelector(".st-key-status");
    if (!line) return;
    if (!document.adoptedStyleSheets.includes(style)) document.adoptedStyleSheets.push(style);
    line.setAttribute("role", "status");
    line.setAttribute("aria-live", "off"); // it changes with every picture: nobody could listen to that
    line.dataset.status = "training";
    const told = frame.live || !view.training ? "" : this.#said(view, frame.step);
    if (!told) return this.end();
    if (this.text.textContent !== told) this.text.textContent = told;
    if (line.firstChild !== this.text) line.prepend(this.text);
    line.dataset.film = frame.step;
  }

  #said({ words, training, language }, step) {
    const said = [`step ${step}`, say(words.from_film, { n: training.step })]; // other programs read this beginning
    const error = valueOn(training.validation, step);
    if (!Number.isNaN(error)) said.push(`${words.validation_error} ${error < 0.001 ? error.toExponential(1) : plain(error, language)}`);
    return said.join(" · ");
  }

  end() {
    delete this.text.parentElement?.dataset.film;
    this.text.remove();
  }
}
