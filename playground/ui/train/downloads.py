"""The example as files: the player with the recording, and the numbers."""

from __future__ import annotations

from playground.config import registry
from playground.player.training import curve
from playground.ui.session.session import Session
from playground.ui.train.inside import cell_diagram, orders, unit_shown
from playground.wording import _, language


def page(session: Session) -> bytes:
    """Return the player with all recorded training steps as one HTML file."""
    from playground.export.page import player_page

    run, unit = session.run, unit_shown(session)
    viewpoint, explanation = session.viewpoint(unit), session.explanation()
    cell = (
        None
        if unit is None
        else {**cell_diagram(session, opened=True), "can_hold": False, "large": False}
    )
    training = curve(run.recording, run.live, session.experiment.training.max_steps, False)
    scene = viewpoint.scene(
        run.weights(),
        explanation,
        every_unit=True,
        cell=cell,
        orders=orders(session, explanation),
        training=training,
        fixed=True,
    )
    film = session.focus.show_film(run, viewpoint).frames(training["frames"])
    exhibit, source = session.exhibit, session.experiment.source()
    kind = registry.lookup("problem", session.experiment.problem.kind)
    title = (
        f"{exhibit.number} {_(exhibit.title)}" if exhibit else f"{_(source.label)}: {_(kind.label)}"
    )
    question = _(exhibit.question) if exhibit else f"{_(source.summary)} {_(kind.summary)}"
    return player_page(
        scene.packed(),
        film,
        title=title,
        question=question,
        about=_("The experiment"),
        description=session.experiment.to_json(),
        language=language(),
    )


def csv(session: Session) -> str:
    """Return every number of the example as CSV, with a line for each time step."""
    from playground.export.probe_numbers import probe_csv

    return probe_csv(session.explanation())


def npz(session: Session) -> bytes:
    """Return every number of the example as npz."""
    from playground.export.probe_numbers import probe_npz

    return probe_npz(session.explanation())
