"""A call that takes too long ends alone, one nobody waits for is not begun, and workers neither
push nor outlive their server.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playground.config.experiment import Experiment
from playground.data.source import load
from playground.errors import TrainingError
from playground.execution import overrun
from playground.execution.tasks import perform
from playground.execution.worker_process import NICENESS, stop_when_hung_up
from playground.execution.workers import Workers
from playground.runs.messages import Advanced, Budget

ROOT = Path(__file__).resolve().parents[3]
EXPERIMENT = Experiment.from_dict(
    {
        "data": {"length": 80},
        "problem": {"lookback": 4},
        "model": {"hidden_size": 2},
        "training": {"max_steps": 12, "evaluate_every": 5},
    }
)
DATA = load(EXPERIMENT.data, lookback=4)
WAIT = 120


def noted(diary: Path, *, stuck: bool = False) -> Any:
    """Return a budget that notes in a file that its call was begun; with ``stuck``, one whose call
    then takes an hour.
    """

    class Noted:  # a class inside a function travels by value, so the worker needs no test module
        steps = 1

        @property
        def seconds(self) -> float:
            with diary.open("a", encoding="ascii") as file:
                file.write("begun\n")
            if stuck:
                time.sleep(3600)
            return 1e9

    return Noted()


def until(true: Any) -> bool:
    """Return whether something came true before a generous deadline."""
    deadline = time.monotonic() + WAIT
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(true())


def alive(pid: int) -> bool:
    """Return whether a process is there and more than a name."""
    try:
        os.kill(pid, 0)
        return (
            Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
            if Path("/proc/self").exists()
            else True
        )
    except (ProcessLookupError, FileNotFoundError):
        return False


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """One worker process, warmed, for all tests of this file."""
    workers = Workers("loky", 1)
    workers.start()
    workers.submit("advance", EXPERIMENT, None, Budget(1), series=DATA).result(WAIT)
    yield workers
    workers.stop()


def test_call_over_its_time_is_ended_with_a_sentence_and_only_once(
    pool: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not repeated as after a crash; the calls behind it get what they would have got, and no
    strike.
    """
    monkeypatch.setattr(overrun, "MOST_SECONDS", 1.0)
    stuck = pool.submit(
        "advance", EXPERIMENT, None, noted(tmp_path / "diary", stuck=True), series=DATA
    )
    monkeypatch.setattr(overrun, "MOST_SECONDS", float(WAIT))
    behind = [pool.submit("advance", EXPERIMENT, None, Budget(), series=DATA) for _ in range(5)]
    with pytest.raises(TrainingError, match="more than"):
        stuck.result(WAIT)
    expected: Advanced = perform("advance", "a name", DATA, (EXPERIMENT, None, Budget()), {})
    assert [call.result(WAIT).state == expected.state for call in behind] == [True] * 5
    assert (tmp_path / "diary").read_text() == "begun\n"
    assert not len(pool._retries)


def test_cancelled_call_is_not_begun_though_it_stands_in_the_queue_of_the_workers(
    pool: Workers, tmp_path: Path
) -> None:
    """loky takes a few calls ahead and never gives them back; a page that was closed must not be
    worked for.
    """
    gate = tmp_path / "gate"

    class Waiting:
        steps = 1

        @property
        def seconds(self) -> float:
            while not gate.exists():
                time.sleep(0.01)
            return 1e9

    first = pool.submit("advance", EXPERIMENT, None, Waiting(), series=DATA)
    unwanted = [
        pool.submit("advance", EXPERIMENT, None, noted(tmp_path / "diary"), series=DATA)
        for _ in range(6)
    ]
    for call in unwanted:
        call.cancel()
    last = pool.submit("advance", EXPERIMENT, None, Budget(1), series=DATA)
    gate.touch()
    assert first.result(WAIT).steps == last.result(WAIT).steps == 1
    assert not (tmp_path / "diary").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="priorities are classes there")
def test_workers_and_the_reader_of_files_give_way_to_the_pages(pool: Workers) -> None:
    """All of them, so that a page is drawn while everybody trains."""
    pool._readers.submit("guess", b"a,b\n1,2\n3,4\n", "a.csv").exception(WAIT)
    found = [*pool._pool._processes, *pool._readers._pool._processes]
    assert len(found) == 2
    server = os.getpriority(os.PRIO_PROCESS, 0)
    assert all(os.getpriority(os.PRIO_PROCESS, pid) >= max(server, NICENESS) for pid in found)
    assert server < NICENESS, "run the tests at normal priority"


#: Its workers load no torch: what they would train with takes no part in how they end.
SERVER = """
import sys, time
from playground.execution import workers as module
from playground.execution.worker_process import end_with_parent
from playground.execution.workers import Workers
if __name__ == "__main__":
    module.settle = end_with_parent
    workers = Workers("loky", 1)
    workers.start()
    workers._readers.submit("guess", b"", "a.csv").exception(100)
    workers._pool.submit(int).result(100)
    from loky.backend.resource_tracker import _resource_tracker as tracker
    print(*workers._pool._processes, *workers._readers._pool._processes, tracker._pid, flush=True)
    sys.stdin.readline()
    {end}
"""


def server(tmp_path: Path, end: str) -> subprocess.Popen:
    """Start a small process that owns a pool and a reader; a line on its input makes it do
    ``end``.
    """
    file = tmp_path / "server.py"
    file.write_text(SERVER.format(end=end), encoding="utf-8")
    here = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default"}
    return subprocess.Popen(
        [sys.executable, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=here,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_workers_do_not_outlive_a_killed_server(tmp_path: Path) -> None:
    """Nor do the reader of files and loky's own helper."""
    with server(tmp_path, "time.sleep(3600)") as process:
        assert process.stdout is not None
        found = [int(pid) for pid in process.stdout.readline().split()]
        try:
            assert len(found) == 3
            assert all(alive(pid) for pid in found)
        finally:
            process.kill()
        assert until(lambda: not any(alive(pid) for pid in found))


BROKEN_AND_STOPPED = """import os, signal
    os.kill(next(iter(workers._pool._processes)), 9)
    try:
        workers._pool.submit(time.sleep, 1000).result(100)
    except Exception as error:
        kept = error
    workers._replace(0)
    workers._ready().submit(int).result(100)
    workers.stop()
    del kept
    os.kill(os.getpid(), signal.SIGTERM)"""


@pytest.mark.skipif(sys.platform == "win32", reason="semaphores have no names there")
def test_server_that_is_stopped_leaves_no_semaphores(tmp_path: Path) -> None:
    """It ends by the signal, which runs no clean-up of Python's; a pool that broke before is kept
    in memory by its own error.
    """
    with server(tmp_path, BROKEN_AND_STOPPED) as process:
        _out, told = process.communicate("go\n", timeout=WAIT)
    assert process.returncode == -signal.SIGTERM
    assert "leaked" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGQUIT"])
def test_closed_terminal_stops_the_server_as_a_stop_does(name: str) -> None:
    """And one that was started to outlive its terminal stays."""
    number, told = getattr(signal, name), []
    before = {each: signal.getsignal(each) for each in (number, signal.SIGTERM)}
    try:
        signal.signal(signal.SIGTERM, lambda *_: told.append("stop"))
        signal.signal(number, signal.SIG_IGN)
        stop_when_hung_up()
        signal.raise_signal(number)
        assert told == []
        signal.signal(number, signal.SIG_DFL)
        stop_when_hung_up()
        signal.raise_signal(number)
        assert told == ["stop"]
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
