// Shows a text in a field with a button that copies it, also where the browser offers no clipboard: a class reaches the
// server by plain HTTP.

import { element } from "../player/labels.mjs";
import { mounted } from "./mounted.mjs";

const SAID = 2000; // milliseconds for which the button says that it has copied

class Copy {
  constructor() {
    this.node = element("div", "copy");
    this.field = element("textarea", "", this.node);
    this.field.readOnly = true;
    this.field.addEventListener("focus", () => this.field.select());
    this.button = element("button", "", this.node);
    this.button.addEventListener("click", () => this.#copy());
    this.said = element("span", "", this.node);
    this.said.setAttribute("role", "status");
  }

  settle(parent) {
    parent.append(this.node);
  }

  // `bytes` is JSON: {text, label, copy, copied}.
  show(bytes) {
    this.words = JSON.parse(new TextDecoder().decode(bytes));
    this.field.value = this.words.text;
    this.field.setAttribute("aria-label", this.words.label);
    this.button.textContent = this.words.copy;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.words.text);
    } catch {
      this.field.focus();
      document.execCommand("copy");
      this.button.focus();
    }
    this.said.textContent = this.words.copied;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.said.textContent = ""), SAID);
  }

  end() {
    clearTimeout(this.timer);
    this.node.remove();
  }
}

export default mounted(Copy);
