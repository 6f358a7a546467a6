"""Whatever is uploaded: a series that keeps its promises, or one sentence; never anything else, and
never for long.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playground.data.io import upload
from playground.data.io.table.missing_codes import USUAL
from playground.errors import DataError
from tests.file_cases import read_first

ODD = (
    "1 2.5 3,5 -4 1.234,5 1,234.5 NA nan inf -inf 1e400 x true 12:30 2020 -0 $5 5% \u22123 1_000 0x1F 20200101 1e5 + e . , ? ١٢ 1'000 "
    '2020-01-01 01.02.2021 13/02/2020 02/13/2020 2020Q3 2020-01-01T00:00Z 0001-01-01 9999-12-31 99999999999999999999 "q "a,b" = #N/A'
).split()
cells = st.one_of(
    st.sampled_from(ODD),
    st.floats().map(str),
    st.integers().map(str),
    st.just(""),
    st.text(max_size=6),
)
separators = st.sampled_from([",", ";", "\t", "|", " "])
encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
missing = st.sampled_from(["interpolate", "previous", "drop"])


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """Draw a table whose columns mostly hold one kind of cell, sometimes ragged."""
    separator = draw(separators)
    pools = draw(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=5))
    rows = [
        separator.join(
            draw(st.sampled_from(pool))
            for pool in pools[: len(pools) - draw(st.sampled_from([0, 0, 0, 0, 1]))]
        )
        for _ in range(draw(st.integers(0, 12)))
    ]
    if draw(st.booleans()):
        rows.insert(
            0,
            separator.join(
                draw(st.sampled_from(["a", "b", "date", "t", "year", "", "a,b", "é"]))
                for _ in pools
            ),
        )
    return draw(st.sampled_from(["\n", "\r\n", "\r"])).join(rows).encode(draw(encodings), "replace")


def check(raw: bytes, how: str) -> None:
    """Read; whatever comes out keeps the contract of a series, or is one sentence that was
    meant.
    """
    refused: DataError | None = None
    try:
        series = read_first(raw, "a.csv", missing=how)
    except DataError as error:
        refused = error
    if refused is not None:
        assert refused.__cause__ is None, f"met by chance, not by design: {refused.__cause__!r}"
        assert "\n" not in refused.message
        assert len(refused.message) < 400
    else:
        assert series.values.dtype == np.float64
        assert series.values.shape == (len(series.index), len(series.columns))
        assert np.isfinite(series.values).all()
        assert len(series.values) >= 2
        assert len(set(series.columns)) == len(series.columns)
        assert 0 <= series.target < len(series.columns)
        assert (np.diff(series.index).astype(np.int64) > 0).all()
        assert series.digest() == read_first(raw, "a.csv", missing=how).digest()


@given(st.binary(max_size=400), missing)
def test_random_bytes_give_a_series_or_one_sentence(raw: bytes, how: str) -> None:
    """Most are no text."""
    check(raw, how)


@given(st.text(alphabet='0123456789.,;\t"\n- ea/:', max_size=120), missing)
@example(":\n\t;", "interpolate")
def test_random_marks_give_a_series_or_one_sentence(text: str, how: str) -> None:
    """Separators, quotation marks and digits in any order."""
    check(text.encode(), how)


@given(tables(), missing)
@example(b"1'000\n1'001\n1'003\n1'000", "interpolate")
def test_random_tables_give_a_series_or_one_sentence(raw: bytes, how: str) -> None:
    """Odd cells, odd headers, ragged rows, five encodings."""
    check(raw, how)


#: By default a column that never changes, or is 0 and 1 only, is not read.
BOTH: dict[str, Any] = {"columns": ["first", "second"], "target": "first"}
#: Numbers that are no code for a missing value once written with six decimals.
plain = st.floats(-1e6, 1e6).filter(lambda v: float(f"{v:.6f}") not in USUAL)


@given(
    st.lists(st.tuples(plain, plain), min_size=3, max_size=30),
    st.sampled_from([(",", "."), (";", ","), ("\t", ","), ("|", ".")]),
    st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
)
def test_a_plain_table_comes_back_as_it_was_written(
    rows: list[tuple[float, float]], marks: tuple[str, str], encoding: str
) -> None:
    """In every national form; codes for a missing value are the next test's."""
    separator, decimal = marks
    lines = [
        "first" + separator + "second",
        *(separator.join(f"{v:.6f}".replace(".", decimal) for v in row) for row in rows),
    ]
    series = upload.read("\n".join(lines).encode(encoding), "a.csv", **BOTH)
    np.testing.assert_allclose(series.values, np.round(rows, 6), atol=1e-9)
    assert series.columns == ("first", "second")


@pytest.mark.parametrize("code", USUAL)
@settings(max_examples=10)
@given(st.lists(st.one_of(st.floats(-10, 10), st.none()), max_size=20), st.floats(-10, 10))
def test_a_code_for_missing_far_from_all_other_values_is_named_and_counted_in_a_note(
    code: float, between: list[float | None], last: float
) -> None:
    """None is a cell with the code; every other cell comes back as it was written."""
    column = [0.5, None, *between, 1.5, last, 2.5]
    lines = [f"{row},{code if value is None else value:.6f}" for row, value in enumerate(column)]
    series = upload.read("\n".join(["first,second", *lines]).encode(), "a.csv", **BOTH)
    coded = np.array([value is None for value in column])
    note = (
        f"{code:g} in second, a common code for missing values, treated as missing: {coded.sum()}."
    )
    assert note in series.notes
    assert series.filled is not None
    np.testing.assert_array_equal(series.filled[:, -1], coded)
    written = [value for value in column if value is not None]
    np.testing.assert_allclose(series.values[~coded, -1], written, atol=1e-6)


@pytest.mark.parametrize(
    "raw",
    [
        b'"' * 4_900_000,
        b"a" * 4_900_000,
        b"1" * 4_900_000,
        b"1," * 2_400_000,
        (b";" * 190 + b"\n") * 20_000,
        b"\n" * 4_000_000 + b"1\n2\n",
        b"a,b\n1," + b"9" * 4_000_000 + b"\n2,3\n",
        b'"' + b"1,2\n" * 150_000,
        b"1 x 2020," * 190 + b"\n" + (b"1 x 2020," * 190 + b"\n") * 2000,
        b"v\n" + b"1'234.5\n" * 190_000,
        b"1.5,2\n" * 199_000,
    ],
    ids=[
        "quotes",
        "one word",
        "one number",
        "one line",
        "empty cells",
        "blank lines",
        "a giant cell",
        "open quote",
        "no dates",
        "thousands",
        "long",
    ],
)
def test_hostile_files_within_the_limits_are_quick(raw: bytes) -> None:
    """Neither time nor memory grows out of bounds."""
    check(raw, "interpolate")
