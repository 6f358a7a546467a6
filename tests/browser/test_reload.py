"""Closing or reloading the page in the middle of a run loses no more than it says: the run goes on
to its end by itself.
"""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.sights import (
    SMALL,
    address,
    button,
    ended,
    full_pace,
    query,
    status,
    step,
    visit,
    wait_for_step,
)


def test_a_page_reloaded_while_it_trains_trains_on_to_the_end(page: Page) -> None:
    """The address says so while it trains."""
    visit(page, address(SMALL | {"training.max_steps": "800"}))
    button(page, "Train").click()
    wait_for_step(page, 50)
    expect(page).to_have_url(re.compile("at=800"))
    page.reload()
    full_pace(page)
    ended(page, 800)
    assert query(page)["at"] == "800"


def test_a_finished_run_is_there_at_once_after_a_reload(page: Page) -> None:
    """With its error curve; it is not trained again."""
    visit(page, address(SMALL | {"training.max_steps": "300", "model.seed": "5"}))
    full_pace(page)
    button(page, "Train").click()
    ended(page, 300)
    sentence = page.get_by_text(re.compile("^At training step 300 the validation error is"))
    expect(sentence).to_be_visible()  # no longer below the words of the live feed
    said = sentence.inner_text()
    page.reload()
    expect(status(page)).to_have_text(re.compile("^step 300 .*finished"))
    expect(page.get_by_text(said.partition(",")[0])).to_be_visible()


def test_a_paused_run_comes_back_where_it_stood(page: Page) -> None:
    """And goes on from there to the same end."""
    visit(page, address(SMALL | {"training.max_steps": "20000", "model.seed": "6"}))
    button(page, "Train").click()
    wait_for_step(page, 50)
    button(page, "Pause").click()
    expect(status(page)).to_contain_text("· paused")
    wait_for_link(page)
    at = step(page)
    button(page, "Step").click()
    expect(status(page)).to_have_text(re.compile(f"^step {at + 1} .*paused"))
    wait_for_link(page)
    at = query(page)["at"]
    page.reload()
    expect(status(page)).to_have_text(re.compile(f"^step {at} .*paused"))


def wait_for_link(page: Page) -> None:
    """Wait until the address bar tells the step that the status line tells, as it does when all
    stands still.
    """
    page.wait_for_function(
        "() => new URL(location).searchParams.get('at') === /^step (\\d+)/.exec(document.querySelector('.st-key-status').innerText)?.[1]",
    )


def test_another_window_may_open_the_link_of_a_running_page(page: Page, other: Page) -> None:
    """Both train; neither disturbs the other."""
    visit(page, address(SMALL | {"training.max_steps": "800", "model.seed": "7"}))
    button(page, "Train").click()
    expect(page).to_have_url(re.compile("at=800"))
    visit(other, page.url)
    for each in (page, other):
        full_pace(each)
    ended(other, 800)
    ended(page, 800)
    last = [
        each.get_by_text(re.compile("^At training step 800")).text_content()
        for each in (page, other)
    ]
    assert last[0] == last[1]
