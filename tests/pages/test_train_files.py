"""What is brought along and taken away: tables, and descriptions as JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.config.experiment import Experiment
from playground.data.io.samples import seasons_tsv
from playground.execution.readers import Readers
from tests.pages.visit import (
    button,
    choose,
    control,
    link,
    press,
    sentences,
    session_of,
    settle,
    status,
    whole,
)

Open = Callable[..., AppTest]
WAVE = np.sin(np.arange(120) / 4)
DAYS = np.datetime64("2024-01-15") + np.arange(120)
GERMAN = "Tag;Menge;Preis\n" + "".join(
    f"{day.item():%d.%m.%Y};{str(round(10 + v, 3)).replace('.', ',')};{i}\n"
    for i, (day, v) in enumerate(zip(DAYS, WAVE, strict=True))
)
PLAIN = "load,other\n" + "".join(f"{v:.4f},{i * 0.5}\n" for i, v in enumerate(WAVE))


def upload(app: AppTest, name: str, raw: bytes | str, key: str = "file") -> AppTest:
    """Put a file into an uploader."""
    next(u for u in app.file_uploader if u.key == key).upload(
        name, raw if isinstance(raw, bytes) else raw.encode()
    ).run()
    return whole(app)


def test_a_table_is_shown_before_it_is_used_and_then_trained_on(open_app: Open) -> None:
    """With what was guessed; the table on screen stays until then."""
    app = open_app(page="data")
    upload(app, "load.csv", GERMAN)
    said = sentences(app)
    assert "120 rows, 3 columns." in said
    assert "Detected: text table, separator semicolon, decimal comma, utf-8, a header row." in said
    assert list(app.dataframe[0].value["name"]) == ["Tag", "Menge", "Preis"]
    assert session_of(app).experiment.data.source == "hold"
    press(app, "Use this file")
    assert not session_of(app).trouble
    experiment = session_of(app).experiment
    assert (experiment.data.source, experiment.data.params["name"]) == ("file", "load.csv")
    np.testing.assert_allclose(session_of(app).data.values[:, 0], np.round(10 + WAVE, 3))
    app.switch_page("../../pages/train.py").run()
    assert link(app)["data.params.sha256"] == experiment.data.params["sha256"]
    assert "load.csv: Many-to-one" in sentences(app)
    assert status(app).startswith("step 0")
    settle(press(app, "Step"))
    assert status(app).startswith("step 1 ")
    assert (control(app, "data.resample").value, session_of(app).experiment.data.resample) == (
        "off",
        None,
    )
    choose(app, "data.resample", "day")
    assert link(app)["data.resample"] == "day"
    choose(app, "data.resample", "off")
    assert "data.resample" not in link(app)


def test_what_was_done_to_many_columns_takes_one_line_above_the_picture(open_app: Open) -> None:
    """Behind it is the rest; on the page of the file the columns are counted too."""
    names = [f"a rather long name of sensor {i}" for i in range(9)]
    rows = [f"{day}," + ",".join(str(i % 7) for _ in names) for i, day in enumerate(DAYS)]
    del rows[30]
    table = "\n".join(["date," + ",".join(names), *rows])
    app = upload(open_app(page="data"), "many.csv", table)
    next(s for s in app.selectbox if "predicted" in s.label).select(names[0]).run()
    assert "119 rows" in sentences(app)
    assert "Ready: 120 rows of 9 columns; " in sentences(app)
    press(app, "Use this file")
    app.switch_page("../../pages/train.py").run()
    assert not app.info
    (fold,) = (each for each in app.expander if each.label.endswith(" …"))
    assert "Likewise in 8 other columns." in "\n".join(each.value for each in fold.markdown)


def test_the_target_of_a_table_can_be_chosen(open_app: Open) -> None:
    """None is before it is pressed; afterwards in the sidebar too; the file is read again."""
    app = upload(open_app(page="data"), "load.csv", PLAIN)
    assert "Nothing is chosen yet." in sentences(app)
    assert "Use this file" not in [b.label for b in app.button]
    press(press(app, "load"), "Use this file")
    assert session_of(app).data.columns[session_of(app).data.target] == "load"
    app.switch_page("../../pages/train.py").run()
    choose(app, "data.target", "other")
    assert session_of(app).data.columns[session_of(app).data.target] == "other"
    assert link(app)["data.target"] == "other"


def test_a_wrong_guess_can_be_corrected(open_app: Open) -> None:
    """The preview follows."""
    app = upload(open_app(page="data"), "load.csv", PLAIN)
    next(s for s in app.selectbox if s.key == "file.header").set_value("no").run()
    assert "121 rows, 2 columns." in sentences(app)
    next(s for s in app.selectbox if s.key == "file.header").set_value("yes").run()
    press(press(app, "load"), "Use this file")
    app.switch_page("../../pages/train.py").run()
    assert link(app)["data.params.header"] == "yes"


BAD = {
    "empty": ("empty.csv", b"", "The file is empty"),
    "picture": ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(500), "The file is a picture"),
    "workbook": ("table.csv", b"PK\x03\x04" + bytes(500), "The workbook is damaged"),
    "binary": ("noise.csv", bytes(range(256)) * 20, "bytes that are not text"),
}
USELESS = {
    "text only": (
        "words.csv",
        "name,place\n" + "ann,rome\nbob,oslo\n" * 20,
        "No column contains numbers, only text",
    ),
    "no rows": ("head.csv", "a,b\n", "The file has no rows with values below its header"),
    "one row": ("one.csv", "a,b\n1,2\n", "a series needs at least two"),
    "nothing finite": (
        "nan.csv",
        "day,a\n" + "".join(f"{day},nan\n" for day in DAYS),
        "No column contains a finite number",
    ),
    "too short": ("short.csv", "a\n1\n2\n3\n", ""),
}


@pytest.mark.parametrize(
    ("name", "raw", "told"), BAD.values(), ids=[name.replace(" ", "_") for name in BAD]
)
def test_what_is_no_table_gets_one_sentence(
    open_app: Open, name: str, raw: bytes, told: str
) -> None:
    """And cannot be used; what was on screen stays."""
    app = upload(open_app(page="data"), name, raw)
    shown = [error.value for error in app.error]
    assert len(shown) == 1, shown
    assert told in shown[0]
    assert "Use this file" not in [b.label for b in app.button]
    assert session_of(app).run.step == 500


@pytest.mark.parametrize(
    ("name", "text", "told"), USELESS.values(), ids=[name.replace(" ", "_") for name in USELESS]
)
def test_a_table_without_a_series_gets_one_sentence(
    open_app: Open, name: str, text: str, told: str
) -> None:
    """At the upload or when it is used; what was on screen stays."""
    app = upload(open_app(page="data"), name, text)
    if "Use this file" in [b.label for b in app.button]:
        press(app, "Use this file")
    shown = [error.value for error in app.error]
    assert len(shown) == 1, shown
    assert told in shown[0]
    assert shown[0].endswith(".")
    assert session_of(app).experiment.data.source == "hold"
    assert session_of(app).run.step == 500


def test_repairs_of_a_table_are_told(open_app: Open) -> None:
    """Missing values with their count."""
    rows = PLAIN.splitlines()
    rows[5], rows[6] = ",2.0", "n/a,2.5"
    app = upload(open_app(page="data"), "load.csv", "\n".join(rows))
    press(press(app, "load"), "Use this file")
    assert not session_of(app).trouble
    assert session_of(app).data.notes
    app.switch_page("../../pages/train.py").run()
    assert all(note in sentences(app) for note in session_of(app).data.notes)


def test_a_constant_series_runs_with_a_warning(open_app: Open) -> None:
    """Unscaled; nothing is divided by zero."""
    app = press(upload(open_app(page="data"), "flat.csv", "a\n" + "5\n" * 100), "Use this file")
    assert any("never changes" in note for note in session_of(app).data.notes)
    app.switch_page("../../pages/train.py").run()
    settle(press(app, "Train"))
    assert session_of(app).run.recording.stop_reason == "max_steps"


def test_a_description_goes_down_and_up_again(open_app: Open) -> None:
    """The same file describes the same experiment, here and on the command line."""
    app = choose(open_app(), "model.cell", "gru")
    experiment = session_of(app).experiment
    assert [b.label for b in app.get("download_button")][:2] == [
        "Description (JSON)",
        "Stand-alone script",
    ]
    text = experiment.to_json()
    other = upload(open_app(), "experiment.json", text, key="description")
    assert session_of(other).experiment == experiment == Experiment.from_json(text)
    assert link(other) == experiment.to_query()
    assert not other.warning
    choose(other, "model.cell", "elman")
    assert (
        session_of(other).experiment.model.cell == "elman"
    )  # the file still lies there and is not opened again


BAD_DESCRIPTIONS = {
    "no json": ("{", "not valid JSON"),
    "no object": ("[1]", "a description is a JSON object"),
    "unknown key": ('{"model": {"hiden_size": 3}}', "did you mean 'hidden_size'?"),
    "text for a number": (
        '{"model": {"hidden_size": "3"}}',
        "model.hidden_size: needs a whole number",
    ),
    "nan": ('{"data": {"noise": NaN}}', "data.noise"),
    "path": (
        '{"data": {"source": "file", "path": "/etc/hostname"}}',
        "may not refer to a file on the server",
    ),
    "version": ('{"version": 2}', "this program reads version 1"),
    "twice": ('{"model": {"cell": "gru", "cell": "lstm"}}', "given twice"),
    "deep": ("[" * 100_000, "not valid JSON"),
}


@pytest.mark.parametrize(
    ("text", "told"),
    BAD_DESCRIPTIONS.values(),
    ids=[name.replace(" ", "_") for name in BAD_DESCRIPTIONS],
)
def test_a_bad_description_gets_one_sentence(open_app: Open, text: str, told: str) -> None:
    """And what was on the table stays."""
    app = upload(open_app(), "bad.json", text, key="description")
    shown = [warning.value for warning in app.warning]
    assert len(shown) == 1, shown
    assert told in shown[0]
    assert status(app).startswith("step 500")


def test_a_run_folder_is_offered_once_the_run_has_ended(open_app: Open) -> None:
    """Before that there is nothing whole to take away."""
    app = settle(press(open_app(), "Reset"))
    folder = next(b for b in app.get("download_button") if b.label.startswith("Run folder"))
    assert folder.disabled
    app = settle(open_app())
    folder = next(b for b in app.get("download_button") if b.label.startswith("Run folder"))
    assert not folder.disabled
    assert json.loads(session_of(app).experiment.to_json())["version"] == 1
    assert button(app, "Train")


def test_labelled_sequences_become_a_classification(open_app: Open) -> None:
    """As the sample file holds them; the link is short."""
    raw = b"\n".join(
        b"comma" + line[1:] if line[:1] == b"1" else b"tab" + line[1:]
        for line in seasons_tsv().split(b"\n")
        if line
    )
    app = press(
        upload(open_app(page="data"), "seasons.tsv", raw), "Use this file"
    )  # classes by words that the catalogue knows
    assert not session_of(app).trouble
    assert session_of(app).experiment.problem.kind == "classification"
    assert session_of(app).data.classes == ("comma", "tab")
    app.switch_page("../../pages/train.py").run()
    assert {name for name in link(app) if name.startswith("data.params.")} == {
        "data.params.name",
        "data.params.sha256",
    }
    settle(press(app, "Step"))


def test_a_link_asks_for_its_file_and_then_shows_the_whole_of_it(open_app: Open) -> None:
    """Not only the data: the network of the link too. Another file is told apart."""
    sha = hashlib.sha256(PLAIN.encode()).hexdigest()
    given = {
        "data.source": "file",
        "data.params.name": "load.csv",
        "data.params.sha256": sha,
        "model.cell": "gru",
        "problem.lookback": "7",
        "v": "1",
    }
    app = open_app(given)
    assert "about the file **load.csv**" in sentences(app)
    upload(app, "other.csv", PLAIN + "1,2\n", key="wanted")
    assert "its fingerprint differs" in sentences(app)
    upload(app, "load.csv", PLAIN, key="wanted")
    assert session_of(app).files.wanted is None
    assert (session_of(app).experiment.model.cell, session_of(app).experiment.problem.lookback) == (
        "gru",
        7,
    )
    assert session_of(app).data.columns == ("load", "other")


FILE_LINK = {
    "data.source": "file",
    "data.params.name": "load.csv",
    "data.params.sha256": hashlib.sha256(PLAIN.encode()).hexdigest(),
    "model.cell": "gru",
    "problem.lookback": "7",
    "at": "3",
    "v": "1",
}


@pytest.mark.parametrize("page", [None, "cell", "gradients", "compare", "data"])
def test_a_link_about_a_file_stays_in_the_address_until_it_is_answered(
    open_app: Open, page: str | None
) -> None:
    """On every page, in front of everything else, and through other clicks, so that a reload asks
    again.
    """
    app = open_app(FILE_LINK, page=page)
    for _again in range(2):
        assert {name: link(app).get(name) for name in FILE_LINK} == FILE_LINK
        asked = [
            i for i, m in enumerate(app.main.markdown) if "about the file **load.csv**" in m.value
        ]
        assert asked
        assert asked[0] <= 2
        assert "wanted" in [u.key for u in app.main.get("file_uploader")]
        app.run()


def test_the_file_of_a_link_is_trained_to_where_the_link_says(open_app: Open) -> None:
    """As before the page was closed."""
    app = settle(upload(open_app(FILE_LINK), "load.csv", PLAIN, key="wanted"))
    assert status(app).startswith("step 3 ")
    assert link(app)["at"] == "3"


@pytest.mark.parametrize("answer", ["dismiss", "choose"])
def test_a_link_about_a_file_can_be_let_go(open_app: Open, answer: str) -> None:
    """By saying so, or by choosing something else; the address follows."""
    app = open_app(FILE_LINK)
    if answer == "dismiss":
        press(app, "Continue without it")
    else:
        choose(app, "model.cell", "elman")
    assert session_of(app).files.wanted is None
    assert "about the file **load.csv**" not in sentences(app)
    assert link(app).get("data.source", "hold") == "hold"
    assert link(app).get("model.cell") == session_of(app).experiment.to_query().get("model.cell")


def test_a_description_is_read_apart_and_a_large_one_not_at_all(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server's own limit for uploads is larger, since runs are."""
    asked = []
    real = Readers.ask

    def ask(
        self: Readers,
        visitor: str,
        waiting: Callable[[int], object],
        task: str,
        *args: object,
        **named: object,
    ) -> object:
        asked.append((task, bool(visitor)))
        return real(self, visitor, waiting, task, *args, **named)

    monkeypatch.setattr(Readers, "ask", ask)
    upload(open_app(), "experiment.json", Experiment().to_json(), key="description")
    assert asked == [("description", True)]
    app = upload(open_app(), "experiment.json", " " * 1_000_001, key="description")
    assert [w.value for w in app.warning if "larger than 1 MB" in w.value]
    assert len(asked) == 1
