// Formats numbers as text: rounded, with a true minus sign.

const minus = (text) => text.replace("-", "−");
const SUPER = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

const formats = new Map(); // cached: creating one takes longer than an animation frame lasts

// Format a number for a language, with at least `least` and at most `most` decimals.
export function local(value, language, least, most, useGrouping = true) {
  const key = `${language}/${least}/${most}/${useGrouping}`;
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(language, { minimumFractionDigits: least, maximumFractionDigits: most, useGrouping }));
  return formats.get(key).format(value);
}

// Format a value with three decimals below 10 and fewer above. A value that rounds to 0 has no sign.
export function plain(value, language = "en") {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size >= 1e6) return power(Math.log10(size), language).replace(/^/, value < 0 ? "−" : "");
  const decimals = size < 9.9995 ? 3 : size < 99.995 ? 2 : size < 999.95 ? 1 : 0;
  const rounded = Number(value.toFixed(decimals)) || 0;
  return minus(local(rounded, language, decimals, decimals));
}

// Format 10 ** exponent: 0.304, 4.2·10⁻⁷, 0.
export function power(exponent, language = "en") {
  if (Number.isNaN(exponent)) return "–";
  if (exponent === -Infinity) return "0";
  if (exponent > -3.0005 && exponent < 4) return plain(10 ** exponent, language);
  const whole = Math.floor(exponent + 1e-9);
  const digits = Number((10 ** (exponent - whole)).toFixed(1));
  return digits < 10 ? `${local(digits, language, 1, 1)}·${tenTo(whole)}` : `${local(1, language, 1, 1)}·${tenTo(whole + 1)}`;
}

export const tenTo = (n) => (n === 0 ? "1" : `10${Array.from(String(n), (c) => SUPER[c]).join("")}`);

// Format the end of a scale as briefly as possible.
export function short(value, language = "en") {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size && (size >= 1e6 || size < 1e-4)) return `${value < 0 ? "−" : ""}${power(Math.log10(size), language)}`;
  return minus(local(Number(value.toPrecision(3)), language, 0, 4, false));
}
