"""The figures of the Learn page by name, computed once for each language."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from playground.learn.flip_book import FlipBook
from playground.learn.gates import forget_gate, input_gate, output_gate
from playground.learn.unrolled import unrolled
from playground.learn.vanishing import vanishing
from playground.learn.wirings import wirings
from playground.wording import language

_DRAW: dict[str, Callable[[], FlipBook]] = {
    "unrolled": unrolled,
    "wirings": wirings,
    "vanishing": vanishing,
    "forget_gate": forget_gate,
    "input_gate": input_gate,
    "output_gate": output_gate,
}
#: Figures in which the cell's diagram is drawn by the player, with the exhibit they show.
PLAYERS = {"rnn_unit": "unrolled", "lstm_unit": "remember"}
FIGURES = (*_DRAW, *PLAYERS)


def flip_book(name: str) -> FlipBook:
    """Return a figure in the language in use.

    Raises
    ------
    KeyError
        When there is no such figure; names come from the project's own texts.
    """
    return _drawn(name, language())


@cache
def _drawn(name: str, _language: str) -> FlipBook:
    return _DRAW[name]()
