// What every element of ours owes to Streamlit, which calls a module's default export again with every update.
//
// Updates may come in the wrong order while modules load, so each carries the time it was sent (8 bytes in front, seconds)
// and an older one is passed over. After it comes the element's own key (its length in a byte): by it the feed finds what grows. And a call that a newer one has overtaken is ended exactly as if the element had
// gone, so that an element ends only when it has really left the page.
//
// Even then it rests for a moment: when a page's run ends while a hand moves, Streamlit may take an element away and put it
// back in the same breath. What comes back under the same key is the same element, with what the reader holds and has zoomed.

import { enter, leave } from "./elements.mjs";
import { keepFocus } from "./focus.mjs";

const FAR = 60; // seconds; beyond it the server's clock was set back, and the update is new
const REST = 1000; // milliseconds

// `Make` is a class: new Make(), settle(parent), show(bytes, send), end(); and, for what follows a training, `node` (what the
// reader sees) and grow(part, bytes).
export function mounted(Make) {
  const living = new WeakMap();
  const resting = new Map(); // those that have left the page a moment ago, by key
  return ({ key, data, parentElement, setTriggerValue }) => {
    if (parentElement.ownerDocument) keepFocus(); // every page has an element of ours
    if (!living.has(parentElement)) living.set(parentElement, back(resting, key) ?? { element: new Make(), time: -Infinity });
    const one = living.get(parentElement);
    if (one.place !== parentElement) one.element.settle((one.place = parentElement));
    const time = new DataView(data.buffer, data.byteOffset, 8).getFloat64(0, true);
    if (time >= one.time || one.time - time > FAR) {
      one.time = time;
      const named = 9 + data[8];
      one.name = new TextDecoder().decode(data.subarray(9, named));
      if (one.element.grow) enter(one.name, one.element, one.element.node);
      one.element.show(data.subarray(named), setTriggerValue);
    }
    return () => {
      if ((parentElement.host ?? parentElement).isConnected || !living.delete(parentElement)) return;
      leave(one.name, one.element);
      back(resting, key)?.element.end();
      one.ending = setTimeout(() => back(resting, key)?.element.end(), REST);
      resting.set(key, one);
    };
  };
}

function back(resting, key) {
  const one = resting.get(key);
  resting.delete(key);
  clearTimeout(one?.ending);
  return one;
}
