"""The sentence about two runs on the same task: which is solved first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.runs.recording import Frame
from playground.wording import _, number


def first_below(rows: Sequence[Frame], threshold: float) -> int | None:
    """Return the first evaluated step with a validation error below a threshold, or None."""
    return next(
        (
            row.step
            for row in rows
            if row.validation_loss is not None and row.validation_loss < threshold
        ),
        None,
    )


def about_race(rows: Mapping[str, Sequence[Frame]], solved: float) -> str:
    """Return at which training step each of two runs fell below the threshold first.

    Parameters
    ----------
    rows : mapping of name to sequence of Frame
        The evaluated steps of the two runs.
    solved : float
        Validation error below which the task is solved.
    """
    (first, second), steps = rows, [first_below(r, solved) for r in rows.values()]
    facts = {"solved": number(solved, 2)}
    reached = sorted(
        (step, name) for step, name in zip(steps, rows, strict=True) if step is not None
    )
    if not any(rows.values()):
        return _("Press Train to start the race.")
    if not reached:
        return _("Neither run has been below {solved} yet.").format(**facts)
    facts |= {"winner": reached[0][1], "step": str(reached[0][0])}
    if len(reached) == 1:
        other = second if facts["winner"] == first else first
        return _(
            "**{winner}** is first: below {solved} from step {step}. {other} has not been there."
        ).format(**facts, other=other)
    if reached[0][0] == reached[1][0]:
        return _("Both runs were first below {solved} at step {step}.").format(**facts)
    return _(
        "**{winner}** was first below {solved}, at step {step}; {other} at step {later}."
    ).format(**facts, other=reached[1][1], later=reached[1][0])
