"""Where the colours of a map end."""

from __future__ import annotations

import numpy as np
import pytest

from playground.player.film import pack_frame, unpack_frames
from playground.player.payload import Track, pack, unpack
from playground.player.reach import FAR, LEAST, USUAL, reach_of
from playground.player.view import View


def _units(*sizes: float) -> np.ndarray:
    """Return forty steps of units that swing by so much."""
    return np.sin(np.linspace(0, 20, 40))[:, None] * np.array(sizes)


@pytest.mark.parametrize("count", [5, 8, 32])
def test_one_large_unit_leaves_the_others_their_colours(count: int) -> None:
    """Of five as of thirty-two: the others reach at least a third of the scale."""
    reach = reach_of(_units(10.0, *[0.8] * (count - 1)))
    assert reach is not None
    assert 0.8 < reach <= 2.4


def test_units_of_like_size_are_all_inside() -> None:
    """Nothing is cut off without need, however many are silent beside them."""
    values = _units(0.2, 1.4, 1.6, 2.0, 1.1, 0.9)
    assert reach_of(values) == np.abs(values).max()


def test_the_one_unit_that_carries_an_ordinary_memory_is_inside() -> None:
    """All others being silent does not make it an outlier."""
    values = _units(0.9, *[0.01] * 7)
    assert reach_of(values) == np.abs(values).max()


def test_what_is_not_finite_does_not_count() -> None:
    """Nor does a unit, or a map, without any value."""
    values = _units(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    values[3, 0], values[:, 5], values[0, 1] = np.inf, np.nan, -np.inf
    assert reach_of(values) == pytest.approx(1.0, abs=0.01)
    assert reach_of(np.full((3, 6), np.nan)) is None


def test_the_newest_step_and_every_frame_say_where_the_colours_end() -> None:
    """Only of maps whose ends are not given: a gate's are 0 and 1."""
    values = _units(10.0, *[0.8] * 7)
    tracks = [
        Track("C", "C_t", "C", "map", values),
        Track("f", "f_t", "f", "map", values, low=0, high=1),
        Track("x", "x", "x", "series", values[:, 0]),
    ]
    header, _arrays = unpack(pack(View("", ""), tracks))
    assert [entry["reach"] for entry in header["tracks"]] == [reach_of(values), None, None]
    ((frame, _),) = unpack_frames(pack_frame(1, tracks, (), {}))
    assert {entry["name"]: entry["reach"] for entry in frame["tracks"]} == {
        "C": reach_of(values),
        "f": None,
        "x": None,
    }


def test_the_reach_is_that_of_the_quantile_of_each_unit_with_gaps_and_without() -> None:
    """Of numpy's own, which is slower."""
    rng = np.random.default_rng(3)
    for steps, units, holes in [(1, 1, 0.0), (2, 3, 0.0), (50, 8, 0.0), (50, 32, 0.4), (7, 5, 0.9)]:
        values = np.where(
            rng.random((steps, units)) < holes, np.nan, rng.normal(size=(steps, units))
        )
        size = np.abs(values[:, np.isfinite(values).any(axis=0)])
        if not size.size:
            assert reach_of(values) is None
            continue
        reaches = np.sort(np.nanquantile(size, USUAL, axis=0))
        large = reaches[int(np.ceil(0.75 * len(reaches))) - 1]
        expected = min(np.nanmax(size), max(LEAST, FAR * large))
        assert reach_of(values) == pytest.approx(expected, rel=1e-12)
