"""A playground that runs in a process of its own, as `make run` starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Server:
    """A running playground."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    read: int = 0

    def news(self) -> str:
        """Return what was logged since the last look."""
        text = self.log.read_bytes()[self.read :]
        self.read += len(text)
        return text.decode(errors="replace")

    def wait_until_healthy(self, seconds: float = 60) -> None:
        """Wait for the server to answer; a server that ends or keeps silent is told with its
        log.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the server did not answer at {self.url}:\n{self.news()}")

    def stop(self) -> None:
        """End the server as Ctrl-C would, and then whatever is left of its process group: these
        processes and no others.
        """
        if self.process.poll() is None:
            self.process.send_signal(
                signal.SIGINT if os.name == "posix" else signal.CTRL_BREAK_EVENT
            )
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=20)
        finally:
            if os.name == "posix":
                _end_group(self.process.pid)


def _end_group(group: int) -> None:
    for _ in range(50):  # workers leave by themselves when their server is gone
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)


def start_server(log: Path, **settings: str) -> Server:
    """Start a playground of its own on a free port of this machine, with environment variables
    besides those of the tests.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
    ]
    command += ["--server.headless", "true"]
    environment = {"PLAYGROUND_EXECUTOR": "loky", **os.environ, "PYTHONUNBUFFERED": "1", **settings}
    own_group: dict[str, Any] = (
        {"start_new_session": True}
        if os.name == "posix"
        else {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    )
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            **own_group,
        )
    return Server(f"http://127.0.0.1:{port}", process, log)
