"""The picture comes first: strip, sentence, core tracks and cell are on the first screen."""

from __future__ import annotations

from itertools import product

from playwright.sync_api import Locator, Page, expect

from playground.gallery.exhibits import EXHIBITS
from playground.wording import LANGUAGES
from tests.browser.sights import (
    SMALL,
    address,
    at_rest,
    button,
    drawn,
    ended,
    follow,
    full_pace,
    moved,
    resized,
    status,
    visit,
    watch_places,
)

SIZES = [(1366, 768), (1440, 900), (1920, 1080)]
#: What is in training, and how many plots there are at least.
STATES = {
    "exhibit": ({}, 4),
    "gru": ({"model.cell": "gru", "data.source": "hold", "problem.kind": "many_to_many"}, 4),
    "many units": (
        {"model.hidden_size": "32", "data.source": "hold", "problem.kind": "many_to_many"},
        4,
    ),
    "many to one": ({"data.source": "sine", "problem.kind": "many_to_one"}, 4),
    "in Spanish": ({"data.source": "sine", "problem.kind": "many_to_one", "lang": "es"}, 4),
}


def box(part: Locator) -> dict[str, float]:
    """Return the edges of an element that can be seen."""
    found = part.first.bounding_box()
    assert found is not None
    return {
        "top": found["y"],
        "bottom": found["y"] + found["height"],
        "left": found["x"],
        "right": found["x"] + found["width"],
    }


def test_strip_sentence_tracks_and_cell_are_on_the_first_screen(page: Page) -> None:
    """Name and pages too, at every size of a classroom's screen, whatever is trained."""
    page.goto("/")
    at_rest(page)
    seen = set()
    for state, (fields, plots) in STATES.items():
        if fields:
            follow(page, address(fields | {"v": "1"}))
        drawn(page)
        for width, height in SIZES:
            resized(page, width, height)
            assert page.locator(".row:not(.folded)").count() >= plots, (state, width)
            for part in (".st-key-topbar", ".st-key-strip", ".story", ".tracks .flag", ".diagram"):
                edges = box(page.locator(part))
                assert edges["top"] >= -4, (state, part, width)
                assert edges["bottom"] <= height, (state, part, width)
                assert edges["right"] <= width, (state, part, width)
            assert box(page.locator(".cellbox .controls"))["bottom"] <= height, (state, width)
        seen.add(page.get_by_test_id("stMain").inner_text())
    assert len(seen) == len(STATES)


def test_a_drawing_leaves_tracks_and_cell_on_the_first_screen_in_spanish(page: Page) -> None:
    """Its words are longer; that it holds in English, test_exhibits.py sees."""
    width, height = SIZES[0]
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/?lang=es")
    at_rest(page)
    for exhibit in EXHIBITS.values():
        follow(page, address(exhibit.link() | {"lang": "es"}))
        drawn(page)
        at_rest(page)
        for part in (".st-key-strip", ".story", ".tracks .flag", ".cellbox .controls"):
            assert box(page.locator(part))["bottom"] <= height, (exhibit.name, part)


def test_a_phone_shows_strip_sentence_prediction_and_a_gate_at_once(phone: Page) -> None:
    """Or the hidden state of a network without gates; above what can be changed, at the foot of the
    window, whatever the exhibit draws, in every language.
    """
    visit(phone, "/")
    at_rest(phone)
    for lang, exhibit in product(LANGUAGES, EXHIBITS.values()):
        follow(phone, address(exhibit.link() | {"lang": lang}))
        drawn(phone)
        at_rest(phone)
        assert box(phone.locator(".st-key-strip"))["bottom"] < box(phone.locator(".story"))["top"]
        prediction, gate, after = (phone.locator(".tracks .row").nth(i) for i in range(3))
        expect(prediction).to_contain_text({"en": "Prediction", "es": "Predicción"}[lang])
        expect(gate).to_contain_text("ft" if exhibit.experiment.model.cell == "lstm" else "ht")
        assert box(after)["top"] <= box(phone.locator(".st-key-change"))["top"], exhibit.name


def test_a_phone_shows_the_names_of_all_pages(phone: Page) -> None:
    """In every language, beside the button of the sidebar; none is cut at the edge."""
    visit(phone, "/")
    at_rest(phone)
    for lang in LANGUAGES:
        follow(phone, f"/?lang={lang}")
        assert phone.evaluate("() => document.documentElement.lang") == lang
        bar = phone.locator(".st-key-topbar")
        assert bar.evaluate("bar => bar.scrollWidth - bar.clientWidth") <= 0
        for link in bar.locator("a").all():
            edges = box(link)
            assert 0 <= edges["left"] < edges["right"] <= 390
        opener = box(phone.get_by_test_id("stExpandSidebarButton"))
        assert opener["right"] <= box(bar.locator("a"))["left"]


def test_the_strip_stays_in_sight(page: Page) -> None:
    """Below the bar, with its buttons and its curve, however far down the page is read."""
    visit(page, "/")
    drawn(page)
    main = page.get_by_test_id("stMain")
    main.evaluate("node => node.scrollTo(0, 500)")
    expect(button(page, "Reset")).to_be_in_viewport()
    bar = box(page.locator(".st-key-topbar"))
    strip = box(page.locator(".st-key-strip"))
    assert bar["top"] <= 0
    assert 0 <= strip["top"] - 44 <= 12
    expect(page.locator(".training [role=slider]")).to_be_in_viewport()


def test_nothing_moves_while_it_trains(page: Page) -> None:
    """Texts come and go in places reserved for them, and no row opens or folds by itself: of a
    task, and of a series of whose windows the next ones cannot be played meanwhile. Nor does a
    button, for the moment until it is gone, push aside the one that takes its place.
    """
    visit(page, "/")
    watched = ".st-key-curve, .st-key-buttons, .st-key-status, .st-key-inside"
    parts = (".story", ".main > .bar", ".tracks", ".diagram", ".cellbox .controls")

    def places() -> list[float]:
        rows = page.locator(".row").evaluate_all(
            "rows => rows.map(row => Math.round(row.getBoundingClientRect().top))"
        )
        return [*(box(page.locator(part))["top"] for part in parts), *rows]

    def settled() -> list[float]:
        """On a busy machine a page is at rest for a moment before its last part has come."""
        seen: list[float] = []
        for _look in range(9):
            at_rest(page)
            before, seen = seen, places()
            if seen == before:
                break
        return seen

    for link in ({}, SMALL | {"model.hidden_size": "8"}):
        if link:
            follow(page, address(link))
        drawn(page)
        first = settled()
        assert len(first) > len(parts) + 4
        button(page, "Reset").click()
        full_pace(page)
        assert settled() == first
        watch_places(page, watched)
        button(page, "Train").click()
        expect(button(page, "Pause")).to_be_visible()
        assert settled() == first
        ended(page, 500)
        assert settled() == first
        assert moved(page) == []


def test_what_is_shown_speaks_of_the_step_that_is_held(page: Page) -> None:
    """Status, curve and tracks, while the recording is held at a step."""
    visit(page, "/")
    drawn(page)
    page.locator(".training [role=slider]").press("Home")
    figures = page.locator(".figures")
    expect(figures).to_contain_text("Training step 0 / 500")
    expect(page.locator(".training [role=slider]")).to_have_attribute("aria-valuenow", "0")
    large, small = (
        float(part.first.evaluate("n => parseFloat(getComputedStyle(n).fontSize)"))
        for part in (figures.locator("b"), status(page))
    )
    assert large >= 1.4 * small
