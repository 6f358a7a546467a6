"""The figures of the Learn page: their numbers are those of the networks, and they are quick."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import numpy as np
import pytest

from playground.learn.figures import FIGURES, PLAYERS, flip_book
from playground.learn.gates import forget_gate, output_gate
from playground.learn.recorded import recorded
from playground.learn.unit_scene import unit_scene
from playground.learn.vanishing import RADII, vanishing
from playground.wording import LANGUAGES, speaking

BOOKS = [name for name in FIGURES if name not in PLAYERS]


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_drawing_is_one_svg_with_a_text_alternative(name: str, code: str) -> None:
    """At each position of its control, with a sentence."""
    with speaking(code):
        book = flip_book(name)
    assert len(book.values) == len(book.drawings) == len(book.sentences) > 1
    assert 0 <= book.start < len(book.drawings)
    for place, sentence in enumerate(book.sentences):
        drawn = ElementTree.fromstring(book.svg(place))
        assert drawn.get("aria-label")
        assert "nan" not in book.svg(place)
        HTMLParser().feed(sentence)
        assert len(sentence) > 20


def test_the_terms_of_a_gate_add_up_to_its_value() -> None:
    """As shown: the sum differs by at most the rounding of its terms, and σ of it is the gate."""
    with speaking("en"):
        book, gates = forget_gate(), recorded("remember").explanation().layers[0]["forget_gate"]
    for sentence, f in zip(book.sentences, gates[:, 0], strict=True):
        plain = sentence.replace("\u2212", "-")
        numbers = re.search(r"= σ\(([^=]+)\) = σ\(([^=]+)\) = ([\d.]+)<", plain)
        assert numbers is not None, sentence
        terms = [float(term.strip("()")) for term in numbers[1].split(" + ")]
        total = float(numbers[2])
        assert sum(terms) == pytest.approx(total, abs=0.0066)
        assert 1 / (1 + np.exp(-total)) == pytest.approx(f, abs=0.002)
        assert float(numbers[3]) == pytest.approx(f, rel=0.006)


def test_the_output_gate_opens_at_the_question_mark() -> None:
    """It begins at one, with a gate that is open."""
    with speaking("en"):
        book = output_gate()
    assert book.sentences[book.start].startswith("? ")


def test_small_weights_shrink_the_influence_and_large_ones_let_it_grow() -> None:
    """Slowly at large ones, because tanh saturates."""
    with speaking("en"):
        sentences = dict(zip(RADII, vanishing().sentences, strict=True))
    assert "divides" in sentences[0.5]
    assert "multiplies" in sentences[2.5]


def test_the_inside_of_a_unit_is_a_picture_on_which_nothing_can_be_changed() -> None:
    """For the player, in every language."""
    for code in LANGUAGES:
        with speaking(code):
            for exhibit in PLAYERS.values():
                header = unit_scene(exhibit)[4:4000]
                assert b'"editable":false' in header.replace(b'": ', b'":')
