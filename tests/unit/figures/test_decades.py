"""Logarithmic axes: one kind of label on each."""

from __future__ import annotations

import pytest

from playground.figures.decades import back_ticks, decade_ticks, percent
from playground.wording import speaking


@pytest.mark.parametrize("low", [-300.0, -38.0, -12.5, -5.3, -4.3, -3.0, -1.0])
@pytest.mark.parametrize("high", [0.5, 1.5, 4.5])
@pytest.mark.parametrize("shares", [False, True])
def test_an_axis_has_only_percentages_or_only_powers(low: float, high: float, shares: bool) -> None:
    """Percentages where none is below 0.01 %, and never on an axis that is not of shares."""
    labels = decade_ticks(low, high, shares)["ticktext"]
    kinds = {label.endswith("%") for label in labels}
    assert len(kinds) == 1
    assert kinds == {shares and low > -5 and high < 3}


def test_percentages_are_written_in_full() -> None:
    """From 0.01 % to 1,000 %, as the language in use writes numbers."""
    assert [percent(decade) for decade in (-4, -2, 0, 1)] == ["0.01 %", "1 %", "100 %", "1,000 %"]
    with speaking("es"):
        assert percent(-4) == "0,01 %"


def test_steps_back_are_counted_from_the_loss() -> None:
    """To the left, without a sign, on every page."""
    ticks = back_ticks(40)
    assert ticks["ticktext"][0] == "0"
    assert ticks["tickvals"][-1] == -int(ticks["ticktext"][-1])
