"""Small files after weather services, grid operators, meters and offices, with what they say."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from playground.data.io.upload import look
from playground.errors import DataError

START = datetime(2024, 1, 15)


def _look(head: str, rows: list[str], name: str = "a.csv") -> dict[str, Any]:
    return look("\n".join([head, *rows]).encode(), name)


def _times(found: dict[str, Any]) -> tuple[str, str]:
    return found["time"]["first"][:16], found["time"]["second"][:16]


def _asked(found: dict[str, Any]) -> dict[str, list[str]]:
    return {q["field"]: q["choices"] for q in found["questions"]}


def _hours(count: int) -> list[datetime]:
    return [START + timedelta(hours=k) for k in range(count)]


# -- separators ----------------------------------------------------------------------------------


def test_tabs_divide_a_table_whose_dates_and_clocks_have_a_space_between_them() -> None:
    """Names stay above their columns, also below a comment line without words."""
    rows = [f"USGS\t01646500\t{t:%Y-%m-%d %H:%M}\tEST\t{900 + t.hour}\tP" for t in _hours(60)]
    head = "# Data for\n#\nagency_cd\tsite_no\tdatetime\ttz_cd\t69928_00060\t69928_00060_cd"
    found = _look(head, ["5s\t15s\t20d\t6s\t14n\t10s", *rows], "gauge.rdb")
    assert found["time"]["columns"] == ["datetime"]
    assert (found["target"], found["rows"]) == ("69928_00060", 60)


def test_quoted_cells_with_spaces_are_divided_by_their_commas() -> None:
    """As the prices of a power exchange, whose times are spans."""
    rows = [
        f'"{t:%d/%m/%Y %H:%M:%S} - {t + timedelta(hours=1):%d/%m/%Y %H:%M:%S}","BZN|DE","{k}.25","EUR"'
        for k, t in enumerate(_hours(48))
    ]
    found = _look('"MTU (CET/CEST)","Area","Day-ahead Price (EUR/MWh)","Currency"', rows)
    assert found["target"] == "Day-ahead Price (EUR/MWh)"
    assert _times(found) == ("2024-01-15T00:00", "2024-01-15T01:00")


def test_names_in_quotes_between_spaces_lose_the_quotes() -> None:
    rows = [f'"{k}" "{t:%Y-%m-%d}" {k % 7}.125' for k, t in enumerate(_hours(24 * 30)[::24], 1)]
    found = _look('"date" "flow"', rows, "table.txt")
    assert (found["time"]["columns"], found["target"]) == (["date"], "flow")


def test_commas_of_thousands_without_quotes_are_refused() -> None:
    """1,234.50 would be 1 and 234.50."""
    rows = [f"{t:%Y-%m-%d},1,{200 + k}.50" for k, t in enumerate(_hours(24 * 30)[::24])]
    with pytest.raises(DataError, match="more cells than the 2 columns"):
        _look("date,price", rows)


# -- times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("series", [1, 2])
def test_midnight_after_the_evening_of_its_date_is_the_end_of_the_day(series: int) -> None:
    """As load profiles are written, whose times are the ends of the intervals."""
    rows = [
        f"{t:%d.%m.%Y};{t + timedelta(minutes=15):%H:%M};M{s};0,{100 + k % 60}"
        for k, t in enumerate(START + timedelta(minutes=15 * k) for k in range(192))
        for s in range(series)
    ]
    found = _look("Datum;Zeit;Meter;kWh", rows)
    assert _times(found) == ("2024-01-15T00:15", "2024-01-15T00:30")
    assert found["time"]["last"] == "2024-01-17T00:00:00"
    assert found["rows"] == 192
    assert any("24:00" in note for note in found["notes"])


@pytest.mark.parametrize("hours", [1, 6, 8, 12])
def test_midnight_begins_the_day_where_the_rows_are_newest_first(hours: int) -> None:
    rows = [f"{t:%Y-%m-%d %H:%M},{t.day}.{t.hour}" for t in _hours(240)[::hours]]
    found = _look("time,level", rows[::-1])
    assert _times(found)[0] == "2024-01-15T00:00"
    assert not any("24:00" in note for note in found["notes"])


def test_hours_as_spans_are_the_time_of_day() -> None:
    rows = [
        f"{t:%d-%m-%Y},{t:%H} - {(t.hour + 1) % 24:02d},{k}.5" for k, t in enumerate(_hours(96))
    ]
    found = _look("Date,Hours,SE1", rows)
    assert (found["rows"], found["series"]) == (96, None)
    assert _times(found) == ("2024-01-15T00:00", "2024-01-15T01:00")


def test_the_hour_that_occurs_twice_is_no_billion() -> None:
    """In autumn the third hour of a day is 3A and 3B."""
    names = [str(h) for h in range(1, 25)]
    twice = ["1", "2", "3A", "3B", *names[3:]]
    rows = [
        f"{day}.10.2023;{hour};{k},25"
        for day in (27, 28, 29, 30)
        for k, hour in enumerate(twice if day == 29 else names)
    ]
    found = _look("Tag;Stunde;Preis", rows)
    assert (found["target"], found["rows"]) == ("Preis", 96)
    assert _times(found) == ("2023-10-27T01:00", "2023-10-27T02:00")


def test_the_parts_of_a_time_may_be_named_by_their_format() -> None:
    head = "Year Month Day Hour Minutes in YYYY,MM,DD,HH24,MI format in Local time,Rain in mm"
    rows = [f"{t:%Y,%m,%d,%H,%M},0.{k % 9}" for k, t in enumerate(_hours(60))]
    found = _look(head, rows)
    assert found["target"] == "Rain in mm"
    assert _times(found) == ("2024-01-15T00:00", "2024-01-15T01:00")


def test_a_time_of_twelve_digits_may_begin_with_two_of_the_year() -> None:
    """As a meter writes it, W for winter behind it."""
    rows = [f"{t:%y%m%d%H%M%S}W,{1200 + k}.125" for k, t in enumerate(_hours(60))]
    assert _times(_look("timestamp,kwh", rows)) == ("2024-01-15T00:00", "2024-01-15T01:00")


def test_seconds_since_1970_may_repeat_for_each_series() -> None:
    rows = [f"{s},{1704067200 + 3600 * k}.0,{k % 7}.5" for k in range(60) for s in (3, 7)]
    found = _look("metadata_id,start_ts,mean", rows)
    assert (found["target"], found["rows"], found["series"]["count"]) == ("mean", 60, 2)
    assert _times(found) == ("2024-01-01T00:00", "2024-01-01T01:00")


def test_the_same_month_of_every_year_is_that_month() -> None:
    found = _look("year,mo,extent", [f"{y}, 9,{y % 7}.25" for y in range(1979, 2020)])
    assert _times(found) == ("1979-09-01T00:00", "1980-09-01T00:00")


@pytest.mark.parametrize(
    "days",
    [
        [f"1402/{m:02d}/{d:02d}" for m in (1, 2, 3) for d in range(1, 32)],
        [f"1402{m:02d}{d:02d}" for m in (1, 2, 3) for d in range(1, 32)],
        [f"{112_00_00 + 100 * m + d}" for m in (1, 2, 3) for d in range(1, 29)],
    ],
)
def test_days_of_another_calendar_are_asked_about(days: list[str]) -> None:
    """Three months of 31 days each are no months of ours, nor is the year 1402."""
    found = _look("date,price", [f"{day},{k % 7}.5" for k, day in enumerate(days)])
    assert "date" in _asked(found)["data.params.time"]
    assert (found["time"], found["rows"]) == (None, len(days))


def test_day_and_month_are_asked_about_with_a_date_that_tells_them_apart() -> None:
    found = _look("date,price", [f"{k % 3 + 1:02d}/{k // 3 + 1:02d}/2024,{k}" for k in range(9)])
    why = next(q["why"] for q in found["questions"] if q["field"] == "data.params.date_order")
    first, second = why.rstrip(".").split(" ")[-3::2]
    assert {first[:4], second[:4]} == {"2024"}
    assert first != second


# -- shapes --------------------------------------------------------------------------------------


def test_an_object_whose_keys_are_compact_dates_has_times() -> None:
    """As NASA POWER answers."""
    keys = [f"{date(2023, 1, 1) + timedelta(days=k):%Y%m%d}" for k in range(40)]
    inner = {name: {key: k % 7 + 0.5 for k, key in enumerate(keys)} for name in ("T2M", "WS10M")}
    found = look(json.dumps({"properties": {"parameter": inner}}).encode(), "power.json")
    assert (_times(found), found["rows"]) == (("2023-01-01T00:00", "2023-01-02T00:00"), 40)


@pytest.mark.parametrize(
    ("names", "second"),
    [
        ("DJF JFM FMA MAM AMJ MJJ JJA JAS ASO SON OND NDJ".split(), "1990-02-01T00:00"),
        ([f"M{m}" for m in range(1, 13)], "1990-02-01T00:00"),
        ([f"{m}" for m in range(1, 13)], "1990-02-01T00:00"),
        ([f"W{w}" for w in range(1, 53)], "1990-01-08T00:00"),
    ],
)
def test_parts_of_a_year_across_follow_each_other(names: list[str], second: str) -> None:
    """One row per year; what is no part of it is told."""
    rows = [
        f"{y}," + ",".join(f"{k % 5}.5" for k in range(len(names))) + ",9"
        for y in range(1990, 1996)
    ]
    found = _look(f"Year,{','.join(names)},Annual", rows)
    assert _times(found) == ("1990-01-01T00:00", second)
    assert found["target"] == "value"
    assert any("Annual" in note for note in found["notes"])


def test_years_of_several_stations_with_months_across_are_several_series() -> None:
    months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
    cells = ",".join(f"{k}.5" for k in range(12))
    rows = [f"{who},{y},{cells}" for who in ("Alpha", "Beta") for y in range(2000, 2010)]
    found = _look(f"Station,Year,{months}", rows)
    assert (found["rows"], found["series"]["count"], found["series"]["used"]) == (120, 2, "Alpha")
    assert _times(found) == ("2000-01-01T00:00", "2000-02-01T00:00")


def test_years_behind_the_same_words_are_times_across() -> None:
    head = "region;" + ";".join(f"Folkmängd {y}" for y in range(1990, 2020))
    cells = ";".join(str(9000 + 7 * k % 90) for k in range(30))
    found = _look(head, [f"{who};{cells}" for who in ("Uppsala", "Kalmar")])
    assert (_times(found)[1], found["rows"], found["series"]["count"]) == (
        "1991-01-01T00:00",
        30,
        2,
    )


def test_days_across_may_have_points() -> None:
    head = "rok;měsíc;" + ";".join(f"{d}." for d in range(1, 32))
    found = _look(head, [f"2019;{m};" + ";".join(["1,5"] * 31) for m in (1, 3, 5)])
    assert _times(found) == ("2019-01-01T00:00", "2019-01-02T00:00")


# -- several series ------------------------------------------------------------------------------


@pytest.mark.parametrize("below", [False, True])
def test_series_with_times_of_their_own_are_asked_about(below: bool) -> None:
    """Two sensors report seconds apart, in turn or one below the other."""
    rows = [
        (
            s,
            f"{START + timedelta(seconds=300 * k + 7 * n + k % 3):%Y-%m-%d %H:%M:%S},{s},{20 - 9 * n}.5",
        )
        for k in range(80)
        for n, s in enumerate(("kitchen", "attic"))
    ]
    ordered = sorted(rows, key=lambda row: row[0]) if below else rows
    found = _look("ts,room,temp", [row for _room, row in ordered])
    assert "room" in _asked(found)["data.params.id"]


def test_a_state_that_changes_with_time_is_no_series() -> None:
    rows = [
        f"{START + timedelta(seconds=300 * k + k % 3):%Y-%m-%d %H:%M:%S},{'rain' if k * k % 11 < 4 else 'dry'},{k % 7}.5"
        for k in range(160)
    ]
    found = _look("ts,weather,temp", rows)
    assert (_asked(found), found["target"], found["rows"]) == ({}, "temp", 160)
