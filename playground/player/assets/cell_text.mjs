// Numbers in the cell's sentences and equations: rounded so that what is shown adds up. Pure.

import { local, tenTo } from "./numbers.mjs";

const minus = (text) => text.replace("-", "−");

// Decimals for numbers of which the largest has this size: three below ten, fewer above, more for small ones.
export function decimalsFor(size) {
  if (!(size > 0) || !Number.isFinite(size)) return 3;
  const power = Math.floor(Math.log10(size) + 1e-12);
  return power >= -1 ? Math.max(0, 3 - Math.max(0, power)) : Math.min(12, 2 - power);
}

export function fixed(value, decimals, language = "en") {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Math.abs(value) >= 1e7) return scientific(value, language);
  const rounded = Number(value.toFixed(decimals)) || 0;
  return minus(local(rounded, language, decimals, decimals, false));
}

export function scientific(value, language = "en") {
  if (!Number.isFinite(value)) return fixed(value, 0, language);
  if (value === 0) return "0";
  const [digits, power] = value.toExponential(1).split("e");
  return `${minus(local(Number(digits), language, 1, 3))}·${tenTo(Number(power))}`;
}

// One number as the diagram shows it: three decimals below ten; powers of ten only where these would say nothing.
export function shown(value, language = "en") {
  const size = Math.abs(value);
  if (size > 0 && size < 0.0005) return scientific(value, language);
  return fixed(value, size < 10 ? 3 : decimalsFor(size), language);
}

// With its sign, plus included: what a pipe carries.
export const signed = (value, language) => (value > 0 ? `+${shown(value, language)}` : shown(value, language));

// A term behind others: " + 0.5" or " − 0.5".
export const joined = (text) => (text.startsWith("−") ? ` − ${text.slice(1)}` : ` + ${text}`);

// Terms and their sum, rounded together: terms carry one decimal more than the sum, so the shown terms add up to the shown sum
// within the rounding of the terms and of the sum itself.
export function addUp(terms, total, language = "en") {
  const size = Math.max(...[...terms, total].map(Math.abs).filter(Number.isFinite), 0);
  const decimals = decimalsFor(size);
  return { decimals, terms: terms.map((v) => fixed(v, decimals + 1, language)), total: fixed(total, decimals, language) };
}

// A negative number behind a sign is put in parentheses.
export const bracketed = (text) => (text.startsWith("−") ? `(${text})` : text);

// A share as percent, with as many digits as tell it from 0 and from 100.
export function percent(share, language = "en") {
  const p = 100 * share;
  const end = Math.min(Math.abs(p), Math.abs(100 - p));
  if (!Number.isFinite(p)) return fixed(p, 0, language);
  if (end === 0) return String(Math.round(p));
  const decimals = end >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(end) - 1e-9));
  const text = p.toFixed(decimals);
  return minus(Number(text).toLocaleString(language, { maximumFractionDigits: decimals }));
}

// Steps in which a gate that stays at this value halves what it keeps; 0 within one step, Infinity never.
export function halves(gate) {
  if (gate >= 1) return Infinity;
  if (gate <= 0.5) return 0;
  return Math.log(0.5) / Math.log(gate);
}
