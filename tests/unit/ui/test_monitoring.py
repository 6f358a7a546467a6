"""Health, metrics and status: off unless a token is set, and numbers only for who has it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from playground.execution import metrics, workers
from playground.execution.workers import Workers
from playground.ui.session import monitoring


class Client:
    """Asks the routes directly."""

    def __init__(self) -> None:
        self._routes = {route.path: route.endpoint for route in monitoring.routes()}

    def get(self, address: str, bearer: str = "") -> Response:
        path, _mark, query = address.partition("?")
        headers = [(b"authorization", f"Bearer {bearer}".encode())] if bearer else []
        scope = {"type": "http", "query_string": query.encode(), "headers": headers}
        return self._routes[path](Request(scope))


def told(answer: Response) -> tuple[int, Any]:
    """Return status and content."""
    return answer.status_code, json.loads(bytes(answer.body))


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """A server with a token, and workers that have not been started."""
    monkeypatch.setenv("PLAYGROUND_TOKEN", "secret")
    monkeypatch.setattr(metrics, "gauge", lambda *_: None)  # the registry knows each name once
    shared = Workers("inline")
    monkeypatch.setattr(workers, "_shared", shared)
    yield Client()
    shared.stop()


def test_nothing_of_it_is_there_unless_a_token_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor with an empty one."""
    monkeypatch.delenv("PLAYGROUND_TOKEN", raising=False)
    assert monitoring.routes() == []
    monkeypatch.setenv("PLAYGROUND_TOKEN", "")
    assert monitoring.routes() == []


def test_health_says_whether_the_server_lives_and_its_workers_are_ready(client: Client) -> None:
    """It needs no token."""
    assert told(client.get("/health/live")) == (200, {"live": True})
    assert told(client.get("/health")) == (503, {"live": True, "ready": False})
    workers.shared_workers()._ready()
    for path in ("/health", "/health/ready"):
        assert told(client.get(path)) == (200, {"live": True, "ready": True})


@pytest.mark.parametrize("path", ["/metrics", "/status"])
def test_numbers_need_the_token(client: Client, path: str) -> None:
    """In the header or in the address."""
    assert client.get(path).status_code == 401
    assert client.get(f"{path}?token=guess").status_code == 401
    assert client.get(path, bearer="guess").status_code == 401
    assert client.get(f"{path}?token=secret").status_code == 200
    assert client.get(path, bearer="secret").status_code == 200


def test_pictures_and_errors_are_counted(client: Client) -> None:
    """A warning is no error."""
    before = {counter: metrics.total(counter) for counter in (metrics.PICTURES, metrics.ERRORS)}
    metrics.PICTURES.inc(3)
    log = logging.getLogger("playground.anything")
    log.warning("not this")
    log.error("but this")
    assert metrics.total(metrics.PICTURES) == before[metrics.PICTURES] + 3
    assert metrics.total(metrics.ERRORS) == before[metrics.ERRORS] + 1
    text = client.get("/metrics?token=secret").body.decode()
    assert f"playground_pictures_total {metrics.total(metrics.PICTURES)}" in text


def test_status_page_shows_every_number_with_its_meaning(client: Client) -> None:
    """Visitors, training, queue, workers, memory, pictures per second, errors."""
    page = client.get("/status?token=secret").body.decode()
    for _name, meaning, _value in monitoring.NUMBERS:
        assert meaning in page
    assert "Errors in the log" in page


def test_pictures_per_second_are_those_since_it_was_read_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Read twice within a few seconds, it stays."""
    clock = [100.0]
    monkeypatch.setattr(metrics.time, "monotonic", lambda: clock[0])
    rate = metrics.PictureRate()
    metrics.PICTURES.inc(20)
    clock[0] += 10.0
    assert rate.read() == 2.0
    metrics.PICTURES.inc(20)
    clock[0] += 1.0
    assert rate.read() == 2.0
