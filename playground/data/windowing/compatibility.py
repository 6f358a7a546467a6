"""Which problem types each kind of data supports, and how long its sequences are for each.

A source declares its problem types in its fact ``problems``; most use one of the tuples here.
A second fact, ``defaults_for``, gives defaults of a source's own parameters that differ by
problem type: ``{"one_to_many": {"phase": 0.0}}``.
"""

from __future__ import annotations

from playground.data.windowing.problem_type import problem_type

#: One long series of numbers; the first entry is the default.
SERIES = ("many_to_one", "many_to_many", "seq2seq", "one_to_one", "one_to_many")
#: One long series in which every row also has a label.
LABELLED_SERIES = (*SERIES, "classification")
#: Independent sequences with a target at every step: the memory tasks.
ANSWERS = ("many_to_many", "many_to_one")
#: Independent sequences with a label and nothing else to predict.
LABELLED = ("classification",)
#: Independent sequences that are a signal over time and also have a label: every problem type.
LABELLED_SIGNALS = (
    "classification",
    "many_to_one",
    "many_to_many",
    "seq2seq",
    "one_to_one",
    "one_to_many",
)


def sequence_steps(kind: str, lookback: int, horizon: int, ahead: bool) -> int:
    """Return T, the steps of each sequence: those read, and those after them to predict."""
    problem = problem_type(kind)
    if problem.readout == "generator":
        return horizon
    return lookback + horizon if ahead and problem.looks_ahead else lookback
