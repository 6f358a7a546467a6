"""The page's script run without a browser (Streamlit's AppTest). Such a test sees widgets and
words, not the picture or the address bar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from playground import wording
from playground.execution import pool
from playground.execution.workers import stop_workers
from playground.ui.session import pace
from playground.ui.sidebar.groups import ORDER
from tools import messages

ROOT = Path(__file__).resolve().parents[2]
#: Expanders of the sidebar, whose contents are made when they are opened.
FOLDS = (*(f"details.{group}" for group in ORDER), "save-and-share")


class LookedUp(dict[str, str]):
    """A catalogue without translations that remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def get(self, text: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """Note the sentence and leave it as it is."""
        self.asked.add(text)
        return default


@pytest.fixture(scope="session")
def known() -> set[str]:
    """Return the sentences that translators see."""
    return {str(message.id) for message in messages.template()}


@pytest.fixture
def said(known: set[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test whose pages look up a sentence that no translator will ever see."""
    catalogue = LookedUp()
    monkeypatch.setattr(wording, "_catalogue", lambda _code: catalogue)
    yield
    missing = catalogue.asked - known
    assert not missing, (
        f"not in the catalogue: {sorted(missing)}; mark with N_ what it does not find"
    )


@pytest.fixture(scope="session")
def warm() -> None:
    """Load torch and its optimizer once, as workers do before anyone waits: no test's first
    training step then takes that long.

    What a server does once, AppTest would do for each visit: it looks through all installed
    packages for components of theirs. It would also wait for a script by asking every millisecond
    whether it has ended, which slows the script down. And what is loaded by now is not looked at
    again whenever workers stop and collect garbage.
    """
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    local_script_runner.require_widgets_deltas = _wait
    pool.warm()


def _wait(runner: LocalScriptRunner, timeout: float = 3) -> None:
    """Wait until a script has ended, as Streamlit's function of that place does."""
    thread = runner._script_thread
    assert thread is not None
    thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        runner.join()
        raise RuntimeError(f"the script did not end within {timeout} s")


@pytest.fixture
def open_app(
    said: None, warm: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., AppTest]]:
    """Yield a function that opens the playground as a visit to a link would, training in this very
    process.

    ``open_app()`` opens the bare address; ``open_app({"model.cell": "gru"})`` a link;
    ``open_app(page="cell")`` that page.
    Nothing ticks by itself here: call ``run()`` again. A script that ends with an exception fails
    the test.
    """
    monkeypatch.setenv("PLAYGROUND_EXECUTOR", "inline")
    monkeypatch.setattr(pace, "FIRST", "full")  # nobody watches
    monkeypatch.setattr(pace, "SHORTEST", 0.0)
    monkeypatch.chdir(ROOT)

    def visit(link: dict[str, str] | None = None, *, page: str | None = None) -> AppTest:
        app = AppTest.from_file(str(ROOT / "playground" / "ui" / "main.py"), default_timeout=60)
        app.query_params.update(link or {})
        for fold in FOLDS:  # a test sees what a reader finds behind them
            app.session_state[fold] = True
        if page is not None:  # at once, as a link to that page would
            app.switch_page(f"../../pages/{page}.py")
        app.run()
        assert not app.exception, [shown.value for shown in app.exception]
        return app

    stop_workers()  # one that another test left behind
    yield visit
    stop_workers()
