"""What the player shows are the numbers of the network: at any time step, unit and training step,
on the page and taken away.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect
from safetensors.numpy import load_file

from playground.analysis.explain import Explanation
from playground.analysis.probe import default_probe, explain_probe
from playground.cli import main
from playground.config.experiment import Experiment
from playground.data.source import load
from playground.data.windowing.windows import make_windows
from playground.gallery.exhibits import EXHIBITS
from playground.models.architecture import architecture_of
from tests.browser.sights import address, drawn, ended, take, visit

SIGNALS = {
    "Forget gate": "forget_gate",
    "Input gate": "input_gate",
    "Candidate": "candidate",
    "Cell state": "cell_state",
    "Output gate": "output_gate",
    "Hidden state": "hidden_state",
}
#: Half of the last digit shown; 16 bits keep it whole (see tests/unit/test_film.py).
CLOSE = 0.0005 + 1e-6


def explained(
    experiment: Experiment,
    flat: np.ndarray | None = None,
    named: dict[str, np.ndarray] | None = None,
) -> Explanation:
    """Return every number of the page's own probe for these weights."""
    data = load(experiment.data, lookback=experiment.problem.lookback)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    architecture = architecture_of(experiment, data)
    weights = named or architecture.unflatten(flat)
    return explain_probe(architecture, weights, default_probe(windows))


def shown(page: Page, label: str) -> float:
    """Return the number beside a row."""
    row = page.locator(".tracks .item").filter(has=page.locator(".label", has_text=label)).first
    return float(row.locator(".value span").first.inner_text().replace("−", "-"))


def settle(page: Page) -> None:
    """Wait until what was asked for is drawn and told: keys are answered with the screen's next
    frame, in words a little later.
    """
    page.wait_for_timeout(100)
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def put(page: Page, t: int) -> None:
    """Put the cursor on a time step by keys alone."""
    stage = page.locator(".tracks .stage")
    last = int(stage.get_attribute("aria-valuemax") or 0)
    stage.press("Home" if t <= last - t else "End")
    for _ in range(min(t - 1, last - t)):
        stage.press("ArrowRight" if t <= last - t else "ArrowLeft")
    expect(stage).to_have_attribute("aria-valuenow", str(t))
    settle(page)


def rewind(page: Page, back: int | None) -> int:
    """Go back so many recorded training steps by keys alone, or to the first, and return the
    training step shown.
    """
    strip = page.locator(".training [role=slider]")
    strip.press("Home" if back is None else "End")
    for _ in range(back or 0):
        strip.press("ArrowLeft")
    settle(page)
    expect(page.locator(".training .state")).not_to_contain_text("fetching")
    return int(strip.get_attribute("aria-valuenow") or "-1")


def compare(page: Page, explanation: Explanation, t: int, unit: int = 0) -> None:
    """Hold every signal shown at a time step against the explanation."""
    for label, name in SIGNALS.items():
        expected = explanation.layers[0][name][t - 1, unit]
        assert shown(page, label) == pytest.approx(expected, abs=CLOSE), (label, t, unit)


def test_the_film_of_the_first_screen_shows_the_numbers_of_its_recording(page: Page) -> None:
    """At several time steps and training steps, the untrained network among them; then back to the
    newest.
    """
    exhibit = EXHIBITS["remember"]
    frames = {f.step: f for f in exhibit.recording().with_weights()}
    visit(page, "/")
    drawn(page)
    for back, t in ((None, 9), (12, 25), (1, 40)):
        step = rewind(page, back)
        assert (step == 0) == (back is None)
        put(page, t)
        compare(page, explained(exhibit.experiment, frames[step].weights), t)
    page.get_by_role("button", name="Back to the latest step").click()
    put(page, 25)
    compare(page, explained(exhibit.experiment, exhibit.recording().frames[-1].weights), 25)


def test_any_unit_of_many_can_be_chosen_and_shows_its_own_numbers(
    page: Page, tmp_path: Path
) -> None:
    """Eight units are maps; the weights come from the command line, not from the page."""
    fields = {
        "data.length": "300",
        "problem.lookback": "12",
        "model.hidden_size": "8",
        "training.max_steps": "40",
        "v": "1",
    }
    visit(page, address({**fields, "at": "40"}))
    ended(page, 40)
    drawn(page)
    experiment = Experiment.from_query(fields)
    (tmp_path / "e.json").write_text(experiment.to_json())
    assert main(["run", str(tmp_path / "e.json"), "--out", str(tmp_path / "out")]) == 0
    explanation = explained(experiment, named=load_file(tmp_path / "out" / "model.safetensors"))
    for unit, t in ((3, 5), (7, 12)):
        page.locator(".bar .units select").first.select_option(label=str(unit + 1))
        put(page, t)
        compare(page, explanation, t, unit)
    with np.load(
        _saved(tmp_path / "numbers.npz", take(page, "Numbers of the example (npz)"))
    ) as trace:
        np.testing.assert_allclose(
            trace["layer0/forget_gate"], explanation.layers[0]["forget_gate"], rtol=1e-6
        )


def test_the_player_taken_away_plays_from_disk_without_the_internet(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    """One file, opened in a browser that is offline: it shows the recording's numbers and complains
    about nothing.
    """
    visit(page, "/")
    drawn(page)
    file = _saved(tmp_path / "player.html", take(page, "Player (HTML)"))
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    context.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    alone = context.new_page()
    alone.goto(file.as_uri())
    alone.locator(".tracks .flag").wait_for()
    exhibit = EXHIBITS["remember"]
    frames = {f.step: f for f in exhibit.recording().with_weights()}
    step = rewind(alone, 12)
    put(alone, 25)
    compare(alone, explained(exhibit.experiment, frames[step].weights), 25)
    before = int(alone.locator(".training [role=slider]").get_attribute("aria-valuenow") or 0)
    alone.get_by_role("button", name="Play the recording").click()
    alone.wait_for_function(
        "(least) => Number(document.querySelector('#player').shadowRoot.querySelector('.scrub').ariaValueNow ?? "
        "document.querySelector('#player').shadowRoot.querySelector('.scrub').getAttribute('aria-valuenow')) > least",
        arg=before,
    )
    assert (
        json.loads(alone.locator("footer pre").text_content() or "") == exhibit.experiment.to_dict()
    )
    context.close()
    assert complaints == []


def _saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_reduced_motion_keeps_the_opening_still(page: Page) -> None:
    """Who asks for less motion gets the trained network at once, and no film of its own accord."""
    page.emulate_media(reduced_motion="reduce")
    visit(page, "/")
    drawn(page)
    for _ in range(5):
        assert page.locator(".training [role=slider]").get_attribute("aria-valuenow") == "500"
        page.wait_for_timeout(200)
