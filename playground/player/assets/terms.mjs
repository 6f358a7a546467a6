// Shows the explanation of a term above everything else and inside the window, and closes it with Escape.
//
// A term is a `.term`. Its explanation is the element after it, as on the Learn page, where terms.css shows it without
// this script; or it comes from the glossary, by the key in `data-term`.

const EDGE = 8; // pixels kept free at the edges of the window

let glossary = {}; // key -> HTML
let [open, says, byFocus] = [null, null, false]; // the term, the element that explains it, and whether the term has the focus
let shared = null; // the element for explanations from the glossary

// Take the explanations of the glossary in the language of the page.
export function takeExplanations(explanations) {
  glossary = explanations;
  close();
}

// Return the explanation of a key as plain text; empty without one.
export function plainly(key) {
  const holder = document.createElement("template");
  holder.innerHTML = (glossary[key] ?? "").replaceAll("<br>", ": ");
  return holder.content.textContent;
}

const above = (element) => element.parentElement ?? element.getRootNode().host ?? null;

// Return the first opaque background behind an element: explanations have that of the page around them.
function ground(element) {
  for (let each = element; each; each = above(each)) {
    const { backgroundColor } = getComputedStyle(each);
    if (!/^rgba\(.*, ?0(\.\d+)?\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
  }
  return "Canvas";
}

// Return the element that explains a term, or null.
function explanationOf(term) {
  const beside = term.nextElementSibling;
  if (beside?.matches(".says")) return beside;
  const html = glossary[term.dataset.term];
  if (!html) return null;
  shared ??= Object.assign(document.createElement("div"), { className: "says", ariaHidden: "true" }); // the term has a description
  shared.innerHTML = html;
  shared.style.color = getComputedStyle(above(term)).color;
  document.body.append(shared);
  return shared;
}

function show(term, focused) {
  if (open === term) return;
  close();
  says = explanationOf(term);
  if (!says) return;
  [open, byFocus] = [term, focused];
  says.popover = "manual";
  says.style.background = ground(term);
  says.showPopover();
  place();
}

function place() {
  if (!open?.isConnected) return;
  const { left, top, bottom } = open.getClientRects()[0] ?? open.getBoundingClientRect();
  const { width, height } = says.getBoundingClientRect();
  const below = bottom + height + EDGE <= innerHeight || top < height + EDGE;
  says.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  says.style.top = `${below ? bottom : top - height}px`;
}

function close() {
  if (says?.isConnected && says.matches(":popover-open")) says.hidePopover();
  [open, says] = [null, null];
}

// Return the term at an element; pointing at an explanation is pointing at its term.
function termAt(target) {
  if (!target.closest) return null;
  return says?.contains(target) ? open : (target.closest(".termed")?.querySelector(".term") ?? target.closest(".term"));
}

function follow(event) {
  const term = termAt(event.composedPath()[0]);
  if (term) show(term, event.type === "focusin");
  else if (!open?.matches(":focus")) close();
}

// If the explained term is gone, explain the one that has taken its place, which `find(key)` returns, or none.
export function succeed(find) {
  if (!open || open.isConnected) return;
  const [next, focused] = [find(open.dataset.term), byFocus];
  if (!next) return close();
  open = next;
  if (focused) next.focus({ preventScroll: true });
  place();
}

// Explain the terms of a document or of a shadow root, also those that come later.
export function explainTerms(root = document) {
  root.addEventListener("pointerover", (event) => event.pointerType !== "touch" && follow(event));
  root.addEventListener("focusin", follow);
  root.addEventListener("focusout", (event) => termAt(event.composedPath()[0]) === open && close());
  root.addEventListener("click", follow);
  root.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  if (root === document) addEventListener("scroll", place, { capture: true, passive: true });
}
