// Keeps together what no line should part: a number and its percent sign, a separator and what it follows.

// Return a text whose lines begin with no percent sign and no separator.
export const kept = (text) => text.replace(/(\d) %/g, "$1\u00a0%").replace(/(\S) · /g, "$1\u00a0· ");
