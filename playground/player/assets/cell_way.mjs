// Shows the gradient by time step, along the memory alone and over all paths. This module only draws.

import { stage, wayDown } from "./cell_backward.mjs";
import { button, write } from "./cell_panel.mjs";
import { svgElement } from "./cell_svg.mjs";
import { addUp, bracketed, joined, scientific, shown } from "./cell_text.mjs";
import { element } from "./labels.mjs";
import { tenTo } from "./numbers.mjs";
import { say } from "./words.mjs";

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [480, 104, 44, 8, 84];
const FAINT = 1e-8; // values below this share of the largest are not distinguished
const WALK = 400; // milliseconds per time step while the backward pass is played

const size = (value, language) => (Math.abs(value) >= 0.001 && Math.abs(value) < 1e5 ? shown(value, language) : scientific(value, language));

// Return sentences on the stage from t back to t − 1, or that the gradient is not available here.
function wayWords(steps, t, moment, cell, of) {
  const { words, language } = moment;
  const here = steps && stage(steps, t);
  const letter = cell.memory;
  const y = of === "loss" ? "L" : "ŷ";
  if (!here) return [words.not_here];
  const n = (value) => size(value, language);
  const values = { t: moment.t, s: moment.s, y, letter, total: n(here.total), gate: `${cell.keeper?.letter}_${moment.t}` };
  if (here.before === null) return [say(words.back_first, values)];
  const told = sums(here, language);
  Object.assign(values, { ...told, factor: n(here.factor), direct: n(here.directBefore), total: bracketed(n(here.total)) });
  const first = say(cell.keeper ? words.back_stage : words.back_own, values);
  const far = Math.abs(here.directBefore - here.before) > 0.05 * Math.abs(here.before);
  return [first, say(far ? words.back_differ : words.back_same, values)];
}

// Describe the gradient through the layers at one step: its norm from layer to layer, down to the input.
function downWords(view, { at, t, words, language }, of) {
  const down = wayDown(view, at, of);
  if (!down.length) return "";
  const steps = down.map((one) => say(one.layer > 1 ? words.down_layer : words.down_input, { layer: one.layer, below: one.layer - 1, size: size(one.size, language) }));
  return say(words.down, { t, y: of === "loss" ? "L" : "ŷ", steps: steps.join(", ") });
}

// Format along + rest = before, rounded together; very small and very large numbers as powers of ten.
function sums({ along, rest, before }, language) {
  const most = Math.max(Math.abs(along), Math.abs(rest), Math.abs(before));
  if (most >= 0.001 && most < 1e5) {
    const sum = addUp([along, rest], before, language);
    return { along: sum.terms[0], rest: joined(sum.terms[1]).trim(), before: sum.total };
  }
  return { along: scientific(along, language), rest: joined(scientific(rest, language)).trim(), before: scientific(before, language) };
}

class WayChart {
  constructor(parent, onPick) {
    this.svg = svgElement("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "way", role: "img" }, parent);
    this.svg.addEventListener("click", (event) => {
      const box = this.svg.getBoundingClientRect();
      if (this.steps) onPick(this.#at(((event.clientX - box.left) / box.width) * WIDTH));
    });
  }

  #x(t) {
    const { from, count } = this;
    return LEFT + ((t - from + 0.5) / count) * (WIDTH - LEFT - 6);
  }

  #at(x) {
    return Math.min(this.from + this.count - 1, Math.max(this.from, this.from + Math.floor(((x - LEFT) / (WIDTH - LEFT - 6)) * this.count)));
  }

  draw(steps, t, alt, names) {
    if (this.steps !== steps) this.#build(steps, names);
    this.svg.setAttribute("aria-label", alt);
    if (steps?.length) this.cursor.setAttribute("transform", `translate(${this.#x(t).toFixed(1)} 0)`);
  }

  #build(steps, names) {
    this.steps = steps;
    this.svg.replaceChildren();
    if (!steps?.length) return;
    Object.assign(this, { from: steps[0].t, count: steps.length });
    const sizes = steps.flatMap(({ total, direct }) => [Math.abs(total), Math.abs(direct)]).filter((v) => v > 0 && Number.isFinite(v));
    const high = Math.ceil(Math.log10(Math.max(...sizes, 1e-300)) + 1e-9);
    const low = Math.max(high + Math.log10(FAINT), Math.floor(Math.log10(Math.min(...sizes, 10 ** high)) - 1e-9), -308);
    const floor = Math.min(low, high - 1);
    const y = (value) => {
      const power = Math.min(high, Math.max(floor, Math.log10(Math.abs(value) || 1e-320)));
      return BOTTOM - ((power - floor) / (high - floor)) * (BOTTOM - TOP);
    };
    svgElement("path", { class: "frame", d: `M${LEFT} ${TOP}H${WIDTH - 6}M${LEFT} ${BOTTOM}H${WIDTH - 6}` }, this.svg);
    svgElement("text", { class: "tick", x: LEFT - 6, y: TOP + 4, "text-anchor": "end" }, this.svg, names.power(high));
    svgElement("text", { class: "tick", x: LEFT - 6, y: BOTTOM + 4, "text-anchor": "end" }, this.svg, names.power(floor));
    svgElement("text", { class: "tick", x: WIDTH - 6, y: HEIGHT - 2, "text-anchor": "end" }, this.svg, names.end);
    svgElement("text", { class: "tick", x: LEFT, y: HEIGHT - 2 }, this.svg, names.start);
    const along = (name) => steps.map((one, i) => `${i ? "L" : "M"}${this.#x(one.t).toFixed(1)} ${y(one[name]).toFixed(1)}`).join("");
    svgElement("path", { class: "area", d: `${along("total")}L${this.#x(steps.at(-1).t)} ${BOTTOM}L${this.#x(steps[0].t)} ${BOTTOM}Z` }, this.svg);
    svgElement("path", { class: "total", d: along("total") }, this.svg);
    if (steps.some(({ direct }) => Number.isFinite(direct))) svgElement("path", { class: "direct", d: along("direct") }, this.svg);
    this.cursor = svgElement("path", { class: "here", d: `M0 ${TOP - 4}V${BOTTOM + 4}` }, this.svg);
  }
}


// Shows the chart, its legend, and the controls that step back from the end to t = 1.
export class Way {
  // `again()` redraws; `seek(t)` moves the cursor.
  constructor(parent, { again, seek }) {
    Object.assign(this, { parent, again, seek, of: "prediction", timer: null, said: [], stage: null });
    this.choice = element("div", "modes", parent);
    this.choice.setAttribute("role", "group");
    this.ofs = ["prediction", "loss"].map((of) => button(this.choice, "", () => this.#of(of)));
    this.chart = new WayChart(parent, seek);
    this.legend = element("p", "legend", parent);
    this.total = element("span", "key total", this.legend);
    this.direct = element("span", "key direct", this.legend);
    this.moves = element("div", "controls", parent);
    this.begin = button(this.moves, "", () => this.#go(this.steps?.at(-1)?.t));
    this.one = button(this.moves, "", () => this.#go(this.at - 1), "primary");
    this.walk = button(this.moves, "", () => (this.timer ? this.stop() : this.#start()));
    this.down = element("p", "hint down", parent);
    this.note = element("p", "hint", parent);
  }

  #of(of) {
    this.of = of;
    this.again();
  }

  #go(t) {
    if (t === undefined || t < (this.steps?.[0]?.t ?? 0)) return this.stop();
    this.seek(t);
  }

  #start() {
    if (!this.steps?.length) return;
    if (this.at <= this.steps[0].t || this.at > this.steps.at(-1).t) this.seek(this.steps.at(-1).t);
    this.timer = setInterval(() => this.#go(this.at - 1), WALK);
    this.again();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.again();
  }

  show(view, moment, steps) {
    const { words } = moment;
    const { cell } = view;
    Object.assign(this, { steps, at: moment.at });
    const here = steps && stage(steps, moment.at);
    const largest = steps ? Math.max(...steps.map(({ total }) => Math.abs(total)).filter(Number.isFinite), 0) : 0;
    this.stage = here && { ...here, largest, y: this.of === "loss" ? "L" : "ŷ" };
    this.said = wayWords(steps, moment.at, moment, cell, this.of);
    this.ofs.forEach((one, i) => {
      write(one, words[i ? "of_loss" : "of_prediction"]);
      one.setAttribute("aria-pressed", String((this.of === "loss") === Boolean(i)));
      one.hidden = i === 1 && !view.tracks.some(({ name }) => name === "cell/back/loss");
    });
    this.choice.setAttribute("aria-label", words.back_of);
    const names = { power: tenTo, start: `t = ${view.first}`, end: `t = ${view.first + (steps?.at(-1)?.t ?? 0)}` };
    this.chart.draw(steps, moment.at, say(words.back_chart, { letter: cell.memory }), names);
    write(this.total, words.back_total);
    write(this.direct, cell.keeper ? words.back_direct : words.back_direct_own);
    write(this.begin, words.back_start);
    write(this.one, `← ${words.back_one}`);
    write(this.walk, this.timer ? words.back_stop : words.back_walk);
    this.one.disabled = !steps?.length || moment.at <= steps[0].t;
    write(this.down, downWords(view, moment, this.of));
    write(this.note, words[this.of === "loss" ? "of_loss_long" : "of_prediction_long"]);
  }
}
