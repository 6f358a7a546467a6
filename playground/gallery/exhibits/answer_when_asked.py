"""Answer when asked: an LSTM of two units hides a number until it is asked for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from playground.analysis.explain import Explanation
from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.gallery.exhibits.exhibit import Exhibit, correlation
from playground.wording import _, number


@dataclass(frozen=True)
class Remembering:
    """The unit that remembers, and how it shows what it remembers.

    Parameters
    ----------
    unit : int
        From 0.
    at, elsewhere : float
        Median of its output gate at ? and elsewhere.
    follows : ndarray of shape (H,)
        Correlation of every unit's cell state with the number at the last ▲.
    """

    unit: int
    at: float
    elsewhere: float
    follows: np.ndarray


def remembering_unit(explanation: Explanation) -> Remembering | None:
    """Return the unit whose cell state follows the number most closely, if it is shown only at ?.

    The absolute correlation with the number at the last ▲ is above 0.9; the median output gate is
    above 0.7 at ? and below 0.2 elsewhere.
    """
    signals = explanation.layers[0]
    if "output_gate" not in signals or explanation.x.shape[1] != 3:
        return None
    bell, asked = explanation.x[:, 1] > 0.5, explanation.x[:, 2] > 0.5
    if not asked.any() or asked.all():
        return None
    last = np.maximum.accumulate(np.where(bell, np.arange(len(bell)), 0))
    held = explanation.x[last, 0]
    follows = np.array([correlation(C, held) for C in signals["cell_state"].T])
    for unit in np.argsort(-np.abs(follows), kind="stable"):
        o = signals["output_gate"][:, unit]
        at, elsewhere = float(np.median(o[asked])), float(np.median(o[~asked]))
        if at > 0.7 and elsewhere < 0.2 and abs(follows[unit]) > 0.9:
            return Remembering(int(unit), at, elsewhere, follows)
    return None


def output_gate_opens_when_asked(explanation: Explanation) -> bool:
    """Return whether a unit remembers all the time and shows it only at ?."""
    return remembering_unit(explanation) is not None


def one_unit_remembers_upright(explanation: Explanation) -> bool:
    """Return whether one unit's C rises with the number (correlation 0.99), and no other's does."""
    found = remembering_unit(explanation)
    if found is None:
        return False
    others = np.delete(found.follows, found.unit)
    return found.follows[found.unit] > 0.99 and bool((np.abs(others) < 0.5).all())


def sentence(explanation: Explanation) -> str:
    """Return which unit remembers, how its output gate opens, and which of two units does not."""
    found = remembering_unit(explanation)
    assert found is not None, "the claim holds"
    text = _(
        "Unit {unit} remembers: its C follows the number (correlation {follows}), and its output gate opens only at ? (o = {at}; elsewhere {elsewhere})."
    ).format(
        unit=found.unit + 1,
        follows=number(found.follows[found.unit], 3),
        at=number(found.at, 2),
        elsewhere=number(found.elsewhere, 2),
    )
    if len(found.follows) != 2:
        return text
    other = 1 - found.unit
    return (
        text
        + " "
        + _(
            "Unit {other} follows it less closely (correlation {follows}). Other seeds find other solutions."
        ).format(other=other + 1, follows=number(found.follows[other], 2))
    )


ANSWER_WHEN_ASKED = Exhibit(
    name="answer_when_asked",
    number=6,
    title="Answer when asked",
    question="The network must remember the number at the last ▲, but output it only at a ?; elsewhere the target is 0.",
    observation="Two units share the work. Watch the output gates o: they hide the memory until ? asks for it.",
    description={
        "data": {"source": "recall"},
        "problem": {"kind": "many_to_many", "lookback": 40},
        "model": {"cell": LSTM, "hidden_size": 2, "input_init": "pytorch", "seed": 6},
        "training": {"learning_rate": 0.03, "max_steps": 700},
    },
    probe=0,
    pace=50,
    claim=output_gate_opens_when_asked,
    upright=one_unit_remembers_upright,
    sentence=sentence,
    target_loss=0.005,
    variations=(
        ("Another weight seed", {"model.seed": 7}),
        ("1 unit", {"model.hidden_size": 1}),
        ("GRU", {"model.cell": GRU}),
        ("Simple RNN", {"model.cell": SIMPLE_RNN}),
    ),
)
