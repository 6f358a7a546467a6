// Which numbers stand at the axes of a drawn chart. At a logarithmic one Plotly's own are small digits without their power, or every
// digit of a decade; and words that a figure names would be turned where they meet.

import { tenTo } from "./numbers.mjs";

const GAPS = { x: 44, y: 26 }; // pixels that a number needs along its axis

// What an axis of `length` pixels from `low` to `high` (powers of ten) should show: powers of ten, or 1, 2 and 5 of each where they
// have room. Less than two thirds of a decade are left to Plotly, which then writes round numbers in full.
export function numbers([low, high], length, gap) {
  const decades = Math.abs(high - low);
  if (!(decades > 0.66)) return { tickmode: "auto" };
  const each = length / decades;
  const fine = decades <= 3 && Math.log10(2) * each >= gap;
  const step = Math.max(1, Math.ceil(gap / each));
  const first = Math.floor((Math.min(low, high) - decades) / step) * step; // some more on both sides, for the hand that moves the axis
  const tickvals = [];
  const ticktext = [];
  for (let power = first; power <= Math.max(low, high) + decades; power += step) {
    for (const digit of fine ? [1, 2, 5] : [1]) {
      tickvals.push(Number(`${digit}e${power}`));
      ticktext.push(written(digit, power, fine));
    }
  }
  return { tickmode: "array", tickvals, ticktext };
}

function written(digit, power, fine) {
  if (power === 1 && !fine) return "10";
  if (!fine) return tenTo(power);
  if (power >= -4 && power <= 4) return power < 0 ? (digit * 10 ** power).toFixed(-power) : String(digit * 10 ** power);
  return digit === 1 ? tenTo(power) : `${digit}·${tenTo(power)}`;
}

const [LETTER, APART] = [6.6, 10]; // pixels of a letter or digit, and between two words

// Of the words that a figure names along a horizontal axis, every second, third, … so that they lie beside each other.
export function fewer({ tickvals, ticktext }, { type, range: [low, high], _length: length }) {
  const at = tickvals.map((value) => (((type === "log" ? Math.log10(value) : value) - low) / (high - low)) * length);
  const meets = (every) => at.some((x, i) => i % every === 0 && i >= every && Math.abs(x - at[i - every]) < ((ticktext[i].length + ticktext[i - every].length) / 2) * LETTER + APART);
  let every = 1;
  while (every < at.length && meets(every)) every += 1;
  const kept = (_, i) => i % every === 0;
  return { tickvals: tickvals.filter(kept), ticktext: ticktext.filter(kept) };
}

// The numbers and words of every axis that needs ours: those of logarithmic axes, and those that a figure names, unless it turns them.
export function numbering(drawn, given) {
  const found = {};
  for (const [name, axis] of Object.entries(drawn)) {
    if (!/^[xy]axis\d*$/.test(name)) continue;
    const { tickvals, ticktext, tickangle } = given[name] ?? {};
    if (name[0] === "x" && ticktext && tickangle === undefined) found[name] = fewer({ tickvals, ticktext }, axis);
    else if (axis.type === "log" && !tickvals) found[name] = numbers(axis.range, axis._length, GAPS[name[0]]);
  }
  return found;
}
