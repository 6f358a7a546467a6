"""The cell beside the tracks: its numbers are the network's own, its sub-steps go by keyboard, and
a held gate is answered at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from playwright.sync_api import Page, expect

from playground.gallery.exhibits import EXHIBITS
from playground.models.architecture import architecture_of
from playground.ui.session.loading import opened
from tests.browser.sights import resized

if TYPE_CHECKING:
    from playground.analysis.explain import Explanation


def trained() -> Explanation:
    """Return every number of Remember as it is shipped, computed here."""
    from playground.analysis.explain import explain
    from playground.analysis.probe import default_probe

    exhibit = EXHIBITS["remember"]
    data, windows = opened(exhibit.experiment, {})
    probe, recording = default_probe(windows, exhibit.probe), exhibit.recording()
    architecture = architecture_of(exhibit.experiment, data)
    weights = architecture.unflatten(recording.at(recording.step).weights)
    return explain(architecture, weights, probe.x, probe.y)


def visit_cell(page: Page) -> None:
    """Open the page and wait for the diagram."""
    page.goto("/cell")
    page.locator(".cellbox .diagram text.label").first.wait_for()


def look_at(page: Page, t: int) -> None:
    """Put the cursor on a time step, by keyboard."""
    stage = page.locator(".tracks .stage")
    stage.press("Home")
    for _ in range(t - 1):
        page.keyboard.press("ArrowRight")
    expect(stage).to_have_attribute("aria-valuenow", str(t))
    expect(page.locator(".cellbox .title")).to_have_text(f"The cell at t = {t}")


def label(page: Page, symbol: str) -> float:
    """Return the number written beside a symbol in the diagram."""
    texts = page.locator(".cellbox .diagram text.label").all_inner_texts() or []
    texts = [
        text.replace("−", "-")
        for text in (
            texts
            if any(texts)
            else page.locator(".cellbox .diagram text.label").all_text_contents()
        )
    ]
    found = [re.fullmatch(rf"{re.escape(symbol)} \+?(-?[\d.]+)", text) for text in texts]
    return next(float(one[1]) for one in found if one)


def test_every_number_in_the_diagram_is_the_networks_own(page: Page) -> None:
    """To the three decimals shown, at several time steps."""
    visit_cell(page)
    signals = trained().layers[0]
    for t in (2, 25, 40):
        look_at(page, t)
        wanted = {
            "f": signals["forget_gate"],
            "i": signals["input_gate"],
            "C̃": signals["candidate"],
            "o": signals["output_gate"],
            f"C{t}": signals["cell_state"],
            f"h{t}": signals["hidden_state"],
        }
        for symbol, values in wanted.items():
            assert abs(label(page, symbol) - values[t - 1, 0]) <= 0.0005 + 1e-6, (t, symbol)
        assert abs(label(page, f"C{t - 1}") - signals["cell_state"][t - 2, 0]) <= 0.0005 + 1e-6


def test_sub_steps_go_by_keyboard_and_a_held_gate_is_answered_and_undone(page: Page) -> None:
    """Five sentences inside one time step; f held at 1 keeps everything, and one press gives the
    network back.
    """
    visit_cell(page)
    look_at(page, 25)
    before = label(page, "C25")
    box = page.locator(".cellbox")
    box.get_by_role("button", name="Next sub-step").press("Enter")
    kept = round(100 * trained().layers[0]["forget_gate"][24, 0])
    expect(box.locator(".sentence")).to_contain_text(f"Keep {kept} % of the old memory")
    for begins in ("Write", "New memory = kept + written", "Show", "Pass h"):
        page.keyboard.press("Enter")
        expect(box.locator(".sentence")).to_contain_text(begins)
    box.locator('.diagram [data-part="f"][role=button]').press("Enter")
    box.locator('[data-role="hold-1"]').press("Enter")
    expect(box.locator(".banner")).to_contain_text("f held at 1")
    assert label(page, "f") == 1.0
    assert not np.isclose(label(page, "C25"), before, atol=0.002)
    box.get_by_role("button", name="Undo the intervention").press("Enter")
    expect(box.locator(".banner")).to_be_hidden()
    assert label(page, "C25") == before


def test_the_cell_has_most_of_its_own_page_and_the_tracks_are_small(page: Page) -> None:
    """At the left, and far wider than the tracks; on a phone above them."""
    page.set_viewport_size({"width": 1366, "height": 768})
    visit_cell(page)
    diagram, tracks = page.locator(".cellbox .diagram"), page.locator(".tracks")
    large, small = diagram.bounding_box(), tracks.bounding_box()
    assert large is not None
    assert small is not None
    assert large["x"] + large["width"] <= small["x"]
    assert large["width"] > max(650, 1.3 * small["width"])
    resized(page, 390, 844)
    large, small = diagram.bounding_box(), tracks.bounding_box()
    assert large is not None
    assert small is not None
    assert large["y"] + large["height"] <= small["y"]
