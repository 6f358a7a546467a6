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
