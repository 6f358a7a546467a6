"""Combined waves and events, compared with series written down by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from playground.config.experiment import Experiment
from playground.data.source import load
from playground.data.sources.compose import affected, filled
from playground.errors import DataError, DescriptionError


def made(**data: Any) -> Any:
    """Return the series of a noiseless sine of 40 rows, unless said otherwise."""
    plain = {"source": "sine", "length": 40, "noise": 0.0, "params": {"period": 8.0}, **data}
    return load(Experiment.from_dict({"data": plain}).data, lookback=5)


SINE = np.sin(2 * np.pi * np.arange(40) / 8)
SQUARE = {"source": "square", "params": {"period": 10.0, "amplitude": 2.0}}
HIGH_AND_LOW = np.where(np.arange(40) % 10 < 5, 2.0, -2.0)


@pytest.mark.parametrize(
    ("how", "expected"), [("add", SINE + HIGH_AND_LOW), ("multiply", SINE * HIGH_AND_LOW)]
)
def test_waves_are_added_and_multiplied_row_by_row(how: str, expected: np.ndarray) -> None:
    """Both begin at row 0."""
    np.testing.assert_allclose(
        made(compose=[{"how": how, **SQUARE}]).values[:, 0], expected, atol=1e-12
    )


def test_a_wave_put_behind_begins_anew_and_has_its_own_length() -> None:
    """Twenty rows, or as many as the first."""
    np.testing.assert_allclose(
        made(compose=[{"how": "concatenate", "rows": 20, **SQUARE}]).values[40:, 0],
        HIGH_AND_LOW[:20],
    )
    series = made(compose=[{"how": "concatenate", **SQUARE}])
    assert len(series.values) == len(series.index) == 80


def test_pieces_work_one_after_the_other_on_what_is_there() -> None:
    """(sine + square) times 2, not sine + (square times 2)."""
    twice = {
        "how": "multiply",
        "source": "square",
        "params": {"period": 1000.0, "duty": 0.95, "amplitude": 2.0},
    }
    np.testing.assert_allclose(
        made(compose=[{"how": "add", **SQUARE}, twice]).values[:, 0],
        2 * (SINE + HIGH_AND_LOW),
        atol=1e-12,
    )


def test_affected_rows_last_and_come_again() -> None:
    """Rows 3 and 4, then every 5; 0 rows go to the end."""
    assert np.flatnonzero(affected(12, 3, 2, 0)).tolist() == [3, 4]
    assert np.flatnonzero(affected(12, 3, 2, 5)).tolist() == [3, 4, 8, 9]
    assert np.flatnonzero(affected(12, 9, 0, 0)).tolist() == [9, 10, 11]


def test_outlier_and_level_shift_add_their_size_to_the_target() -> None:
    """At one row again and again, and from a row on."""
    events = [
        {"kind": "outlier", "at": 5, "size": 9.0, "every": 20},
        {"kind": "level_shift", "at": 30, "size": -4.0},
    ]
    added = made(events=events).values[:, 0] - SINE
    assert np.flatnonzero(added == 9.0).tolist() == [5, 25]
    np.testing.assert_allclose(added[30:], -4.0)
    assert np.count_nonzero(added) == 12


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("interpolate", [2.0, 3.0, 4.0, 5.0]),
        ("previous", [2.0, 2.0, 2.0, 5.0]),
        ("drop", [2.0, 5.0]),
    ],
)
def test_gaps_are_filled_as_missing_values_are(how: str, expected: list[float]) -> None:
    """Rows 3 and 4 of 1, 2, …, 6 are gone."""
    values, missing = (
        np.arange(1.0, 7.0)[:, None],
        np.array([False, False, True, True, False, False]),
    )
    assert filled(values, missing, how)[0][1:-1, 0].tolist() == expected


def test_a_gap_is_told_and_its_index_stays_true() -> None:
    """A gap at the end cannot be filled along a line: its rows are left out."""
    events = [{"kind": "gap", "at": 10, "rows": 3}, {"kind": "gap", "at": 38, "rows": 5}]
    series = made(events=events)
    assert series.index.tolist() == list(range(38))
    assert series.notes[0].startswith(
        "Values removed as gaps: 5; filled by linear interpolation: 3, rows dropped: 2."
    )
    dropped = made(events=events, missing="drop")
    assert dropped.index.tolist() == [*range(10), *range(13, 38)]


def test_a_change_of_regime_follows_another_wave_and_labels_the_rows() -> None:
    """Rows 10 to 14, then every 20; the label is a class of each row and no input."""
    series = made(events=[{"kind": "regime_change", "at": 10, "rows": 5, "every": 20, **SQUARE}])
    inside = np.isin(np.arange(40), [10, 11, 12, 13, 14, 30, 31, 32, 33, 34])
    np.testing.assert_allclose(
        series.values[:, 0], np.where(inside, HIGH_AND_LOW, SINE), atol=1e-12
    )
    assert series.labels.tolist() == inside.astype(int).tolist()
    assert series.classes == ("regime 1", "regime 2")
    assert series.columns == ("value",)


def test_an_event_in_real_data_touches_a_copy() -> None:
    """All visitors read the same array."""
    plain = load(Experiment.from_dict({"data": {"source": "el_nino"}}).data, lookback=5)
    hit = load(
        Experiment.from_dict(
            {"data": {"source": "el_nino", "events": [{"kind": "outlier", "at": 7, "size": 5.0}]}}
        ).data,
        lookback=5,
    )
    assert np.flatnonzero(hit.values[:, 0] - plain.values[:, 0]).tolist() == [7]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"compose": [{"how": "divide"}]}, "data.compose[0].how"),
        ({"compose": [{"source": "el_nino"}]}, "data.compose[0].source"),
        ({"compose": [{"source": "sine", "params": {"speed": 1}}]}, "data.compose[0].params.speed"),
        ({"compose": [{"rows": -1}]}, "data.compose[0].rows"),
        ({"compose": {}}, "data.compose"),
        ({"events": [{"kind": "flood"}]}, "data.events[0]"),
        ({"events": [{"kind": "outlier", "rows": 3}]}, "data.events[0].rows"),
        ({"events": [{"kind": "gap", "at": 5}] * 13}, "data.events"),
    ],
)
def test_mistakes_are_refused_at_their_place(data: dict[str, Any], field: str) -> None:
    """In JSON and link alike."""
    with pytest.raises(DescriptionError) as error:
        Experiment.from_dict({"data": data})
    assert error.value.field == field


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"source": "el_nino", "compose": [{}]}, "data.compose"),
        ({"source": "el_nino", "events": [{"kind": "regime_change"}]}, "data.events"),
        ({"source": "hold", "length": 50, "events": [{"kind": "gap"}]}, "data.events"),
        ({"length": 50, "events": [{"kind": "outlier", "at": 50}]}, "data.events[0].at"),
        ({"length": 50, "events": [{"kind": "gap", "at": 0, "rows": 50}]}, "data.events"),
        ({"length": 90_000, "compose": [{"how": "concatenate"}] * 3}, "data.compose"),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(
    data: dict[str, Any], field: str
) -> None:
    """When the data are made."""
    kind = "many_to_many" if data.get("source") == "hold" else "many_to_one"
    experiment = Experiment.from_dict({"data": data, "problem": {"kind": kind}})
    with pytest.raises(DataError) as error:
        load(experiment.data, lookback=5)
    assert error.value.field == field


def test_a_link_carries_pieces_and_events() -> None:
    """And another source leaves them behind."""
    events = [{"kind": "level_shift", "at": 20, "size": 2.0}]
    experiment = Experiment.from_dict(
        {"data": {"compose": [{"how": "add", **SQUARE}], "events": events}}
    )
    assert Experiment.from_query(experiment.to_query()) == experiment
    other = experiment.with_values({"data.source": "square"})
    assert (other.data.compose, other.data.events) == ((), ())
