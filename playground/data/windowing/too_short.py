"""The sentences for a series or a task that is too short for its problem."""

from __future__ import annotations

from collections.abc import Callable

from playground.config.experiment import Problem
from playground.data.windowing.split import split_at
from playground.data.windowing.window_spec import WindowSpec
from playground.errors import DataError
from playground.wording import _

SpecMaker = Callable[[int, int], WindowSpec]


def refuse_short_parts(count: int, problem: Problem, planner: SpecMaker | None) -> None:
    """Raise unless every part holds at least one window.

    Parameters
    ----------
    count : int
        Rows of the series, or sequences of the task.
    problem : Problem
        Lookback, horizon and shares are read.
    planner : callable or None
        ``(lookback, horizon) -> WindowSpec``; None for a task, where each sequence is a window.

    Raises
    ------
    DataError
        At ``problem.lookback`` or ``problem.horizon`` when a smaller one fits (it says the
        largest), else at the share to change.
    """
    bounds = split_at(count, problem.train_share, problem.validation_share)
    parts = {
        "training": bounds[0],
        "validation": bounds[1] - bounds[0],
        "test": max(0, count - bounds[1]),
    }

    def short(lookback: int, horizon: int) -> tuple[str, int] | None:
        """Return the first part that is too short, and the rows it needs."""
        for name, need in _needs(planner, lookback, horizon).items():
            if parts[name] < need:
                return name, need
        return None

    found = short(problem.lookback, problem.horizon)
    if found is None:
        return
    name, need = found
    facts = {
        "count": count,
        "part": _part_name(name),
        "has": parts[name],
        "need": need,
        "lookback": problem.lookback,
        "horizon": problem.horizon,
    }
    if planner is None:
        text = _(
            "Of {count} sequences, {has} are left for the {part} part, which needs {need}; take more sequences or change the shares."
        )
        raise DataError(text.format(**facts), field=_share_of(name))
    text = _(
        "Of {count} rows, {has} are left for the {part} part, but lookback {lookback} with horizon {horizon} needs {need}; "
    )
    lookback, horizon = problem.lookback, problem.horizon
    most = _largest(lambda value: short(value, horizon), lookback)
    if most:
        text += _("the largest lookback that fits is {most}: shorten it, or take a longer series.")
        raise DataError(text.format(most=most, **facts), field="problem.lookback")
    most = _largest(lambda value: short(lookback, value), horizon)
    if most:
        text += _("the largest horizon that fits is {most}: shorten it, or take a longer series.")
        raise DataError(text.format(most=most, **facts), field="problem.horizon")
    raise DataError(
        (text + _("take a longer series or change the shares.")).format(**facts),
        field=_share_of(name),
    )


def _needs(planner: SpecMaker | None, lookback: int, horizon: int) -> dict[str, int]:
    """Return the rows that one window needs of each part: all of it for training, only its targets
    for the others.
    """
    if planner is None:
        return {"training": 1, "validation": 1, "test": 1}
    spec = planner(lookback, horizon)
    offsets = spec.target_offsets
    targets = int(offsets.max() - offsets.min()) + 1
    return {
        "training": max(int(offsets.max()) + 1, spec.lookback),
        "validation": targets,
        "test": targets,
    }


def _largest(short: Callable[[int], object], above: int) -> int:
    """Return the largest value under ``above`` for which nothing is short, 0 if there is none (what
    fits grows downwards).
    """
    low, high = 0, above
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if short(middle) else (middle, high)
    return low


def _part_name(name: str) -> str:
    return {"training": _("training"), "validation": _("validation"), "test": _("test")}[name]


def _share_of(name: str) -> str:
    """Return the field that makes a part larger; the test part grows when the training part
    shrinks.
    """
    return "problem.validation_share" if name == "validation" else "problem.train_share"
