"""Strangers' files are read apart: what ends the reader ends in a sentence, and the next file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.errors import DataError
from playground.readers import Readers

ROOT = Path(__file__).resolve().parents[2]
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
def test_a_file_that_kills_its_reader_ends_in_a_sentence_and_the_next_is_read(reader: Readers) -> None:
    """The process is stopped so that the call is surely under way when it dies."""
    assert reader.submit("guess", GOOD, "a.csv").result(60).rows == 2
    first = pid(reader)
    os.kill(first, signal.SIGSTOP)
    call = reader.submit("guess", GOOD, "a.csv")
    time.sleep(0.2)
    os.kill(first, signal.SIGKILL)
    with pytest.raises(DataError, match="was stopped; try a smaller"):
        call.result(60)
    assert reader.submit("read", GOOD, "a.csv").result(60).values.tolist() == [[1, 2], [2, 3]]
    assert pid(reader) != first


def test_what_takes_too_long_or_too_much_ends_by_itself() -> None:
    """A parser that never gives way ends its process; one that asks for too much memory is told so."""
    hang = "readers.READING['guess'] = ('time', 'sleep'); readers.perform('guess', (30,), {}, 0.3)"
    greedy = "readers.settle(readers.os.getppid()); readers.READING['guess'] = ('numpy', 'ones'); readers.perform('guess', (10**9,), {}, 20)"
    for code, wanted in ((hang, ""), (greedy, "of memory; try a smaller")):
        if code is greedy and sys.platform != "linux":
            continue
        done = subprocess.run(
            [sys.executable, "-c", "from playground import readers; " + code], cwd=ROOT, capture_output=True, text=True, timeout=25
        )
        assert done.returncode == 1
        assert wanted in done.stderr
