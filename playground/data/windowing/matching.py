"""Check that a problem type matches the data, and return the layout of its windows."""

from __future__ import annotations

from typing import Any

from playground.config import registry
from playground.config.experiment import Problem
from playground.data.series import Sequences, Series
from playground.data.windowing.problem_type import problem_type
from playground.data.windowing.window_spec import WindowSpec
from playground.errors import DataError
from playground.wording import _


def answer_of(data: Series | Sequences, problem: Problem) -> str:
    """Return what is predicted at a step (`target_function.target_table`), "auto" resolved."""
    answer = str(_params(problem).get("answer", ""))
    if answer == "auto":
        return "column" if data.form == "series" and len(data.columns) > 1 else "square"
    return answer


def _params(problem: Problem) -> dict[str, Any]:
    """Return the problem type's own parameters, with defaults filled in."""
    return registry.lookup("problem", problem.kind, field="problem.kind").check_params(
        problem.params, "problem.params"
    )


def spec_of(
    data: Series | Sequences,
    problem: Problem,
    lookback: int | None = None,
    horizon: int | None = None,
) -> WindowSpec:
    """Return the layout of a problem's windows; sequences bring their own lookback."""
    horizon = problem.horizon if horizon is None else horizon
    lookback = problem.lookback if lookback is None else lookback
    if isinstance(data, Sequences):
        lookback = sequence_lookback(data, problem)
    kind = problem_type(problem.kind)
    return kind.spec(lookback, horizon, data.form, **_params(problem))


def sequence_lookback(data: Sequences, problem: Problem) -> int:
    """Return the steps of each sequence that are read: all but those to be forecast."""
    steps = data.x.shape[1]
    kind = problem_type(problem.kind)
    ahead = data.ahead and kind.looks_ahead
    if (ahead and problem.horizon >= steps) or (
        kind.readout == "generator" and problem.horizon > steps
    ):
        sentence = _(
            "A horizon of {horizon} does not fit into sequences of {steps} steps; choose a smaller horizon."
        )
        raise DataError(
            sentence.format(horizon=problem.horizon, steps=steps), field="problem.horizon"
        )
    return steps - problem.horizon if ahead else steps


def refuse_mismatch(data: Series | Sequences, problem: Problem) -> None:
    """Raise a `DataError` where problem type, target and data do not match."""
    kind = problem_type(problem.kind)
    answer, form = answer_of(data, problem), data.form
    if kind.needs_labels(form) and data.labels is None:
        sentence = (
            _("These sequences have no label to start from; choose another problem type.")
            if kind.readout == "generator"
            else _(
                "These data have no labels, so there are no classes to predict; choose another problem type."
            )
        )
        raise DataError(sentence, field="problem.kind")
    if isinstance(data, Sequences) and data.own_units and kind.loss != "cross_entropy":
        sentence = _(
            "These are labeled sequences, and their class is what can be predicted; choose classification."
        )
        raise DataError(sentence, field="problem.kind")
    if form not in kind.forms:
        sentence = _(
            "These sequences have a target for each of their steps and no values after them; choose many_to_one or many_to_many."
        )
        raise DataError(sentence, field="problem.kind")
    if form == "answers" and answer not in ("", "ahead"):
        raise DataError(
            _("A task defines its own targets; choose ahead."), field="problem.params.answer"
        )
    if answer == "column" and (form != "series" or len(data.columns) < 2):
        sentence = _(
            "There is only one column, so there is no other column to predict; choose another target."
        )
        raise DataError(sentence, field="problem.params.answer")
    if answer == "tag" and data.labels is None:
        raise DataError(
            _("These data have no labels for their rows; choose another target."),
            field="problem.params.answer",
        )
    _refuse_form(data, problem)


def _refuse_form(data: Series | Sequences, problem: Problem) -> None:
    if problem.target_form == "value":
        return
    if data.form != "series":
        text = _(
            "In a task the network never sees its past targets, so their change cannot be predicted; choose value."
        )
        raise DataError(text, field="problem.target_form")
    spec = spec_of(data, problem)
    if not len(spec.known_offsets):
        text = _(
            "Here the network never sees past values of the target, so its change cannot be predicted; choose value."
        )
        raise DataError(text, field="problem.target_form")


def widths(data: Series | Sequences, problem: Problem) -> tuple[int, int]:
    """Return the input features per time step and the outputs, without cutting any windows."""
    kind = problem_type(problem.kind)
    outputs = max(1, len(data.classes)) if kind.loss == "cross_entropy" else 1
    generates = kind.readout == "generator"
    if data.form != "series":
        return (len(data.classes) + 1 if generates else len(data.columns)), outputs
    read = len(data.columns) - (answer_of(data, problem) == "column")
    return (2 * read + 1 if generates else read), outputs
