"""Sentences that compare the validation errors of the lanes."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from playground.evaluation.meaningful import exact
from playground.sentences.lists import listed
from playground.wording import _, digits_apart, number

#: A lane with at most the first share of the baseline's error is twice as good; above the second it
#: is hardly better.
TWICE, HARDLY = 0.5, 0.9


@dataclass(frozen=True)
class Standing:
    """How far one lane has come.

    Parameters
    ----------
    name : str
    error : float or None
        Newest validation error, None before the first; not finite when it could not be computed.
    step : int
        Training steps done.
    ended, diverged : bool
    """

    name: str
    error: float | None
    step: int
    ended: bool = False
    diverged: bool = False

    @property
    def loss(self) -> float:
        """The error, infinite where there is none yet."""
        return math.inf if self.error is None else self.error


def about_linear_baseline(baselines: Mapping[str, float], solved: float | None) -> str | None:
    """Return a remark when linear autoregression is exact or solves the task, else None.

    Parameters
    ----------
    baselines : mapping of str to float
        Validation errors by the baselines' names in the code.
    solved : float or None
        Error below which the task counts as solved, if there is such a threshold.
    """
    known = {name: error for name, error in baselines.items() if math.isfinite(error)}
    linear = known.get("linear_ar", math.inf)
    if exact(linear, known.values()):
        return _("A linear model is exact here: no network is needed.")
    if solved is None or not linear < solved:
        return None
    return _(
        "A linear model solves this task (error {error}): it needs memory, but no nonlinearity."
    ).format(error=number(linear, 2))


def about_comparison(
    standings: Sequence[Standing],
    baseline: float | None,
    baseline_name: str = "",
    solved: float | None = None,
) -> list[str]:
    """Return sentences on which lanes learned the task and which did not.

    Parameters
    ----------
    standings : sequence of Standing
        One for each lane.
    baseline : float or None
        Validation error of `playground.evaluation.main_baseline`, if it is known.
    baseline_name : str
        Name of that baseline within a sentence.
    solved : float or None
        Validation error below which the task counts as solved, if there is such a threshold.
    """
    begun = [s for s in standings if s.error is not None or s.diverged]
    if not begun:
        return [_("Not trained yet: press Train all and watch the errors fall.")]
    sentences = [
        _("{name} diverged after training step {step}.").format(name=s.name, step=s.step)
        for s in begun
        if s.diverged
    ]
    finite = [s for s in begun if not s.diverged and math.isfinite(s.loss)]
    if overflowed := [s.name for s in begun if not s.diverged and s not in finite]:
        sentences.append(
            _("The validation error has overflowed: {lanes}.").format(lanes=listed(overflowed))
        )
    if baseline is not None and baseline > 0:
        sentences += _grouped(finite, baseline, baseline_name, solved)
    elif finite:
        least = min(s.loss for s in finite)
        names = listed([s.name for s in finite if s.loss == least])
        sentences.append(
            _("Lowest validation error so far: {name}, {error}.").format(
                name=names, error=number(least, 2)
            )
        )
    return sentences + about_luck(standings)


def about_luck(standings: Sequence[Standing]) -> list[str]:
    """Return a warning not to take the order of lanes for granted, once all of them have ended."""
    finite = [s for s in standings if not s.diverged and math.isfinite(s.loss)]
    if len(finite) < 2 or not all(s.ended for s in standings):
        return []
    return [
        _(
            "Each lane was trained only once: the order of similar errors may be luck, so repeat with other seeds."
        )
    ]


def _grouped(
    standings: Sequence[Standing], baseline: float, name: str, solved: float | None
) -> list[str]:
    """Return one sentence per group of lanes; each lane is in the first group that fits.

    "Learned" needs the task's own threshold.
    """
    groups: tuple[tuple[Callable[[Standing], bool], str], ...] = (
        (
            lambda s: solved is not None and s.loss < solved,
            _("Learned (error below {solved}): {lanes}."),
        ),
        (
            lambda s: s.loss <= TWICE * baseline,
            _("At least twice as good as {name} ({baseline}): {lanes}."),
        ),
        (
            lambda s: s.loss < HARDLY * baseline,
            _("Better than {name} ({baseline}), but not twice as good: {lanes}."),
        ),
        (lambda s: s.loss < baseline, _("Hardly better than {name} ({baseline}): {lanes}.")),
        (lambda s: s.ended, _("No better than {name} ({baseline}): {lanes}.")),
        (lambda s: True, _("Not yet better than {name} ({baseline}): {lanes}.")),
    )
    thresholds = (baseline,) if solved is None else (baseline, solved)
    digits = max((digits_apart(t, s.loss) for s in standings for t in thresholds), default=2)
    rest, sentences = sorted(standings, key=lambda s: s.loss), []
    for fits, sentence in groups:
        group = [s for s in rest if fits(s)]
        rest = [s for s in rest if s not in group]
        if group:
            sentences.append(
                sentence.format(
                    name=name,
                    baseline=number(baseline, digits),
                    solved=number(solved or 0.0),
                    lanes=listed([_with_error(s, digits) for s in group]),
                )
            )
    return sentences


def _with_error(standing: Standing, digits: int) -> str:
    return _("{name} with {error}").format(name=standing.name, error=number(standing.loss, digits))
