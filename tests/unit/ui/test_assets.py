"""What the browser loads comes from this server, compressed and kept."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass

import numpy as np
import pytest
from starlette.applications import Starlette

from playground.ui.shell import assets, show
from tests.asynchronous import finish


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def get(path: str, **headers: str) -> Answer:
    """Ask the routes as a server would, without one."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": lines,
    }
    finish(Starlette(routes=assets.routes())(scope, receive, send))
    start, *rest = sent
    return Answer(
        start["status"],
        {k.decode(): v.decode() for k, v in start["headers"]},
        b"".join(m.get("body", b"") for m in rest),
    )


@pytest.mark.parametrize(
    "name", ["player/tracks.mjs", "player/tracks.css", "ui/show.mjs", "plotly.min.js"]
)
def test_an_asset_is_served_compressed_and_may_be_kept(name):
    answer = get(assets.url(name), accept_encoding="gzip")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.body == assets.load(name).packed
    assert gzip.decompress(assets.load(name).packed) == assets.load(name).body


def test_scripts_and_styles_have_the_type_a_browser_insists_on():
    assert (
        get(assets.url("player/tracks.mjs")).headers["content-type"].startswith("text/javascript")
    )
    assert get(assets.url("player/tracks.css")).headers["content-type"].startswith("text/css")


def test_a_browser_that_has_it_is_told_so():
    first = get(assets.url("player/tracks.css"))
    again = get(assets.url("player/tracks.css"), if_none_match=first.headers["etag"])
    assert again.status == 304
    assert again.body == b""


def test_a_browser_that_cannot_unpack_gets_it_plain():
    answer = get(assets.url("player/axis.mjs"), accept_encoding="identity")
    assert "content-encoding" not in answer.headers
    assert answer.body == assets.load("player/axis.mjs").body


@pytest.mark.parametrize("name", ["player/nothing.mjs", "player/../payload.py", "../app.py", "ui/"])
def test_nothing_else_is_served(name):
    assert get(f"/assets/x/{name}").status == 404


def test_an_address_of_an_older_edition_is_answered_but_not_kept():
    answer = get("/assets/older/player/axis.mjs")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "no-cache"


def test_the_server_says_that_it_is_well():
    assert json.loads(get("/healthz").body) == {"status": "ok"}


def test_no_asset_of_ours_asks_another_server():
    for name in assets.names():
        if name != "plotly.min.js":
            assert b"://" not in assets.load(name).body.replace(
                b"http://www.w3.org/2000/svg", b""
            ), name


def test_a_chart_travels_as_typed_arrays_and_the_figure_given_stays_as_it_was():
    values = np.arange(3, dtype=np.float32)
    figure = {
        "data": [{"type": "scatter", "y": values}],
        "layout": {"template": {"big": 1}, "xaxis": {"title": {"text": "step"}}},
    }
    message = json.loads(show.pack(figure, "chart", alt="a line", height=200, clicks=True))
    assert message["data"][0]["y"]["dtype"] == "f4"
    assert "template" not in message["layout"]
    assert message["plotly"] == assets.url("plotly.min.js")
    assert figure["data"][0]["y"] is values
    assert figure["layout"]["template"] == {"big": 1}
