// Maps a piece of the diagram to the part it belongs to: the state of the previous time step, or a term of a sum.

const WHOLE = { C_: "C", h_: "h", kept: "plus", written: "plus", b: "plus" };

export const partName = (part) => WHOLE[part] ?? part;
