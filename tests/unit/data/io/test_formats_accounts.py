"""Money, signs and thousands; dates that programs have swapped; quotes; lists of statistics."""

from __future__ import annotations

import json

import pytest

from playground.data.io.upload import look
from playground.errors import DataError
from tests.file_cases import Case

DAYS = [f"2024-01-{d:02d}" for d in range(1, 32)] + [f"2024-02-{d:02d}" for d in range(1, 10)]
FIRST, LAST = "2024-01-01T00:00:00", "2024-02-09T00:00:00"
GERMAN = [".".join(day.split("-")[::-1]) for day in DAYS]


def _case(cells: list[str], first: float, last: float, **more: object) -> Case:
    """Return a file of a name, and one cell for each day, separated by semicolons."""
    text = "date;v\n" + "".join(f"{d};{c}\n" for d, c in zip(DAYS, cells, strict=True))
    return Case(text, ["v"], [first], [last], 40, FIRST, LAST, **more)


def _swapped(day: str) -> str:
    """Return a day as a program writes it that reads the days up to 12 as months."""
    year, month, number = day.split("-")
    return f"{year}-{number}-{month}" if int(number) <= 12 else day


CASES = {
    "($1,000)": _case([f"(${1 + i % 3},{i + 100}.50)" for i in range(40)], -1100.5, -1139.5),
    "-$1,000": _case([f"-${1 + i % 3},{i + 100}.50" for i in range(40)], -1100.5, -1139.5),
    "debit and credit": _case(
        [f"{i + 100},50 {'HS'[i % 2]}" for i in range(40)], 100.5, -139.5, told=("S = ×-1",)
    ),
    "998 to 1.004": _case([f"{980 + i:,}".replace(",", ".") for i in range(40)], 980, 1019),
    "998 to 1,004": _case([f"{980 + i:,}" for i in range(40)], 980, 1019),
    "provisional": _case([f"{i % 9}.5{' (p)' * (i > 35)}" for i in range(40)], 0.5, 3.5),
    "forced text": _case([f'="{i % 9}.5"' for i in range(40)], 0.5, 3.5),
    "line ends in quotes": Case(
        'day,"v\n(kWh)",note\n' + "".join(f'{d},{i % 9}.5,"a\nb"\n' for i, d in enumerate(DAYS)),
        ["v (kWh)"],
        [0.5],
        [3.5],
        40,
    ),
    "whole lines in quotes": Case(
        '"day,v"\n' + "".join(f'"{d},{i % 9}.5"\n' for i, d in enumerate(DAYS)),
        ["v"],
        [0.5],
        [3.5],
        40,
    ),
    "swapped up to the 12th": Case(
        "day,v\n" + "".join(f"{_swapped(d)},{i % 9}\n" for i, d in enumerate(DAYS)),
        ["v"],
        [0],
        [3],
        40,
        FIRST,
        LAST,
        told=("Day and month swapped in day, so that the rows are in order: 19",),
    ),
    "swapped, the others as written": Case(
        "day,v\n"
        + "".join(
            f"{_swapped(d) + ' 00:00' if int(d[8:]) <= 12 else g},{i % 9}\n"
            for i, (d, g) in enumerate(zip(DAYS, GERMAN, strict=True))
        ),
        ["v"],
        [0],
        [3],
        40,
        FIRST,
        LAST,
    ),
    "shares of a day": Case(
        "Date,Time,v\n" + "".join(f"{45292 + i // 24},{i % 24 / 24:.9f},{i}\n" for i in range(48)),
        ["v"],
        [0],
        [47],
        48,
        "2024-01-01T00:00:00",
        "2024-01-02T23:00:00",
        more={"target": "v"},
    ),
    "CEST and CET": Case(
        "time;v\n"
        + "".join(
            f"29.10.2023 {h - (h > 2):02d}:00 {'CET' if h > 2 else 'CEST'};{h % 5},5\n"
            for h in range(24)
        ),
        ["v"],
        [0.5],
        [3.5],
        24,
        "2023-10-28T22:00:00",
        "2023-10-29T21:00:00",
        told=("converted to UTC",),
    ),
    "yen in shift_jis": Case(
        ("年月日,売上\n" + "".join(f'{d},"¥{1 + i % 3},{i + 100}"\n' for i, d in enumerate(DAYS)))
        .replace("¥", "\\")
        .encode("shift_jis"),
        ["売上"],
        [1100],
        [1139],
        40,
    ),
    "stata": Case(
        "     +-----------------+\n     |      day      v |\n     |-----------------|\n"
        + "".join(f"{i:3d}. | {d}   {i % 9}.5 |\n" for i, d in enumerate(DAYS, 1))
        + "     +-----------------+\n",
        ["v"],
        [1.5],
        [4.5],
        40,
        FIRST,
        LAST,
    ),
    "tibble": Case(
        "# A tibble: 40 × 2\n   day            v\n   <date>     <dbl>\n"
        + "".join(f"{i:2d} {d}  {i % 9}.5\n" for i, d in enumerate(DAYS, 1)),
        ["v"],
        [1.5],
        [4.5],
        40,
    ),
    "an object for each entry": Case(
        json.dumps({"log": {f"-N{i:04d}": {"day": d, "v": i % 9} for i, d in enumerate(DAYS)}}),
        ["v"],
        [0],
        [3],
        40,
        FIRST,
        name="a.json",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_accounts_and_offices_write_is_read_right(name: str) -> None:
    assert CASES[name].differences() == []


@pytest.mark.parametrize(
    ("rows", "field", "choice"),
    [
        (
            [f"sensor.{'th'[i % 2]},2024-01-01 {i // 60:02d}:{i % 60:02d},{i}" for i in range(99)],
            "data.params.id",
            "entity_id",
        ),
        ([f"x,FY{90 + i},{i % 7}.5" for i in range(9)], "data.params.time", "Fiscal year"),
    ],
)
def test_what_could_be_meant_otherwise_is_asked(rows: list[str], field: str, choice: str) -> None:
    names = "entity_id,time,v" if field.endswith("id") else "x,Fiscal year,v"
    found = look("\n".join([names, *rows]).encode(), "a.csv")
    assert choice in {q["field"]: q["choices"] for q in found["questions"]}[field]


@pytest.mark.parametrize(
    "text",
    [
        "day,deep,rem\n" + "".join(f"{d},1h {i}m,0h 3{i % 9}m\n" for i, d in enumerate(DAYS)),
        "Rok Miesiac Sprzedaz\n" + "".join(f"2020 {i} {i % 3 + 1} {100 + i}\n" for i in range(12)),
    ],
    ids=["durations", "thousands between spaces"],
)
def test_what_cannot_be_told_apart_is_refused(text: str) -> None:
    with pytest.raises(DataError):
        look(text.encode(), "a.csv")
