"""The scores on the test set, of the variants and of the baselines."""

from __future__ import annotations

import math

import streamlit as st

from playground.evaluation.score import baseline_scores, score, score_name
from playground.evaluation.significance import best, quartiles
from playground.figures.errors import BASELINES
from playground.studies.seeds import scores
from playground.ui.session.comparison import Comparison
from playground.ui.shell.markdown import literal
from playground.wording import _, number


def score_table(comparison: Comparison) -> None:
    """Show the scores on the test set; bold only a lead beyond the spread over the seeds."""
    st.markdown("#### " + _("On the test set"))
    repeated = (
        scores(comparison.studies.seeds.outcomes) if comparison.studies.seeds is not None else {}
    )
    leader = best(repeated)
    rows, baselines = [], {}
    for name, one in comparison.named:
        result, loss = one.evaluation(), one.run.recording.rows
        if result is not None:
            baselines = baseline_scores(result, one.experiment)
        low, middle, high = quartiles(list(repeated.get(name, {}).values()))
        reached = _figure(score(result, one.experiment) if result else None)
        if not math.isnan(middle):
            reached += " · " + _("seeds: {median} ({low} … {high})").format(
                median=number(middle, 2), low=number(low, 2), high=number(high, 2)
            )
        error = None if one.run.running or not loss else loss[-1].validation_loss
        cells = [name, _figure(error), reached]
        rows.append([f"**{c}**" for c in cells] if name == leader else cells)
    rows += [[_(BASELINES.get(k, k)), "", _figure(v)] for k, v in baselines.items()]
    unit = comparison.session.data.unit
    scored = score_name(comparison.base) + (
        f" ({literal(unit)})" if unit and not comparison.base.source().is_task else ""
    )
    head = ["", _("validation error"), scored]
    st.markdown(
        "\n".join(
            [
                "| " + " | ".join(head) + " |",
                "|:--|--:|--:|",
                *("| " + " | ".join(r) + " |" for r in rows),
            ]
        )
    )
    if repeated:
        st.caption(_("“Seeds” is the median over the repeats, with the quartiles."))
    if leader is not None:
        st.caption(
            _("In bold: better than every other lane by more than the spread over the seeds.")
        )
    elif repeated:
        st.caption(
            _(
                "Nothing is in bold: no lane is better than every other by more than the spread over the seeds."
            )
        )
    else:
        st.caption(
            _(
                "Nothing is in bold: single runs do not show how much is luck. Repeat them with other seeds."
            )
        )


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value, 3)
