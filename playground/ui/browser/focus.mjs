// Keeps the keyboard focus when the focused element disappears: moves it to the replacement or to the nearest neighbor.
// By default, browsers would start again at the top of the page.

const USABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
const LATEST = 3; // positions remembered: the last one may have been in a menu that has closed
const WAIT = 250; // milliseconds to wait for a replacement

// Newest first: an element, its ancestors, and all elements that were usable, in document order.
let places = [];
let left = true; // whether the reader removed the focus, by a click on the background or by changing the window
let waiting = 0;
const watched = new WeakSet();

const shown = (element) => element.isConnected && element.checkVisibility({ visibilityProperty: true });

function usable(root = document, found = []) {
  for (const each of root.querySelectorAll("*")) {
    if (each.matches(USABLE) && each.tabIndex >= 0 && !each.disabled && shown(each)) found.push(each);
    if (each.shadowRoot) usable(each.shadowRoot, found);
  }
  return found;
}

function around(element) {
  const found = [];
  for (let each = element; each; each = each.parentNode ?? each.host) found.push(each);
  return found;
}

function nothingInFocus() {
  let found = document.activeElement;
  while (found?.shadowRoot) found = found.shadowRoot.activeElement;
  return !found || found === document.body;
}

// Return the replacement of an element: a new element between its remaining neighbors, otherwise the closer neighbor.
// Return undefined if they share no ancestor below the body, because the element was then in a menu.
export function heir({ element, surroundings, all }, now) {
  const at = all.indexOf(element);
  if (at < 0) return undefined; // only a script can focus it
  const before = all.slice(0, at).findLast((each) => now.includes(each));
  const after = all.slice(at + 1).find((each) => now.includes(each));
  const far = (each) => {
    const own = new Set(around(each));
    return surroundings.findIndex((one) => own.has(one));
  };
  const page = surroundings.indexOf(document.body);
  const between = now.slice(now.indexOf(before) + 1, after ? now.indexOf(after) : now.length);
  const fresh = between.find((each) => !all.includes(each));
  const near = [fresh, ...[after, before].filter(Boolean).sort((one, other) => far(one) - far(other))];
  return near.find((each) => each && far(each) < page);
}

function restore() {
  waiting = 0;
  if (left || !nothingInFocus()) return;
  const now = usable();
  for (const place of places) {
    const next = now.includes(place.element) ? place.element : heir(place, now);
    if (next) return next.focus({ preventScroll: true });
  }
}

function look() {
  if (!left && !waiting && places.length && nothingInFocus() && !shown(places[0].element)) waiting = setTimeout(restore, WAIT);
}

function watch(root) {
  if (watched.has(root)) return;
  watched.add(root);
  new MutationObserver(look).observe(root, { childList: true, subtree: true, attributeFilter: ["hidden", "class", "style"] });
}

function take(element) {
  const surroundings = around(element);
  surroundings.filter((each) => each instanceof ShadowRoot).forEach(watch);
  places = [{ element, surroundings, all: usable() }, ...places.filter((each) => each.element !== element)].slice(0, LATEST);
  left = false;
}

export function keepFocus() {
  if (watched.has(document)) return;
  watch(document);
  document.addEventListener("focusin", (event) => take(event.composedPath()[0]));
  const place = document.querySelector("[data-focused]"); // by first_sight.mjs, which runs before this
  const early = [...(place?.querySelectorAll("button") ?? [])].filter(shown)[Number(place?.dataset.focused)];
  if (nothingInFocus()) early?.focus({ preventScroll: true });
  else take(document.activeElement);
  document.addEventListener("focusout", (event) => {
    const element = event.composedPath()[0];
    queueMicrotask(() => { // during the event, an element being removed is still in the document
      if (nothingInFocus() && shown(element)) left = true;
      look();
    });
  });
}
