"""The forecast beyond the end of the data, for the chart, as a table and as a CSV file."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import streamlit as st

from playground.analysis.forecast_ahead import Ahead, ahead
from playground.data.series import Series
from playground.ui.session.session import Session
from playground.ui.shell.download import download
from playground.ui.shell.markdown import literal
from playground.wording import _, counted, number

#: Rows of the forecast shown at once.
_SHOWN = 240


def forecast(session: Session) -> Ahead | None:
    """Return the forecast of the latest weights; during training, of the last pause."""
    if not isinstance(session.data, Series) or not session.run.step:
        return None
    kept: tuple[tuple, Ahead | None] | None = st.session_state.get("beyond")
    key = (id(session.run), session.run.step)
    if session.run.running:
        return kept[1] if kept is not None and kept[0][0] == key[0] else None
    if kept is None or kept[0] != key:
        kept = (
            key,
            ahead(
                session.run.architecture,
                session.run.weights(),
                session.data,
                session.windows,
            ),
        )
        st.session_state["beyond"] = kept
    return kept[1]


def offer(session: Session) -> None:
    """Show the forecast as a table, offer it as CSV, and explain how each row was computed."""
    result = forecast(session)
    if result is None or session.run.running or not isinstance(session.data, Series):
        return
    with st.expander(_("Forecast beyond the end")):
        if not np.isfinite(result.values).all():
            st.markdown(_("The network's predictions are not finite numbers."))
            return
        st.markdown(literal(about(result, session)))
        table = frame(result, session.data)
        st.dataframe(table, hide_index=True, height=min(240, 38 + 35 * len(table)))
        download(
            _("Forecast (CSV)"),
            lambda: to_csv(table),
            "forecast.csv",
            "text/csv",
            icon=":material/download:",
        )


def about(result: Ahead, session: Session) -> str:
    """Return the next value and an explanation of how the rows were computed."""
    unit = f" {session.data.unit}" if session.data.unit else ""
    direct = int((~result.fed_back).sum())
    sentence = _("The next value would be {value}{unit}.").format(
        value=number(float(result.values[0])), unit=unit
    )
    if session.run.architecture.has_decoder:
        return (
            sentence
            + " "
            + counted(
                len(result.values),
                "The decoder predicts one row after the last value.",
                "The decoder predicts {n} rows after the last value, each from its previous prediction.",
            )
        )
    if direct < len(result.values):
        explanation = _(
            "Up to {rows} after the last value it uses only known values; the rest ({rest}) also uses its own predictions, so errors accumulate."
        )
        rest = _rows(len(result.values) - direct)
        return sentence + " " + explanation.format(rows=_rows(direct), rest=rest)
    explanation = _(
        "It was trained to predict {rows} ahead, and cannot go further: the other columns are not predicted."
    )
    return sentence + " " + explanation.format(rows=_rows(direct))


def _rows(count: int) -> str:
    return counted(count, "{n} row", "{n} rows")


def frame(result: Ahead, data: Series) -> pd.DataFrame:
    """Return the table: time, value in the data's unit, and what the value is based on."""
    dated = result.times.dtype.kind == "M"
    whole = dated and bool((result.times == result.times.astype("datetime64[D]")).all())
    times = (
        [str(t) for t in result.times.astype("datetime64[D]" if whole else "datetime64[m]")]
        if dated
        else result.times.tolist()
    )
    name = data.columns[data.target] + (f" ({data.unit})" if data.unit else "")
    how = [_("own predictions") if fed else _("data") for fed in result.fed_back]
    return pd.DataFrame({_("time"): times, name: result.values, _("based on"): how}).head(_SHOWN)


def to_csv(table: pd.DataFrame) -> str:
    """Return the table as CSV with every digit."""
    file = io.StringIO()
    table.to_csv(file, index=False)
    return file.getvalue()
