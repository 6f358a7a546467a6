// Measures how much of the window lies under bar, training strip and a phone's sheet, so that what a lesson scrolls to is
// not behind them; lesson.css reads it. It is measured before each scroll: the strip comes later than the card.

const GAP = 12; // pixels for the outline of a control

export function keepClear() {
  const [bar, strip] = ["topbar", "strip"].map((key) => document.querySelector(`[data-testid=stLayoutWrapper]:has(> .st-key-${key})`));
  const stays = [bar, strip].filter((each) => each && getComputedStyle(each).position === "sticky");
  const sheet = matchMedia("(max-width: 40rem)").matches ? document.querySelector("[data-testid=stSidebar]") : null;
  const { style } = document.documentElement;
  style.setProperty("--covered-top", `${stays.reduce((sum, each) => sum + each.offsetHeight, GAP)}px`);
  style.setProperty("--covered-foot", `${(sheet?.offsetHeight ?? 0) + GAP}px`);
}
