"""What an uploaded file may be at most, decided by measurement: within these, looking and reading
together take less than a second and 200 MB.
"""

from __future__ import annotations

from playground.errors import DataError

MOST_BYTES = 5_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
#: Cells of a table, or readings of a labelled collection; and the cells of a workbook's sheet, each
#: an object of its own.
MOST_CELLS = 1_000_000
MOST_SHEET_CELLS = 150_000
#: Sequences of a labelled collection.
MOST_SEQUENCES = 20_000
#: What a workbook or a Parquet file may unpack to.
MOST_UNPACKED = 40_000_000
#: Classes of a labelled collection; more are hardly labels.
MOST_CLASSES = 60


def bad_file(message: str, **values: object) -> DataError:
    """Return the error for a file that cannot be used, its sentence already filled in."""
    return DataError(message.format(**values), field="data.path")
