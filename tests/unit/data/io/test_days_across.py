"""Tables with one month per row and its days as columns."""

from __future__ import annotations

from playground.data.io.upload import look

NAMES = ",".join(map(str, range(1, 32)))


def _month(last: int, start: int) -> str:
    return ",".join(f"{start + d}.5" if d <= last else "" for d in range(1, 32))


def test_each_day_becomes_a_row_and_months_end_when_they_end() -> None:
    """January, a February of 29 days, and March."""
    rows = [f"2024,{m},{_month(last, 100 * m)}" for m, last in ((1, 31), (2, 29), (3, 31))]
    found = look("\n".join([f"Year,Month,{NAMES}", *rows]).encode(), "days.csv")
    assert (found["rows"], found["columns"]) == (91, ["value"])
    assert [found["time"][k][:10] for k in ("first", "second", "last")] == [
        "2024-01-01",
        "2024-01-02",
        "2024-03-31",
    ]
    assert any("31 days" in note for note in found["notes"])
    assert not any("filled" in note for note in found["notes"])


def test_a_month_in_words_and_a_station_in_each_row_are_understood() -> None:
    """Two stations with the same months are two series."""
    months = (("Jan", 31), ("Feb", 28), ("Mar", 31))
    rows = [
        f"{who},2023,{name},{_month(last, 50)}"
        for who in ("north", "south")
        for name, last in months
    ]
    found = look("\n".join([f"Station,Year,Month,{NAMES}", *rows]).encode(), "days.csv")
    assert (found["rows"], found["series"]["count"], found["series"]["used"]) == (90, 2, "north")


def test_numbered_columns_without_a_year_and_a_month_stay_as_they_are() -> None:
    """They may be the channels of an instrument."""
    rows = [f"{k},{_month(31, k)}" for k in range(40)]
    found = look("\n".join([f"run,{NAMES}", *rows]).encode(), "channels.csv")
    assert found["rows"] == 40
