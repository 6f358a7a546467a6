"""Texts that are written again in the reader's language, wherever they were made."""

from __future__ import annotations

import copy

import pytest

from playground.config.experiment import Experiment
from playground.errors import DescriptionError
from playground.wording import _, again, counted, number, speaking


def test_an_error_is_shown_in_the_language_of_its_reader() -> None:
    """Though it was raised in another process, in English, and has parts of its own."""
    with pytest.raises(DescriptionError) as raised:
        Experiment.from_dict({"model": {"hidden_size": 0}})
    error = copy.deepcopy(raised.value)
    assert error.message.startswith("needs a whole number from 1 to ")
    with speaking("es"):
        assert error.message.startswith("necesita un número entero de 1 a ")
        assert str(error).startswith("model.hidden_size: necesita ")


def test_a_counted_noun_is_counted_again() -> None:
    """With the form that the other language has for it."""
    text = counted(1200, "{n} row", "{n} rows")
    with speaking("es"):
        assert again(text) == "1.200 filas"
        assert again(counted(1, "{n} row", "{n} rows")) == "1 fila"


def test_what_was_put_together_stays_as_it_is() -> None:
    """Only whole sentences can be written again."""
    with speaking("es"):
        assert again("a name") == "a name"
        assert again(_("Step") + " 1") == "Un paso 1"


def test_numbers_follow_the_language() -> None:
    """The decimal comma, and the point between thousands."""
    with speaking("es"):
        assert [number(v) for v in (0.25, 1234.5, 3.2e-7)] == ["0,25", "1.234", "3,2·10⁻⁷"]
