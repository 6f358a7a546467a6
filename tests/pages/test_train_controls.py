"""The sidebar: a control for every field that matters, which writes the link and refuses what
cannot be.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.config import registry
from playground.config.experiment import LIVE_FIELDS, SETTINGS, Experiment
from playground.config.lookup import setting_of, value_of
from playground.ui.sidebar.choices import OFF
from playground.ui.sidebar.relevance import relevant
from tests.pages.visit import (
    choose,
    control,
    controls,
    link,
    press,
    sentences,
    session_of,
    settle,
    sources,
    status,
    wait,
)

Open = Callable[..., AppTest]
SMALL = {"data.length": "200", "problem.lookback": "10", "model.hidden_size": "4", "v": "1"}
#: Sources by how they come by their data, so that no test is much longer than the others.
SOURCES = {
    kind: [name for name, source in registry.sources().items() if source.kind == kind]
    for kind in ("generator", "task", "bundled")
}
#: With four waves and with several columns. A wave of every type, and the other sources, each with
#: the type that suits it, are below.
WITH_EVERY_KIND = ("waveforms", "seattle_weather")
CELLS = list(registry.entries("cell"))
#: Asked elsewhere: the source has a widget of its own, the path belongs to the command line,
#: changes are made by changing.
ELSEWHERE = {
    "data.source",
    "data.params",
    "data.path",
    "data.compose",
    "data.events",
    "problem.params",
    "training.changes",
}


def fields(experiment: Experiment) -> list[str]:
    """Return every field that has an effect in an experiment, the source's parameters included."""
    declared = [f"{group}.{name}" for group, settings in SETTINGS.items() for name in settings]
    own = [f"data.params.{p.name}" for p in experiment.source().parameters]
    kind = [
        f"problem.params.{p.name}"
        for p in registry.lookup("problem", experiment.problem.kind).parameters
    ]
    return [
        field
        for field in [*declared, *own, *kind]
        if field not in ELSEWHERE and relevant(experiment, field)
    ]


def complete(app: AppTest) -> None:
    """Compare the sidebar with the experiment: every field that matters has its control, with its
    value, and no other field has one.
    """
    experiment = session_of(app).experiment
    assert set(controls(app)) == {*fields(experiment)}
    assert sources(app)["present"] == experiment.data.source
    assert all(widget.label for widget in controls(app).values())
    for field, widget in controls(app).items():
        held = value_of(experiment, field)
        if held is None:  # a choice or number that is off, every column, the first column
            held = {"data.columns": [], "data.target": session_of(app).data.columns[0]}.get(
                field, OFF
            )
        assert widget.value == (list(held) if isinstance(held, tuple) else held), field


@pytest.mark.parametrize("source", WITH_EVERY_KIND)
def test_every_field_that_matters_has_its_control_and_no_other(open_app: Open, source: str) -> None:
    """Nothing in a description is out of reach, and nothing that stands there is without effect."""
    app = open_app({"data.source": source, "v": "1"})
    for kind in registry.source(source).facts["problems"]:
        choose(app, "problem.kind", kind)
        experiment = session_of(app).experiment
        assert (experiment.data.source, experiment.problem.kind) == (source, kind)
        complete(app)


@pytest.mark.parametrize("cell", CELLS)
def test_fields_of_one_cell_matter_with_it_only(cell: str) -> None:
    """A forget bias says nothing to a GRU."""
    kind = "one_to_one" if cell == "mlp" else "many_to_one"
    experiment = Experiment.from_query(SMALL | {"model.cell": cell, "problem.kind": kind})
    assert relevant(experiment, "model.forget_bias") == (cell == "lstm")
    assert relevant(experiment, "model.nonlinearity") == (cell in ("elman", "mlp"))
    assert relevant(experiment, "model.spectral_radius") == (cell != "mlp")


#: A new value for every kind of widget, and the words it has in the link.
MOVES = {
    "data.length": (400, "400"),
    "data.noise": (0.2, "0.2"),
    "data.seed": (7, "7"),
    "data.transform": ("difference", "difference"),
    "data.scale": ("minmax", "minmax"),
    "data.params.period": (30.0, "30.0"),
    "data.params.amplitude": (2.0, "2.0"),
    "data.params.phase": (0.25, "0.25"),
    "problem.kind": ("seq2seq", "seq2seq"),
    "problem.lookback": (20, "20"),
    "problem.horizon": (5, "5"),
    "problem.stride": (2, "2"),
    "problem.target_form": ("change", "change"),
    "problem.train_share": (0.6, "0.6"),
    "problem.validation_share": (0.2, "0.2"),
    "model.cell": ("gru", "gru"),
    "model.hidden_size": (8, "8"),
    "model.num_layers": (2, "2"),
    "model.forget_bias": ("off", "null"),
    "model.input_init": ("pytorch", "pytorch"),
    "model.recurrent_init": ("identity", "identity"),
    "model.spectral_radius": (1.5, "1.5"),
    "model.seed": (3, "3"),
    "training.optimizer": ("sgd", "sgd"),
    "training.learning_rate": (0.003, "0.003"),
    "training.schedule": ("cosine", "cosine"),
    "training.batch_size": (16, "16"),
    "training.max_steps": (200, "200"),
    "training.grad_clip_norm": ("off", "null"),
    "training.evaluate_every": (50, "50"),
    "training.patience": (5, "5"),
    "training.target_loss": (0.01, "0.01"),
    "training.seed": (9, "9"),
}


def test_every_field_of_a_series_has_its_words_in_the_link() -> None:
    """Back at its default it is gone again. Its control sets it: see test_shown_and_held.py."""
    experiment = Experiment.from_query(SMALL)
    untouched = experiment.to_query()
    for field in fields(experiment):
        value, told = MOVES[field]
        changed = experiment.with_values({field: None if value == OFF else value})
        assert changed.to_query().get(field) == told, field
        back = changed.with_values({field: value_of(experiment, field)})
        assert back.to_query() == untouched, field


def test_fields_that_hang_on_another_write_the_link_too(open_app: Open) -> None:
    """Momentum with SGD, ReLU with a simple RNN, teacher forcing with a decoder, columns with a
    table, a task's own parameters.
    """
    cases = (
        ({"training.optimizer": "sgd"}, "training.momentum", 0.9, "0.9"),
        ({"model.cell": "elman"}, "model.nonlinearity", "relu", "relu"),
        ({"problem.kind": "seq2seq"}, "problem.teacher_forcing", 0.5, "0.5"),
        (
            {"data.source": "hold", "problem.kind": "many_to_many", "data.length": "100"},
            "data.params.bell_chance",
            0.3,
            "0.3",
        ),
    )
    for more, field, value, told in cases:
        app = choose(open_app(SMALL | more), field, value)
        assert link(app)[field] == told


def test_columns_and_target_of_a_real_series_write_the_link(open_app: Open) -> None:
    """Where there are several columns to choose from."""
    bundled = [n for n, e in registry.entries("source").items() if e.facts["kind"] == "bundled"]
    several = [n for n in bundled if len(registry.lookup("source", n).make().columns) > 1]
    assert several
    app = open_app({"data.source": several[0], "problem.lookback": "20", "v": "1"})
    names = list(session_of(app).data.columns)
    assert len(names) > 1
    choose(app, "data.target", names[1])
    assert link(app)["data.target"] == names[1]
    assert session_of(app).data.columns[session_of(app).data.target] == names[1]
    choose(app, "data.columns", [names[1]])
    assert link(app)["data.columns"] == f'["{names[1]}"]'
    assert session_of(app).data.columns == (names[1],)
    assert status(app).startswith("step 0")


@pytest.mark.parametrize("kind", SOURCES)
def test_every_source_opens_from_the_first_screen_and_trains(open_app: Open, kind: str) -> None:
    """One after the other, with the network and the problem that suit it."""
    app = press(open_app(), "Reset")
    assert SOURCES[kind]
    for source in SOURCES[kind]:
        choose(app, "data.source", source)
        assert not session_of(app).trouble, source
        assert session_of(app).experiment.data.source == source
        complete(app)
        label = registry.source(source).label
        assert label in sentences(app) or session_of(app).exhibit is not None
        wait(press(app, "Step"))
        assert session_of(app).run.step == 1, source
        assert np.isfinite(session_of(app).run.live.weights).all(), source


@pytest.mark.parametrize("kind", registry.entries("problem"))
def test_every_problem_opens_with_every_cell_and_trains(open_app: Open, kind: str) -> None:
    """Two layers, from the sidebar; a network without a memory answers at once or not at all."""
    app = open_app(SMALL | ({"data.source": "waveforms"} if kind == "classification" else {}))
    choose(app, "problem.kind", kind)
    choose(app, "model.num_layers", 2)
    for cell in (cell for cell in CELLS if cell != "mlp" or kind == "one_to_one"):
        choose(app, "model.cell", cell)
        complete(app)
        settle(press(app, "Step"))
        assert not session_of(app).trouble
        experiment = session_of(app).experiment
        assert (experiment.problem.kind, experiment.model.cell) == (kind, cell)
        assert experiment.model.num_layers == 2
        assert status(app).startswith("step 1 ")


def test_an_impossible_value_is_told_at_its_field_and_changes_nothing(open_app: Open) -> None:
    """A window longer than the series: the sentence says what would fit, and the picture stays."""
    app = settle(press(open_app(SMALL), "Step"))
    before, run = link(app), session_of(app).run
    choose(app, "problem.lookback", 1000)
    assert "problem.lookback" in session_of(app).trouble
    assert any(shown.value == session_of(app).trouble["problem.lookback"] for shown in app.error)
    assert session_of(app).run is run
    assert status(app).startswith("step 1 ")
    assert link(app) == before
    choose(app, "problem.lookback", 20)
    assert not app.error
    assert link(app)["problem.lookback"] == "20"


def test_a_network_too_large_to_watch_is_refused_with_the_estimate(open_app: Open) -> None:
    """Nobody waits half a minute for a step."""
    app = open_app(SMALL | {"data.length": "5000", "problem.lookback": "500"})
    choose(app, "model.num_layers", 4)
    choose(app, "model.hidden_size", 256)
    told = [shown.value for shown in app.error]
    assert len(told) == 1
    assert "One training step would take about" in told[0]
    assert session_of(app).experiment.model.hidden_size == 4


def test_only_the_declared_fields_can_change_in_mid_run(open_app: Open) -> None:
    """Learning rate and clipping go on from here; anything else begins a new run."""
    app = settle(press(open_app(SMALL), "Step"))
    choose(app, "training.grad_clip_norm", "off")
    assert [c.field for c in session_of(app).experiment.training.changes] == ["grad_clip_norm"]
    assert set(LIVE_FIELDS) == {"learning_rate", "grad_clip_norm"}
    assert status(app).startswith("step 1 ")
    choose(app, "training.batch_size", 16)
    assert status(app).startswith("step 0 ")


def test_every_choice_of_words_has_words(open_app: Open) -> None:
    """No control shows a bare name where the rest of the page speaks English."""
    app = open_app(SMALL)
    for field in fields(session_of(app).experiment):
        if setting_of(session_of(app).experiment, field).choices:
            assert all(option.strip() for option in control(app, field).options)
