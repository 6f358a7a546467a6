// The simple RNN: input and last state are added and squeezed; nothing is kept apart.

export const SIZE = [480, 236];

export function drawElman(sketch) {
  const s = sketch;
  s.arrowHead();
  const term = (m) => m.full.term;
  s.pipe("h_", "M10 104H104", (m) => m.v.h_, (m) => m.full.h, 20);
  s.pipe("past", "M104 104H214", (m) => m.v.past, term, 20);
  s.wire("x", "M214 228V204", { arrow: true });
  s.pipe("read", "M214 186V104", (m) => m.v.read, term, 20);
  s.pipe("a", "M214 104H322", (m) => m.v.a, term, 20);
  s.pipe("h", "M322 104H462", (m) => m.v.h, (m) => m.full.h, 20);
  s.wire("b", "M214 58V88", { arrow: true });
  s.wire("h", "M462 104H474", { arrow: true });
  s.wire("y", "M410 118V166", { arrow: true });
  s.box("past", 104, 104, "W_h".replace("_h", "ₕ"), 44, 30);
  s.box("read", 214, 186, "Wₓ", 44, 30);
  s.plus("plus", 214, 104);
  s.box("a", 322, 104, "", 52, 32);
  s.label("a", 322, 109, (m) => m.fn, { anchor: "middle" });
  s.label("h_", 10, 76, (m) => `h_${m.s} ${m.signed(m.v.h_)}${m.units > 1 ? " …" : ""}`, { strong: true });
  s.label("past", 162, 80, (m) => m.signed(m.v.past), { anchor: "middle" });
  s.label("b", 214, 48, (m) => (m.sums ? `b ${m.signed(m.sums.a.b)}` : "b"), { anchor: "middle" });
  s.label("read", 234, 152, (m) => m.signed(m.v.read));
  s.label("a", 268, 80, (m) => `a ${m.signed(m.v.a)}`, { anchor: "middle" });
  s.label("h", 462, 76, (m) => `h_${m.t} ${m.signed(m.v.h)}`, { anchor: "end", strong: true });
  s.label("x", 226, 228, (m) => m.input);
  s.label("y", 410, 186, (m) => m.reader, { anchor: "middle" });
}
