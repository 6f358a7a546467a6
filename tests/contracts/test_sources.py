"""What every registered source must satisfy."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from playground.config.experiment import Data
from playground.config.registry import Entry, entries
from playground.data.series import Sequences, Series
from playground.data.source import load
from playground.errors import DataError

SOURCES = [entry for entry in entries("source").values() if entry.facts["kind"] != "file"]
KINDS = ("generator", "bundled", "task", "file")
by_name = pytest.mark.parametrize("entry", SOURCES, ids=lambda entry: entry.name)


def made(entry: Entry, seed: int = 0) -> Series | Sequences:
    """Return a short one."""
    return load(Data(source=entry.name, length=120, noise=0.1, seed=seed), lookback=12)


def test_the_names_that_links_rely_on_exist() -> None:
    """Links and other programs use them."""
    assert {
        "sine",
        "sum_of_sines",
        "trend_season",
        "square",
        "sawtooth",
        "mackey_glass",
        "hold",
        "file",
    } | {
        "damped",
        "chirp",
        "amplitude_modulated",
        "random_walk",
        "ar2",
        "lorenz",
    } <= set(entries("source"))


@pytest.mark.parametrize("entry", entries("source").values(), ids=lambda entry: entry.name)
def test_it_declares_its_facts(entry: Entry) -> None:
    """Label, summary, kind, the problems it goes with and the fields it reads."""
    assert entry.label
    assert entry.summary.endswith((".", "?"))
    assert entry.facts["kind"] in KINDS
    assert entry.facts["problems"]
    assert set(entry.facts["uses"]) <= set(Data.__dataclass_fields__)


@pytest.mark.parametrize("entry", entries("source").values(), ids=lambda entry: entry.name)
def test_parameters_are_within_their_own_range_and_taken_by_the_function(entry: Entry) -> None:
    """Defaults pass their own check; names are the keyword arguments."""
    for setting in entry.parameters:
        assert setting.check(setting.default) == setting.default
        assert setting.help.endswith(".")
    if entry.facts["kind"] in ("generator", "task"):
        keywords = [
            p.name
            for p in inspect.signature(entry.make).parameters.values()
            if p.kind is p.KEYWORD_ONLY
        ]
        assert keywords == [setting.name for setting in entry.parameters]


@by_name
def test_it_is_finite_and_has_the_promised_shape(entry: Entry) -> None:
    """Float64 rows, one name for each column, an index that rises."""
    data = made(entry)
    if isinstance(data, Sequences):
        steps = 12 + data.ahead  # a course goes on for the horizon
        count, steps = (
            data.x.shape[:2] if entry.facts.get("collection") else (120, steps)
        )  # real ones are as many and as long as they are
        assert data.x.shape == (count, steps, len(data.columns))
        assert data.y.shape == (count, steps)
        assert (data.labels is None) == (not data.classes)
        assert np.isfinite(data.x).all()
        assert np.isfinite(data.y).all()
        return
    assert data.values.dtype == np.float64
    assert data.values.shape == (len(data.index), len(data.columns))
    assert np.isfinite(data.values).all()
    assert 0 <= data.target < len(data.columns)
    assert data.index.dtype in (np.dtype(np.int64), np.dtype("datetime64[s]"))
    assert (np.diff(data.index).astype(np.int64) > 0).all()


@by_name
def test_it_repeats_with_its_seed(entry: Entry) -> None:
    """The same description, the same numbers."""
    assert made(entry).digest() == made(entry).digest()


@by_name
def test_it_differs_with_another_seed_when_it_reads_one(entry: Entry) -> None:
    """Real series do not."""
    same = made(entry, 1).digest() == made(entry, 2).digest()
    assert same == ("seed" not in entry.facts["uses"])


@by_name
def test_every_end_of_every_range_still_gives_numbers(entry: Entry) -> None:
    """One parameter at a time at its least and its most."""
    for setting in entry.parameters:
        for value in (setting.minimum, setting.maximum):
            if value is not None:
                data = load(
                    Data(source=entry.name, length=60, params={setting.name: setting.kind(value)}),
                    lookback=12,
                )
                assert np.isfinite(data.x if isinstance(data, Sequences) else data.values).all(), (
                    setting.name,
                    value,
                )


@by_name
def test_a_bundled_one_shows_its_licence(entry: Entry) -> None:
    """Generated ones have none to show."""
    if entry.facts["kind"] == "bundled":
        assert entry.facts["licence"] in made(entry).provenance
        assert entry.facts["preset"]
        assert entry.facts["unit"]


def test_a_file_needs_a_path() -> None:
    """Said where it belongs."""
    with pytest.raises(DataError, match="needs the path") as error:
        load(Data(source="file"), lookback=10)
    assert error.value.field == "data.path"
