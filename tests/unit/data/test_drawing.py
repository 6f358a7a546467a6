"""A drawing becomes a series, and its saved table becomes the same series."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from playground.data.io import upload
from playground.data.sources.drawing import NAME, drawing, drawing_csv, drawn_values
from playground.errors import DataError


def test_what_was_not_drawn_is_joined_by_lines_and_kept_level_at_the_ends() -> None:
    """Six rows, two of them drawn, twice over."""
    values, empty = drawn_values([None, 0.0, None, None, 0.9, None], repeat=2)
    np.testing.assert_allclose(values, [0.0, 0.0, 0.3, 0.6, 0.9, 0.9] * 2)
    assert empty == 4


@pytest.mark.parametrize("points", [[], [None] * 9, [0.5, None], [0.0, 2.0], [0.0, 1.0] * 5000])
def test_too_little_or_too_much_is_refused_in_a_sentence(points: list[float | None]) -> None:
    """An empty sheet, one dot, beyond the edge, endless."""
    with pytest.raises(DataError, match=r"[Dd]raw"):
        drawn_values(points)


def test_the_saved_table_has_the_fingerprint_of_the_link_and_gives_the_same_series() -> None:
    """A link asks for the file by its sha256."""
    values, _empty = drawn_values(list(np.sin(np.arange(60) / 7).round(4)), repeat=2)
    series, sha = drawing(values)
    table = drawing_csv(values)
    assert hashlib.sha256(table).hexdigest() == sha
    again = upload.read(table, NAME, overrides={}, columns=None, target=None, missing="interpolate")
    np.testing.assert_array_equal(again.values, series.values)
    assert again.digest() == series.digest()
