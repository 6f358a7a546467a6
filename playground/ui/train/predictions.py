"""Charts of the predictions for each problem type, below the tracks of the Train page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from playground.analysis.accuracy import validation_accuracy
from playground.analysis.exposure_bias import free_running
from playground.analysis.first_step import mapping, mlp_like, single_step
from playground.config import registry
from playground.data.class_names import class_names
from playground.evaluation.class_metrics import softmax
from playground.figures.class_shares import class_shares_chart
from playground.figures.mapping import mapping_chart
from playground.figures.side_by_side import prediction_over_target
from playground.figures.written import error_by_step, free_running_chart
from playground.models.architecture import architecture_of
from playground.models.cells import cell_of, recurrent_cells
from playground.sentences.first_step import about_first_step
from playground.sentences.free_running import about_free_running, about_steps_ahead
from playground.ui.session.session import Session
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _, counted, number


def predictions(session: Session) -> None:
    """Show the charts of the problem type; some types have none beside the tracks."""
    view = _VIEWS.get(session.experiment.problem.kind)
    if view is not None:
        view(session)


def feedforward_offer(session: Session) -> None:
    """Offer an MLP with about as many weights, or for an MLP the recurrent cells."""
    if session.experiment.problem.kind != "one_to_one":
        return
    with st.container(horizontal=True, vertical_alignment="center", key="beside"):
        if session.experiment.model.cell == "mlp":
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


def _classes(session: Session) -> None:
    """Show the probability of each class over the sequence, and the accuracy so far."""
    explanation = session.explanation()
    if explanation.along is None:
        return
    names = class_names(session.experiment, session.data)
    share, count = validation_accuracy(
        session.run.architecture, session.run.weights(), session.windows
    )
    sentence = _(
        "It classifies {share} % of {sequences} correctly; guessing at random would be right in {chance} %."
    )
    sequences = counted(count, "{n} validation sequence", "{n} validation sequences")
    sentence = sentence.format(
        share=number(100 * share, 3), sequences=sequences, chance=number(100 / len(names), 2)
    )
    st.markdown("#### " + _("The prediction while the sequence is read"))
    figure = class_shares_chart(
        softmax(explanation.along), names, int(session.focus.probe.y[0]), dark()
    )
    show(figure, "class-shares", alt=sentence, height=280)
    st.markdown(literal(sentence))
    st.caption(
        _(
            "The output layer is applied after every step, though only its output after the last step enters the loss."
        )
    )


def _written(session: Session) -> None:
    """Show the free-running and the teacher-forced predictions, and the error at each step."""
    comparison = free_running(
        session.run.architecture, session.run.weights(), session.windows, session.focus.probe
    )
    unit = getattr(session.data, "unit", "")
    share, untrained = session.experiment.problem.teacher_forcing, session.run.step == 0
    left, right = st.columns(2)
    with left:
        sentence = about_free_running(
            comparison.free_error, comparison.forced_error, share, unit, untrained
        )
        st.markdown("#### " + _("Free running and with the true values"))
        show(
            free_running_chart(comparison.truth, comparison.free, comparison.forced, unit, dark()),
            "written",
            alt=sentence,
            height=280,
        )
        st.markdown(literal(sentence))
    with right:
        sentence = about_steps_ahead(comparison.free_error, unit)
        if len(comparison.free_error) < 2:
            return  # a single step, whose error is in the left sentence
        st.markdown("#### " + _("Error by forecast step"))
        show(
            error_by_step(comparison.free_error, comparison.forced_error, unit, dark()),
            "by-step",
            alt=sentence,
            height=280,
        )
        st.markdown(literal(sentence))
        st.caption(
            counted(
                comparison.windows,
                "For one validation window.",
                "Mean over {n} validation windows.",
            )
        )


def _one_to_one(session: Session) -> None:
    """Show the learned curve, and why a recurrent cell is a feed-forward network here."""
    model, weights = session.experiment.model, session.run.weights()
    inputs, target, prediction = mapping(session.run.architecture, weights, session.windows)
    left, right = st.columns(2)
    with left:
        st.markdown("#### " + _("The prediction for each input"))
        sentence = _(
            "Dots: targets. Line: the network's predictions for {count} inputs of the validation set."
        )
        sentence = sentence.format(count=len(target))
        if inputs.shape[1] == 1:
            names = (session.data.columns[session.windows.read[0]], _("prediction"))
            figure = mapping_chart(inputs[:, 0], target, prediction, names, dark())
        else:
            figure = prediction_over_target(
                target, {_("this network"): prediction}, {_("this network"): model.cell}, dark()
            )
            sentence = _(
                "Each dot is one of {count} inputs of the validation set: on the diagonal the prediction is exact."
            ).format(count=len(target))
        show(figure, "mapping", alt=sentence, height=300)
        st.caption(sentence)
    with right:
        st.markdown("#### " + _("What remains of the cell"))
        if model.cell == "mlp":
            count = number(session.run.architecture.parameters, 6)
            st.markdown(
                _(
                    "An MLP has no state: all of its {count} weights act on every prediction. PyTorch has one bias for each of its units, and two for those of a recurrent cell."
                ).format(count=count)
            )
            st.markdown(
                _(
                    "A sequence of one step needs no memory, so an MLP can learn the same curve as a recurrent network."
                )
            )
            return
        idle = cell_of(model.cell).idle_at_first_step
        gate = session.explanation().layers[0][idle[0]][0] if idle else None
        comparison = single_step(session.run.architecture, weights, session.windows)
        for sentence in about_first_step(model.cell, comparison, gate, model.nonlinearity):
            st.markdown(sentence)


_VIEWS: dict[str, Callable[[Session], None]] = {
    "classification": _classes,
    "one_to_many": _written,
    "seq2seq": _written,
    "one_to_one": _one_to_one,
}
