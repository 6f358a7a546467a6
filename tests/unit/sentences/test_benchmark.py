"""The verdict is yes or no only where that is true."""

from __future__ import annotations

import math

import pytest

from playground.sentences.benchmark import about_benchmark

OTHERS = {"last value": 2.0, "linear autoregression": 1.0}


@pytest.mark.parametrize(
    ("networks", "begins", "holds"),
    [
        ([0.5, 0.6, 0.7, 0.8, 0.9], "Yes: all 5", "off by 0.7, 30 % less"),
        ([0.003] * 5, "Yes: all 5", "99.7 % less"),
        ([0.0001] * 5, "Yes: all 5", "more than 99.9 % less"),
        (
            [1.2, 1.3, 1.1, 0.9, 1.4],
            "No: the best baseline (linear autoregression) is off by 1",
            "by 1.2",
        ),
        ([0.98, 0.97, 0.99, 0.96, 0.98], "Hardly: all 5", "by only 2 %"),
        ([0.5, 0.6, 0.7, 1.2, math.inf], "It depends on the seed: 3 of 5", "off by 0.7"),
        ([math.inf, math.inf, math.inf, 0.1, 0.1], "No: most networks diverged", "off by 1"),
        ([1.0] * 5, "No:", "by 1"),
    ],
)
def test_the_verdict_is_what_the_numbers_say(
    networks: list[float], begins: str, holds: str
) -> None:
    """Against the best baseline, never a weaker one."""
    said = about_benchmark(networks, OTHERS)
    assert said.startswith(begins)
    assert holds in said


def test_a_forecast_without_any_error_cannot_be_beaten() -> None:
    """Nothing is divided by 0."""
    assert about_benchmark([0.1] * 5, {"one season ago": 0.0}).startswith(
        "No: the baseline one season ago is exact"
    )


def test_the_unit_is_told() -> None:
    """As people read the error."""
    assert "off by 1 °C" in about_benchmark([2.0] * 5, OTHERS, "°C")
