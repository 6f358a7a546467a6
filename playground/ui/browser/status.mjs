// Writes the status line above the player: for a recorded frame it describes that frame instead of the newest step.

import { plain, power } from "../player/numbers.mjs";
import { valueOn } from "../player/strip.mjs";
import { say } from "../player/words.mjs";
import { write } from "./live_text.mjs";

const NAME = "status";

const style = new CSSStyleSheet();
style.replaceSync(`
  .st-key-status { padding-bottom: 0.4rem; border-radius: 2px;
    background: linear-gradient(currentColor, currentColor) 0 100% / calc(100% * var(--share, 0)) 3px no-repeat,
      linear-gradient(color-mix(in srgb, currentColor 15%, transparent), color-mix(in srgb, currentColor 15%, transparent)) 0 100% / 100% 3px no-repeat; }
`);

const line = () => document.querySelector(`.st-key-${NAME}`);

export class StatusLine {
  show({ view, frame }) {
    const there = line();
    if (!there) return;
    if (!document.adoptedStyleSheets.includes(style)) document.adoptedStyleSheets.push(style);
    there.setAttribute("role", "status");
    there.setAttribute("aria-live", "off"); // it changes with every frame, too often to be announced
    there.dataset.status = "training";
    const { training } = view;
    if (training) there.style.setProperty("--share", Math.min(1, training.step / Math.max(1, training.end)));
    write(NAME, frame.status && [frame.status]);
    const told = frame.live || !view.training ? null : [this.#said(view, frame.step)];
    write(NAME, told, { layer: "film" });
    if (told) there.dataset.film = frame.step;
    else delete there.dataset.film;
  }

  #said({ words, training, language }, step) {
    const said = [say(words.step, { step }), say(words.from_film, { n: training.step })]; // other programs parse this prefix
    const error = valueOn(training.validation, step);
    if (!Number.isNaN(error)) said.push(`${words.validation_error} ${error < 0.001 ? power(Math.log10(error), language) : plain(error, language)}`);
    return said.join(" · ");
  }

  end() {
    write(NAME, null, { layer: "film" });
    delete line()?.dataset.film;
  }
}
