"""A seeded generator of odd tables: what people really upload, and what nobody should."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006"
ODD_CELLS = (
    "1 2.5 3,5 -4 1.234,5 1,234.5 NA nan inf -inf 1e400 x true 12:30 2020 $5 5% \u22123 0x1F 20200101 . , ? 1'000 (5) #N/A =A1+1 [1] {} 1/0 "
    "2020-01-01 01.02.2021 13/02/2020 2020Q3 2020-01-01T00:00Z 0001-01-01 9999-12-31 24:00 31.02.2024 \u0661 99999999999999999999"
).split()


def workbook(xml: str, **others: bytes) -> bytes:
    """Return an .xlsx file with one sheet of this XML, and further members."""
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKED}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="r1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINKS}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="r1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{xml}</sheetData></worksheet>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**members, **others}.items():
            archive.writestr(name, content)
    return file.getvalue()


def rows_xml(rows: list[list[object]]) -> str:
    """Return rows of a sheet: numbers as they are, a text that begins with = as a formula that last
    showed 1.5, others as words.
    """
    text = ""
    for r, row in enumerate(rows, 1):
        cells = ""
        for c, cell in enumerate(row):
            place = f"{chr(65 + c)}{r}"
            if isinstance(cell, (int, float)) and np.isfinite(cell):
                cells += f'<c r="{place}"><v>{cell}</v></c>'
            elif isinstance(cell, str) and cell.startswith("="):
                cells += f'<c r="{place}"><f>{cell[1:]}</f><v>1.5</v></c>'
            elif cell is not None:
                word = str(cell).replace("&", "&amp;").replace("<", "&lt;")
                cells += f'<c r="{place}" t="inlineStr"><is><t>{word}</t></is></c>'
        text += f'<row r="{r}">{cells}</row>'
    return text


def _cells(rng: np.random.Generator, rows: int, columns: int) -> list[list[str]]:
    """Return cells that mostly are of one kind in each column."""
    kinds: list[Callable[[int], str]] = [
        lambda i: f"{rng.normal():.3f}",
        lambda i: f"{rng.normal() * 1e4:,.2f}",
        lambda i: f"{rng.normal() * 1e4:,.2f}".translate(str.maketrans(",.", ".,")),
        lambda i: str((np.datetime64("2024-01-01") + i).item()),
        lambda i: f"{(np.datetime64('2024-01-01') + int(rng.integers(400))).item():%d.%m.%Y}",
        lambda i: f"{i // 60 % 24:02d}:{i % 60:02d}",
        lambda i: str(i),
        lambda i: str(rng.choice(["a", "b", "c"])),
        lambda i: str(rng.choice(ODD_CELLS)),
        lambda i: "",
    ]
    chosen = [kinds[int(rng.integers(len(kinds)))] for _ in range(columns)]
    return [
        [str(rng.choice(ODD_CELLS)) if rng.random() < 0.03 else kind(i) for kind in chosen]
        for i in range(rows)
    ]


def _text(rng: np.random.Generator) -> tuple[str, bytes]:
    rows = _cells(
        rng,
        int(rng.choice([0, 1, 2, 5, 20, 30])),
        int(rng.choice([1, 2, 2, 3, 3, 4, 6, 12, 12, 50])),
    )
    separator = str(rng.choice([",", ";", "\t", "|", " "]))
    lines = [separator.join(f'"{c}"' if separator in c else c for c in row) for row in rows]
    if rng.random() < 0.6:
        names = ["date", "value", "value", "t", "class", "id", "", "höhe", "a,b", "1", "unit"]
        lines.insert(
            0, separator.join(str(rng.choice(names)) for _ in range(len(rows[0]) if rows else 3))
        )
    if rng.random() < 0.3:
        lines.insert(
            int(rng.integers(2)),
            separator.join(
                str(rng.choice(["°C", "m/s", "", "%"])) for _ in range(len(rows[0]) if rows else 2)
            ),
        )
    if rng.random() < 0.3:
        lines[:0] = ["Logger 7", "# made today", "", "sep=;"][: int(rng.integers(1, 5))]
    if rng.random() < 0.2:
        lines = [line + separator for line in lines]
    encoding = str(
        rng.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252", "utf-32"])
    )
    return str(rng.choice(["a.csv", "a.txt", "a.tsv", "a.dat", "noname"])), str(
        rng.choice(["\n", "\r\n", "\r"])
    ).join(lines).encode(encoding, "replace")


def _sheet(rng: np.random.Generator) -> tuple[str, bytes]:
    rows: list[list[object]] = []
    for row in _cells(rng, int(rng.choice([0, 1, 2, 20])), int(rng.choice([1, 3, 20]))):
        rows.append(
            [
                float(c)
                if rng.random() < 0.5 and c.replace(".", "", 1).isdigit()
                else None
                if not c
                else "=1+1"
                if rng.random() < 0.05
                else c
                for c in row
            ]
        )
    if rng.random() < 0.5:
        rows.insert(0, ["when", "v", "v"])
    raw = workbook(rows_xml(rows))
    return "a.xlsx", raw[: int(rng.integers(len(raw)))] if rng.random() < 0.1 else raw


def _frame(rng: np.random.Generator) -> pd.DataFrame:
    n = int(rng.choice([0, 1, 2, 30]))
    pool: dict[str, object] = {
        "f": rng.normal(size=n),
        "nan": np.full(n, np.nan),
        "i": np.arange(n),
        "b": rng.random(n) < 0.5,
        "d": pd.date_range("2024-01-01", periods=n),
        "z": pd.date_range("2024-01-01", periods=n, tz="Europe/Madrid"),
        "s": [str(rng.choice(ODD_CELLS)) for _ in range(n)],
        "l": [[1.0, 2.0]] * n,
        "o": [{"a": 1}] * n,
        "inf": np.full(n, np.inf),
        "u": np.arange(n, dtype=np.uint64) + 2**63,
        "c": pd.Categorical(["x"] * n),
        "t": pd.to_timedelta(np.arange(n), unit="s"),
        "h": np.arange(n, dtype=np.float16),
    }
    names = rng.choice(list(pool), size=int(rng.integers(1, 6)), replace=False)
    return pd.DataFrame({str(name): pool[str(name)] for name in names})


def _parquet(rng: np.random.Generator) -> tuple[str, bytes]:
    file = io.BytesIO()
    _frame(rng).to_parquet(file)
    raw = file.getvalue()
    return "a.parquet", raw[: int(rng.integers(len(raw)))] if rng.random() < 0.1 else raw


def _json(rng: np.random.Generator) -> tuple[str, bytes]:
    n = int(rng.choice([0, 1, 2, 20]))
    value: list[Callable[[int], object]] = [
        lambda i: i,
        lambda i: i * 0.5,
        lambda i: None,
        lambda i: str(rng.choice(ODD_CELLS)),
        lambda i: {"a": i, "b": {"c": [i]}},
        lambda i: [i, i],
        lambda i: float("nan"),
        lambda i: True,
        lambda i: 10**400,
        lambda i: f"2024-01-{i % 28 + 1:02d}",
    ]
    kinds = [value[int(rng.integers(len(value)))] for _ in range(int(rng.integers(1, 5)))]
    records = [
        {f"k{j}": kind(i) for j, kind in enumerate(kinds) if rng.random() < 0.95} for i in range(n)
    ]
    shapes: list[object] = [
        records,
        {"data": records},
        {"meta": 1, "x": {"y": records}},
        [list(r.values()) for r in records],
        n,
        [n] * n,
        "text",
        None,
    ]
    shapes.append({f"k{j}": [kind(i) for i in range(n)] for j, kind in enumerate(kinds)})
    found = json.dumps(shapes[int(rng.integers(len(shapes)))])
    if rng.random() < 0.2:
        found = "\n".join(json.dumps(r) for r in records)
    return "a.json", (
        found[: int(rng.integers(len(found) + 1))] if rng.random() < 0.1 else found
    ).encode()


def _labelled(rng: np.random.Generator) -> tuple[str, bytes]:
    n, width = int(rng.choice([0, 1, 4, 20])), int(rng.choice([1, 3, 12]))
    label = rng.choice(["1", "2", "-1", "a", "?", ""], size=n)
    series = [
        [
            f"{v:.3f}" if rng.random() > 0.02 else "?"
            for v in rng.normal(size=width + int(rng.integers(3)))
        ]
        for _ in range(n)
    ]
    if rng.random() < 0.4:
        separator = str(rng.choice(["\t", ",", "  "]))
        return "A_TRAIN.txt", "\n".join(
            separator.join([str(one), *row]) for one, row in zip(label, series, strict=True)
        ).encode()
    dims = int(rng.integers(1, 3))
    head = f"#c\n@problemName x\n@timeStamps {rng.choice(['false', 'true'])!s}\n@dimensions {dims}\n@classLabel {rng.choice(['true 1 2', 'false'])!s}\n@data\n"
    return "a.ts", (
        head
        + "\n".join(
            ":".join([*[",".join(row)] * dims, str(one)])
            for one, row in zip(label, series, strict=True)
        )
    ).encode()


def odd_tables(count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of odd files."""
    makers = (_text, _text, _text, _sheet, _parquet, _json, _labelled)
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        yield makers[number % len(makers)](rng)
