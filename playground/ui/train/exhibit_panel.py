"""The drawings that an exhibit adds above the tracks: what its story is about."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from playground.config import registry
from playground.figures.gradient_length import clipped_gradient, growing_gradient
from playground.figures.palette import palette
from playground.figures.race import Curve, race_chart
from playground.figures.wiring import wiring_svg
from playground.gallery.exhibits import Exhibit
from playground.gallery.exhibits.problem_types import as_problem_type
from playground.live.charts import LiveChart
from playground.live.exhibit_charts import HEIGHT, exhibit_charts
from playground.runs.recording import Frame
from playground.sentences.race_of_two import about_race
from playground.ui.session.session import Session
from playground.ui.shell.drawing import drawing
from playground.ui.shell.live_text import said
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.ui.train.exhibits import open_variation
from playground.ui.train.predictions import network_of
from playground.wording import _, number

_AS_IN_THE_LECTURE = (
    "one_to_one",
    "one_to_many",
    "many_to_one",
    "classification",
    "many_to_many",
    "seq2seq",
)
#: Largest part of the window's height that a chart takes.
_SHARE = 0.19
#: Columns of a diagram, at least.
_COLUMNS = 5
#: Name of the chart of the errors of two runs.
RACE = "race-of-two"


def panel(session: Session) -> None:
    """Show the drawings of the session's exhibit, if it has any that fit the experiment."""
    exhibit = session.exhibit
    if exhibit is None:
        return
    drawn = exhibit_charts(exhibit.name, network_of(session, dark()), session.focus.layer)
    charts = [*drawn, *recorded_charts(session, dark())]
    if not charts and exhibit.name != "problem_types":
        return
    with st.container(key="exhibit-panel"):
        if exhibit.name == "problem_types":
            _wirings(session, exhibit)
        columns = st.columns(2) if len(charts) > 1 else [st.container()] * len(charts)
        for column, chart in zip(columns, charts, strict=True):
            with column:
                _place(chart)


def _place(chart: LiveChart) -> None:
    if chart.title:
        st.markdown("**" + chart.title + "**")
    if chart.figure is None:
        drawing(chart.svg, chart.key)
    else:
        show(chart.figure, chart.key, alt=chart.sentences[0], height=chart.height, share=_SHARE)
    if chart.key == RACE:
        with st.container(key=said(RACE)):
            st.markdown(chart.sentences[0])


def recorded_charts(session: Session, dark: bool) -> list[LiveChart]:
    """Return the drawings of the session's exhibit that are about the recording."""
    exhibit = session.exhibit
    draw = None if exhibit is None else _RECORDED.get(exhibit.name)
    return [] if exhibit is None or draw is None else draw(session, exhibit, dark)


def _wirings(session: Session, exhibit: Exhibit) -> None:
    """Show the diagrams of all problem types; a click opens that type, trained."""
    present, types = session.experiment.problem.kind, registry.entries("problem")
    with st.container(horizontal=True, key="wirings"):
        for name, svg in zip(_AS_IN_THE_LECTURE, _diagrams(), strict=True):
            with st.container(key=f"wiring.{name}"):
                st.image(svg, width="stretch", alt=_(types[name].summary))
                st.button(
                    _(types[name].label),
                    key=f"open.{name}",
                    type="primary" if name == present else "secondary",
                    width="stretch",
                    on_click=open_variation,
                    args=(session, exhibit, as_problem_type(name)),
                    disabled=session.room.locks("problem.kind"),
                )


def _diagrams() -> list[str]:
    """Return the diagrams of the problem types, drawn at about the same scale."""
    makes: list[Any] = [registry.lookup("problem", name).make for name in _AS_IN_THE_LECTURE]
    wirings = [make.wiring() for make in makes]
    return [wiring_svg(wiring, palette(dark())["text"], _COLUMNS) for wiring in wirings]


def _gradient_length(session: Session, exhibit: Exhibit, dark: bool) -> list[LiveChart]:
    """Return the run without clipping and the one with clipping; one of them is this one."""
    own, cut = (
        _frames(session),
        session.experiment.training.in_force("grad_clip_norm", session.run.step),
    )
    clipped_label = exhibit.pairs[0][1]
    free = own if cut is None else exhibit.recording().frames
    diverged = cut is not None or session.run.recording.stop_reason == "diverged"
    cut_at = cut or exhibit.named[clipped_label].training.grad_clip_norm or 1.0
    kept = exhibit.recording(clipped_label).frames if cut is None else own
    shortened = _("Every gradient longer than {length} is shortened to it.")
    return [
        LiveChart(
            "gradient-length",
            _("Gradient length without clipping"),
            (_longest(free),),
            growing_gradient(free, diverged, dark),
            HEIGHT,
        ),
        LiveChart(
            "gradient-cut",
            _("Gradient length with clipping"),
            (shortened.format(length=number(cut_at, 2)),),
            clipped_gradient(kept, cut_at, dark),
            HEIGHT,
        ),
    ]


def _race(session: Session, exhibit: Exhibit, dark: bool) -> list[LiveChart]:
    """Return this run's errors beside those of its rival, up to the same training step."""
    rival = exhibit.rival(session.experiment)
    if rival is None:
        return []
    run, other = session.run, exhibit.named[rival]
    rows = exhibit.recording(rival).rows
    if not run.finished:
        rows = [row for row in rows if row.step <= run.step]
    names = _names((session.experiment.model.cell, other.model.cell))
    racers = [
        Curve(names[0], session.experiment.model.cell, run.recording.rows),
        Curve(names[1], other.model.cell, rows),
    ]
    solved = session.experiment.source().facts["yardstick"].solved
    sentence = about_race({racer.name: racer.rows for racer in racers}, solved)
    end = max(session.experiment.training.max_steps, other.training.max_steps)
    figure = race_chart(racers, {_("solved"): solved}, _("mean squared error"), dark, end=end)
    figure["layout"]["yaxis"]["title"]["text"] = _("validation error")
    figure["layout"]["margin"] |= {"t": 24, "b": 40}
    return [LiveChart(RACE, "", (sentence,), figure, HEIGHT + 20)]


def _names(cells: Sequence[str]) -> list[str]:
    return [_(registry.lookup("cell", cell).label) for cell in cells]


def _longest(frames: Sequence[Frame]) -> str:
    lengths = {f.step: f.grad_norm for f in frames if f.step > 0 and math.isfinite(f.grad_norm)}
    if not lengths:
        return _("No training step yet.")
    step = max(lengths, key=lambda step: lengths[step])
    return _("The longest recorded gradient, at training step {step}, has length {length}.").format(
        step=step, length=number(lengths[step], 2)
    )


def _frames(session: Session) -> list[Frame]:
    recording, live = session.run.recording, session.run.live
    later = [live] if live.step > recording.step else []
    return [*recording.frames, *later]


_RECORDED: dict[str, Callable[[Session, Exhibit, bool], list[LiveChart]]] = {
    "exploding": _gradient_length,
    "when_gates_matter": _race,
}
