"""The chart fetched while a knob moves."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from playground.analysis.gradients.inputs import draw_inputs
from playground.analysis.gradients.lines import lines
from playground.analysis.gradients.view import View
from playground.errors import DescriptionError
from playground.gallery.gradient_presets import PRESETS
from playground.ui.gradients import gradient_picture
from playground.ui.session.gradient_settings import GradientSettings
from playground.ui.shell import preview
from playground.ui.shell.show import pack


def get(address: str) -> bytes:
    """Return what the route answers at an address."""
    token, knob, at = address.rsplit("/", 3)[1:]
    return bytes(
        preview._serve(
            Request({"type": "http", "path_params": {"token": token, "knob": knob, "at": int(at)}})
        ).body
    )


def test_it_is_the_picture_the_page_draws_once_the_knob_rests() -> None:
    """To the last byte, for knobs of the networks and of the view; until then nothing has
    changed.
    """
    own = GradientSettings(
        PRESETS["vanishing"].experiment.with_values(
            {"problem.lookback": 12, "model.hidden_size": 3}
        ),
        View(step="other"),
    )
    before = own.experiment, own.view
    own.preview.drawn_by(gradient_picture._ahead(own, {}, False))
    for knob, values in {
        "model.forget_bias": [None, 3.0],
        "problem.lookback": [5, 20],
        "scale": [0.0, 2.0],
        "at": [2, 7],
    }.items():
        fetched = get(own.preview.address(knob, values) + "1")
        assert (own.experiment, own.view) == before
        experiment, view = own.turned(knob, values[1])
        inputs = draw_inputs(experiment)
        figure, sentences = gradient_picture.figured(
            experiment, view, inputs, lines(experiment.model, inputs, view), False
        )
        height = gradient_picture.HEIGHT
        assert fetched == pack(
            figure, "gradient_lines", alt=" ".join(sentences), height=height, clicks=False
        ), knob
        assert json.loads(fetched)["data"]


def test_what_cannot_be_drawn_is_answered_with_nothing() -> None:
    """A stranger's address, a place beyond the knob's last one, a value that cannot be, a session
    that has ended.
    """

    def refuse(_knob: str, value: Any) -> bytes:
        if value == "bad":
            raise DescriptionError("no")
        return b"{}"

    shown = preview.Preview("chart")
    shown.drawn_by(refuse)
    address = shown.address("k", ["good", "bad"])
    assert [get(address + place) for place in ("0", "1", "2")] == [b"{}", b"", b""]
    assert get(address.replace("/k/", "/other/") + "0") == b""
    del shown
    assert get(address + "0") == b""
