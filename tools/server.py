"""A playground in its own process, as `make run` starts it: for tests, tools and benchmarks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Server:
    """A running playground."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    read: int = 0

    @property
    def port(self) -> int:
        """Its port of this machine."""
        return int(self.url.rpartition(":")[2])

    @property
    def pid(self) -> int:
        """Number of its process."""
        return self.process.pid

    def news(self) -> str:
        """Return what was logged since the last look."""
        text = self.log.read_bytes()[self.read :]
        self.read += len(text)
        return text.decode(errors="replace")

    def wait_until_healthy(self, seconds: float = 60) -> None:
        """Wait for the server to answer; raise a RuntimeError with its log if it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not answer at {self.url}:\n{self.news()}")

    def stop(self) -> None:
        """End the server as Ctrl-C would, and then what is left of its process group."""
        if self.process.poll() is None:
            self.process.send_signal(_interrupt())
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=20)
        finally:
            if sys.platform != "win32":
                _end_group(self.process.pid)


def _end_group(group: int) -> None:
    for _ in range(50):  # workers leave by themselves when their server is gone
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)


def start_server(log: Path, script: str | Path = "app.py", **settings: str) -> Server:
    """Start a playground on a free port of this machine, with environment variables.

    Another script is served as well, for comparison.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **settings},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            **_own_group(),
        )
    return Server(f"http://127.0.0.1:{port}", process, log)


def _own_group() -> dict[str, Any]:
    """Return the arguments that start a process in a group of its own."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _interrupt() -> signal.Signals:
    """Return the signal of Ctrl-C."""
    if sys.platform == "win32":
        return signal.CTRL_BREAK_EVENT
    return signal.SIGINT


@contextmanager
def running(script: str | Path = "app.py", **settings: str) -> Iterator[Server]:
    """Yield a server that answers; it ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        server = start_server(Path(folder) / "log.txt", script, **settings)
        try:
            server.wait_until_healthy()
            yield server
        finally:
            server.stop()


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
