"""Pressing Train: the page moves, Pause stops it, and what is said about the network is said only
while it is true.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.sights import (
    SMALL,
    address,
    at_rest,
    button,
    drawn,
    ended,
    full_pace,
    status,
    step,
    visit,
    wait_for_step,
)

CLAIM = re.compile(r"At ▲ it forgets \(f = [\d.]+\) and writes")
LONG = address(SMALL | {"training.max_steps": "100000"})


def test_a_first_visit_can_press_train_and_sees_the_exhibit_trained(page: Page) -> None:
    """The claim of Remember stands there from the first moment, with its picture, which moves by
    itself.
    """
    page.emulate_media(reduced_motion="no-preference")
    visit(page, "/")
    expect(button(page, "Train")).to_be_enabled()
    expect(status(page)).to_have_text(re.compile("^step 500 "))
    expect(page.get_by_text(CLAIM)).to_be_visible()
    drawn(page)


def test_the_claim_is_said_only_while_it_is_true(page: Page) -> None:
    """Not of the untrained network, and again once it has learned."""
    visit(page, "/")
    expect(page.get_by_text(CLAIM)).to_be_visible()
    button(page, "Reset").click()
    expect(status(page)).to_have_text(re.compile("^step 0 "))
    expect(page.get_by_text(CLAIM)).to_have_count(0)
    full_pace(page)
    button(page, "Train").click()
    ended(page, 500)
    expect(page.get_by_text(CLAIM)).to_be_visible()


def test_train_moves_and_pause_stops(page: Page) -> None:
    """After Pause nothing moves any more; Train goes on from there."""
    visit(page, LONG)
    expect(status(page)).to_have_text("step 0 · not trained yet")
    button(page, "Train").click()
    wait_for_step(page, 50)
    seen = step(page)
    wait_for_step(page, seen + 50)
    expect(status(page)).to_contain_text("steps per second")
    button(page, "Pause").click()
    expect(button(page, "Train")).to_be_visible()
    expect(status(page)).to_contain_text("· paused")
    paused = status(page).inner_text()
    full_pace(page)  # the page asks once more how far the training is
    at_rest(page)
    assert status(page).inner_text() == paused
    at = step(page)
    button(page, "Train").click()
    wait_for_step(page, at + 1)


def test_the_picture_moves_with_the_training(page: Page) -> None:
    """Error curve and tracks show other numbers, not only the status line."""
    visit(page, LONG)
    drawn(page)
    button(page, "Step").click()
    wait_for_step(page, 1)
    said = page.locator(".tracks .stage").get_attribute("aria-valuetext")
    button(page, "Train").click()
    wait_for_step(page, 100)
    expect(page.locator(".training [role=slider]")).to_have_attribute(
        "aria-valuenow", re.compile(r"^\d{3,}$")
    )
    expect(page.locator(".tracks .stage")).not_to_have_attribute("aria-valuetext", said or "")
    button(page, "Pause").click()


def test_one_step_is_one_step(page: Page) -> None:
    """However quickly it is pressed again."""
    visit(page, LONG)
    for number in (1, 2, 3):
        button(page, "Step").click()
        expect(status(page)).to_have_text(re.compile(f"^step {number} "))
    at_rest(page)
    assert step(page) == 3


def test_a_step_asked_for_the_moment_the_status_says_paused_is_done(page: Page) -> None:
    """In the very update of the page that says so."""
    visit(page, LONG)
    button(page, "Train").click()
    wait_for_step(page, 1)
    button(page, "Pause").click()
    page.evaluate("""() => {
        let last = "", left = 6;
        const look = () => {
            const said = document.querySelector("[data-status=training]")?.innerText ?? "";
            if (said === last || !said.endsWith("· paused") || !left) return;
            last = said;
            left -= 1;
            window.stepped = [...(window.stepped ?? []), Number(/^step (\\d+)/.exec(said)[1])];
            [...document.querySelectorAll(".st-key-buttons button")].find((each) => each.innerText === "Step").click();
        };
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
    }""")
    page.wait_for_function("() => window.stepped?.length === 6")
    seen = page.evaluate("() => window.stepped")
    assert seen == list(range(seen[0], seen[0] + 6))
    wait_for_step(page, seen[0] + 6)


def test_every_picture_can_be_reached_by_keyboard(page: Page) -> None:
    """The time axis of the tracks is a slider that says what it shows."""
    visit(page, "/")
    drawn(page)
    stage = page.locator(".tracks .stage")
    stage.press("Home")
    expect(stage).to_have_attribute("aria-valuenow", "1")
    stage.press("ArrowRight")
    expect(stage).to_have_attribute("aria-valuenow", "2")
    expect(stage).to_have_attribute("aria-valuetext", re.compile("Forget gate"))
