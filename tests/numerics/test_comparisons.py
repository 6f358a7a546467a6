"""The claim of every prepared comparison holds once it is trained, and not before."""

from __future__ import annotations

import itertools
import math

import pytest

from playground.config.experiment import Experiment
from playground.config.variants import MOST, names, variant
from playground.data.source import loaded
from playground.gallery.comparisons import COMPARISONS, Finish
from playground.runs.messages import Budget
from playground.training.advance import advance


def ends(experiment: Experiment) -> tuple[Finish, Finish]:
    """Return the state of a lane after its first training step and at its end."""
    result = advance(experiment, loaded(experiment), None, Budget())
    losses = [f.validation_loss for f in result.frames if f.validation_loss is not None]
    end = math.inf if result.stop_reason == "diverged" else losses[-1]
    return Finish(losses[0], 1), Finish(end, result.live.step)


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_claim_holds_once_trained_and_not_before(name: str) -> None:
    """For the seeds as shipped; a claim that is true of untrained networks would say nothing."""
    prepared = COMPARISONS[name]
    started, ended = zip(
        *(ends(variant(prepared.experiment, changes)) for changes in prepared.variants), strict=True
    )
    assert prepared.claim(ended), [f"{e.error:.4g} at step {e.step}" for e in ended]
    assert not prepared.claim(started)


@pytest.mark.parametrize("name", COMPARISONS)
def test_lanes_bear_different_names_of_few_words(name: str) -> None:
    """Two to four of them."""
    prepared = COMPARISONS[name]
    called = names([variant(prepared.experiment, changes) for changes in prepared.variants])
    assert 2 <= len(set(called)) == len(called) <= MOST
    assert max(map(len, called)) <= 70, called


@pytest.mark.parametrize("name", [name for name in COMPARISONS if name != "exploding"])
def test_no_prepared_comparison_speaks_of_the_error_of_a_lane_that_diverged(name: str) -> None:
    """ "Stays near chance" and "a third of the error" need an error."""
    prepared = COMPARISONS[name]
    for errors in itertools.product((0.001, 0.16, math.inf), repeat=len(prepared.variants)):
        ends = [Finish(e, 400 if k else 100) for k, e in enumerate(errors)]
        diverged_allowed = (
            name == "forget_bias"
        )  # "the others have not learned it" holds of one that diverged
        assert diverged_allowed or math.inf not in errors or not prepared.claim(ends), errors
