"""The test part, shown once when the run has ended: the network beside the simple forecasts."""

from __future__ import annotations

import streamlit as st

from playground.call import Evaluated
from playground.figures.errors import GUESSES
from playground.sentences.results import about_results
from playground.ui.desk import Desk
from playground.wording import _, number


def results(desk: Desk) -> None:
    """Show the table and its verdict, or say when they will come."""
    found = desk.results()
    st.markdown("##### " + _("On the test part"))
    if found is None:
        st.caption(_("Shown once the run has ended, beside what simple forecasts reach."))
        return
    rows = {_("this network"): found.network, **{_(GUESSES[name]): values for name, values in found.baselines.items()}}
    st.markdown(_table(rows, getattr(desk.data, "unit", "")))
    st.markdown(about_results(found.network["mae"], {_(GUESSES[name]): values["mae"] for name, values in found.baselines.items()}))
    _details(found, rows)


def _table(rows: dict[str, dict[str, float | None]], unit: str) -> str:
    behind = f" ({unit})" if unit else ""
    lines = [f"| {_('forecast')} | {_('mean error')}{behind} | {_('root mean square')}{behind} |", "|:--|--:|--:|"]
    return "\n".join([*lines, *(f"| {name} | {_figure(r['mae'])} | {_figure(r['rmse'])} |" for name, r in rows.items())])


def _details(found: Evaluated, rows: dict[str, dict[str, float | None]]) -> None:
    with st.popover(_("Details")):
        st.markdown(
            _("MASE, the mean error as a share of what repeating the last value costs from one row to the next in the training part:")
        )
        st.markdown("\n".join(f"- {name}: {_figure(r['mase'])}" for name, r in rows.items()))
        if found.period > 1:
            st.markdown(_("The season found in the training part has {period} rows.").format(period=found.period))


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value)
