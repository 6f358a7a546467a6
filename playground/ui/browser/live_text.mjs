// Updates text during training by overlaying the text that Streamlit has rendered.
// The overlay has the same position, so that nothing below moves, and is removed when the page is rendered again.

const style = new CSSStyleSheet();
style.replaceSync(`
  [data-laid] { display: grid; }
  [data-laid] > * { grid-area: 1 / 1; }
  [data-laid] > :not(.laid), [data-laid] > :not(.laid) * { visibility: hidden; } /* Streamlit makes parts of it visible again */
  [data-laid] > .laid p { margin: 0 0 1rem; }
  [data-laid] > .laid p:last-child { margin: 0; }
  [data-laid] > .laid[style] { padding-bottom: 0.4rem; align-self: start; border-radius: 2px;
    background: linear-gradient(currentColor, currentColor) 0 100% / calc(100% * var(--share)) 3px no-repeat,
      linear-gradient(#8884, #8884) 0 100% / 100% 3px no-repeat; }
`);

const written = new Map(); // name -> { base, live, film, node }

const place = (name) => document.querySelector(`.st-key-${CSS.escape(name)}`);

// Overlay a text with lines for the newest step (layer "live"), for a held recorded step (layer "film", which has
// priority), or with the page's own text set otherwise (layer "base"); null removes them. `share` is the progress shown
// as a bar, from 0 to 1. `set(lines)` returns the elements for the lines, by default a paragraph each.
export function write(name, lines, { layer = "live", share, set = paragraphs } = {}) {
  const entry = written.get(name) ?? { base: null, live: null, film: null, node: document.createElement("div") };
  Object.assign(entry, { [layer]: lines, set });
  if (share !== undefined) entry.node.style.setProperty("--share", Math.min(1, Math.max(0, share)));
  written.set(name, entry);
  lay(name, entry);
}

const paragraphs = (lines) => lines.map((line) => Object.assign(document.createElement("p"), { textContent: line }));

function lay(name, { base, live, film, node, set }) {
  const there = place(name);
  const lines = film ?? live ?? base;
  if (!lines || !there) {
    delete node.parentElement?.dataset.laid;
    node.remove();
    return;
  }
  if (!document.adoptedStyleSheets.includes(style)) document.adoptedStyleSheets.push(style);
  node.className = "laid";
  const text = lines.join("\n");
  if (node.dataset.text !== text) {
    node.dataset.text = text;
    node.replaceChildren(...set(lines));
  }
  node.style.fontWeight = there.querySelector(":scope > :not(.laid) p > strong:only-child") ? "600" : ""; // as it is at rest
  if (there.firstChild !== node) there.prepend(node);
  there.dataset.laid = "";
}

// Remove the live text after the page has been rendered again.
export function clear() {
  for (const [name, entry] of written) {
    entry.live = null;
    lay(name, entry);
  }
}
