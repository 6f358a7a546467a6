// Which numbers stand at a logarithmic axis: Plotly's own are small digits without their power, or every digit of a decade.

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

// The same for each logarithmic axis of a drawn chart whose numbers its figure does not name.
export function numbering(drawn, given) {
  const found = {};
  for (const [name, axis] of Object.entries(drawn)) {
    if (!/^[xy]axis\d*$/.test(name) || axis?.type !== "log" || given[name]?.tickvals) continue;
    found[name] = numbers(axis.range, axis._length, GAPS[name[0]]);
  }
  return found;
}
