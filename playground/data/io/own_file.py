"""The source "file": all corrections and choices, declared once for page, link and command line."""

from __future__ import annotations

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.io.upload import read
from playground.data.windowing.compatibility import LABELLED_SERIES

#: Name, label, help, and the choices besides "auto"; any word where there are none.
_FIELDS = """
separator | Separator | The character between two cells. | comma semicolon tab pipe space
decimal | Decimal separator | The character before the decimals of a number. | point comma
header | Header | Whether the first row names the columns. | yes no
date_order | Order of dates | Whether 03/04 is the third of April or the fourth of March. | day_first month_first
encoding | Encoding | How letters are stored. Choose another if column names look garbled. | utf-8 utf-16 cp1252 latin-1 cp1250 cp1251 cp1253 cp1254 iso8859_2 koi8_r shift_jis cp932 big5 cp949 gb18030
duplicates | Duplicate times | How to treat rows with the same time. | last first mean
gaps | Gaps in time | Whether to add rows with missing values for missing times, or to treat the rows as evenly spaced. | fill keep
layout | Table layout | What a row is: one time, one labeled sequence, one time of many sequences with an id and a class, or one series with times as column names. | series rows long wide
lengths | Unequal lengths | How to treat sequences of unequal length. | pad cut stretch
skip | Lines to skip | Lines to skip before the table; empty detects them.
marks | Codes for missing values | Numbers that mean a missing value, such as -9999, separated by spaces; empty detects them, none keeps every number.
sheet | Sheet | The sheet of a workbook, or one of several tables in a file; empty uses the one with the most data.
id | Id column | The column that identifies each series.
series | Series | Which of several series to use; empty uses the first.
label | Class column | The column with the classes.
name | File name | Name of an uploaded file; the page asks for it by this name.
sha256 | Fingerprint | sha256 of an uploaded file, so that a link refers to exactly this one.
time | Time column | The column with the times; automatic uses the first one.
"""


def _setting(name: str, label: str, help: str, choices: str = "") -> Setting:
    if choices:
        words = ("auto", *choices.split())
        return Setting(name, str, "auto", label, help, choices=words, details=True)
    if name == "skip":
        return Setting(
            name, int, None, label, help, minimum=0, maximum=1000, nullable=True, details=True
        )
    return Setting(name, str, None, label, help, nullable=True, details=True)


register(
    "source",
    "file",
    label="My own file",
    summary="Your own file: one row for each time and one column for each quantity, or labeled sequences.",
    parameters=tuple(_setting(*line.split(" | ")) for line in _FIELDS.strip().split("\n")),
    kind="file",
    problems=LABELLED_SERIES,
    uses=("path", "columns", "target", "missing", "resample", "resample_by", "events"),
)(read)
