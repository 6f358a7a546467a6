"""Training that is shared by visitors who look at it differently.

The worker that trains shows the step as one visitor looks at it. A visitor who looks at something
else, another unit for example, has the same step shown apart; the training is still one.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from playground.execution.shared_calls import Answer, SharedCalls, key_of

#: The task that trains and shows, the same without showing, and the task that only shows.
TRAIN_AND_SHOW, TRAIN, SHOW = "advance_and_look", "advance", "look_at"


def ask(
    calls: SharedCalls,
    submit: Callable[..., Future],
    make: Callable[[], Future],
    task: str,
    args: tuple[Any, ...],
    series: Any,
) -> Future:
    """Return the answer to a call that is shared; one that trains and shows, by what it trains.

    Parameters
    ----------
    calls : SharedCalls
    submit : callable
        ``submit(task, *args, series=...)`` asks for another call.
    make : callable
        Makes this call, if no other can serve.
    task, args, series
        What is asked.
    """
    if task != TRAIN_AND_SHOW:
        return calls.ask(key_of(task, args, series), make)
    experiment, *_state, look = args
    training = calls.ask(key_of(TRAIN, args[:-1], series), make)
    return shown(training, look, lambda frame: submit(SHOW, experiment, frame, look, series=series))


def shown(training: Future, look: Any, show: Callable[[Any], Future]) -> Future:
    """Return the answer of a training call with the picture of a look.

    Parameters
    ----------
    training : Future
        The answer of the training, perhaps with the picture of another look.
    look : Look
        What is looked at.
    show : callable
        ``show(frame)`` gives the picture of a step as it is looked at.
    """
    answer = Answer()
    answer.leads = getattr(training, "leads", True)
    answer.add_done_callback(lambda done: training.cancel() if done.cancelled() else None)
    training.add_done_callback(partial(_trained, answer, look, show))
    return answer


def _trained(answer: Answer, look: Any, show: Callable[[Any], Future], done: Future) -> None:
    if done.cancelled():
        answer.cancel()
    elif (error := done.exception()) is not None:
        with suppress(InvalidStateError):  # it was cancelled in this very moment
            answer.set_exception(error)
    elif (picture := done.result().picture) is not None and picture.look == look:
        _give(answer, done.result())
    elif not answer.cancelled():
        show(done.result().live).add_done_callback(partial(_shown, answer, done.result()))


def _shown(answer: Answer, result: Any, done: Future) -> None:
    """Give the result with its picture; a step that cannot be shown trains on without one."""
    failed = done.cancelled() or done.exception() is not None
    _give(answer, replace(result, picture=None if failed else done.result()))


def _give(answer: Answer, result: Any) -> None:
    with suppress(InvalidStateError):  # it was cancelled
        answer.set_result(result)
