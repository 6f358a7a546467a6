"""Sentences that compare a network's error with baselines, in many states.

Errors are on either side of every threshold, some barely; baselines are tied, exact or missing;
networks diverged. A sentence without a claim below fails the test, so a new sentence needs its
claim.
"""

from __future__ import annotations

import itertools
import math
import re
from types import SimpleNamespace
from typing import Any

import numpy as np

from playground.runs.recording import Frame, Recording
from playground.sentences.benchmark import about_benchmark
from playground.sentences.classes import about_classes
from playground.sentences.losses import about_losses
from playground.sentences.results import about_measured, about_results
from tests.claims import Claims, N, faults, names, same, value

FORECASTS = ("last value", "one season ago", "always predicting the mean")
#: Three of each: apart, tied, a hair apart, exact beside others, all exact, with one that is not
#: known.
BASELINES: tuple[tuple[float, float, float], ...] = (
    (0.17, 0.3, 0.2),
    (0.2, 0.17, 0.17),
    (0.1701, 0.17, 0.5),
    (1e-30, 0.3, 0.2),
    (0.0, 0.0, 0.2),
    (0.0, 0.0, 0.0),
    (math.nan, 0.17, 0.3),
    (math.inf, math.nan, math.inf),
    (1e-30, 2e-30, 1e9),
)
MINE = (
    0.0,
    1e-17,
    1e-3,
    0.0849,
    0.085,
    0.1615,
    0.169,
    0.1699,
    0.16999,
    0.17,
    0.17001,
    0.171,
    0.2,
    0.3399,
    0.34,
    12.3,
    7e35,
    math.inf,
    math.nan,
)


def known(baselines: dict[str, float]) -> dict[str, float]:
    """Return the forecasts that are numbers."""
    return {n: v for n, v in baselines.items() if math.isfinite(v)}


def best(s: Any, listed: str, written: str | None = None) -> bool:
    """Return whether exactly the best baselines are named, with their error."""
    least = min(known(s.baselines).values())
    return set(names(listed)) == {n for n, v in s.baselines.items() if v == least} and (
        written is None or same(written, least)
    )


def exact(s: Any) -> bool:
    """Return whether the best forecast is exact but for rounding."""
    found = known(s.baselines)
    return bool(found) and min(found.values()) <= 1e-10 * max(found.values())


def plural(m: re.Match[str], listed: str) -> bool:
    """Return whether verb and noun agree with the number of names."""
    return ("baselines" in m[0] and "are exact" in m[0]) == (len(names(listed)) > 1)


def apart(s: Any, now: str, other: str) -> bool:
    """Return whether two errors that differ are written so that one sees which is smaller."""
    least = min(known(s.baselines).values())
    return (value(now) < value(other)) == (s.now < least) and (value(now) == value(other)) <= (
        abs(s.now - least) < 1e-5 * least
    )


RESULTS: Claims = {
    r"The network's predictions are not finite numbers\.": lambda s, m: (
        s.now is None or not math.isfinite(s.now)
    ),
    rf"The baselines? (.+) (?:is|are) exact here; the network's mean error is {N}\.": lambda s, m: (
        exact(s) and best(s, m[1]) and plural(m, m[1]) and same(m[2], s.now, 3)
    ),
    rf"The network's mean error is {N} times that of the best baseline \((.+)\)\. So far the network does not beat it\.": lambda s, m: (
        not exact(s)
        and best(s, m[2])
        and same(m[1], s.now / min(known(s.baselines).values()))
        and s.now >= 2 * min(known(s.baselines).values())
    ),
    rf"The network's mean error is {N} % of that of the best baseline \((.+?)\)\.( So far the network does not beat it\.)?": lambda s, m: (
        not exact(s)
        and best(s, m[2])
        and same(m[1], 100 * s.now / min(known(s.baselines).values()), 3)
        and (m[3] is None) == (s.now < min(known(s.baselines).values()))
        and (value(m[1]) < 100) == (m[3] is None)
    ),
}


def test_every_sentence_about_the_test_set_is_true() -> None:
    """Never a ratio to a rounding error; 99.99 % is not written as 100 %."""
    wrong: list[str] = []
    for baselines, mine in itertools.product(BASELINES, (*MINE, None)):
        for order in itertools.permutations(FORECASTS):
            own = {name: dict(zip(FORECASTS, baselines, strict=True))[name] for name in order}
            told = about_results(mine, own, "mean error")
            facts = SimpleNamespace(now=mine, baselines=own)
            wrong += faults([told] if told else [], RESULTS, facts)
            if not told and known(own):
                wrong.append(f"nothing is said: {facts}")
    assert not wrong, "\n".join(wrong[:10])


def median(s: Any) -> float:
    """Return the middle one of an odd number of errors."""
    return (
        float(np.median(s.networks))
        if np.isfinite(s.networks).all()
        else sorted(s.networks)[len(s.networks) // 2]
    )


def beating(s: Any) -> int:
    """Return how many networks beat the best forecast."""
    return sum(v < min(s.baselines.values()) for v in s.networks)


def less(s: Any, written: str) -> bool:
    """Return whether the middle network is better by this share."""
    ratio = median(s) / min(s.baselines.values())
    return (
        ratio <= 0.0005
        if written == "more than 99.9"
        else same(written, 100 * (1 - ratio)) and value(written) < 100
    )


def yes(s: Any, m: re.Match[str], enough: bool) -> bool:
    every = int(m[1]) == len(s.networks) == beating(s) and best(s, m[2], m[3])
    return every and (median(s) <= 0.95 * min(s.baselines.values())) is enough and not exact(s)


def seen(s: Any, middle: str, other: str) -> bool:
    """Return whether the middle network and the best forecast are written as they compare."""
    s = SimpleNamespace(now=median(s), baselines=s.baselines)
    return apart(s, middle, other)


UNIT = r"(?: °C)?"
WORTH: Claims = {
    r"No: the baselines? (.+) (?:is|are) exact here\.": lambda s, m: (
        exact(s) and best(s, m[1]) and plural(m, m[1])
    ),
    rf"No: most networks diverged; the best baseline \((.+)\) is off by {N}{UNIT}\.": lambda s, m: (
        best(s, m[1], m[2]) and sum(math.isinf(v) for v in s.networks) > len(s.networks) / 2
    ),
    rf"No: the best baseline \((.+)\) is off by {N}{UNIT}, the median of (\d+) networks by {N}{UNIT}\.": lambda s, m: (
        best(s, m[1], m[2])
        and int(m[3]) == len(s.networks)
        and same(m[4], median(s))
        and median(s) >= min(s.baselines.values())
        and seen(s, m[4], m[2])
    ),
    rf"Yes: all (\d+) networks beat the best baseline \((.+), off by {N}{UNIT}\); the median network is off by {N}{UNIT}, (.+) % less\.": lambda s, m: (
        yes(s, m, True) and same(m[4], median(s)) and less(s, m[5]) and seen(s, m[4], m[3])
    ),
    rf"Hardly: all (\d+) networks beat the best baseline \((.+), off by {N}{UNIT}\), but the median network by only (.+) %\.": lambda s, m: (
        yes(s, m, False) and less(s, m[4])
    ),
    rf"It depends on the seed: (\d+) of (\d+) networks beat the best baseline \((.+), off by {N}{UNIT}\); the median network is off by {N}{UNIT}\.": lambda s, m: (
        (int(m[1]), int(m[2])) == (beating(s), len(s.networks))
        and beating(s) < len(s.networks)
        and best(s, m[3], m[4])
        and same(m[5], median(s))
        and median(s) < min(s.baselines.values())
        and seen(s, m[5], m[4])
    ),
}


def test_every_verdict_of_the_benchmark_is_true() -> None:
    """Five networks in any order, with and without a unit."""
    wrong: list[str] = []
    for draw in range(600):
        rng = np.random.default_rng(draw)
        baselines = {
            n: v
            for n, v in zip(FORECASTS, BASELINES[draw % len(BASELINES)], strict=True)
            if math.isfinite(v)
        }
        if not baselines:
            continue
        near = [0.16, 0.1615, 0.1616, 0.1699, 0.16999, 0.17, 0.1701]
        kinds = [
            near,
            [0.1, 0.16],
            [1e-5, 8e-5, 9e-5],
            [0.1, 0.3, math.inf],
            [math.inf, 0.1],
            [0.3, 12.0],
        ][draw % 6]
        networks = [float(v) for v in rng.choice(kinds, 5)]
        wrong += faults(
            [about_benchmark(networks, baselines, ("", "°C")[draw % 2])],
            WORTH,
            SimpleNamespace(networks=networks, baselines=baselines),
        )
    assert not wrong, "\n".join(wrong[:10])


def rows(s: Any) -> list[Frame]:
    """Return the evaluations whose validation error is a number."""
    return [r for r in s.rows if r.validation_loss is not None and math.isfinite(r.validation_loss)]


def around(s: Any, step: int) -> float:
    """Return the middle training error of the five evaluations up to a step."""
    at = [r.step for r in rows(s)].index(step)
    return float(np.median([r.train_loss for r in rows(s)[: at + 1][-5:]]))


def risen(s: Any, m: re.Match[str]) -> bool:
    lowest = min(rows(s), key=lambda r: r.validation_loss or 0.0)
    later = [r for r in rows(s) if r.step > lowest.step]
    return (
        int(m[1]) == lowest.step
        and same(m[2], lowest.validation_loss)
        and s.now > 1.2 * lowest.validation_loss
        and len(later) >= 4
        and value(m[2]) < s.now
    )


def lowest(s: Any) -> Frame:
    """Return the evaluation with the smallest validation error."""
    return min(rows(s), key=lambda r: r.validation_loss or 0.0)


def training(s: Any, m: re.Match[str], fell: bool) -> bool:
    then, now = around(s, lowest(s).step), around(s, rows(s)[-1].step)
    right = same(m[1], then) and same(m[2], now)
    return right and (
        (value(m[2]) < value(m[1]) and now < lowest(s).validation_loss and not s.outside)
        if fell
        else value(m[2]) > value(m[1])
    )


LOSSES: Claims = {
    r"Not trained yet: press Train and watch the error fall\.": lambda s, m: not s.rows,
    r"The validation error overflowed at step (\d+)\.": lambda s, m: (
        int(m[1]) == s.rows[-1].step and not (s.now is not None and math.isfinite(s.now))
    ),
    rf"At training step (\d+) the validation error is {N}\.": lambda s, m: (
        int(m[1]) == s.rows[-1].step and same(m[2], s.now) and (not known(s.baselines) or exact(s))
    ),
    r"The baselines? (.+) (?:is|are) exact here\.": lambda s, m: (
        exact(s) and best(s, m[1]) and plural(m, m[1])
    ),
    rf"At training step (\d+) the validation error is {N}, below every baseline \(best: (.+), {N}\)\.": lambda s, m: (
        int(m[1]) == s.rows[-1].step
        and same(m[2], s.now)
        and best(s, m[3], m[4])
        and s.now < min(known(s.baselines).values())
        and apart(s, m[2], m[4])
    ),
    rf"At training step (\d+) the validation error is {N}, no lower than that of the best baseline \((.+), {N}\)\.": lambda s, m: (
        int(m[1]) == s.rows[-1].step
        and same(m[2], s.now)
        and best(s, m[3], m[4])
        and s.now >= min(known(s.baselines).values())
        and apart(s, m[2], m[4])
    ),
    rf"It was lowest at step (\d+) \({N}\) and has risen since\.": risen,
    rf"Meanwhile the training error fell from {N} to {N}: the network is starting to overfit\.": lambda s, m: (
        training(s, m, True)
    ),
    rf"The training error rose too, from {N} to {N}: try a smaller learning rate\.": lambda s, m: (
        training(s, m, False)
    ),
    r"The validation set goes beyond the range of the training set, so this need not be overfitting\.": lambda s, m: (
        s.outside
    ),
}


def test_every_sentence_about_the_error_curve_is_true() -> None:
    """Curves that fall, rise again, jump about and overflow."""
    wrong: list[str] = []
    for draw in range(800):
        rng = np.random.default_rng(draw)
        count = int(rng.integers(0, 14))
        steps = [int(v) for v in np.cumsum(rng.choice([1, 25, 500], count))]
        turn = np.abs(np.arange(count) - count / 3)
        losses = (MINE[draw % len(MINE)] + 0.1 * turn * (draw % 3 == 0)) * np.exp(
            rng.normal(0, 0.2 * (draw % 2), count)
        )
        errors = (
            (0.9, 0.1, 0.05)[draw % 3]
            * (1 + (0.08, -0.05, 0.0001)[draw % 5 % 3] * np.arange(count))
            * np.exp(rng.normal(0, 0.1 * (draw % 4 == 0), count))
        )
        frames = [
            Frame(k, float(e), 1.0, 0.01, float(v))
            for k, e, v in zip(steps, errors, losses, strict=True)
        ]
        baselines = (
            dict(zip(FORECASTS, BASELINES[draw % len(BASELINES)], strict=True)) if draw % 10 else {}
        )
        outside = draw % 7 == 0
        told = about_losses(Recording(1, frames, frames), baselines, lambda: outside)  # noqa: B023
        facts = SimpleNamespace(
            rows=frames,
            now=frames[-1].validation_loss if frames else None,
            baselines=baselines,
            outside=outside,
        )
        wrong += faults(
            re.split(
                r"(?<=\.) (?=It was lowest|Meanwhile|The training error|The validation set|The baseline)",
                told,
            ),
            LOSSES,
            facts,
        )
    assert not wrong, "\n".join(wrong[:10])


def percents(s: Any, *written: tuple[str, float]) -> bool:
    """Return whether shares are written as they compare: 100 % only where all are correct."""
    return all(same(w, 100 * v, 3) and (value(w) == 100) == (v == 1.0) for w, v in written)


CLASSES: Claims = {
    rf"Its accuracy is {N} %: better than the nearest neighbor in the training set \({N} %\) and than predicting the class frequencies \({N} %\)\.": lambda s, m: (
        percents(s, (m[1], s.mine), (m[2], s.nearest), (m[3], s.majority))
        and s.mine > max(s.nearest, s.majority)
        and value(m[1]) > max(value(m[2]), value(m[3]))
    ),
    rf"Its accuracy is {N} %: better than predicting the class frequencies \({N} %\), but no better than the nearest neighbor in the training set \({N} %\)\.": lambda s, m: (
        percents(s, (m[1], s.mine), (m[2], s.majority), (m[3], s.nearest))
        and s.nearest >= s.mine > s.majority
        and value(m[3]) >= value(m[1]) > value(m[2])
    ),
    rf"Its accuracy is {N} %: so far no better than predicting the class frequencies \({N} %\)\.": lambda s, m: (
        percents(s, (m[1], s.mine), (m[2], s.majority)) and s.mine <= s.majority
    ),
    r"All ([\d,]+) sequences are classified correctly\.": lambda s, m: (
        s.mine == 1 and int(m[1].replace(",", "")) == s.count > 1
    ),
    r"The only sequence is classified correctly\.": lambda s, m: s.mine == s.count == 1,
}


def test_every_sentence_about_accuracy_is_true() -> None:
    """One sequence and thousands; one wrong among thousands."""
    wrong: list[str] = []
    for count in (1, 2, 30, 450, 5000):
        for right, majority, nearest in itertools.product(
            {0, 1, count // 2, count - 1, count}, repeat=3
        ):
            shares = SimpleNamespace(
                mine=right / count, majority=majority / count, nearest=nearest / count, count=count
            )
            beside: dict[str, dict[str, Any]] = {
                "majority_class": {"accuracy": shares.majority},
                "nearest_neighbour": {"accuracy": shares.nearest},
            }
            told = about_classes(
                {"accuracy": shares.mine, "confusion": [[right, count - right], [0, 0]]}, beside
            )
            wrong += faults(re.split(r"(?<=\.) (?=All|The only)", told), CLASSES, shares)
    assert not wrong, "\n".join(wrong[:10])


def test_the_number_of_windows_is_given_where_not_all_were_evaluated() -> None:
    """Nothing is said when all windows were evaluated, or none."""
    claims: Claims = {
        rf"Evaluated on {N} of the {N} test windows, evenly spaced: all of them would take too long\.": lambda s, m: (
            (value(m[1]), value(m[2])) == s
        )
    }
    for measured, every in itertools.product((0, 1, 20, 1500, 12345), repeat=2):
        told = about_measured(measured, every)
        assert bool(told) == (0 < measured < every)
        assert not faults([told] if told else [], claims, (measured, every))
