// Present mode: keys that act wherever the focus is, and a list of them.

import { element } from "../player/labels.mjs";
import { KEYS, SIGNS, entryOf, listed, press } from "../player/keys.mjs";
import { players } from "./elements.mjs";
import { mounted } from "./mounted.mjs";

const WRITING = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=range], [type=button])";
const PRESSED = "a[href], button, summary, input, [role=button], [role=tab], [role=radio], [role=option], [role=menuitem]";

class Present {
  constructor() {
    this.node = document.createElement("div");
    this.button = element("button", "keys-button", this.node, "?");
    this.button.addEventListener("click", () => this.list());
    this.dialog = element("dialog", "keys", this.node);
    this.byKeyboard = false;
    this.onKey = (event) => this.#key(event);
    this.onPointer = () => (this.byKeyboard = false);
    document.addEventListener("keydown", this.onKey, { capture: true });
    document.addEventListener("pointerdown", this.onPointer, { capture: true });
  }

  settle(parent) {
    this.parent = parent;
    parent.append(this.node);
  }

  // `bytes` is JSON: whether the page is presented, and the words; null without present mode.
  show(bytes) {
    this.words = JSON.parse(new TextDecoder().decode(bytes));
    this.button.hidden = !this.words;
    if (!this.words) return this.dialog.close();
    this.button.title = this.words.title;
    this.button.setAttribute("aria-label", this.words.title);
    this.button.setAttribute("aria-haspopup", "dialog");
  }

  #key(event) {
    if (event.key === "Tab") this.byKeyboard = true;
    if (!this.words || event.defaultPrevented || this.#isWriting(event)) return;
    if (this.dialog.open && event.key !== "?") return;
    if (event.repeat && !event.key.startsWith("Arrow") && !"[]".includes(event.key)) return;
    if (!entryOf("present", event) || this.#pressesControl(event)) return;
    if (press("present", event, players()[0], this)) event.stopPropagation();
  }

  #isWriting(event) {
    const target = event.composedPath()[0];
    return target instanceof Element && target.closest(WRITING) !== null;
  }

  // Return whether the key belongs to a control that was reached with the keyboard.
  #pressesControl(event) {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || !target.matches(PRESSED)) return false;
    const moves = event.key.startsWith("Arrow") && target.matches("input, [role]");
    return this.byKeyboard && (event.key === " " || moves);
  }

  // Press Train or Pause, whichever is shown.
  train() {
    const names = [this.words.pause, this.words.train_button];
    const buttons = [...document.querySelectorAll(".stMain button")].filter((one) => one.checkVisibility() && !one.disabled);
    const found = names.map((name) => buttons.find((one) => one.textContent.trim() === name)).find(Boolean);
    if (!found) return false;
    found.click();
    return true;
  }

  screen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  list() {
    if (this.dialog.open) return this.dialog.close();
    const { words } = this;
    const title = element("h2", "", null, words.title);
    title.id = "keys-title";
    this.dialog.setAttribute("aria-labelledby", title.id);
    const parts = Object.keys(KEYS).flatMap((where) => [element("h3", "", null, words[`in_${where}`]), this.#table(where)]);
    const close = element("button", "", null, words.close);
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.replaceChildren(title, ...parts, close);
    this.dialog.showModal();
  }

  #table(where) {
    const list = element("dl", "");
    for (const [keys, word] of listed(where)) {
      const term = element("dt", "", list);
      for (const key of keys) element("kbd", "", term, key === " " ? this.words.space : (SIGNS[key] ?? this.words[key] ?? key));
      element("dd", "", list, this.words[`key_${word}`]);
    }
    return list;
  }

  end() {
    document.removeEventListener("keydown", this.onKey, { capture: true });
    document.removeEventListener("pointerdown", this.onPointer, { capture: true });
    this.node.remove();
  }
}

export default mounted(Present);
