"""The status line: step, loss, speed, and what will stop the training."""

from __future__ import annotations

import math

from playground.config.limits import LIMITS
from playground.execution.run import Run
from playground.wording import _, counted, number

#: Pictures per second below which the status says with how many others the workers are shared.
SLOW = 3.0


def status_line(
    run: Run, guess: float | None, classes: bool = False, progress: list[str] | None = None
) -> str:
    """Return one line that begins with the training step.

    Parameters
    ----------
    run : Run
    guess : float or None
        Validation error of always saying the mean, or of classes their shares in the training part.
    classes : bool
        Whether classes are told apart.
    progress : list of str or None
        What `progress_of` returned a moment ago; None to ask it.
    """
    if progress is None:
        progress = progress_of(run)  # first: what stands still does no more steps
    parts = [_("step {step}").format(step=run.step)]  # other programs read this beginning
    if math.isfinite(run.live.train_loss):
        parts.append(_("loss {loss}").format(loss=number(run.live.train_loss)))
    rows = run.recording.rows
    if rows and rows[-1].validation_loss is not None:
        text = (
            _("validation error {error}")
            if rows[-1].step == run.step
            else _("validation error {error} at step {step}")
        )
        text = text.format(error=number(rows[-1].validation_loss), step=rows[-1].step)
        guessing = (
            _("(predicting the class frequencies: {guess})")
            if classes
            else _("(always predicting the mean: {guess})")
        )
        parts.append(
            text + (" " + guessing.format(guess=number(guess, 2)) if guess is not None else "")
        )
    return " · ".join([*parts, *progress])


def progress_of(run: Run) -> list[str]:
    """Return how fast a run goes and what will end it, what it waits for, or why it ended."""
    if not run.running:
        return [_standing(run)]
    if run.waiting:
        return [_("waiting for its page")]
    if reason := _waiting(run):
        return [reason]
    speed = run.steps_per_second
    parts = (
        [_("{speed} steps per second").format(speed=number(speed, 2 if speed < 100 else 3))]
        if speed
        else [_("starting")]
    )
    training = run.experiment.training
    left = (training.max_steps - run.step) / speed if speed else None
    end = _("stops at step {step}").format(step=training.max_steps)
    if left is not None:
        end += _(", in about {time}").format(time=duration(left))
    if training.target_loss is not None:
        end += _(", or at a validation error of {loss}").format(loss=number(training.target_loss))
    if training.patience is not None:
        end += counted(
            training.patience,
            ", or after {n} evaluation without improvement",
            ", or after {n} evaluations without improvement",
        )
    return [*parts, *shared(run.sharing.others, run.rate.results), end]


def shared(others: int, pictures: float) -> list[str]:
    """Return what a run that shares the workers says of it, where that slows it down.

    Parameters
    ----------
    others : int
        Other visitors at work.
    pictures : float
        Pictures per second; 0.0 if not known yet.
    """
    if not others or not 0 < pictures < SLOW:
        return []
    rate = (
        counted(round(pictures), "about {n} picture a second", "about {n} pictures a second")
        if pictures >= 1
        else _("a picture about every {time}").format(time=duration(1 / pictures))
    )
    visitors = counted(others, "{n} other visitor trains", "{n} other visitors train")
    return [_("{visitors}; {rate}").format(visitors=visitors, rate=rate)]


def _waiting(run: Run) -> str | None:
    """Return what a run waits for, if it waits."""
    sharing = run.sharing
    if sharing.place:
        return _("waiting: place {place} in the queue, while {most} visitors train").format(
            place=sharing.place, most=LIMITS.training
        )
    if sharing.rest:
        sentence = _("waiting {time}: this browser has computed for {most} s in the last minute")
        return sentence.format(time=duration(sharing.rest), most=LIMITS.cpu)
    if run.stalled and not sharing.others:
        return _("waiting for a worker")
    if run.stalled:
        return counted(
            sharing.others,
            "waiting for a worker; {n} other visitor trains",
            "waiting for a worker; {n} other visitors train",
        )
    return None


def _standing(run: Run) -> str:
    training = run.experiment.training
    reason = run.recording.stop_reason
    if reason == "max_steps":
        return counted(
            run.step,
            "finished: {n} training step done",
            "finished: all {n} training steps done",
        )
    if reason == "target_loss":
        return _("finished: the validation error reached {loss}").format(
            loss=number(training.target_loss or 0.0)
        )
    if reason == "patience":
        return counted(
            training.patience or 0,
            "finished: no improvement for {n} evaluation; the best weights are kept",
            "finished: no improvement for {n} evaluations; the best weights are kept",
        )
    if reason == "diverged":
        return _("diverged: training step {step} was not finite").format(
            step=run.failed_step or run.step + 1
        )
    if run.busy:
        return _("pausing: finishing the steps under way")
    if run.step == 0:
        return _("not trained yet")
    return _("paused")


def duration(seconds: float) -> str:
    """Return a time in words."""
    if seconds < 90:
        return _("{n} s").format(n=max(1, round(seconds)))
    if seconds < 5400:
        return _("{n} min").format(n=round(seconds / 60))
    return _("{n} h").format(n=number(seconds / 3600, 2))
