"""The charts of the comparison: errors, influence and reach of all variants."""

from __future__ import annotations

import streamlit as st

from playground.evaluation.main_baseline import main_baseline
from playground.evaluation.score import loss_name
from playground.figures.errors import BASELINES
from playground.figures.race import Curve, influence_chart, race_chart, reach_chart
from playground.sentences.lane_reach import about_reach
from playground.ui.compare.predictions import predictions
from playground.ui.compare.score_table import score_table
from playground.ui.compare.verdict import verdict
from playground.ui.session.comparison import Comparison
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _


def race(comparison: Comparison) -> None:
    """Show the four charts, each with its sentence, and the table."""
    left, right = st.columns(2)
    with left:
        _errors(comparison)
        _influence(comparison)
    with right:
        predictions(comparison)
        _reach(comparison)
    score_table(comparison)


def _errors(comparison: Comparison) -> None:
    st.markdown("#### " + _("Error while training"))
    over = st.segmented_control(
        _("Over"),
        ["steps", "seconds"],
        default="steps",
        key="race.over",
        required=True,
        label_visibility="collapsed",
        format_func=lambda o: _("over training steps") if o == "steps" else _("over seconds"),
    )
    curves = [
        Curve(name, one.experiment.model.cell, one.run.recording.rows, one.run.spent)
        for one, name in zip(comparison.variants, comparison.names, strict=True)
    ]
    baselines = comparison.session.baselines()
    by = main_baseline(baselines, comparison.base.source().is_task)
    shown = {_(BASELINES.get(by[0], by[0])): by[1]} if by else {}
    end = max(one.experiment.training.max_steps for one in comparison.variants)
    sentence = " ".join(verdict(comparison))
    show(
        race_chart(
            curves, shown, loss_name(comparison.base), dark(), over=over or "steps", end=end
        ),
        f"race.errors.{over}",
        alt=sentence,
        height=290,
    )
    if over == "seconds":
        st.caption(
            _(
                "Seconds in the workers for the steps of each lane: waiting for other lanes is not counted."
            )
        )
    else:
        st.caption(
            _(
                "The dotted line is the baseline: a lane above it is no better than a forecast without a network."
            )
        )


def _influence(comparison: Comparison) -> None:
    st.markdown("#### " + _("Influence of past states on the last prediction"))
    shares = {
        name: one.influence(comparison.session.focus.probe).share for name, one in comparison.named
    }
    sentence = _(
        "Influence of the state at each time step on the last prediction, relative to the last step: Cₜ for an LSTM, hₜ for the others."
    )
    show(
        influence_chart(shares, comparison.cells, dark()),
        "race.influence",
        alt=sentence,
        height=290,
    )
    st.caption(sentence)


def _reach(comparison: Comparison) -> None:
    st.markdown("#### " + _("Reach: time steps until the influence falls below 1 %"))
    pairs, probe = comparison.named, comparison.session.focus.probe
    now, before = (
        {n: one.influence(probe) for n, one in pairs},
        {n: one.untrained_influence(probe) for n, one in pairs},
    )
    whole = max(i.share.size for i in now.values())
    reach = {n: whole if i.reach is None else i.reach for n, i in now.items()}
    first = {n: whole if i.reach is None else i.reach for n, i in before.items()}
    sentence = about_reach(reach, first, whole)
    show(
        reach_chart(first, reach, whole, comparison.cells, dark()),
        "race.reach",
        alt=sentence,
        height=110 + 45 * len(reach),
    )
    st.caption(sentence)
