"""Strangers' files are read apart: what ends the reader ends in a sentence, and the next file is
read.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from playground.errors import DataError
from playground.execution import readers, sandbox
from playground.execution.readers import Readers

ROOT = Path(__file__).resolve().parents[3]
GOOD = b"a,b\n1,2\n2,3\n"


@pytest.fixture
def reader() -> Iterator[Readers]:
    """Yield a reader in a process of its own."""
    found = Readers(apart=True)
    found.start()
    yield found
    found.stop()


def pid(reader: Readers) -> int:
    """Return the number of the reader's process."""
    return next(iter(reader._pool._processes))


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no such signals here")
def test_a_file_that_kills_its_reader_ends_in_a_sentence_and_the_next_is_read(
    reader: Readers,
) -> None:
    """The process is stopped so that the call is surely under way when it dies."""
    assert reader.submit("guess", GOOD, "a.csv").result(60).rows == 2
    first = pid(reader)
    os.kill(first, signal.SIGSTOP)
    call = reader.submit("guess", GOOD, "a.csv")
    time.sleep(0.2)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(DataError, match="was stopped; try a smaller"):
        call.result(60)
    assert reader.submit("read", GOOD, "a.csv", target="a").result(60).values.tolist() == [
        [1, 2],
        [2, 3],
    ]
    assert pid(reader) != first


def test_what_takes_too_long_or_too_much_ends_by_itself() -> None:
    """A parser that never gives way ends its process; one that asks for too much memory is told
    so.
    """
    hang = "sandbox.READING['guess'] = ('time', 'sleep'); sandbox.perform('guess', (600,), {}, 0.3)"
    greedy = "sandbox.settle(sandbox.os.getppid()); sandbox.READING['guess'] = ('numpy', 'ones'); sandbox.perform('guess', (10**9,), {}, 20)"
    # on a busy machine two seconds of computing may take long
    busy = "sandbox.PATIENCE = 50; sandbox.READING['guess'] = ('builtins', 'eval'); sandbox.perform('guess', ('sum(iter(int, 1))',), {}, 2)"
    for code, wanted in (
        (hang, r""),
        (busy, r""),
        (greedy, r".*of memory; try a smaller[^\n]*\n"),
    ):
        if code is not hang and sys.platform != "linux":
            continue
        done = subprocess.run(
            [sys.executable, "-c", "from playground.execution import sandbox; " + code],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == (-signal.SIGXCPU if code is busy else 1)
        assert re.fullmatch(wanted, done.stderr, re.DOTALL), done.stderr


@pytest.fixture
def blocked(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Readers, threading.Event, list[str]]]:
    """Yield a reader in a thread whose files called "slow" wait for an event, and the names in the
    order in which they were read.
    """
    go, seen = threading.Event(), []

    def read(raw: bytes, name: str) -> str:
        seen.append(name)
        if name == "slow":
            assert go.wait(60)
        if raw == b"bad":
            raise DataError("this file is bad.")
        return name

    monkeypatch.setattr(sandbox, "upload_of_a_test", SimpleNamespace(read=read), raising=False)
    monkeypatch.setitem(
        sandbox.READING, "guess", ("playground.execution.sandbox", "upload_of_a_test.read")
    )
    monkeypatch.setattr(readers, "_LOOK_EVERY", 0.01)
    found = Readers(apart=False)
    yield found, go, seen
    go.set()
    found.stop()


def test_a_file_behind_others_is_told_its_place_and_read_in_its_turn(blocked: Any) -> None:
    """Each visitor has one file in the queue: whoever gives three of them does not come before
    everybody else three times.
    """
    reader, go, seen = blocked
    first = threading.Thread(
        target=reader.ask, args=("a", lambda _place: None, "guess", b"", "slow")
    )
    first.start()
    while not seen:
        time.sleep(0.001)
    hasty = [
        reader._enter(readers.Call("guess", (b"", name), {}, "a", name))
        for name in ("one", "two", "three")
    ]
    told: list[int] = []

    def waiting(before: int) -> None:
        told.append(before)
        go.set()

    assert reader.ask("b", waiting, "guess", b"", "innocent") == "innocent"
    assert told[0] == 2
    first.join()
    assert [call.future.cancelled() for call in hasty] == [True, True, False]
    assert seen == ["slow", "three", "innocent"]


def test_who_asks_the_same_again_keeps_their_place(blocked: Any) -> None:
    """Every click runs the page anew."""
    reader, _go, _seen = blocked
    call = reader._enter(readers.Call("guess", (b"", "slow"), {}, "a", "f"))
    waits = reader._enter(readers.Call("guess", (b"", "x"), {}, "b", "g"))
    assert reader._enter(readers.Call("guess", (b"", "slow"), {}, "a", "f")) is call
    assert reader._enter(readers.Call("guess", (b"", "x"), {}, "b", "g")) is waits


def test_waiting_too_long_is_no_fault_of_the_file(
    blocked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The call is dropped, and the file is read when it is given again."""
    reader, go, seen = blocked
    slow = reader.submit("guess", b"", "slow")
    monkeypatch.setattr(readers, "MOST_WAITING", 0)
    with pytest.raises(readers.NotRead, match="other files are still being read"):
        reader.ask("b", lambda _place: None, "guess", b"", "innocent")
    go.set()
    slow.result(60)
    assert reader.ask("b", lambda _place: None, "guess", b"", "innocent") == "innocent"
    assert seen == ["slow", "innocent"]


def test_a_file_that_nobody_waits_for_any_more_is_not_read(blocked: Any) -> None:
    """Its page was closed while others came before it."""
    reader, go, seen = blocked
    slow = reader.submit("guess", b"", "slow")
    left = reader._enter(
        readers.Call("guess", (b"", "left"), {}, "a", "f", looked=time.monotonic() - 1000)
    )
    go.set()
    slow.result(60)
    assert reader.submit("guess", b"", "next").result(60) == "next"
    assert left.future.cancelled()
    assert seen == ["slow", "next"]


def test_a_refused_file_is_remembered_and_not_read_again(blocked: Any) -> None:
    """By anyone; but only so many are remembered."""
    reader, _go, seen = blocked
    reader._refused.most_bytes = 2.5 * readers._REFUSAL_BYTES  # two of them
    for visitor in ("a", "a", "b"):
        with pytest.raises(DataError, match="this file is bad"):
            reader.ask(visitor, lambda _place: None, "guess", b"bad", "a.csv")
    assert seen == ["a.csv"]
    for name in ("b.csv", "c.csv", "a.csv"):
        with pytest.raises(DataError):
            reader.ask("a", lambda _place: None, "guess", b"bad", name)
    assert seen == ["a.csv", "b.csv", "c.csv", "a.csv"]
    assert len(reader._refused) == 2


def test_a_reader_that_dies_writes_nothing_to_the_log() -> None:
    """Its parser's last words are sixty lines; the sentence is enough."""
    code = (
        "import os\nfrom playground.execution.readers import Readers\n"
        "reader = Readers(apart=True)\n"
        "try: reader._ready().submit(os.abort).result(60)\n"
        "except Exception as error: print(type(error).__name__)\n"
        "reader.stop()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.stdout.split() == ["TerminatedWorkerError"], done.stderr
    assert len(done.stderr.splitlines()) <= 2, done.stderr
