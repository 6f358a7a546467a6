"""No label lies on another, whatever is trained and on whatever screen."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from tests.browser.overlaps import REMEMBER, overlaps
from tests.browser.sights import PATIENCE, drawn

STATES = {
    "exhibit": {},
    "gru": {"model.cell": "gru"},
    "layers": {"model.num_layers": "2", "model.hidden_size": "8"},
    "many units": {"model.hidden_size": "32"},
    "one to many": {"data.source": "waveforms", "problem.kind": "one_to_many"},
    "columns": {"data.source": "lorenz"},
}


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1366, 768), (390, 844)])
@pytest.mark.parametrize("state", STATES)
def test_no_text_lies_on_another(state: str, width: int, height: int, new_page: Callable[..., Page]) -> None:
    """Labels, notes, numbers on the canvas and in the charts."""
    page = new_page(width=width, height=height)
    page.add_init_script(REMEMBER)
    page.goto("/?" + urlencode(STATES[state] | ({"v": "1"} if STATES[state] else {})))
    drawn(page)
    page.wait_for_function("() => document.fonts.status === 'loaded'", timeout=PATIENCE)
    assert overlaps(page) == []
