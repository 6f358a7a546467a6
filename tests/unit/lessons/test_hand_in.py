"""What is handed in comes back from both files, is checked, and a stranger's file does no harm."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from playground.cli import main
from playground.data.source import loaded
from playground.errors import DataError, PlaygroundError
from playground.execution.workers import shared_workers, stop_workers
from playground.lessons import check
from playground.lessons.check import AGREES, DIFFERS, NOTHING, UNREADABLE, Checker, described
from playground.lessons.course import lesson_named
from playground.lessons.hand_in import KIND, MOST_BYTES, from_plain, hand_in, numbers_of, read
from playground.lessons.notes import Answer, Notes
from playground.runs.messages import Budget
from playground.runs.recording import Recording

LINK = "data.length=200&problem.lookback=10&model.hidden_size=2&training.max_steps=40&v=1&at=30"


@pytest.fixture(autouse=True)
def inline(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Train in this process."""
    monkeypatch.setenv("PLAYGROUND_EXECUTOR", "inline")
    stop_workers()
    yield
    stop_workers()


@pytest.fixture
def numbers() -> dict[str, float]:
    """Return what a page reaches with the link of these tests."""
    experiment, step = described(LINK)
    workers = shared_workers(default="inline")
    data, budget = loaded(experiment), Budget(steps=step)
    done = workers.submit("advance", experiment, None, budget, series=data).result()
    recording = Recording(len(done.live.weights))
    recording.extend(done.frames)
    return numbers_of(recording, done.live)


def table(numbers: dict[str, float], **changed: Any) -> dict[str, Any]:
    """Return what a browser writes into its file."""
    answers = {
        4: Answer(1, "near 0", "0.996", False, "it keeps", LINK, numbers),
        5: Answer(because="no question here"),
    }
    lesson = lesson_named("remember")
    assert lesson is not None
    return {**hand_in(Notes("remember", "en", answers), lesson), "name": "Ada", **changed}


def page(content: dict[str, Any]) -> bytes:
    """Return the HTML file around the same data."""
    packed = json.dumps(content).replace("<", "\\u003c")
    return f'<!doctype html><html><script type="application/json" id="hand-in">{packed}</script>'.encode()


def test_both_files_hold_the_same_and_what_is_repeated_agrees(numbers: dict[str, float]) -> None:
    """Name, prediction, sentence, numbers and link; the step without numbers is left as it is."""
    content = table(numbers)
    handed = from_plain(read(json.dumps(content).encode()))
    assert handed == from_plain(read(page(content)))
    assert (handed.name, handed.lesson) == ("Ada", "remember")
    first = handed.answers[0]
    assert (first.title, first.said, first.truth) == ("Predict the forget gate", "near 0", "0.996")
    assert first.numbers == numbers
    assert set(numbers) == {"step", "train_loss", "validation_error"}
    results = [one.result for one in Checker(shared_workers()).check(handed)]
    assert results == [AGREES, NOTHING]


def test_a_changed_number_or_link_differs_and_is_told(numbers: dict[str, float]) -> None:
    """Which number was handed in, and what the run gives."""
    checker = Checker(shared_workers())
    better = {**numbers, "validation_error": numbers["validation_error"] / 2}
    [changed, _rest] = checker.check(from_plain(read(page(table(better)))))
    assert changed.result == DIFFERS
    assert changed.why.startswith("validation error ")
    other = from_plain(table(numbers))
    moved = replace(other.answers[0], link=LINK.replace("at=30", "at=20"))
    [step] = checker.check(replace(other, answers=(moved,)))
    assert step.result == DIFFERS
    assert "step 30, but 20" in step.why


def test_the_same_link_is_trained_once_for_a_whole_class(numbers: dict[str, float]) -> None:
    """Thirty files, one run."""
    checker = Checker(shared_workers())
    for _reader in range(30):
        assert checker.check(from_plain(table(numbers)))[0].result == AGREES
    assert checker.runs == 1


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("data.path=/etc/passwd&v=1", "refers to a file"),
        ("data.source=file&v=1", "refers to a file"),
        ("model.cell=lsmt&v=1&at=3", "did you mean 'lstm'?"),
        ("v=1&at=-3", "names no training step"),
        ("v=1&at=" + "9" * 40, "names no training step"),
        ("&".join(f"a{k}.b=1" for k in range(200)), "too many keys"),
        ("model.hidden_size=100000&v=1&at=3", "from 1 to"),
    ],
)
def test_a_link_that_cannot_be_followed_is_told(
    numbers: dict[str, float], link: str, why: str
) -> None:
    """In one sentence, and the other answers are still checked."""
    content = table(numbers)
    content["answers"].append({**content["answers"][0], "step": 6, "link": link})
    checked = Checker(shared_workers()).check(from_plain(read(page(content))))
    assert [one.result for one in checked] == [AGREES, NOTHING, UNREADABLE]
    assert why in checked[2].why


def test_a_run_that_takes_too_long_is_given_up(numbers: dict[str, float]) -> None:
    """A stranger's link keeps nobody waiting for ever."""
    slow = iter(range(0, 100_000, 1000))
    checker = Checker(shared_workers(), clock=lambda: float(next(slow)))
    link = LINK.replace("max_steps=40", "max_steps=100000").replace("at=30", "at=100000")
    handed = from_plain(table(numbers))
    [one] = checker.check(replace(handed, answers=(replace(handed.answers[0], link=link),)))
    assert one.result == UNREADABLE
    assert "more than 60 s" in one.why


def test_links_beyond_the_limit_of_a_file_are_not_trained(
    numbers: dict[str, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file cannot ask for a hundred runs."""
    monkeypatch.setattr(check, "MOST_RUNS", 1)
    content = table(numbers)
    content["answers"] = [
        {**content["answers"][0], "link": LINK.replace("at=30", f"at={k}")} for k in (30, 20, 10)
    ]
    checker = Checker(shared_workers())
    results = [one.result for one in checker.check(from_plain(read(page(content))))]
    assert results == [AGREES, UNREADABLE, UNREADABLE]
    assert checker.runs == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe",
        b"<html></html>",
        b"[" * 200_000,
        b"null",
        b'{"kind": 3}',
        json.dumps({"kind": KIND, "version": 99}).encode(),
        b'<script type="application/json" id="hand-in">{</script>',
        b" " * (MOST_BYTES + 1),
    ],
)
def test_what_no_lesson_has_written_is_refused(raw: bytes) -> None:
    """Whatever the file is."""
    with pytest.raises(DataError):
        read(raw)


def test_what_is_read_is_of_bounded_size_and_printable() -> None:
    """Odd entries are dropped, long ones cut, and no control character is left."""
    entry = {"step": 1, "said": "\x1b[31m" + "x" * 9000, "numbers": {"step": 1e400, "evil": 2}}
    odd: list[Any] = [3, None, {"step": "1"}, {"step": True}, {"step": -1}, *[entry] * 90]
    content = {"kind": KIND, "version": 1, "name": ["Ada"], "answers": odd}
    handed = from_plain(read(json.dumps(content).encode()))
    assert handed.name == ""
    assert 0 < len(handed.answers) <= 60
    assert all(len(one.said) <= 400 and "\x1b" not in one.said for one in handed.answers)
    assert handed.answers[0].numbers == {}


def test_the_command_prints_who_reached_what(
    numbers: dict[str, float], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line per answer; 0 when all files were read, 2 and one line otherwise."""
    good, bad, odd = tmp_path / "ada.html", tmp_path / "bob.json", tmp_path / "c\x1bd.json"
    good.write_bytes(page(table(numbers)))
    bad.write_text(json.dumps(table({**numbers, "train_loss": 9.0}, name="Bob\n\x1b[31m")))
    assert main(["check", str(good), str(bad)]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0].split()[:4] == ["file", "name", "lesson", "step"]
    assert "ada.html" in lines[1]
    assert lines[1].endswith("agrees")
    assert "differs: train loss 9, but" in lines[3]
    assert "\x1b" not in printed.out + printed.err
    odd.write_text("nonsense")
    assert main(["check", str(odd), str(good), str(tmp_path / "missing.json")]) == 2
    printed = capsys.readouterr()
    assert printed.out.count("could not be read: ") == 2
    assert "agrees" in printed.out
    assert printed.err.splitlines()[-1] == "2 files could not be read."
    assert "Traceback" not in printed.err


def test_a_link_describes_the_same_with_and_without_the_address_before_it() -> None:
    """Readers may paste a whole address."""
    assert described("http://host:8501/?" + LINK) == described(LINK)
    with pytest.raises(PlaygroundError):
        described("http://host/?x.y=1")
