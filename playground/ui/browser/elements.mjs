// Registers the elements of the page that follow a training, by key, and tracks which of them are visible.

const elements = new Map(); // key -> { element, node }
const keys = new WeakMap(); // node -> key
const seen = new Set();

let sight = null;

function changed(entries) {
  for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](keys.get(target));
}

function begin() {
  document.addEventListener("recordedstep", ({ detail }) => {
    for (const [name, { element }] of elements) element.hold?.(detail?.[name] ?? null);
  });
  return new IntersectionObserver(changed);
}

// Register an element, which has `grow(part, bytes)`, and its visible node. If it also has `hold(part)`, it shows the
// recorded training step that the reader holds; null: the newest step.
export function enter(key, element, node) {
  leave(key, elements.get(key)?.element);
  elements.set(key, { element, node });
  keys.set(node, key);
  sight ??= begin();
  sight.observe(node);
}

export function leave(key, element) {
  const known = elements.get(key);
  if (!known || known.element !== element) return;
  elements.delete(key);
  seen.delete(key);
  sight.unobserve(known.node);
}

export const inSight = () => [...seen].filter((key) => elements.has(key));

// Return the players of the page, those in sight first.
export function players() {
  const order = [...inSight(), ...elements.keys()];
  return [...new Set(order)].map((key) => elements.get(key).element).filter((element) => element.sequence && element.view);
}

// Pass an element its part of a message. Return whether the element exists.
export function give(key, part, bytes) {
  const known = elements.get(key);
  known?.element.grow(part, bytes);
  return known !== undefined;
}
