"""The source "file": every correction and choice about a reader's own file, declared once for page,
link, JSON and command line.
"""

from __future__ import annotations

from playground.config.field_spec import Setting
from playground.config.registry import register
from playground.data.io.table.collection import LENGTHS
from playground.data.io.upload import read
from playground.data.windowing.compatibility import LABELLED_SERIES


def _choice(name: str, label: str, help: str, *choices: str) -> Setting:
    return Setting(name, str, "auto", label, help, choices=("auto", *choices), details=True)


register(
    "source",
    "file",
    label="My own file",
    summary="A file of your own: one row for each moment and a column for each quantity, or labelled sequences.",
    parameters=(
        _choice(
            "separator",
            "Separator",
            "The character between two cells.",
            "comma",
            "semicolon",
            "tab",
            "pipe",
            "space",
        ),
        _choice(
            "decimal", "Decimal mark", "The mark before the decimals of a number.", "point", "comma"
        ),
        _choice("header", "Header", "Whether the first row names the columns.", "yes", "no"),
        _choice(
            "date_order",
            "Order of dates",
            "Whether 03/04 is the third of April or the fourth of March.",
            "day_first",
            "month_first",
        ),
        _choice(
            "encoding",
            "Encoding",
            "How letters are stored; wrong when names of columns look garbled.",
            "utf-8",
            "utf-16",
            "cp1252",
            "latin-1",
            "cp1250",
            "cp1251",
            "cp1253",
            "cp1254",
            "iso8859_2",
            "koi8_r",
            "shift_jis",
            "cp932",
            "big5",
            "cp949",
            "gb18030",
        ),
        _choice(
            "duplicates",
            "Repeated times",
            "What is done about rows with the same time.",
            "last",
            "first",
            "mean",
        ),
        _choice(
            "gaps",
            "Gaps in time",
            "Whether missing times become rows with missing values, or the rows are taken as evenly spaced.",
            "fill",
            "keep",
        ),
        _choice(
            "layout",
            "What the rows are",
            "One moment each, one labelled sequence each, moments of many sequences with an id and a class, or a series each with times as the names of columns.",
            "series",
            "rows",
            "long",
            "wide",
        ),
        _choice(
            "lengths",
            "Unequal lengths",
            "What is done about sequences of unequal length.",
            *LENGTHS,
        ),
        Setting(
            "skip",
            int,
            None,
            "Lines to leave out",
            "Lines before the table that are left out; empty finds out.",
            minimum=0,
            maximum=1000,
            nullable=True,
            details=True,
        ),
        Setting(
            "marks",
            str,
            None,
            "Numbers for no reading",
            "Numbers that stand for a missing value, such as -9999, parted by blanks; empty finds out, and none takes every number as it is.",
            nullable=True,
            details=True,
        ),
        Setting(
            "sheet",
            str,
            None,
            "Sheet",
            "The sheet of a workbook; empty takes the one that holds most.",
            nullable=True,
            details=True,
        ),
        Setting(
            "id",
            str,
            None,
            "Id column",
            "The column that tells several series apart.",
            nullable=True,
            details=True,
        ),
        Setting(
            "series",
            str,
            None,
            "Series",
            "Which of several series is used; empty takes the first one.",
            nullable=True,
            details=True,
        ),
        Setting(
            "label",
            str,
            None,
            "Class column",
            "The column of classes.",
            nullable=True,
            details=True,
        ),
        Setting(
            "name",
            str,
            None,
            "File name",
            "Name of an uploaded file; the page asks for it by this name.",
            nullable=True,
            details=True,
        ),
        Setting(
            "sha256",
            str,
            None,
            "Fingerprint",
            "sha256 of an uploaded file, so that a link means just this one.",
            nullable=True,
            details=True,
        ),
        Setting(
            "time",
            str,
            None,
            "Time column",
            "The column of times; automatic takes the first one.",
            nullable=True,
            details=True,
        ),
    ),
    kind="file",
    problems=LABELLED_SERIES,
    uses=("path", "columns", "target", "missing", "resample", "resample_by", "events"),
)(read)
