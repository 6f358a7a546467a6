"""What the open pages of visitors hold is bounded by visitor and together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from playground.cache import ByteCache
from playground.config.experiment import Experiment
from playground.errors import DescriptionError
from playground.ui.session import holdings, loading
from playground.visitor import acting_for


@dataclass
class ClampedGate:
    """Data of a page."""

    values: np.ndarray


def data(megabytes: int = 10) -> ClampedGate:
    """Return data of a size."""
    return ClampedGate(np.empty(megabytes * 1_000_000, np.uint8))


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin with nobody's."""
    monkeypatch.setattr(holdings, "_held", {})
    loading._opened.clear()
    yield
    loading._opened.clear()


def fill(who: str, most: int = 40) -> list[ClampedGate]:
    """Open pages of a visitor until one is refused."""
    pages: list[ClampedGate] = []
    with acting_for(who):
        for _page in range(most):
            page = data()
            try:
                holdings.hold((page,), ByteCache(1))
            except DescriptionError:
                return pages
            pages.append(page)
    return pages


def test_forty_pages_of_one_visitor_hold_no_more_than_one_visitors_share() -> None:
    """Then a sentence says what there is and what to do; what was opened before stays."""
    pages = fill("hostile")
    assert len(pages) == holdings.MOST_OF_ONE // 10_000_000
    with (
        acting_for("hostile"),
        pytest.raises(
            DescriptionError,
            match="your open pages hold 80 MB of data of at most 80 MB together",
        ),
    ):
        holdings.hold((data(),), ByteCache(1))
    with acting_for("honest"):
        holdings.hold((data(),), ByteCache(1))


def test_pages_that_hold_the_same_data_count_once_and_closed_ones_no_more() -> None:
    """A reader may reload a page as often as they like."""
    with acting_for("reader"):
        one = data(70)
        for _reload in range(10):
            holdings.hold((one,), ByteCache(1))
        del one
        another = data(70)
        holdings.hold((another,), ByteCache(1))


def test_what_only_lies_in_the_cache_gives_way_before_anybody_is_refused() -> None:
    """One page that tries one large data set after the other holds the last one only."""
    kept: ByteCache[int, ClampedGate] = ByteCache(500_000_000)
    with acting_for("reader"):
        for n in range(5):
            holdings.hold((kept.put(n, data(30)),), kept)


def test_small_data_are_given_however_much_strangers_hold() -> None:
    """Cookies cost nothing: many visitors may be one, and a class must still come in."""
    pages = [fill(f"stranger {n}") for n in range(4)]
    assert sum(map(len, pages)) == holdings.MOST_OF_ALL // 10_000_000
    with acting_for("honest"):
        with pytest.raises(DescriptionError, match="the server has no room"):
            holdings.hold((data(),), ByteCache(1))
        holdings.hold((data(2),), ByteCache(1))


def test_the_largest_links_of_one_visitor_are_refused_from_the_third_page_on() -> None:
    """Every page takes its data through one door."""
    description = {
        "data": {"source": "adding", "length": 10_000},
        "problem": {"kind": "many_to_one", "lookback": 100},
    }
    pages = []
    with acting_for("hostile"):
        for seed in range(2):
            pages.append(
                loading.opened(
                    Experiment.from_dict(description).with_values({"data.seed": seed}), {}
                )
            )
        with pytest.raises(DescriptionError, match="close some of them") as caught:
            loading.opened(Experiment.from_dict(description).with_values({"data.seed": 2}), {})
    assert caught.value.field == "data.source"
    assert len(pages) == 2
