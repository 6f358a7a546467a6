"""Errors for a series or a task that is too short for its problem type."""

from __future__ import annotations

from collections.abc import Callable

from playground.config.experiment import Problem
from playground.data.windowing.split import split_at
from playground.data.windowing.window_spec import WindowSpec
from playground.errors import DataError
from playground.wording import _

SpecMaker = Callable[[int, int], WindowSpec]


def refuse_short_parts(count: int, problem: Problem, make_spec: SpecMaker | None) -> None:
    """Raise unless each of the three sets holds at least one window.

    Parameters
    ----------
    count : int
        Rows of the series, or sequences of the task.
    problem : Problem
        Its lookback, horizon and shares are used.
    make_spec : callable or None
        ``(lookback, horizon) -> WindowSpec``; None for a task, where each sequence is a window.

    Raises
    ------
    DataError
        With the field ``problem.lookback`` or ``problem.horizon`` and the largest value that fits,
        if there is one; otherwise with the share to change.
    """
    bounds = split_at(count, problem.train_share, problem.validation_share)
    parts = {
        "training": bounds[0],
        "validation": bounds[1] - bounds[0],
        "test": max(0, count - bounds[1]),
    }

    def short(lookback: int, horizon: int) -> tuple[str, int] | None:
        """Return the first set that is too short, and the rows it needs."""
        for name, need in _needs(make_spec, lookback, horizon).items():
            if parts[name] < need:
                return name, need
        return None

    shortage = short(problem.lookback, problem.horizon)
    if shortage is not None:
        name, need = shortage
        raise _too_short(count, problem, name, parts[name], need, short if make_spec else None)


def _too_short(
    count: int,
    problem: Problem,
    name: str,
    has: int,
    need: int,
    short: Callable[[int, int], object] | None,
) -> DataError:
    """Return the error for one set, with the largest lookback or horizon that fits.

    ``short`` returns whether a lookback and a horizon are too long; it is None for a task.
    """
    facts = {
        "count": count,
        "part": _part_name(name),
        "has": has,
        "need": need,
        "lookback": problem.lookback,
        "horizon": problem.horizon,
    }
    if short is None:
        text = _(
            "The {part} set has {has} of {count} sequences and needs at least {need}; use more sequences or change the shares."
        )
        return DataError(text.format(**facts), field=_share_of(name))
    text = _(
        "The {part} set has {has} of {count} rows, but lookback {lookback} with horizon {horizon} needs {need}; "
    )
    lookback, horizon = problem.lookback, problem.horizon
    most = _largest(lambda value: short(value, horizon), lookback)
    if most:
        text += _("the largest lookback that fits is {most}: use that, or a longer series.")
        return DataError(text.format(most=most, **facts), field="problem.lookback")
    most = _largest(lambda value: short(lookback, value), horizon)
    if most:
        text += _("the largest horizon that fits is {most}: use that, or a longer series.")
        return DataError(text.format(most=most, **facts), field="problem.horizon")
    return DataError(
        (text + _("use a longer series or change the shares.")).format(**facts),
        field=_share_of(name),
    )


def _needs(make_spec: SpecMaker | None, lookback: int, horizon: int) -> dict[str, int]:
    """Return the rows one window needs of each set: a whole window, or only its targets."""
    if make_spec is None:
        return {"training": 1, "validation": 1, "test": 1}
    spec = make_spec(lookback, horizon)
    offsets = spec.target_offsets
    targets = int(offsets.max() - offsets.min()) + 1
    return {
        "training": max(int(offsets.max()) + 1, spec.lookback),
        "validation": targets,
        "test": targets,
    }


def _largest(short: Callable[[int], object], above: int) -> int:
    """Return the largest value below ``above`` for which nothing is short, 0 if there is none."""
    low, high = 0, above
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if short(middle) else (middle, high)
    return low


def _part_name(name: str) -> str:
    return {"training": _("training"), "validation": _("validation"), "test": _("test")}[name]


def _share_of(name: str) -> str:
    """Return the field that enlarges a set; a smaller training share enlarges the test set."""
    return "problem.validation_share" if name == "validation" else "problem.train_share"
