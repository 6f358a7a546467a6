"""How the comparison stands, in words."""

from __future__ import annotations

import math

from playground.evaluation.main_baseline import main_baseline
from playground.evaluation.score import solved_below
from playground.figures.errors import BASELINES
from playground.gallery.comparisons import Finish
from playground.sentences.comparison import (
    Standing,
    about_comparison,
    about_linear_baseline,
    about_luck,
)
from playground.ui.session.comparison import Comparison, Variant
from playground.wording import _


def verdict(comparison: Comparison) -> list[str]:
    """Return how the comparison stands, in words; where the claim of a prepared one holds, that."""
    baselines, task = (
        comparison.session.baselines(),
        comparison.base.source().is_task,
    )
    by = main_baseline(baselines, task)
    standings = [
        _standing(one, n) for one, n in zip(comparison.variants, comparison.names, strict=True)
    ]
    if comparison.training and all(s.error is None and not s.diverged for s in standings):
        return [_("Training has begun: errors appear with the first evaluation.")]
    prepared = comparison.prepared
    if (
        prepared is not None
        and all(s.ended for s in standings)
        and prepared.claim([_finish(s) for s in standings])
    ):
        return [f"**{_(prepared.conclusion)}**", *about_luck(standings)]
    solved = (
        None if comparison.base.problem.kind == "classification" else solved_below(comparison.base)
    )  # classes are trained by another measure
    said = about_comparison(
        standings, by[1] if by else None, _baseline_name(by[0]) if by else "", solved
    )
    if (remark := about_linear_baseline(baselines, solved)) is not None:
        said.insert(max(0, len(said) - 1), remark)
    return said


def _baseline_name(name: str) -> str:
    return (
        _("always predicting the mean")
        if name == "mean"
        else _("the best baseline, {name}").format(name=_(BASELINES.get(name, name)))
    )


def _standing(one: Variant, name: str) -> Standing:
    rows, reason = one.run.recording.rows, one.run.recording.stop_reason
    error = rows[-1].validation_loss if rows else None
    return Standing(name, error, one.run.step, reason is not None, reason == "diverged")


def _finish(standing: Standing) -> Finish:
    return Finish(math.inf if standing.diverged else standing.loss, standing.step)
