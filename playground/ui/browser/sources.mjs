// Lists the sources in groups, with a picture of each: filtered while the reader types, and used with the keyboard.

import { element } from "../player/labels.mjs";
import { mounted } from "./mounted.mjs";
import { matches } from "./search.mjs";

const css = `
:host { display: block; }
.sources { color: var(--st-text-color); font: 0.9375rem / 1.3 var(--st-font); --edge: color-mix(in srgb, var(--st-text-color) 22%, var(--st-background-color)); }
input, button { font: inherit; color: inherit; border: 1px solid transparent; border-radius: var(--st-base-radius); background: transparent; }
input { box-sizing: border-box; width: 100%; min-height: 2.25rem; padding: 0 0.625rem; border-color: var(--edge); }
input::placeholder { color: inherit; opacity: 0.75; }
.list { max-height: min(26rem, 55vh); overflow-y: auto; margin-top: 0.25rem; overscroll-behavior: contain; }
h4 { margin: 0; padding: 0.625rem 0 0.125rem; font: 600 0.9375rem / 1.3 var(--st-font); }
button { display: grid; grid-template-columns: auto 1fr auto; gap: 0.625rem; align-items: center; width: 100%; min-height: 2.125rem;
  padding: 0.125rem 0.5rem; text-align: left; cursor: pointer; }
button:hover { border-color: var(--edge); }
button[aria-current] { border-color: currentColor; font-weight: 600; }
button[aria-current]::after { content: "✓"; }
:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: -2px; }
img { display: block; }
.none { margin: 0; padding: 0.5rem 0; }
[hidden], .none:empty { display: none; }
`;
const style = new CSSStyleSheet();
style.replaceSync(css);

class Sources {
  constructor() {
    this.node = element("div", "sources");
    this.search = element("input", "", this.node);
    Object.assign(this.search, { type: "search", autocomplete: "off", spellcheck: false });
    this.list = element("div", "list", this.node);
    this.none = element("p", "none", this.node);
    this.none.setAttribute("role", "status");
    this.search.addEventListener("input", () => this.#filter());
    this.node.addEventListener("keydown", (event) => this.#key(event));
  }

  settle(parent) {
    (parent instanceof ShadowRoot ? parent : document).adoptedStyleSheets = [style];
    parent.append(this.node);
  }

  // `bytes` is JSON: the words, the groups with their sources, and the name of the present source.
  show(bytes, send) {
    this.send = send;
    const text = new TextDecoder().decode(bytes);
    if (text === this.text) return;
    const first = this.text === undefined;
    this.text = text;
    const { words, groups, present } = JSON.parse(text);
    this.words = words;
    this.search.setAttribute("aria-label", words.search);
    this.search.placeholder = words.placeholder;
    this.list.replaceChildren(...groups.map((group) => this.#group(group, present)));
    this.#filter();
    if (first && matchMedia("(pointer: fine)").matches) requestAnimationFrame(() => this.search.focus({ preventScroll: true }));
  }

  #group({ title, sources }, present) {
    const section = element("section", "");
    element("h4", "", section, title);
    for (const { name, label, summary, picture } of sources) {
      const button = element("button", "", section);
      Object.assign(button, { type: "button", title: summary });
      button.dataset.text = `${title} ${label} ${summary}`;
      if (name === present) button.setAttribute("aria-current", "true");
      if (picture) Object.assign(element("img", "", button), { src: picture, alt: "", loading: "lazy" });
      element("span", "", button, label);
      button.addEventListener("click", () => this.send("pick", name));
    }
    return section;
  }

  get #shown() {
    return [...this.list.querySelectorAll("button:not([hidden])")];
  }

  #filter() {
    for (const section of this.list.children) {
      const buttons = [...section.querySelectorAll("button")];
      for (const each of buttons) each.hidden = !matches(each.dataset.text, this.search.value);
      section.hidden = buttons.every((each) => each.hidden);
    }
    this.none.textContent = this.#shown.length ? "" : this.words.none;
  }

  // The arrows go through what is shown, Enter takes the first, and letters go to the search.
  #key(event) {
    const { key, target } = event;
    const searching = target === this.search;
    if (key === "Tab" || key === "Escape") return;
    event.stopPropagation(); // Streamlit would take letters as commands
    if (key === "ArrowDown" || key === "ArrowUp") this.#move(target, key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" && searching && this.search.value.trim()) this.#shown[0]?.click();
    else return searching || key.length > 1 || key === " " || event.ctrlKey || event.metaKey || this.search.focus();
    event.preventDefault();
  }

  #move(from, by) {
    const stops = [this.search, ...this.#shown];
    stops[Math.min(stops.length - 1, Math.max(0, stops.indexOf(from) + by))].focus();
  }

  end() {
    this.node.remove();
  }
}

export default mounted(Sources);
