// Finds the drawing of a cell by the cell's name. A drawing is one object, exported as `drawing` by cell_NAME.mjs:
//
//   size: [width, height]            draw(sketch): draws all parts once, with functions of the moment for what changes
//   path: {memory, others, late, early, along, rest}: the backward pass, as SVG paths, and [x, y] of its numbers
//   formulas: {part: text}           values: {part: letter}: the value of a part whose own name is no letter
//   derived(reading, nonlinearity): further values of a unit, by letter, added to those of its signals
//   terms: [letter]: values whose largest magnitude is `full.term`, which fills a pipe
//   substeps: [{name, parts}]        sentences(moment, tell): one sentence for each sub-step
//   equations(writer): the equations with their numbers, from top to bottom; see cell_equations.mjs
//
// `name` is the key of a word. A cell without such a file is drawn as a list of its signals.

import { listed } from "./cell_listed.mjs";

const drawings = new Map(); // name of a cell -> its drawing

// Return the drawing of a view's cell, or undefined until it is loaded.
export const drawingOf = ({ kind }) => drawings.get(kind);

export async function load(cell) {
  const drawing = cell.drawn ? (await import(`./cell_${cell.kind}.mjs`)).drawing : listed(cell);
  drawings.set(cell.kind, drawing);
  return drawing;
}
