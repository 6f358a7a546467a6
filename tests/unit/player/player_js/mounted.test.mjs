// Run by tests/unit/player/test_player_js.py. What Streamlit does to an element, in every order it does it.

import assert from "node:assert/strict";
import test, { mock } from "node:test";

const { mounted } = await import(`${process.env.ELEMENTS}/mounted.mjs`);

function stage() {
  const made = [];
  class Element {
    constructor() {
      Object.assign(this, { shown: [], places: [], ended: false });
      made.push(this);
    }
    settle(parent) {
      this.places.push(parent);
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
  const update = (time, value, place = parent) => {
    const data = new Uint8Array(10); // the ninth byte is the length of a name, which is empty
    new DataView(data.buffer).setFloat64(0, time, true);
    data[9] = value;
    return call({ key: "inside", data, parentElement: place, setTriggerValue() {} });
  };
  return { made, parent, update };
}

test("updates reach one element in the order they were sent, whatever order they come in", () => {
  const { made, update } = stage();
  for (const [time, value] of [[2, 22], [1, 11], [3, 33], [3, 33]]) update(time, value);
  assert.equal(made.length, 1);
  assert.deepEqual(made[0].shown, [22, 33, 33]);
});

test("a call that was overtaken does not end the element and leaving the page does, after a moment", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { made, parent, update } = stage();
  const [first, second] = [update(1, 1), update(2, 2)];
  first();
  mock.timers.tick(5000);
  assert.equal(made[0].ended, false);
  parent.isConnected = false;
  second();
  first();
  assert.equal(made[0].ended, false);
  mock.timers.tick(5000);
  assert.equal(made[0].ended, true);
  parent.isConnected = true;
  update(3, 3);
  assert.equal(made.length, 2);
  mock.timers.reset();
});

test("what Streamlit takes away and puts back is the same element in its new place", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { made, parent, update } = stage();
  const leave = update(1, 1);
  parent.isConnected = false;
  leave();
  mock.timers.tick(3000); // a busy server
  const place = { isConnected: true };
  update(2, 2, place);
  mock.timers.tick(5000);
  assert.equal(made.length, 1);
  assert.equal(made[0].ended, false);
  assert.deepEqual(made[0].places, [parent, place]);
  assert.deepEqual(made[0].shown, [1, 2]);
  mock.timers.reset();
});

test("a server whose clock was set back is listened to", () => {
  const { made, update } = stage();
  update(1000, 1);
  update(10, 2);
  assert.deepEqual(made[0].shown, [1, 2]);
});
