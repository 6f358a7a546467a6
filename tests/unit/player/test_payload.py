"""What goes to the player comes out of it again."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest

from playground.player.payload import Track, pack, unpack
from playground.player.view import View


def line(values, **rest):
    return Track(
        **{
            "name": "forget_gate",
            "symbol": "f_t",
            "label": "Forget gate",
            "kind": "line",
            "values": values,
            **rest,
        }
    )


def test_values_come_back_as_they_were_in_float32():
    rng = np.random.default_rng(0)
    one, many = rng.normal(size=40), rng.normal(size=(40, 32))
    header, arrays = unpack(
        pack(View("t", "a"), [line(one), line(many, name="cell_state", kind="map")])
    )
    np.testing.assert_array_equal(arrays["forget_gate"], one.astype(np.float32))
    np.testing.assert_array_equal(arrays["cell_state"], many.astype(np.float32))
    assert header["times"] == 40


@pytest.mark.parametrize("label", ["a", "ab", "abc", "abcd", "C̃_t – größer"])
def test_arrays_start_at_a_multiple_of_four_whatever_the_words(label):
    blob = pack(View(label, label), [line(np.array([1.0, 2.0]), label=label)])
    (length,) = struct.unpack_from("<I", blob)
    assert length % 4 == 0
    assert len(blob) == 4 + length + 8
    assert json.loads(blob[4 : 4 + length])["tracks"][0]["label"] == label


def test_a_gradient_far_below_float32_keeps_its_power_of_ten():
    _header, arrays = unpack(
        pack(View("t", "a"), [line(np.array([1e-145, 0.0, -1.0]), kind="gradient")])
    )
    np.testing.assert_allclose(arrays["forget_gate"], [-145, -np.inf, 0])


def test_a_track_that_begins_later_has_no_values_before():
    header, arrays = unpack(
        pack(
            View("t", "a"),
            [line(np.ones(5)), line(np.ones(2), name="y_hat", kind="series", start=3)],
        )
    )
    np.testing.assert_array_equal(arrays["y_hat"], [np.nan, np.nan, np.nan, 1, 1])
    assert header["times"] == 5


@pytest.mark.parametrize(
    ("track", "message"),
    [
        (line(np.ones((3, 2)), kind="series"), "series cannot show"),
        (line(np.ones((3, 2)), kind="gradient"), "gradient cannot show"),
        (line(np.ones((3, 2, 1))), "cannot show"),
        (line(np.ones(3), kind="pie"), "no such kind"),
        (line(np.ones((3, 2)), kind="map", units=(1, 2, 3)), "3 unit numbers"),
    ],
)
def test_values_that_do_not_fit_their_kind_are_refused(track, message):
    with pytest.raises(ValueError, match=message):
        pack(View("t", "a"), [track])


def test_two_tracks_of_one_name_are_refused():
    with pytest.raises(ValueError, match="same name"):
        pack(View("t", "a"), [line(np.ones(3)), line(np.ones(3))])


def test_the_default_network_fits_sixty_kilobytes():
    many = np.zeros((50, 32))
    tracks = [
        line(many, name=f"signal_{i}", kind="map", note="a sentence of some length about it")
        for i in range(6)
    ]
    tracks += [line(np.zeros(50), name=f"series_{i}", kind="series") for i in range(4)]
    assert len(pack(View("title", "what it shows, in a sentence or two"), tracks)) < 60_000


def test_a_view_without_tracks_can_be_packed():
    header, arrays = unpack(pack(View("t", "a"), []))
    assert header["times"] == 0
    assert arrays == {}
