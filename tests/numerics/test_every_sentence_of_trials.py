"""Sentences about seeds, learning rates and sweeps, in many states.

The scores include ties, medians that barely differ, missing seeds and runs that diverged; the lanes
come in every order. A sentence without a claim below fails the test, so a new sentence needs its
claim.
"""

from __future__ import annotations

import itertools
import math
import re
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy import stats

from playground.config.experiment import Experiment
from playground.evaluation.significance import Point
from playground.execution.trials import Outcome
from playground.runs.recording import Frame
from playground.sentences.learning_rate_search import about_learning_rates
from playground.sentences.seeds import about_seeds
from playground.sentences.sweep import about_sweep
from playground.studies.learning_rate_search import best_rates, losses
from tests.claims import Claims, N, faults, names, same, value

LANES = ("Simple RNN", "GRU", "LSTM")


def sign(wins: int, losses: int) -> float:
    """Return how rarely coins fall as one-sidedly, by another library."""
    return 1.0 if wins + losses == 0 else float(stats.binomtest(wins, wins + losses).pvalue)


def pair(s: Any, m: re.Match[str], one: str, other: str, clear: bool) -> bool:
    """Return whether wins, seeds and medians are those of these two."""
    both = [k for k in s[one] if k in s[other]]
    wins, against = (sum(s[a][k] < s[b][k] for k in both) for a, b in ((one, other), (other, one)))
    medians = dict(zip((m["a"], m["b"]), (m["am"], m["bm"]), strict=True))
    right = all(
        told == "none" if not (own := finite(s[name])) else same(told, float(np.median(own)))
        for name, told in medians.items()
    )
    seen = (
        len(set(medians.values())) == 2
        or len({float(np.median(finite(s[n]) or [math.nan])) for n in medians}) == 1
        or not all(map(finite, (s[n] for n in medians)))
    )
    return (
        right
        and seen
        and set(medians) == {one, other}
        and (int(m["won"] or 0), int(m["all"])) == (wins, len(both))
        and (sign(wins, against) <= 0.0625) is clear
        and (not clear or wins > against)
    )


def finite(own: dict[int, float]) -> list[float]:
    """Return the scores that are numbers."""
    return [v for v in own.values() if math.isfinite(v)]


MEDIANS = rf" Median: (?P<a>.+?) (?P<am>{N[1:-1]}|none), (?P<b>.+?) (?P<bm>{N[1:-1]}|none)\."
SEEDS: Claims = {
    r"No repeat has finished yet\.": lambda s, m: not any(s.values()),
    rf"(.+) is better than (.+) in (?P<won>\d+) of (?P<all>\d+) seeds?\.{MEDIANS}": lambda s, m: (
        pair(s, m, m[1], m[2], True)
    ),
    rf"No clear difference between (.+) and (.+): each is better in (?P<won>\d+) of (?P<all>\d+) seeds?\.{MEDIANS}": lambda s, m: (
        pair(s, m, m[1], m[2], False) and pair(s, m, m[2], m[1], False)
    ),
    rf"No clear difference between (.+) and (.+): (?!each)(.+) is better in (?P<won>\d+) of (?P<all>\d+) seeds?\.{MEDIANS}": lambda s, m: (
        pair(s, m, m[3], m[2] if m[3] == m[1] else m[1], False)
    ),
    rf"No difference between (.+) and (.+) in (?P<all>\d+) seeds?\.(?P<won>){MEDIANS}": lambda s, m: (
        pair(s, m, m[1], m[2], False)
        and all(s[m[1]][k] == s[m[2]][k] for k in s[m[1]] if k in s[m[2]])
    ),
    r"(.+) and (.+) have no seed in common yet\.": lambda s, m: not s[m[1]].keys() & s[m[2]].keys(),
    r"(.+) diverged in (\d+) of (\d+) seeds?; a diverged seed counts as worse than any error and is not part of the median\.": lambda s, m: (
        (int(m[2]), int(m[3])) == (len(s[m[1]]) - len(finite(s[m[1]])), len(s[m[1]]))
    ),
    r"(.+) diverged with every seed\.": lambda s, m: not finite(s[m[1]]),
    rf"(.+): {N} with the only seed so far\.": lambda s, m: (
        len(finite(s[m[1]])) == 1 and same(m[2], finite(s[m[1]])[0])
    ),
    rf"(.+): median {N} over (\d+) seeds, the middle half between {N} and {N}\.": lambda s, m: (
        all(
            same(w, q)
            for w, q in zip(
                (m[4], m[2], m[5]),
                stats.mstats.mquantiles(finite(s[m[1]]), alphap=1, betap=1),
                strict=True,
            )
        )
        and int(m[3]) == len(finite(s[m[1]])) > 1
    ),
    r"So far (\d+) seeds?: a clear difference needs at least 5\.": lambda s, m: (
        int(m[1])
        == min(
            len(a.keys() & b.keys())
            for a, b in itertools.combinations([v for v in s.values() if v], 2)
        )
        < 5
    ),
}


def test_every_sentence_about_seeds_is_true_in_every_order() -> None:
    """Few and many seeds, some missing, some diverged, with ties and medians that barely differ."""
    wrong: list[str] = []
    for draw in range(250):
        rng = np.random.default_rng(draw)
        values = [0.0110, 0.0111, 0.0112, 0.17, 0.5, 2.0] if draw % 2 else [0.01, 0.5, math.inf]
        count, missing = int(rng.choice([1, 2, 4, 5, 9, 10])), draw % 5 == 0
        scores = {
            name: {
                k: float(rng.choice(values)) * (1 + i * (draw % 3 == 0))
                for k in range(count)
                if not (missing and rng.random() < 0.3 and len(LANES[: 1 + draw % 3]) < 3)
            }
            for i, name in enumerate(LANES[: 1 + draw % 3])
        }
        for order in itertools.permutations(scores):
            wrong += faults(about_seeds({name: scores[name] for name in order}), SEEDS, scores)
    assert not wrong, "\n".join(wrong[:20])


def outcome(base: Experiment, loss: float, steps: int, reason: str) -> Outcome:
    """Return a run that ended so."""
    return Outcome(base, [Frame(steps, 1.0, 1.0, 0.1, loss)], steps, 1.0, reason, None, None)


def chosen(s: Any, name: str) -> float:
    """Return the best rate by the rule on the page."""
    reached = {r: o for (n, r), o in s.items() if n == name and o.stop_reason == "target_loss"}
    if reached:
        fewest = min(o.steps for o in reached.values())
        return min(
            (r for r, o in reached.items() if o.steps == fewest),
            key=lambda r: reached[r].rows[-1].validation_loss or 0.0,
        )
    left = {
        r: o.rows[-1].validation_loss
        for (n, r), o in s.items()
        if n == name and o.stop_reason != "diverged"
    }
    return min(left, key=lambda r: left[r] or 0.0)


def gone(s: Any, name: str) -> set[float]:
    """Return the rates that diverged."""
    return {r for (n, r), o in s.items() if n == name and o.stop_reason == "diverged"}


def alive(s: Any) -> set[str]:
    """Return the lanes that have a rate that did not diverge."""
    return {n for (n, _r), o in s.items() if o.stop_reason != "diverged"}


RATES: Claims = {
    rf"The same rate is best for all: {N}\.": lambda s, m: (
        alive(s) == {n for n, _r in s}
        and len(alive(s)) > 1
        and {chosen(s, n) for n in alive(s)} == {value(m[1])}
    ),
    r"Best rates: (.+)\.": lambda s, m: (
        {(w.rsplit(" ", 1)[0], value(w.rsplit(" ", 1)[1])) for w in names(m[1])}
        == {(n, chosen(s, n)) for n in alive(s)}
    ),
    r"At the edge of the range tried, so a better rate may lie beyond it: (.+)\.": lambda s, m: (
        set(names(m[1])) == {n for n in alive(s) if chosen(s, n) in (0.001, 0.1)}
    ),
    r"(.+) diverged with every rate tried\.": lambda s, m: m[1] not in alive(s),
    r"(.+) diverged with ([\d., and]+)\.": lambda s, m: (
        m[1] in alive(s) and {value(w) for w in names(m[2])} == gone(s, m[1])
    ),
}


def test_every_sentence_of_a_search_for_rates_is_true() -> None:
    """Targets reached or not, all diverged, one rate for all."""
    base, wrong = Experiment.from_dict({}), []
    for draw in range(200):
        rng = np.random.default_rng(draw)
        found: dict[Any, Outcome] = {}
        for name, rate in itertools.product(LANES[: 1 + draw % 3], (0.001, 0.01, 0.1)):
            reason = str(
                rng.choice(
                    ["max_steps", "target_loss", "diverged"],
                    p=[0.4, 0.2, 0.4] if draw % 2 else [0.1, 0.3, 0.6],
                )
            )
            found[name, rate] = outcome(
                base,
                float(rng.permutation([0.3, 0.2, 0.1, 0.05])[0]),
                int(rng.choice([25, 50, 400])),
                reason,
            )
        tried = losses(found)
        wrong += faults(about_learning_rates(tried, best_rates(tried, found)), RATES, found)
    assert not wrong, "\n".join(wrong[:20])


def well(s: Any, name: str) -> tuple[list[float], list[float]]:
    """Return the values at which a lane did well enough, and those at which it did not."""
    enough = {
        p.value: np.median(list(p.scores.values())) < s.solved
        if s.solved is not None
        else np.median(list(p.scores.values())) <= p.baseline / 2
        for p in s.curves[name]
        if s.solved is not None or p.baseline == p.baseline
    }
    return sorted(v for v, e in enough.items() if e), sorted(v for v, e in enough.items() if not e)


DID = r"(.+?) (?:did well|learned it) "
SWEEP: Claims = {
    r"No run of the sweep has finished yet\.": lambda s, m: not any(s.curves.values()),
    r"(.+): there is no baseline to compare it with\.": lambda s, m: (
        all(p.baseline != p.baseline for p in s.curves[m[1]]) and s.solved is None
    ),
    rf"{DID}at no value of k tried\.": lambda s, m: not well(s, m[1])[0],
    rf"{DID}at k {N}, the only value tried so far\.": lambda s, m: (
        well(s, m[1]) == ([value(m[2])], [])
    ),
    rf"{DID}at every value of k tried, {N} to {N}\.": lambda s, m: (
        not well(s, m[1])[1]
        and [value(m[2]), value(m[3])] == [well(s, m[1])[0][0], well(s, m[1])[0][-1]]
        and value(m[2]) < value(m[3])
    ),
    rf"{DID}up to k {N}, but not at {N}\.": lambda s, m: (
        well(s, m[1])[0][-1] == value(m[2]) < value(m[3]) == well(s, m[1])[1][0]
    ),
    rf"{DID}from k {N} on, but not at {N}\.": lambda s, m: (
        well(s, m[1])[0][0] == value(m[2]) > value(m[3]) == well(s, m[1])[1][-1]
    ),
    rf"{DID}at k ([\d., and]+), but not at ([\d., and]+)\.": lambda s, m: (
        tuple([value(w) for w in names(re.sub(r",(?=\d)", "", g))] for g in (m[2], m[3]))
        == well(s, m[1])
    ),
    rf"Learned: the median error over the seeds, a diverged one counting as the worst, is below {N}, the task's own threshold\.": lambda s, m: (
        same(m[1], s.solved)
    ),
    r"Did well: the median error over the seeds, a diverged one counting as the worst, is at most half of the dotted line's at the same value\.": lambda s, m: (
        s.solved is None
    ),
}


def test_every_sentence_of_a_sweep_is_true() -> None:
    """One value or many, unknown forecasts, medians on the line, diverged seeds."""
    wrong: list[str] = []
    for draw in range(400):
        rng = np.random.default_rng(draw)
        solved, count = (None, 0.02)[draw % 2], int(rng.integers(0, 6))
        curves = {
            name: [
                Point(
                    float(v),
                    {
                        k: float(rng.choice([0.01, 0.0199, 0.02, 0.085, 0.0851, 0.4, math.inf]))
                        for k in range(1 + draw % 4)
                    },
                    0.17 if draw % 7 or rng.random() < 0.7 else math.nan,
                )
                for v in (5, 10, 20, 1234, 2500)[:count]
            ]
            for name in LANES[: 1 + draw % 3]
        }
        wrong += faults(
            about_sweep(curves, "k", solved), SWEEP, SimpleNamespace(curves=curves, solved=solved)
        )
    assert not wrong, "\n".join(wrong[:20])
