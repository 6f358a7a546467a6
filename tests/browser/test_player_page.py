"""The player as one file, opened from disk without a network: it plays, and every number it shows is the one computed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from playground.data.source import load
from playground.data.windows import make_windows
from playground.exhibits import EXHIBITS
from playground.experiment import Experiment
from playground.explain import Explanation
from playground.export.player_page import player_page
from playground.player.cell_words import cell_words
from playground.player.payload import Order
from playground.player.training import curve
from playground.player.viewpoint import Viewpoint
from playground.probe import default_probe, explain_probe
from playground.recording import Frame, Recording, unflatten, weight_shapes
from playground.sentences.cell import about_reading

STEPS = (0, 1, 2, 4, 6, 8)
SYMBOLS = {"forget_gate": "Forget gate", "cell_state": "what is kept", "hidden_state": "what is shown"}


@dataclass
class Given:
    """A recording with its file, and what it should show."""

    file: Path
    recording: Recording
    explained: Callable[[Frame], Explanation]


def write(folder: Path, experiment: Experiment, recording: Recording) -> Given:
    """Write the player of a recording as the page does."""
    data = load(experiment.data, lookback=experiment.problem.lookback)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    shapes, probe = weight_shapes(experiment, data), default_probe(windows, 0)
    seen = Viewpoint(experiment, data, windows, probe, unit=0)
    known = {f.step: unflatten(f.weights, shapes) for f in recording.with_weights() if f.weights is not None}
    newest = recording.frames[-1]
    beside = {"costs": {}, "changes": [], "told": [], "held": 0, "can_hold": True, "open": False, "words": cell_words()}
    beside["help"] = about_reading(experiment.model, "every", scaled=False)
    scene = seen.scene(known[newest.step], every_unit=True, cell=beside, training=curve(recording, newest, newest.step, False),
                       orders=[Order("backwards", range(experiment.model.hidden_size)[::-1])])  # fmt: skip
    page = player_page(
        scene.packed(),
        lambda steps: [seen.frame(step, known[step]) for step in steps],
        title="A title",
        question="A question?",
        description=experiment.to_dict(),
    )
    (folder / "player.html").write_bytes(page)
    return Given(
        folder / "player.html", recording, lambda frame: explain_probe(known[frame.step], experiment.model, probe, experiment.problem)
    )


@pytest.fixture
def offline(browser: Browser) -> Iterator[Page]:
    """Yield a page without a network; whatever it complains about fails the test."""
    context = browser.new_context(offline=True, viewport={"width": 1300, "height": 1000}, reduced_motion="reduce")
    complaints: list[str] = []
    context.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert complaints == []


def readings(page: Page) -> dict[str, str]:
    """Return what the player says at the cursor, by the name of each track."""
    said = (page.locator(".tracks .stage").get_attribute("aria-valuetext") or "").replace("−", "-")
    return dict(re.findall(r"(?:^|\. )(\D+?) (-?\d[\d.,]*\d|no value)(?=[.,]|$)", said))


def look(page: Page, t: int, step: int) -> None:
    """Put both cursors somewhere, by keyboard."""
    strip, stage = page.locator(".scrub"), page.locator(".tracks .stage")
    strip.press("Home")
    while int(strip.get_attribute("aria-valuenow") or 0) < step:
        strip.press("ArrowRight")
        page.wait_for_timeout(40)
    expect(strip).to_have_attribute("aria-valuenow", str(step))
    stage.press("Home")
    for _ in range(t):
        stage.press("ArrowRight")
    expect(stage).to_have_attribute("aria-valuenow", str(t + 1))


def written(value: float) -> str:
    """Return a number as the player writes it."""
    return f"{value:.3f}".replace("-0.000", "0.000")


def test_the_numbers_of_any_unit_step_and_frame_are_those_computed(offline: Page, tmp_path: Path) -> None:
    """Eight units, so that they are maps and travel as 16-bit numbers; the newest frame as float32."""
    experiment = Experiment.from_dict(
        {"data": {"source": "hold", "length": 60}, "problem": {"kind": "many_to_many", "lookback": 12}, "model": {"hidden_size": 8}}
    )
    rng = np.random.default_rng(0)
    size = sum(int(np.prod(s)) for s in weight_shapes(experiment, load(experiment.data, lookback=12)).values())
    frames = [Frame(k, 0.5, 1.0, 0.01, 0.4, rng.normal(0, 0.8, size).astype(np.float32)) for k in STEPS]
    given = write(tmp_path, experiment, Recording(size, frames))
    offline.goto(given.file.as_uri())
    offline.locator(".tracks .flag").wait_for()
    for t, unit, frame in ((0, 3, frames[0]), (7, 0, frames[2]), (11, 7, frames[4]), (4, 5, frames[5])):
        offline.get_by_label("Unit", exact=True).select_option(str(unit + 1))
        look(offline, t, frame.step)
        expected = given.explained(frame)
        shown = readings(offline)
        for name, label in SYMBOLS.items():
            assert shown[label] == written(expected.layers[0][name][t, unit]), (name, t, unit, frame.step)
        assert shown["Prediction"] == written(expected.y_hat[t])
        assert shown["Error"] == written(expected.y_hat[t] - expected.y[t])


def test_the_film_plays_from_disk_and_ends_with_the_newest_step(offline: Page, tmp_path: Path) -> None:
    """The shipped recording of the first exhibit: its forget gate learns to close at the bell."""
    exhibit = EXHIBITS["remember"]
    given = write(tmp_path, exhibit.experiment, exhibit.recording())
    offline.goto(given.file.as_uri())
    strip = offline.locator(".scrub")
    expect(strip).to_have_attribute("aria-valuenow", "500")
    bell = offline.locator(".tracks .stage").get_attribute("aria-valuenow")
    trained = float(readings(offline)["Forget gate"])
    strip.press("Home")
    expect(strip).to_have_attribute("aria-valuenow", "0")
    assert float(readings(offline)["Forget gate"]) > trained
    offline.get_by_label("Length of the film").select_option("20")
    offline.get_by_role("button", name="Play the film").click()
    expect(offline.get_by_role("button", name="Stop the film")).to_be_visible()
    offline.get_by_label("Length of the film").select_option("3")
    expect(strip).to_have_attribute("aria-valuenow", "500", timeout=15_000)
    expect(offline.get_by_role("button", name="Play the film")).to_be_visible()
    assert (offline.locator(".tracks .stage").get_attribute("aria-valuenow"), float(readings(offline)["Forget gate"])) == (bell, trained)
