// What every element of ours owes to Streamlit, which calls a module's default export again with every update.
//
// Updates may come in the wrong order while modules load, so each carries the time it was sent (8 bytes in front, seconds)
// and an older one is passed over. And a call that a newer one has overtaken is ended exactly as if the element had
// gone, so that an element ends only when it has really left the page.

const FAR = 60; // seconds; beyond it the server's clock was set back, and the update is new

// `Make` is a class: new Make(parent), show(bytes, send), end().
export function mounted(Make) {
  const living = new WeakMap();
  return ({ data, parentElement, setTriggerValue }) => {
    if (!living.has(parentElement)) living.set(parentElement, { element: new Make(parentElement), time: -Infinity });
    const one = living.get(parentElement);
    const time = new DataView(data.buffer, data.byteOffset, 8).getFloat64(0, true);
    if (time >= one.time || one.time - time > FAR) {
      one.time = time;
      one.element.show(data.subarray(8), setTriggerValue);
    }
    return () => {
      if ((parentElement.host ?? parentElement).isConnected) return;
      one.element.end();
      living.delete(parentElement);
    };
  };
}
