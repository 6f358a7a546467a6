"""A link that describes no experiment is explained in one sentence, and what was open stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from playground.execution.workers import stop_workers
from playground.gallery.exhibits import EXHIBITS
from playground.ui.session.arrival import FIRST, visit
from playground.ui.session.session import Session, new_session

SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "training.max_steps": "60",
    "v": "1",
}
BAD = {
    "unknown key": (
        {"model.hiden_size": "4"},
        "model.hiden_size: unknown key; did you mean 'hidden_size'?",
    ),
    "unknown cell": ({"model.cell": "lsmt"}, "did you mean 'lstm'?"),
    "unknown source": (
        {"data.source": "sinus"},
        "data.source: 'sinus' is not known; did you mean 'sine'?",
    ),
    "unknown problem": ({"problem.kind": "many2one"}, "did you mean 'many_to_one'?"),
    "unknown parameter": ({"data.params.perod": "7"}, "did you mean 'period'?"),
    "not a number": (
        {"training.learning_rate": "nan"},
        "training.learning_rate: needs a number from 1e-06 to 10",
    ),
    "infinite": ({"data.noise": "inf"}, "data.noise: needs a number"),
    "out of range": (
        {"model.hidden_size": "100000"},
        "model.hidden_size: needs a whole number from 1 to 256, but got 100000.",
    ),
    "negative": ({"problem.lookback": "-3"}, "problem.lookback: needs a whole number"),
    "fraction": ({"model.num_layers": "1.5"}, "model.num_layers: needs a whole number"),
    "text for a number": (
        {"training.max_steps": "many"},
        "training.max_steps: needs a whole number",
    ),
    "absurd number": ({"model.seed": "9" * 400}, "model.seed: needs a whole number"),
    "wrong pair": ({"data.source": "hold", "problem.kind": "seq2seq"}, "goes with"),
    "longer than the data": ({"data.length": "100", "problem.lookback": "500"}, "problem.lookback"),
    "too slow": (
        {
            "model.hidden_size": "256",
            "model.num_layers": "4",
            "problem.lookback": "400",
            "data.length": "5000",
        },
        "One training step would take",
    ),
    "file on the server": (
        {"data.source": "file", "data.path": "/etc/hostname"},
        "a link may not refer to a file on the server",
    ),
    "at in words": ({"at": "abc"}, "at: needs a training step, a whole number, but got 'abc'."),
    "at negative": ({"at": "-1"}, "at: needs a training step"),
    "at absurd": ({"at": "1" * 5000}, "at: needs a training step"),
    "other version": ({"v": "2"}, "version: this program reads version 1, but got 2."),
    "broken list": ({"data.columns": "[1,"}, "data.columns: needs a list"),
    "broken changes": ({"training.changes": '[{"step":1}]'}, "training.changes[0]"),
    "markup": ({"model.cell": "<img src=x>"}, "model.cell"),
}


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """Yield the session of a visitor who looks at the first exhibit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAYGROUND_EXECUTOR", "inline")
        stop_workers()
        yield new_session(EXHIBITS[FIRST])
        stop_workers()


@pytest.mark.parametrize(
    ("more", "told"), BAD.values(), ids=[name.replace(" ", "_") for name in BAD]
)
def test_a_bad_link_is_explained_in_one_sentence(
    session: Session, more: dict[str, str], told: str
) -> None:
    """Nothing else is opened in its place."""
    before = session.experiment, session.run
    session.trouble = {}
    visit(session, SMALL | more)
    assert [*session.trouble] == ["link"]
    sentence = session.trouble["link"]
    assert sentence.startswith("This link is invalid. ")
    assert told in sentence
    assert len(sentence) < 600
    assert session.run.step == 0
    if not more.keys() & {"at"}:  # else the experiment is right, and its step is not
        assert (session.experiment, session.run) == before
