"""What a visitor sees and does in a browser, in a few words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import TimeoutError, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.window import SOCKETS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

#: A small problem that trains thousands of steps in a few seconds.
SMALL = {"data.length": "300", "problem.lookback": "10", "model.hidden_size": "4", "v": "1"}
#: Milliseconds that everything in a browser may take; the machine may be busy with other tests.
PATIENCE = 60_000
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
_STEP = r"^step (\d+)\b"


def address(description: dict[str, str]) -> str:
    """Return the link of a description."""
    return "/?" + urlencode(description)


def query(page: Page) -> dict[str, str]:
    """Return what the address bar says."""
    return {
        key: values[0]
        for key, values in parse_qs(urlsplit(page.url).query, keep_blank_values=True).items()
    }


def status(page: Page) -> Locator:
    """Return the status line."""
    return page.locator(
        ".st-key-status [data-status=training], .st-key-status:not(:has([data-status]))"
    )


def step(page: Page) -> int:
    """Return the training step the status line tells."""
    found = re.match(_STEP, status(page).inner_text())
    assert found is not None, status(page).inner_text()
    return int(found[1])


def wait_for_step(page: Page, least: int) -> None:
    """Wait until so many steps are done."""
    page.wait_for_function(
        "([pattern, least]) => Number(new RegExp(pattern).exec(document.querySelector('.st-key-status')?.innerText ?? '')?.[1] ?? -1) >= least",
        arg=[_STEP, least],
    )


def button(page: Page, name: str) -> Locator:
    """Return the button of just this name on the page itself."""
    return page.get_by_test_id("stMain").get_by_role("button", name=name, exact=True)


def change_one(page: Page, label: str, option: str) -> None:
    """Change one thing with the menu that begins with its label."""
    page.get_by_test_id("stMain").get_by_role("button", name=re.compile(f"^{label}: ")).click()
    page.get_by_role("menuitem", name=option, exact=True).click()


def visit(page: Page, path: str) -> None:
    """Open a link and wait until something can be pressed."""
    page.goto(path)
    expect(button(page, "Reset")).to_be_visible()
    expect(status(page)).to_have_text(re.compile("^step "))


def follow(page: Page, path: str) -> None:
    """Go to another link of the page that is open, as its Back button would, and wait for what it
    describes: a third of the work of loading it. The page may draw that its script begins and ends
    at once, and so show neither; the server's word that it has ended cannot be missed.
    """
    with SOCKETS[page].expect_event("framereceived", _ends_a_script, timeout=PATIENCE):
        page.evaluate(
            """(path) => {
                history.pushState(null, "", path);
                dispatchEvent(new PopStateEvent("popstate"));
            }""",
            path,
        )
    at_rest(page)


def _ends_a_script(frame: bytes | str) -> bool:
    message = ForwardMsg()
    message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


def drawn(page: Page, *, strip: bool = True) -> None:
    """Wait until the tracks, the error curve of the strip and all charts are on screen."""
    page.locator(".tracks .flag").first.wait_for()
    if strip:
        page.locator(".training canvas[style]").first.wait_for()
    page.wait_for_function(
        "() => [...document.querySelectorAll('[role=figure]')].every((each) => each.querySelector('.main-svg'))",
    )


def ended(page: Page, steps: int) -> None:
    """Wait until a run has done all its steps."""
    expect(status(page)).to_contain_text(f"finished: all {steps:,} training steps done")


def full_pace(page: Page) -> None:
    """Choose the fastest pace."""
    page.get_by_test_id("stMain").get_by_role("radio", name="full").click()


def take(page: Page, name: str) -> bytes:
    """Press a download button and return the file's content."""
    sidebar = page.get_by_test_id("stSidebar")
    wanted = sidebar.get_by_role("button", name=name)
    if not wanted.is_visible():
        sidebar.get_by_text("Save and share").click()
    expect(wanted).to_be_enabled()
    with page.expect_download() as coming:
        wanted.click()
    return Path(coming.value.path()).read_bytes()


def at_rest(page: Page) -> None:
    """Wait until a script has drawn the page and none runs for it, the code of all its parts has
    come, and every chart in sight is drawn, as wide as its
    place (a folded one is drawn at the latest when it is opened). What fades is pale for a moment,
    so fading is brought to its end: a tab in the background may never do that. All of it has to
    hold at eight looks in a row, 50 ms apart and with a frame between them: a look makes the
    browser lay out the page, which at each frame would take most of its time.
    """
    try:
        page.wait_for_function(
            f"() => {{ const unrest = ({UNREST})(), drawn = window.drawnSince ?? true;"
            " window.drawnSince = false; requestAnimationFrame(() => { window.drawnSince = true; });"
            " window.restingLooks = unrest ? 0 : (window.restingLooks ?? 0) + drawn;"
            " return window.restingLooks > 8; }",
            polling=50,
        )
    except TimeoutError as error:
        raise AssertionError(f"the page did not come to rest: {page.evaluate(UNREST)}") from error


#: What keeps a page from being at rest, in a few words; empty when nothing does.
UNREST = """() => {
    const charts = [...document.querySelectorAll(".js-plotly-plot")];
    const running = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState;
    const undrawn = [...document.querySelectorAll("[role=figure]"), ...charts].find((each) => each.checkVisibility() && !each.querySelector(".main-svg"));
    const other = charts.find((each) => each.checkVisibility() && each.clientWidth && each._fullLayout?.width !== each.clientWidth);
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
    const stale = document.querySelector("[data-stale=true]");
    const awaited = document.querySelector("[data-testid=stMain] [data-testid=stSkeleton]");
    return [
        document.documentElement.dataset.drawn === undefined && "no script has drawn the page yet",
        running !== "notRunning" && `the script is ${running}`,
        document.documentElement.dataset.scrolls && "a card is about to scroll the picture",
        awaited && "the code of a part has not come yet",
        stale && `stale: ${stale.className}`,
        undrawn && `not drawn: ${undrawn.getAttribute("aria-label")}`,
        other && `a chart of ${other._fullLayout?.width} pixels in ${other.clientWidth}: ${other.getAttribute("aria-label")}`,
    ].filter(Boolean).join("; ");
}"""


def in_scheme(page: Page, scheme: Scheme) -> None:
    """Switch the system of the reader to light or dark, and wait until the page has followed and
    the server has drawn its charts for it.
    """
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        """(dark) => {
            const colour = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor;
            const light = colour.match(/\\d+/g).slice(0, 3).reduce((sum, each) => sum + Number(each), 0);
            const drawn = document.documentElement.dataset.drawn;
            return (light < 200) === dark && drawn === (dark ? "dark" : "light");
        }""",
        arg=scheme == "dark",
    )


def watch_places(page: Page, parts: str) -> None:
    """Note at every frame from now on where parts of the page are that can be seen; see `moved`."""
    page.evaluate(
        """(parts) => {
            const seen = (window.placesSeen = new Map());
            const look = () => {
                if (window.placesSeen !== seen) return;
                for (const each of document.querySelectorAll(parts)) {
                    if (!each.checkVisibility()) continue;
                    const name = each.matches("button") ? each.innerText : each.className;
                    const { left, top } = each.getBoundingClientRect();
                    if (!seen.has(name)) seen.set(name, new Set());
                    seen.get(name).add(`${Math.round(left)}, ${Math.round(top)}`);
                }
                requestAnimationFrame(look);
            };
            look();
        }""",
        parts,
    )


def moved(page: Page) -> list[list[str]]:
    """Return the places of each part that `watch_places` has seen at more than one."""
    seen = "[...window.placesSeen.values()].map((places) => [...places])"
    return list(page.evaluate(f"() => {seen}.filter((places) => places.length > 1)"))


def resized(page: Page, width: int, height: int) -> None:
    """Give the window another size, and wait until everything is drawn for it."""
    page.set_viewport_size({"width": width, "height": height})
    at_rest(page)


def use_file(page: Page) -> None:
    """Choose the first of many columns as the target of an uploaded table, and use it."""
    page.get_by_role("combobox", name="Which column should be predicted?").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Use this file").click()
