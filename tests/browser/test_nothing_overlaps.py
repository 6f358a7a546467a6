"""No label lies on another or is cut, whatever is trained, on whatever page and screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from playground.gallery.exhibits import EXHIBITS
from tests.browser.overlaps import REMEMBER, faults
from tests.browser.sights import PATIENCE, SMALL, address, at_rest, button, drawn, status, visit

STATES = {
    "exhibit": {},
    "gru": {"model.cell": "gru"},
    "layers": {"model.num_layers": "2", "model.hidden_size": "8"},
    "many units": {"model.hidden_size": "32"},
    "one to many": {"data.source": "waveforms", "problem.kind": "one_to_many"},
    "columns": {"data.source": "lorenz"},
}
#: Seen in less detail: what differs is a matter of the state, not of the last pixel of width.
MORE = {
    "one unit": {"model.hidden_size": "1", "data.source": "sine", "problem.kind": "many_to_one"},
    "four units": {"model.hidden_size": "4"},
    "a gate held": EXHIBITS["remember"].link() | {"show": "hold:forget_gate=1"},
    "one to one": {"data.source": "parabola", "problem.kind": "one_to_one"},
}
BOTH = [(1366, 768), (390, 844)]
DIVERGES = SMALL | {
    "model.cell": "elman",
    "model.nonlinearity": "relu",
    "model.spectral_radius": "1.5",
    "model.hidden_size": "16",
    "problem.lookback": "40",
    "training.optimizer": "sgd",
    "training.learning_rate": "1",
    "training.grad_clip_norm": "null",
}
LANES = {
    "data.source": "sine",
    "problem.kind": "many_to_one",
    "model.hidden_size": "4",
    "show": "lanes:model.cell=elman;model.cell=lstm",
    "v": "1",
}


def _ready(page: Page) -> None:
    drawn(page)
    page.wait_for_function("() => document.fonts.status === 'loaded'", timeout=PATIENCE)


def _open(new_page: Callable[..., Page], path: str, size: tuple[int, int]) -> Page:
    page = new_page(width=size[0], height=size[1])
    page.add_init_script(REMEMBER)
    page.goto(path)
    return page


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1366, 768), (390, 844)])
@pytest.mark.parametrize("state", STATES)
def test_no_text_lies_on_another(
    state: str, width: int, height: int, new_page: Callable[..., Page]
) -> None:
    """Labels, notes, numbers on the canvas and in the charts."""
    page = _open(
        new_page,
        "/?" + urlencode(STATES[state] | ({"v": "1"} if STATES[state] else {})),
        (width, height),
    )
    _ready(page)
    assert faults(page) == []


@pytest.mark.parametrize("size", BOTH)
@pytest.mark.parametrize("state", MORE)
def test_no_text_lies_on_another_with_few_units_or_something_held(
    state: str, size: tuple[int, int], new_page: Callable[..., Page]
) -> None:
    """One unit, four that share a row, a gate that is held."""
    page = _open(new_page, address({"v": "1"} | MORE[state]), size)
    _ready(page)
    assert faults(page) == []


@pytest.mark.parametrize("size", BOTH)
def test_no_text_lies_on_another_after_a_run_that_diverged(
    size: tuple[int, int], new_page: Callable[..., Page]
) -> None:
    """Its last numbers are huge."""
    page = new_page(width=size[0], height=size[1])
    page.add_init_script(REMEMBER)
    visit(page, address(DIVERGES))
    button(page, "Train").click()
    expect(status(page)).to_contain_text("was not finite", timeout=PATIENCE)
    _ready(page)
    assert faults(page) == []


@pytest.mark.parametrize("size", BOTH)
def test_no_text_lies_on_another_with_a_file_of_ones_own(
    size: tuple[int, int], new_page: Callable[..., Page]
) -> None:
    """Long names of columns, large numbers, dates below the axis."""
    page = _open(new_page, "/data", size)
    names = [
        "Niederschlag in Zuerich-Fluntern [mm pro Tag]",
        "Verkehr_auf_der_Autobahn_in_beiden_Richtungen",
        "y",
    ]
    rows = "\n".join(
        f"2024-{1 + d // 28:02}-{1 + d % 28:02},{d * 7 % 11},{-3e6 + d * 91357},{d % 5}"
        for d in range(300 - 300 % 28)
    )
    table = f"day,{','.join(names)}\n{rows}\n".encode()
    field = page.locator("input[type=file]").first
    field.set_input_files(
        {"name": "days.csv", "mimeType": "text/csv", "buffer": table}, timeout=PATIENCE
    )
    page.get_by_role("button", name="Use this file").click(timeout=PATIENCE)
    _ready(page)
    assert faults(page) == []


@pytest.mark.parametrize("size", BOTH)
def test_no_text_lies_on_another_between_lanes(
    size: tuple[int, int], new_page: Callable[..., Page]
) -> None:
    """The word at the forecast and its numbers are whole in the narrow pictures of the lanes
    too.
    """
    page = _open(new_page, "/compare?" + urlencode(LANES), size)
    _ready(page)
    expect(page.locator(".js-plotly-plot .main-svg").nth(8)).to_be_attached(timeout=PATIENCE)
    assert faults(page) == []


@pytest.mark.parametrize("size", BOTH)
def test_no_text_lies_on_another_at_the_gradients(
    size: tuple[int, int], new_page: Callable[..., Page]
) -> None:
    """Numbers of the axes lie flat and apart, and no title stands between them."""
    page = _open(new_page, "/gradients", size)
    expect(page.locator(".js-plotly-plot .main-svg").nth(8)).to_be_attached(timeout=PATIENCE)
    page.wait_for_function("() => document.fonts.status === 'loaded'", timeout=PATIENCE)
    page.wait_for_function(
        "() => document.querySelectorAll('.x2tick').length > 0", timeout=PATIENCE
    )
    assert faults(page) == []
    numbers = [text.evaluate("n => n.textContent") for text in page.locator(".x2tick text").all()]
    assert all(re.fullmatch(r"10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|1|10|0\.0*[125]", number) for number in numbers), (
        numbers
    )


@pytest.mark.parametrize("size", [(1440, 900), *BOTH])
def test_no_text_lies_on_another_in_the_page_that_plays_from_disk(
    size: tuple[int, int], new_page: Callable[..., Page], tmp_path: Path
) -> None:
    """Its type is whatever the machine has."""
    page = new_page("/")
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text("Save and share").click(timeout=PATIENCE)
    expect(sidebar.get_by_role("button", name="Run folder (zip)")).to_be_enabled(timeout=PATIENCE)
    at_rest(
        page
    )  # with the results in, nothing renews the page any more, and with it what the button leads to
    with page.expect_download(timeout=PATIENCE) as coming:
        sidebar.get_by_role("button", name="Player (HTML)").click(timeout=PATIENCE)
    coming.value.save_as(tmp_path / "player.html")
    offline = new_page(width=size[0], height=size[1])
    offline.add_init_script(REMEMBER)
    offline.goto((tmp_path / "player.html").as_uri())
    offline.locator(".tracks .flag").wait_for(timeout=PATIENCE)
    assert faults(offline) == []
