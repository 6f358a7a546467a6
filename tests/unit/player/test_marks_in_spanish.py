"""A channel shown as signs above the sequence is no curve as well, in any language."""

from __future__ import annotations

import pytest

from playground.analysis.probe import default_probe
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.gallery.exhibits import EXHIBITS
from playground.models.architecture import architecture_of
from playground.player.viewpoint import Viewpoint
from playground.wording import LANGUAGES, speaking


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("exhibit", "curves"), [("exploding", []), ("vanishing", ["x"])])
def test_marks_are_no_inputs_beside_the_target(
    exhibit: str, curves: list[str], language: str
) -> None:
    """The tick of the stopwatch, and the sign at the number to recall."""
    experiment = EXHIBITS[exhibit].experiment
    data = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    weights = architecture_of(experiment, data).initial_weights()
    with speaking(language):
        scene = Viewpoint(experiment, data, windows, default_probe(windows)).scene(weights)
        inputs = [track.name for track in scene.tracks() if track.name.startswith("x")]
    assert inputs == curves
