// Implements a slider whose chart is updated while it moves.
//
// Streamlit's slider sends a value a fifth of a second after each movement, and then the whole page runs. Here only the
// chart is fetched for every movement, and the page receives the value when the slider stops.
//
// Only one request is active at a time, and the newest value is sent next: a page that is requested again before it has
// been drawn draws nothing.

import { mounted } from "./mounted.mjs";
import { ahead, letGo } from "./show.mjs";

const REST = 150; // milliseconds without movement
const LONGEST = 2000; // milliseconds to wait for a response before the next value is sent anyway

class Slide {
  constructor() {
    this.root = document.createElement("div");
    this.root.innerHTML = `<style>${STYLE}</style><div class="top"><label for="at"></label><button type="button" aria-expanded="false">?</button>
      <output for="at"></output></div><input id="at" type="range" min="0" step="1"><p hidden></p>`;
    for (const name of ["label", "button", "output", "input", "p"]) this[name] = this.root.querySelector(name);
    this.input.addEventListener("input", () => this.#moved());
    this.button.addEventListener("click", () => this.#help());
    this.said = 0; // number of the newest movement that was sent or that the server knows
    this.waiting = this.moving = this.fetching = false;
  }

  settle(parent) {
    parent.append(this.root);
  }

  show(bytes, send) {
    const { label, help, texts, at, made, heard, words, ahead } = JSON.parse(new TextDecoder().decode(bytes));
    this.send = send;
    this.texts = texts;
    this.made = made;
    [this.chart, this.address] = ahead ?? [];
    this.label.textContent = label;
    this.p.textContent = help;
    this.button.hidden = !help;
    this.button.setAttribute("aria-label", words.help);
    this.button.title = help;
    this.input.max = texts.length - 1;
    if (heard < this.said) return this.#say(); // a response to an earlier movement: the slider has moved since
    this.said = heard;
    this.waiting = false;
    if (this.moving) return; // the value is sent when the slider stops
    this.input.value = at;
    this.#say();
    if (this.chart) letGo(this.chart);
  }

  #moved() {
    this.#say();
    this.moving = true;
    if (this.address) this.#fetch();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.#rest(), this.address ? REST : 0);
  }

  #rest() {
    const answered = !this.waiting || performance.now() - this.since > LONGEST;
    if (answered && !this.fetching) return this.#tell();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.#rest(), 20);
  }

  #tell() {
    this.moving = false;
    this.waiting = true;
    this.since = performance.now();
    this.said += 1;
    this.send("moved", { at: Number(this.input.value), made: this.made, number: this.said });
  }

  async #fetch() {
    this.again = true;
    if (this.fetching) return;
    this.fetching = true;
    try {
      while (this.again) {
        this.again = false;
        const answer = await fetch(new URL(this.address + this.input.value, document.baseURI));
        const bytes = new Uint8Array(await answer.arrayBuffer());
        if (answer.ok && bytes.length) ahead(this.chart, bytes);
      }
    } catch {
      // the page updates the chart when the slider stops
    } finally {
      this.fetching = false;
    }
  }

  #say() {
    const text = this.texts[Number(this.input.value)] ?? "";
    this.output.textContent = text;
    this.input.style.setProperty("--share", `${(100 * this.input.value) / Math.max(1, this.texts.length - 1)}%`);
    this.input.setAttribute("aria-valuetext", text);
  }

  #help() {
    this.p.hidden = !this.p.hidden;
    this.button.setAttribute("aria-expanded", String(!this.p.hidden));
  }

  end() {
    clearTimeout(this.resting);
    if (this.chart) letGo(this.chart);
    this.root.remove();
  }
}

const STYLE = `
  .top { display: flex; align-items: center; gap: 6px; font-size: 0.875rem; }
  output { margin-left: auto; font-weight: 600; font-variant-numeric: tabular-nums; }
  input { width: 100%; height: 28px; margin: 0; cursor: pointer; touch-action: pan-y; appearance: none;
    background: transparent; --rail: linear-gradient(to right, var(--st-primary-color) var(--share, 0%), color-mix(in srgb, currentColor 22%, transparent) 0); }
  input::-webkit-slider-runnable-track { height: 4px; border-radius: 2px; background: var(--rail); }
  input::-moz-range-track { height: 4px; border-radius: 2px; background: var(--rail); }
  input::-webkit-slider-thumb { appearance: none; width: 14px; height: 14px; margin-top: -5px; border-radius: 50%; background: var(--st-primary-color); }
  input::-moz-range-thumb { width: 14px; height: 14px; border: 0; border-radius: 50%; background: var(--st-primary-color); }
  button { position: relative; width: 24px; height: 24px; padding: 0; border: 0; border-radius: 50%; font: inherit; font-size: 0.6875rem; font-weight: 600;
    color: color-mix(in srgb, currentColor 72%, transparent); background: transparent; cursor: help; }
  button::after { content: ""; position: absolute; inset: 4px; border: 1.5px solid currentColor; border-radius: 50%; } /* as Streamlit draws its own */
  button[hidden] { display: none; }
  input:focus-visible, button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
  p { margin: 2px 0 0; font-size: 0.8125rem; }
  @media (pointer: coarse) { input { height: 40px; } button { width: 32px; height: 32px; } }`;

export default mounted(Slide);
