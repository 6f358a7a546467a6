"""The generated waves, against their own equations."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from playground.config.experiment import Data
from playground.config.registry import entries
from playground.data.source import load
from playground.data.sources import generators

GENERATORS = [
    name for name, entry in entries("source").items() if entry.facts["kind"] == "generator"
]


def clean(name: str, length: int = 400, seed: int = 0, **params: object) -> np.ndarray:
    """Return a wave without noise."""
    return load(
        Data(source=name, length=length, noise=0.0, seed=seed, params=params), lookback=10
    ).values[:, 0]


def test_sine_repeats_after_its_period_and_starts_at_its_phase() -> None:
    """A quarter of a period on, it is at its height."""
    wave = clean("sine", period=20.0, amplitude=3.0, phase=0.25)
    assert wave[0] == pytest.approx(3.0)
    np.testing.assert_allclose(wave[20:], wave[:-20], atol=1e-12)


def test_sum_of_sines_is_the_sum_of_its_waves() -> None:
    """Against three single sines."""
    parts = [
        clean("sine", period=p, amplitude=a) for p, a in ((50.0, 1.0), (18.0, 0.5), (7.0, 0.25))
    ]
    np.testing.assert_allclose(clean("sum_of_sines"), sum(parts), atol=1e-12)


def test_trend_season_rises_by_its_trend_in_a_hundred_rows() -> None:
    """Over whole periods the season cancels."""
    wave = clean("trend_season", period=25.0, trend=2.0)
    np.testing.assert_allclose(wave[100:] - wave[:-100], 2.0, atol=1e-12)


def test_trend_season_grows_in_height() -> None:
    """Nearly twice the height after 100 rows of growth 1."""
    wave = clean("trend_season", length=125, period=25.0, trend=0.0, growth=1.0)
    assert np.ptp(wave[100:]) > 1.8 * np.ptp(wave[:25])


def test_square_has_two_values_and_keeps_its_high_share() -> None:
    """One value for a quarter of the time."""
    wave = clean("square", period=20.0, duty=0.25, amplitude=2.0)
    assert set(wave) == {-2.0, 2.0}
    assert (wave > 0).mean() == pytest.approx(0.25)


def test_sawtooth_rises_evenly_and_drops_at_once() -> None:
    """All steps alike but the drop."""
    steps = np.diff(clean("sawtooth", period=20.0))
    assert (steps < 0).sum() == 19
    np.testing.assert_allclose(steps[steps > 0], 0.1, atol=1e-9)


def test_sawtooth_with_half_a_rise_is_a_triangle() -> None:
    """As steep down as up."""
    steps = np.diff(clean("sawtooth", period=20.0, rise=0.5))
    np.testing.assert_allclose(np.abs(steps), 0.2, atol=1e-9)


def test_mackey_glass_follows_its_equation() -> None:
    """The same start, integrated by small Euler steps, stays near for as long as those are
    exact.
    """
    delay, fine = 17, 16
    coarse = generators.mackey_glass(
        60, np.random.default_rng(0), delay=delay, power=10.0, spacing=1
    )
    x = [
        np.interp(i / fine, np.arange(delay + 1), coarse[: delay + 1])
        for i in range(delay * fine + 1)
    ]
    for n in range(delay * fine, (delay + 20) * fine):
        past = x[n - delay * fine]
        x.append(x[n] + (0.2 * past / (1 + past**10.0) - 0.1 * x[n]) / fine)
    np.testing.assert_allclose(x[::fine][: delay + 20], coarse[: delay + 20], atol=0.02)
    assert 0.2 < coarse.min() < coarse.max() < 1.5


def test_mackey_glass_settles_below_its_chaotic_delays() -> None:
    """With a short delay it comes to rest at 1."""
    assert np.ptp(clean("mackey_glass", delay=2)) < 1e-3


def test_damped_wave_has_half_its_height_after_its_half_life() -> None:
    """A hundred rows are four whole periods."""
    wave = clean("damped", period=25.0, half_life=100.0)
    np.testing.assert_allclose(wave[100:], wave[:-100] / 2, atol=1e-12)


def test_chirp_swings_at_its_first_and_at_its_last_period() -> None:
    """Rows between rises through 0, counted at both ends."""
    wave = clean("chirp", length=20_000, period_first=100.0, period_last=20.0)
    rises = np.flatnonzero((wave[:-1] < 0) & (wave[1:] >= 0))
    assert np.diff(rises)[0] == pytest.approx(100, abs=3)
    assert np.diff(rises)[-1] == pytest.approx(20, abs=1)


def test_amplitude_modulated_wave_is_the_sum_of_three_sines() -> None:
    """By the product rule of sines: the summary says so."""
    t, fast, slow = np.arange(400), 1 / 10, 1 / 80
    three = np.sin(2 * np.pi * fast * t) + 0.4 * (
        np.cos(2 * np.pi * (fast - slow) * t) - np.cos(2 * np.pi * (fast + slow) * t)
    )
    np.testing.assert_allclose(clean("amplitude_modulated"), three, atol=1e-12)


def test_random_walk_has_independent_steps_of_its_size() -> None:
    """Mean, deviation and neighbors' correlation of 20 000 steps."""
    steps = np.diff(clean("random_walk", length=20_000, step_size=2.0, drift=0.5))
    assert steps.mean() == pytest.approx(0.5, abs=0.05)
    assert steps.std() == pytest.approx(2.0, rel=0.03)
    assert abs(np.corrcoef(steps[:-1], steps[1:])[0, 1]) < 0.03


def test_ar2_has_the_correlations_of_its_equation() -> None:
    """Yule and Walker: r_1 = a / (1 - b), r_2 = a r_1 + b."""
    a, b = 2 * 0.9 * np.cos(2 * np.pi / 12), -0.81
    wave = clean("ar2", length=100_000, period=12.0, persistence=0.9, shock=3.0)
    r = [np.corrcoef(wave[:-k], wave[k:])[0, 1] for k in (1, 2)]
    np.testing.assert_allclose(r, [a / (1 - b), a * a / (1 - b) + b], atol=0.02)
    assert (wave[2:] - a * wave[1:-1] - b * wave[:-2]).std() == pytest.approx(3.0, rel=0.02)


def test_lorenz_follows_its_equations_and_circles_two_centres() -> None:
    """Slopes by central differences; x changes sign, z stays positive."""
    data = load(Data(source="lorenz", length=2000, noise=0.0, params={"spacing": 1}), lookback=10)
    x, y, z = data.values.T
    slopes = (data.values[2:] - data.values[:-2]) / 0.02
    expected = np.stack([10 * (y - x), x * (28 - z) - y, x * y - 8 / 3 * z], axis=1)[1:-1]
    assert np.abs(slopes - expected).max() < 0.01 * np.abs(expected).max()
    assert data.columns == ("x", "y", "z")
    assert x.min() < -10 < 10 < x.max()
    assert z.min() > 0


def test_lorenz_comes_to_rest_below_its_critical_drive() -> None:
    """Long before chaos, x and y end at a fixed point of size sqrt(beta (rho - 1))."""
    wave = clean("lorenz", rho=14.0, length=600)
    assert abs(wave[-1]) == pytest.approx(np.sqrt(8 / 3 * 13), rel=1e-3)


def test_noise_leaves_the_wave_where_it_is() -> None:
    """The difference is the noise, of the asked size."""
    for name in GENERATORS:
        noisy = load(Data(source=name, length=2000, noise=0.5, seed=3), lookback=10).values[:, 0]
        noise = noisy - clean(name, length=2000, seed=3)
        assert noise.std() == pytest.approx(0.5, rel=0.06)
        width = len(entries("source")[name].facts.get("columns", ("value",)))
        expected = 0.5 * np.random.default_rng([3, 1]).standard_normal((2000, width))[:, 0]
        np.testing.assert_allclose(noise, expected, atol=1e-12)


@pytest.mark.parametrize("name", GENERATORS)
def test_source_text_runs_on_its_own(name: str) -> None:
    """It is pasted into an exported script, where there is numpy and nothing else of ours."""
    entry = entries("source")[name]
    space: dict[str, object] = {"np": np}
    exec(inspect.getsource(entry.make), space)
    params = {p.name: p.default for p in entry.parameters}
    alone = space[entry.make.__name__](50, np.random.default_rng(1), **params)
    np.testing.assert_array_equal(alone, entry.make(50, np.random.default_rng(1), **params))
