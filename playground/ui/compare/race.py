"""The race of the lanes, errors and predictions in one row, and what each lane responds to."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from playground.live.charts import LiveChart
from playground.live.lane import LaneNumbers
from playground.ui.compare.race_charts import (
    INFLUENCE,
    PREDICTIONS,
    REACH,
    errors_chart,
    example_charts,
)
from playground.ui.session.comparison import Comparison
from playground.ui.shell.live_text import said
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _

OVER = "race.over"


def over() -> str:
    """Return what the errors are drawn over: "steps" or "seconds"."""
    return str(st.session_state.get(OVER) or "steps")


def race(comparison: Comparison, numbers: Mapping[str, LaneNumbers]) -> None:
    """Show errors and predictions, beside each other."""
    charts = {chart.key: chart for chart in example_charts(comparison, numbers, dark())}
    left, right = st.columns(2)
    with left:
        _errors(comparison)
    with right:
        _chart(charts[PREDICTIONS])


def reaches(comparison: Comparison, numbers: Mapping[str, LaneNumbers]) -> None:
    """Show the influence of past states and the reach, beside each other."""
    charts = {chart.key: chart for chart in example_charts(comparison, numbers, dark())}
    left, right = st.columns(2)
    with left:
        _chart(charts[INFLUENCE])
    with right:
        _chart(charts[REACH])


def _errors(comparison: Comparison) -> None:
    chart = errors_chart(comparison, over(), dark())
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.markdown("#### " + chart.title, width="content")
        st.segmented_control(
            _("Over"),
            ["steps", "seconds"],
            default="steps",
            key=OVER,
            required=True,
            label_visibility="collapsed",
            format_func=lambda o: _("over training steps") if o == "steps" else _("over seconds"),
        )
    show(chart.figure, chart.key, alt=chart.sentences[0], height=chart.height)
    st.caption(chart.caption or "&nbsp;")  # its line is reserved


def _chart(chart: LiveChart) -> None:
    st.markdown("#### " + chart.title)
    if chart.figure is not None:
        show(chart.figure, chart.key, alt=chart.sentences[0], height=chart.height)
    with st.container(key=said(chart.key)):
        st.caption(chart.sentences[0])
