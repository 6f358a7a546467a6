"""What a visitor does and sees, in a few words, for tests of the Train page without a browser."""

from __future__ import annotations

import json
import re
import time
from typing import Any

from streamlit.testing.v1 import AppTest

from playground.player.payload import unpack
from playground.ui.sidebar.sources import pick


def own_bytes(proto: Any) -> bytes:
    """Return what one of our elements was sent, after the time and its own key."""
    data: bytes = proto.bytes
    return data[9 + data[8] :]


def session_of(app: AppTest) -> Any:
    """Return this visitor's session."""
    return app.session_state["session"]


def button(app: AppTest, label: str) -> Any:
    """Return the button of this name."""
    found = [b for b in app.button if b.label == label]
    assert found, f"no button {label!r} among {[b.label for b in app.button]}"
    return found[0]


def press(app: AppTest, label: str) -> AppTest:
    """Press a button; the page may not break."""
    button(app, label).click().run()
    return whole(app)


def change_one(app: AppTest, field: str, value: Any) -> AppTest:
    """Change one thing with its menu above the tracks."""
    menu = next(m for m in app.menu_button if m.key == f"one.{field}")
    menu.click(value).run()
    return whole(app)


def stage(app: AppTest, name: str) -> AppTest:
    """On the Gradients page look at the networks "before" training, or at one "learning"."""
    next(g for g in app.get("button_group") if g.label == "Stage").set_value(name).run()
    return whole(app)


def settle(app: AppTest, seconds: float = 60) -> AppTest:
    """Look at the page until nothing is under way, as its ticks would."""
    wait(app, seconds)
    app.run()
    return whole(app)


def wait(app: AppTest, seconds: float = 60) -> None:
    """Wait until nothing is under way, without a look at the page."""
    end = time.monotonic() + seconds
    while waiting(app) and time.monotonic() < end:
        time.sleep(0.02)
    assert not waiting(app), f"still training after {seconds} s: {status(app)}"


def waiting(app: AppTest) -> bool:
    """Return whether something is under way; a run that has just ended asks for its results."""
    session = session_of(app)
    for _time in range(2):  # it may end between the two lines
        session.touch()
        if session.waiting:
            return True
    return False


def whole(app: AppTest) -> AppTest:
    """Fail when the script ended with an exception."""
    assert not app.exception, [shown.value for shown in app.exception]
    return app


def status(app: AppTest) -> str:
    """Return the status line."""
    return next(m.value for m in app.markdown if m.value.startswith("step "))


def sentences(app: AppTest) -> str:
    """Return everything written on the page, one line each; what stands under the tracks too, if
    there are any.
    """
    kinds = (app.markdown, app.caption, app.warning, app.error, app.info)
    said = player(app)["said"] if _players(app) else ()
    return "\n".join([*(shown.value for kind in kinds for shown in kind), *said])


def player(app: AppTest) -> dict[str, Any]:
    """Return what the player was told, its numbers left out."""
    found = _players(app)
    assert found, "no player on the page"
    return unpack(own_bytes(found[0].proto))[0]


def _players(app: AppTest) -> list[Any]:
    return [
        element
        for element in app.get("bidi_component")
        if element.proto.component_name == "playground_tracks"
    ]


def sources(app: AppTest) -> dict[str, Any]:
    """Return what the list of sources was told."""
    lists = [e for e in app.get("bidi_component") if e.proto.component_name.endswith("_sources")]
    return json.loads(own_bytes(lists[0].proto))


def controls(app: AppTest) -> dict[str, Any]:
    """Return the widgets of the sidebar by their dotted field, whatever their kind."""
    kinds = (
        "selectbox",
        "slider",
        "select_slider",
        "number_input",
        "text_input",
        "multiselect",
        "button_group",
    )
    found = (w for kind in kinds for w in app.get(kind) if (w.key or "").startswith("field."))
    return {
        re.sub(r"\.\d+$", "", w.key.removeprefix("field.")): w for w in found
    }  # a number at the end: made anew when something else changed it


def control(app: AppTest, field: str) -> Any:
    """Return the widget of a dotted field, or None."""
    return controls(app).get(field)


def pace(app: AppTest, words: str) -> AppTest:
    """Choose how fast it trains: slow, normal or full."""
    next(g for g in app.get("button_group") if g.label == "Pace").set_value(words).run()
    return whole(app)


def choose(app: AppTest, field: str, value: Any) -> AppTest:
    """Set the widget of a dotted field; a source as the list of sources does."""
    if field == "data.source":
        pick(session_of(app), value)
        app.run()
        return whole(app)
    widget = control(app, field)
    assert widget is not None, f"no control for {field}"
    widget.set_value(value).run()
    return whole(app)


def link(app: AppTest) -> dict[str, str]:
    """Return the query string of the address bar."""
    return {
        key: value[0] if isinstance(value, list) else value
        for key, value in app.query_params.items()
    }
