// Implements the canvas for drawing a series by mouse, touch or arrow keys, with undo, smooth and clear.
//
// Each column has one value.

import { mounted } from "./mounted.mjs";
import { joined, resized, said, smoothed } from "./stroke.mjs";

const HEIGHT = 260; // CSS pixels
const LEFT = 34; // margin for the numbers of the axis
const KEYS = /^(Arrow|Home|End)/;
const STEP = 0.05; // change of the value per press of an arrow key

class Sheet {
  constructor() {
    this.root = document.createElement("div");
    this.root.innerHTML = `<style>${STYLE}</style><canvas tabindex="0" role="application"></canvas>
      <div class="bar"><button data-do="undo"></button><button data-do="smooth"></button><button data-do="clear"></button>
      <output aria-live="polite"></output></div>`;
    this.canvas = this.root.querySelector("canvas");
    this.output = this.root.querySelector("output");
    this.values = [];
    this.past = [];
    this.at = 0;
    this.root.addEventListener("click", (event) => this.#press(event.target.dataset.do));
    this.canvas.addEventListener("keydown", (event) => this.#key(event));
    this.canvas.addEventListener("keyup", (event) => KEYS.test(event.key) && this.#told());
    this.canvas.addEventListener("pointerdown", (event) => this.#down(event));
    this.canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.#up());
    this.canvas.addEventListener("focus", () => this.#paint());
    this.canvas.addEventListener("blur", () => this.#paint());
    this.size = new ResizeObserver(() => this.#paint());
    this.size.observe(this.canvas);
  }

  settle(parent) {
    parent.append(this.root);
  }

  show(bytes, send) {
    const { rows, words, values } = JSON.parse(new TextDecoder().decode(bytes));
    this.send = send;
    this.words = words;
    this.canvas.setAttribute("aria-label", words.sheet);
    for (const button of this.root.querySelectorAll("button")) button.textContent = words[button.dataset.do];
    if (!this.values.length) this.values = values.length === rows ? values : Array(rows).fill(null);
    if (this.values.length !== rows) {
      this.#remember();
      this.values = resized(this.values, rows);
      this.at = Math.min(this.at, rows - 1);
      this.#told();
    }
    this.#paint();
  }

  #remember() {
    this.past.push(this.values.slice());
    if (this.past.length > 50) this.past.shift();
  }

  #press(what) {
    if (what === "undo" && this.past.length) this.values = resized(this.past.pop(), this.values.length);
    else if (what === "clear" || what === "smooth") {
      this.#remember();
      this.values = what === "clear" ? this.values.map(() => null) : smoothed(this.values);
    } else return;
    this.#told();
    this.#paint();
  }

  #key(event) {
    const far = event.shiftKey ? 10 : 1;
    const across = { ArrowLeft: -far, ArrowRight: far, Home: -this.values.length, End: this.values.length }[event.key];
    const up = { ArrowUp: STEP * far, ArrowDown: -STEP * far }[event.key];
    if (across === undefined && up === undefined) return;
    event.preventDefault();
    if (across !== undefined) {
      const from = this.at;
      this.at = Math.max(0, Math.min(this.values.length - 1, this.at + across));
      if (event.ctrlKey && !event.repeat) this.#remember();
      // Ctrl draws a horizontal line while moving.
      if (event.ctrlKey) this.#line(from, this.values[from] ?? 0, this.at, this.values[from] ?? 0);
    } else {
      if (!event.repeat) this.#remember();
      this.values[this.at] = Math.max(-1, Math.min(1, (this.values[this.at] ?? this.#near()) + up));
    }
    this.#say();
    this.#paint();
  }

  // Return the last value drawn before the cursor, from which an empty column starts when a key changes it.
  #near() {
    for (let i = this.at; i >= 0; i--) if (this.values[i] !== null) return this.values[i];
    return 0;
  }

  #place(event) {
    const box = this.canvas.getBoundingClientRect();
    const wide = box.width - LEFT;
    const row = Math.round(((event.clientX - box.left - LEFT) / wide) * (this.values.length - 1));
    const value = 1 - (2 * (event.clientY - box.top - 8)) / (HEIGHT - 16);
    return [Math.max(0, Math.min(this.values.length - 1, row)), Math.max(-1, Math.min(1, value))];
  }

  #down(event) {
    if (event.button) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.canvas.focus({ preventScroll: true });
    this.#remember();
    this.last = this.#place(event);
    this.drawing = true;
    this.#line(...this.last, ...this.last);
    event.preventDefault();
  }

  #move(event) {
    if (!this.drawing) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const next = this.#place(each);
      this.#line(...this.last, ...next);
      this.last = next;
    }
  }

  #up() {
    if (!this.drawing) return;
    this.drawing = false;
    this.#told();
  }

  #line(fromRow, fromValue, toRow, toValue) {
    joined(this.values, fromRow, fromValue, toRow, toValue);
    this.at = toRow;
    this.#say();
    this.#paint();
  }

  #say() {
    const value = this.values[this.at];
    this.output.textContent = this.words.place.replace("{row}", this.at).replace("{value}", said(value, this.words.language));
  }

  #told() {
    this.send?.("points", this.values.map((v) => (v === null ? null : Math.round(v * 1e4) / 1e4)));
  }

  #paint() {
    const wide = this.canvas.clientWidth;
    if (!wide) return;
    const dots = window.devicePixelRatio || 1;
    this.canvas.width = wide * dots;
    this.canvas.height = HEIGHT * dots;
    const pen = this.canvas.getContext("2d");
    const style = getComputedStyle(this.canvas);
    const colour = (name, other) => style.getPropertyValue(name).trim() || other;
    const text = colour("--st-text-color", style.color);
    pen.scale(dots, dots);
    const x = (row) => LEFT + (row / Math.max(1, this.values.length - 1)) * (wide - LEFT - 4);
    const y = (value) => 8 + ((1 - value) / 2) * (HEIGHT - 16);
    pen.font = `12px ${style.fontFamily}`;
    pen.fillStyle = pen.strokeStyle = text;
    for (const level of [-1, 0, 1]) {
      pen.globalAlpha = 0.75;
      pen.fillText(level, 6, y(level) + (level === 1 ? 8 : level === -1 ? 0 : 4));
      pen.globalAlpha = level ? 0.15 : 0.35;
      pen.fillRect(LEFT, y(level), wide - LEFT, 1);
    }
    pen.globalAlpha = 1;
    if (this.values.every((v) => v === null) && this.words) {
      pen.globalAlpha = 0.75;
      pen.textAlign = "center";
      pen.fillText(this.words.empty, LEFT + (wide - LEFT) / 2, HEIGHT / 2 - 12, wide - LEFT - 16);
      pen.textAlign = "left";
      pen.globalAlpha = 1;
    }
    pen.strokeStyle = pen.fillStyle = colour("--st-text-color", "#23262B");
    pen.lineWidth = 2.5;
    pen.lineJoin = "round";
    pen.beginPath();
    let down = false;
    this.values.forEach((value, row) => {
      if (value !== null) down ? pen.lineTo(x(row), y(value)) : pen.moveTo(x(row), y(value));
      down = value !== null;
    });
    pen.stroke();
    if (this.root.getRootNode().activeElement === this.canvas) {
      pen.globalAlpha = 0.6;
      pen.fillRect(x(this.at) - 0.5, 0, 1, HEIGHT);
      pen.globalAlpha = 1;
      pen.beginPath();
      pen.arc(x(this.at), y(this.values[this.at] ?? this.#near()), 5, 0, 7);
      pen.fill();
    }
  }

  end() {
    this.size.disconnect();
    this.root.remove();
  }
}

const STYLE = `
  canvas { display: block; width: 100%; height: ${HEIGHT}px; touch-action: none; cursor: crosshair; border-radius: 8px;
    border: 1px solid color-mix(in srgb, currentColor 25%, transparent); box-sizing: border-box; }
  canvas:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
  .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 8px; }
  button { font: inherit; color: inherit; background: transparent; padding: 8px 14px; min-height: 40px; border-radius: 8px; cursor: pointer;
    border: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
  button:hover { border-color: var(--st-primary-color); }
  output { margin-left: auto; opacity: 0.75; font-variant-numeric: tabular-nums; }`;

export default mounted(Sheet);
