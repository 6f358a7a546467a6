"""The command line: what it writes and prints, and that no input can crash it."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from playground import cli
from playground.cli import main
from playground.execution import workers as workers_module
from playground.models import cost

SMALL: dict[str, Any] = {
    "data": {"length": 80},
    "problem": {"lookback": 4},
    "model": {"hidden_size": 2},
    "training": {"max_steps": 6},
}
FILES = {
    "experiment.json",
    "history.csv",
    "metrics.json",
    "predictions.csv",
    "model.safetensors",
    "trace.npz",
}


@pytest.fixture(autouse=True)
def inline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Everything happens in this process and in an empty folder."""
    monkeypatch.delenv("PLAYGROUND_EXECUTOR", raising=False)
    monkeypatch.chdir(tmp_path)


def written(content: object, name: str = "e.json") -> str:
    """Write a description and return its name."""
    raw = (
        content
        if isinstance(content, bytes)
        else (content if isinstance(content, str) else json.dumps(content)).encode()
    )
    Path(name).write_bytes(raw)
    return name


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the one line with which a command is refused; nothing may be written."""
    before = sorted(Path().rglob("*"))
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert len(err) > 10
    assert sorted(Path().rglob("*")) == before
    return err


def test_run_writes_the_folder_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """All files and the result; no progress without a terminal."""
    assert main(["run", written(SMALL), "--out", "a/new/folder"]) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert "max_steps after 6 steps" in out
    assert err == ""
    assert {p.name for p in Path("a/new/folder").iterdir()} == FILES
    assert sorted(p.name for p in Path("a/new").iterdir()) == ["folder"]


def test_existing_folder_keeps_its_other_files() -> None:
    """Files of the same names are replaced, with default permissions."""
    Path("out").mkdir()
    Path("out/notes.txt").write_text("mine", "utf-8")
    Path("out/history.csv").write_text("old", "utf-8")
    assert main(["run", written(SMALL), "--out", "out"]) == 0
    assert {p.name for p in Path("out").iterdir()} == FILES | {"notes.txt"}
    assert Path("out/notes.txt").read_text("utf-8") == "mine"
    assert Path("out/history.csv").read_text("utf-8").startswith("step,")
    assert not list(Path().glob(".*partial"))


def test_new_folder_has_the_rights_of_any_new_folder() -> None:
    """Not those of a temporary folder."""
    Path("like").mkdir()
    assert main(["run", written(SMALL), "--out", "out"]) == 0
    assert stat.S_IMODE(Path("out").stat().st_mode) == stat.S_IMODE(Path("like").stat().st_mode)


def test_same_description_gives_the_same_folder() -> None:
    """Byte for byte, also when run again from the folder itself."""
    main(["run", written(SMALL), "--out", "one"])
    main(["run", "one/experiment.json", "--out", "two"])
    assert all(
        (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes() for name in FILES
    )


def test_diverging_run_is_a_result() -> None:
    """Exit code 0 with the reason; non-finite numbers cause no error."""
    wild = {"optimizer": "sgd", "learning_rate": 10, "grad_clip_norm": None, "max_steps": 200}
    model = {"cell": "elman", "nonlinearity": "relu"}
    assert main(["run", written({**SMALL, "training": wild, "model": model}), "--out", "out"]) == 0
    metrics = json.loads(Path("out/metrics.json").read_text("utf-8"))
    assert metrics["stop_reason"] == "diverged"
    rows = Path("out/history.csv").read_text("utf-8").splitlines()
    assert rows[-1].startswith(f"{metrics['steps']},")


def test_divergence_at_the_very_first_step_keeps_the_first_weights() -> None:
    """There is no row, and everything else is there."""
    Path("big.csv").write_text(
        "v\n" + "\n".join(str((-1) ** i * 1e30 * (1 + i % 7)) for i in range(80)), "utf-8"
    )
    given = {**SMALL, "data": {"source": "file", "path": "big.csv", "scale": "none"}}
    assert main(["run", written(given), "--out", "out"]) == 0
    assert json.loads(Path("out/metrics.json").read_text("utf-8"))["stop_reason"] == "diverged"
    assert Path("out/history.csv").read_text("utf-8").count("\n") == 1


def test_file_of_the_reader_is_trained_on() -> None:
    """A path is relative to the current folder; columns and target are chosen by name."""
    Path("my.csv").write_text(
        "date;a;b\n" + "\n".join(f"2020-01-{d % 28 + 1:02};{d};{d * d}" for d in range(28)), "utf-8"
    )
    given = {
        "data": {"source": "file", "path": "my.csv", "target": "b"},
        "problem": {"lookback": 2},
        "training": {"max_steps": 3},
    }
    assert main(["run", written(given), "--out", "out"]) == 0
    assert json.loads(Path("out/experiment.json").read_text("utf-8"))["data"]["target"] == "b"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("{", "JSON"),
        ("", "JSON"),
        ("[]", "object"),
        (b"\xff\xfe\x01", "JSON"),
        (b"\x80\x81{}", "JSON"),
        ('{"model": {"seed": 1, "seed": 2}}', "twice"),
        ({"modle": {}}, "did you mean 'model'?"),
        ({"model": {"cell": "lstmm"}}, "model.cell: 'lstmm' is not known; did you mean 'lstm'?"),
        ({"model": {"hidden_size": "32"}}, "model.hidden_size"),
        ({"a\nb": 1}, "unknown key"),
        ({"x" * 5000: 1}, "unknown key"),
        ('{"model": {"\\ud800": 1}}', "unknown key"),
        ('{"training": {"learning_rate": NaN}}', "training.learning_rate"),
        ('{"training": {"learning_rate": 1e400}}', "training.learning_rate"),
        ('{"training": {"max_steps": 1' + "0" * 400 + "}}", "training.max_steps"),
        ({"problem": {"lookback": 900}}, "problem.lookback"),
        ({"data": {"length": 30}, "problem": {"lookback": 21}}, "problem.lookback"),
        ({"problem": {"kind": "seq2seq"}, "data": {"source": "hold"}}, "problem.kind"),
        (
            {"data": {"source": "hold", "length": 100_000}, "problem": {"lookback": 1000}},
            "data.length",
        ),
        (
            {
                "model": {"cell": "gru", "hidden_size": 256, "num_layers": 4},
                "training": {"batch_size": 1024},
            },
            "One training step would take",
        ),
        ({"data": {"source": "file"}}, "data.path"),
        ({"data": {"columns": ["nothing"]}}, "data.columns"),
    ],
)
def test_wrong_description_is_refused_in_one_line(
    given: object, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the field's name and what to do; the same for the script."""
    name = written(given)
    assert words in refused(capsys, "run", name, "--out", "out")
    assert words in refused(capsys, "script", name)


@pytest.mark.parametrize(
    ("content", "rest"),
    [
        (None, {}),
        (b"", {}),
        (b"\n\n\n", {}),
        (b"a,b\n", {}),
        (b"a,b\n1,2\n", {}),
        (b"hello\nworld\nthis is text\n" * 30, {}),
        (bytes(range(256)) * 50, {}),
        (b"\x00" * 5000, {}),
        (b"PK\x03\x04" + bytes(range(256)), {}),
        (b"a,b\n" + b",\n" * 100, {}),
        (b"a\n" + b"nan\n" * 100, {}),
        (b"a\n" + b"1\n2\n" * 50, {"target": "b"}),
        (b"a\n" + b"1\n2\n" * 50, {"columns": ["a", "q"]}),
        (b"a\n" + b"1e308\n-1e308\n" * 50, {}),
        (b"a\n" + b"1\n2\n" * 50, {"params": {"separator": "nonsense"}}),
    ],
)
def test_file_that_holds_no_series_is_refused_in_one_line(
    content: bytes | None, rest: dict, capsys: pytest.CaptureFixture[str]
) -> None:
    """Missing, empty, one row, text, binary, without numbers."""
    if content is not None:
        Path("table.csv").write_bytes(content)
    name = written({**SMALL, "data": {"source": "file", "path": "table.csv", **rest}})
    assert "data" in refused(capsys, "run", name, "--out", "out")


@pytest.mark.parametrize("path", [".", "", "e.json/x", "x" * 5000, "a\x00b", os.devnull])
def test_path_that_is_no_file_is_refused_in_one_line(
    path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Folders, devices and names no system takes."""
    refused(
        capsys, "run", written({**SMALL, "data": {"source": "file", "path": path}}), "--out", "out"
    )
    refused(capsys, "run", path, "--out", "out")


@pytest.mark.parametrize("name", ["nothing.json", ".", "e.json/e.json"])
def test_description_that_cannot_be_read_is_refused(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the message of the system."""
    written(SMALL)
    assert name in refused(capsys, "run", name, "--out", "out")


def test_description_too_large_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """No description is so long."""
    assert "too large" in refused(capsys, "script", written(" " * (cli.MOST_BYTES + 1)))


@pytest.mark.parametrize("place", ["e.json", "e.json/out", "", "a\x00b"])
def test_folder_that_cannot_be_is_refused_before_anything_is_trained(
    place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file is no folder."""
    assert "--out" in refused(capsys, "run", written(SMALL), "--out", place)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["run"],
        ["run", "e.json"],
        ["run", "e.json", "--out"],
        ["run", "a", "b", "--out", "c"],
        ["schema", "x"],
        ["--x"],
        ["run", "--ou=x", "e"],
    ],
)
def test_command_that_makes_no_sense_is_refused_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """With a hint to the help."""
    assert "--help" in refused(capsys, *arguments)


def test_unknown_executor_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one line as well."""
    monkeypatch.setenv("PLAYGROUND_EXECUTOR", "threads")
    assert "PLAYGROUND_EXECUTOR" in refused(capsys, "run", written(SMALL), "--out", "out")


def test_crash_while_writing_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk is full when half the files are there."""
    real, count = Path.write_bytes, []

    def full(self: Path, content: bytes) -> int:
        count.append(self)
        if len(count) > 3:
            raise OSError(28, "No space left on device")
        return real(self, content)

    name = written(SMALL)
    monkeypatch.setattr(Path, "write_bytes", full)
    assert "No space left" in refused(capsys, "run", name, "--out", "out")


def test_interrupted_run_ends_cleanly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 130, one line, nothing written."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workers_module.Workers, "submit", interrupt)
    assert main(["run", written(SMALL), "--out", "out"]) == 130
    assert capsys.readouterr().err.count("\n") == 1
    assert not Path("out").exists()


def test_progress_is_shown_to_a_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On one line that is overwritten and cleared at the end."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["run", written(SMALL), "--out", "out"]) == 0
    err = capsys.readouterr().err
    assert "step 6 of 6" in err
    assert "\n" not in err
    assert err.endswith("\r\033[K")


def test_description_may_come_from_standard_input_in_a_fresh_process(root: Path) -> None:
    """The whole program, as it is called; help and schema need no torch and are quick."""

    def call(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(root)}
        return subprocess.run(
            [sys.executable, "-m", "playground", *arguments],
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
            env=environment,
            check=False,
        )

    done = call("run", "-", "--out", "out", given=json.dumps(SMALL))
    assert (done.returncode, done.stderr) == (0, "")
    assert {p.name for p in Path("out").iterdir()} == FILES
    assert call("--help").returncode == 0
    assert json.loads(call("schema").stdout)["title"] == "Experiment"
    wrong = call("run", "-", "--out", "other", given="{")
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count("\n")) == (2, "", 1)
    assert not Path("other").exists()


@pytest.mark.parametrize("kind", ["one_to_one", "one_to_many", "classification", "seq2seq"])
def test_the_result_of_every_problem_type_is_compared_with_its_own_baseline(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Classes by how many are named rightly, a series from a label beside the mean of its class."""
    waves = {
        **SMALL,
        "data": {"source": "waveforms", "length": 60},
        "problem": {"kind": kind, "lookback": 4, "horizon": 3},
    }
    assert main(["run", written(waves), "--out", "out"]) == 0
    wanted = {"classification": "test accuracy", "one_to_many": "class mean"}.get(
        kind, "last value"
    )
    assert wanted in capsys.readouterr().out
    assert {p.name for p in Path("out").iterdir()} == FILES


@pytest.mark.parametrize("source", ["sine", "waveforms"])
def test_a_test_set_that_is_not_evaluated_whole_is_reported_on_stderr(
    source: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on the page; the folder is the same as ever."""
    kind = "classification" if source == "waveforms" else "many_to_one"
    asked = {
        **SMALL,
        "data": {"source": source, "length": 100},
        "problem": {"kind": kind, "lookback": 4},
    }
    assert main(["run", written(asked), "--out", "whole"]) == 0
    assert "Evaluated on" not in capsys.readouterr().err
    monkeypatch.setattr(cost, "MOST_PREDICTIONS", 5)
    assert main(["run", written(asked), "--out", "out"]) == 0
    assert "Evaluated on 5 of the " in capsys.readouterr().err
    assert {p.name for p in Path("out").iterdir()} == FILES


@pytest.mark.parametrize(
    ("problem", "model", "field"),
    [
        ({"kind": "classification"}, {}, "problem.kind"),
        ({"kind": "many_to_one"}, {"cell": "mlp"}, "model.cell"),
        ({"kind": "many_to_many", "params": {"answer": "tag"}}, {}, "problem.params.answer"),
        ({"kind": "one_to_one", "params": {"answr": "square"}}, {}, "problem.params.answr"),
        ({"kind": "one_to_many", "horizon": 500}, {}, "problem.horizon"),
        ({"kind": "one_to_one", "target_form": "change"}, {}, "problem.target_form"),
    ],
)
def test_fields_that_do_not_match_are_refused_before_anything_is_written(
    problem: dict[str, Any], model: dict[str, Any], field: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line that names the field."""
    assert field in refused(
        capsys, "run", written({**SMALL, "problem": problem, "model": model}), "--out", "out"
    )


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no device that is always full"
)
@pytest.mark.parametrize(
    "arguments", [["schema"], ["--help"], ["script", "E.json"], ["run", "--help"]]
)
@pytest.mark.parametrize("where", ["full", "closed"])
def test_output_that_cannot_be_written_is_reported_in_one_line(
    arguments: list[str], where: str, tmp_path: Path
) -> None:
    """A disk that is full, or standard output closed by the shell: exit code 2 and a line, and no
    traceback at the very end either.
    """
    (tmp_path / "E.json").write_text(json.dumps(SMALL), encoding="utf-8")
    asked = [a if a != "E.json" else str(tmp_path / a) for a in arguments]
    stdout = {"full": "open('/dev/full', 'w')", "closed": "None"}[where]
    code = f"import sys; from playground import cli; sys.stdout = {stdout}; raise SystemExit(cli.main({asked!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("Standard output cannot be written to")
    assert done.stderr.count("\n") == 1


def test_run_whose_last_line_cannot_be_printed_is_still_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is written; the line goes to stderr."""
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(["run", written(SMALL), "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "history.csv").exists()
    assert "written to" in capsys.readouterr().err


def test_site_writes_the_gallery_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With folders of its own; the files themselves have tests elsewhere."""
    files = {"index.html": b"<p>", "en/index.html": b"<h1>"}
    monkeypatch.setattr("playground.site.site.site", lambda: iter(files.items()))
    for _again in range(2):  # what was there is replaced
        assert main(["site", "--out", str(tmp_path / "site")]) == 0
    assert (tmp_path / "site" / "en" / "index.html").read_bytes() == b"<h1>"
    out, err = capsys.readouterr()
    assert out.startswith("2 files, ")
    assert err == ""
