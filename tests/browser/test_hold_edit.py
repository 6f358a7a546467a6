"""The example of Remember is the reader's: a bell rung or a number dragged is answered by the
trained network at once.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sights import PATIENCE, drawn, visit

NUMBER = r"(-?\d+(?:\.\d+)?)"
SAID = re.compile(rf"Input {NUMBER}\. Target {NUMBER}\. Prediction {NUMBER}")


@pytest.fixture
def trained(page: Page) -> Page:
    """Return Remember, trained, its picture drawn."""
    visit(page, "/")
    drawn(page)
    return page


def numbers(page: Page) -> tuple[float, float, float]:
    """Return input, target and prediction at the cursor."""
    said = (page.locator(".tracks .stage").get_attribute("aria-valuetext") or "").replace("−", "-")
    found = SAID.search(said)
    assert found is not None, said
    return float(found[1]), float(found[2]), float(found[3])


def look_at(page: Page, t: int) -> None:
    """Put the cursor on a time step."""
    stage = page.locator(".tracks .stage")
    stage.press("Home")
    for _ in range(t - 1):
        page.keyboard.press("ArrowRight")
    expect(stage).to_have_attribute("aria-valuenow", str(t))


def quiet_step(page: Page) -> int:
    """Return a time step at which no bell rings and the number differs from the one to be held."""
    for t in range(3, 12):
        look_at(page, t)
        value, target, _prediction = numbers(page)
        if abs(value - target) > 0.4 and "bell" not in (
            page.locator(".tracks .stage").get_attribute("aria-valuetext") or ""
        ):
            return t
    pytest.fail("no such step among the first ones")


def until(page: Page, holds: Callable[[float, float, float], bool]) -> tuple[float, float, float]:
    """Wait until input, target and prediction at the cursor are as they should be."""
    end = time.monotonic() + PATIENCE / 1000
    while not holds(*numbers(page)):
        assert time.monotonic() < end, numbers(page)
        page.wait_for_timeout(50)
    return numbers(page)


def until_held(page: Page, before: float) -> tuple[float, float, float]:
    """Wait until the number at the cursor is another one than before, and is the target."""
    return until(
        page,
        lambda value, target, _prediction: abs(value - before) > 0.1 and abs(value - target) < 0.02,
    )


def test_a_bell_rung_changes_target_and_prediction(trained: Page) -> None:
    """Rung by a click into the lane of bells; a second click takes it back."""
    t = quiet_step(trained)
    value, before, predicted = numbers(trained)
    box = trained.locator(".tracks .stage").bounding_box()
    assert box is not None
    columns = int(trained.locator(".tracks .stage").get_attribute("aria-valuemax") or 0)
    x = box["x"] + 8 + (t - 0.5) * (box["width"] - 16) / columns
    trained.mouse.click(x, box["y"] + 10)
    _value, _target, answer = until(
        trained, lambda value, target, _prediction: abs(value - target) < 0.02
    )
    assert abs(answer - value) < abs(predicted - value)
    assert answer == pytest.approx(value, abs=0.25)
    trained.mouse.click(x, box["y"] + 10)
    _value, _target, answer = until(
        trained, lambda _value, target, _prediction: abs(target - before) < 0.02
    )
    assert answer == pytest.approx(predicted, abs=0.02)


def test_bells_and_numbers_are_edited_by_keys_and_taken_back(trained: Page) -> None:
    """B rings at the cursor, and the words for a screen reader name the bell; the arrows move a
    number at a bell as a drag does; all edits are taken back at once.
    """
    t = quiet_step(trained)
    value, target, _predicted = numbers(trained)
    stage = trained.locator(".tracks .stage")
    stage.press("b")
    until(trained, lambda now, target, _prediction: now == target == value)
    assert "bell" in (stage.get_attribute("aria-valuetext") or "")
    look_at(trained, 1)
    first, _target, predicted = numbers(trained)
    for _ in range(6):
        stage.press("ArrowDown" if first > 0 else "ArrowUp")
    until(
        trained,
        lambda moved, target, answer: (
            abs(moved - first) > 0.5
            and abs(moved - target) < 0.02
            and abs(answer - moved) < abs(predicted - moved)
        ),
    )
    trained.get_by_role("button", name="Undo my edits").click()
    expect(trained.get_by_role("button", name="Undo my edits")).to_have_count(0)
    until(trained, lambda now, target, _prediction: now == target == first)
    look_at(trained, t)
    assert numbers(trained)[:2] == (value, target)
    assert "bell" not in (stage.get_attribute("aria-valuetext") or "")


def test_a_dot_can_be_dragged(trained: Page) -> None:
    """With the pointer, as the hint below the axis says."""
    look_at(trained, 1)
    value, _target, _predicted = numbers(trained)
    stage, canvas = (
        trained.locator(f".tracks {part}").bounding_box() for part in (".stage", "canvas")
    )
    assert stage is not None
    assert canvas is not None
    columns = int(trained.locator(".tracks .stage").get_attribute("aria-valuemax") or 0)
    x = stage["x"] + 8 + 0.5 * (stage["width"] - 16) / columns
    for y in range(
        int(canvas["y"]) + 22, int(canvas["y"]) + 200, 6
    ):  # where the dot is, the pointer says so
        trained.mouse.move(x, y)
        if trained.locator(".tracks .stage").evaluate("n => n.style.cursor") == "ns-resize":
            break
    else:
        pytest.fail("no dot to take hold of")
    trained.mouse.down()
    trained.mouse.move(x, y + (40 if value > 0 else -40), steps=4)
    trained.mouse.up()
    until_held(trained, value)
