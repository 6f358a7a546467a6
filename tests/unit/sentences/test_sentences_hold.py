"""Sentences that a reader found false or hard to read, each in the state in which it was."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from playground.analysis.influence import Influence
from playground.config.experiment import Experiment, Model
from playground.config.registry import entries
from playground.models.architecture import Architecture
from playground.runs.recording import Frame, Recording
from playground.sentences.benchmark import about_benchmark
from playground.sentences.comparison import Standing, about_comparison
from playground.sentences.gradient import about_gradient
from playground.sentences.learning import about_clipping
from playground.sentences.losses import about_losses
from playground.sentences.results import about_results
from playground.sentences.size import about_size
from playground.ui.my_data.reading import size
from playground.ui.shell.status import status_line
from playground.ui.sidebar.composition import told
from playground.ui.train.forecast import about
from playground.wording import digits_apart, number

BASELINES = {"linear autoregression": 0.187, "always predicting the mean": 0.459}


def run(*rows: tuple[int, float, float]) -> Recording:
    """Return a recording of evaluations: step, training error, validation error."""
    frames = [
        Frame(step, train, 1.0, 0.01, loss, np.zeros(1, np.float32)) for step, train, loss in rows
    ]
    return Recording(1, frames, frames)


def test_a_baseline_is_not_exact_because_the_network_diverged() -> None:
    """Next to 7·10³⁵ every error is small; a baseline is exact only next to other baselines."""
    diverged = 7e35
    assert "exact" not in about_results(diverged, BASELINES, "mean error")
    assert "exact" not in about_losses(run((0, 1.0, diverged)), BASELINES)
    assert "exact" not in about_benchmark([diverged] * 5, BASELINES, "")
    for said in (
        about_results(1.0, BASELINES | {"one season ago": 1e-15}, "mean error"),
        about_losses(run((0, 1.0, 1.0)), BASELINES | {"one season ago": 1e-15}),
    ):
        assert "season ago is exact here" in said


@pytest.mark.parametrize(
    ("now", "least"), [(1.386, 1.379), (1.379, 1.386), (0.00306, 0.00309), (0.9949, 0.9951)]
)
def test_errors_that_are_compared_are_written_so_that_one_sees_which_is_smaller(
    now: float, least: float
) -> None:
    """ "1.4, not below 1.4" and "0.0031, below 0.0031" prove nothing."""
    digits = digits_apart(now, least)
    assert number(now, digits) != number(least, digits)
    said = about_losses(run((0, 1.0, now)), {"last value": least})
    assert number(now, digits) in said
    assert number(least, digits) in said
    compared = " ".join(
        about_comparison([Standing("a", now, 5, ended=True)], least, "the last value")
    )
    assert number(now, digits) in compared
    assert number(least, digits) in compared


def test_equal_errors_take_no_more_digits() -> None:
    """More digits would show no difference."""
    assert digits_apart(0.3, 0.3) == 2
    assert digits_apart(0.1, 0.2, 0.3) == 2


def test_a_network_that_fits_neither_part_is_not_said_to_overfit() -> None:
    """Its training error fell from 1.4 to 1.2, but the validation error was 0.95 once."""
    losses = [1.5, 1.2, 1.0, 0.95, 1.3, 1.6, 1.9, 2.2, 2.4, 2.6]
    high = [(10 * k, 1.4 - 0.02 * k, loss) for k, loss in enumerate(losses)]
    assert "has risen since" in about_losses(run(*high), {})
    assert "overfit" not in about_losses(run(*high), {})
    low = [(10 * k, 0.9 / (k + 1), loss) for k, loss in enumerate(losses)]
    assert "starting to overfit" in about_losses(run(*low), {})


@pytest.mark.parametrize(
    ("step", "wanted"), [(20, "validation error 0.374 at step 1"), (1, "validation error 0.374 ·")]
)
def test_the_status_line_says_of_which_step_the_validation_error_is(step: int, wanted: str) -> None:
    """At step 20 the newest one may be that of step 1."""
    state: dict[str, Any] = {
        "step": step,
        "live": SimpleNamespace(train_loss=0.383),
        "recording": run((1, 0.4, 0.374)),
        "running": False,
        "busy": False,
        "experiment": Experiment.from_dict({}),
    }
    assert wanted in status_line(SimpleNamespace(**state), None)  # type: ignore[arg-type]


@pytest.mark.parametrize(("direct", "fed"), [(1, 0), (1, 1), (1, 59), (3, 0), (3, 4)])
@pytest.mark.parametrize("outputs", ["last", "decoder"])
def test_rows_beyond_the_end_are_counted_in_good_english(
    direct: int, fed: int, outputs: str
) -> None:
    """One row, two rows."""
    found = SimpleNamespace(
        values=np.ones(direct + fed), fed_back=np.arange(direct + fed) >= direct
    )
    run = SimpleNamespace(architecture=Architecture(Model(), 1, readout=outputs))  # type: ignore[arg-type]
    said = about(found, SimpleNamespace(data=SimpleNamespace(unit=""), run=run))  # type: ignore[arg-type]
    assert " 1 rows" not in said
    assert f"{direct} row" in said or outputs == "decoder"


@pytest.mark.parametrize(
    ("rows", "columns", "wanted"), [(1, 1, "1 row, 1 column."), (1200, 2, "1,200 rows, 2 columns.")]
)
def test_the_size_of_a_file_is_told_in_good_english(rows: int, columns: int, wanted: str) -> None:
    """A file of one column is no rare one."""
    guess = SimpleNamespace(shape="series", rows=rows, columns=range(columns))
    assert size(guess) == wanted  # type: ignore[arg-type]


def test_an_event_of_one_row_is_singular() -> None:
    """In the list of events."""
    assert told({"kind": "gap", "at": 5, "rows": 1, "every": 0}).endswith(", for 1 row")


def test_a_forget_gate_is_no_help_where_nothing_is_remembered() -> None:
    """In one-to-one it multiplies nothing."""
    for kind, helps in (("one_to_one", False), ("many_to_one", True)):
        variants = {
            cell: Experiment.from_dict(
                {"data": {"source": "sine"}, "problem": {"kind": kind}, "model": {"cell": cell}}
            )
            for cell in ("elman", "lstm")
        }
        assert (
            "the other cells have no such help" in " ".join(about_size(variants, [33, 117]))
        ) == helps


def test_where_clipping_acted_once_one_step_is_named() -> None:
    """Not "first at step 1 and last at step 1"."""
    recording = run((0, math.nan, 1.0), (1, 1.0, 1.0), (2, 1.0, 1.0))
    said = about_clipping(recording, np.array([1]))
    assert said is not None
    assert said.startswith(
        "The gradient was clipped at 1 of 2 recorded training steps, at step 1 ("
    )


def test_the_reach_is_read_in_one_way() -> None:
    """ "Falls under 1 % of the last step's 2 steps before the end" could be read as "of the last
    step's two steps".
    """
    said = about_gradient(Influence("cell_state", np.array([0.001, 0.002, 0.5, 1.0]), np.ones(4)))
    assert said.startswith(
        "A change of C 2 steps before the end moves the last prediction less than 1 % as much as one at the last step"
    )


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, entry in entries("source").items()
        if entry.facts["kind"] in ("bundled", "generator")
    ],
)
def test_what_is_said_of_a_series_holds_for_a_network_that_failed_on_it(name: str) -> None:
    """A summary is shown above every run on its data, so it promises nothing about this network."""
    said = entries("source")[name].summary
    for promise in ("network gains", "network beats", "network predicts", "as well as any network"):
        assert promise not in said, said
