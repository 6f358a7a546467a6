"""The simple RNN unrolled: the state carries a number from one time step to the next."""

from __future__ import annotations

import numpy as np

from playground.analysis.explain import Explanation
from playground.config.cells import LSTM, SIMPLE_RNN
from playground.config.experiment import Experiment
from playground.gallery.exhibits.exhibit import Exhibit, correlation
from playground.wording import _, number

#: Least absolute correlation of a unit with the input that it follows.
FOLLOWS = 0.95


def correlations(explanation: Explanation) -> tuple[np.ndarray, np.ndarray] | None:
    """Return each unit's correlation with the input, and with the previous input, (H,) each.

    None unless the network is a single layer without gates that reads one value per step.
    """
    signals = explanation.layers[0]
    if len(explanation.layers) != 1 or explanation.x.shape[1] != 1 or len(explanation.x) < 4:
        return None
    if any(name.endswith("gate") for name in signals):
        return None
    x, states = explanation.x[:, 0], signals["hidden_state"].T  # (T,), (H, T)
    now = np.array([correlation(h[1:], x[1:]) for h in states])
    before = np.array([correlation(h[1:], x[:-1]) for h in states])
    return now, before


def roles(explanation: Explanation) -> tuple[int, int] | None:
    """Return the unit that follows the input and the one that follows the previous, or None."""
    found = correlations(explanation)
    if found is None or found[0].size < 2:
        return None
    reads, holds = (int(np.abs(values).argmax()) for values in found)
    follow = abs(found[0][reads]) > FOLLOWS and abs(found[1][holds]) > FOLLOWS
    return (reads, holds) if follow and reads != holds else None


def the_state_carries_the_input(explanation: Explanation) -> bool:
    """Return whether one unit follows the input and another one the previous input.

    And whether the previous input is what the network outputs, with errors below 0.2.
    """
    if explanation.y is None or explanation.y.shape != explanation.y_hat.shape:
        return False
    error = np.abs(explanation.y_hat - explanation.y)[1:]
    return roles(explanation) is not None and bool((error < 0.2).all())


def reads_upright(explanation: Explanation) -> bool:
    """Return whether both units rise with the input that they follow."""
    found, pair = correlations(explanation), roles(explanation)
    return found is not None and pair is not None and found[0][pair[0]] > 0 < found[1][pair[1]]


def sentence(explanation: Explanation) -> str:
    """Return which unit follows the input and which the previous one."""
    found, (reads, holds) = correlations(explanation), roles(explanation) or (0, 0)
    now, before = found or (np.full(1, np.nan),) * 2
    return _(
        "Unit {reads} follows the input (correlation {now}). Unit {holds} follows the previous input (correlation {before}), which reached it through the state hₜ₋₁ alone."
    ).format(
        reads=reads + 1,
        now=number(now[reads], 3),
        holds=holds + 1,
        before=number(before[holds], 3),
    )


def _repeats_the_previous_input(experiment: Experiment) -> bool:
    return experiment.data.params.get("delay") == 1


UNROLLED = Exhibit(
    name="unrolled",
    number=1,
    title="The simple RNN, unrolled",
    question="The input is 1 or −1 at random. At every step the network must output the previous input.",
    observation="A simple RNN with two units, drawn once per time step: the weights are the same at every step, and the state h is the only way from one step to the next.",
    description={
        "data": {"source": "echo", "params": {"delay": 1}},
        "problem": {"kind": "many_to_many", "lookback": 20},
        "model": {"cell": SIMPLE_RNN, "hidden_size": 2, "input_init": "pytorch", "seed": 2},
        "training": {"learning_rate": 0.05, "max_steps": 300},
    },
    probe=0,
    pace=50,
    claim=the_state_carries_the_input,
    upright=reads_upright,
    sentence=sentence,
    target_loss=0.01,
    fits=_repeats_the_previous_input,
    variations=(
        ("1 unit", {"model.hidden_size": 1}),
        ("Delay of 3 steps", {"data.params.delay": 3}),
        ("8 units", {"model.hidden_size": 8}),
        ("LSTM", {"model.cell": LSTM}),
    ),
)
