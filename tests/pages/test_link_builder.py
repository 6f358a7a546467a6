"""The builder of a link for a class, and how many trainings its readers cost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from playground.execution.workers import Workers
from tests.pages.visit import own_bytes, press, sentences, session_of, settle, whole

Open = Callable[..., AppTest]
SMALL = {
    "data.length": "200",
    "problem.lookback": "10",
    "model.hidden_size": "4",
    "training.max_steps": "60",
    "v": "1",
}


def address(app: AppTest) -> dict[str, str]:
    """Return the link that the builder offers, as its reader's server reads it."""
    found = [e for e in app.get("bidi_component") if e.proto.component_name == "playground_copy"]
    text = json.loads(own_bytes(found[0].proto))["text"]
    return dict(parse_qsl(urlsplit(text).query))


def widget(app: AppTest, kind: str, label: str) -> Any:
    """Return the builder's widget of this label."""
    return next(w for w in app.get(kind) if w.label == label and w.key.startswith("classroom."))


def test_the_builder_leads_to_the_room_that_it_describes(open_app: Open) -> None:
    """What is on screen, trained to a step, with hidden and locked controls, in Spanish."""
    app = press(open_app(SMALL | {"show": "t:4"}), "Link for a class")
    widget(app, "number_input", "Trained to step").set_value(30).run()
    widget(app, "multiselect", "Hide").set_value(["seeds", "page.cell"]).run()
    widget(app, "multiselect", "Lock").set_value(["model.cell"]).run()
    widget(app, "selectbox", "Language").set_value("es").run()
    widget(app, "toggle", "Present").set_value(True).run()
    said = sentences(whole(app))
    assert "Opens trained to step 30." in said
    assert "Hidden: Seeds, Inside the cell." in said
    assert "Locked: Cell; Gradients and Compare are closed." in said
    came = address(app)
    assert len(came["seal"]) == 10
    assert {k: v for k, v in came.items() if k != "seal"} == SMALL | {
        "at": "30",
        "show": "t:4",
        "hide": "seeds,page.cell",
        "lock": "model.cell",
        "lang": "es",
        "present": "1",
    }
    del came["lang"]
    reader = settle(open_app(came))
    assert session_of(reader).run.step == 30
    assert session_of(reader).room.locks("model.cell")
    assert any(b.label == "Stop presenting" for b in reader.button)


def test_exhibits_and_lessons_can_be_chosen_whatever_is_on_screen(open_app: Open) -> None:
    """An exhibit opens trained to its end, a lesson at one of its steps."""
    app = press(open_app(SMALL), "Link for a class")
    widget(app, "selectbox", "Opens").set_value("exhibit.vanishing").run()
    assert address(whole(app))["at"]
    widget(app, "selectbox", "Opens").set_value("lesson.remember").run()
    widget(app, "selectbox", "Begins at step").set_value(3).run()
    assert address(whole(app)) == {"lesson": "remember", "step": "3"}


def test_many_openings_of_one_link_cost_one_training(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is at the step of the link; only the first asks for training steps."""
    asked: list[str] = []
    submit = Workers.submit

    def counted(self: Workers, task: str, *args: Any, **named: Any) -> Any:
        asked.append(task)
        return submit(self, task, *args, **named)

    monkeypatch.setattr(Workers, "submit", counted)
    link = SMALL | {"training.seed": "271", "at": "60", "lock": "model.cell", "hide": "seeds"}
    first = settle(open_app(link))
    assert session_of(first).run.step == 60
    trained = asked.count("advance")
    assert trained
    for _visitor in range(5):
        app = open_app(link)
        assert session_of(app).run.step == 60
        assert session_of(app).run.live.train_loss == session_of(first).run.live.train_loss
    assert asked.count("advance") == trained
