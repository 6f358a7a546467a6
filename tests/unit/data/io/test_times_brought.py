"""Times as people bring them that are easily taken for something else."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

from playground.data.io.upload import look
from tests.file_cases import read_first


def test_years_of_the_buddhist_era_are_read_and_told() -> None:
    """2567 is 2024, which has a 29th of February."""
    days = [date(2024, 2, 20) + timedelta(days=k) for k in range(30)]
    rows = [f"{d.day}/{d.month}/{d.year + 543},{k % 7}.5" for k, d in enumerate(days)]
    found = look("\n".join(["day,level", *rows]).encode(), "level.csv")
    assert (found["rows"], found["time"]["first"][:10]) == (30, "2024-02-20")
    assert found["time"]["step"] == "P1D"
    assert any("Buddhist" in note for note in found["notes"])


def test_a_far_year_among_others_is_no_buddhist_one() -> None:
    """A plan that runs to 2450 stays as it is."""
    rows = [f"{year}-01-01,{year % 7}.5" for year in range(2400, 2460)]
    found = look("\n".join(["day,level", *rows]).encode(), "plan.csv")
    assert found["time"]["first"][:4] == "2400"


def test_a_date_and_a_clock_with_milliseconds_need_no_sign_between_their_digits() -> None:
    """As in quotes of currencies: 20190106 170014593."""
    times = [datetime(2019, 1, 6, 17, 0, 14) + timedelta(milliseconds=250 * k) for k in range(40)]
    rows = [f"{t:%Y%m%d %H%M%S}{t.microsecond // 1000:03d},1.1{k:02d}" for k, t in enumerate(times)]
    found = look("\n".join(["time,bid", *rows]).encode(), "ticks.csv")
    assert found["time"]["columns"] == ["time"]
    assert found["time"]["last"] == "2019-01-06T17:00:23"


def test_a_row_of_names_may_have_one_for_remarks_below_a_row_of_counts() -> None:
    """As laboratory programs write, with settings above."""
    head = ["Separator\tTab", "***End_of_Header***\t", "", "Channels\t2", "Samples\t30\t30"]
    rows = [f"{k / 1000:.6f}\t{k % 7}.5\t{k % 5}.25" for k in range(30)]
    text = "\n".join([*head, "X_Value\tVoltage\tCurrent\tComment", *rows])
    found = look(text.encode(), "measured.lvm")
    assert found["columns"] == ["Voltage", "Current"]


def test_the_lines_of_a_servers_log_have_its_times_and_the_bytes_it_sent() -> None:
    """The numbers of bytes, near 2000, are no years; the times stand in brackets."""
    times = [datetime(2019, 1, 6) + timedelta(hours=k) for k in range(60)]
    rows = [
        f'127.0.0.1 - - [{t:%d/%b/%Y:%H:%M:%S} +0000] "GET /a HTTP/1.1" 200 {1900 + 7 * k % 90}'
        for k, t in enumerate(times)
    ]
    found = look("\n".join(rows).encode(), "access.log")
    assert (found["time"]["first"], found["time"]["step"]) == ("2019-01-06T00:00:00", "PT1H")
    assert (found["target"], found["rows"]) == ("column 8", 60)


def test_whole_minutes_since_1970_are_times_whatever_their_column_is_called() -> None:
    """As the beginnings of a meter's intervals."""
    rows = [f"UP1,{1546300800 + 3600 * k},{500 + k % 9}" for k in range(60)]
    found = look("\n".join(["Usage Point,Interval Start,Wh", *rows]).encode(), "meter.csv")
    assert (found["time"]["first"], found["target"]) == ("2019-01-01T00:00:00", "Wh")


def test_a_number_that_grows_by_odd_amounts_is_no_time() -> None:
    """A counter of bytes, in the range of today's seconds."""
    rows = [f"{1546300800 + 3601 * k * k},{500 + k % 9}" for k in range(60)]
    found = look("\n".join(["sent,Wh", *rows]).encode(), "counter.csv")
    assert found["time"] is None or found["time"]["first"] is None


def test_two_digits_of_a_year_from_40_on_are_of_the_last_century() -> None:
    """The passengers of an airline begin in Jan-49, which is no plan for 2049."""
    months = [datetime(1949 + k // 12, k % 12 + 1, 1) for k in range(144)]
    found = look(
        "\n".join(["Month,n", *(f"{t:%b-%y},{t.year % 7}" for t in months)]).encode(), "a.csv"
    )
    assert (found["time"]["first"][:10], found["time"]["last"][:10]) == ("1949-01-01", "1960-12-01")
    days = [date(1995, 1, 1) + timedelta(days=k) for k in range(60)]
    found = look("\n".join(["date,n", *(f"{d:%y%m%d},{d.day}" for d in days)]).encode(), "a.csv")
    assert (found["time"]["first"][:10], found["rows"]) == ("1995-01-01", 60)


def test_the_parts_of_a_time_may_be_inside_an_object() -> None:
    days = [date(2023, 1, 1) + timedelta(days=k) for k in range(50)]
    rows = [
        {"date": {"year": d.year, "month": d.month, "day": d.day}, "value": d.day % 7} for d in days
    ]
    found = look(json.dumps(rows).encode(), "a.json")
    assert (found["time"]["second"][:10], found["rows"]) == ("2023-01-02", 50)
    assert (found["target"], found["series"]) == ("value", None)


def test_rows_with_clocks_or_numbers_alone_are_used_oldest_first() -> None:
    clocks = [f"{k // 4:02d}:{k % 4 * 15:02d}" for k in range(96)]
    for head, cells in (("time,v", clocks), ("No,v", [str(k) for k in range(1, 97)])):
        rows = [f"{cell},{k}" for k, cell in enumerate(cells)]
        read = read_first("\n".join([head, *rows[::-1]]).encode(), "a.csv")
        assert read.values[:3, 0].tolist() == [0, 1, 2]


def test_a_year_may_stand_at_its_first_month_and_totals_below_the_last() -> None:
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    rows = []
    for year in range(2015, 2020):
        rows += [f"{year if k == 0 else ''},{m},{100 + k}" for k, m in enumerate(names)]
        rows += [",Total,1266", ",,"]
    found = look("\n".join(["Year,Month,Visitors", *rows]).encode(), "a.csv")
    assert (found["time"]["second"][:10], found["rows"]) == ("2015-02-01", 60)
    assert found["target"] == "Visitors"


def test_quarters_may_be_roman_numbers() -> None:
    rows = [
        f"{2005 + k // 4 if k % 4 == 0 else ''};{('I', 'II', 'III', 'IV')[k % 4]};{k}"
        for k in range(60)
    ]
    found = look("\n".join(["Year;Quarter;GDP", *rows]).encode(), "a.csv")
    assert (found["time"]["second"][:10], found["rows"]) == ("2005-04-01", 60)


def test_a_year_that_makes_no_time_is_asked_about() -> None:
    """Prices of cars, a row each: the rows may have no order."""
    rows = [f"{2000 + k * k % 19},{k % 7}.5" for k in range(60)]
    found = look("\n".join(["year,price", *rows]).encode(), "cars.csv")
    fields = {q["field"] for q in found["questions"]}
    assert fields & {"data.params.time", "data.params.duplicates"}


def test_hours_may_have_fractions_beside_a_date_or_the_day_of_a_year() -> None:
    times = [datetime(2024, 1, 15) + timedelta(minutes=15 * k) for k in range(192)]
    for head, form in (("date,hour,v", "%Y-%m-%d"), ("Year,DOY,Hour,v", "%Y,%j")):
        rows = [f"{t:{form}},{t.hour + t.minute / 60:.2f},{t.day}" for t in times]
        found = look("\n".join([head, *rows]).encode(), "a.csv")
        assert (found["time"]["second"], found["rows"]) == ("2024-01-15T00:15:00", 192)
        assert found["target"] == "v"


def test_the_clock_may_stand_before_the_date() -> None:
    times = [datetime(2024, 1, 15) + timedelta(minutes=15 * k) for k in range(60)]
    rows = [f"{t:%H:%M:%S %d/%m/%Y},{t.hour}.5" for t in times]
    found = look("\n".join(["Time,Level (m)", *rows]).encode(), "a.csv")
    assert (found["time"]["second"], found["target"]) == ("2024-01-15T00:15:00", "Level (m)")


def test_five_years_across_may_stand_beside_five_columns_about_their_rows() -> None:
    years = ",".join(map(str, range(2015, 2021)))
    rows = [f"{c},{s},{c}land,Billions,1,2,3,4,5,6,2019" for c in ("A", "B") for s in ("X", "Y")]
    found = look("\n".join([f"ISO,Code,Country,Scale,{years},Estimates", *rows]).encode(), "a.csv")
    assert (found["time"]["second"][:10], found["series"]["count"]) == ("2016-01-01", 4)
