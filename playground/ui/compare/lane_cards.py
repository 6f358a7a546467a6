"""One card per lane: its variant, cost and progress, and every gate on the common example."""

from __future__ import annotations

import streamlit as st

from playground.config.cells import has_memory
from playground.config.variants import MOST, differing
from playground.figures.palette import line_svg, variant_styles
from playground.player.viewpoint import Viewpoint
from playground.sentences.divergence import about_divergence
from playground.ui.compare.lane_fields import change_lane, field_label
from playground.ui.compare.together import GROUP, together
from playground.ui.session.comparison import Comparison, Variant
from playground.ui.session.lanes_link import asked, rested
from playground.ui.shell.errors import complain
from playground.ui.shell.status import status_line
from playground.ui.shell.theme import dark
from playground.ui.train.tracks import latest, tracks
from playground.wording import _, counted, number


def cards(comparison: Comparison) -> None:
    """Show all lanes side by side."""
    shared = differing(comparison.experiments)
    styles = variant_styles(comparison.cells, dark())
    together()
    for index, (column, one, name) in enumerate(
        zip(
            st.columns(len(comparison.variants)), comparison.variants, comparison.names, strict=True
        )
    ):
        with column, st.container(border=True, key=f"lane.{index}"):
            st.markdown(f"#### {name}")
            st.html(line_svg(*styles[name]))
            st.caption(_cost(one))
            _state(comparison, one, index)
            change_lane(comparison, one, index, shared)
            _player(comparison, one, index)


def buttons(comparison: Comparison) -> None:
    """Train, pause and reset every lane together, and make the lanes equal in one respect."""
    with st.container(horizontal=True, width="content", key="lanes.buttons"):
        if comparison.training:
            st.button(_("Pause all"), key="lanes.pause", on_click=comparison.pause, type="primary")
        else:
            st.button(_("Train all"), key="lanes.train", on_click=comparison.train, type="primary")
        st.button(
            _("Reset all"),
            on_click=comparison.reset,
            help=_("Return every lane to step 0 and its initial weights."),
        )
        st.button(
            _("Same units"),
            on_click=comparison.equal_units,
            help=_(
                "Give every lane as many hidden units as the experiment on the Train page; an LSTM then has about four times the weights."
            ),
        )
        st.button(
            _("Same parameters"),
            on_click=comparison.equal_parameters,
            help=_(
                "Give every lane the number of hidden units that brings it closest to the weights of the largest network."
            ),
        )
        st.button(
            _("Add a lane"),
            on_click=comparison.add,
            disabled=len(comparison.variants) >= MOST,
            help=_("At most {most} side by side.").format(most=MOST),
        )


def _cost(one: Variant) -> str:
    measured = one.seconds_per_step
    time = one.cost.step_seconds if measured is None else measured
    told_time = _("{time} ms per step") if measured is not None else _("about {time} ms per step")
    parts = [
        _weights(one.cost.parameters, one.experiment.model.cell),
        _("{size} MB while training").format(size=number(one.cost.memory / 1e6, 2)),
        told_time.format(time=number(1000 * time, 2)),
    ]
    return " · ".join(parts)


def _weights(count: int, cell: str) -> str:
    if not has_memory(cell):  # a feed-forward layer has one bias
        return counted(count, "{n} weight", "{n} weights")
    return counted(
        count, "{n} weight (PyTorch keeps two biases)", "{n} weights (PyTorch keeps two biases)"
    )


def _state(comparison: Comparison, one: Variant, index: int) -> None:
    run = one.run
    with st.container(key=lane_status(index)):
        st.markdown(status_text(comparison, one))
        st.progress(min(1.0, run.step / max(1, one.experiment.training.max_steps)))
    with (
        st.container()
    ):  # always there, so that what stands below keeps its place and is not made anew
        if run.error is not None:
            complain(run.error.message)
        if run.recording.stop_reason == "diverged":
            complain(
                about_divergence(
                    run.failed_step or run.step + 1, one.experiment.training, run.recording.frames
                )
            )


def _player(comparison: Comparison, one: Variant, index: int) -> None:
    """Show the common example in this lane; an edit on one lane is an edit on all."""
    session, key = comparison.session, lane_key(index)
    edited = session.focus.edited if st.session_state.get("lanes.edited") == key else None
    explanation = one.explanation(session.focus.probe)
    scene = viewpoint(comparison, one).scene(
        one.run.weights(), explanation, edited=edited, group=GROUP, asked=asked(comparison, one)
    )
    tracks(
        scene.packed(),
        key,
        on_edit=lambda: _edited(comparison, key),
        on_rest=lambda: rested(comparison, one, latest(key).rest),
    )


def lane_key(index: int) -> str:
    """Return the name of a lane's player."""
    return f"lane.tracks.{index}"


def lane_status(index: int) -> str:
    """Return the name of a lane's status line."""
    return f"lane-status-{index}"


def viewpoint(comparison: Comparison, one: Variant) -> Viewpoint:
    """Return how a lane shows the common example: the last layer, in few words."""
    session, layer = comparison.session, one.experiment.model.num_layers - 1
    return Viewpoint(
        one.experiment, session.data, session.windows, session.focus.probe, layer, brief=True
    )


def status_text(comparison: Comparison, one: Variant) -> str:
    """Return a lane's status line."""
    return status_line(one.run, comparison.session.baselines().get("mean"))


def _edited(comparison: Comparison, key: str) -> None:
    answer = latest(key)
    if answer.edit is not None:
        st.session_state["lanes.edited"] = key
        comparison.session.edit(answer.edit, answer.number)


def differences(comparison: Comparison) -> str:
    """Return in words what the lanes differ in, for the heading."""
    fields = differing(comparison.experiments)
    if not fields:
        return _("The lanes do not differ yet: change one of them.")
    labels = ", ".join(field_label(f) for f in fields)
    return _("Same data and batches; different: {fields}.").format(fields=labels)
