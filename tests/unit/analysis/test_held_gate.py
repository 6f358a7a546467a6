"""A gate that a what-if holds is the one in question: it is drawn in full colour and says where it
is held.
"""

from __future__ import annotations

from playground.analysis.interventions import ClampedGate
from playground.analysis.probe import default_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.models.architecture import architecture_of
from playground.player.viewpoint import Viewpoint


def test_a_held_gate_is_not_greyed_and_says_at_what_it_is_held() -> None:
    """It hardly moves because it is held, and only that layer's is."""
    experiment = Experiment.from_dict(
        {"data": {"source": "sine", "length": 120}, "model": {"hidden_size": 2}}
    )
    data = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    weights = architecture_of(experiment, data).initial_weights()
    held = Viewpoint(
        experiment,
        data,
        windows,
        default_probe(windows),
        0,
        changes=(ClampedGate("forget_gate", 1.0),),
    )
    track = next(track for track in held.scene(weights).tracks() if track.name == "forget_gate")
    assert (track.note, track.dimmed) == ("held at 1", False)
