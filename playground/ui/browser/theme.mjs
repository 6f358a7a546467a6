// Reports that the page has become dark or light, so that the server draws its charts in the new colours; tells the
// browser the language of the page, and has the terms of the glossary marked and explained.

import { lookOf } from "../player/colours.mjs";
import { takeGlossary, watch } from "../player/term_marks.mjs";
import { mounted } from "./mounted.mjs";

class Theme {
  constructor() {
    this.node = document.createElement("div");
    this.restyled = new MutationObserver(() => this.#compare());
    this.restyled.observe(document.head, { childList: true }); // a new theme brings new rules
    this.system = matchMedia("(prefers-color-scheme: dark)");
    this.onSystem = () => setTimeout(() => this.#compare(), 500); // Streamlit follows it a moment later
    this.system.addEventListener("change", this.onSystem);
    watch(document.body);
  }

  settle(parent) {
    parent.append(this.node);
  }

  // `bytes` says for which theme the page was drawn, in which language, and where the glossary is.
  show(bytes, send) {
    this.send = send;
    let address;
    [this.drawn, document.documentElement.lang, address] = new TextDecoder().decode(bytes).split(" ");
    if (address !== this.glossary) this.#explain((this.glossary = address));
    document.documentElement.dataset.drawn = this.drawn; // tests wait for it
    this.#compare();
  }

  async #explain(address) {
    const answer = await fetch(new URL(address, document.baseURI));
    if (answer.ok) takeGlossary(await answer.json());
  }

  #compare() {
    const variables = getComputedStyle(this.node);
    if (!this.send || !variables.getPropertyValue("--st-background-color")) return;
    const now = lookOf((name) => variables.getPropertyValue(name).trim()).dark ? "dark" : "light";
    if (now === this.reported) return; // once for each change, even if the page is not drawn again
    this.reported = now;
    if (now !== this.drawn) this.send("theme", now);
  }

  end() {
    this.restyled.disconnect();
    this.system.removeEventListener("change", this.onSystem);
    this.node.remove();
  }
}

export default mounted(Theme);
