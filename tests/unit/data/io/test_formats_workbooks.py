"""Workbooks as people keep them, and Parquet as programs write it."""

from __future__ import annotations

import datetime
import decimal
import io
from collections.abc import Callable

import pandas as pd
import pytest

from tests.file_cases import Case
from tests.sheets import xlsx

_DAYS = [datetime.datetime(2024, 1, d) for d in range(1, 9)]
_FIRST, _LAST = "2024-01-01T00:00:00", "2024-01-08T00:00:00"


ROWS: list[list[object]] = [[d, i * 1.5, i * i] for i, d in enumerate(_DAYS)]
HEAD: list[object] = ["Datum", "Umsatz", "Stück"]


def _ods() -> bytes:
    import zipfile

    def cell(value: object) -> str:
        if isinstance(value, datetime.datetime):
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
            )
        if isinstance(value, (int, float)):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    rows = "".join(
        f"<table:table-row>{''.join(map(cell, r))}</table:table-row>" for r in [HEAD, *ROWS]
    )
    spaces = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text")
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    content = f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Blatt">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return stream.getvalue()


def _parquet(frame: pd.DataFrame, **more: object) -> bytes:
    stream = io.BytesIO()
    frame.to_parquet(stream, **more)
    return stream.getvalue()


BOTH = dict(
    columns=["Umsatz", "Stück"], first=[0, 0], last=[10.5, 49], rows=8, start=_FIRST, end=_LAST
)
WORDS = [[f"{d:%d.%m.%Y}", f"{i * 1.5:.1f}".replace(".", ","), i * i] for i, d in enumerate(_DAYS)]
SERIALS = [[45292 + i, i * 1.5, i * i] for i in range(8)]
TIMES = pd.date_range("2024-01-01", periods=8, freq="D", tz="Europe/Berlin")
FRAME = pd.DataFrame({"when": _DAYS, "a": [i * 1.5 for i in range(8)]})

CASES: dict[str, Callable[[], Case]] = {
    "a plain sheet": lambda: Case(xlsx(("Tabelle1", [HEAD, *ROWS])), **BOTH),
    "names in two rows, merged above": lambda: Case(
        xlsx(("S", [["Datum", "Temperatur", ""], ["", "innen", "außen"], *ROWS])),
        **{**BOTH, "columns": ["Temperatur innen", "Temperatur außen"]},
        told=["Two header rows"],
    ),
    "titles above the header": lambda: Case(
        xlsx(
            (
                "S",
                [
                    ["Umsatzbericht 2024"],
                    ["Stand:", datetime.datetime(2024, 2, 1)],
                    [],
                    HEAD,
                    *ROWS,
                ],
            )
        ),
        **BOTH,
        told=["Lines skipped before the table"],
    ),
    "a merged title": lambda: Case(
        xlsx(("S", [["Bericht", None, None], HEAD, *ROWS]), merged="A1:C1"), **BOTH
    ),
    "a table that begins further right and below": lambda: Case(
        xlsx(("S", [[], [], [None, None, *HEAD], *([None, None, *r] for r in ROWS)])), **BOTH
    ),
    "dates as words": lambda: Case(xlsx(("S", [HEAD, *WORDS])), **BOTH),
    "dates as serial numbers": lambda: Case(xlsx(("S", [HEAD, *SERIALS])), **BOTH),
    "an empty sheet first": lambda: Case(
        xlsx(("Deckblatt", [["Firma AG"]]), ("Daten", [HEAD, *ROWS])),
        **BOTH,
        told=["Daten was read"],
    ),
    "a hidden sheet first": lambda: Case(
        xlsx(("Liste", [["x"]]), ("Daten", [HEAD, *ROWS]), hidden="Liste"), **BOTH
    ),
    "another sheet": lambda: Case(
        xlsx(("A", [HEAD, *ROWS, *ROWS]), ("B", [["t", "y"], *([i, i * i] for i in range(8))])),
        ["y"],
        [0],
        [49],
        8,
        more={"overrides": {"sheet": "B"}},
    ),
    "a total at the end": lambda: Case(
        xlsx(("S", [HEAD, *ROWS, ["Summe", 42.0, 140]])), **BOTH, told=["below the table"]
    ),
    "a remark below": lambda: Case(
        xlsx(("S", [HEAD, *ROWS, [], ["Quelle: Buchhaltung"]])), **BOTH, told=["below the table"]
    ),
    "units under the header": lambda: Case(
        xlsx(("S", [HEAD, [None, "kEUR", "Stk"], *ROWS])), **BOTH, told=["units"]
    ),
    "formulas that show their values": lambda: Case(
        xlsx(
            ("S", [[*HEAD, "Preis"], *([*r, (f"=B{n}*2", n * 0.5)] for n, r in enumerate(ROWS, 2))])
        ),
        ["Umsatz", "Stück", "Preis"],
        [0, 0, 1],
        [10.5, 49, 4.5],
        8,
        _FIRST,
        _LAST,
    ),
    "formulas never calculated": lambda: Case(
        xlsx(("S", [[*HEAD, "Preis"], *([*r, f"=B{n}/C{n}"] for n, r in enumerate(ROWS, 2))])),
        **BOTH,
    ),
    "words for missing": lambda: Case(
        xlsx(
            (
                "S",
                [
                    HEAD,
                    *(
                        [r[0], "k.A." if i == 3 else r[1], "#N/A" if i == 4 else r[2]]
                        for i, r in enumerate(ROWS)
                    ),
                ],
            )
        ),
        **BOTH,
        told=["Umsatz", "Stück"],
    ),
    "date and time apart": lambda: Case(
        xlsx(
            (
                "S",
                [
                    ["Tag", "Zeit", "kW"],
                    *([_DAYS[0], datetime.time(h, 15), h * 0.5] for h in range(8)),
                ],
            )
        ),
        ["kW"],
        [0],
        [3.5],
        8,
        "2024-01-01T00:15:00",
        "2024-01-01T07:15:00",
    ),
    "years across": lambda: Case(
        xlsx(
            (
                "S",
                [
                    ["Land", 2015, 2016, 2017, 2018, 2019],
                    ["Chile", 1, 2, 3, 4, 5],
                    ["Peru", 6, 7, 8, 9, 10],
                ],
            )
        ),
        ["value"],
        [1],
        [5],
        5,
        "2015-01-01T00:00:00",
        "2019-01-01T00:00:00",
        ["Chile is used"],
    ),
    "months across": lambda: Case(
        xlsx(("S", [["Filiale", *_DAYS], ["Nord", *range(8)], ["Süd", *range(10, 18)]])),
        ["value"],
        [0],
        [7],
        8,
        _FIRST,
        _LAST,
        ["Nord is used"],
    ),
    "ods": lambda: Case(_ods(), **BOTH),
    "parquet": lambda: Case(_parquet(FRAME, index=False), ["a"], [0], [10.5], 8, _FIRST, _LAST),
    "parquet, an index of times with a zone": lambda: Case(
        _parquet(pd.DataFrame({"v": range(8)}, index=TIMES)),
        ["v"],
        [0],
        [7],
        8,
        "2023-12-31T23:00:00",
        "2024-01-07T23:00:00",
    ),
    "parquet, a named index": lambda: Case(
        _parquet(FRAME.set_index("when")), ["a"], [0], [10.5], 8, _FIRST, _LAST
    ),
    "parquet, decimals and categories": lambda: Case(
        _parquet(
            pd.DataFrame(
                {
                    "when": _DAYS,
                    "price": [decimal.Decimal(f"{i}.25") for i in range(8)],
                    "kind": pd.Categorical(["x", "y"] * 4),
                    "n": pd.array([1, None, *range(6)], dtype="Int64"),
                    "on": [True, False] * 4,
                }
            )
        ),
        ["price", "n"],
        [0.25, 1],
        [7.25, 5],
        8,
        _FIRST,
        _LAST,
    ),
    "parquet, several series": lambda: Case(
        _parquet(
            pd.DataFrame({"unique_id": ["A"] * 8 + ["B"] * 8, "ds": _DAYS * 2, "y": range(16)})
        ),
        ["y"],
        [8],
        [15],
        8,
        _FIRST,
        _LAST,
        more={"overrides": {"series": "B"}},
    ),
    "parquet, epoch in microseconds": lambda: Case(
        _parquet(
            pd.DataFrame(
                {
                    "ts": [1_704_067_200_000_000 + i * 86_400_000_000 for i in range(8)],
                    "y": [i % 3 for i in range(8)],
                }
            )
        ),
        ["y"],
        [0],
        [1],
        8,
        _FIRST,
        _LAST,
    ),
    "parquet, dates without times": lambda: Case(
        _parquet(pd.DataFrame({"day": [d.date() for d in _DAYS], "y": [i % 3 for i in range(8)]})),
        ["y"],
        [0],
        [1],
        8,
        _FIRST,
        _LAST,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_workbook_or_parquet_file_gives_its_table(name: str) -> None:
    assert CASES[name]().differences() == []
