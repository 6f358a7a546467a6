// Keeps together what no line should part: a number and its unit, a separator and what it follows.

// Return a text whose lines begin with no percent sign, no unit of time and no separator.
export const kept = (text) => text.replace(/(\d) (%|(?:s|min|h)(?!\p{L}))/gu, "$1\u00a0$2").replace(/(\S) · /g, "$1\u00a0· ");
