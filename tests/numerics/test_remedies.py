"""The remedy offered after a run diverged is tried: training continues, and the network learns."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.runs.messages import Advanced, Budget
from playground.runs.recording import Recording
from playground.training.advance import advance
from playground.ui.train.divergence import _advice


def trained(experiment: Experiment) -> Advanced:
    """Return a short training."""
    return advance(experiment, loaded(experiment), None, Budget())


@pytest.mark.parametrize(
    ("cell", "rate", "offer"),
    [
        ("elman", 0.5, "Clip"),
        ("elman", 1.0, "rate 0.1"),
        ("gru", 3.0, "rate 0.1"),
        ("elman", 10.0, "rate 0.1"),
    ],
)
def test_what_is_offered_after_a_run_diverged_mends_it(cell: str, rate: float, offer: str) -> None:
    """From a rate of 1 on a clipped step is as long as the limit and longer: it goes on but learns
    nothing, while a smaller rate does.
    """
    experiment = Experiment.from_dict(
        {
            "data": {"source": "sine", "length": 200},
            "problem": {"kind": "many_to_one", "lookback": 14},
            "model": {"cell": cell, "hidden_size": 6},
            "training": {
                "max_steps": 60,
                "learning_rate": rate,
                "optimizer": "sgd",
                "grad_clip_norm": None,
                "evaluate_every": 20,
            },
        }
    )
    gone = trained(experiment)
    assert gone.stop_reason == "diverged"
    run: Any = SimpleNamespace(
        experiment=experiment,
        step=gone.live.step,
        failed_step=gone.failed_step,
        recording=Recording(1, gone.frames),
    )
    _reason, label, values = _advice(run)
    assert offer in label
    mended = trained(experiment.with_values(values))
    assert mended.stop_reason == "max_steps"
    errors = [f.validation_loss for f in mended.frames if f.validation_loss is not None]
    assert errors[-1] < 0.1 < errors[0]
