// The GRU: one state along the top; what is not kept of it is taken from the candidate, which hears the past through a tap of its own.

export const SIZE = [480, 316];

export function drawGru(sketch) {
  const s = sketch;
  s.arrowHead();
  const h = (m) => m.full.h;
  s.wire("h_", "M34 76V252H214");
  s.wire("x", "M10 284H262V230", { arrow: true });
  s.dot("h_", 132, 252);
  s.dot("h_", 186, 252);
  s.wire("z", "M132 284V230", { arrow: true });
  s.wire("r", "M186 284V230", { arrow: true });
  s.dot("x", 132, 284);
  s.dot("x", 186, 284);
  s.pipe("h_", "M10 62H132", (m) => m.v.h_, h);
  s.pipe("kept", "M132 62H250", (m) => m.v.kept, h);
  s.pipe("written", "M250 140V62", (m) => m.v.written, h);
  s.pipe("n", "M250 214V140", (m) => m.v.n, () => 1, 18);
  s.pipe("h", "M250 62H462", (m) => m.v.h, h);
  s.wire("past", "M214 252H240V230", { arrow: true });
  s.wire("h", "M462 62H474", { arrow: true });
  s.wire("y", "M410 76V124", { arrow: true });
  s.wire("z", "M132 200V84", { control: true });
  s.wire("z", "M132 140H232", { control: true });
  s.wire("r", "M200 214H214V238", { control: true });
  s.tap("z", 132, 62, false, (m) => m.v.z);
  s.tap("z", 250, 140, true, (m) => 1 - m.v.z, 20);
  s.tap("r", 214, 252, false, (m) => m.v.r, 16);
  s.plus("plus", 250, 62);
  s.knob("z", 132, 214);
  s.knob("r", 186, 214);
  s.box("n", 252, 214, "tanh");
  s.label("h_", 10, 36, (m) => `h_${m.s} ${m.signed(m.v.h_)}`, { strong: true });
  s.label("z", 150, 104, (m) => `z ${m.shown(m.v.z)}`, { strong: true });
  s.label("kept", 191, 36, (m) => m.signed(m.v.kept), { anchor: "middle" });
  s.label("written", 272, 104, (m) => m.signed(m.v.written));
  s.label("z", 276, 146, (m) => `1 − z ${m.shown(1 - m.v.z)}`, { strong: true });
  s.label("n", 272, 188, (m) => `h̃ ${m.signed(m.v.n)}`);
  s.label("h", 462, 36, (m) => `h_${m.t} ${m.signed(m.v.h)}`, { anchor: "end", strong: true });
  s.label("r", 224, 302, (m) => `r ${m.shown(m.v.r)}`, { strong: true });
  s.label("past", 276, 270, (m) => (Number.isNaN(m.v.past) ? "" : `r·(W_h·h + b) ${m.signed(m.v.r * m.v.past)}`));
  s.label("x", 10, 306, (m) => m.input);
  s.label("y", 410, 142, (m) => m.reader, { anchor: "middle" });
}
