"""The link of a room, its words, and its QR code."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import numpy as np
import pytest
import segno

from playground.config.experiment import Experiment
from playground.errors import PlaygroundError
from playground.figures.room_sketch import RoomSketch, room_svg
from playground.gallery.exhibits import EXHIBITS
from playground.ui.classroom.qr import qr_svg
from playground.ui.classroom.room_link import RoomLink
from playground.ui.session.room import room_of, unknown

REMEMBER = EXHIBITS["remember"].experiment


def test_the_address_holds_all_that_was_chosen_and_its_room_is_the_same() -> None:
    """Read back as a server reads it."""
    chosen = RoomLink(
        REMEMBER,
        "Remember",
        at=400,
        show="t:9,open:listens,hold:forget_gate=1",
        hidden=("seeds", "page.cell"),
        locked=("model.cell", "data"),
        language="es",
        presented=True,
    )
    parts = urlsplit(chosen.address("http://10.0.0.5:8501/"))
    assert (parts.netloc, parts.path) == ("10.0.0.5:8501", "/")
    query = dict(parse_qsl(parts.query))
    described = {k: v for k, v in query.items() if k == "v" or "." in k}
    assert Experiment.from_query(described) == REMEMBER
    assert (query["at"], query["lang"], query["present"]) == ("400", "es", "1")
    assert query["show"] == "t:9,open:listens,hold:forget_gate=1"
    room = room_of(query, REMEMBER)
    assert room.hidden == {"seeds", "page.cell"}
    assert room.locked == {"model.cell", "data"}
    assert unknown(query) == ""


def test_the_link_of_a_lesson_names_lesson_and_step_only() -> None:
    """Its experiment and its training are the lesson's own."""
    chosen = RoomLink(REMEMBER, "Lesson 5", lesson="remember", step=4, locked=("seeds",))
    assert chosen.to_query() == {"lesson": "remember", "step": "4", "lock": "seeds"}
    assert "Begins at step 4: Predict the forget gate." in chosen.sentences()[0]


def test_the_words_say_what_the_room_hides_locks_and_shows() -> None:
    """And nothing of what was not chosen."""
    plain = RoomLink(REMEMBER, "Remember").sentences()
    assert plain == ["Remember. Opens untrained.", "In the language of each browser."]
    chosen = RoomLink(
        REMEMBER, "Remember", 20, hidden=("details",), locked=("model.cell",), presented=True
    )
    assert chosen.sentences() == [
        "Remember. Opens trained to step 20.",
        "Hidden: Details.",
        "Locked: Cell; Gradients and Compare are closed.",
        "In the language of each browser.",
        "Presented: no sidebar, larger text, thick lines.",
    ]


def modules(svg: str) -> np.ndarray:
    """Return the black modules of a QR code's drawing, row by row, without its quiet zone."""
    size = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1])  # type: ignore[index]
    drawn = np.zeros((size, size), bool)
    path = max(re.findall(r' d="([^"]+)"', svg), key=len)
    x = y = 0.0
    for letter, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(value) for value in re.findall(r"-?\d*\.?\d+", numbers)]
        if letter == "h":
            drawn[int(y), int(x) : int(x + values[0])] = True
            x += values[0]
        else:
            x, y = values if letter == "M" else (x + values[0], y + values[1])
    return drawn[4:-4, 4:-4]


def test_the_qr_code_is_that_of_the_link() -> None:
    """Module for module, with a quiet zone of 4, black on white."""
    link = RoomLink(REMEMBER, "Remember", 400, locked=("model.cell",)).address("http://h:8501")
    svg = qr_svg(link)
    expected = np.array(segno.make_qr(link, error="m").matrix, bool)
    assert (modules(svg) == expected).all()
    assert "#fff" in svg


def test_a_link_too_long_for_a_qr_code_is_told_in_one_sentence() -> None:
    """Instead of a code that no camera reads."""
    with pytest.raises(PlaygroundError, match="too long for a QR code"):
        qr_svg("http://h/?x=" + "a" * 3000)


def test_the_sketch_shows_locks_and_leaves_out_the_sidebar_of_a_presented_page() -> None:
    """One lock per locked control."""
    plain = room_svg(RoomSketch([True, False, True], 5, 0.5, True, False), "#123456")
    presented = room_svg(RoomSketch([True, False, True], 5, 0.5, True, True), "#123456")
    assert plain.count("a2 2 0 0 1") == 2
    assert "a2 2 0 0 1" not in presented
    assert 'width="84"' in plain
    assert 'width="84"' not in presented
