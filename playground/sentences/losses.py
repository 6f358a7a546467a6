"""What the errors say, in words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from playground.evaluation.meaningful import exact
from playground.runs.recording import Frame, Recording
from playground.sentences.lists import all_at, listed
from playground.wording import _, digits_apart, number

#: The validation error has risen once it is so many times its smallest.
RISEN = 1.2
#: Evaluations that lie on either side of a claim about the way between two training steps, and
#: those whose middle one is taken: the training error of one batch jumps about.
APART, AROUND = 4, 5


def about_losses(
    recording: Recording, baselines: Mapping[str, float], outside: Callable[[], bool] | None = None
) -> str:
    """Return one sentence on the error curve.

    Parameters
    ----------
    guesses : mapping
        Validation error, in the network's units, of simple forecasts by the name they have in a
        sentence.
    outside : callable or None
        Whether the validation part goes beyond the range of the training part; asked only where
        that would explain something.
    """
    if not recording.rows:
        return _("Not trained yet: press Train and watch the error fall.")
    row = recording.rows[-1]
    now = row.validation_loss
    if now is None or not math.isfinite(now):
        return _("The validation error at step {step} has overflowed.").format(step=row.step)
    return _beside(row.step, now, baselines) + _since_the_best(recording.rows, outside)


def _beside(step: int, now: float, baselines: Mapping[str, float]) -> str:
    """Set the validation error beside the best of the simple forecasts; one that is exact is told
    as such.
    """
    known = {name: value for name, value in baselines.items() if math.isfinite(value)}
    least = min(known.values(), default=math.inf)
    if not known:
        told = _("At training step {step} the validation error is {now}.")
    elif exact(least, known.values()):
        told = (
            _(
                "At training step {step} the validation error is {now}. The simple forecast {name} is exact here."
            )
            if list(known.values()).count(least) == 1
            else _(
                "At training step {step} the validation error is {now}. The simple forecasts {name} are exact here."
            )
        )
    elif now < least:
        told = _(
            "At training step {step} the validation error is {now}, below every simple forecast (best: {name}, {value})."
        )
    else:
        told = _(
            "At training step {step} the validation error is {now}, no lower than that of the best simple forecast ({name}, {value})."
        )
    digits = digits_apart(now, least) if known else 2
    return told.format(
        step=step,
        now=number(now, digits),
        name=listed(all_at(known, least)),
        value=number(least, digits),
    )


def _since_the_best(rows: Sequence[Frame], outside: Callable[[], bool] | None) -> str:
    """Tell that the validation error has risen since its smallest, and why where the training error
    says why.
    """
    rows = [r for r in rows if r.validation_loss is not None and math.isfinite(r.validation_loss)]
    losses = [float(r.validation_loss or 0.0) for r in rows]
    best = int(np.argmin(losses)) if losses else 0
    if (
        len(losses) < AROUND + 1
        or best >= len(losses) - APART
        or not losses[-1] > RISEN * losses[best]
    ):
        return ""
    told = _("It was best at step {step} ({best}) and has risen since.").format(
        step=rows[best].step, best=number(losses[best], 2)
    )
    why = _why(_training(rows, best), _training(rows, len(rows) - 1), losses[best], outside)
    return f" {told} {why}".rstrip()


def _training(rows: Sequence[Frame], at: int) -> float:
    """Return the middle training error of the evaluations up to one of them."""
    return float(np.median([r.train_loss for r in rows[max(0, at - AROUND + 1) : at + 1]]))


def _why(then: float, now: float, best: float, outside: Callable[[], bool] | None) -> str:
    if now < then and now < best:  # one that fits neither part well does not overfit
        if outside is not None and outside():
            return _(
                "The validation part goes beyond the range of the training part, so this need not be overfitting."
            )
        told = _(
            "The training error fell from {then} to {now} meanwhile: it is starting to overfit."
        )
    elif now > then:
        told = _("The training error rose too, from {then} to {now}: try a smaller learning rate.")
    else:
        return ""
    digits = digits_apart(then, now)
    return told.format(then=number(then, digits), now=number(now, digits))
