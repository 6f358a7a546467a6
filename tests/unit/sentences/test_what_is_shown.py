"""Baselines, texts and numbers are shown only where they mean something, in one notation."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.analysis.gradients.inputs import draw_inputs
from playground.analysis.gradients.lines import Line, lines
from playground.config import registry
from playground.config.experiment import Experiment
from playground.evaluation.meaningful import exact, meaningful
from playground.evaluation.score import solved_below
from playground.figures.errors import BASELINES
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.gallery.gradient_presets import PRESETS
from playground.sentences.learning_rate_search import selection_rule
from playground.sentences.size import about_size
from playground.wording import counted, number

ROOT = Path(__file__).resolve().parents[3]
FOUND = {"last_value": 0.4, "seasonal_naive": 0.3, "linear_ar": 0.2, "mean": 1.0}


def experiment(source: str, kind: str) -> Experiment:
    """Return an experiment about a source."""
    return Experiment.from_dict({"data": {"source": source}, "problem": {"kind": kind}})


@pytest.mark.parametrize(
    ("source", "kind", "found", "shown"),
    [
        ("sine", "many_to_one", FOUND, set(FOUND)),
        (
            "sine",
            "many_to_one",
            FOUND | {"seasonal_naive": 0.4},
            {"last_value", "linear_ar", "mean"},
        ),
        ("hold", "many_to_many", FOUND, {"last_value", "linear_ar", "mean"}),
        ("waveforms", "one_to_one", FOUND, {"mean"}),
    ],
)
def test_baselines_that_mean_nothing_are_not_shown(
    source: str, kind: str, found: dict[str, float], shown: set[str]
) -> None:
    """No season where there is none or where it is the last value, and no past in one-to-one."""
    assert set(meaningful(found, experiment(source, kind))) == shown


@pytest.mark.parametrize("source", registry.sources())
def test_no_source_shows_a_baseline_without_a_meaning(source: str) -> None:
    """No season on a memory task, and nothing from the past on a function of one value."""
    if (entry := registry.source(source)).is_file:
        return
    for kind in entry.facts["problems"]:
        shown = meaningful(FOUND, experiment(source, kind))
        if entry.is_task:
            assert "seasonal_naive" not in shown
        if kind == "one_to_one":
            assert set(shown) == {"mean"}


def test_a_baseline_has_one_name_wherever_it_is_shown() -> None:
    """In the status line, in charts and in tables."""
    assert len(set(BASELINES.values())) == len(BASELINES)
    status = (ROOT / "playground" / "ui" / "shell" / "status.py").read_text(encoding="utf-8")
    for name in ("mean", "majority_class"):
        assert f"({BASELINES[name]}: {{guess}})" in status


def test_an_error_of_rounding_is_exact_and_a_small_one_is_not() -> None:
    """Relative to the errors of the other baselines, in any unit."""
    assert exact(1e-28, [1e-28, 1.0])
    assert exact(1e-9, [1e-9, 1e4])
    assert exact(0.0, [0.0])
    assert not exact(1e-4, [1e-4, 1.0])


def test_solved_is_what_the_task_says() -> None:
    """An accuracy becomes an error rate; a series has no threshold."""
    assert solved_below(EXHIBITS["exploding"].experiment) == 0.02
    assert solved_below(experiment("temporal_order", "classification")) == pytest.approx(0.01)
    assert solved_below(experiment("sine", "many_to_one")) is None


@pytest.mark.parametrize("exhibit", EXHIBITS.values(), ids=EXHIBITS)
def test_what_is_to_be_seen_in_an_exhibit_is_gone_once_something_is_changed(
    exhibit: Exhibit,
) -> None:
    """Only the question stays, and it names no cell, no setting and no outcome."""
    assert exhibit.texts(exhibit.experiment) == tuple(
        filter(None, (exhibit.question, exhibit.observation))
    )
    changed = exhibit.experiment.with_values({"training.learning_rate": 0.0123})
    for other in (changed, *exhibit.experiments[1:]):
        assert exhibit.texts(other) == (exhibit.question,)
    assert not any(
        word in exhibit.question
        for word in (
            "RNN",
            "LSTM",
            "GRU",
            "gate",
            "clip",
            "Watch",
            "bias",
            "seed",
            "27 steps",
            "5 steps",
        )
    )


def drawn(name: str) -> tuple[dict[str, Line], int | None]:
    """Return a preset's lines and its marked step."""
    preset = PRESETS[name]
    inputs = draw_inputs(preset.experiment)
    return lines(preset.experiment.model, inputs, preset.view), inputs.steps_before


def test_the_presets_of_the_gradients_page_show_what_they_say() -> None:
    """On the lines themselves."""
    vanishing, pytorch = drawn("vanishing")[0], drawn("pytorch")[0]
    assert vanishing["lstm"].reach is None
    assert (
        max(
            vanishing["elman"].share[0],
            vanishing["gru"].share[0],
            *(line.share[0] for line in pytorch.values()),
        )
        < 1e-9
    )
    one, marked = drawn("forget_1")
    three, _marked = drawn("forget_3")
    assert marked is not None
    assert 0.02 < one["lstm"].share_at(marked) < 0.1  # "a few percent"
    assert three["lstm"].share_at(marked) > 1  # "more than the last step"
    assert drawn("exploding")[0]["elman"].share[0] > 100


def test_numbers_are_written_one_way() -> None:
    """No notation of programs, no minus nothing, one mark between thousands, and nouns that agree
    with their count.
    """
    assert [number(v, 2) for v in (1.2e13, -1e-5, 3e-22, 0.0, -0.0)] == [
        "1.2·10¹³",
        "−1·10⁻⁵",
        "3·10⁻²²",
        "0",
        "0",
    ]
    assert number(1185, 6) == "1,185"
    assert [counted(n, "{n} step", "{n} steps") for n in (0, 1, 2, 1185)] == [
        "0 steps",
        "1 step",
        "2 steps",
        "1,185 steps",
    ]


def test_counts_of_weights_say_that_pytorch_keeps_two_biases() -> None:
    """The equations have one a gate, and so would give fewer."""
    variants = {"a": experiment("hold", "many_to_many"), "b": experiment("hold", "many_to_many")}
    assert "with both biases that PyTorch keeps in a recurrent cell" in " ".join(
        about_size(variants, [22, 1185])
    )


def test_the_rule_of_the_search_for_rates_is_the_one_that_is_used() -> None:
    """Steps to a target first, the error at the end where there is none."""
    assert "fewest steps" in selection_rule()
    assert "smallest validation error at the end" in selection_rule()
