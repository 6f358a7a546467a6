"""The address bar: it always describes what is on the page, and a link opened elsewhere shows the
same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

from playground.gallery.exhibits import EXHIBITS
from tests.browser.sights import (
    SMALL,
    address,
    at_rest,
    button,
    query,
    status,
    visit,
    wait_for_step,
)

if TYPE_CHECKING:
    from tools.server import Server

#: Whether the GRU is the cell chosen; for a moment the control that was there before is on the page
#: as well.
CHOSEN = """(checked) => {
  const found = [...document.querySelectorAll("[data-testid=stSidebar] [role=radio]")].filter((n) => n.innerText.trim() === "GRU");
  return found.length === 1 && found[0].getAttribute("aria-checked") === checked;
}"""
GRU = SMALL | {"model.cell": "gru", "training.seed": "3"}


def test_the_bare_address_leads_to_the_full_link_of_exhibit_1(page: Page) -> None:
    """So that what is copied from there is whole."""
    visit(page, "/")
    expect(page).to_have_url(re.compile("at=500"))
    assert query(page) == EXHIBITS["remember"].link()


def test_a_link_survives_reload_and_a_click_in_the_navigation(page: Page) -> None:
    """What it describes is there again; Streamlit's own navigation would drop it."""
    visit(page, address(GRU))
    button(page, "Step").click()
    expect(page).to_have_url(re.compile("at=1"))
    page.reload()
    expect(status(page)).to_have_text(re.compile("^step 1 "))
    assert query(page) == GRU | {"at": "1"}
    page.locator(".st-key-topbar a").first.click()
    at_rest(page)
    expect(status(page)).to_have_text(re.compile("^step 1 "))
    assert query(page) == GRU | {"at": "1"}


def test_a_control_writes_the_link_and_back_and_forward_bring_what_was_there(page: Page) -> None:
    """At once, and though the address is one the page wrote itself."""
    visit(page, address(SMALL))
    page.get_by_test_id("stSidebar").get_by_role("radio", name="GRU").click()
    page.wait_for_url(re.compile(r"model\.cell=gru"))
    expect(status(page)).to_have_text("step 0 · not trained yet")
    page.go_back()
    page.wait_for_function(CHOSEN, arg="false")
    page.go_forward()
    page.wait_for_function(CHOSEN, arg="true")


def test_a_link_with_a_step_trains_to_it_by_itself(page: Page) -> None:
    """Nobody presses anything."""
    visit(page, address(GRU | {"at": "60"}))
    wait_for_step(page, 60)
    expect(status(page)).to_have_text(re.compile("^step 60 .*paused"))
    expect(page).to_have_url(re.compile("at=60"))
    assert query(page) == GRU | {"at": "60"}


def test_a_bad_link_is_explained_and_the_page_can_be_used(page: Page) -> None:
    """One sentence, and Remember beneath it."""
    visit(page, address({"model.cell": "lsmt", "v": "1"}))
    expect(page.get_by_text("This link is invalid.")).to_contain_text("did you mean 'lstm'?")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(button(page, "Train")).to_be_enabled()


def test_the_first_visit_of_a_new_server_may_be_a_deep_link(
    fresh_server: Callable[..., Server], new_page: Callable[..., Page]
) -> None:
    """Nobody has opened the front page before. It trains nothing, so it needs no workers."""
    page = new_page(to=fresh_server(PLAYGROUND_EXECUTOR="inline"))
    visit(page, address(GRU))
    assert query(page) == GRU
    expect(page.get_by_role("heading", name="Sine: ")).to_be_visible()


def test_a_link_brings_back_cursor_film_and_held_gate_and_the_status_follows_the_picture(
    page: Page, other: Page
) -> None:
    """What the hand did is in the address once it rests; the status line tells the step of the
    picture, and beside it how far the training is.
    """
    visit(page, address({**EXHIBITS["remember"].link(), "show": "hold:forget_gate=1"}))
    expect(status(page)).to_have_attribute("data-status", "training")
    expect(button(page, "Release")).to_be_visible()
    stage, strip = page.locator(".stage"), page.locator(".training [role=slider]")
    stage.press("Home")
    stage.press("ArrowRight")
    strip.press("Home")
    strip.press("ArrowRight")
    strip.press("ArrowRight")
    expect(status(page)).to_have_text(
        re.compile(r"^step [1-9]\d? · from the recording; trained up to step 500 · "),
    )
    expect(page).to_have_url(re.compile("film"))
    held = query(page)["show"].split("film:")[1].split(",")[0]
    expect(strip).to_have_attribute("aria-valuenow", held)
    assert query(page)["show"] == f"t:2,film:{held},hold:forget_gate=1"
    other.goto(page.url)
    expect(status(other)).to_have_text(
        re.compile(f"^step {held} · from the recording; trained up to step 500 · "),
    )
    expect(other.locator(".training [role=slider]")).to_have_attribute("aria-valuenow", held)
    expect(other.locator(".stage")).to_have_attribute("aria-valuenow", "2")
    expect(button(other, "Release")).to_be_visible()
    assert query(other) == query(page)
    other.get_by_role("button", name="Back to the latest step").click()
    expect(status(other)).to_have_text(re.compile("^step 500 .*finished"))
    other.wait_for_function("() => !new URL(location).searchParams.get('show').includes('film')")
