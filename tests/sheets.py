"""Small workbooks, written by hand: sheets of cells with dates, formulas and merged titles."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/><numFmt numFmtId="165" formatCode="hh:mm"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def xlsx(
    *sheets: tuple[str, Sequence[Sequence[object]]], merged: str = "", hidden: str = ""
) -> bytes:
    """Return a workbook; a word that begins with = is a formula, and ("=A1", 3) one that last
    showed 3.

    Parameters
    ----------
    sheets : tuples of name and rows
    merged : str
        A range that is merged in every sheet, such as "A1:C1".
    hidden : str
        The name of a sheet that is hidden.
    """
    names = [name for name, _rows in sheets]
    listed = "".join(
        f'<sheet name="{escape(n)}" sheetId="{i}" r:id="r{i}"{" state=" + chr(34) + "hidden" + chr(34) if n == hidden else ""}/>'
        for i, n in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="r{i}" Type="{_REL}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    styles = f'<Relationship Id="s" Type="{_REL}/styles" Target="styles.xml"/>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKED}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="a" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKED}/relationships">{related}{styles}</Relationships>',
        "xl/styles.xml": _STYLES,
    }
    for number, (_name, rows) in enumerate(sheets, 1):
        cells = "".join(
            f'<row r="{r}">{"".join(_cell(c, r, i) for i, c in enumerate(row) if c is not None)}</row>'
            for r, row in enumerate(rows, 1)
        )
        together = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData>{together}</worksheet>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _cell(value: object, row: int, column: int) -> str:
    at = f'r="{chr(65 + column)}{row}"'
    if isinstance(value, tuple):
        return f"<c {at}><f>{escape(str(value[0])[1:])}</f><v>{value[1]}</v></c>"
    if isinstance(value, str) and value.startswith("="):
        return f"<c {at}><f>{escape(value[1:])}</f></c>"
    if isinstance(value, datetime.datetime):
        return f'<c {at} s="1"><v>{(value - datetime.datetime(1899, 12, 30)) / datetime.timedelta(days=1)}</v></c>'
    if isinstance(value, datetime.time):
        return f'<c {at} s="2"><v>{(value.hour * 60 + value.minute) / 1440}</v></c>'
    if isinstance(value, str):
        return f'<c {at} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c {at}><v>{value}</v></c>"
