"""The choice of the source: its groups, its search, and a picture of each."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from playground.config import registry
from playground.config.experiment import Experiment
from playground.figures.source_picture import HEIGHT, WIDTH, source_svg
from playground.ui.shell.source_pictures import picture
from playground.ui.sidebar.sources import GROUPS, grouped

WITHOUT_FILE = [name for name, source in registry.sources().items() if not source.is_file]


def names() -> dict[str, list[str]]:
    """Return the names of the sources in each group."""
    return {group: [s.name for s in members] for group, members in grouped(Experiment())}


def test_every_source_is_in_one_group_and_a_file_only_while_it_is_in_use() -> None:
    """Waves, memory tasks, real data, mine."""
    found = names()
    assert [*found] == [*GROUPS]
    assert sorted(name for group in found.values() for name in group) == sorted(WITHOUT_FILE)
    assert {"sine", "waveforms"} <= set(found["waves"])
    assert {"hold", "reber"} <= set(found["tasks"])
    assert {"sunspots", "digits_by_row"} <= set(found["real"])
    assert found["mine"] == []


@pytest.mark.parametrize("source", WITHOUT_FILE)
def test_a_source_has_a_picture_of_its_own_data(source: str) -> None:
    """A line that is not flat, inside its frame, the same each time."""
    svg = picture(source)
    line = ElementTree.fromstring(svg).find("{http://www.w3.org/2000/svg}polyline")
    assert line is not None
    points = np.array([p.split(",") for p in line.attrib["points"].split()], np.float64)
    assert len(points) >= 6
    assert np.ptp(points[:, 1]) > 8
    assert ((points >= 0) & (points <= (WIDTH, HEIGHT))).all()
    picture.cache_clear()
    assert picture(source) == svg


def test_values_that_are_constant_or_missing_are_drawn_without_failing() -> None:
    """Uploads and drawings may hold anything."""
    values: Any
    for values in (np.zeros(5), np.full(5, np.nan), np.array([1.0, np.inf, 2.0])):
        assert source_svg(values).startswith("<svg")
