"""The hand-in at the end of a lesson: made in the browser, and read again by the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from playground.cli import main
from playground.lessons.check import described
from playground.lessons.hand_in import read
from tests.browser.test_accessible import faults

if TYPE_CHECKING:
    from playwright.sync_api import Request

LINK = (
    "data.source=hold&problem.kind=many_to_many&problem.lookback=20&model.hidden_size=1&v=1&at=20"
)
#: Notes in the page what it sends to the server through its socket.
LISTEN = """() => {
  window.sent = [];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    window.sent.push(new TextDecoder().decode(data));
    return send.call(this, data);
  };
}"""
EVIL = "</script><img src=x onerror=alert(1)>"


def notes() -> str:
    """Return the notes of a lesson as a card keeps them in the browser."""
    answer = {"guess": 1, "said": "near 0", "truth": "0.996", "right": False, "because": EVIL}
    answer |= {"link": LINK, "numbers": {"step": 20}}
    about = {"version": 1, "lesson": "remember", "language": "en"}
    return json.dumps({**about, "answers": {"4": answer}})


@pytest.fixture
def last(page: Page) -> Page:
    """Return the last card of a lesson whose answers are in the browser."""
    page.set_viewport_size({"width": 1366, "height": 768})
    page.evaluate("notes => localStorage.setItem('playground.notes.remember', notes)", notes())
    page.goto("/?lesson=remember&step=99")
    expect(page.get_by_role("button", name="Save the page (HTML)")).to_be_enabled()
    return page


def save(page: Page, name: str, folder: Path) -> Path:
    """Press one of the two buttons and return the file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    place = folder / waiting.value.suggested_filename
    waiting.value.save_as(place)
    return place


def test_both_files_hold_the_answers_and_the_name_never_leaves_the_browser(
    last: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No text of the reader's becomes markup, and the command reads both files."""
    sent: list[Request] = []

    def note(request: Request) -> None:
        sent.append(request)

    last.on("request", note)
    last.evaluate(LISTEN)
    last.get_by_label("Your name").fill("Ada Löve & <Co>")
    page, data = (
        save(last, "Save the page (HTML)", tmp_path),
        save(last, "Save the data (JSON)", tmp_path),
    )
    assert page.name == "remember-Ada-Löve-Co.html"
    expect(last.get_by_text("Saved as remember-Ada-Löve-Co.json.")).to_be_visible()
    last.remove_listener("request", note)
    assert not any("Löve" in (one.post_data or "") for one in sent)
    html = page.read_text(encoding="utf-8")
    assert "<img" not in html
    first, second = read(page.read_bytes()), read(data.read_bytes())
    assert first == second
    assert first["name"] == "Ada Löve & <Co>"
    assert first["answers"][0]["because"] == EVIL
    assert described(first["answers"][0]["link"]) == described(LINK)
    assert faults(last) == []
    last.get_by_role("button", name="Back", exact=True).click()
    last.wait_for_function("() => window.sent.length > 0")
    assert not any("Löve" in frame for frame in last.evaluate("window.sent"))
    assert main(["check", str(page), str(data)]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert len(lines) == 2
    assert all(line.endswith("agrees") and "Ada Löve & <Co>" in line for line in lines)
    last.goto(page.as_uri())
    expect(last.get_by_role("link", name="Open this state")).to_have_count(1)
    assert faults(last) == []


def test_without_answers_there_is_nothing_to_hand_in(page: Page) -> None:
    """The buttons say so."""
    page.goto("/?lesson=remember&step=99")
    expect(page.get_by_text("There are no answers to hand in yet.")).to_be_visible()
    expect(page.get_by_role("button", name="Save the data (JSON)")).to_be_disabled()
