"""The page "Inside the cell": every cell and problem type can be looked into, and what the reader
does there reaches the session.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visit import player, sentences, session_of

Open = Callable[..., AppTest]


@pytest.mark.parametrize(
    ("link", "parts"),
    [
        ({"model.cell": "gru", "model.num_layers": "2", "problem.lookback": "10"}, 1),
        (
            {
                "model.cell": "elman",
                "problem.kind": "seq2seq",
                "problem.horizon": "3",
                "problem.lookback": "8",
            },
            2,
        ),
        (
            {
                "data.source": "waveforms",
                "problem.kind": "classification",
                "problem.lookback": "12",
            },
            1,
        ),
        ({"data.source": "waveforms", "problem.kind": "one_to_many", "problem.lookback": "12"}, 1),
        ({"problem.lookback": "1", "model.hidden_size": "3"}, 1),
        ({"model.cell": "mlp", "problem.kind": "one_to_one"}, 0),
    ],
)
def test_every_kind_of_network_can_be_looked_into(
    open_app: Open, link: dict[str, str], parts: int
) -> None:
    """An encoder and its decoder are two parts; a network without memory has no cell."""
    app = open_app({**link, "v": "1"}, page="cell")
    assert "Inside the cell" in sentences(app)
    cell = player(app)["cell"]
    assert len(cell.get("parts", ())) == parts
    if parts:
        assert cell["costs"]


def test_what_the_diagram_sends_is_done_and_nonsense_is_passed_over(open_app: Open) -> None:
    """Hold, silence, let go; nothing else."""
    table = session_of(open_app(page="cell"))
    model = table.experiment.model
    for message in (
        None,
        3,
        {"hold": "candidate", "value": 1},
        {"hold": "forget_gate", "value": 7},
        {"silence": 12},
        {"hold": "forget_gate", "value": True, "unit": "x"},
    ):
        table.interventions.apply(message, model, 0)
    assert not table.interventions.changes
    table.interventions.apply({"hold": "forget_gate", "value": 0.5, "unit": 0}, model, 0)
    table.interventions.apply({"hold": "forget_gate", "value": 1, "unit": None}, model, 0)
    assert len(table.interventions.changes) == 1
    table.interventions.apply({"silence": 0}, model, 0)
    assert (
        not table.viewpoint().scene(table.run.weights()).explanation.layers[0]["hidden_state"].any()
    )
    table.interventions.apply({"undo": True}, model, 0)
    assert not table.interventions.changes
