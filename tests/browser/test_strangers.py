"""What a stranger wrote is read in the browser as it was written, and asks nothing of anybody.
Requests elsewhere fail every test here.
"""

from __future__ import annotations

import csv
import io
import math
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from tests.browser.sights import at_rest, button, drawn, follow, use_file
from tests.strangers import ELSEWHERE, HOSTILE

#: Whatever on the page, charts included, leads elsewhere or was made of the words of a stranger.
MADE_OF_WORDS = f"""() => [...document.querySelectorAll("a, img, iframe, svg a, [style*='url(']")].map((n) => n.outerHTML)
  .filter((html) => html.includes("{ELSEWHERE}") || html.includes("Streamlit logo"))"""
PARTED = "\N{ZERO WIDTH SPACE}"


def test_a_link_is_read_as_it_was_written(page: Page) -> None:
    """No picture, no link, no formula, no colour and no icon is made of it."""
    told_about = "This link is about the file {}. A link cannot contain a file, and files are deleted when their page is closed: upload it here to continue."
    page.goto("/")
    at_rest(page)
    for words in (*(" ".join(HOSTILE[i::5]) for i in range(5)), " ".join(HOSTILE)):
        follow(
            page,
            "/?"
            + urlencode(
                {
                    "data.source": "file",
                    "data.params.name": words,
                    "data.params.sha256": "0" * 64,
                    "v": "1",
                }
            ),
        )
        told = page.get_by_text("This link is about")
        told.wait_for()
        assert told.inner_text().replace(PARTED, "") == told_about.format(words)
        assert page.evaluate(MADE_OF_WORDS) == []
    for words in HOSTILE[:4:3]:
        follow(page, "/?" + urlencode({f"data.{words}": "1", "v": "1"}))
        told = page.get_by_text("This link is invalid.")
        told.wait_for()
        assert f"data.{words}" in told.inner_text().replace(PARTED, "")
        assert page.evaluate(MADE_OF_WORDS) == []


def test_names_of_columns_are_read_as_they_were_written(page: Page) -> None:
    """In the table, in the charts under it, and on the Train page."""
    names = HOSTILE[:9]
    table = io.StringIO()
    csv.writer(table).writerows(
        [names, *([f"{math.sin(i / 4 + k):.4f}" for k in range(len(names))] for i in range(120))]
    )
    page.goto("/data")
    field = page.locator("input[type=file]").first
    field.set_input_files(
        {
            "name": f"{HOSTILE[6][:8]}.csv",
            "mimeType": "text/csv",
            "buffer": table.getvalue().encode(),
        },
    )
    use_file(page)
    drawn(page)
    expect(button(page, "Train")).to_be_enabled()
    page.locator(".js-plotly-plot .annotation-text").filter(has_text="click").first.wait_for()
    written = "\n".join(page.locator(".js-plotly-plot .annotation-text").all_text_contents())
    heads = [
        name if len(name) <= 44 else name[:43].rstrip() for name in names[:8]
    ]  # a longer one is cut, so that it stays in its place
    assert [head for head in heads if head not in written] == []
    assert page.evaluate(MADE_OF_WORDS) == []
