"""What is looked at, as files: the player with its recording, and the numbers."""

from __future__ import annotations

from playground import registry
from playground.player.training import curve
from playground.ui.desk import Desk
from playground.ui.inside import beside, orders, unit_shown
from playground.wording import _, language


def page(desk: Desk) -> bytes:
    """Return the player with all recorded training steps as one HTML file."""
    from playground.export.page import player_page

    run, unit = desk.run, unit_shown(desk)
    seen, own = desk.viewpoint(unit), desk.explanation()
    cell = None if unit is None else {**beside(desk, opened=True), "can_hold": False}
    training = curve(run.recording, run.live, desk.experiment.training.max_steps, False)
    scene = seen.scene(run.weights(), own, every_unit=True, cell=cell, orders=orders(desk, own), training=training, fixed=True)
    film = desk.film.frames(training["frames"]) if desk.film is not None else ()
    exhibit, source = desk.exhibit, desk.experiment.source()
    kind = registry.lookup("problem", desk.experiment.problem.kind)
    title = f"{exhibit.number} {_(exhibit.title)}" if exhibit else f"{_(source.label)}: {_(kind.label)}"
    question = _(exhibit.question) if exhibit else f"{_(source.summary)} {_(kind.summary)}"
    return player_page(scene.packed(), film, title=title, question=question, about=_("The experiment"),
                       description=desk.experiment.to_json(), language=language())  # fmt: skip


def csv(desk: Desk) -> str:
    """Return every number of the sequence looked at, a line for each time step."""
    from playground.export.probe_numbers import probe_csv

    return probe_csv(desk.explanation())


def npz(desk: Desk) -> bytes:
    """Return the same as arrays."""
    from playground.export.probe_numbers import probe_npz

    return probe_npz(desk.explanation())
