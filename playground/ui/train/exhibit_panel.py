"""The drawing that an exhibit adds to the tracks, above them: what its story is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.influence import influence
from playground.config import registry
from playground.figures.gradient_length import clipped_gradient, growing_gradient
from playground.figures.palette import palette
from playground.figures.race import Curve, race_chart
from playground.figures.unit_lines import units_svg
from playground.figures.unrolled import MOST_UNITS, unrolled_svg
from playground.figures.vanishing import vanishing_chart
from playground.figures.wiring import wiring_svg
from playground.gallery.exhibits import Exhibit
from playground.gallery.exhibits.answer_when_asked import remembering_unit
from playground.gallery.exhibits.exploding import sentence as about_explosion
from playground.gallery.exhibits.problem_types import as_problem_type
from playground.gallery.exhibits.unrolled import roles, the_state_carries_the_input
from playground.gallery.exhibits.vanishing import sentence as about_vanishing
from playground.models.cells import cell_of
from playground.runs.recording import Frame
from playground.sentences.race_of_two import about_race
from playground.ui.session.session import Session
from playground.ui.shell.drawing import drawing
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.ui.train.exhibits import open_variation
from playground.wording import _, number

_AS_IN_THE_LECTURE = (
    "one_to_one",
    "one_to_many",
    "many_to_one",
    "classification",
    "many_to_many",
    "seq2seq",
)
#: Columns of a diagram, at least.
_COLUMNS = 5
#: Height of a chart, so that the first tracks stay on the first screen.
HEIGHT = 190


def panel(session: Session) -> None:
    """Show the drawing of the session's exhibit, if it has one and the experiment still fits."""
    exhibit = session.exhibit
    draw = None if exhibit is None else _PANELS.get(exhibit.name)
    if exhibit is not None and draw is not None:
        with st.container(key="exhibit-panel"):
            draw(session, exhibit)


def follows(session: Session) -> bool:
    """Return whether the drawing of the session's exhibit changes while it trains."""
    exhibit = session.exhibit
    return exhibit is not None and exhibit.name in {*_PANELS} - {"problem_types"}


def _unrolled(session: Session, _exhibit: Exhibit) -> None:
    explanation, experiment = session.explanation(), session.experiment
    states = explanation.layers[0].get("hidden_state")
    if states is None or cell_of(experiment.model.cell).keeper is not None:
        return
    if states.shape[1] > MOST_UNITS or explanation.x.shape[1] != 1:
        return
    if len(explanation.y_hat) != len(explanation.x):
        return
    path = roles(explanation) if the_state_carries_the_input(explanation) else None
    svg = unrolled_svg(explanation.x[:, 0], states, explanation.y_hat, dark(), path)
    drawing(svg, "unrolled")


def _wirings(session: Session, exhibit: Exhibit) -> None:
    """Show the diagrams of all problem types; a click opens that type, trained."""
    present, types = session.experiment.problem.kind, registry.entries("problem")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="wirings"):
        for name, svg in zip(_AS_IN_THE_LECTURE, _diagrams(), strict=True):
            with st.container(width=156, key=f"wiring.{name}", gap="small"):
                st.image(svg, width="stretch", alt=_(types[name].summary))
                st.button(
                    _(types[name].label),
                    key=f"open.{name}",
                    type="primary" if name == present else "secondary",
                    width="stretch",
                    on_click=open_variation,
                    args=(session, exhibit, as_problem_type(name)),
                )


def _diagrams() -> list[str]:
    """Return the diagrams of the problem types, drawn at about the same scale."""
    makes: list[Any] = [registry.lookup("problem", name).make for name in _AS_IN_THE_LECTURE]
    wirings = [make.wiring() for make in makes]
    return [wiring_svg(wiring, palette(dark())["text"], _COLUMNS) for wiring in wirings]


def _vanishing(session: Session, _exhibit: Exhibit) -> None:
    explanation = session.explanation()
    marks = np.flatnonzero(explanation.x[:, -1] > 0.5)
    if explanation.x.shape[1] != 2 or not marks.size or marks[-1] >= len(explanation.x) - 1:
        return
    share = influence(explanation, session.focus.layer).share
    figure = vanishing_chart(share, int(marks[-1]), session.experiment.model.cell, dark())
    show(figure, "vanishing", alt=about_vanishing(explanation), height=HEIGHT)


def _gradient_length(session: Session, exhibit: Exhibit) -> None:
    """Show the run without clipping beside the one with clipping; one of them is this one."""
    own, cut = (
        _frames(session),
        session.experiment.training.in_force("grad_clip_norm", session.run.step),
    )
    clipped_label = exhibit.pairs[0][1]
    free = own if cut is None else exhibit.recording().frames
    diverged = cut is not None or session.run.recording.stop_reason == "diverged"
    cut_at = cut or exhibit.named[clipped_label].training.grad_clip_norm or 1.0
    kept = exhibit.recording(clipped_label).frames if cut is None else own
    left, right = st.columns(2)
    with left:
        st.markdown("**" + _("Gradient length without clipping") + "**")
        figure = growing_gradient(free, diverged, dark())
        alt = about_explosion(session.explanation())
        show(figure, "gradient-length", alt=alt, height=HEIGHT)
    with right:
        st.markdown("**" + _("Gradient length with clipping") + "**")
        alt = _("Every gradient longer than {length} is shortened to it.").format(
            length=number(cut_at, 2)
        )
        show(clipped_gradient(kept, cut_at, dark()), "gradient-cut", alt=alt, height=HEIGHT)


def _units(session: Session, _exhibit: Exhibit) -> None:
    """Name the two units, whose lines in the tracks differ in their dashes."""
    explanation = session.explanation()
    memory = remembering_unit(explanation)
    if memory is None or len(memory.follows) != 2:
        return
    names = [
        (_("unit {unit} remembers") if k == memory.unit else _("unit {unit} helps")).format(
            unit=k + 1
        )
        for k in (0, 1)
    ]
    drawing(units_svg(names, dark()), "units")


def _answer(session: Session, _exhibit: Exhibit) -> None:
    """Show the marked number and the prediction in large figures."""
    explanation = session.explanation()
    marks = np.flatnonzero(explanation.x[:, -1] > 0.5)
    if explanation.y is None or len(explanation.y_hat) != 1 or not marks.size:
        return
    marked, answer = float(explanation.x[marks[-1], 0]), float(explanation.y_hat[0])
    with st.container(horizontal=True, key="answer"):
        st.metric(_("▲ marked at t = {t}").format(t=int(marks[-1]) + 1), number(marked, 2))
        st.metric(
            _("prediction at t = {t}").format(t=len(explanation.x)),
            number(answer, 2),
            _("off by {error}").format(error=number(abs(answer - marked), 2)),
            delta_color="off",
            delta_arrow="off",
        )


def _race(session: Session, exhibit: Exhibit) -> None:
    """Show this run's errors beside those of its rival, up to the same training step."""
    rival = exhibit.rival(session.experiment)
    if rival is None:
        return
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
    figure = race_chart(racers, {_("solved"): solved}, _("mean squared error"), dark(), end=end)
    figure["layout"]["yaxis"]["title"]["text"] = _("validation error")
    figure["layout"]["margin"] |= {"t": 24, "b": 40}
    show(figure, "race-of-two", alt=sentence, height=HEIGHT + 20)
    st.markdown(sentence)


def _names(cells: Sequence[str]) -> list[str]:
    return [_(registry.lookup("cell", cell).label) for cell in cells]


def _frames(session: Session) -> list[Frame]:
    recording, live = session.run.recording, session.run.live
    later = [live] if live.step > recording.step else []
    return [*recording.frames, *later]


_PANELS: dict[str, Callable[[Session, Exhibit], None]] = {
    "unrolled": _unrolled,
    "problem_types": _wirings,
    "vanishing": _vanishing,
    "exploding": _gradient_length,
    "answer_when_asked": _units,
    "long_recall": _answer,
    "when_gates_matter": _race,
}
