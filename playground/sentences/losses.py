"""Sentences about the error curves."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from playground.evaluation.meaningful import exact
from playground.runs.recording import Frame, Recording
from playground.sentences.lists import all_at, listed
from playground.wording import _, digits_apart, number

#: The validation error has risen once it is this many times its smallest value.
RISEN = 1.2
#: Evaluations needed on either side before a change counts, and evaluations whose median training
#: error is used, since that of a single batch is noisy.
APART, AROUND = 4, 5


def about_losses(
    recording: Recording, baselines: Mapping[str, float], outside: Callable[[], bool] | None = None
) -> str:
    """Return the newest validation error compared with the baselines, and whether it has risen.

    Parameters
    ----------
    recording : Recording
    baselines : mapping of str to float
        Validation error, in the network's units, of the baselines by their names in a sentence.
    outside : callable or None
        Whether the validation set goes beyond the range of the training set; called only where that
        would explain a rising error.
    """
    if not recording.rows:
        return _("Not trained yet: press Train and watch the error fall.")
    row = recording.rows[-1]
    error = row.validation_loss
    if error is None or not math.isfinite(error):
        return _("The validation error overflowed at step {step}.").format(step=row.step)
    return _compared(row.step, error, baselines) + _since_the_best(recording.rows, outside)


def _compared(step: int, error: float, baselines: Mapping[str, float]) -> str:
    """Return the validation error compared with the best baseline; an exact one is called so."""
    known = {name: value for name, value in baselines.items() if math.isfinite(value)}
    least = min(known.values(), default=math.inf)
    best = all_at(known, least)
    if not known:
        sentence = _("At training step {step} the validation error is {now}.")
    elif exact(least, known.values()):
        sentence = (
            _(
                "At training step {step} the validation error is {now}. The baseline {name} is exact here."
            )
            if len(best) == 1
            else _(
                "At training step {step} the validation error is {now}. The baselines {name} are exact here."
            )
        )
    elif error < least:
        sentence = _(
            "At training step {step} the validation error is {now}, below every baseline (best: {name}, {value})."
        )
    else:
        sentence = _(
            "At training step {step} the validation error is {now}, no lower than that of the best baseline ({name}, {value})."
        )
    digits = digits_apart(error, least) if known else 2
    return sentence.format(
        step=step, now=number(error, digits), name=listed(best), value=number(least, digits)
    )


def _since_the_best(rows: Sequence[Frame], outside: Callable[[], bool] | None) -> str:
    """Return that the validation error has risen since its minimum, and why if that is known."""
    rows = [r for r in rows if r.validation_loss is not None and math.isfinite(r.validation_loss)]
    losses = [float(r.validation_loss or 0.0) for r in rows]
    best = min(range(len(losses)), key=losses.__getitem__) if losses else 0
    if (
        len(losses) < AROUND + 1
        or best >= len(losses) - APART
        or not losses[-1] > RISEN * losses[best]
    ):
        return ""
    sentence = _("It was lowest at step {step} ({best}) and has risen since.").format(
        step=rows[best].step, best=number(losses[best], 2)
    )
    reason = _reason(
        _training_error(rows, best), _training_error(rows, len(rows) - 1), losses[best], outside
    )
    return f" {sentence} {reason}".rstrip()


def _training_error(rows: Sequence[Frame], at: int) -> float:
    """Return the median training error of the evaluations up to one of them."""
    return float(np.median([r.train_loss for r in rows[max(0, at - AROUND + 1) : at + 1]]))


def _reason(then: float, now: float, lowest: float, outside: Callable[[], bool] | None) -> str:
    """Return why the validation error rose while the training error went from then to now."""
    if now < then and now < lowest:  # a network that fits neither set well does not overfit
        if outside is not None and outside():
            return _(
                "The validation set goes beyond the range of the training set, so this need not be overfitting."
            )
        sentence = _(
            "Meanwhile the training error fell from {then} to {now}: the network is starting to overfit."
        )
    elif now > then:
        sentence = _(
            "The training error rose too, from {then} to {now}: try a smaller learning rate."
        )
    else:
        return ""
    digits = digits_apart(then, now)
    return sentence.format(then=number(then, digits), now=number(now, digits))
