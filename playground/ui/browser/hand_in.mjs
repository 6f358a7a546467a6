// Makes the files that a reader hands in: a page and its data, with the name that is typed here and sent nowhere.

import { element } from "../player/labels.mjs";
import { say } from "../player/words.mjs";
import { mounted } from "./mounted.mjs";

const NAME = "playground.name"; // of the reader, in the browser's storage
const STYLE = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.4rem .6rem;text-align:left;vertical-align:top}";

class HandIn {
  constructor() {
    this.node = element("form", "hand-in");
    this.title = element("strong", "", this.node);
    this.label = element("label", "", this.node);
    this.caption = element("span", "", this.label);
    this.field = element("input", "", this.label);
    Object.assign(this.field, { type: "text", maxLength: 80, autocomplete: "name" });
    this.field.addEventListener("input", () => this.#keep());
    this.node.addEventListener("submit", (event) => event.preventDefault());
    this.page = this.#button(() => this.#save("html", "text/html", this.#written()));
    this.data = this.#button(() => this.#save("json", "application/json", JSON.stringify(this.#named(), null, 1)));
    this.note = element("p", "", this.node);
    this.said = element("p", "", this.node);
    this.said.setAttribute("role", "status");
  }

  #button(act) {
    const node = element("button", "", this.node);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  }

  settle(parent) {
    parent.append(this.node);
  }

  // `bytes` is JSON: {words, title, file}; `file` is what playground/lessons/hand_in.py reads again.
  show(bytes) {
    this.told = JSON.parse(new TextDecoder().decode(bytes));
    const { words, file } = this.told;
    this.title.textContent = words.title;
    this.caption.textContent = words.name;
    if (!this.field.value) this.field.value = stored();
    this.page.textContent = words.html;
    this.data.textContent = words.json;
    const empty = !file.answers.length;
    this.page.disabled = this.data.disabled = empty;
    this.note.textContent = empty ? words.nothing : words.private;
  }

  #keep() {
    try {
      localStorage.setItem(NAME, this.field.value);
    } catch {
      // without storage the name is typed again
    }
  }

  #named() {
    return { ...this.told.file, name: this.field.value.trim(), title: this.told.title, written: new Date().toISOString() };
  }

  // Return the page as HTML. Every text is set as text, so that none of it can become markup.
  #written() {
    const { words, title, file } = this.told;
    const name = this.field.value.trim() || words.anonymous;
    const page = document.implementation.createHTMLDocument(say(words.of, { lesson: title, name }));
    page.documentElement.lang = file.language;
    page.head.prepend(Object.assign(page.createElement("meta"), { name: "viewport", content: "width=device-width" }));
    page.head.append(Object.assign(page.createElement("style"), { textContent: STYLE }));
    const add = (tag, parent, text) => {
      const node = page.createElement(tag);
      if (text !== undefined) node.textContent = text;
      parent.append(node);
      return node;
    };
    const main = add("main", page.body);
    add("h1", main, page.title);
    add("p", main, new Date().toLocaleString(file.language));
    const table = add("table", main);
    const head = add("tr", add("thead", table));
    for (const key of ["step", "said", "truth", "because", "reached"]) add("th", head, words[key]).scope = "col";
    const body = add("tbody", table);
    for (const answer of file.answers) this.#row(answer, add("tr", body), add);
    const data = add("script", page.body);
    Object.assign(data, { type: "application/json", id: "hand-in" });
    data.textContent = JSON.stringify(this.#named()).replaceAll("<", "\\u003c");
    const charset = '<meta charset="utf-8">';
    return `<!doctype html>\n${page.documentElement.outerHTML.replace("<head>", `<head>${charset}`)}`;
  }

  #row(answer, row, add) {
    const { words } = this.told;
    add("td", row, `${answer.step} · ${answer.title}`);
    for (const key of ["said", "truth", "because"]) add("td", row, answer[key]);
    const reached = add("td", row);
    const names = { step: words.training_step, train_loss: words.train_loss, validation_error: words.validation_error };
    const numbers = Object.entries(answer.numbers).map(([key, value]) => `${names[key]} ${Number(value.toPrecision(4))}`);
    add("div", reached, numbers.join(", "));
    if (answer.link) add("a", reached, words.state).href = new URL(`?${answer.link}`, document.baseURI).href;
  }

  #save(kind, type, text) {
    const { lesson } = this.told.file;
    const who = this.field.value.trim().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
    const name = [lesson, who].filter(Boolean).join("-").slice(0, 80) + `.${kind}`;
    const link = element("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.said.textContent = say(this.told.words.saved, { file: name });
  }

  end() {
    this.node.remove();
  }
}

function stored() {
  try {
    return localStorage.getItem(NAME) ?? "";
  } catch {
    return "";
  }
}

export default mounted(HandIn);
