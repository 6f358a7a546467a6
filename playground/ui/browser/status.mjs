// Writes the status of the training at the end of the strip: step and error in large figures, the rest below. For a
// recorded frame it describes that frame instead of the newest step.

import { element } from "../player/labels.mjs";
import { power } from "../player/numbers.mjs";
import { valueOn } from "../player/strip.mjs";
import { say } from "../player/words.mjs";
import { write } from "./live_text.mjs";

const NAME = "status";
const BETWEEN = " · ";

export class StatusLine {
  show({ view, frame }) {
    const { training } = view;
    if (!training || !document.querySelector(`.st-key-${NAME}`)) return;
    const { step } = frame;
    const error = valueOn(training.validation, step);
    const set = (lines) => this.#set(lines[0], view, step, error, frame.live ? null : step);
    write(NAME, [training.status], { layer: "base", set });
    write(NAME, frame.status && [frame.status], { set });
    write(NAME, frame.live ? null : [this.#said(view, step, error)], { layer: "film", set });
  }

  // Return the figures, and the whole line as one text, of which the parts that the figures show take no room.
  #set(line, { words, language, training }, step, error, film) {
    const figures = element("div", "figures");
    figures.setAttribute("aria-hidden", "true"); // the line says it
    const of = element("div", "of", figures, `${words.training_step} `);
    element("b", "", of, String(step));
    of.append(` / ${training.end}`);
    const off = element("div", "off", figures, `${words.validation_error} `);
    element("b", "", off, Number.isNaN(error) ? "–" : figure(error, language));
    const text = element("p", "line");
    text.title = line;
    text.setAttribute("role", "status");
    text.setAttribute("aria-live", "off"); // it changes with every frame, too often to be announced
    text.dataset.status = "training";
    if (film !== null) text.dataset.film = film;
    const shown = (part, i) => i === 0 || (part.startsWith(words.validation_error) && !part.includes("("));
    const beside = (part) => part.startsWith(words.validation_error) && part.match(/^(.*\()(.*)(\)[^)]*)$/u);
    let last = null; // the separator after a part that takes no room takes none either
    for (const [i, part] of line.split(BETWEEN).entries()) {
      const quiet = shown(part, i);
      if (i) separator(last === false && !quiet ? "" : "quiet", text);
      const [, error, guess, end] = beside(part) || [null, "", part, ""]; // what always guessing gives is in no figure
      if (error) element("span", "quiet", text, error);
      element("span", quiet ? "quiet" : "", text, guess);
      if (end) element("span", "quiet", text, end);
      last = quiet && last !== false;
    }
    return [text, figures]; // the figures are shown first
  }

  #said({ words, training, language }, step, error) {
    const said = [say(words.step, { step }), say(words.from_film, { n: training.step })]; // other programs parse this prefix
    if (!Number.isNaN(error)) said.push(`${words.validation_error} ${figure(error, language)}`);
    return said.join(BETWEEN);
  }

  end() {
    write(NAME, null, { layer: "film" });
    write(NAME, null, { layer: "base" });
  }
}

// Write a separator that ends its line where the text wraps, and never begins the next one.
function separator(className, parent) {
  const node = element("span", className, parent);
  element("span", "kept", node, " ·");
  node.append(" ");
}

// Write an error with three digits, a small one as a power of ten.
function figure(error, language) {
  if (error < 1e-4 || error >= 1000) return power(Math.log10(error), language);
  return new Intl.NumberFormat(language, { maximumSignificantDigits: 3 }).format(error);
}
