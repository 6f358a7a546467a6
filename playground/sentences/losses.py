"""What the errors say, in words."""

from __future__ import annotations

import math

from playground.recording import Recording
from playground.wording import _, number


def about_losses(recording: Recording, guesses: dict[str, float]) -> str:
    """Return one sentence on the error curve.

    Parameters
    ----------
    guesses : dict
        Validation error, in the network's units, of simple forecasts by the name they have in a sentence.
    """
    if not recording.rows:
        return _("Not trained yet: press Train and watch the error fall.")
    row = recording.rows[-1]
    now = row.validation_loss
    if now is None or not math.isfinite(now):
        return _("The validation error at step {step} is too large to be written down.").format(step=row.step)
    sentence = _("At training step {step} the validation error is {now}").format(step=row.step, now=number(now, 2))
    beaten = {name: value for name, value in guesses.items() if value > now}
    if guesses:
        best = min(guesses, key=guesses.__getitem__)
        if best in beaten:
            sentence += _(", below every simple forecast (best: {name}, {value})").format(name=best, value=number(guesses[best], 2))
        else:
            sentence += _(", not yet below {name} ({value})").format(name=best, value=number(guesses[best], 2))
    return sentence + "." + _overfits(recording)


def _overfits(recording: Recording) -> str:
    """Tell when the validation error rises while the training error still falls."""
    losses = [r.validation_loss for r in recording.rows if r.validation_loss is not None and math.isfinite(r.validation_loss)]
    if len(losses) < 6:
        return ""
    best = min(range(len(losses)), key=losses.__getitem__)
    if best < len(losses) - 4 and losses[-1] > 1.2 * losses[best]:
        told = _("It was best at step {step} ({best}) and has risen since: the network learns the training part by heart.")
        return " " + told.format(step=recording.rows[best].step, best=number(losses[best], 2))
    return ""
