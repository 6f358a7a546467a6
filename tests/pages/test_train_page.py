"""The Train page: what it opens on, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.errors import PlaygroundError
from playground.gallery.exhibits import EXHIBITS
from tests.pages.visit import (
    button,
    change_one,
    choose,
    link,
    pace,
    press,
    sentences,
    session_of,
    settle,
    status,
    whole,
)

Open = Callable[..., AppTest]
#: A small problem: a step takes a millisecond or two.
SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "training.max_steps": "60",
    "training.evaluate_every": "20",
    "v": "1",
}
#: A plain network with growing states, steps that are far too long, and nothing that shortens them.
EXPLODING = SMALL | {
    "model.cell": "elman",
    "model.nonlinearity": "relu",
    "model.spectral_radius": "3",
    "model.hidden_size": "16",
    "problem.lookback": "40",
    "training.optimizer": "sgd",
    "training.learning_rate": "0.5",
    "training.grad_clip_norm": "null",
}


def test_the_bare_address_opens_on_the_first_exhibit_trained(open_app: Open) -> None:
    """And leads to its full link."""
    app = open_app()
    exhibit = EXHIBITS["remember"]
    assert session_of(app).experiment == exhibit.experiment
    assert status(app).startswith("step 500 · ")
    assert "At ▲ it forgets" in sentences(app)
    assert link(app) == exhibit.link()


def test_what_one_visitor_does_leaves_the_first_screen_of_the_next_as_it_was(
    open_app: Open,
) -> None:
    """The shelf of runs is shared, half a run on it too."""
    settle(press(press(open_app(), "Reset"), "Step"))
    assert status(open_app()).startswith("step 500 · ")


def test_results_on_the_test_part_appear_beside_simple_forecasts(open_app: Open) -> None:
    """The network's row comes first."""
    said = sentences(settle(open_app()))
    rows = [line for line in said.splitlines() if line.startswith("| ")]
    assert rows[1].startswith("| this network |")
    assert len(rows) > 3
    assert "of that of the best baseline" in said


def test_a_run_that_opens_finished_is_never_said_to_be_unfinished(open_app: Open) -> None:
    """While its results are computed, once they are known, and where they cannot be."""
    unfinished = "once the run has finished"
    app = open_app()
    results = session_of(app).results
    results.test = Future()
    said = sentences(whole(app.run()))
    assert "The run has finished; its results are being computed." in said
    assert unfinished not in said
    results.test.set_exception(PlaygroundError("no worker is left"))
    said = sentences(whole(app.run()))
    assert "The results could not be computed." in said
    assert unfinished not in said
    results.forget_test()
    said = sentences(settle(app))
    assert "| this network |" in said
    assert unfinished not in said


def test_a_run_that_has_not_begun_says_when_its_results_are_shown(open_app: Open) -> None:
    """It opens untrained, or is reset."""
    promise = "Shown with the baselines once the run has finished."
    app = open_app(SMALL)
    assert promise in sentences(app)
    settle(press(app, "Train"))
    assert promise not in sentences(app)
    assert promise in sentences(press(app, "Reset"))


def test_the_buttons_read_exactly_as_other_programs_know_them(open_app: Open) -> None:
    """Train becomes Pause while it trains."""
    app = open_app(SMALL)
    assert [b.label for b in app.button if b.label in ("Train", "Pause", "Step", "Reset")] == [
        "Train",
        "Step",
        "Reset",
    ]
    press(app, "Train")
    assert [b.label for b in app.button if b.label in ("Train", "Pause", "Step", "Reset")] in (
        ["Pause", "Step", "Reset"],
        ["Train", "Step", "Reset"],
    )


def test_a_slow_run_can_be_paused_and_goes_on(open_app: Open) -> None:
    """At ten steps a second sixty steps do not fly by."""
    app = open_app(SMALL)
    pace(app, "slow")
    press(app, "Train")
    assert button(app, "Step").disabled
    assert "stops at step 60" in status(app)
    press(app, "Pause")
    settle(app)
    paused = session_of(app).run.step
    assert 0 < paused < 60
    assert status(app).startswith(f"step {paused} · ")
    assert "paused" in status(app)
    pace(app, "full")
    press(app, "Train")
    settle(app)
    assert session_of(app).run.step == 60
    assert "finished: all 60 training steps done" in status(app)


def test_pause_waits_for_the_steps_under_way_and_then_stands_still(open_app: Open) -> None:
    """Status line, link and network agree, so that the next step is one step."""
    app = open_app(SMALL | {"model.hidden_size": "64", "training.max_steps": "100000"})
    for _ in range(3):
        press(app, "Train")
        app.run()
        settle(press(app, "Pause"))
        at = session_of(app).run.step
        assert status(app).startswith(f"step {at} ")
        assert link(app).get("at", "0") == str(at)
        settle(press(app, "Step"))
        assert session_of(app).run.step == at + 1


def test_step_advances_one_training_step(open_app: Open) -> None:
    """Three presses are three steps."""
    app = open_app(SMALL)
    assert "not trained yet" in status(app)
    for number in (1, 2, 3):
        settle(press(app, "Step"))
        assert session_of(app).run.step == number
        assert status(app).startswith(f"step {number} ·")
        assert link(app)["at"] == str(number)


def test_reset_returns_to_identical_weights_and_repeats_the_run(open_app: Open) -> None:
    """Bit for bit."""
    app = open_app(SMALL)
    first = session_of(app).run.live.weights.copy()
    settle(press(app, "Train"))
    rows = session_of(app).run.recording.rows
    trained = session_of(app).run.live.weights
    assert not np.array_equal(first, trained)
    press(app, "Reset")
    assert status(app).startswith("step 0")
    assert "at" not in link(app)
    np.testing.assert_array_equal(session_of(app).run.live.weights, first)
    settle(press(app, "Train"))
    np.testing.assert_array_equal(session_of(app).run.live.weights, trained)
    assert session_of(app).run.recording.rows == rows


def test_new_weights_draws_others_and_says_so_in_the_link(open_app: Open) -> None:
    """It is the next weight seed; undo brings the old ones back."""
    app = open_app(SMALL)
    first = session_of(app).run.live.weights.copy()
    settle(press(app, "Step"))
    press(app, "New weights")
    assert status(app).startswith("step 0")
    assert not np.array_equal(session_of(app).run.live.weights, first)
    assert link(app)["model.seed"] == "1"
    press(app, "Undo last change")
    np.testing.assert_array_equal(
        session_of(app).run.live.weights
        if session_of(app).run.step == 0
        else session_of(app).run._initial,
        first,
    )
    assert "model.seed" not in link(app)


def test_train_on_a_finished_run_begins_again(open_app: Open) -> None:
    """And more steps go on instead."""
    app = settle(press(open_app(SMALL), "Train"))
    rows = session_of(app).run.recording.rows
    press(app, "+60 steps")
    settle(app)
    assert session_of(app).run.step == 120
    assert link(app)["training.max_steps"] == "120"
    assert session_of(app).run.recording.rows[: len(rows)] == rows


def test_undo_takes_changes_back_one_by_one(open_app: Open) -> None:
    """Until there is nothing to take back."""
    app = open_app(SMALL)
    assert button(app, "Undo last change").disabled
    choose(app, "model.cell", "gru")
    choose(app, "data.noise", 0.2)
    assert (link(app)["model.cell"], link(app)["data.noise"]) == ("gru", "0.2")
    press(app, "Undo last change")
    assert link(app)["model.cell"] == "gru"
    assert "data.noise" not in link(app)
    press(app, "Undo last change")
    assert link(app) == SMALL
    assert button(app, "Undo last change").disabled


def test_divergence_is_told_with_its_step_and_a_remedy_that_trains(open_app: Open) -> None:
    """What was on screen before the bad step stays."""
    app = settle(press(open_app(EXPLODING | {"model.spectral_radius": "1.5"}), "Train"))
    run = session_of(app).run
    assert run.step > 0
    assert run.recording.stop_reason == "diverged"
    assert run.failed_step is not None
    assert run.step == run.failed_step - 1
    assert np.isfinite(run.live.weights).all()
    assert f"training step {run.failed_step} was not finite" in status(app)
    assert any(f"step {run.failed_step}" in shown.value for shown in app.error)
    press(app, "Clip the gradient at 1 and train again")
    settle(app)
    assert session_of(app).experiment.training.grad_clip_norm == 1.0
    assert status(app).startswith("step 60 ·")


def test_a_network_that_overflows_untrained_gets_the_remedy_that_helps(open_app: Open) -> None:
    """Three to the fortieth power is too large, however gently one trains."""
    app = settle(press(open_app(EXPLODING), "Train"))
    assert status(app) == "step 0 · diverged: training step 1 was not finite"
    assert any("with a spectral radius of 3 they may" in shown.value for shown in app.error)
    press(app, "Start with spectral radius 1 and train again")
    settle(app)
    assert session_of(app).run.step > 0


def test_divergence_with_clipping_offers_a_smaller_learning_rate(open_app: Open) -> None:
    """Until it trains to the end."""
    app = settle(
        press(
            open_app(
                EXPLODING
                | {
                    "model.spectral_radius": "1",
                    "training.grad_clip_norm": "1",
                    "training.learning_rate": "10",
                }
            ),
            "Train",
        )
    )
    assert session_of(app).run.recording.stop_reason == "diverged"
    press(app, "Train again with learning rate 0.1")
    settle(app)
    assert session_of(app).experiment.training.learning_rate == 0.1
    assert status(app).startswith("step 60 ·")


def test_a_learning_rate_changed_in_mid_run_is_remembered(open_app: Open) -> None:
    """The link then repeats the run; reset forgets it."""
    app = open_app(SMALL)
    for _ in range(2):
        settle(press(app, "Step"))
    choose(app, "training.learning_rate", 0.003)
    assert session_of(app).run.step == 2
    assert [(c.step, c.field, c.value) for c in session_of(app).experiment.training.changes] == [
        (3, "learning_rate", 0.003)
    ]
    assert session_of(app).experiment.training.learning_rate == 0.01
    settle(press(app, "Step"))
    assert session_of(app).run.live.learning_rate == pytest.approx(0.003)
    again = whole(open_app(link(app)))
    settle(again)
    assert session_of(again).run.live.step == 3
    np.testing.assert_array_equal(
        session_of(again).run.live.weights, session_of(app).run.live.weights
    )
    press(app, "Reset")
    assert session_of(app).experiment.training.changes == ()


def test_change_one_thing_trains_at_once_and_leads_back(open_app: Open) -> None:
    """The exhibit's variations are a click each."""
    app = open_app()
    change_one(app, "model.cell", "elman")
    assert session_of(app).experiment.model.cell == "elman"
    assert session_of(app).run.running or session_of(app).run.step > 0
    press(app, "Back to the exhibit")
    assert session_of(app).experiment == EXHIBITS["remember"].experiment
    assert status(app).startswith("step 500")


def test_the_next_example_is_another_one(open_app: Open) -> None:
    """And so is the next window of a series."""
    app = open_app()
    first = session_of(app).focus.probe
    press(app, "Next example")
    assert session_of(app).focus.probe.number != first.number
    app = open_app(SMALL)
    first = session_of(app).focus.probe
    press(app, "Window after")
    assert session_of(app).focus.probe.number == first.number + 10
    press(app, "Window before")
    assert session_of(app).focus.probe.number == first.number


def test_the_layer_looked_at_can_be_chosen(open_app: Open) -> None:
    """Of a deep network only."""
    app = open_app(SMALL | {"model.num_layers": "3"})
    layers = next(g for g in app.get("button_group") if g.label == "Layer")
    layers.set_value(2).run()
    whole(app)
    assert session_of(app).focus.layer == 2
    choose(app, "model.num_layers", 1)
    assert session_of(app).focus.layer == 0
