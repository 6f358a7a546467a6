"""What is no quantity in the series that is used, though it has numbers."""

from __future__ import annotations

from typing import Any

from playground.data.io.upload import look

DAYS = [f"2024-01-{day:02d}" for day in range(1, 29)]


def read(*rows: str) -> dict[str, Any]:
    """Return what is understood of a table of these rows."""
    return look("\n".join(rows).encode(), "table.csv")


def offered(found: dict[str, Any]) -> list[str]:
    """Return the columns offered as the target."""
    return next((q["choices"] for q in found["questions"] if q["field"] == "data.target"), [])


def test_what_never_changes_within_a_series_is_no_quantity() -> None:
    """A coordinate of each product: the value is the only quantity, so nothing is asked."""
    rows = [
        f"{day},{kind},2.{n},{100 + k * (n + 1)}"
        for k, day in enumerate(DAYS)
        for n, kind in enumerate(("food", "rent"))
    ]
    found = read("date,product,coordinate,value", *rows)
    assert (found["target"], found["columns"], found["questions"]) == ("value", ["value"], [])
    assert any("coordinate" in note for note in found["notes"])


def test_a_number_that_changes_once_within_a_series_is_still_offered() -> None:
    """Otherwise a price that was raised in one shop only would be lost."""
    rows = [
        f"{day},{kind},{2 if k < 20 or n else 3},{100 + k * (n + 1)}"
        for k, day in enumerate(DAYS)
        for n, kind in enumerate(("food", "rent"))
    ]
    assert offered(read("date,product,price,value", *rows)) == ["price", "value"]


def test_a_nameless_counter_of_each_series_is_no_quantity() -> None:
    """It begins again with each series, and counts against the time."""
    rows = [
        f"{27 - k},{day},{town},{100 + k % 5}.5,{7 * k % 11}"
        for town in ("Albany", "Boston")
        for k, day in enumerate(DAYS)
    ]
    assert offered(read(",Date,town,price,sold", *rows)) == ["price", "sold"]


def test_a_decimal_year_beside_the_date_is_a_part_of_the_time() -> None:
    """As in the weekly means of carbon dioxide."""
    rows = [f"2024,1,{k + 1},{2024 + k / 366:.4f},{420 + k % 5}.5,{k % 3}" for k in range(28)]
    assert offered(read("year,month,day,decimal,average,spread", *rows)) == ["average", "spread"]


def test_a_remark_in_place_of_prices_is_left_out_and_told() -> None:
    """A dividend of 0.24 is no price of the day."""
    rows = [f"{day},{10 + k % 5},{11 + k % 5},{9 + k % 5},{1000 + k}" for k, day in enumerate(DAYS)]
    found = read("Date,Open,High,Low,Volume", *rows[:9], f"{DAYS[8]},0.24 Dividend,,,", *rows[9:])
    assert found["rows"] == len(DAYS)
    assert [note for note in found["notes"] if "Dividend" in note] == [
        "Rows with a remark in place of numbers skipped: 1, Dividend."
    ]


def test_a_remark_is_left_out_also_where_the_series_are_chosen_by_hand() -> None:
    """Another answer does not bring it back."""
    rows = [f"{day},A,{10 + k % 5},{11 + k % 5},{9 + k % 5}" for k, day in enumerate(DAYS)]
    table = ["Date,Share,Open,High,Low", *rows[:9], f"{DAYS[8]},A,0.24 Dividend,,", *rows[9:]]
    found = look("\n".join(table).encode(), "table.csv", {"id": "Share"})
    assert sum("Dividend" in note for note in found["notes"]) == 1


def test_a_measurement_with_a_unit_is_no_remark() -> None:
    """A row that holds one measurement only stays."""
    rows = [f"{day},{10 + k % 5} knots,{11 + k % 5},{9 + k % 5}" for k, day in enumerate(DAYS)]
    rows[8] = f"{DAYS[8]},12 knots,,"
    found = read("Date,A,B,C", *rows)
    assert not any("remark" in note for note in found["notes"])


def test_names_stand_above_facts_about_the_series() -> None:
    """The last line above the values says when the file was made, which is no name."""
    facts = ['"";Price;Price_FLAGS', '"";"Gold in London";', "unit;USD;", "factor;one;"]
    rows = [f"{day};{1200 + k},5;" for k, day in enumerate(DAYS)]
    found = read(*facts, "last update;2024-02-05 10:10:44;", *rows)
    assert (found["target"], found["rows"]) == ("Price", len(DAYS))


def test_a_nameless_column_that_falls_evenly_is_no_quantity() -> None:
    """The wave numbers of a spectrum."""
    rows = [f"{4000 - 2 * k}.00000,{k % 7 / 9:.5f}" for k in range(60)]
    found = read(*rows)
    assert (found["target"], found["questions"]) == ("column 2", [])


def test_a_column_called_id_that_jumps_about_names_no_series() -> None:
    """The share of a processor's time that is idle, in the table of a system's monitor."""
    rows = [f"{k % 5},{100 + k % 11},{90 - k * k % 9}" for k in range(60)]
    found = read("run,free,id", *rows)
    assert found["series"] is None


def test_the_code_of_an_article_is_no_quantity() -> None:
    """Some of them have a letter behind their digits."""
    codes = ("85123A", "71053", "84406B")
    found = read("StockCode,Quantity", *(f"{codes[k * k % 3]},{k % 7}" for k in range(60)))
    assert (found["target"], found["questions"]) == ("Quantity", [])
