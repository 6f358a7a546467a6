// Formats the numbers in the cell's sentences and equations, rounded so that the numbers shown add up. Pure functions.

import { local, tenTo } from "./numbers.mjs";

const minus = (text) => text.replace("-", "−");

// Return the decimals for numbers of at most this magnitude: three below 10, fewer above, more for small ones.
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

// Format a number for the diagram: three decimals below 10, and powers of ten only where these would show nothing.
export function shown(value, language = "en") {
  const size = Math.abs(value);
  if (size > 0 && size < 0.0005) return scientific(value, language);
  return fixed(value, size < 10 ? 3 : decimalsFor(size), language);
}

// Format the value in a pipe, with a plus sign if it is positive.
export const signed = (value, language) => (value > 0 ? `+${shown(value, language)}` : shown(value, language));

// Format a term that follows others: " + 0.5" or " − 0.5".
export const joined = (text) => (text.startsWith("−") ? ` − ${text.slice(1)}` : ` + ${text}`);

// Round terms and their sum together. Terms have one decimal more than the sum, so that the terms shown add up to the
// sum shown within the rounding of the terms and of the sum itself.
export function addUp(terms, total, language = "en") {
  const size = Math.max(...[...terms, total].map(Math.abs).filter(Number.isFinite), 0);
  const decimals = decimalsFor(size);
  return { decimals, terms: terms.map((v) => fixed(v, decimals + 1, language)), total: fixed(total, decimals, language) };
}

// Put a negative number that follows a sign in parentheses.
export const bracketed = (text) => (text.startsWith("−") ? `(${text})` : text);

// Format a share as a percentage, with enough digits to distinguish it from 0 and 100.
export function percent(share, language = "en") {
  const p = 100 * share;
  const end = Math.min(Math.abs(p), Math.abs(100 - p));
  if (!Number.isFinite(p)) return fixed(p, 0, language);
  if (end === 0) return String(Math.round(p));
  const decimals = end >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(end) - 1e-9));
  const text = p.toFixed(decimals);
  return minus(Number(text).toLocaleString(language, { maximumFractionDigits: decimals }));
}

// Return the steps after which a gate that keeps this value has halved its content: 0 within one step, Infinity never.
export function halves(gate) {
  if (gate >= 1) return Infinity;
  if (gate <= 0.5) return 0;
  return Math.log(0.5) / Math.log(gate);
}
