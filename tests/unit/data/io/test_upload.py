"""Uploaded tables: what is guessed, what is repaired and reported, and what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from playground.config.experiment import Data, Problem
from playground.data.io import opening, upload
from playground.data.series import Series
from playground.data.source import load
from playground.data.windowing.windows import make_windows
from playground.errors import DataError
from playground.evaluation.predictions import targets, undo
from playground.wording import speaking
from tests.file_cases import read_first

ISO = "date,v\n2024-01-01,1\n2024-01-02,2\n2024-01-03,4\n"


def read(text: str | bytes, name: str = "mine.csv", **rest: object) -> Series:
    """Read a text as a file."""
    return read_first(text if isinstance(text, bytes) else text.encode(), name, **rest)


def refusal(text: str | bytes, **rest: object) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(DataError) as error:
        read(text, **rest)
    assert "\n" not in error.value.message
    assert error.value.__cause__ is None, "met by chance, not by design"
    return error.value.message


def notes(series: Series) -> str:
    """Return all notes, joined."""
    return " ".join(series.notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1.5,2\n3,4\n", [[1.5, 2], [3, 4]]),
        ("a;b\n1,5;2\n3;4\n", [[1.5, 2], [3, 4]]),
        ("a\tb\n1,5\t2\n3\t4\n", [[1.5, 2], [3, 4]]),
        ("a|b\n1.5|2\n3|4\n", [[1.5, 2], [3, 4]]),
        ("a b\n1.5 2\n3   4\n", [[1.5, 2], [3, 4]]),
        ('"a","b"\n"1,234.5","2"\n"3","4"\n', [[1234.5, 2], [3, 4]]),
        ("a;b\n1.234,5;2\n3;4\n", [[1234.5, 2], [3, 4]]),
        ("a;b\n1 234,5;2\n3;4\n", [[1234.5, 2], [3, 4]]),
        ("a;b\n1'234.5;2\n3;4\n", [[1234.5, 2], [3, 4]]),
        ("a;b\n€ 1,50;20 %\n3;4\n", [[1.5, 20], [3, 4]]),
        ("a,b\n\u22121.5,2\n3,1e3\n", [[-1.5, 2], [3, 1000]]),
        ("value\n1,5\n2,5\n", [[1.5], [2.5]]),
        ("1.5,2\n3,4\n", [[1.5, 2], [3, 4]]),
        ("# a logger\n# site 7\na,b\n1.5,2\n3,4\n", [[1.5, 2], [3, 4]]),
        ("a;b;\n1;2;\n3;4;\n", [[1, 2], [3, 4]]),
        ("a,b\r1,2\r3,4\r", [[1, 2], [3, 4]]),
        ('a,"b, in m"\n1,2\n3,4\n', [[1, 2], [3, 4]]),
        ("5\n7\n", [[5], [7]]),
    ],
)
def test_numbers_are_read_in_national_formats(text: str, expected: list[list[float]]) -> None:
    """Separator, decimal separator, thousands and header are detected."""
    assert read(text).values.tolist() == expected


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"]
)
def test_encodings_are_detected(encoding: str) -> None:
    """The column names show whether it worked."""
    assert read("año;caudal\n1,5;2\n3;4\n".encode(encoding)).columns == ("año", "caudal")


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["2024-01-30", "2024-01-31", "2024-02-01"], 1),
        (["30.01.2024", "31.01.2024", "01.02.2024"], 1),
        (["30/01/2024", "31/01/2024", "01/02/2024"], 1),
        (["01/30/2024", "01/31/2024", "02/01/2024"], 1),
        (["30.01.24", "31.01.24", "01.02.24"], 1),
        (["20240130", "20240131", "20240201"], 1),
        (["30 Jan 2024", "31 Jan 2024", "01 Feb 2024"], 1),
        (["2024-01-30 00:00", "2024-01-31 00:00", "2024-02-01 00:00"], 1),
        (["2024-01-30T00:00:00Z", "2024-01-31T00:00:00Z", "2024-02-01T00:00:00Z"], 1),
        (["2024-01", "2024-02", "2024-03"], 31),
        (["Jan 2024", "Feb 2024", "Mar 2024"], 31),
        (["2024Q1", "2024Q2", "2024Q3"], 91),
        (["2023", "2024", "2025"], 365),
    ],
)
def test_dates_become_the_index(cells: list[str], days: int) -> None:
    """Whatever the country writes first."""
    series = read("date;v\n" + "".join(f"{c};{i}\n" for i, c in enumerate(cells)))
    assert series.columns == ("v",)
    assert series.index.dtype == np.dtype("datetime64[s]")
    assert (series.index[1] - series.index[0]) / np.timedelta64(1, "D") == days
    assert series.notes == ()


def test_times_with_offsets_are_converted_to_utc_and_reported() -> None:
    """So that nobody looks for them at another hour."""
    series = read("date;v\n" + "".join(f"2024-01-{d}T00:00:00+02:00;{d}\n" for d in (28, 29, 30)))
    assert series.index[0] == np.datetime64("2024-01-27T22:00:00")
    assert "converted to UTC" in notes(series)


def test_a_file_that_was_just_read_is_asked_about_in_the_language_in_use() -> None:
    """What was found is kept for a minute, with its questions."""
    two = b"date,a,b\n" + b"".join(
        b"2024-01-%02d,%d,%d\n" % (d, d * d % 7, d % 5) for d in range(1, 29)
    )
    for code, begins in (("en", "2 columns"), ("es", "Se podr"), ("en", "2 columns")):
        with speaking(code):
            (question,) = upload.guess(two, "two.csv").questions
        assert question.why.startswith(begins)


def test_day_and_month_are_asked_for_where_both_orders_are_as_even() -> None:
    """Three days of February, or the second of three months."""
    text = "date,v\n01/02/2024,1\n02/02/2024,2\n03/02/2024,3\n"
    assert "2024-02-01 or 2024-01-02" in refusal(text)
    assert read(text, overrides={"date_order": "day_first"}).index[0] == np.datetime64("2024-02-01")
    assert read(text, overrides={"date_order": "month_first"}).index[0] == np.datetime64(
        "2024-01-02"
    )


def test_a_column_that_counts_the_rows_is_the_index() -> None:
    """It is nothing to predict."""
    series = read("t,v\n10,5\n11,7\n12,6\n")
    assert series.columns == ("v",)
    assert series.index.tolist() == [10, 11, 12]


def test_unsorted_dates_are_sorted_and_reported() -> None:
    """Once it went backwards."""
    series = read("date,v\n2024-01-02,2\n2024-01-01,1\n2024-01-03,3\n")
    assert series.values[:, 0].tolist() == [1, 2, 3]
    assert "earlier than the row before: 1" in notes(series)


def test_the_last_row_of_a_duplicate_date_is_kept_and_reported() -> None:
    """As a correction usually comes later."""
    series = read("date,v\n2024-01-01,1\n2024-01-02,2\n2024-01-02,5\n2024-01-03,3\n")
    assert series.values[:, 0].tolist() == [1, 5, 3]
    assert "the last of each kept: 1" in notes(series)


@pytest.mark.parametrize(
    ("how", "expected"),
    [("interpolate", [1, 2, 3, 4]), ("previous", [1, 2, 2, 4]), ("drop", [1, 2, 4])],
)
def test_a_gap_in_a_regular_calendar_is_filled_as_chosen(how: str, expected: list[float]) -> None:
    """A missing day becomes a row, or stays away."""
    series = read("date,v\n2024-01-01,1\n2024-01-02,2\n2024-01-04,4\n", missing=how)
    assert series.values[:, 0].tolist() == expected
    assert ("Missing dates added: 1" in notes(series)) == (how != "drop")


def test_a_gap_between_ends_of_months_is_one_month() -> None:
    """Months are unevenly long and yet regular."""
    series = read("date,v\n2024-01-31,1\n2024-02-29,2\n2024-04-30,4\n2024-05-31,5\n")
    assert series.index.astype("datetime64[D]").astype(str).tolist() == [
        "2024-01-31",
        "2024-02-29",
        "2024-03-31",
        "2024-04-30",
        "2024-05-31",
    ]


def test_weekends_are_no_gaps() -> None:
    """Three weeks of weekdays stay fifteen rows."""
    days = [
        d for d in np.arange("2024-01-01", "2024-01-20", dtype="datetime64[D]") if np.is_busday(d)
    ]
    series = read("date,v\n" + "".join(f"{d},{i}\n" for i, d in enumerate(days)))
    assert len(series.values) == 15


def test_uneven_times_are_reported() -> None:
    """The network only sees rows."""
    assert "not evenly spaced" in notes(
        read("date,v\n2024-01-01,1\n2024-01-03,2\n2024-01-06,4\n2024-01-07,4\n2024-01-11,3\n")
    )


def test_times_below_a_second_are_numbered() -> None:
    """A fast logger loses no row."""
    series = read("time,v\n" + "".join(f"2024-01-01 00:00:00.{i}00,{i}\n" for i in range(9)))
    assert series.index.tolist() == list(range(9))
    assert "less than a second" in notes(series)


@pytest.mark.parametrize(
    ("how", "expected"),
    [("interpolate", [1, 2, 3, 5]), ("previous", [1, 1, 3, 5]), ("drop", [1, 3, 5])],
)
def test_missing_values_are_filled_as_chosen_and_reported(how: str, expected: list[float]) -> None:
    """One cell, one sentence."""
    series = read("v\n1\nNA\n3\n5\n", missing=how)
    assert series.values[:, 0].tolist() == expected
    assert "Missing values in v" in notes(series)
    assert ": 1." in notes(series)


def test_infinite_and_huge_values_count_as_missing() -> None:
    """They would overflow the network."""
    series = read("v\n1\ninf\n3\n1e300\n5\n")
    assert series.values[:, 0].tolist() == [1, 2, 3, 4, 5]
    assert "treated as missing: 2" in notes(series)


@pytest.mark.parametrize("large", ["1e300", "9.3e18", "-1e19", "inf"])
def test_a_code_too_large_for_a_whole_number_is_read_as_it_stands(large: str) -> None:
    rows = [f"2024-01-{day:02d},{large if day % 3 else 1},{day}" for day in range(1, 29)]
    series = read("\n".join(["date,code,value", *rows]))
    assert len(series.values) == 28


def test_words_among_numbers_count_as_missing() -> None:
    """How many is told."""
    assert "not numbers, treated as missing: 1" in notes(read("v\n1\nbroken\n3\n4\n"))


def test_a_constant_series_is_allowed_and_reported() -> None:
    """There is nothing to learn from it, but it is valid."""
    assert "never changes" in notes(read("v\n5\n5\n5\n"))


def test_rows_with_too_many_cells_are_skipped_and_reported() -> None:
    """One in forty."""
    assert "too many cells skipped: 1" in notes(
        read("a,b\n" + "1,2\n" * 20 + "1,2,3\n" + "1,2\n" * 20)
    )


def test_an_empty_column_is_skipped_and_reported() -> None:
    """By its name."""
    series = read("a,b\n1,\n2,\n3,\n")
    assert series.columns == ("a",)
    assert "without any value skipped: b" in notes(series)


def test_columns_and_target_are_chosen_by_name() -> None:
    """The target is taken along."""
    series = read("a,b,c\n1,2,3\n2,3,5\n", columns=["c"], target="b")
    assert series.columns == ("c", "b")
    assert series.target == 1


def test_equal_column_names_are_made_unique() -> None:
    """Else one could not be chosen."""
    assert read("a,a,\n1,2,3\n2,3,5\n").columns == ("a", "a.2", "column 3")


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "The file is empty"),
        (b" \n\r\n\t", "The file is empty"),
        (b"a,b\n", "no rows with values below its header"),
        (b"a,b\n1,2\n", "needs at least two"),
        (b"a,b\nx,y\nz,w\n", "only text"),
        (
            b"a,b\n,\nnan,NA\n",
            "no rows with values below its header|No column contains a finite number",
        ),
        (b"a,b\nnan,inf\ninf,NA\n", "No column contains a finite number"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture"),
        (b"PK\x03\x04\x14\0\0\0", "The workbook is damaged"),
        (b"PAR1\x15\x04", "The Parquet file is damaged"),
        (bytes(range(256)) * 4, "not text"),
        (b'a,b\n"1,2\n3,4\n', "never closed"),
        (b"1,2\n" * 200_002, "more than 100,000 rows"),
        (b",".join([b"1"] * 201) + b"\n" + b",".join([b"1"] * 201), "more than 200 columns"),
        (b"1.5\n" * 1_300_000, "larger than 5 MB"),
        (b"a,b\n1,5,2\n3,5,4\n4,5,6\n", "check the separator"),
    ],
)
def test_bad_files_are_refused_in_one_sentence(raw: bytes, sentence: str) -> None:
    """What it is, and what to do."""
    assert re.search(sentence, refusal(raw))


def test_wrong_names_are_refused_with_the_nearest() -> None:
    """Where they belong."""
    assert "did you mean 'beta'?" in refusal("alpha,beta\n1,2\n2,3\n", target="bta")
    assert "did you mean 'alpha'?" in refusal("alpha,beta\n1,2\n2,3\n", columns=["alhpa"])
    assert "contains no numbers" in refusal("alpha,beta\n1,x\n2,y\n", target="beta")
    assert "did you mean 'alpha'?" in refusal("alpha,beta\n1,2\n2,3\n", overrides={"time": "alpa"})


def test_guess_is_shown_before_use() -> None:
    """All a reader needs in order to agree or to overrule."""
    guess = upload.guess(
        b"fecha;temp;lugar;nada\n01.02.2024;1,5;Vigo;\n02.02.2024;2,5;Vigo;\n", "a.csv"
    )
    assert (
        guess.layout.separator,
        guess.layout.decimal,
        guess.layout.header,
        guess.layout.encoding,
    ) == (";", ",", True, "utf-8")
    assert [(c.name, c.kind) for c in guess.columns] == [
        ("fecha", "date"),
        ("temp", "number"),
        ("lugar", "text"),
        ("nada", "empty"),
    ]
    assert (guess.index, guess.inputs, guess.target, guess.rows) == ("fecha", ("temp",), "temp", 2)
    assert guess.preview[0][0] == "01.02.2024"


def test_a_wrong_guess_can_be_overruled() -> None:
    """Two columns of whole numbers, or one of decimals?"""
    raw = b"3,5\n2,6\n9,5\n"
    assert read(raw).values.shape[1] == 2
    assert read(raw, overrides={"separator": "semicolon", "decimal": "comma"}).values[
        :, 0
    ].tolist() == [3.5, 2.6, 9.5]
    assert read(b"1\n2\n3\n", overrides={"header": "yes"}).columns == ("1",)


def test_a_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    """On the command line."""
    path = tmp_path / "mine.csv"
    path.write_text(ISO)
    series = load(Data(source="file", path=str(path), params={"separator": "comma"}), lookback=5)
    assert series.values[:, 0].tolist() == [1, 2, 4]
    assert series.name == "mine.csv"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """Each in its own words."""
    with pytest.raises(DataError, match="There is no file"):
        load(Data(source="file", path=str(tmp_path / "none.csv")), lookback=5)
    with pytest.raises(DataError, match="a folder"):
        load(Data(source="file", path=str(tmp_path)), lookback=5)
    with pytest.raises(DataError, match=r"no file a\?b"):
        load(Data(source="file", path="a\0b"), lookback=5)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"source": "hold", "columns": ("a",)}, "data.columns"),
        ({"source": "hold", "target": "a"}, "data.target"),
        ({"source": "sine", "path": "x.csv"}, "data.path"),
        ({"source": "sine", "resample": "day"}, "data.resample"),
    ],
)
def test_fields_that_a_source_does_not_use_are_refused(
    given: dict[str, object], field: str
) -> None:
    """They are not silently ignored."""
    with pytest.raises(DataError) as error:
        load(Data(**given), lookback=5)  # type: ignore[arg-type]
    assert error.value.field == field


def test_a_later_value_never_reaches_the_network() -> None:
    """Whatever is done about a gap: changing the value behind it changes no input before it, nor
    what scales them.
    """
    for how in ("interpolate", "previous", "drop"):
        inputs = []
        for later in ("5", "500"):
            rows = [f"{i % 7}" for i in range(60)]
            rows[40:43] = ["", "", ""]
            rows[43] = later
            series = read("v\n" + "\n".join(r or "NA" for r in rows) + "\n", missing=how)
            windows = make_windows(series, Problem(lookback=5, train_share=0.7), "standard")
            inputs.append(windows.train.rows[:40])
            if how != "drop":
                inputs[-1] = windows.train.rows[:43]
        np.testing.assert_array_equal(*inputs)


@pytest.mark.parametrize("transform", ["log", "difference", "log_difference"])
@pytest.mark.parametrize("kind", ["many_to_one", "seq2seq"])
def test_a_transformation_is_undone_exactly(transform: str, kind: str) -> None:
    """A network that said just what it was asked for would hit every target, in the data's own
    units.
    """
    values = np.exp(np.cumsum(np.random.default_rng(0).normal(size=90)) * 0.1)[:, None]
    series = Series(values, ("v",), 0, np.arange(90), "walk", transform=transform)
    windows = make_windows(series, Problem(kind=kind, lookback=6, horizon=3), "standard")
    part = windows.test
    np.testing.assert_allclose(
        undo(part, windows.scaler, part.y(slice(None))), targets(part), rtol=1e-5
    )
    changed = replace(series, values=np.vstack([values[:80], values[80:] * 9]))
    np.testing.assert_array_equal(
        make_windows(changed, Problem(kind=kind, lookback=6, horizon=3), "standard").train.rows[
            :80
        ],
        windows.train.rows[:80],
    )


def test_an_answer_repeats_only_the_steps_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes are parsed once, and the columns are typed again only for what changes them."""
    steps: list[str] = []
    parse, type_columns = opening.open_file, opening.typed
    monkeypatch.setattr(
        opening, "open_file", lambda *given: (steps.append("rows"), parse(*given))[1]
    )
    monkeypatch.setattr(
        opening, "typed", lambda *given: (steps.append("columns"), type_columns(*given))[1]
    )
    raw = b"date,load\n" + b"".join(b"0%d/01/2024,%d\n" % (d, d * d) for d in range(1, 10))
    answers: list[dict[str, str]] = [
        {},
        {"duplicates": "first"},
        {"date_order": "day_first"},
        {"marks": "none", "date_order": "day_first"},
        {"header": "yes"},
    ]
    for answer in answers:
        upload.guess(raw, "file.csv", answer)
    assert steps == ["rows", "columns", "columns", "rows", "columns"]


def test_a_list_of_numbers_is_a_series_even_where_they_could_be_years() -> None:
    """A pressure in hectopascals, without a name."""
    values = [1013 + n * 7 % 5 for n in range(40)]
    series = read_first("\n".join(map(str, values)).encode(), "pressure.csv")
    assert series.values[:, 0].tolist() == values


def test_years_alone_are_not_predicted_and_the_sentence_says_why() -> None:
    """They are numbers, so it may not say that there are none."""
    with pytest.raises(DataError, match="is a time, a counter or the like"):
        read_first(b"year\n" + b"".join(b"%d\n" % year for year in range(1900, 1960)), "a.csv")
