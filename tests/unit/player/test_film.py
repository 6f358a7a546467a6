"""Recorded frames as they are sent: 16-bit maps and exact lines."""

from __future__ import annotations

import numpy as np
import pytest

from playground.player.film import pack_frame, unpack_frames
from playground.player.payload import Track


def test_frames_come_back_in_order_with_maps_to_16_bits_and_lines_to_a_float() -> None:
    """Maps are off by at most half a code; lines and gradients are float32 of the values."""
    rng = np.random.default_rng(0)
    gate, line = rng.random((7, 9)), 300 * rng.standard_normal(7)
    gradient = np.array([0.0, 1e-120, 1e-3, 1.0, 2.0, 0.5, 1.0])
    tracks = [
        Track("f", "f_t", "f", "map", gate),
        Track("x", "x", "x", "series", line),
        Track("g", "g", "g", "gradient", gradient),
    ]
    blob = pack_frame(4, tracks, ("One.", "Two."), {"kind": "lstm"}) + pack_frame(8, tracks, (), {})
    (header, arrays), (second, _again) = unpack_frames(blob)
    assert (header["step"], second["step"], header["alt"], header["cell"]) == (
        4,
        8,
        "One. Two.",
        {"kind": "lstm"},
    )
    assert np.abs(arrays["f"] - gate).max() <= 0.5001 / 32000
    np.testing.assert_array_equal(arrays["x"], line.astype(np.float32))
    assert arrays["g"][0] == -np.inf
    assert arrays["g"][1] == -120
    assert len(blob) % 4 == 0


def test_a_map_with_gaps_keeps_them_and_one_with_infinities_travels_as_floats() -> None:
    """A code stands for a number or for none; it has no room for the infinite."""
    gaps, endless = np.full((3, 6), 0.25), np.full((3, 6), 0.25)
    gaps[1, 2], endless[0, 0] = np.nan, np.inf
    blob = pack_frame(
        1, [Track("a", "", "a", "map", gaps), Track("b", "", "b", "map", endless)], (), {}
    )
    ((_header, arrays),) = unpack_frames(blob)
    np.testing.assert_array_equal(np.isnan(arrays["a"]), np.isnan(gaps))
    np.testing.assert_array_equal(arrays["b"], endless.astype(np.float32))


@pytest.mark.parametrize("most", [1.0, 1.3, 4.0, 9.9, 12.0, np.inf])
def test_a_maps_numbers_are_written_as_the_exact_ones_would_be(most: float) -> None:
    """To three decimals, wherever they lie; close to a half of the last decimal too."""
    rng = np.random.default_rng(1)
    halves = (
        np.round(rng.uniform(-1, 1, 4000), 3)
        + 0.0005
        + rng.choice([-1, 1], 4000) * 10.0 ** rng.uniform(-9, -5, 4000)
    )
    values = np.concatenate(
        [halves, rng.uniform(-1, 1, 4000) * min(most, 12), [most, -most, 0.0]]
    ).reshape(-1, 1)
    ((_header, arrays),) = unpack_frames(
        pack_frame(1, [Track("C", "C_t", "C", "map", values)], (), {})
    )
    if most > 9.99:
        np.testing.assert_array_equal(arrays["C"], values.astype(np.float32))
    else:
        assert [f"{v:.3f}".replace("-0.000", "0.000") for v in arrays["C"][:, 0]] == [
            f"{v:.3f}".replace("-0.000", "0.000") for v in values[:, 0]
        ]
