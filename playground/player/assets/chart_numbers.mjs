// Chooses the tick labels on the axes of a chart. On a logarithmic axis, Plotly writes small digits without their power
// of ten, or every digit of a decade; and it rotates the labels of a figure where they would overlap.

import { tenTo } from "./numbers.mjs";

const GAPS = { x: 44, y: 26 }; // pixels that a number needs along its axis

// Return the ticks of an axis of `length` pixels from `low` to `high` (powers of ten): powers of ten, or 1, 2 and 5
// times each if there is room. Less than two thirds of a decade is left to Plotly, which then writes round numbers in
// full. `point` separates the decimals.
export function numbers([low, high], length, gap, point = ".") {
  const decades = Math.abs(high - low);
  if (!(decades > 0.66)) return { tickmode: "auto" };
  const each = length / decades;
  const fine = decades <= 3 && Math.log10(2) * each >= gap;
  const step = Math.max(1, Math.ceil(gap / each));
  // some more on both sides, for a reader who pans the axis
  const first = Math.floor((Math.min(low, high) - decades) / step) * step;
  const tickvals = [];
  const ticktext = [];
  for (let power = first; power <= Math.max(low, high) + decades; power += step) {
    for (const digit of fine ? [1, 2, 5] : [1]) {
      tickvals.push(Number(`${digit}e${power}`));
      ticktext.push(written(digit, power, fine).replace(".", point));
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

const [LETTER, APART] = [6.6, 10]; // pixels of a character, and between two labels

// Keep every label of a figure's horizontal axis, or every second, third, …, so that they do not overlap.
export function fewer({ tickvals, ticktext }, { type, range: [low, high], _length: length }) {
  const at = tickvals.map((value) => (((type === "log" ? Math.log10(value) : value) - low) / (high - low)) * length);
  const meets = (every) => at.some((x, i) => i % every === 0 && i >= every && Math.abs(x - at[i - every]) < ((ticktext[i].length + ticktext[i - every].length) / 2) * LETTER + APART);
  let every = 1;
  while (every < at.length && meets(every)) every += 1;
  const kept = (_, i) => i % every === 0;
  return { tickvals: tickvals.filter(kept), ticktext: ticktext.filter(kept) };
}

// Return the ticks of every axis that needs them: of logarithmic axes, and of horizontal axes with labels from the
// figure, unless the figure rotates them.
export function numbering(drawn, given) {
  const found = {};
  for (const [name, axis] of Object.entries(drawn)) {
    if (!/^[xy]axis\d*$/.test(name)) continue;
    const { tickvals, ticktext, tickangle } = given[name] ?? {};
    if (name[0] === "x" && ticktext && tickangle === undefined) found[name] = fewer({ tickvals, ticktext }, axis);
    else if (axis.type === "log" && !tickvals) found[name] = numbers(axis.range, axis._length, GAPS[name[0]], given.separators?.[0]);
  }
  return found;
}
