"""The caches: bounded by bytes, each array counted once, computed once, safe from many threads."""

from __future__ import annotations

import ast
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from playground.cache import ByteCache, parts_of
from playground.config.experiment import Experiment
from playground.errors import DataError
from playground.execution import tasks
from playground.training import prepare
from playground.ui.session import loading, run_cache

PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class Pair:
    """Two arrays, as data and their windows are."""

    whole: np.ndarray
    part: np.ndarray


def test_what_was_used_longest_ago_goes_first_and_the_newest_stays_whatever_its_size() -> None:
    """By bytes, not by how many there are."""
    cache: ByteCache[str, np.ndarray] = ByteCache(1000)
    for name in "abc":
        cache.put(name, np.zeros(400, np.uint8))
        assert cache.get("a") is not None  # used again every time
    assert [name for name, _value in cache.newest_first()] == ["a", "c"]
    assert cache.bytes == 800
    cache.put("d", np.zeros(5000, np.uint8))
    assert ([name for name, _value in cache.newest_first()], cache.bytes) == (["d"], 5000)
    cache.put("e", np.zeros(10, np.uint8))
    assert (len(cache), cache.bytes) == (1, 10)
    cache.clear()
    assert (len(cache), cache.bytes) == (0, 0)


def test_an_array_that_two_entries_reach_is_counted_once_and_a_view_as_what_it_views() -> None:
    """A small window keeps its whole series alive, and no more than that."""
    series = np.zeros(1000, np.uint8)
    assert parts_of(Pair(series, series[10:20])) == {id(series): 1000}
    cache: ByteCache[int, object] = ByteCache(10_000)
    cache.put(1, series)
    cache.put(2, Pair(series[:5], np.zeros(30, np.uint8)))
    assert cache.bytes == 1030
    cache.drop(1)
    assert cache.bytes == 1030
    cache.put(2, b"12345")
    assert cache.bytes == 5


def test_thirty_who_ask_at_once_get_one_that_was_made_once_and_all_hear_what_went_wrong() -> None:
    """Those who come while it is made wait for it."""
    cache: ByteCache[str, list[int]] = ByteCache(1000)
    made, together = [], threading.Barrier(30)

    def make() -> list[int]:
        made.append(1)
        return [len(made)]

    def ask(_number: int) -> list[int]:
        together.wait()
        return cache.get_or_make("it", make)

    with ThreadPoolExecutor(30) as pool:
        found = list(pool.map(ask, range(30)))
    assert len(made) == 1
    assert all(one is found[0] for one in found)

    def refuse() -> list[int]:
        raise DataError("no.", field="data.source")

    for _again in range(2):  # and it is tried anew
        with pytest.raises(DataError, match="no"):
            cache.get_or_make("other", refuse)


def test_readers_and_writers_in_many_threads_never_meet_an_entry_half_changed() -> None:
    """Looking through all entries while others are put and dropped; the count is right in the
    end.
    """
    cache: ByteCache[int, np.ndarray] = ByteCache(2000)
    shared = np.zeros(100, np.uint8)

    def work(seed: int) -> None:
        for n in np.random.default_rng(seed).integers(0, 40, 300):
            cache.put(int(n), shared[: n + 1])
            cache.get_or_make(int(n) + 40, lambda n=n: np.zeros(int(n) + 1, np.uint8))
            assert len(cache.newest_first()) <= 80
            cache.drop(int(n) - 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert cache.bytes == sum(
        {
            part: size for _k, v in cache.newest_first() for part, size in parts_of(v).items()
        }.values()
    )
    cache.clear()
    assert cache.bytes == 0


def largest(seed: int) -> Experiment:
    """Return the description of a link with as much data as a page takes."""
    return Experiment.from_dict(
        {
            "data": {"source": "adding", "length": 10_000, "seed": seed},
            "problem": {"kind": "many_to_one", "lookback": 100},
        }
    )


def test_five_links_with_the_largest_data_leave_no_more_than_one_bound_in_the_server_and_in_a_worker() -> (
    None
):
    """Each is about 40 MB: data and windows share their arrays, and what is too much goes."""
    loading._opened.clear()
    for seed in range(5):
        data, windows = loading.opened(largest(seed), {})
        assert loading._opened.bytes <= loading._opened.most_bytes
        assert np.shares_memory(windows.train.own, data.y)  # type: ignore[union-attr]
        tasks._series.put(data.digest(), data)
        assert tasks._series.bytes <= tasks._SERIES_BYTES
    loading._opened.clear()
    tasks._series.clear()


def test_a_page_takes_two_million_steps_of_sequences_and_says_so() -> None:
    """The command line takes more: there the data are one's own."""
    with pytest.raises(DataError, match="2000000 steps") as caught:
        loading.opened(largest(0).with_values({"data.length": 20_001}), {})
    assert caught.value.field == "data.length"
    with pytest.raises(DataError, match="500000 steps"):  # eight columns
        loading.opened(
            Experiment.from_dict(
                {
                    "data": {"source": "temporal_order", "length": 13_000},
                    "problem": {"kind": "classification", "lookback": 40},
                }
            ),
            {},
        )


def test_networks_are_kept_by_bytes_with_what_training_will_add_to_them() -> None:
    """Three hundred large networks are as many as fit."""
    experiment = Experiment.from_dict(
        {"data": {"length": 80}, "problem": {"lookback": 4}, "model": {"hidden_size": 256}}
    )
    data, _windows = loading.opened(experiment, {})
    prepare._cache.clear()
    for _n in range(2):
        kept = prepare.prepare(experiment, data)
    assert len(prepare._cache) == 1
    assert (
        prepare._cache.bytes >= 5 * 4 * kept.parameters()
    )  # weights, first weights, gradients and two moments
    prepare._cache.clear()


def test_shelved_runs_are_looked_through_while_others_are_shelved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The shelf is shared by all visitors: eight of them put runs on it and look for theirs."""
    from playground.runs.recording import Frame, Recording

    monkeypatch.setattr(run_cache, "_runs", ByteCache(500_000))
    experiment = Experiment.from_dict({"data": {"length": 80}, "problem": {"lookback": 4}})

    def visit(visitor: int) -> None:
        for n in range(60):
            data = SimpleNamespace(digest=lambda n=n: f"{visitor} {n}")
            recording = Recording(
                2,
                [
                    Frame(0, 1.0, 1.0, 1.0, None, np.zeros(2)),
                    Frame(5, 1.0, 1.0, 1.0, None, np.zeros(50)),
                ],
            )
            run_cache.keep_run(
                SimpleNamespace(
                    step=5,
                    running=False,
                    close_up=lambda: None,
                    recording=recording,
                    experiment=experiment,
                    series=data,
                )
            )  # type: ignore[arg-type]
            assert run_cache.known_run(experiment, data, 5) is not None  # type: ignore[arg-type]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(8)))
    assert len(run_cache._runs) == 480


def test_no_other_cache_of_arrays_counts_its_entries() -> None:
    """`lru_cache` keeps so many of whatever size, an `OrderedDict` is one in the making; what
    remains is small by its nature.
    """
    known = {
        "data/io/values/dates.py": "the shape of a cell's text, a word each",
        "data/windowing/batches.py": "orders of one epoch, at most 4",
        "wording.py": "numbers as they are written, a short text each",
    }
    found = {}
    for file in sorted((PROJECT / "playground").rglob("*.py")):
        names = {
            n.id
            for n in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(n, ast.Name)
        }
        if names & {"lru_cache", "OrderedDict"}:
            found[file.relative_to(PROJECT / "playground").as_posix()] = sorted(
                names & {"lru_cache", "OrderedDict"}
            )
    assert {name for name in found if name != "cache.py"} == set(known)


def test_untrained_networks_are_computed_once_and_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every picture of a run that trains asks for the network it began with."""
    from playground.analysis import probe as module
    from playground.data.source import loaded
    from playground.data.windowing.windows import make_windows
    from playground.models.architecture import architecture_of

    told: list[int] = []
    explain = module.explain_probe
    monkeypatch.setattr(module, "explain_probe", lambda *given: told.append(1) or explain(*given))
    for seed, number in ((0, 0), (0, 0), (1, 0), (1, 1), (0, 1), (0, 0)):
        experiment = Experiment.from_dict(
            {
                "data": {"source": "hold", "length": 60},
                "problem": {"kind": "many_to_many"},
                "model": {"seed": seed},
            }
        )
        data = loaded(experiment)
        one = module.sequence_probe(
            make_windows(data, experiment.problem, experiment.data.scale), number
        )
        found = module.explain_untrained(architecture_of(experiment, data), one)
        np.testing.assert_array_equal(found.x, one.x)
    assert len(told) == 4


def test_entries_that_are_neither_used_nor_held_are_forgotten() -> None:
    """An entry stays for the time in which it was used, and for the next."""
    cache: ByteCache[str, list[int]] = ByteCache(1000)
    for key in "abc":
        cache.put(key, [ord(key)])
    cache.forget_unused()
    assert cache.get("a") is not None
    cache.get_or_make("b", list)
    cache.forget_unused(held=lambda value: value == [ord("c")])
    assert [key in cache for key in "abc"] == [True, True, True]
    cache.forget_unused()
    assert len(cache) == 0
    assert cache.bytes == 0
