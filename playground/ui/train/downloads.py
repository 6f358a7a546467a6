"""The example as files: the player with the recording, and the numbers."""

from __future__ import annotations

from typing import Any

from playground.config import registry
from playground.glossary.marking import marking
from playground.live.exhibit_charts import RecordedDrawings
from playground.player.training import curve
from playground.runs.recording import stride
from playground.ui.session.session import Session
from playground.ui.shell.film_route import Film
from playground.ui.train.inside import cell_diagram, orders, unit_shown
from playground.wording import _, language


def page(session: Session, most_frames: int | None = None, **rest: Any) -> bytes:
    """Return the player with the recorded training steps as one HTML file.

    Parameters
    ----------
    most_frames : int or None
        Of more steps every second, fourth, … is contained; None for all of them.
    **rest
        Further parameters of `player_page`.
    """
    from playground.export.page import player_page

    run, unit = session.run, unit_shown(session)
    viewpoint, explanation = session.viewpoint(unit), session.explanation()
    cell = (
        None
        if unit is None
        else {**cell_diagram(session, opened=True), "can_hold": False, "large": False}
    )
    training = curve(run.recording, run.live, session.experiment.training.max_steps, False)
    if most_frames is not None:
        training["frames"] = _thinned(training["frames"], most_frames)
    scene = viewpoint.scene(
        run.weights(),
        explanation,
        every_unit=True,
        cell=cell,
        orders=orders(session, explanation),
        training=training,
        fixed=True,
    )
    film = Film(run, viewpoint, language(), RecordedDrawings("", False)).frames(training["frames"])
    exhibit, source = session.exhibit, session.experiment.source()
    kind = registry.lookup("problem", session.experiment.problem.kind)
    title = (
        f"{exhibit.number} {_(exhibit.title)}" if exhibit else f"{_(source.label)}: {_(kind.label)}"
    )
    question = _(exhibit.question) if exhibit else f"{_(source.summary)} {_(kind.summary)}"
    return player_page(
        scene.packed(),
        film,
        terms=marking(),
        title=title,
        question=question,
        about=_("The experiment"),
        description=session.experiment.to_json(),
        language=language(),
        **rest,
    )


def _thinned(steps: list[int], most: int) -> list[int]:
    """Return at most about ``most`` of the steps, evenly chosen; the first and the last stay."""
    every = stride(len(steps), most)
    return [step for k, step in enumerate(steps) if k % every == 0 or k == len(steps) - 1]


def csv(session: Session) -> str:
    """Return every number of the example as CSV, with a line for each time step."""
    from playground.export.probe_numbers import probe_csv

    return probe_csv(session.explanation())


def npz(session: Session) -> bytes:
    """Return every number of the example as npz."""
    from playground.export.probe_numbers import probe_npz

    return probe_npz(session.explanation())
