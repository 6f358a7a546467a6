"""The picture that is taken away: what is drawn and said, and nothing that is there for a hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.overlaps import REMEMBER
from tests.browser.sights import SMALL, address, drawn

#: Keeps the canvas of which a picture is made.
KEEP = """(() => {
  const blob = HTMLCanvasElement.prototype.toBlob;
  HTMLCanvasElement.prototype.toBlob = function (...rest) { window.kept = this; return blob.apply(this, rest); };
})();"""


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """Yield the tab; its canvases remember what is written on them."""
    with page.add_init_script(REMEMBER), page.add_init_script(KEEP):
        yield page


@pytest.mark.parametrize("width", [1366, 390])
def test_a_picture_has_no_labels_of_buttons_and_its_words_as_on_the_page(
    width: int, page: Page
) -> None:
    """No name of a list that is not in it; capitals, and nothing cut short."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address(SMALL | {"model.hidden_size": "8"}))
    drawn(page)
    with page.expect_download():
        page.get_by_role("button", name="Picture (PNG)").click()
    written = page.evaluate(
        "() => window.kept.written.map(({ text, x, y, width }) => [text, x * devicePixelRatio, y * devicePixelRatio, width])"
    )
    words = [text for text, *_place in written]
    assert "Forget" in words
    assert words[words.index("long-term") - 2] == "Cell"
    assert not {"Unit", "Sort", "rewind", "Picture", "Drag"} & set(words)
    assert "…" not in words
    high, wide = page.evaluate("() => [window.kept.height, window.kept.width]")
    assert min(y for _text, _x, y, _width in written) < 120, (
        "it begins with the tracks, not with an empty bar"
    )
    assert all(0 <= y <= high and 0 <= x <= wide for _text, x, y, _width in written)
