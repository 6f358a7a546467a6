"""Present mode: larger, without the sidebar, steered by keys that never disturb typing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessible import faults

ROOM = "/?present=1"


def tracks(page: Page) -> Any:
    """Return the tracks, which are a slider over the time steps."""
    return page.get_by_role("slider", name="Time step")


def now(page: Page) -> int:
    """Return the time step under the cursor."""
    return int(tracks(page).get_attribute("aria-valuenow") or "")


@pytest.fixture
def room(page: Page) -> Page:
    """Return a presented page whose picture is drawn, with the focus nowhere."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(ROOM)
    tracks(page).wait_for()
    expect(page.locator("[data-status=training]")).to_contain_text("step 500")
    return page


def test_a_presented_page_is_larger_and_has_no_sidebar(room: Page) -> None:
    """Text by 1.35; strip, sentence and the open tracks are still on one screen."""
    said = room.get_by_text("elsewhere it keeps").first
    size = "node => parseFloat(getComputedStyle(node).fontSize)"
    presented = said.evaluate(size)
    expect(room.get_by_test_id("stSidebar")).not_to_be_visible()
    box = room.locator(".tracks .row", has_text="Cell state").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] + 40 < 768
    room.get_by_role("button", name="Stop presenting").click()
    expect(room.get_by_test_id("stSidebar")).to_be_visible()
    assert "present" not in room.url
    assert presented / said.evaluate(size) == pytest.approx(1.35, abs=0.01)


def test_every_key_does_what_the_list_says(room: Page) -> None:
    """Wherever the focus is: the time step, the training, the sub-step, the direction."""
    at = now(room)
    room.keyboard.press("ArrowLeft")
    expect(tracks(room)).to_have_attribute("aria-valuenow", str(at - 1))
    room.keyboard.press("ArrowRight")
    expect(tracks(room)).to_have_attribute("aria-valuenow", str(at))
    room.keyboard.press("[")
    expect(room.locator("[data-status=training]")).to_have_attribute("data-film", "496")
    room.keyboard.press("]")
    expect(room.locator("[data-status=training][data-film]")).to_have_count(0)
    room.keyboard.press("3")
    pressed = room.locator(".pips button[aria-pressed=true]")
    expect(pressed).to_have_text("3")
    room.keyboard.press("b")
    backward = room.get_by_role("button", name="Backward: the gradient")
    expect(backward).to_have_attribute("aria-pressed", "true")
    room.keyboard.press("b")
    expect(backward).to_have_attribute("aria-pressed", "false")
    room.keyboard.press("f")
    room.wait_for_function("() => document.fullscreenElement !== null")
    room.keyboard.press("f")
    room.wait_for_function("() => document.fullscreenElement === null")


def test_space_trains_and_pauses_wherever_the_last_click_was(room: Page) -> None:
    """Also on the tracks, whose own key it is otherwise, and after a click on another button."""
    room.get_by_role("button", name="Reset", exact=True).click()
    expect(room.locator("[data-status=training]")).to_contain_text("step 0")
    room.keyboard.press("Space")
    pause = room.get_by_role("button", name="Pause", exact=True)
    pause.wait_for()
    tracks(room).click(position={"x": 80, "y": 90})
    room.keyboard.press("Space")
    room.get_by_role("button", name="Train", exact=True).wait_for()
    expect(room.get_by_role("button", name="Stop the sequence")).to_have_count(0)


def test_the_list_of_keys_opens_and_closes_and_is_accessible(room: Page) -> None:
    """By "?", by its button, and it leaves out what present mode has taken from the tracks."""
    room.keyboard.press("?")
    shown = room.get_by_role("dialog", name="Keys")
    shown.wait_for()
    assert faults(room) == []
    said = shown.inner_text()
    for words in ("train, or pause", "a sub-step of the cell", "full screen, or back"):
        assert said.count(words) == 1
    for words in ("play the sequence", "set or remove a mark", "play the recording"):
        assert words not in said
    at = now(room)
    room.keyboard.press("ArrowLeft")
    assert now(room) == at
    room.keyboard.press("Escape")
    expect(shown).not_to_be_visible()
    room.get_by_role("button", name="Keys").click()
    expect(shown).to_be_visible()
    room.keyboard.press("?")
    expect(shown).not_to_be_visible()


def test_keys_do_nothing_while_somebody_types_and_without_present_mode(page: Page) -> None:
    """A question mark, a bracket and a digit belong to a field; a plain page has no such keys."""
    page.goto("/data?present=1")
    page.get_by_role("tab", name="Upload").wait_for()
    page.evaluate("document.querySelector('.stMain').append(document.createElement('textarea'))")
    field = page.locator(".stMain textarea").last
    field.focus()
    page.keyboard.type("? [1] b f")
    assert field.input_value() == "? [1] b f"
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.goto("/")
    tracks(page).wait_for()
    at = now(page)
    for key in ("?", "3", "b", "ArrowLeft", "["):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert now(page) == at
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Backward: the gradient")).to_have_attribute(
        "aria-pressed", "false"
    )
