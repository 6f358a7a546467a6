"""Luck and difference: the statistics agree with a library's, and verdicts are given only where
they hold.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from playground.evaluation.significance import (
    ALPHA,
    best,
    exceeds,
    fewest_for_a_verdict,
    first,
    paired_comparison,
    quartiles,
    sign_test,
)
from playground.sentences.seeds import about_seeds


def by_seed(*values: float) -> dict[int, float]:
    """Return scores by the number of the repeat."""
    return dict(enumerate(values))


SOLVED, UNSOLVED = (
    by_seed(0.011, 0.009, 0.012, 0.010, 0.013),
    by_seed(0.17, 0.171, 0.169, 0.172, 0.168),
)


@pytest.mark.parametrize(
    ("wins", "losses"), [(5, 0), (0, 5), (4, 1), (3, 3), (9, 1), (8, 2), (1, 0), (17, 6), (50, 31)]
)
def test_sign_test_agrees_with_scipy(wins: int, losses: int) -> None:
    """The exact two-sided binomial test of a fair coin."""
    assert sign_test(wins, losses) == pytest.approx(
        stats.binomtest(wins, wins + losses, 0.5).pvalue, rel=1e-12
    )


def test_quartiles_agree_with_scipy_and_leave_out_what_diverged() -> None:
    """Linear between neighbors, as numpy's and scipy's."""
    values = np.random.default_rng(0).lognormal(size=11)
    assert quartiles([*values, math.inf]) == pytest.approx(
        tuple(stats.mstats.mquantiles(values, [0.25, 0.5, 0.75], alphap=1, betap=1))
    )
    assert quartiles([0.3]) == (0.3, 0.3, 0.3)
    assert all(math.isnan(q) for q in quartiles([math.inf]))


def test_five_seeds_must_all_agree_and_ten_may_disagree_once() -> None:
    """As the rule on the page says."""
    assert fewest_for_a_verdict() == 5
    assert [
        sign_test(w, n - w) <= ALPHA for w, n in ((5, 5), (4, 5), (8, 9), (9, 10), (8, 10))
    ] == [True, False, True, True, False]


def test_a_seed_that_diverged_loses_and_two_of_them_are_even() -> None:
    """Its error is no number to average."""
    pair = paired_comparison(
        by_seed(0.1, 0.1, math.inf, math.inf), by_seed(0.2, math.inf, 0.3, math.inf)
    )
    assert (pair.wins, pair.losses, pair.ties) == (2, 1, 1)
    assert first({"a": by_seed(0.1, math.inf, math.inf), "b": by_seed(0.5, 0.6, 0.7)}) == "b"


def test_only_seeds_that_both_have_are_compared() -> None:
    """While repeats are still coming in."""
    assert paired_comparison({0: 1.0, 1: 1.0, 2: 1.0}, {1: 2.0}).count == 1


def test_best_needs_a_lead_beyond_the_spread() -> None:
    """Five wins by a hair, inside what seeds do to either, make no best; a wide gap does; four wins
    of five never do.
    """
    assert best({"LSTM": SOLVED, "RNN": UNSOLVED}) == "LSTM"
    scattered = by_seed(1.0, 2.0, 3.0, 4.0, 5.0)
    a_hair_more = by_seed(1.1, 2.1, 3.1, 4.1, 5.1)
    assert paired_comparison(scattered, a_hair_more).clear
    assert best({"a": scattered, "b": a_hair_more}) is None
    assert best({"a": SOLVED, "b": UNSOLVED, "c": SOLVED}) is None
    assert best({"a": by_seed(0.01, 0.01, 0.01, 0.01, 0.5), "b": by_seed(*[0.2] * 5)}) is None
    assert best({"a": SOLVED}) is None
    assert best({}) is None
    assert exceeds(SOLVED, by_seed(*[math.inf] * 5))


def test_verdict_in_words_names_wins_and_medians() -> None:
    """And says the opposite when the names are the other way round."""
    assert about_seeds({"LSTM": SOLVED, "RNN": UNSOLVED}) == [
        "LSTM is better than RNN in 5 of 5 seeds. Median: LSTM 0.011, RNN 0.17."
    ]
    assert about_seeds({"LSTM": UNSOLVED, "RNN": SOLVED}) == [
        "RNN is better than LSTM in 5 of 5 seeds. Median: RNN 0.011, LSTM 0.17."
    ]


def test_no_verdict_where_seeds_disagree() -> None:
    """Four of five is not enough, and equal is equal."""
    (said,) = about_seeds({"a": by_seed(1, 1, 1, 1, 3), "b": by_seed(2, 2, 2, 2, 2)})
    assert (
        said
        == "No clear difference between a and b: a is better in 4 of 5 seeds. Median: a 1, b 2."
    )
    (said,) = about_seeds({"a": SOLVED, "b": SOLVED})
    assert "No difference between a and b in 5 seeds" in said
    assert not any(
        "better than" in s for s in about_seeds({"a": by_seed(1, 1, 1), "b": by_seed(2, 2, 2)})
    )
    assert (
        "a clear difference needs at least 5"
        in about_seeds({"a": by_seed(1, 1, 1), "b": by_seed(2, 2, 2)})[-1]
    )


def test_words_for_what_diverged_for_one_alone_and_for_nothing_yet() -> None:
    """Every state has a sentence."""
    said = about_seeds({"a": by_seed(1, 1, 1, 1, 1), "b": by_seed(*[math.inf] * 5)})
    assert said[0] == "a is better than b in 5 of 5 seeds. Median: a 1, b none."
    assert said[1].startswith("b diverged in 5 of 5 seeds")
    assert about_seeds({"a": by_seed(1, 2, 3)}) == [
        "a: median 2 over 3 seeds, the middle half between 1.5 and 2.5."
    ]
    assert about_seeds({}) == ["No repeat has finished yet."]
