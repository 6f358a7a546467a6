"""Prepared comparisons: an experiment, its variants, and a claim that is tested."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playground.config.cells import GRU, LSTM, SIMPLE_RNN
from playground.config.experiment import Experiment
from playground.wording import N_


@dataclass(frozen=True)
class Finish:
    """The end of one variant's training.

    Parameters
    ----------
    error : float
        Last validation error; infinite if it diverged.
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
    name : str
        Name in links and tests.
    title, question : str
        Title and task (message ids).
    description : mapping
        The experiment, as JSON; missing fields have their defaults.
    variants : tuple of mapping
        Dotted fields in which each variant differs.
    claim : callable
        Predicate on the ends of the variants, in their order; false before training.
    conclusion : str
        Sentence to show while the claim holds (a message id).
    """

    name: str
    title: str
    question: str
    description: Mapping[str, Any]
    variants: tuple[Mapping[str, Any], ...]
    claim: Callable[[Sequence[Finish]], bool]
    conclusion: str

    @cached_property
    def experiment(self) -> Experiment:
        """The experiment, checked."""
        return Experiment.from_dict(self.description)


#: Mean squared error below which the memory tasks here count as solved.
SOLVED = 0.01


def _gated_cells_solve_the_adding_problem(ends: Sequence[Finish]) -> bool:
    rnn, gru, lstm = ends
    # Always predicting the mean gives 1/6.
    return gru.error <= SOLVED and lstm.error <= SOLVED and 0.1 < rnn.error < 0.25


def _only_the_open_gate_remembers(ends: Sequence[Finish]) -> bool:
    *closed, open_ = ends
    return open_.error <= SOLVED and all(e.error > 0.1 for e in closed)


def _clipping_prevents_divergence(ends: Sequence[Finish]) -> bool:
    free, clipped, adam = ends
    return (
        math.isinf(free.error)
        and math.isfinite(clipped.error)
        and math.isfinite(adam.error)
        and clipped.step > free.step
    )


def _one_lstm_unit_beats_32_simple_units(ends: Sequence[Finish]) -> bool:
    lstm, rnn = ends
    return lstm.error < rnn.error / 3 and math.isfinite(rnn.error)


def _the_simple_rnn_is_fastest(ends: Sequence[Finish]) -> bool:
    rnn, *others = ends
    return rnn.error <= SOLVED and all(e.error <= SOLVED and e.step > rnn.step for e in others)


_CELLS: tuple[Mapping[str, Any], ...] = (
    {"model.cell": SIMPLE_RNN},
    {"model.cell": GRU},
    {"model.cell": LSTM},
)

COMPARISONS: dict[str, PreparedComparison] = {
    prepared.name: prepared
    for prepared in (
        PreparedComparison(
            "adding",
            N_("Adding problem, 100 steps"),
            N_(
                "Two of a hundred numbers are marked; the network must output their sum at the end. Which cells can?"
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
            _gated_cells_solve_the_adding_problem,
            N_(
                "GRU and LSTM carry both numbers over a hundred steps. The simple RNN stays near chance."
            ),
        ),
        PreparedComparison(
            "forget_bias",
            N_("Where the forget gate starts"),
            N_(
                "One number near the beginning must be recalled at least 27 steps later. The same LSTM, with different biases of the forget gate at the start."
            ),
            {
                "data": {"source": "long_recall"},
                "problem": {"kind": "many_to_one", "lookback": 30},
                "model": {"cell": LSTM, "hidden_size": 8},
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
            _only_the_open_gate_remembers,
            N_(
                "Only the LSTM that starts with a forget bias of 3 has learned it; the others have not, and neither has PyTorch's default."
            ),
        ),
        PreparedComparison(
            "exploding",
            N_("One huge gradient"),
            N_(
                "A simple RNN with large recurrent weights: plain gradient descent, the same with gradient clipping, and Adam without clipping."
            ),
            {
                "data": {"source": "stopwatch"},
                "problem": {"kind": "many_to_many", "lookback": 40},
                "model": {"cell": SIMPLE_RNN, "hidden_size": 32, "spectral_radius": 1.5},
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
            _clipping_prevents_divergence,
            N_(
                "Without clipping, training diverges; with clipping it continues, because clipping shortens the gradient and keeps its direction. Adam manages without, since it scales every step itself."
            ),
        ),
        PreparedComparison(
            "gates_matter",
            N_("When gates matter"),
            N_(
                "Hold the marked number: one LSTM unit (22 weights) against 32 simple RNN units (1,185 weights), with both biases that PyTorch keeps."
            ),
            {
                "data": {"source": "hold"},
                "problem": {"kind": "many_to_many", "lookback": 40},
                "model": {"cell": LSTM, "hidden_size": 1, "input_init": "pytorch"},
                "training": {"learning_rate": 0.1, "max_steps": 500},
            },
            (
                {"model.cell": LSTM},
                {"model.cell": SIMPLE_RNN, "model.hidden_size": 32, "training.learning_rate": 0.03},
            ),
            _one_lstm_unit_beats_32_simple_units,
            N_(
                "One unit that can forget on purpose ends with less than a third of the error of 32 units that cannot."
            ),
        ),
        PreparedComparison(
            "gates_do_not",
            N_("And when they do not"),
            N_(
                "Repeat the input of five steps ago: there is nothing to forget and nothing to wait for."
            ),
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
            _the_simple_rnn_is_fastest,
            N_(
                "The simple RNN learns it first: passing its state along like a conveyor belt is all it takes, and gates do not help."
            ),
        ),
    )
}
