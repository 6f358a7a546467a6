"""The look for overlapping texts finds those that lie on each other, and only those."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.overlaps import REMEMBER, overlaps


def _page(new_page: Callable[..., Page], last: int, written: int) -> Page:
    """Return a page with a column of labels, the last one at `last`, and a canvas with two words, the second at `written`."""
    labels = "".join(f'<span style="position:absolute;top:{40 * i}px">label {i}</span>' for i in range(11))
    page = new_page()
    page.add_init_script(REMEMBER)
    page.goto("about:blank")
    page.set_content(
        f'<div class="player"><div class="main">{labels}<span style="position:absolute;top:{last}px">last</span>'
        '<canvas style="position:absolute;left:300px;top:0" width="200" height="200"></canvas></div></div>'
    )
    page.evaluate(
        "(y) => { const pen = document.querySelector('canvas').getContext('2d'); pen.font = '16px sans-serif';"
        " pen.fillText('first', 10, 40); pen.fillText('second', 10, y); }",
        written,
    )
    return page


def test_texts_apart_are_not_reported(new_page: Callable[..., Page]) -> None:
    """Every label in a line of its own."""
    assert overlaps(_page(new_page, 440, 120)) == []


def test_a_label_on_another_is_reported(new_page: Callable[..., Page]) -> None:
    """Two elements of the page in one place."""
    (found,) = overlaps(_page(new_page, 400, 120))
    assert found.startswith("'last' on 'label 10'")


def test_a_word_on_another_on_the_canvas_is_reported(new_page: Callable[..., Page]) -> None:
    """Two words drawn in one place."""
    (found,) = overlaps(_page(new_page, 440, 44))
    assert found.startswith("'second' on 'first'")
