// Shows the explanation of a term above everything else and inside the window, and closes it with Escape.
//
// Without this script, terms.css shows it below the term.

const EDGE = 8; // pixels kept free at the edges of the window

let open = null;

// Return the first opaque background behind an element: explanations have that of the page around them.
function ground(element) {
  for (let each = element; each; each = each.parentElement) {
    const { backgroundColor } = getComputedStyle(each);
    if (!/^rgba\(.*, ?0(\.\d+)?\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
  }
  return "Canvas";
}

function show(termed) {
  if (open === termed) return;
  close();
  const [term, says] = termed.children;
  says.popover = "manual";
  says.style.background = ground(termed);
  says.showPopover();
  open = termed;
  place();
}

function place() {
  if (!open?.isConnected) return;
  const [term, says] = open.children;
  const { left, top, bottom } = term.getClientRects()[0];
  const { width, height } = says.getBoundingClientRect();
  const below = bottom + height + EDGE <= innerHeight || top < height + EDGE;
  says.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
  says.style.top = `${below ? bottom : top - height}px`;
}

function close() {
  if (open?.isConnected) open.lastElementChild.hidePopover();
  open = null;
}

const termedAt = (target) => target.closest?.(".termed") ?? null;

function follow(target) {
  const termed = termedAt(target);
  if (termed) show(termed);
  else if (!open?.contains(document.activeElement)) close();
}

// Start once; elements that come later are included.
export function explainTerms() {
  if (document.documentElement.dataset.terms) return;
  document.documentElement.dataset.terms = "explained";
  document.addEventListener("pointerover", ({ target, pointerType }) => pointerType !== "touch" && follow(target));
  document.addEventListener("focusin", ({ target }) => follow(target));
  document.addEventListener("focusout", ({ target }) => termedAt(target) === open && close());
  document.addEventListener("click", ({ target }) => follow(target));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  addEventListener("scroll", place, { capture: true, passive: true });
}
