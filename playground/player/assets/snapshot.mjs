// Saves the view as a PNG image: the canvases and the text around them, on the page's background colour.

const SCALE = 2; // image pixels per page pixel, for a resolution suitable for print
// Elements that are only useful on the page.
const LEFT_OUT = "button, select, [hidden], .heard, .bar, .hint";

export async function save(player) {
  const canvas = snapshot(player);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `step-${player.frame.step ?? 0}-t-${player.view.first + player.cursor.at}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function snapshot(player) {
  const { look } = player;
  const main = player.root.parentElement;
  const { left, top, width, bottom } = main.getBoundingClientRect();
  const first = player.story.hidden ? player.root : player.story;
  const above = first.getBoundingClientRect().top - top; // height of the bar with its buttons
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: Math.ceil(width + 24) * SCALE, height: Math.ceil(bottom - top - above + 24) * SCALE });
  const ctx = canvas.getContext("2d");
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = `rgb(${look.paper.join()})`;
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.translate(12 - left, 12 - top - above);
  for (const drawn of main.querySelectorAll("canvas")) place(ctx, drawn);
  for (const flag of main.querySelectorAll(".flag")) pill(ctx, flag);
  for (const swatch of main.querySelectorAll(".swatch")) stroke(ctx, swatch);
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(LEFT_OUT)) text(ctx, walker.currentNode);
  return canvas;
}

function place(ctx, canvas) {
  const box = canvas.getBoundingClientRect();
  if (box.width) ctx.drawImage(canvas, box.left, box.top, box.width, box.height);
}

function pill(ctx, node) {
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  ctx.beginPath();
  ctx.roundRect(box.left, box.top, box.width, box.height, box.height / 2);
  ctx.fillStyle = style.backgroundColor;
  ctx.fill();
  ctx.strokeStyle = style.borderTopColor;
  ctx.stroke();
}

function stroke(ctx, node) {
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  ctx.fillStyle = ctx.strokeStyle = node.classList.contains("dots") ? style.backgroundColor : style.borderTopColor;
  ctx.lineWidth = parseFloat(style.borderTopWidth) || 1;
  ctx.setLineDash(node.classList.contains("dotted") ? [2, 3] : []);
  ctx.beginPath();
  if (node.classList.contains("dots")) {
    ctx.arc(box.left + box.width / 2, box.top + box.height / 2, box.width / 2, 0, 7);
    ctx.fill();
  } else {
    ctx.moveTo(box.left, box.top + ctx.lineWidth / 2);
    ctx.lineTo(box.right, box.top + ctx.lineWidth / 2);
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

// Draw text word by word at its position on the page. Text that the page truncates is truncated here too.
function text(ctx, node) {
  const style = getComputedStyle(node.parentElement);
  if (style.visibility === "hidden") return;
  ctx.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  ctx.fillStyle = style.color;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const limit = node.parentElement.closest(".note, .label")?.getBoundingClientRect();
  const label = node.parentElement.closest(".label");
  // The first word of a label is capitalized.
  const first = label && !label.firstChild.previousSibling && label.textContent.startsWith(node.data) ? node.data.search(/\S/) : -1;
  const range = document.createRange();
  let end = null;
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    const middle = (box.top + box.bottom) / 2;
    if (limit && (box.bottom > limit.bottom + 2 || box.right > limit.right + 2)) {
      if (end !== null) ctx.fillText("…", end, middle);
      return;
    }
    ctx.fillText(index === first ? word[0].toUpperCase() + word.slice(1) : word, box.left, middle);
    end = box.right;
  }
}
