// Marks the one control that a lesson asks for, and lets the rest of the page recede. Rules instead of classes, since
// Streamlit renders its elements again at any time.

import { keepClear } from "./covered.mjs";

const RECEDING = '.st-key-heading, .st-key-chips, .st-key-exhibit-panel, .st-key-below';

let [sheet, called] = [null, null];

// `target`: a selector of the control; null for none. `recede`: whether the rest becomes quieter.
export function spotlight(target, recede) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  const quiet = target ? `:is(${RECEDING}):not(:has(${target}))` : `:is(${RECEDING})`;
  const inside = target ? `:is(${RECEDING}):has(${target}) button:not(${target})` : "";
  keepClear();
  const rules = [
    recede ? `${quiet} { filter: grayscale(1); opacity: 0.72; }` : "",
    recede && inside ? `${inside} { filter: grayscale(1); border-color: transparent; }` : "",
    target ? `${target} { outline: 3px solid currentColor !important; outline-offset: 3px; animation: lesson-calls 1.4s ease-in-out 3; }` : "",
    "@keyframes lesson-calls { 50% { outline-offset: 7px; } }",
    "@media (prefers-reduced-motion: reduce) { * { animation-name: none; } }",
  ];
  sheet.replaceSync(rules.join("\n"));
  if (target && target !== called) document.querySelector(target)?.scrollIntoView({ block: "nearest", inline: "center" });
  called = target;
}
