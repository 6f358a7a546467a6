// Pieces of a drawing that belong to another part: a state before this step, and the terms of a sum.

const WHOLE = { C_: "C", h_: "h", kept: "plus", written: "plus", b: "plus" };

export const partName = (part) => WHOLE[part] ?? part;
