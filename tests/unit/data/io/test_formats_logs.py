"""Lines without column names, times before 1970, periods as decimals, and rows of two kinds."""

from __future__ import annotations

import json

import numpy as np
import pytest

from playground.data.io.upload import look, read
from playground.errors import DataError
from tests.file_cases import Case

NS, DAY = 1_465_839_830_100_400_200, 86_400
MINUTES = ("2016-06-13T17:43:50", "2016-06-13T18:02:50")


def _rows(names: str, *rows: str) -> str:
    return "\n".join([names, *rows]) + "\n"


def _lcd() -> str:
    names = "STATION,DATE,REPORT_TYPE,HourlyTemp,HourlyDew,DailyMax,DailyMin"
    rows = []
    for day in (1, 2, 3):
        rows += [f"7,2024-01-0{day}T{h:02d}:51,FM-15,{30 + h % 9},{20 + h},," for h in range(24)]
        rows.append(f"7,2024-01-0{day}T23:59,SOD  ,,,{40 + day},{10 + day}")
    return _rows(names, *rows)


CASES = {
    "empatica": Case(
        _rows("1465839830.000000", "1.000000", *(f"{70 + i % 9}.25" for i in range(20))),
        ["value"],
        [70.25],
        [71.25],
        20,
        "2016-06-13T17:43:50",
        "2016-06-13T17:44:09",
    ),
    "empatica acceleration": Case(
        _rows(
            "1465839830.00, 1465839830.00", "32.0, 32.0", *(f"-{i % 7},{i % 5}" for i in range(20))
        ),
        ["value 1", "value 2"],
        [0, 0],
        [-5, 4],
        20,
        told=("less than a second",),
    ),
    "empatica beats": Case(
        _rows("1465839830.000000, IBI", *(f"{2 * i}.5,0.8{i % 5}" for i in range(20))),
        ["IBI"],
        [0.80],
        [0.84],
        20,
        "2016-06-13T17:43:50",
    ),
    "influx": Case(
        _rows(
            "# exported",
            *(
                f"air,room=living\\ room t={20 + i % 7}.5,n={i % 5}i,on=true {NS + i * 60 * 10**9}"
                for i in range(20)
            ),
        ),
        ["t", "n"],
        [20.5, 0],
        [25.5, 4],
        20,
        *MINUTES,
    ),
    "influx, a line for each field": Case(
        _rows(
            'air t=19.5,note="a b,c=d" 1465839830',
            *(f"air t=2{i % 7} {NS + i * 60 * 10**9}" for i in range(1, 20)),
            *(f"soil wet=1{i % 5} {NS + i * 60 * 10**9}" for i in range(20)),
        ).replace(" 1465839830\n", f" {NS}\n", 1),
        ["t", "wet"],
        [19.5, 10],
        [25, 14],
        20,
        *MINUTES,
    ),
    "influx, measurements with the same field": Case(
        _rows(
            *(
                f"{name},h=a value={low + i % 7} {NS + i * 60 * 10**9}"
                for i in range(20)
                for low, name in ((10, "air"), (20, "soil"))
            )
        ),
        ["value"],
        [10],
        [15],
        20,
        *MINUTES,
        told=("2 series, named by measurement; air",),
    ),
    "logfmt": Case(
        _rows(
            *(
                f'ts=2024-01-01T{i:02d}:00:00Z level=info msg="read t=9 now" t={20 + i % 7}.5'
                for i in range(20)
            ),
            "shutting down",
        ),
        ["t"],
        [20.5],
        [25.5],
        20,
        "2024-01-01T00:00:00",
        "2024-01-01T19:00:00",
        told=("skipped: 1",),
    ),
    "a time, then pairs": Case(
        _rows(*(f"[2024-01-01 {i:02d}:00:00] INFO t=2{i % 7},5 °C, ok=1" for i in range(20))),
        ["t"],
        [20.5],
        [25.5],
        20,
        "2024-01-01T00:00:00",
        "2024-01-01T19:00:00",
    ),
    "2004.1 to 2004.12": Case(
        _rows("Date,Price", *(f"{2004 + i // 12}.{i % 12 + 1},{i}.5" for i in range(9, 40))),
        ["Price"],
        [9.5],
        [39.5],
        31,
        "2004-10-01T00:00:00",
        "2007-04-01T00:00:00",
    ),
    "2004.1 to 2004.4": Case(
        _rows("Trim;PIB", *(f"{2004 + i // 4}.{i % 4 + 1};{i},5" for i in range(20))),
        ["PIB"],
        [0.5],
        [19.5],
        20,
        "2004-01-01T00:00:00",
        "2008-10-01T00:00:00",
    ),
    "012004": Case(
        _rows("Period;v", *(f"{i % 12 + 1:02d}{2004 + i // 12};{i % 5}" for i in range(30))),
        ["v"],
        [0],
        [4],
        30,
        "2004-01-01T00:00:00",
        "2006-06-01T00:00:00",
    ),
    "seconds before 1970": Case(
        _rows("timestamp,t", *(f"{DAY * (i - 1826)},{i % 7}.5" for i in range(20))),
        ["t"],
        [0.5],
        [5.5],
        20,
        "1965-01-01T00:00:00",
        "1965-01-20T00:00:00",
    ),
    "milliseconds around 1970": Case(
        _rows("time,t", *(f"{DAY * 1000 * (i - 10)},{i % 7}.5" for i in range(20))),
        ["t"],
        [0.5],
        [5.5],
        20,
        "1969-12-22T00:00:00",
        "1970-01-10T00:00:00",
    ),
    "daily summaries between hours": Case(
        _lcd(),
        ["HourlyTemp", "HourlyDew"],
        [30, 20],
        [35, 43],
        72,
        "2024-01-01T00:51:00",
        "2024-01-03T23:51:00",
        told=("skipped: 3, with SOD in REPORT_TYPE",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_log_is_read_right(name: str) -> None:
    assert CASES[name].differences() == []


def test_rows_of_another_kind_keep_the_places_of_the_others_in_the_file() -> None:
    found = read(_lcd().encode(), "a.csv", target="HourlyTemp")
    assert np.flatnonzero(np.diff(found.rows) > 1).tolist() == [23, 47]


def test_elapsed_times_below_zero_are_no_dates() -> None:
    text = _rows("time,volt", *(f"{i - 30},{i % 7}" for i in range(60)))
    assert (look(text.encode(), "a.csv")["time"] or {"first": None})["first"] is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (json.dumps({"locations": [{"latitudeE7": 401234567, "timestampMs": "1"}] * 9}), "Google"),
        (json.dumps({"semanticSegments": [{"startTime": "2024-01-01"}] * 9}), "Google"),
        ("BEGIN;\n" + "INSERT INTO t VALUES ('2024-01-01', 1.5);\n" * 9, "dump of a database"),
        ("hello\nthis is no table\n", "No column contains numbers"),
    ],
)
def test_what_is_no_table_is_refused_by_its_name(text: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        look(text.encode(), "a.json" if text[0] == "{" else "a.sql")


def test_a_table_that_quotes_a_statement_of_a_database_is_read() -> None:
    text = _rows("time,ms,query", *(f"2024-01-0{d},{d}.5,INSERT INTO t" for d in range(1, 10)))
    assert read(text.encode(), "a.csv", target="ms").values[:2, 0].tolist() == [1.5, 2.5]
