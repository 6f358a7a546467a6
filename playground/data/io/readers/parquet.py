"""Tables in Parquet files, whose values are already typed."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pandas as pd

from playground.data.io.layout.layout import Layout
from playground.data.io.layout.names import unique
from playground.data.io.limits import MOST_CELLS, MOST_UNPACKED, bad_file
from playground.data.io.table.table import Raw, check_width
from playground.errors import DataError
from playground.wording import _

_BATCH = 20_000
#: Characters kept of a word; no number, time or class name is longer.
_LONGEST_WORD = 300


def read_parquet(raw: bytes) -> Raw:
    """Return the table in a Parquet file; columns of lists or objects are skipped with a note.

    Raises
    ------
    DataError
        The file is damaged, encrypted or beyond the limits.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        schema = parquet.read_schema(io.BytesIO(raw))
        words = [
            f.name for f in schema if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)
        ]
        file = parquet.ParquetFile(io.BytesIO(raw), read_dictionary=words)
        check_width(len(schema))
        plain = [
            f.name
            for f in schema
            if not pa.types.is_nested(f.type) and not pa.types.is_binary(f.type)
        ]
        if file.metadata.num_rows * len(plain) > MOST_CELLS:
            sentence = _(
                "The table has more than {limit} cells; keep only the columns or rows you need."
            )
            raise bad_file(sentence, limit=f"{MOST_CELLS:,}")
        batches = _batches(file, plain)
        frame = (
            pa.Table.from_batches(batches).to_pandas(ignore_metadata=True)
            if batches and plain
            else pd.DataFrame()
        )
    except DataError:
        raise
    except (
        pa.ArrowException,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        NotImplementedError,
        OverflowError,
    ):
        raise bad_file(
            _(
                "The Parquet file is damaged, encrypted or of an unsupported type; save it again, or as CSV."
            )
        ) from None
    left = [f.name for f in schema if f.name not in plain]
    notes = (
        [_("Columns of lists or objects skipped: {names}.").format(names=", ".join(left)[:200])]
        if left
        else []
    )
    index = [name for name in frame.columns if str(name).startswith("__index_level_")]
    names = unique(["index" if name in index else str(name) for name in frame.columns])
    frame = pd.DataFrame(
        {i: _column(frame.iloc[:, i]) for i in range(len(names))}, index=range(len(frame))
    )
    return Raw(names, frame, Layout("", "", ".", True, 0, "parquet"), notes)


def _batches(file: Any, columns: list[str]) -> list[Any]:
    """Read in batches, so that the file's own metadata need not be trusted."""
    batches, rows, size = [], 0, 0
    for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows * max(1, len(columns)) > MOST_CELLS or size > MOST_UNPACKED:
            raise bad_file(
                _("The file unpacks to more than {limit} MB; keep only the columns you need."),
                limit=MOST_UNPACKED // 1_000_000,
            )
        batches.append(batch)
    return batches


def _column(cells: pd.Series) -> pd.Series:
    """Return a column as numbers, times or words, whatever its stored type."""
    cells = cells.reset_index(drop=True)
    if isinstance(cells.dtype, pd.CategoricalDtype):
        short = {
            word: word[:_LONGEST_WORD] if isinstance(word, str) else word
            for word in cells.cat.categories
        }
        cells = cells.astype(object).map(
            short
        )  # a long word is stored once and must not be copied for each row
    if cells.dtype.kind == "M":
        if getattr(cells.dtype, "tz", None) is not None:
            cells = cells.dt.tz_convert("UTC").dt.tz_localize(None)
        return cells.astype("datetime64[us]")
    if cells.dtype.kind in "biuf":
        return cells.astype(np.float64)
    if cells.dtype.kind == "m":
        return cells.dt.total_seconds()
    return cells.map(
        lambda c: (
            None if c is None or c is pd.NaT or c is pd.NA else c if isinstance(c, str) else str(c)
        )
    ).astype(object)
