"""Times as people bring them that are easily taken for something else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from playground.data.io.upload import look


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
