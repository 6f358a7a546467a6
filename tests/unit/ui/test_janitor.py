"""Closed pages: gone within a minute with all they hold, one visitor alone, with Streamlit's own
sessions and a clock of the test's.
"""

from __future__ import annotations

import gc
import os
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from playground.analysis.probe import default_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.execution.run import Run
from playground.execution.trials import Trials
from playground.execution.workers import Workers
from playground.live.exhibit_charts import RecordedDrawings
from playground.ui.session.comparison import Comparison
from playground.ui.session.focus import Focus
from playground.ui.session.janitor import LOOK_EVERY, PATIENCE, Janitor
from playground.ui.session.loading import opened
from playground.ui.session.session import Session
from playground.ui.session.uploaded_file import KeptFile
from playground.ui.shell import descriptors, film_route, preview
from playground.visitor import acting_for
from tests.asynchronous import finish

EXPERIMENT = Experiment.from_dict(
    {
        "data": {"length": 80},
        "problem": {"lookback": 4},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 12, "evaluate_every": 5},
    }
)


class Clock:
    """Seconds, as the test sets them."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class House:
    """Streamlit's sessions and the janitor."""

    def __init__(self) -> None:
        self.clock, self.files = Clock(), MemoryUploadedFileManager("/_stcore/upload_file")
        self.manager = WebsocketSessionManager(
            MemorySessionStorage(), self.files, ScriptCache(), lambda: None
        )
        self.janitor = Janitor(self.manager, self.clock)

    def visit(self, again: str | None = None) -> str:
        """Open a page, or come back to one."""
        return self.manager.connect_session(
            object(), ScriptData("main.py", is_hello=False), {}, again
        )  # type: ignore[arg-type]

    def look(self, seconds: float) -> int:
        """Let so much time go by, with all looks that fall into it."""
        gone, end = 0, self.clock.now + seconds
        while self.clock.now < end:
            self.clock.now = min(end, self.clock.now + LOOK_EVERY)
            gone += self.janitor.look()
        return gone


@pytest.fixture
def workers() -> Iterator[Workers]:
    """Workers that never answer."""
    found = Workers("inline")
    found.submit = lambda *args, **named: Future()  # type: ignore[method-assign]
    yield found
    found.stop()


def in_a_loop(test: Any) -> Any:
    """Run a test inside an event loop."""
    from functools import wraps

    @wraps(test)
    def run(*args: Any, **named: Any) -> None:
        async def whole() -> None:
            test(*args, **named)

        finish(whole())

    return run


def laid_out(workers: Workers) -> dict[str, Any]:
    """Return what a visitor may hold: a session that trains, lanes, trials, a file, a film and a
    preview.
    """
    data, windows = opened(EXPERIMENT, {})
    with acting_for("a visitor"):
        run = Run(EXPERIMENT, data, workers)
        trials = Trials({(1,): EXPERIMENT}, loaded, workers)
    ours = Session(run, windows, Focus(default_probe(windows, 0)))
    ours.files.kept["abc"] = KeptFile(b"a,b\n1,2\n" * 1000, "mine.csv")
    ours.results.reference, ours.results.test = Future(), Future()
    ours.focus.film = film_route.Film(run, ours.viewpoint(), "en", RecordedDrawings("", False))
    comparison = Comparison(ours, EXPERIMENT)
    comparison.studies.sweep = trials
    shown = preview.Preview("chart")
    shown.drawn_by(lambda _knob, _value: b"{}")
    run.start()
    trials.start()
    return {
        "session": ours,
        "comparison": comparison,
        "worth.trials": (("a", "b"), trials),
        "kept": [shown],
    }


@in_a_loop
def test_a_closed_page_is_gone_within_a_minute_with_all_it_held_though_nobody_else_comes(
    workers: Workers,
) -> None:
    """The bytes of its file, its runs and shares, what it waits for, its uploads and its
    addresses.
    """
    house = House()
    name = house.visit()
    session = house.manager.get_session_info(name).session  # type: ignore[union-attr]
    held = laid_out(workers)
    for key, value in held.items():
        session.session_state[key] = value
    house.files.add_file(name, UploadedFileRec("1", "mine.csv", "text/csv", b"a,b\n"))
    ours, shown, trials = held["session"], held["kept"][0], held["comparison"].studies.sweep
    film, file, asked = ours.focus.film.token, ours.files.kept["abc"], ours.results.reference
    assert workers.active
    assert house.look(600) == 0  # an open page stays

    house.manager.disconnect_session(name)
    assert house.look(60) == 1
    assert house.manager.list_sessions() == []
    assert (file.raw, workers.active, trials.running, ours.run.running) == (
        b"",
        set(),
        False,
        False,
    )
    assert asked.cancelled()
    assert house.files.get_files(name, ["1"]) == []
    assert len(session.session_state.filtered_state) == 0
    assert film_route._serve(_request(token=film)).status_code == 204
    assert preview._serve(_request(token=shown.token, knob="k", at=0)).status_code == 404
    left = weakref.ref(ours)
    del held, ours, shown, trials, session
    gc.collect()
    assert left() is None


@in_a_loop
def test_a_page_that_lost_its_connection_for_half_a_minute_comes_back_to_what_it_had() -> None:
    """A cut of the network is no farewell, and the next one is waited for anew."""
    house = House()
    name = house.visit()
    for _cut in range(3):
        house.manager.get_session_info(name).session.session_state["it"] = 1  # type: ignore[union-attr]
        house.look(20)
        house.manager.disconnect_session(name)
        assert house.look(PATIENCE - LOOK_EVERY) == 0
        assert house.visit(name) == name
        assert house.manager.get_session_info(name).session.session_state["it"] == 1  # type: ignore[union-attr]
    assert PATIENCE + 2 * LOOK_EVERY < 60


@in_a_loop
def test_sessions_that_streamlit_itself_forgets_are_let_go_too() -> None:
    """It keeps 128 without a connection, drops the oldest beyond and shuts none of these down."""
    house = House()
    names = [house.visit() for _n in range(130)]
    house.janitor.look()
    for name in names:
        house.manager.disconnect_session(name)
    assert len(house.manager.list_sessions()) == 128
    assert house.look(LOOK_EVERY) == 2
    assert house.look(60) == 128


@pytest.mark.skipif(sys.platform != "linux", reason="descriptors are counted in /proc")
@in_a_loop
def test_a_page_that_was_let_go_holds_no_descriptor() -> None:
    """Every session has an event loop of three; they were closed only when the collector came
    by.
    """

    def count() -> int:
        return len(os.listdir("/proc/self/fd"))

    house = House()
    gc.disable()
    try:
        before = count()
        for name in [house.visit() for _n in range(20)]:
            house.manager.disconnect_session(name)
        assert count() >= before + 50
        house.look(60)
        assert count() <= before
    finally:
        gc.enable()


def test_a_script_still_under_way_is_waited_for() -> None:
    """It would lay the table anew behind the janitor's back."""

    class Session:
        id, _scriptrunner = "a", object()
        shut = cleared = False

        def shutdown(self) -> None:
            self.shut = True

        @property
        def session_state(self) -> Any:
            session = self

            class State:
                filtered_state = ()

                def clear(self) -> None:
                    session.cleared = True

            return State()

    class Manager:
        def __init__(self) -> None:
            self.sessions: list[Any] = []

        def list_sessions(self) -> list[Any]:
            return self.sessions

        def is_active_session(self, _name: str) -> bool:
            return True

        def close_session(self, _name: str) -> None: ...

    session, manager = Session(), Manager()
    janitor = Janitor(manager)
    manager.sessions = [type("Info", (), {"session": session})]
    janitor.look()
    manager.sessions = []
    assert (janitor.look(), session.shut, session.cleared) == (0, True, False)
    session._scriptrunner = None
    assert (janitor.look(), session.cleared) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_the_limit_of_open_files_is_raised_as_far_as_the_system_allows() -> None:
    """In a process of its own, which begins with macOS's 256."""
    import subprocess

    code = (
        "import resource\n"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))\n"
        "from playground.ui.shell.descriptors import allow_many\n"
        "allow_many()\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])\n"
    )
    root = Path(descriptors.__file__).resolve().parents[3]
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    assert int(told) > 4000


def _request(**asked: Any) -> Request:
    return Request({"type": "http", "path_params": asked, "query_string": b""})
