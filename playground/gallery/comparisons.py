"""Comparisons that make one point each: an experiment, its lanes, and a claim that a test holds
them to.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playground.config.experiment import Experiment
from playground.wording import N_


@dataclass(frozen=True)
class Finish:
    """How one lane ended.

    Parameters
    ----------
    error : float
        Validation error at its end; infinite when it diverged.
    step : int
        Training steps done.
    """

    error: float
    step: int


@dataclass(frozen=True)
class PreparedComparison:
    """A comparison that shows one thing.

    Parameters
    ----------
    name, title, question : str
        Name in links and tests; title and what is asked (message ids).
    description : mapping
        The experiment, as JSON; fields left out have their defaults.
    lanes : tuple of mapping
        Dotted fields in which each lane differs.
    claim : callable
        Predicate on how the lanes ended, in their order: false before any training.
    says : str
        What is said while the claim holds (a message id).
    """

    name: str
    title: str
    question: str
    description: Mapping[str, Any]
    variants: tuple[Mapping[str, Any], ...]
    claim: Callable[[Sequence[Finish]], bool]
    says: str

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment, checked."""
        return Experiment.from_dict(self.description)


#: Below this mean square error the memory tasks here count as solved.
SOLVED = 0.01


def _gates_add_and_the_rnn_does_not(ends: Sequence[Finish]) -> bool:
    rnn, gru, lstm = ends
    return (
        gru.error <= SOLVED and lstm.error <= SOLVED and 0.1 < rnn.error < 0.25
    )  # always saying the mean has 1/6


def _only_the_open_gate_recalls(ends: Sequence[Finish]) -> bool:
    *closed, open_ = ends
    return open_.error <= SOLVED and all(e.error > 0.1 for e in closed)


def _clipping_mends_it(ends: Sequence[Finish]) -> bool:
    free, clipped, adam = ends
    return (
        math.isinf(free.error)
        and math.isfinite(clipped.error)
        and math.isfinite(adam.error)
        and clipped.step > free.step
    )


def _one_gated_unit_beats_32_plain_ones(ends: Sequence[Finish]) -> bool:
    lstm, rnn = ends
    return lstm.error < rnn.error / 3 and math.isfinite(rnn.error)


def _the_simple_rnn_is_first(ends: Sequence[Finish]) -> bool:
    rnn, *others = ends
    return rnn.error <= SOLVED and all(e.error <= SOLVED and e.step > rnn.step for e in others)


_CELLS: tuple[Mapping[str, Any], ...] = (
    {"model.cell": "elman"},
    {"model.cell": "gru"},
    {"model.cell": "lstm"},
)

COMPARISONS: dict[str, PreparedComparison] = {
    prepared.name: prepared
    for prepared in (
        PreparedComparison(
            "adding",
            N_("Adding problem, 100 steps"),
            N_(
                "Two of a hundred numbers are marked; the network must give their sum at the end. Which cell can?"
            ),
            {
                "data": {"source": "adding"},
                "problem": {"kind": "many_to_one", "lookback": 100},
                "model": {"hidden_size": 32},
                "training": {
                    "learning_rate": 0.01,
                    "max_steps": 1000,
                    "target_loss": 0.01,
                    "evaluate_every": 25,
                },
            },
            _CELLS,
            _gates_add_and_the_rnn_does_not,
            N_(
                "GRU and LSTM carry both numbers over a hundred steps. The simple RNN stays near chance."
            ),
        ),
        PreparedComparison(
            "forget_bias",
            N_("4 Where the forget gate starts"),
            N_(
                "One number at the beginning, asked for 27 steps later or more. The same LSTM, with its forget gate started at different places."
            ),
            {
                "data": {"source": "long_recall"},
                "problem": {"kind": "many_to_one", "lookback": 30},
                "model": {"cell": "lstm", "hidden_size": 8},
                "training": {"learning_rate": 0.02, "max_steps": 600},
            },
            (
                {
                    "model.forget_bias": None,
                    "model.input_init": "pytorch",
                    "model.recurrent_init": "pytorch",
                },
                {"model.forget_bias": 0.0},
                {"model.forget_bias": 1.0},
                {"model.forget_bias": 3.0},
            ),
            _only_the_open_gate_recalls,
            N_(
                "Only the LSTM whose forget gate starts with a bias of 3 has learned it; the others have not, PyTorch's default included."
            ),
        ),
        PreparedComparison(
            "exploding",
            N_("5 One huge gradient"),
            N_(
                "A simple RNN with large recurrent weights: plain gradient steps, the same with the gradient clipped, and Adam without clipping."
            ),
            {
                "data": {"source": "stopwatch"},
                "problem": {"kind": "many_to_many", "lookback": 40},
                "model": {"cell": "elman", "hidden_size": 32, "spectral_radius": 1.5},
                "training": {
                    "optimizer": "sgd",
                    "learning_rate": 0.3,
                    "grad_clip_norm": None,
                    "max_steps": 300,
                    "evaluate_every": 10,
                },
            },
            (
                {"training.grad_clip_norm": None},
                {"training.grad_clip_norm": 0.5},
                {"training.optimizer": "adam", "training.learning_rate": 0.01},
            ),
            _clipping_mends_it,
            N_(
                "Without clipping the training diverges, with it it goes on: clipping shortens the gradient and keeps its direction. Adam gets by without, since it scales every step itself."
            ),
        ),
        PreparedComparison(
            "gates_matter",
            N_("6 When gates matter"),
            N_(
                "Hold the marked number: one LSTM unit (22 weights) against 32 plain ones (1,185 weights), both biases that PyTorch keeps counted."
            ),
            {
                "data": {"source": "hold"},
                "problem": {"kind": "many_to_many", "lookback": 40},
                "model": {"cell": "lstm", "hidden_size": 1, "input_init": "pytorch"},
                "training": {"learning_rate": 0.1, "max_steps": 500},
            },
            (
                {"model.cell": "lstm"},
                {"model.cell": "elman", "model.hidden_size": 32, "training.learning_rate": 0.03},
            ),
            _one_gated_unit_beats_32_plain_ones,
            N_(
                "One unit that can forget on purpose ends with less than a third of the error of 32 that cannot."
            ),
        ),
        PreparedComparison(
            "gates_do_not",
            N_("6 And when they do not"),
            N_("Repeat what came in five steps ago: nothing to forget, nothing to wait for."),
            {
                "data": {"source": "echo"},
                "problem": {"kind": "many_to_many", "lookback": 50},
                "model": {"hidden_size": 32},
                "training": {
                    "learning_rate": 0.01,
                    "max_steps": 400,
                    "target_loss": 0.01,
                    "evaluate_every": 5,
                },
            },
            _CELLS,
            _the_simple_rnn_is_first,
            N_(
                "The simple RNN is done first: passing its state on like a conveyor belt is all it takes, and gates are no help."
            ),
        ),
    )
}
