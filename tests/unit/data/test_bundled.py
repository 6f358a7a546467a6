"""The bundled real series."""

from __future__ import annotations

import json

import numpy as np
import pytest

from playground.config.experiment import Data, Experiment
from playground.config.registry import entries
from playground.data.source import load
from playground.data.sources.bundled import FOLDER, PROVENANCE
from playground.errors import DataError

BUNDLED = [name for name, entry in entries("source").items() if entry.facts["kind"] == "bundled"]
OPEN = (
    "CC BY 4.0",
    "CC0 1.0",
    "ODC-By 1.0",
    "US government work, public domain",
    "NERACOOS: may be used and redistributed for free",
)


def test_every_file_is_declared_and_every_declared_file_is_there() -> None:
    """No stray table, no promise without one."""
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(PROVENANCE) == set(BUNDLED)


@pytest.mark.parametrize("name", BUNDLED)
def test_provenance_says_where_from_under_which_licence_and_how_cut(name: str) -> None:
    """Whoever passes it on needs all of it."""
    about = PROVENANCE[name]
    assert about["licence"] in OPEN
    assert "unit" in about
    for key in (
        "title",
        "credit",
        "citation",
        "source",
        "licence_url",
        "licence_statement",
        "taken_from",
        "cut",
    ):
        assert about[key], key
    header = (FOLDER / f"{name}.csv").read_text("utf-8").splitlines()[0].split(",")
    steps = range(1, 1 + (len(header) - 1) // len(about.get("features", header)))
    assert header == [
        *about["columns"],
        *(f"{feature}.{t}" for t in steps for feature in about.get("features", ())),
    ]


@pytest.mark.parametrize("name", BUNDLED)
def test_file_is_small(name: str) -> None:
    """They travel with every clone."""
    assert (FOLDER / f"{name}.csv").stat().st_size < 100_000


@pytest.mark.parametrize("name", [name for name in BUNDLED if "features" not in PROVENANCE[name]])
def test_rows_are_evenly_spaced_and_unbroken(name: str) -> None:
    """Months by the calendar; years, days, hours and readings by count."""
    index = load(Data(source=name), lookback=10).index
    if index.dtype.kind == "M" and PROVENANCE[name]["period"] == 12:
        index = index.astype("datetime64[M]")
    steps = set(np.diff(index.astype(np.int64)).tolist())
    assert len(steps) == 1
    assert steps <= {1, 3600, 86400}


@pytest.mark.parametrize("name", BUNDLED)
def test_preset_is_a_valid_description(name: str) -> None:
    """It is applied by one click."""
    entry = entries("source")[name]
    made = Experiment.from_dict(
        {"data": {"source": name}, "problem": {"kind": entry.facts["problems"][0]}}
    ).with_values(entry.facts["preset"])
    assert made.data.source == name
    json.dumps(entry.facts["preset"])


def test_series_tells_source_and_licence() -> None:
    """Shown under the chart, CC BY asks for it."""
    series = load(Data(source="mauna_loa_co2"), lookback=10)
    assert "Scripps" in series.provenance
    assert "CC BY 4.0" in series.provenance
    assert (series.unit, series.period) == ("ppm", 12)


def test_columns_and_target_can_be_chosen() -> None:
    """The target is taken along when it is not among the inputs."""
    series = load(
        Data(source="seattle_weather", columns=("wind", "precipitation"), target="temp_min"),
        lookback=10,
    )
    assert series.columns == ("wind", "precipitation", "temp_min")
    assert series.target == 2
    assert series.unit == ""


def test_unknown_column_is_refused_with_the_nearest() -> None:
    """A typing error is the usual reason."""
    with pytest.raises(DataError, match="did you mean 'temp_max'"):
        load(Data(source="seattle_weather", target="tempmax"), lookback=10)


def test_shared_numbers_cannot_be_overwritten() -> None:
    """All sessions read the same array."""
    series = load(Data(source="treasury_yield"), lookback=10)
    whole = entries("source")["treasury_yield"].make()
    with pytest.raises(ValueError, match="read-only"):
        whole.values[0] = 0
    assert len(series.values) == 2500


def test_ten_real_data_sets_three_of_them_for_classification() -> None:
    """Labels by name, every class met often enough to be learned, and inputs that cannot be
    overwritten.
    """
    labeled = [
        name for name in BUNDLED if entries("source")[name].facts["problems"] == ("classification",)
    ]
    assert len(BUNDLED) >= 10
    assert len(labeled) >= 3
    for name in labeled:
        data = entries("source")[name].make()
        assert np.bincount(data.labels).min() >= 20
        assert len(data.classes) == len(set(data.labels.tolist()))
        with pytest.raises(ValueError, match="read-only"):
            data.x[0] = 0


@pytest.mark.parametrize(
    "name",
    [name for name, entry in entries("source").items() if entry.facts.get("nothing_to_learn")],
)
def test_where_nothing_is_to_be_learned_no_more_is_promised_than_every_run_keeps(name: str) -> None:
    """By chance a network comes out at 99.4 % of the last value's error; "no network beats it"
    would then be false.
    """
    summary = entries("source")[name].summary
    assert "no network beats" not in summary
    assert "about as well" in summary or "except by chance" in summary
