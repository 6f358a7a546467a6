"""Sentences that compare lanes over several seeds."""

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


def about_seeds(scores: Mapping[str, Mapping[int, float]]) -> list[str]:
    """Return a comparison of the lane with the smallest median with every other.

    Parameters
    ----------
    scores : mapping of name to (mapping of repeat to score)
        Smaller is better, infinite where the training diverged; see `studies.seeds.scores`.
    """
    scores = {name: by_seed for name, by_seed in scores.items() if by_seed}
    lead = first(scores)
    if lead is None:
        return [_("No repeat has finished yet.")]
    sentences = (
        [_alone(lead, scores[lead])]
        if len(scores) == 1
        else [_pair(lead, other, scores) for other in scores if other != lead]
    )
    for name, by_seed in scores.items():
        diverged = sum(math.isinf(score) for score in by_seed.values())
        if diverged:
            sentences.append(
                _(
                    "{name} diverged in {lost} of {seeds}; a diverged seed counts as worse than any error and is not part of the median."
                ).format(name=name, lost=diverged, seeds=_seeds(len(by_seed)))
            )
    fewest = fewest_for_a_verdict()
    paired = min(paired_comparison(scores[lead], by_seed).count for by_seed in scores.values())
    if len(scores) > 1 and paired < fewest:
        sentences.append(
            _("So far {seeds}: a clear difference needs at least {fewest}.").format(
                seeds=_seeds(paired), fewest=fewest
            )
        )
    return sentences


def significance_rule() -> str:
    """Return the rule by which a difference counts as clear."""
    return _(
        "Lanes are compared seed by seed: which one has the smaller error? If both were equally good, each seed would be a coin toss. "
        "A difference is clear when coins would be as one-sided in at most {percent} % of all cases (sign test): 5 of 5, 8 of 9 or 9 of 10 are enough, "
        "4 of 5 are not."
    ).format(percent=number(100 * ALPHA, 3))


def _pair(lead: str, other: str, scores: Mapping[str, Mapping[int, float]]) -> str:
    pair = paired_comparison(scores[lead], scores[other])
    if pair.count == 0:
        return _("{lead} and {other} have no seed in common yet.").format(lead=lead, other=other)
    if pair.losses > pair.wins:  # the winner of more seeds is named first, whatever the medians
        lead, other, pair = other, lead, paired_comparison(scores[other], scores[lead])
    if pair.clear:
        sentence = _(
            "{lead} is better than {other} in {wins} of {seeds}. Median: {lead} {median}, {other} {against}."
        )
    elif pair.ties == pair.count:
        sentence = _(
            "No difference between {lead} and {other} in {seeds}. Median: {lead} {median}, {other} {against}."
        )
    elif pair.wins == pair.losses:
        sentence = _(
            "No clear difference between {lead} and {other}: each is better in {wins} of {seeds}. Median: {lead} {median}, {other} {against}."
        )
    else:
        sentence = _(
            "No clear difference between {lead} and {other}: {lead} is better in {wins} of {seeds}. Median: {lead} {median}, {other} {against}."
        )
    medians = [quartiles(list(scores[name].values()))[1] for name in (lead, other)]
    digits = digits_apart(*medians)
    median, against = (
        _("none") if math.isnan(value) else number(value, digits) for value in medians
    )
    return sentence.format(
        lead=lead,
        other=other,
        wins=pair.wins,
        seeds=_seeds(pair.count),
        median=median,
        against=against,
    )


def _alone(name: str, by_seed: Mapping[int, float]) -> str:
    low, middle, high = quartiles(list(by_seed.values()))
    finite = sum(math.isfinite(score) for score in by_seed.values())
    if finite == 0:
        return _("{name} diverged with every seed.").format(name=name)
    sentence = (
        _("{name}: {median} with the only seed so far.")
        if finite == 1
        else _("{name}: median {median} over {seeds}, the middle half between {low} and {high}.")
    )
    return sentence.format(
        name=name,
        median=number(middle, 2),
        seeds=_seeds(finite),
        low=number(low, 2),
        high=number(high, 2),
    )


def _seeds(count: int) -> str:
    return counted(count, "{n} seed", "{n} seeds")
