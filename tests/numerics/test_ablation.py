"""The cost of silencing a unit, all units side by side, against one network at a time with that
unit's writing weights at 0.
"""

from __future__ import annotations

import numpy as np
import pytest

from playground.analysis.ablation import CARRIES, Ablation, ablate, affordable
from playground.analysis.explain import predict
from playground.analysis.interventions import AblatedUnit, changed_weights
from playground.config.experiment import Model
from playground.data.windowing.problem_type import Readout
from playground.models.architecture import Architecture

T, F, H, B, K = 9, 2, 4, 3, 5


def network(cell: str, layers: int, readout: Readout) -> Architecture:
    """Return a small network."""
    model = Model(
        cell=cell,
        hidden_size=H,
        num_layers=layers,
        input_init="pytorch",
        spectral_radius=1.5,
        seed=2,
    )
    return Architecture(model, F, readout=readout)


@pytest.mark.parametrize(
    ("cell", "layers", "layer", "readout", "room"),
    [
        ("lstm", 1, 0, "last", 2_000_000),
        ("elman", 2, 0, "every", 100),
        ("gru", 2, 1, "decoder", 2_000_000),
        ("lstm", 2, 0, "decoder", 900),
    ],
)
def test_every_cost_is_that_of_the_network_without_the_unit(
    cell: str, layers: int, layer: int, readout: Readout, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the pieces the networks are computed in."""
    monkeypatch.setattr("playground.analysis.ablation.ROOM", room)
    rng = np.random.default_rng(0)
    small = network(cell, layers, readout)
    weights = small.initial_weights()
    x, first = rng.standard_normal((B, T, F)), rng.standard_normal(B)
    count = {"last": 1, "every": T, "decoder": K}[readout]
    y = rng.standard_normal((B, count))
    found = ablate(small, weights, x, y, layer, first)

    def error(*silent: int) -> float:
        changed = changed_weights(small, weights, [AblatedUnit(unit, layer) for unit in silent])
        return float(np.mean((predict(small, changed, x, first, count) - y) ** 2))

    assert found.error == pytest.approx(error(), abs=1e-14)
    assert found.all_ablated == pytest.approx(error(*range(H)), abs=1e-14)
    np.testing.assert_allclose(found.ablated, [error(unit) for unit in range(H)], atol=1e-14)
    assert found.unit == int(np.argmax([error(unit) for unit in range(H)]))


def test_no_single_unit_carries_it_only_when_each_does_little_of_what_all_do() -> None:
    """A layer that does nothing is idle instead, and one unit alone always carries what it does."""
    assert Ablation(0, 0.1, np.array([0.15, 0.2, 0.1]), 1.1, 1).spread
    assert not Ablation(0, 0.1, np.array([0.15, 0.1 + CARRIES * 1.01, 0.1]), 1.1, 1).spread
    assert not Ablation(0, 0.1, np.array([1.1]), 1.1, 1).spread
    untrained = Ablation(0, 0.5, np.array([0.5, 0.49]), 0.4, 1)
    assert untrained.idle
    assert not untrained.spread


def test_the_number_of_sequences_fits_the_size_of_the_network() -> None:
    """Many for a small network, one for a large one, none where that would keep the page
    waiting.
    """
    assert affordable(Model(hidden_size=1, num_layers=1), 40) == 64
    assert affordable(Model(hidden_size=64, num_layers=1), 200) == 1
    assert 4 <= affordable(Model(hidden_size=32, num_layers=1), 50) < 64
    assert affordable(Model(hidden_size=256, num_layers=4), 500) == 0
