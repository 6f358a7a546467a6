"""Whether texts of a page lie on each other, are cut or turned: of the page itself, of its charts,
and those the player writes on its canvas.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Put into a page before it is opened: every canvas remembers what is written on it and where,
#: until it is cleared.
REMEMBER = """
(() => {
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    const { width, actualBoundingBoxAscent: up, actualBoundingBoxDescent: down, actualBoundingBoxLeft: left } = this.measureText(text);
    const scale = devicePixelRatio || 1, at = this.getTransform();
    (this.canvas.written ??= []).push({ text: String(text), x: (at.e + at.a * (x - left)) / scale, y: (at.f + at.d * (y - up)) / scale, width, height: up + down });
    return fillText.call(this, text, x, y, ...rest);
  };
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    this.canvas.written = [];
    return clearRect.apply(this, box);
  };
})();
"""

#: Rectangles of every text of the page and of its players, shadow roots and canvases included, as
#: far as they can be seen.
BOXES = """
() => {
  const boxes = [];
  const inside = (box, limit) => {
    const left = Math.max(box.left, limit.left), top = Math.max(box.top, limit.top);
    return { left, top, right: Math.min(box.right, limit.right), bottom: Math.min(box.bottom, limit.bottom) };
  };
  let nodes = 0;
  const add = (text, box, owner, node = null, limit = null) => { if (box.right - box.left > 1 && box.bottom - box.top > 1) boxes.push({ text, owner, node, limit, ...box }); };
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const plain = ({ left, top, right, bottom }) => ({ left, top, right, bottom });
  const walk = (root, owner, limited = true) => {
    const whole = limited ? plain(root.getBoundingClientRect()) : null;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        const parent = node.parentElement;
        if (!node.data.trim() || !parent || !seen(parent) || parent.closest(".heard, option, style, script, .flag")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const foot = parent.closest("[data-testid=stLayoutWrapper]:has(> .st-key-change)"); // lies over the page on a phone
        const place = foot && getComputedStyle(foot).position === "fixed" ? "foot" : owner;
        nodes += 1; // a text cut short has two rectangles: the whole and the shortened one
        for (const one of range.getClientRects()) {
          let box = inside(one, { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 });
          for (let up = parent; up; up = up.parentElement) if (getComputedStyle(up).overflow !== "visible") box = inside(box, up.getBoundingClientRect());
          add(node.data.trim(), box, place, nodes, whole ?? plain(box));
        }
      } else if (node.localName === "canvas" && node.written && seen(node)) {
        const at = node.getBoundingClientRect();
        const written = node.written;
        for (const one of written) add(one.text, { left: at.left + one.x, top: at.top + one.y, right: at.left + one.x + one.width, bottom: at.top + one.y + one.height }, owner, null, plain(at));
      }
    }
  };
  const players = [];
  const find = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.classList.contains("player")) players.push(node);
      if (node.shadowRoot) find(node.shadowRoot);
    }
  };
  find(document);
  players.forEach((player, i) => walk(player.querySelector(".main"), i));
  const page = document.querySelector("[data-testid=stMain]");
  if (page) walk(page, "page", false); // as long as it needs to be, so nothing of it is cut
  document.querySelectorAll(".js-plotly-plot .main-svg").forEach((chart) => {
    const owner = players.length + [...document.querySelectorAll(".js-plotly-plot")].indexOf(chart.closest(".js-plotly-plot"));
    for (const node of chart.querySelectorAll("text")) if (seen(node) && node.textContent.trim()) {
      const box = node.getBoundingClientRect();
      add(node.textContent.trim(), plain(box), owner, null, plain(chart.getBoundingClientRect()));
    }
  });
  return boxes;
}
"""
#: Pixels by which the boxes of two lines of text may share a strip: a box is higher than the
#: letters in it.
SLACK = 3.0
#: Texts that no page can do with: one that has so few was looked at before it was drawn.
FEWEST = 10


def overlaps(page: Page) -> list[str]:
    """Return every two texts that lie on each other."""
    return _overlapping(page.evaluate(BOXES))


def _overlapping(boxes: list[dict[str, Any]]) -> list[str]:
    if len(boxes) <= FEWEST:
        return [f"the page has written next to nothing: {[box['text'] for box in boxes]}"]
    found, above = [], []
    for one in sorted(boxes, key=itemgetter("top")):
        above = [other for other in above if other["bottom"] - one["top"] > SLACK]
        for other in above:
            wide = min(one["right"], other["right"]) - max(one["left"], other["left"])
            high = min(one["bottom"], other["bottom"]) - one["top"]
            same = one["node"] is not None and one["node"] == other["node"]
            if one["owner"] == other["owner"] and not same and wide > SLACK and high > SLACK:
                found.append(
                    f"{one['text']!r} on {other['text']!r}: {wide:.0f} × {high:.0f} pixels"
                )
        above.append(one)
    return found


#: Texts at a chart's axes that neither lie flat nor stand upright, as titles of vertical axes do.
TURNED = """() => [...document.querySelectorAll('.js-plotly-plot .xtick text, .js-plotly-plot .ytick text, .js-plotly-plot .x2tick text, .js-plotly-plot .cbaxis text')]
    .filter((n) => Math.abs(Number(/rotate\\(([-\\d.]+)/.exec(n.getAttribute('transform') ?? '')?.[1] ?? 0)) > 0.5).map((n) => n.textContent)"""
#: A letter with an underscore, where something should be set low.
RAW = re.compile(r"(?<![\w.])[^\W\d_]_\w")


def cut(page: Page) -> list[str]:
    """Return every text that is not all on its canvas, in its player or in its chart."""
    return _cut(page.evaluate(BOXES))


def _cut(boxes: list[dict[str, Any]]) -> list[str]:
    found = []
    for box in boxes:
        limit = box["limit"]
        over = max(
            limit["left"] - box["left"],
            box["right"] - limit["right"],
            limit["top"] - box["top"],
            box["bottom"] - limit["bottom"],
        )
        if over > SLACK:
            found.append(f"{box['text']!r} by {over:.0f} pixels")
    return found


def faults(page: Page) -> list[str]:
    """Return everything that is wrong with the texts of a page: on each other, cut, turned, or with
    a bare underscore.
    """
    boxes = page.evaluate(BOXES)
    return [
        *(f"cut: {text}" for text in _cut(boxes)),
        *(f"turned: {text!r}" for text in page.evaluate(TURNED)),
        *_overlapping(boxes),
        *(f"raw: {box['text']!r}" for box in boxes if RAW.search(box["text"])),
    ]
