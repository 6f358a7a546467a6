"""The Gradients page without a browser: it opens, its knobs move the picture, its link brings
everything back.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from playground.analysis.gradients.view import CELLS, View
from playground.config.experiment import Experiment
from playground.gallery.gradient_presets import PRESETS
from playground.ui.gradients import breakdown
from tests.pages.conftest import ROOT
from tests.pages.visit import link, press, sentences, session_of, settle, stage, status, whole

Open = Callable[..., AppTest]


def own(app: AppTest) -> Any:
    """Return what is set on the page."""
    return app.session_state["gradient_settings"]


def knob(app: AppTest, name: str) -> Any:
    """Return a box to choose from by the field it turns."""
    return next(w for w in app.get("selectbox") if (w.key or "").startswith(f"knob.{name}."))


def turn(app: AppTest, name: str, value: Any) -> AppTest:
    """Turn a knob; the page may not break."""
    if name == "scale":
        own(app).look(scale=value)
    elif "." in name:  # a slider of ours, which AppTest cannot move: what it does
        own(app).turn({name: value})
    else:
        knob(app, name).set_value(value)
    app.run()
    return whole(app)


def at(link: dict[str, str] | None, open_app: Open) -> AppTest:
    """Open the page by a link."""
    return open_app(link, page="gradients")


def test_the_page_opens_on_its_first_lesson_and_says_what_it_shows(open_app: Open) -> None:
    """Ten seconds: three networks, and only one of them hears what is far back."""
    app = at(None, open_app)
    assert own(app).preset is PRESETS["vanishing"]
    assert "How far back can it learn from?" in sentences(app)
    assert "only the LSTM" in sentences(app) or "the LSTM all" in sentences(app)


def test_every_preset_is_one_click_and_has_a_link_of_its_own(open_app: Open) -> None:
    """The link brings the same picture to somebody else."""
    app = at(None, open_app)
    for preset in PRESETS.values():
        press(app, preset.title)
        assert preset.shows in sentences(app)
        assert Experiment.from_query(link(app)) == preset.experiment
        assert View.from_text(link(app).get("show")) == preset.view


def test_the_link_holds_the_stage_where_the_trained_step_does_not_tell_it(open_app: Open) -> None:
    """Before training with a network that has been trained, and learning with none."""
    for shown, trained in ((None, None), ("stage:learning", None), ("stage:before", "3")):
        query = PRESETS["vanishing"].experiment.to_query()
        query |= {"show": shown} if shown else {}
        app = at(query | ({"at": trained} if trained else {}), open_app)
        assert own(app).learning == (shown == "stage:learning")
        assert link(app).get("show") == shown
        stage(app, "before" if own(app).learning else "learning")
        assert link(app).get("show") == (None if shown else "stage:learning")


def test_the_map_has_one_row_only_until_training_begins(open_app: Open) -> None:
    """What is drawn with the first press stands beside the growing map until the run ends."""
    link = PRESETS["vanishing"].experiment.to_query() | {"show": "stage:learning"}
    app = at(link, open_app)
    assert "One row so far" in sentences(app)
    press(app, "Train the LSTM")
    assert session_of(app).run.running
    assert "One row so far" not in sentences(app)


def test_knobs_change_the_experiment_and_the_link(open_app: Open) -> None:
    """What belongs to the networks has dotted keys, what belongs to the view stands under show."""
    app = press(at(None, open_app), "Exploding")
    turn(app, "problem.lookback", 500)
    turn(app, "model.spectral_radius", 0.9)
    turn(app, "model.forget_bias", 5.0)
    turn(app, "scale", 2.0)
    turn(app, "activation", "linear")
    assert {
        "problem.lookback": "500",
        "model.spectral_radius": "0.9",
        "model.forget_bias": "5.0",
    }.items() <= link(app).items()
    assert link(app)["show"] == "scale:2,linear:1"
    assert "log" not in sentences(app)
    turn(app, "start", "pytorch")
    assert own(app).experiment.model.forget_bias is None
    turn(app, "start", "identity")
    assert own(app).experiment.model.forget_bias == 1.0


def test_every_input_can_be_read(open_app: Open) -> None:
    """Short ones say what is wrong, all others are drawn."""
    app = at(
        {"data.source": "sine", "problem.lookback": "12", "model.hidden_size": "2", "v": "1"},
        open_app,
    )
    for name in knob(app, "source").options:
        knob(app, "source").select(name).run()
        whole(app)
        assert not app.error, [shown.value for shown in app.error]


def test_a_view_in_the_link_is_shown_and_an_unknown_one_is_ignored(open_app: Open) -> None:
    """Each says in a sentence what it changes."""
    app = at({"data.source": "sine", "model.hidden_size": "8", "v": "1"}, open_app)
    for show, words in (
        ("measure:absolute", "Absolute values"),
        ("measure:loss", "success looks like vanishing"),
        ("step:other,at:20", "time step 20"),
        ("step:all", "ll predictions together"),
        ("state:hidden", "The hidden state h of every cell"),
        ("nonsense", "Steps back until"),
        ("scale:nan,at:-3,step:9,linear:x", "Steps back until"),
    ):
        app.query_params["show"] = show
        whole(app.run())
        assert words in sentences(app)
        assert not app.warning


def test_the_page_runs_without_torch() -> None:
    """Its numbers are numpy's: a fresh process computes and draws the picture, and torch is not
    there.
    """
    code = """
import sys
from playground.gallery.gradient_presets import PRESETS
from playground.analysis.gradients.inputs import draw_inputs
from playground.analysis.gradients.lines import lines
from playground.figures.gradient_lines import gradient_lines
for preset in PRESETS.values():
    inputs = draw_inputs(preset.experiment)
    gradient_lines(lines(preset.experiment.model, inputs, preset.view), preset.view, 1.0, inputs.steps_before, False)
print("torch" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["False"], done.stderr


def test_training_from_here_draws_the_map_and_names_the_step_in_the_link(open_app: Open) -> None:
    """The run on the table is the Train page's own, and the picture above keeps its knobs."""
    came = {
        "data.source": "long_recall",
        "data.length": "200",
        "problem.lookback": "8",
        "model.hidden_size": "3",
        "training.max_steps": "20",
        "v": "1",
    }
    app = at(came, open_app)
    assert "One row so far" in sentences(stage(app, "learning"))
    settle(press(app, "Train the GRU"))
    assert session_of(app).experiment.model.cell == own(app).experiment.model.cell == "gru"
    assert session_of(app).run.step == 20
    assert status(app).startswith("step 20 ")
    assert "In this example the step that matters is" in sentences(app)
    assert "The gradient was clipped at" in sentences(app)
    assert link(app)["at"] == "20"
    press(app, "Exploding")
    assert "at" not in link(app)
    assert "(other settings than those shown)" in sentences(stage(app, "learning"))
    press(app, "Show its initial network")
    assert own(app).experiment == session_of(app).experiment


def test_every_part_of_where_it_goes_is_shown_for_every_cell(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each with its sentence; what would take too long says so."""
    app = at(
        {
            "data.source": "hold",
            "problem.kind": "many_to_many",
            "problem.lookback": "12",
            "model.hidden_size": "3",
            "v": "1",
        },
        open_app,
    )
    words = {
        "paths": "the direct path Πf",
        "losses": "Each row is one loss",
        "units": "units of",
        "advanced": "the gradient of the loss has norm",
    }
    for part, told in words.items():
        for cell in CELLS:
            app.query_params["show"] = f"part:{part},cell:{cell}"
            assert told in sentences(whole(app.run())), (part, cell)
    monkeypatch.setattr(breakdown, "MOST_JACOBIAN", 10)
    assert "Too large" in sentences(whole(app.run()))
