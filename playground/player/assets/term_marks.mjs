// Marks the terms of the glossary in the texts on screen: each where it first occurs in a text. And keeps together what
// no line of them should part.
//
// The texts belong to others, who may change them at any time; some, such as React, keep their text nodes. A text node
// therefore stays in its place with what precedes its first term; the terms and the rest follow it, and go when it
// changes.

import { kept } from "./line_breaks.mjs";
import { terms } from "./style.mjs";
import { explainTerms, plainly, succeed, takeExplanations } from "./terms.mjs";

// A text with several paragraphs, and other texts.
const WHOLE = '[data-testid="stMarkdownContainer"], .said';
const TEXTS = `${WHOLE}, p, li, dd, h1, h2, h3, h4, h5, h6, legend, figcaption, .label, .note`;
// Elements whose text is pressed, changes with each step, is read aloud as it changes, or explains terms itself.
const SKIPPED = `a, button, select, textarea, summary, code, pre, svg, output, nav, dialog, .option, .glossary, .term, .termed, .says,
  .st-key-learn, .st-key-topbar, label[data-baseweb], [aria-live], [role="status"], [role="button"], [role="tab"],
  [role="option"], [role="menuitem"], [role="tooltip"], [data-baseweb="popover"], [contenteditable]`;

let glossary = null; // { pattern, keys }
const roots = new Set();
const made = new WeakMap(); // term -> the marked text node: { node, head, text, added }
const marked = new WeakMap(); // text -> what it read when it was marked

const css = new CSSStyleSheet();
css.replaceSync(terms);

const observer = new MutationObserver(changed);

const textAt = (element) => element.closest(WHOLE) ?? element.closest(TEXTS);

// Return the texts in an element or root, which may itself be one.
function textsIn(part) {
  const inside = [...part.querySelectorAll(TEXTS)].map(textAt);
  return new Set(part.matches?.(TEXTS) ? [textAt(part), ...inside] : inside);
}

const reading = (text) => `${text.querySelectorAll(".term").length} ${text.textContent}`;

// Have an element explained as a term of the glossary.
export function explain(element, key) {
  element.classList.add("term");
  element.dataset.term = key;
  element.setAttribute("aria-description", plainly(key));
}

// Return the element for a term. Beside a control, which has a help text, it is no further stop for the keyboard.
function termOf(key, phrase, inLabel) {
  const term = document.createElement("span");
  Object.assign(term, { textContent: phrase, title: "" }); // the title of what is around it would cover the explanation
  explain(term, key);
  if (!inLabel) Object.assign(term, { role: "term", tabIndex: 0 });
  return term;
}

// Mark the terms of a text node that have not been seen in its text yet.
function markNode(node, seen, inLabel) {
  const { data: text } = node;
  const added = [];
  let [head, at] = [text, 0];
  for (const { 0: phrase, index } of text.matchAll(glossary.pattern)) {
    const key = glossary.keys[phrase.toLowerCase()];
    if (seen.has(key)) continue;
    seen.add(key);
    if (!added.length) head = text.slice(0, index);
    else if (index > at) added.push(new Text(text.slice(at, index)));
    added.push(termOf(key, phrase, inLabel));
    at = index + phrase.length;
  }
  if (!added.length || /flex|grid/.test(getComputedStyle(node.parentElement).display)) return; // each piece would be a column
  if (at < text.length) added.push(new Text(text.slice(at)));
  node.data = head;
  node.after(...added);
  for (const each of added) if (each.dataset) made.set(each, { node, head, text, added });
}

function keepTogether(node) {
  const text = kept(node.data);
  if (text !== node.data) node.data = text;
}

function mark(text) {
  if (!glossary || text.closest(SKIPPED)) return;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(SKIPPED)) nodes.push(walker.currentNode);
  const seen = new Set(Array.from(text.querySelectorAll("[data-term]"), (term) => term.dataset.term));
  const inLabel = text.closest("label") !== null;
  for (const node of nodes) {
    keepTogether(node);
    markNode(node, seen, inLabel);
  }
  marked.set(text, reading(text));
}

// Take the marks away; `rewritten`: text nodes that others have changed since.
function unmark(text, rewritten) {
  for (const term of text.querySelectorAll(".term")) {
    const entry = made.get(term);
    if (!entry || !term.isConnected) continue;
    if (!rewritten.has(entry.node)) entry.node.data = entry.text;
    for (const each of entry.added) each.remove();
  }
}

function renew(text, rewritten) {
  if (![...rewritten].some((node) => text.contains(node)) && marked.get(text) === reading(text)) return;
  unmark(text, rewritten);
  mark(text);
  succeed((key) => text.querySelector(`[data-term="${key}"]`));
}

function changed(records) {
  const [texts, rewritten] = [new Set(), new Set()];
  for (const { type, target, addedNodes } of records) {
    if (type === "characterData") rewritten.add(target);
    const element = target instanceof Text ? target.parentElement : target;
    const text = element instanceof Element ? textAt(element) : null;
    if (text) texts.add(text);
    else for (const node of addedNodes) if (node instanceof Element) for (const each of textsIn(node)) texts.add(each);
  }
  for (const text of texts) if (text.isConnected) renew(text, rewritten);
  succeed(() => null);
  observer.takeRecords(); // these are our own changes
}

// Mark and explain the terms in a document's body or in a shadow root, now and whenever its texts change.
export function watch(root) {
  const shadow = root instanceof ShadowRoot;
  const { adoptedStyleSheets: sheets } = shadow ? root : document;
  if (!sheets.includes(css)) sheets.push(css);
  if (roots.has(root)) return;
  roots.add(root);
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  explainTerms(shadow ? root : document);
  for (const text of textsIn(root)) mark(text);
  observer.takeRecords();
}

// Take the glossary in the language of the page: the pattern of its terms, their keys, and their explanations.
export function takeGlossary({ pattern, keys, says }) {
  glossary = { pattern: new RegExp(pattern, "gi"), keys };
  takeExplanations(says);
  for (const root of roots) {
    if (root.host && !root.host.isConnected) roots.delete(root);
    for (const text of textsIn(root)) {
      unmark(text, new Set());
      mark(text);
    }
  }
  observer.takeRecords();
}
