"""The charts of the comparison: errors, influence and reach of all variants."""

from __future__ import annotations

import streamlit as st

from playground.live.charts import LiveChart
from playground.ui.compare.race_charts import (
    INFLUENCE,
    PREDICTIONS,
    REACH,
    errors_chart,
    example_charts,
)
from playground.ui.compare.score_table import score_table
from playground.ui.session.comparison import Comparison
from playground.ui.shell.live_text import said
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _

OVER = "race.over"


def over() -> str:
    """Return what the errors are drawn over: "steps" or "seconds"."""
    return str(st.session_state.get(OVER) or "steps")


def race(comparison: Comparison) -> None:
    """Show the four charts, each with its sentence, and the table."""
    numbers = {name: one.numbers(comparison.session) for name, one in comparison.named}
    charts = {chart.key: chart for chart in example_charts(comparison, numbers, dark())}
    left, right = st.columns(2)
    with left:
        _errors(comparison)
        _chart(charts[INFLUENCE])
    with right:
        _chart(charts[PREDICTIONS])
        _chart(charts[REACH])
    score_table(comparison)


def _errors(comparison: Comparison) -> None:
    chart = errors_chart(comparison, over(), dark())
    st.markdown("#### " + chart.title)
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
    st.caption(chart.caption)


def _chart(chart: LiveChart) -> None:
    st.markdown("#### " + chart.title)
    if chart.figure is not None:
        show(chart.figure, chart.key, alt=chart.sentences[0], height=chart.height)
    with st.container(key=said(chart.key)):
        st.caption(chart.sentences[0])
