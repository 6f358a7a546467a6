"""In a sentence with several names, each value is next to its own, in every order."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from playground.evaluation.significance import paired_comparison
from playground.sentences.comparison import Standing, about_comparison
from playground.sentences.lane_reach import about_reach
from playground.sentences.seeds import about_seeds
from playground.wording import number

NAMES = ("RNN", "GRU", "LSTM")


def medians(scores: dict[str, dict[int, float]]) -> dict[str, str]:
    """Return each one's own median as it is written."""
    return {name: number(float(np.median(list(own.values()))), 2) for name, own in scores.items()}


@pytest.mark.parametrize("draw", range(40))
def test_medians_and_wins_stand_beside_their_own_cell(draw: int) -> None:
    """Also where the one with the smaller median wins fewer seeds; ties and clear differences come
    by themselves.
    """
    rng = np.random.default_rng(draw)
    scores = {
        name: {
            k: float(rng.choice([0.01, 0.02, 0.03, 0.05, 0.08])) * (1 + i * (draw % 3 == 0))
            for k in range(5)
        }
        for i, name in enumerate(NAMES)
    }
    for order in itertools.permutations(NAMES):
        own = medians(scores)
        for sentence in about_seeds({name: scores[name] for name in order}):
            found = re.search(r"Median: (\w+) ([\d.]+), (\w+) ([\d.]+)\.", sentence)
            assert found, sentence
            assert (found[2], found[4]) == (own[found[1]], own[found[3]]), sentence
            if won := re.search(r"(RNN|GRU|LSTM) is better (?:than (\w+) )?in (\d) of 5", sentence):
                other = found[1] if won[1] == found[3] else found[3]
                pair = paired_comparison(scores[won[1]], scores[other])
                assert int(won[3]) == pair.wins > pair.losses, sentence


def test_the_smaller_median_that_wins_fewer_seeds_keeps_its_own_median() -> None:
    """The case in which the cells were exchanged."""
    scores = {
        "GRU": dict(enumerate([0.001, 0.002, 0.0077, 0.5, 0.5])),
        "RNN": dict(enumerate([0.1, 0.1, 0.0076, 0.008, 0.0075])),
    }
    for order in itertools.permutations(scores):
        told = about_seeds({name: scores[name] for name in order})[0]
        assert "RNN is better in 3 of 5 seeds. Median: RNN 0.008, GRU 0.0077." in told


@pytest.mark.parametrize(
    "errors", [(0.17, 0.001, 0.009), (0.1, 0.1, 0.1), (0.3, 0.05, 0.05), (0.004, 0.12, 0.2)]
)
def test_each_error_is_next_to_its_own_lane(errors: tuple[float, ...]) -> None:
    """And in the group that they fit."""
    own = dict(zip(NAMES, errors, strict=True))
    for order in itertools.permutations(NAMES):
        said = [
            s
            for s in about_comparison(
                [Standing(n, own[n], 9, True) for n in order], 0.17, "the mean", 0.01
            )
            if ": " in s and "luck" not in s
        ]
        told = re.findall(r"(RNN|GRU|LSTM) with ([\d.]+\d)", " ".join(said))
        assert sorted(told) == sorted((n, number(e, 2)) for n, e in own.items())
        for sentence in said:
            low, high = (
                (-1.0, 0.01)
                if sentence.startswith("Learned")
                else (0.01, 0.085)
                if sentence.startswith("At least")
                else (0.085, 9.0)
            )
            assert all(low <= own[n] <= high for n in re.findall(r"(\w+) with", sentence)), sentence


@pytest.mark.parametrize("reach", [(2, 5, 5), (5, 2, 2), (40, 40, 3), (7, 7, 7), (1, 2, 3)])
def test_reaches_stand_beside_their_own_lane_and_ties_name_all(reach: tuple[int, ...]) -> None:
    """Who reaches farthest is everybody who does."""
    now = dict(zip(NAMES, reach, strict=True))
    for order in itertools.permutations(NAMES):
        told = about_reach({n: now[n] for n in order}, now, 40)
        for far, near in re.findall(
            r"Longest reach: (?:\d+ steps?|the whole window), (.+?)\. Shortest: \d+ steps?, (.+?)\.",
            told,
        ):
            assert {n for n in NAMES if re.search(rf"\b{n}\b", far)} == {
                n for n in NAMES if now[n] == max(reach)
            }
            assert {n for n in NAMES if re.search(rf"\b{n}\b", near)} == {
                n for n in NAMES if now[n] == min(reach)
            }
