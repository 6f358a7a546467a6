"""The pages in Spanish: nothing on them is left in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from playground.execution.workers import stop_workers
from playground.wording import language, preferred, speaking
from tests.pages.visit import button, player, press, sentences, settle
from tools import messages

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AppTest]
SMALL = {
    "data.source": "hold",
    "problem.kind": "many_to_many",
    "problem.lookback": "10",
    "data.length": "100",
    "model.hidden_size": "2",
    "training.max_steps": "2",
}


@pytest.fixture(scope="module")
def english() -> list[tuple[str, re.Pattern[str]]]:
    """Return every English message whose Spanish differs, with a pattern for what it becomes."""
    found = []
    for message in messages.translation("es", messages.template()):
        pair = isinstance(message.id, tuple)
        for original, translated in zip(
            message.id if pair else [message.id],
            message.string if pair else [message.string],
            strict=True,
        ):
            words = re.findall(r"[A-Za-z]{2,}", re.sub(r"%?\{[^}]*\}", "", original))
            if translated and original != translated and len(words) > 1:
                parts = re.split(r"%?\{[^}]*\}", original)
                found.append((original, re.compile(".+?".join(map(re.escape, parts)))))
    return found


@pytest.fixture
def visit(warm: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Yield a function that opens a page by a link, with the real translations."""
    monkeypatch.setenv("PLAYGROUND_EXECUTOR", "inline")
    monkeypatch.chdir(ROOT)

    def open_page(link: dict[str, str], page: str = "train") -> AppTest:
        app = AppTest.from_file(str(ROOT / "playground" / "ui" / "main.py"), default_timeout=60)
        app.query_params.update(link)
        if page != "train":
            app.switch_page(f"../../pages/{page}.py")
        app.run()
        assert not app.exception, [shown.value for shown in app.exception]
        return app

    stop_workers()
    yield open_page
    stop_workers()


def texts(app: AppTest) -> set[str]:
    """Return every text of a page: what is written, labels and help of controls, and the player."""
    found = set(sentences(app).splitlines())
    for kind in ("button", "selectbox", "slider", "select_slider", "number_input", "text_input"):
        for widget in app.get(kind):
            found |= {widget.label, getattr(widget.proto, "help", "")}
            found |= set(getattr(widget, "options", ()))
    for group in app.get("button_group"):
        found |= {group.label, *map(str, group.options)}
    if any(e.proto.component_name == "playground_tracks" for e in app.get("bidi_component")):
        about = player(app)
        found |= {about["title"], about["alt"], *about["words"].values()}
        for track in about["tracks"]:
            found |= {track["label"], track["note"]}
    return {part.strip(" #*") for text in found for part in re.split(r" · |  \n", text)} - {""}


def left_in(shown: set[str], english: list[tuple[str, re.Pattern[str]]]) -> dict[str, str]:
    """Return the texts that are English messages, and which."""
    return {
        text: original for text in shown for original, pattern in english if pattern.fullmatch(text)
    }


@pytest.mark.parametrize("page", ["train", "cell", "gradients", "compare", "data"])
def test_no_english_message_is_left_on_a_page(
    page: str, visit: Open, english: list[tuple[str, re.Pattern[str]]]
) -> None:
    """What is shown is compared with every message of the catalogue, its fields filled with
    anything.
    """
    assert left_in(texts(visit({**SMALL, "lang": "es"}, page)), english) == {}
    assert len(left_in(texts(visit({**SMALL, "lang": "en"}, page)), english)) > 3


def test_the_buttons_and_the_status_are_english_for_english_only(visit: Open) -> None:
    """Programs that drive the page rely on these words with ``lang=en``."""
    app = settle(press(visit({**SMALL, "lang": "en"}), "Train"))
    assert any(shown.value.startswith("step 2") for shown in app.markdown)
    app = visit({**SMALL, "lang": "es"})
    assert [button(app, label).label for label in ("Entrenar", "Un paso", "Reiniciar")]
    assert any(shown.value.startswith("paso 0") for shown in app.markdown)


def test_the_switch_writes_the_language_into_the_link_and_keeps_the_experiment(visit: Open) -> None:
    """And the whole page follows, with what had been refused before."""
    app = visit({**SMALL, "model.hidden_size": "0", "lang": "en"})
    assert "from 1 to" in sentences(app)
    switch = next(g for g in app.get("button_group") if g.key == "language.choice")
    switch.set_value("es").run()
    assert app.query_params["lang"] in ("es", ["es"])
    assert "Pesos nuevos" in {b.label for b in app.button}
    assert "necesita un número entero de 1 a" in sentences(app)


def test_the_browsers_language_counts_where_the_link_names_none() -> None:
    """The first that there is, in the order of preference."""
    assert preferred("es-AR,es;q=0.9,en;q=0.8") == "es"
    assert preferred("fr,en;q=0.5,es;q=0.7") == "es"
    assert preferred("de-DE,ja;q=0.9") == "en"
    assert preferred("x" * 10_000) == preferred(";q=,;q=a,") == "en"


def test_a_language_is_used_only_inside() -> None:
    """A thread that works for somebody else's page goes back to its own."""
    with speaking("es"):
        assert language() == "es"
    assert language() == "en"
