// The LSTM as the lecture notes draw it: C along the top, h along the bottom, three taps and a candidate between them.

export const SIZE = [500, 316];

export function drawLstm(sketch) {
  const s = sketch;
  s.arrowHead();
  const C = (m) => m.full.C;
  // wires from h and x to the four places that read them
  s.wire("h_", "M10 262H346");
  s.wire("x", "M60 300V262");
  s.dot("x", 60, 262);
  for (const [part, x] of [["f", 132], ["i", 192], ["g", 250], ["o", 346]]) s.wire(part, `M${x} 262V230`, { arrow: true });
  // the memory
  s.pipe("C_", "M10 62H132", (m) => m.v.C_, C);
  s.pipe("kept", "M132 62H250", (m) => m.v.kept, C);
  s.pipe("written", "M250 140V62", (m) => m.v.written, C);
  s.pipe("g", "M250 214V140", (m) => m.v.g, () => 1, 18);
  s.pipe("C", "M250 62H484", (m) => m.v.C, C);
  s.pipe("h", "M400 178V236H484", (m) => m.v.h, () => 1, 18);
  s.pipe("tanh", "M400 112V178", (m) => m.v.tanh, () => 1, 18);
  s.wire("tanh", "M400 76V96", { arrow: true });
  s.wire("C", "M484 62H496", { arrow: true });
  s.wire("h", "M484 236H496", { arrow: true });
  s.wire("y", "M448 246V286", { arrow: true });
  // controls and taps
  s.wire("f", "M132 200V84", { control: true });
  s.wire("i", "M192 200V140H232", { control: true });
  s.wire("o", "M346 200V180H384", { control: true });
  s.tap("f", 132, 62, false, (m) => m.v.f);
  s.tap("i", 250, 140, true, (m) => m.v.i, 20);
  s.tap("o", 400, 180, true, (m) => m.v.o, 20);
  s.plus("plus", 250, 62);
  s.knob("f", 132, 214);
  s.knob("i", 192, 214);
  s.knob("o", 346, 214);
  s.box("g", 250, 214, "tanh");
  s.box("tanh", 400, 112, "tanh");
  // numbers
  s.label("C_", 10, 36, (m) => `C_${m.s} ${m.signed(m.v.C_)}`, { strong: true });
  s.label("f", 150, 104, (m) => `f ${m.shown(m.v.f)}`, { strong: true });
  s.label("kept", 191, 36, (m) => m.signed(m.v.kept), { anchor: "middle" });
  s.label("written", 272, 104, (m) => m.signed(m.v.written));
  s.label("i", 276, 146, (m) => `i ${m.shown(m.v.i)}`, { strong: true });
  s.label("g", 262, 250, (m) => `C̃ ${m.signed(m.v.g)}`);
  s.label("C", 496, 36, (m) => `C_${m.t} ${m.signed(m.v.C)}`, { anchor: "end", strong: true });
  s.label("tanh", 428, 117, (m) => m.signed(m.v.tanh));
  s.label("o", 424, 186, (m) => `o ${m.shown(m.v.o)}`, { strong: true });
  s.label("h", 438, 284, (m) => `h_${m.t} ${m.signed(m.v.h)}`, { anchor: "end", strong: true });
  s.label("h_", 10, 250, (m) => `h_${m.s} ${m.signed(m.v.h_)}${m.units > 1 ? " …" : ""}`);
  s.label("x", 70, 302, (m) => m.input);
  s.label("y", 448, 304, (m) => m.reader, { anchor: "middle" });
}
