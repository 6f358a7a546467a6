"""One card per lane: its variant, cost and progress, and every gate on the common example."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.config import registry
from playground.config.cells import has_memory
from playground.config.experiment import SETTINGS
from playground.config.variants import FIELDS, MOST, differing, value
from playground.errors import PlaygroundError
from playground.figures.palette import line_svg, variant_styles
from playground.player.viewpoint import Viewpoint
from playground.sentences.divergence import about_divergence
from playground.ui.compare.together import GROUP, together
from playground.ui.session.comparison import Comparison, Variant
from playground.ui.shell.errors import complain
from playground.ui.shell.status import status_line
from playground.ui.shell.theme import dark
from playground.ui.train.tracks import latest, tracks
from playground.wording import _, again, counted, number


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
            _change(comparison, one, index, shared)
            _player(comparison, one, index)


def buttons(comparison: Comparison) -> None:
    """Train, pause and reset every lane together, and make the lanes equal in one respect."""
    with st.container(horizontal=True, width="content", key="lanes.buttons"):
        if comparison.training:
            st.button(_("Pause all"), on_click=comparison.pause, type="primary")
        else:
            st.button(_("Train all"), on_click=comparison.train, type="primary")
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
        one.run.weights(), explanation, edited=edited, group=GROUP
    )
    tracks(scene.packed(), key, on_edit=lambda: _edited(comparison, key))


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


def _change(comparison: Comparison, one: Variant, index: int, shared: tuple[str, ...]) -> None:
    """Offer to change what this lane differs in, and say at the widget what was refused."""
    trouble = {
        k: v
        for k, v in comparison.trouble.items()
        if st.session_state.get("lanes.changed") == index
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.popover(_("Change this lane")):
            fields = ["model.cell", "model.hidden_size", "training.learning_rate", *shared]
            for name in dict.fromkeys(fields):
                _field(comparison, one, index, name)
            _another(comparison, one, index, [f for f in FIELDS if f not in fields])
        if len(comparison.variants) > 1:
            st.button(
                _("Remove"),
                key=f"lane.remove.{index}.{comparison.edition}",
                on_click=comparison.remove,
                args=(index,),
            )
    with st.container():
        for name, message in trouble.items():
            complain(f"{_label(name)}: {again(message)}")


def _field(comparison: Comparison, one: Variant, index: int, name: str) -> None:
    group, _dot, field = name.partition(".")
    setting, now = SETTINGS[group][field], value(one.experiment, name)
    key = f"lane.{index}.{name}.{comparison.edition}"
    common: dict[str, Any] = {
        "key": key,
        "help": _(setting.help),
        "on_change": _changed,
        "args": (comparison, index, name, key),
    }
    if setting.room or setting.choices:
        options = [o for o in (registry.entries(setting.room) if setting.room else setting.choices)]
        st.selectbox(
            _(setting.label),
            options,
            options.index(now),
            format_func=lambda o: _word(setting, o),
            **common,
        )
    else:
        st.text_input(_(setting.label), _written(now), **common)


def _another(comparison: Comparison, one: Variant, index: int, others: list[str]) -> None:
    chosen = st.selectbox(
        _("One more field"),
        others,
        None,
        format_func=_label,
        key=f"lane.more.{index}.{comparison.edition}",
        placeholder=_("choose a field"),
    )
    if chosen:
        _field(comparison, one, index, chosen)


def _changed(comparison: Comparison, index: int, name: str, key: str) -> None:
    st.session_state["lanes.changed"] = index
    try:
        comparison.change(index, {name: _read(name, st.session_state[key])})
    except PlaygroundError as error:
        comparison.trouble = {name: error.message}


def _read(name: str, text: Any) -> Any:
    """Return what was typed as the field's type; the field itself refuses what does not fit."""
    group, _dot, field = name.partition(".")
    setting = SETTINGS[group][field]
    if setting.kind is str:
        return text
    if text.strip() in ("", _("off"), "null"):
        return setting.check(None, name)
    try:
        number_ = float(text.replace(",", "."))
    except ValueError:
        return setting.check(text, name)
    return setting.check(number_, name)


def _written(given: Any) -> str:
    return "" if given is None else f"{given:g}" if isinstance(given, float) else str(given)


def _word(setting: Any, option: str) -> str:
    return _(registry.lookup(setting.room, option).label) if setting.room else option


def _label(name: str) -> str:
    group, _dot, field = name.partition(".")
    return (
        _(SETTINGS[group][field].label) if group in SETTINGS and field in SETTINGS[group] else name
    )


def differences(comparison: Comparison) -> str:
    """Return in words what the lanes differ in, for the heading."""
    fields = differing(comparison.experiments)
    if not fields:
        return _("The lanes do not differ yet: change one of them.")
    labels = ", ".join(_label(f) for f in fields)
    return _("Same data and batches; different: {fields}.").format(fields=labels)
