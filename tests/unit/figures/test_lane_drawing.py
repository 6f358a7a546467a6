"""How lanes are drawn: one colour a cell on all pages, and no lane flattens the others."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from playground.analysis.gradients.learning import Moment
from playground.figures.learning_map import learning_map, steady
from playground.figures.palette import palette, variant_styles
from playground.figures.race import Curve, influence_chart, race_chart, reach_chart
from playground.figures.seeds import bands_chart, seeds_chart
from playground.figures.side_by_side import over_time, prediction_over_target
from playground.figures.sweep import learning_rate_chart, sweep_chart
from playground.runs.recording import Frame, Recording

CELLS = ("elman", "gru", "lstm", "mlp")


def colours_of(figure: dict) -> dict[str, str]:
    """Return the colour of every named line."""
    found = {}
    for trace in figure["data"]:
        colour = trace.get("line", {}).get("color") or trace.get("marker", {}).get("color")
        if trace.get("name") and isinstance(colour, str):
            found[trace["name"]] = colour
    return found


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("order", list(itertools.permutations(CELLS, 3)))
def test_a_cell_has_one_colour_in_every_chart_and_any_order_of_lanes(
    order: tuple[str, ...], dark: bool
) -> None:
    """The charts of Compare agree with the palette, from which Gradients draws."""
    cells, wanted = {name: name for name in order}, palette(dark)["cells"]
    ones = {name: np.ones(3) for name in order}
    charts = [
        race_chart([Curve(name, name, ()) for name in order], {}, "x", dark),
        influence_chart(ones, cells, dark),
        bands_chart({name: [[]] for name in order}, cells, "x", dark),
        seeds_chart({name: {0: 1.0} for name in order}, cells, "x", dark),
        sweep_chart({name: [] for name in order}, cells, "x", "y", dark, log=False, guess=""),
        learning_rate_chart({name: {0.1: 1.0} for name in order}, {}, cells, "x", dark),
        over_time(
            np.arange(3),
            np.arange(3.0),
            {name: (np.arange(3), np.ones(3)) for name in order},
            cells,
            dark,
            title="",
            unit="",
        ),
        prediction_over_target(np.arange(3.0), ones, cells, dark),
    ]
    for chart in charts:
        drawn = colours_of(chart)
        assert {name: drawn[name] for name in order} == {name: wanted[name] for name in order}
    bars = reach_chart(dict.fromkeys(order, 1), dict.fromkeys(order, 2), 3, cells, dark)["data"][0]
    assert bars["marker"]["color"] == [wanted[name] for name in order]


@pytest.mark.parametrize("dark", [False, True])
def test_variants_of_one_cell_differ_in_dash_and_shade(dark: bool) -> None:
    """Four LSTMs are four lines; the first is drawn as on every page."""
    styles = variant_styles(dict.fromkeys("abcd", "lstm"), dark)
    assert styles["a"] == (palette(dark)["cells"]["lstm"], "solid")
    assert (
        len({dash for _colour, dash in styles.values()})
        == len({colour for colour, _dash in styles.values()})
        == 4
    )


def test_a_lane_that_left_the_chart_is_an_arrow_with_its_number_and_flattens_nothing() -> None:
    """Everything drawn is within three ranges of the target; values inside are unchanged."""
    target, x = np.array([0.0, 1.0, 2.0, 1.0]), np.arange(4)
    shown = {"good": (x, target + 0.1), "bad": (x, np.array([1.0, -8e17, np.inf, np.nan]))}
    figure = over_time(x, target, shown, {"good": "gru", "bad": "lstm"}, False, title="", unit="")
    drawn = np.concatenate([np.asarray(trace["y"], np.float64) for trace in figure["data"]])
    assert np.nanmax(drawn) - np.nanmin(drawn) <= 3 * np.ptp(target)
    arrows = figure["data"][-1]
    assert arrows["marker"]["symbol"] == ["triangle-down", "triangle-up"]
    assert "−8·10¹⁷" in arrows["text"]
    assert arrows["name"].startswith("bad")
    good = next(trace for trace in figure["data"] if trace["name"] == "good")
    np.testing.assert_allclose(good["y"], target + 0.1, rtol=1e-6)


def test_a_reach_that_hovers_is_drawn_as_a_steady_line() -> None:
    """To and fro between 5 and 15 is no zigzag, and a step up stays where it is."""
    assert len(np.unique(steady([5, 15] * 10)[2:-2])) <= 2
    assert np.abs(np.diff(steady([5, 15, 5, 5, 5, 15, 5, 5, 5]))).max() == 0
    assert steady([5] * 6 + [15] * 6).tolist() == [5] * 6 + [15] * 6


def test_a_map_of_influence_tells_more_than_all_from_all() -> None:
    """With an open forget gate, all steps have about the influence of the last, or a multiple."""
    moments = [Moment(step, np.array([5.0, 1.0, 1.0]), None, {}) for step in (0, 1)]
    heat = learning_map(
        moments,
        Recording(1, [Frame(0, 1.0, 1.0, 1.0, None, np.zeros(1))]),
        np.zeros(0, int),
        None,
        "lstm",
        False,
    )["data"][0]
    assert heat["z"][0, 0] > heat["z"][0, 1] == 0.0
    assert heat["zmax"] >= heat["z"].max()
    assert heat["colorbar"]["ticktext"][-1] == "1,000 %"
