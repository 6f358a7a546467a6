"""The keyboard's place on the page, when what was in focus goes away with what it did."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.sights import SMALL, address, button, drawn, visit, wait_for_step

TASK = address(
    SMALL | {"data.source": "hold", "problem.kind": "many_to_many", "training.max_steps": "100000"}
)
LANES = address(SMALL | {"show": "lanes:model.cell=elman;model.cell=gru;model.cell=lstm"}).replace(
    "/", "/compare", 1
)


FOCUS = """() => {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    return !found || found === document.body ? null : found;
}"""


def on(page: Page, condition: str, *given: str) -> None:
    """Wait until something is in focus, in elements of ours too, of which a condition in JavaScript
    holds.
    """
    page.wait_for_function(
        f"(given) => {{ const it = ({FOCUS})(); return it && ({condition}); }}",
        arg=[*given],
    )


def pressed(page: Page, name: str, then: str) -> None:
    """Press a button of the page with the keyboard, after which it is gone and another one is in
    focus.
    """
    button(page, name).press("Enter")
    on(page, "it.innerText === given[0]", then)
    expect(button(page, name)).to_have_count(0)


def test_a_button_that_another_one_takes_the_place_of_hands_the_focus_on(page: Page) -> None:
    """Hold and let go, train and pause."""
    visit(page, "/")
    drawn(page)
    pressed(page, "Hold f = 1", "Release")
    pressed(page, "Release", "Hold f = 1")
    visit(page, TASK)
    drawn(page)
    pressed(page, "Train", "Pause")
    pressed(page, "Pause", "Train")


def test_a_what_if_undone_in_the_cell_leaves_the_focus_beside_it(page: Page) -> None:
    """Its button goes with it."""
    visit(page, "/")
    drawn(page)
    pressed(page, "Hold f = 1", "Release")
    undo = page.get_by_role("button", name="Undo the intervention")
    undo.press("Enter")
    expect(undo).not_to_be_visible()
    on(page, "it.getRootNode() !== document && it.innerText !== given[0]", "Undo the intervention")


def test_a_lane_taken_away_leaves_the_focus_among_the_lanes(page: Page) -> None:
    """On the button of another one."""
    page.goto(LANES)
    remove = button(page, "Remove")
    expect(remove).to_have_count(3)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()  # our own scripts are at work
    remove.nth(1).press("Enter")
    expect(remove).to_have_count(2)
    on(page, "it.closest('[class*=st-key-lane]')")


def test_a_menu_that_closes_hands_the_focus_back_to_its_button(page: Page) -> None:
    """The exhibits' button is another one after each choice."""
    visit(page, "/")
    drawn(page)
    page.get_by_role("button", name="Exhibit 5").press("Enter")
    page.get_by_role("button", name="6 Answer when asked").press("Enter")
    on(page, "it.innerText.includes(given[0])", "Exhibit 6 of 9")


def test_a_reader_who_clicked_elsewhere_is_not_called_back(page: Page) -> None:
    """The button goes away after the reader left it."""
    visit(page, TASK)
    drawn(page)
    button(page, "Train").focus()
    page.locator("h3").first.click()
    page.evaluate(
        "() => [...document.querySelectorAll('.st-key-buttons button')].find((each) => each.innerText === 'Train').click()"
    )
    expect(button(page, "Pause")).to_be_visible()
    wait_for_step(page, 5)
    assert page.evaluate(f"() => ({FOCUS})() === null")
