// Remembers what is pressed on the controls that come with the first HTML, before the page's own code has loaded, and
// presses it on the page's own controls as soon as they exist. It is sent inside that HTML and imports nothing.

const OWN = ".st-key-buttons button";
const OVER = 'body:not(:has(.st-key-buttons)) [data-test-script-state="notRunning"] .st-key-topbar';
const DOUBLE = 600; // milliseconds in which a second click belongs to the first

const frame = document.getElementById("first-sight");
const heard = frame.querySelector("[aria-live]");
const early = [...frame.querySelectorAll("button")];
const { pathname } = location;
const name = (button) => button?.textContent.trim();

let [wanted, held, pressedAt] = [null, null, -Infinity];
let focused = null; // the browser forgets it without a word when the style hides the frame
let dropped = false; // the reader did something else on a page without these controls

function press(button) {
  [wanted, held, pressedAt] = [button, null, performance.now()];
  for (const each of early) each.toggleAttribute("data-pressed", each === button);
  heard.textContent = button.dataset.said;
}

for (const button of early) {
  button.addEventListener("pointerdown", (event) => (held = event.button === 0 ? button : null));
  button.addEventListener("click", () => press(button));
  button.addEventListener("focus", () => (focused = button));
  button.addEventListener("blur", () => button.checkVisibility() && (focused = null));
}
document.addEventListener("pointerup", ({ target }) => (held = target === held ? held : null), { capture: true });
document.addEventListener("pointercancel", () => (held = null), { capture: true });
document.addEventListener("click", ({ target }) => (dropped ||= !frame.contains(target) && target.closest("a, button, input, label") !== null), { capture: true });

// Focus the page's own control, and write down its place: what replaces it may come before focus.mjs, which keeps the
// focus from then on.
function takeFocus(button, own) {
  if (!button) return;
  button.closest(".st-key-buttons").dataset.focused = own.indexOf(button);
  button.focus({ preventScroll: true });
}

// Press the page's own control, which shows this until it changes, and ignore the second half of a double click.
function passOn(button) {
  button.dataset.pressed = "";
  new MutationObserver((_changes, itself) => {
    delete button.dataset.pressed;
    itself.disconnect();
  }).observe(button, { childList: true, characterData: true, subtree: true });
  button.click();
  const again = (event) => event.isTrusted && event.target.closest?.(OWN) && event.stopPropagation();
  document.addEventListener("click", again, { capture: true });
  setTimeout(() => document.removeEventListener("click", again, { capture: true }), pressedAt + DOUBLE - performance.now());
}

// React hides what it has drawn while it loads what stands beside it: the frame goes when the page's own can be seen. A
// page that differs gets nothing that was meant for this one, nor one on which the reader does something else first.
function look(_changes, itself) {
  const own = [...document.querySelectorAll(OWN)].filter((each) => each.checkVisibility()); // some are there twice
  if (!own.length && !document.querySelector(OVER)) return;
  frame.style.display = "none";
  const same = (button) => own.find((each) => name(each) === name(button));
  if (focused && [focused, document.body].includes(document.activeElement)) takeFocus(same(focused), own);
  if (held) press(held); // it is still down
  const stays = location.pathname === pathname && !dropped;
  const target = wanted && stays ? same(wanted) : null;
  if (wanted && stays && !target) return; // its control comes with the next elements
  itself.disconnect();
  frame.remove();
  if (target && !target.disabled) passOn(target);
}

new MutationObserver(look).observe(document.getElementById("root"), {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["data-test-script-state", "style"],
});
