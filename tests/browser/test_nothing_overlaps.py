"""No label lies on another or is cut, whatever is trained, on whatever page and screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from playground.gallery.exhibits import EXHIBITS
from playground.wording import LANGUAGES
from tests.browser.overlaps import REMEMBER, faults
from tests.browser.sights import (
    SMALL,
    address,
    at_rest,
    button,
    drawn,
    follow,
    resized,
    status,
    step,
    use_file,
    visit,
    wait_for_step,
)

STATES = {
    "exhibit": EXHIBITS["remember"].link(),
    "gru": {"model.cell": "gru"},
    "layers": {"model.num_layers": "2", "model.hidden_size": "8"},
    "many units": {"model.hidden_size": "32"},
    "one to many": {"data.source": "waveforms", "problem.kind": "one_to_many"},
    "columns": {"data.source": "lorenz"},
    "one unit": {"model.hidden_size": "1", "data.source": "sine", "problem.kind": "many_to_one"},
    "four units": {"model.hidden_size": "4"},
    "a gate held": EXHIBITS["remember"].link() | {"show": "hold:forget_gate=1"},
    "one to one": {"data.source": "waveforms", "problem.kind": "one_to_one"},
    "classification": {"data.source": "waveforms", "problem.kind": "classification"},
    "seq2seq": {"data.source": "sine", "problem.kind": "seq2seq"},
    "many to many": {"data.source": "sine", "problem.kind": "many_to_many"},
}
#: States that are looked at in Spanish as well: its words are longer.
IN_SPANISH = ("exhibit", "many units", "columns", "one to many")
#: What may be written at the axis of powers.
POWER = re.compile(r"10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|1|10|0\.0*[125]")
#: Widths and heights of the window, a laptop's first and a phone's last.
SIZES = [(1920, 1080), (1440, 900), (1366, 768), (390, 844)]
#: Those in which Spanish, too, is looked at: where there is least room.
TIGHT = SIZES[2:]
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


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """Yield the tab; its canvases remember what is written on them."""
    with page.add_init_script(REMEMBER):
        yield page


def lasting_faults(page: Page) -> list[str]:
    """Return what is wrong with the texts once the canvas, too, has followed the window."""
    found = faults(page)
    for _attempt in range(2):
        if not found:
            break
        at_rest(page)
        found = faults(page)
    return found


def _fail_where_texts_overlap(
    page: Page, *, strip: bool = True, state: str = "", sizes: list[tuple[int, int]] = SIZES
) -> None:
    """Look at the page in each size of the window."""
    drawn(page, strip=strip)
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    for width, height in sizes:
        resized(page, width, height)
        assert lasting_faults(page) == [], (state, width)


def _speak_spanish(page: Page) -> None:
    """Switch the language, which costs a third of loading the page in it."""
    page.get_by_role("radio", name="ES", exact=True).click()
    expect(page.locator(".st-key-topbar")).to_contain_text("Aprender")
    at_rest(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_lies_on_another(page: Page, language: str) -> None:
    """Labels, notes, numbers on the canvas and in the charts; one unit, four that share a row, a
    gate that is held. The page is loaded once, and goes from state to state.
    """
    page.goto(f"/?lang={language}")
    at_rest(page)
    states, sizes = (STATES, SIZES) if language == "en" else (IN_SPANISH, TIGHT)
    seen = set()
    for state in states:
        follow(page, address({"v": "1"} | STATES[state] | {"lang": language}))
        assert page.evaluate("() => document.documentElement.lang") == language
        _fail_where_texts_overlap(page, state=state, sizes=sizes)
        seen.add(page.get_by_test_id("stMain").inner_text())
    assert len(seen) == len(states)


@pytest.mark.parametrize("path", ["/cell", "/data", "/?lesson=remember", "/?present=1"])
def test_no_text_lies_on_another_on_other_pages(path: str, page: Page) -> None:
    """The large cell, an empty page of data, a card, and a page that is presented; in English and
    in Spanish. The lecture is looked at in `test_learn`.
    """
    page.goto(path)
    expect(page.locator(".st-key-topbar")).to_be_visible()
    for speak, sizes in ((None, SIZES), (_speak_spanish, TIGHT)):
        if speak:
            speak(page)
        if path.startswith("/?"):
            drawn(page)
        page.wait_for_function("() => document.fonts.status === 'loaded'")
        for width, height in sizes:
            resized(page, width, height)
            assert lasting_faults(page) == [], width


def test_no_text_lies_on_another_while_it_trains(page: Page) -> None:
    """Buttons, figures and curve change with every step."""
    visit(page, address(SMALL | {"training.max_steps": "100000"}))
    button(page, "Train").click()
    wait_for_step(page, 3)
    drawn(page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wait_for_step(page, step(page) + 3)
        assert faults(page) == [], width


def test_no_text_lies_on_another_after_a_run_that_diverged(page: Page) -> None:
    """Its last numbers are huge."""
    visit(page, address(DIVERGES))
    button(page, "Train").click()
    expect(status(page)).to_contain_text("was not finite")
    _fail_where_texts_overlap(page)


def test_no_text_lies_on_another_with_a_file_of_ones_own(page: Page) -> None:
    """Forty columns, some with long names, large numbers, dates below the axis."""
    page.goto("/data")
    names = [
        "Niederschlag in Zuerich-Fluntern [mm pro Tag]",
        "Verkehr_auf_der_Autobahn_in_beiden_Richtungen",
        "y",
        *(f"column {n}" for n in range(4, 41)),
    ]
    rows = "\n".join(
        f"2024-{1 + d // 28:02}-{1 + d % 28:02},{d * 7 % 11},{-3e6 + d * 91357},{d % 5},"
        + ",".join(str((d * n + n) % 13) for n in range(4, 41))
        for d in range(300 - 300 % 28)
    )
    table = f"day,{','.join(names)}\n{rows}\n".encode()
    field = page.locator("input[type=file]").first
    field.set_input_files({"name": "days.csv", "mimeType": "text/csv", "buffer": table})
    use_file(page)
    _fail_where_texts_overlap(page)


def test_no_text_lies_on_another_between_lanes(page: Page) -> None:
    """The word at the forecast and its numbers are whole in the narrow pictures of the lanes
    too.
    """
    page.goto("/compare?" + urlencode(LANES))
    expect(page.locator(".js-plotly-plot .main-svg").nth(8)).to_be_attached()
    _fail_where_texts_overlap(page, strip=False)


def test_no_text_lies_on_another_at_the_gradients(page: Page) -> None:
    """Numbers of the axes lie flat and apart, and no title stands between them."""
    page.goto("/gradients")
    expect(page.locator(".js-plotly-plot .main-svg").nth(8)).to_be_attached()
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    for width, height in SIZES:
        resized(page, width, height)
        assert lasting_faults(page) == [], width
    page.get_by_role("radio", name="While it learns").click()
    for width, height in SIZES:
        resized(page, width, height)
        page.wait_for_function("() => document.querySelectorAll('.x2tick').length > 0")
        assert faults(page) == [], width
        numbers = page.locator(".x2tick text").all_text_contents()
        assert [number for number in numbers if not POWER.fullmatch(number)] == []


def test_no_text_lies_on_another_in_the_page_that_plays_from_disk(
    page: Page, tmp_path: Path
) -> None:
    """Its type is whatever the machine has."""
    page.goto("/")
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text("Save and share").click()
    expect(sidebar.get_by_role("button", name="Run folder (zip)")).to_be_enabled()
    at_rest(
        page
    )  # with the results in, nothing renews the page any more, and with it what the button leads to
    with page.expect_download() as coming:
        sidebar.get_by_role("button", name="Player (HTML)").click()
    coming.value.save_as(tmp_path / "player.html")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto((tmp_path / "player.html").as_uri())
        page.locator(".tracks .flag").wait_for()
        assert faults(page) == [], width
