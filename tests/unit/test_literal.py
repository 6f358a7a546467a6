"""A reader's words stand on the page as they wrote them."""

from __future__ import annotations

import pytest

from playground.ui.literal import literal


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("GDP (US$) of GDP (US$)", "GDP (US\\$) of GDP (US\\$)"),
        ("wind_speed_10m", "wind\\_speed\\_10m"),
        (":red[x] *y* <b>", "\\:red\\[x\\] \\*y\\* \\<b>"),
    ],
)
def test_marks_of_markdown_are_shown_as_they_stand(words: str, shown: str) -> None:
    assert literal(words) == shown
