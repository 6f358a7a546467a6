"""The film of a training: the newest step is followed until the reader holds another; playing asks
nothing of the server.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, Page, expect

from playground.gallery.exhibits import EXHIBITS
from tests.browser.sights import (
    SMALL,
    address,
    at_rest,
    button,
    drawn,
    ended,
    full_pace,
    status,
    visit,
    wait_for_step,
)

if TYPE_CHECKING:
    from playwright.sync_api import Request, WebSocket


def strip(page: Page) -> Locator:
    """Return the slider of the training."""
    return page.locator(".training [role=slider]")


def shown(page: Page) -> int:
    """Return the training step the player shows."""
    return int(strip(page).get_attribute("aria-valuenow") or -1)


def fetched(page: Page) -> None:
    """Wait until the first frames of the film are there and the page has nothing more to fetch or
    to draw.
    """
    page.wait_for_function(
        """() => {
            const fetched = performance.getEntriesByType("resource").filter((each) => each.responseEnd);
            const quiet = performance.now() - Math.max(...fetched.map((each) => each.responseEnd)) > 1000;
            return quiet && fetched.some((each) => new URL(each.name).pathname.includes("/film/"));
        }""",
    )
    at_rest(page)


def test_the_newest_step_is_followed_until_the_reader_holds_another(page: Page) -> None:
    """Held while the training goes on; one click goes back to the newest; another cell lets go by
    itself.
    """
    visit(page, address(SMALL | {"training.max_steps": "20000"}))
    drawn(page)
    full_pace(page)
    button(page, "Train").click()
    wait_for_step(page, 10)
    expect(page.locator(".training .state")).to_contain_text("follows the training")
    strip(page).press("Home")
    expect(strip(page)).to_have_attribute("aria-valuenow", "0")
    page.wait_for_function(
        "() => document.querySelector('[data-status=training]').innerText.match(/up to step (\\d+)/)?.[1] >= 40",
    )
    assert shown(page) == 0
    expect(status(page)).to_have_text(re.compile(r"^step 0 · from the recording"))
    whole = page.locator(".st-key-status")
    expect(
        whole.get_by_test_id("stMarkdownContainer")
    ).to_be_hidden()  # of the newest step; the film's line stands in its place
    expect(whole.locator("p").last).to_be_hidden()
    page.get_by_role("button", name="Back to the latest step").click()
    expect(page.locator(".training .state")).to_contain_text("follows the training")
    assert shown(page) >= 40
    button(page, "Pause").click()
    expect(button(page, "Train")).to_be_visible()
    strip(page).press("ArrowLeft")
    expect(page.get_by_role("button", name="Back to the latest step")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("radio", name="GRU").click()
    expect(page.locator(".tracks .labels")).to_contain_text("Update gate")
    expect(page.get_by_role("button", name="Back to the latest step")).to_be_hidden()
    expect(strip(page)).to_have_attribute("aria-valuenow", "0")


def test_playing_either_time_asks_nothing_of_the_server(page: Page) -> None:
    """Once the film has come, both play in the browser alone."""
    asked: list[str] = []

    def connected(socket: WebSocket) -> None:
        socket.on("framesent", lambda _payload: asked.append("message"))

    def fetching(request: Request) -> None:
        asked.append(request.url)

    page.on("websocket", connected)
    visit(page, address(SMALL | {"at": "40", "training.max_steps": "40"}))
    ended(page, 40)
    drawn(page)
    strip(page).press("Home")
    expect(strip(page)).to_have_attribute("aria-valuenow", "0")
    fetched(page)
    page.on("request", fetching)
    asked.clear()
    page.get_by_label("Duration of the playback").select_option("3")
    page.get_by_role("button", name="Play the recording").click()
    expect(strip(page)).to_have_attribute("aria-valuenow", "40")
    page.get_by_label("Time steps per second").select_option("25")
    page.get_by_role("button", name="Play the sequence").click()
    expect(page.locator(".tracks .stage")).to_have_attribute("aria-valuenow", "11")
    page.remove_listener("request", fetching)
    page.remove_listener("websocket", connected)
    assert len(asked) <= 2  # where film and sequence came to rest, told once each for the link
    assert set(asked) <= {"message"}


def test_the_reader_holds_a_time_step_while_it_trains(page: Page) -> None:
    """The cursor along the sequence stays where the reader put it."""
    visit(page, address(SMALL | {"training.max_steps": "20000"}))
    drawn(page)
    stage = page.locator(".tracks .stage")
    stage.press("Home")
    for _ in range(4):
        stage.press("ArrowRight")
    expect(stage).to_have_attribute("aria-valuenow", "5")
    said = stage.get_attribute("aria-valuetext") or ""
    full_pace(page)
    button(page, "Train").click()
    wait_for_step(page, 40)
    expect(stage).not_to_have_attribute("aria-valuetext", said)
    assert stage.get_attribute("aria-valuenow") == "5"


def test_a_row_folds_and_enlarges_by_keyboard(page: Page) -> None:
    """With its own two buttons."""
    page.goto("/")
    drawn(page)
    tracks = page.locator(".tracks")
    before = tracks.evaluate("n => n.clientHeight")
    page.get_by_role("button", name="Collapse Input gate").press("Enter")
    expect(page.get_by_role("button", name="Expand Input gate")).to_be_visible()
    assert tracks.evaluate("n => n.clientHeight") < before
    page.get_by_role("button", name="Enlarge Input gate").press("Enter")
    expect(page.get_by_role("button", name="Collapse Input gate")).to_be_visible()
    assert tracks.evaluate("n => n.clientHeight") > before


@pytest.mark.parametrize(
    ("exhibit", "drawing", "shows"),
    [("unrolled", "svg[role=img]", "innerHTML"), ("vanishing", "[role=figure]", "ariaLabel")],
)
def test_the_drawing_of_an_exhibit_is_of_the_step_that_is_held(
    exhibit: str, drawing: str, shows: str, page: Page
) -> None:
    """It changes with the film, and is as before when the newest step is followed again."""
    visit(page, address(EXHIBITS[exhibit].link()))
    fetched(page)
    picture = page.locator(f".st-key-exhibit-panel {drawing}").first
    newest = picture.evaluate(f"node => node.{shows}")
    strip(page).press("Home")
    expect(strip(page)).to_have_attribute("aria-valuenow", "0")
    expect(picture).not_to_have_js_property(shows, newest)
    page.get_by_role("button", name="Back to the latest step").click()
    expect(picture).to_have_js_property(shows, newest)
