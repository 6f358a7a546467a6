"""When gates matter: which cell is best depends on what it has to remember, and for how long."""

from __future__ import annotations

from playground.analysis.explain import Explanation
from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.config.experiment import Experiment
from playground.gallery.exhibits.exhibit import Exhibit
from playground.wording import _, number


def echo_without_gates(explanation: Explanation) -> bool:
    """Return whether a cell without gates repeats the inputs with a mean squared error below 0.01.

    Always predicting the mean gives about 0.9 on the probe.
    """
    return (
        "hidden_state" in explanation.layers[0]
        and len(explanation.layers[0]) <= 3
        and explanation.loss < 0.01
    )


def sentence(explanation: Explanation) -> str:
    """Return the error of a cell without gates."""
    return _(
        "Without any gates it repeats the inputs: its mean squared error on this example is {error}. Compare the other cells on this task, then the other tasks."
    ).format(error=number(explanation.loss, 2))


def _repeats_after_several_steps(experiment: Experiment) -> bool:
    return experiment.data.params.get("delay") != 1


_HOLD = {"data.source": "hold", "problem.lookback": 40, "training.max_steps": 500}
_ADDING = {
    "data.source": "adding",
    "problem.kind": "many_to_one",
    "problem.lookback": 100,
    "training.learning_rate": 0.01,
    "training.max_steps": 600,
}
_SINE = {"data.source": "sine", "problem.kind": "many_to_one", "training.max_steps": 200}

WHEN_GATES_MATTER = Exhibit(
    name="when_gates_matter",
    number=9,
    title="When gates matter, and when they do not",
    question="The input is 1 or −1 at random; the network must repeat it some steps later.",
    observation="A race of two, simple RNN and LSTM, on the same data: the delay is 5 steps. Then let them race at Hold: which one wins depends on what has to be remembered, and for how long.",
    description={
        "data": {"source": "echo"},
        "problem": {"kind": "many_to_many", "lookback": 50},
        "model": {"cell": SIMPLE_RNN},
        "training": {"max_steps": 200, "evaluate_every": 5},
    },
    probe=0,
    pace=50,
    claim=echo_without_gates,
    sentence=sentence,
    fits=_repeats_after_several_steps,
    shipped=("Echo: LSTM", "Hold: LSTM, 1 unit", "Hold: simple RNN, 32 units"),
    pairs=(("", "Echo: LSTM"), ("Hold: LSTM, 1 unit", "Hold: simple RNN, 32 units")),
    target_loss=0.01,
    variations=(
        ("Echo: LSTM", {"model.cell": LSTM}),
        ("Echo: GRU", {"model.cell": GRU}),
        (
            "Hold: LSTM, 1 unit",
            {
                **_HOLD,
                "model.cell": LSTM,
                "model.hidden_size": 1,
                "model.input_init": "pytorch",
                "training.learning_rate": 0.1,
            },
        ),
        ("Hold: simple RNN, 32 units", _HOLD),
        ("Sine: compare with a linear model", _SINE),
        ("Adding: GRU", {**_ADDING, "model.cell": GRU}),
        ("Adding: simple RNN", {**_ADDING, "training.learning_rate": 0.003}),
    ),
)
