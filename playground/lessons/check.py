"""Check what was handed in: train what each link describes, and compare the numbers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from playground.config.experiment import Experiment
from playground.config.limits import LIMITS, check_size
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.errors import DataError, PlaygroundError
from playground.execution.workers import Workers
from playground.lessons.hand_in import HandIn, Reached, numbers_of
from playground.models.architecture import architecture_of
from playground.models.cost import check_cost
from playground.runs.messages import Budget
from playground.runs.recording import Recording
from playground.wording import N_, _, number

#: Results of one answer.
AGREES, DIFFERS, NOTHING = N_("agrees"), N_("differs"), N_("no numbers")
UNREADABLE = N_("could not be read")
#: Largest relative difference of numbers that agree: the same run on another machine differs in
#: its last digits.
TOLERANCE = 1e-3
#: Seconds for one run, and links of one file that are trained; others are not checked.
MOST_SECONDS, MOST_RUNS = 60.0, 20
#: Characters of a link's key and value that are read.
_MOST_KEYS = 100


@dataclass(frozen=True)
class Checked:
    """What came of one answer.

    Parameters
    ----------
    answer : Reached
    result : str
        `AGREES`, `DIFFERS`, `NOTHING` where no number was handed in, or `UNREADABLE`.
    why : str
        The numbers that differ, or why the link could not be followed.
    """

    answer: Reached
    result: str
    why: str = ""


class Checker:
    """Train the links of many files; the same link is trained once.

    Parameters
    ----------
    workers : Workers
    clock : callable
        Seconds, for the limit of one run.
    """

    def __init__(self, workers: Workers, clock: Callable[[], float] = time.monotonic) -> None:
        self._workers, self._clock = workers, clock
        self._known: dict[tuple[str, int], dict[str, float] | PlaygroundError] = {}

    @property
    def runs(self) -> int:
        """How many runs were asked for."""
        return len(self._known)

    def check(self, handed: HandIn) -> list[Checked]:
        """Check every answer of a file that has numbers or a link."""
        links: set[str] = set()
        checked = []
        for answer in handed.answers:
            links.add(answer.link)
            if len(links) > MOST_RUNS:
                why = _("the file has more than {most} links.").format(most=MOST_RUNS)
                checked.append(Checked(answer, UNREADABLE, why))
            elif answer.link and answer.numbers:
                checked.append(self._compared(answer))
            else:
                checked.append(Checked(answer, NOTHING))
        return checked

    def _compared(self, answer: Reached) -> Checked:
        try:
            experiment, step = described(answer.link)
            again = self._reached(experiment, step)
        except PlaygroundError as error:
            return Checked(answer, UNREADABLE, str(error))
        differing = [
            _("{name} {handed}, but {again}").format(
                name=name.replace("_", " "),
                handed=number(value, 4),
                again=number(again[name], 4) if name in again else _("none"),
            )
            for name, value in answer.numbers.items()
            if not _agree(value, again.get(name))
        ]
        return Checked(answer, DIFFERS if differing else AGREES, "; ".join(differing))

    def _reached(self, experiment: Experiment, step: int) -> dict[str, float]:
        key = experiment.digest(), step
        if key not in self._known:
            try:
                self._known[key] = self._train(experiment, step)
            except PlaygroundError as error:
                self._known[key] = error
        known = self._known[key]
        if isinstance(known, PlaygroundError):
            raise known
        return known

    def _train(self, experiment: Experiment, step: int) -> dict[str, float]:
        """Return the numbers of an experiment at a training step."""
        check_size(experiment)
        data = loaded(experiment)
        windows = make_windows(data, experiment.problem, experiment.data.scale)
        check_cost(experiment, windows.train.inputs)
        recording, state = Recording(architecture_of(experiment, data).parameters), None
        if step == 0:
            return {"step": 0.0}
        end, done = self._clock() + MOST_SECONDS, 0
        while True:
            budget = Budget(steps=step - done, seconds=1.0)
            result = self._workers.submit(
                "advance", experiment, state, budget, series=data
            ).result()
            state, done = result.state, done + result.steps
            recording.extend(result.frames)
            if done >= step or result.stop_reason is not None:
                return numbers_of(recording, result.live)
            if self._clock() > end:
                sentence = _("its training takes more than {seconds} s.")
                raise DataError(sentence.format(seconds=round(MOST_SECONDS)))


def described(query: str) -> tuple[Experiment, int]:
    """Return the experiment of a link, and the training step that it leads to.

    Raises
    ------
    PlaygroundError
        Why no experiment can be trained from it.
    """
    try:
        pairs = dict(parse_qsl(query.partition("?")[2] or query, max_num_fields=_MOST_KEYS))
    except ValueError:
        raise DataError(_("its link has too many keys.")) from None
    fields = {key: value for key, value in pairs.items() if key == "v" or "." in key}
    if "data.path" in fields or fields.get("data.source") == "file":
        raise DataError(_("its link refers to a file, which is not in the link."))
    experiment = Experiment.from_query(fields)
    at = pairs.get("at", "0")
    if not at.isascii() or not at.isdecimal() or len(at) > 9:
        raise DataError(_("its link names no training step."))
    return experiment, min(int(at), experiment.training.max_steps, LIMITS.steps)


def _agree(handed: float, again: float | None) -> bool:
    if again is None:
        return False
    return abs(handed - again) <= TOLERANCE * max(abs(handed), abs(again))
