"""Sentences about files: what makes a series hard to learn, and nothing where nothing does."""

from __future__ import annotations

import numpy as np
import pytest

from playground.data.series import Series
from playground.sentences.outlook import about_outlook, outside_share


def _series(values: np.ndarray, rows: np.ndarray | None = None, transform: str = "none") -> Series:
    index = np.arange(len(values))
    return Series(values[:, None], ("v",), 0, index, "file", rows=rows, transform=transform)


WAVE = np.sin(np.arange(200) / 5)
TREND = WAVE + np.arange(200)


@pytest.mark.parametrize(
    ("series", "piece"),
    [
        (_series(TREND), "there is a trend"),
        (_series(np.exp(TREND / 20)), "log difference"),
        (_series(WAVE[:40]), "only 40 rows"),
        (_series(np.ones(200)), "never changes"),
        (_series(WAVE, np.where(np.arange(200) % 2, -1, np.arange(200))), "had to be filled in"),
    ],
)
def test_what_makes_a_series_hard_to_learn_is_told(series: Series, piece: str) -> None:
    assert piece in " ".join(about_outlook(series, 0.7))


@pytest.mark.parametrize("series", [_series(WAVE), _series(TREND, transform="difference")])
def test_nothing_is_told_where_nothing_is_hard(series: Series) -> None:
    assert about_outlook(series, 0.7) == []


def test_the_share_outside_the_training_range_is_counted() -> None:
    assert outside_share(np.array([0.0, 1.0, 0.5, 2.0]), 0.5) == 0.5
