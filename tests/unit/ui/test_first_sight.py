"""The frame that a browser draws before the page is there."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from starlette.responses import HTMLResponse, JSONResponse

from playground.gallery.exhibits import EXHIBITS
from playground.ui.shell import headers
from playground.ui.shell.first_sight import FirstSight
from playground.ui.train.first_exhibit import first_exhibit
from tests.asynchronous import finish

TITLES = {"": "Train", "compare": "Compare"}
PAGE = "<html><body><div id='root'></div></body></html>"


def answer(
    path: str, query: str = "", accepted: str = "", **headers: str
) -> tuple[dict, str, dict]:
    """Return headers and body of an answer, and the headers that the page itself was asked with."""
    asked: dict[str, str] = {}
    sent: list[dict[str, Any]] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        asked.update({name.decode(): value.decode() for name, value in scope["headers"]})
        kind = JSONResponse({}) if scope["path"].endswith("json") else HTMLResponse(PAGE)
        kind.headers["etag"] = '"abc"'
        await kind(scope, receive, send)

    async def keep(message: Any) -> None:
        sent.append(message)

    given = {"accept-language": accepted, **headers}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    finish(FirstSight(page, TITLES, first_exhibit)(scope, None, keep))  # type: ignore[arg-type]
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return found, b"".join(m.get("body", b"") for m in sent[1:]).decode(), asked


def test_a_page_leaves_with_its_frame_and_the_right_length() -> None:
    sent, body, _asked = answer("/")
    assert int(sent["content-length"]) == len(body.encode())
    assert body.index('id="first-sight"') < body.index("</body>")
    assert EXHIBITS["remember"].question in body


def test_a_browser_cannot_keep_a_frame_in_another_language() -> None:
    """The page is never answered as "not changed", nor packed before the frame is in it."""
    sent, _body, asked = answer(
        "/", accepted="es", **{"if-none-match": '"abc"', "accept-encoding": "gzip"}
    )
    assert "etag" not in sent
    assert not {"if-none-match", "accept-encoding"} & set(asked)


@pytest.mark.parametrize(
    ("query", "accepted", "title"),
    [("", "es-AR", "Comparar"), ("lang=en", "es", "Compare"), ("lang=xx", "", "Compare")],
)
def test_it_speaks_the_readers_language(query: str, accepted: str, title: str) -> None:
    assert f"<span>{title}</span>" in answer("/", query, accepted)[1]


@pytest.mark.parametrize(("path", "query"), [("/compare", ""), ("/", "data.source=sine&v=1")])
def test_another_page_or_description_has_no_exhibit_in_it(path: str, query: str) -> None:
    body = answer(path, query)[1]
    assert 'id="first-sight"' in body
    for what in ("<img", "<button", "<script"):
        assert what not in body


def test_train_can_be_pressed_and_the_script_that_remembers_it_is_allowed() -> None:
    """The buttons have the names of the page's own, in the reader's language."""
    body = answer("/", accepted="es")[1]
    assert re.findall(r"<button[^>]*>([^<]*)</button>", body) == [
        "Entrenar",
        "Un paso",
        "Reiniciar",
    ]
    inside = re.search(r'<script type="module" async>(.*?)</script>', body, re.DOTALL)
    assert inside is not None
    packed = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
    assert f"'sha256-{packed}'".encode() in headers.headers("host")[b"content-security-policy"]


@pytest.mark.parametrize("path", ["/compare/more", "/health.json"])
def test_other_answers_pass_unchanged(path: str) -> None:
    sent, body, _asked = answer(path)
    assert sent["etag"] == '"abc"'
    assert "first-sight" not in body


def drawn(body: str) -> list[dict[str, str]]:
    """Return the curves of each picture by their kind."""
    pictures = [
        ElementTree.fromstring(base64.b64decode(packed))
        for packed in re.findall(r"base64,([\w+/=]+)", body)
    ]
    return [
        {e.attrib["class"]: e.attrib["d"] for e in svg.iter() if "d" in e.attrib}
        for svg in pictures
    ]


def test_the_picture_is_of_the_shipped_network() -> None:
    """The forget gate of the exhibit is near 1 except at its bells."""
    _errors, picture = drawn(answer("/")[1])
    heights = np.array([float(v) for v in re.findall(r"V([\d.]+)", picture["gate"])])
    top, bottom = heights.min(), heights.max()
    assert len(heights) == 40
    assert 0 < (heights > (top + bottom) / 2).sum() < 8


def test_the_errors_are_those_of_its_recording() -> None:
    """Both fall, in the whole width and inside the scale."""
    errors, _picture = drawn(answer("/")[1])
    for kind in ("training", "prediction"):
        points = np.array([p.split() for p in errors[kind][1:].split("L")], np.float64)
        assert points[-1, 0] == 100
        assert points[-1, 1] > points[0, 1] + 30
        assert ((points >= 0) & (points <= 100)).all()
