"""Two visitors at once: both move, and neither changes what the other sees."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.sights import (
    SMALL,
    address,
    button,
    ended,
    query,
    status,
    step,
    visit,
    wait_for_step,
)


def test_two_visitors_train_at_once(page: Page, other: Page) -> None:
    """Neither waits for the other to be done; one's pause is not the other's."""
    lstm, gru = page, other
    visit(lstm, address(SMALL | {"training.max_steps": "100000"}))
    visit(gru, address(SMALL | {"training.max_steps": "100000", "model.cell": "gru"}))
    button(lstm, "Train").click()
    button(gru, "Train").click()
    for page in (lstm, gru):
        wait_for_step(page, 20)
    seen = step(lstm), step(gru)
    wait_for_step(lstm, seen[0] + 20)
    wait_for_step(gru, seen[1] + 20)
    button(lstm, "Pause").click()
    expect(button(lstm, "Train")).to_be_visible()
    going = step(gru)
    wait_for_step(gru, going + 50)
    expect(button(gru, "Pause")).to_be_visible()
    button(gru, "Pause").click()
    assert query(gru)["model.cell"] == "gru"
    assert "model.cell" not in query(lstm)


def test_two_visitors_of_one_link_train_the_same_run_each_for_themselves(
    page: Page, other: Page
) -> None:
    """One resets, the other's network stays trained."""
    path = address(SMALL | {"training.max_steps": "200", "model.seed": "11"})
    first, second = page, other
    visit(first, path)
    visit(second, path)
    button(first, "Train").click()
    button(second, "Train").click()
    ended(first, 200)
    ended(second, 200)
    loss = re.compile(r"step 200 · loss [\d.]+ · validation error [\d.]+")
    told = loss.search(status(first).filter(has_text=loss).text_content() or "")
    assert told is not None
    expect(status(second)).to_contain_text(told[0])
    button(first, "Reset").click()
    expect(status(first)).to_have_text(re.compile("^step 0 "))
    expect(status(second)).to_have_text(re.compile("^step 200 "))
