"""What repeats with other seeds say, in words, luck included."""

from __future__ import annotations

import math
from collections.abc import Mapping

from playground.evaluation.significance import (
    ALPHA,
    fewest_for_a_verdict,
    first,
    paired_comparison,
    quartiles,
)
from playground.wording import _, counted, digits_apart, number

Scores = Mapping[str, Mapping[int, float]]


def about_seeds(scores: Scores) -> list[str]:
    """Return sentences that compare the way with the smallest median with every other.

    Parameters
    ----------
    scores : mapping of name to (mapping of repeat to score)
        Smaller is better, infinite where the training diverged; see `seeds.scores`.
    """
    scores = {name: own for name, own in scores.items() if own}
    lead = first(scores)
    if lead is None:
        return [_("No repeat has ended yet.")]
    said = (
        [_alone(lead, scores[lead])]
        if len(scores) == 1
        else [_pair(lead, other, scores) for other in scores if other != lead]
    )
    said += [
        _diverged(name, own)
        for name, own in scores.items()
        if any(math.isinf(v) for v in own.values())
    ]
    fewest, paired = (
        fewest_for_a_verdict(),
        min(paired_comparison(scores[lead], own).count for own in scores.values()),
    )
    if len(scores) > 1 and paired < fewest:
        said.append(
            _("So far {seeds}: no verdict can be given on fewer than {fewest}.").format(
                seeds=_seeds(paired), fewest=fewest
            )
        )
    return said


def rule() -> str:
    """Return the rule by which a difference counts."""
    return _(
        "The rule: seed by seed, which one has the smaller error? If both were equally good this would be a coin toss for each seed. "
        "A difference counts when coins would fall so one-sidedly in at most {percent} % of all cases: 5 of 5, 8 of 9 or 9 of 10 will do, "
        "4 of 5 will not."
    ).format(percent=number(100 * ALPHA, 3))


def _pair(lead: str, other: str, scores: Scores) -> str:
    pair = paired_comparison(scores[lead], scores[other])
    if pair.count == 0:
        return _("{lead} and {other} have no seed in common yet.").format(lead=lead, other=other)
    if (
        pair.losses > pair.wins
        # who wins more seeds is named first, whoever has the smaller median: each stands beside its
        # own
    ):
        lead, other, pair = other, lead, paired_comparison(scores[other], scores[lead])
    if pair.clear:
        told = _(
            "{lead} is better than {other} in {wins} of {seeds}. Median: {lead} {median}, {other} {against}."
        )
    elif pair.ties == pair.count:
        told = _(
            "No difference between {lead} and {other} in {seeds}. Median: {lead} {median}, {other} {against}."
        )
    elif pair.wins == pair.losses:
        told = _(
            "No clear difference between {lead} and {other}: each is better in {wins} of {seeds}. Median: {lead} {median}, {other} {against}."
        )
    else:
        told = _(
            "No clear difference between {lead} and {other}: {lead} is better in {wins} of {seeds}. Median: {lead} {median}, {other} {against}."
        )
    median, against = (quartiles(list(scores[name].values()))[1] for name in (lead, other))
    digits = digits_apart(median, against)
    medians = {"median": _middle(median, digits), "against": _middle(against, digits)}
    return told.format(lead=lead, other=other, wins=pair.wins, seeds=_seeds(pair.count), **medians)


def _alone(name: str, own: Mapping[int, float]) -> str:
    low, middle, high = quartiles(list(own.values()))
    if math.isnan(middle):
        return _("{name} diverged with every seed.").format(name=name)
    finite = sum(math.isfinite(v) for v in own.values())
    if finite == 1:
        return _("{name}: {median} with the only seed so far.").format(
            name=name, median=number(middle, 2)
        )
    told = _(
        "{name}: median {median} over {seeds}, the middle half of them between {low} and {high}."
    )
    return told.format(
        name=name,
        median=number(middle, 2),
        seeds=_seeds(finite),
        low=number(low, 2),
        high=number(high, 2),
    )


def _diverged(name: str, own: Mapping[int, float]) -> str:
    lost = sum(math.isinf(v) for v in own.values())
    return _(
        "{name} diverged in {lost} of {seeds}; such a seed counts as worse than any error, and is not in the median."
    ).format(name=name, lost=lost, seeds=_seeds(len(own)))


def _seeds(count: int) -> str:
    return counted(count, "{n} seed", "{n} seeds")


def _middle(median: float, digits: int) -> str:
    return _("none") if math.isnan(median) else number(median, digits)
