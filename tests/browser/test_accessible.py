"""Every page through axe, light and dark: nothing moderate, nothing serious."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from playground.figures.palette import palette
from playground.ui.main import PAGES
from tests.browser.sights import at_rest, in_scheme

GRAVE = ("moderate", "serious", "critical")
PATHS = [path for _file, _title, _icon, path in PAGES]


#: All rules of axe-core, or those named, on the page or a part of it. Not loaded beforehand: media
#: and style sheets, of which only the rules on sound and on a locked orientation read. What passes
#: stays in the page: bringing it here takes about as long as judging it.
JUDGE = """async ([within, rules]) => (await axe.run(within ?? document, {
    resultTypes: ["violations"], preload: false, ...(rules.length ? { runOnly: rules } : {}),
})).violations"""
#: The rules that a change of the colours may break.
COLOURS = ("color-contrast", "link-in-text-block")


def faults(page: Page, within: str | None = None, rules: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core judges to be grave."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    return [
        f"{fault['id']}: {node['target']} {node['html'][:160]}"
        for fault in page.evaluate(JUDGE, [within, rules])
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("path", PATHS)
def test_page_has_no_grave_fault_of_accessibility(path: str, page: Page) -> None:
    """Names, roles, keyboard, and contrast: opened in the dark, then light, then dark again. In the
    light most tests open their pages; a lesson opened in it is judged in `test_lessons`.
    """
    page.emulate_media(color_scheme="dark")
    page.goto(f"/{path}")
    page.locator("h1, h2, h3").first.wait_for()
    at_rest(page)
    assert faults(page, rules=COLOURS) == [], "dark"
    in_scheme(page, "light")
    at_rest(page)
    assert faults(page) == [], "light"
    in_scheme(page, "dark")
    at_rest(page)
    assert faults(page, rules=COLOURS) == [], "dark, after it was light"


def test_charts_take_the_colours_of_a_theme_chosen_while_they_are_looked_at(page: Page) -> None:
    """The server draws them again: an LSTM in the light colour would be faint on a dark page."""
    page.emulate_media(color_scheme="light")
    page.goto("/compare")
    for dark in (False, True, False):
        in_scheme(page, "dark" if dark else "light")
        page.wait_for_function(
            """(colour) => [...document.querySelectorAll(".js-plotly-plot")].some((chart) =>
                chart.data?.some(({ name, line }) => name === "LSTM" && line.color === colour))""",
            arg=palette(dark)["cells"]["lstm"],
        )
        at_rest(page)
