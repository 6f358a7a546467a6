// Run by tests/unit/player/test_player_js.py. What a search keeps.

import assert from "node:assert/strict";
import test from "node:test";

const { matches } = await import(`${process.env.ELEMENTS}/search.mjs`);

test("a text is kept if it contains all words of a search, in any order, case and accent", () => {
  const text = "Olas Estación y tendencia";
  for (const search of ["", "  ", "est", "TENDENCIA estacion", "olas est"]) assert.ok(matches(text, search), search);
  for (const search of ["xyzzy", "estación xyzzy"]) assert.ok(!matches(text, search), search);
});
