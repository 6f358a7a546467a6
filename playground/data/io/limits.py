"""Limits of an uploaded file, by measurement: opening and reading take under 1 s and 200 MB."""

from __future__ import annotations

from playground.errors import DataError

MOST_BYTES = 5_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
#: Cells of a table, or values of a labeled collection; and cells of a workbook's sheet, where each
#: cell is an object.
MOST_CELLS = 1_000_000
MOST_SHEET_CELLS = 150_000
#: Sequences of a labeled collection.
MOST_SEQUENCES = 20_000
#: Bytes to which a workbook or a Parquet file may unpack.
MOST_UNPACKED = 40_000_000
#: Classes of a labeled collection; more are unlikely to be labels.
MOST_CLASSES = 60


def bad_file(message: str, **values: object) -> DataError:
    """Return the error for a file that cannot be used, with its sentence filled in."""
    return DataError(message.format(**values), field="data.path")
