"""Which problem types go with which kind of data, and how long sequences are for each: the table,
said once.

A source names what it goes with in its fact ``problems``; most take one of the lists here.
``defaults_for`` is another fact: the defaults of a source's own parameters that differ with the
problem type, ``{"one_to_many": {"phase": 0.0}}``.
"""

from __future__ import annotations

#: One long series of numbers; the first is what a reader gets who asks for none.
SERIES = ("many_to_one", "many_to_many", "seq2seq", "one_to_one", "one_to_many")
#: One long series whose every row has a label as well.
LABELLED_SERIES = (*SERIES, "classification")
#: Independent sequences with an answer of their own at every step: the memory tasks.
ANSWERS = ("many_to_many", "many_to_one")
#: Independent sequences that only have a label.
LABELLED = ("classification",)
#: Independent sequences that are courses of a value and have a label too: every wiring.
LABELLED_COURSES = (
    "classification",
    "many_to_one",
    "many_to_many",
    "seq2seq",
    "one_to_one",
    "one_to_many",
)


def sequence_steps(kind: str, lookback: int, horizon: int, ahead: bool) -> int:
    """Return T, the steps of each sequence of a task: what is read, and what has to be there behind
    it to be asked for.
    """
    if kind == "one_to_many":
        return horizon
    return (
        lookback + horizon
        if ahead and kind in ("many_to_one", "many_to_many", "seq2seq")
        else lookback
    )
