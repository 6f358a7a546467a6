// Adapts an element to Streamlit, which calls a module's default export with every update.
//
// Updates may arrive in the wrong order while modules load. Each therefore starts with the time at which it was sent
// (8 bytes, in seconds), and older ones are ignored. The key of the element follows (its length in one byte, then the
// text), by which the feed finds the element. When a newer call replaces an earlier one, Streamlit ends the earlier
// call exactly as if the element had been removed, so an element ends only when it is no longer in the page.
//
// Even then it is kept for a moment: when a run of the page ends during an interaction, Streamlit may remove an element
// and add it again. An element added under the same key is reused, with the reader's position and zoom.

import { enter, leave } from "./elements.mjs";
import { keepFocus } from "./focus.mjs";

const FAR = 60; // seconds; an update that is older by more was sent after the server's clock was set back
const REST = 4000; // milliseconds for which a removed element is kept; a busy server may take seconds to add it again

// Return a module's default export for the class `Make`, which has settle(parent), show(bytes, send) and end().
// If it follows a training, it also has `node` (its visible node) and grow(part, bytes).
export function mounted(Make) {
  const living = new WeakMap();
  const resting = new Map(); // elements recently removed from the page, by key
  return ({ key, data, parentElement, setTriggerValue }) => {
    if (parentElement.ownerDocument) keepFocus(); // every page has at least one of these elements
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
