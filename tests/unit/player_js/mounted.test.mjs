// Run by tests/unit/test_player_js.py. What Streamlit does to an element, in every order it does it.

import assert from "node:assert/strict";
import test from "node:test";

const { mounted } = await import(`${process.env.ELEMENTS}/mounted.mjs`);

function stage() {
  const made = [];
  class Element {
    constructor() {
      Object.assign(this, { shown: [], ended: false });
      made.push(this);
    }
    show(bytes) {
      this.shown.push(bytes[0]);
    }
    end() {
      this.ended = true;
    }
  }
  const parent = { isConnected: true };
  const call = mounted(Element);
  const update = (time, value) => {
    const data = new Uint8Array(9);
    new DataView(data.buffer).setFloat64(0, time, true);
    data[8] = value;
    return call({ data, parentElement: parent, setTriggerValue() {} });
  };
  return { made, parent, update };
}

test("updates reach one element in the order they were sent, whatever order they come in", () => {
  const { made, update } = stage();
  for (const [time, value] of [[2, 22], [1, 11], [3, 33], [3, 33]]) update(time, value);
  assert.equal(made.length, 1);
  assert.deepEqual(made[0].shown, [22, 33, 33]);
});

test("a call that was overtaken does not end the element and leaving the page does", () => {
  const { made, parent, update } = stage();
  const [first, second] = [update(1, 1), update(2, 2)];
  first();
  second();
  assert.equal(made[0].ended, false);
  parent.isConnected = false;
  second();
  assert.equal(made[0].ended, true);
  parent.isConnected = true;
  update(3, 3);
  assert.equal(made.length, 2);
});

test("a server whose clock was set back is listened to", () => {
  const { made, update } = stage();
  update(1000, 1);
  update(10, 2);
  assert.deepEqual(made[0].shown, [1, 2]);
});
