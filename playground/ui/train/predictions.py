"""Charts of the predictions for each problem type, below the tracks of the Train page."""

from __future__ import annotations

import streamlit as st

from playground.analysis.first_step import mlp_like
from playground.config import registry
from playground.config.cells import has_memory
from playground.live.charts import Network, prediction_charts
from playground.models.architecture import architecture_of
from playground.models.cells import recurrent_cells
from playground.ui.session.session import Session
from playground.ui.shell.live_text import said
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _, number


def predictions(session: Session) -> None:
    """Show the charts of the problem type; some types have none beside the tracks."""
    charts = prediction_charts(network_of(session, dark()))
    columns = st.columns(2) if len(charts) > 1 else [st.container()] * len(charts)
    for column, chart in zip(columns, charts, strict=True):
        with column:
            st.markdown("#### " + chart.title)
            if chart.figure is not None:
                show(chart.figure, chart.key, alt=chart.sentences[0], height=chart.height)
            with st.container(key=said(chart.key)):
                for sentence in chart.sentences:
                    st.markdown(literal(sentence))
            if chart.caption:
                st.caption(chart.caption)


def network_of(session: Session, dark: bool) -> Network:
    """Return the newest network of the run, on the example looked at."""
    return Network(
        session.experiment,
        session.data,
        session.windows,
        session.focus.probe,
        session.run.weights(),
        session.run.step,
        dark,
    )


def feedforward_offer(session: Session) -> None:
    """Offer an MLP with about as many weights, or for an MLP the recurrent cells."""
    if session.experiment.problem.kind != "one_to_one":
        return
    with st.container(horizontal=True, vertical_alignment="center", key="beside"):
        if not has_memory(session.experiment.model.cell):
            for cell in reversed(recurrent_cells()):
                label = _("Train the same with {cell}").format(
                    cell=_(registry.lookup("cell", cell).label)
                )
                values = {"model.cell": cell, "model.num_layers": 1, "model.hidden_size": 32}
                st.button(
                    label,
                    on_click=session.set,
                    args=(values,),
                    kwargs={"start": True},
                    key=f"beside.{cell}",
                )
            return
        other = mlp_like(session.experiment, session.data)
        values = {
            f"model.{name}": getattr(other.model, name)
            for name in ("cell", "num_layers", "hidden_size")
        }
        label = _("Train an MLP with as many weights ({count}: {layers} × {units} units)").format(
            count=number(architecture_of(other, session.data).parameters, 6),
            units=other.model.hidden_size,
            layers=other.model.num_layers,
        )
        explanation = _(
            "The {weights} weights of {cell} are counted as in PyTorch, which has two biases where one would do; an MLP has one."
        )
        facts = {
            "weights": number(session.run.architecture.parameters, 6),
            "cell": _(registry.lookup("cell", session.experiment.model.cell).label),
        }
        st.button(
            label,
            on_click=session.set,
            args=(values,),
            kwargs={"start": True},
            key="beside.mlp",
            help=explanation.format(**facts),
        )
