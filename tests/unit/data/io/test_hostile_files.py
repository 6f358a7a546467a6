"""Files made to exhaust memory or time are refused before they are expanded."""

from __future__ import annotations

import io
import math
import zipfile

import pyarrow as pa
import pytest
from pyarrow import parquet

from playground.data.io.readers.archive import check_archive
from playground.data.io.readers.parquet import read_parquet
from playground.data.io.upload import guess, read
from playground.data.io.values.cells import LONGEST, bare, is_number, to_number
from playground.errors import DataError

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def workbook(sheet: str, place: str = "xl/worksheets/sheet1.xml", shared: str = "") -> bytes:
    """Return an archive that passes for a workbook."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(place, sheet)
        if shared:
            archive.writestr("xl/sharedStrings.xml", shared)
    return file.getvalue()


def sheet(rows: str) -> str:
    """Return a sheet with these rows."""
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>"


@pytest.mark.parametrize(
    "content",
    [
        sheet(FAR),
        sheet(FAR.replace('"', "'")),
        sheet(FAR.replace("<row ", "<row\n").replace("<c ", "<c\t ")),
        sheet(FAR)
        .replace("</", "\0")
        .replace("<", "<x:")
        .replace("\0", "</x:")
        .replace("<x:worksheet", '<x:worksheet xmlns:x="urn:x"'),
        sheet(FAR.replace("XFD", "&#88;FD")),
        "<?xml version='1.0' encoding='utf-16'?>" + sheet(FAR),
    ],
)
@pytest.mark.parametrize(
    "place", ["xl/worksheets/sheet1.xml", "xl/sheets/sheet1.xml", "other/sheet1.bin"]
)
def test_sheet_that_reaches_far_is_refused_however_it_is_spelled(content: str, place: str) -> None:
    """Any prefix, quotes, white space and encoding, in any member."""
    raw = content.encode("utf-16") if "utf-16" in content else content.encode()
    file = io.BytesIO(workbook("<worksheet/>"))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            place if place != "xl/worksheets/sheet1.xml" else "xl/worksheets/sheet2.xml", raw
        )
    with pytest.raises(DataError, match="spans more than"):
        check_archive(file.getvalue())


def test_text_that_many_cells_share_is_counted_with_its_uses() -> None:
    """Two hundred uses of 300 kB are 60 MB."""
    rows = "".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 201))
    with pytest.raises(DataError, match="hold more than"):
        check_archive(workbook(sheet(rows), shared=f"<sst><si><t>{'B' * 300_000}</t></si></sst>"))
    assert (
        check_archive(workbook(sheet(rows), shared=f"<sst><si><t>{'B' * 300}</t></si></sst>"))
        == "xlsx"
    )


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize(
    ("rows", "columns", "times"), [(999, 999, 1), (1_048_576, 3, 1), (1000, 999, 20), (500, 400, 3)]
)
def test_cells_of_an_open_document_that_are_repeated_are_counted(
    rows: int, columns: int, times: int, quote: str
) -> None:
    """Written once, and meant a million times."""
    cell = f'<t:table-cell o:value-type="float" o:value="1" t:number-columns-repeated="{columns}"/>'
    content = f'<d xmlns:t="t" xmlns:o="o"><t:table>{f"""<t:table-row t:number-rows-repeated="{rows}">{cell}</t:table-row>""" * times}</t:table></d>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content.replace('"', quote))
    with pytest.raises(DataError, match="spans more than"):
        check_archive(file.getvalue())


def test_entities_of_a_workbook_are_refused() -> None:
    """No spreadsheet writes texts that stand for other texts."""
    with pytest.raises(DataError, match="damaged"):
        check_archive(workbook('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet("")))


def test_long_word_of_a_parquet_dictionary_is_not_copied_for_each_row() -> None:
    """It is stored once, and stands for all rows."""
    words = pa.DictionaryArray.from_arrays(
        pa.array([0] * 500, pa.int32()), pa.array(["Z" * 1_000_000])
    )
    file = io.BytesIO()
    parquet.write_table(pa.table({"v": [float(i) for i in range(500)], "s": words}), file)
    assert max(len(word) for word in read_parquet(file.getvalue()).frame[1]) < 1000


@pytest.mark.parametrize(
    "cell",
    ["1" * 20_000 + "x", "1" + " " * 20_000 + "x1", "<" + " " * 20_000 + "z", "1" * (LONGEST + 1)],
)
def test_long_cell_is_text(cell: str) -> None:
    """No number has so many characters."""
    assert not is_number(cell)
    assert math.isnan(to_number(cell, "."))
    assert bare(cell)[1] == ""


@pytest.mark.parametrize("first", ["2024-01-05", "3 Mar 2024", "2024 Q1"])
def test_column_with_a_single_date_does_not_refuse_the_table(first: str) -> None:
    """Machines are maintained once."""
    rows = [
        f"2024-{1 + i // 28:02d}-{1 + i % 28:02d},{i * 1.5},{first if i == 7 else ''}"
        for i in range(120)
    ]
    raw = "\n".join(["day,output,maintained_on", *rows]).encode()
    assert guess(raw, "machine.csv").rows == 120
    assert (
        read(raw, "machine.csv", columns=[]).columns
        == read(raw, "machine.csv").columns
        == ("output",)
    )
