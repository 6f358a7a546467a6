// Finds text by the words that it contains.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// Return whether a text contains every word of a search, whatever its case and accents.
export function matches(text, search) {
  const where = plain(text);
  return plain(search).split(/\s+/).every((word) => where.includes(word));
}
