"""A session that shows a recorded exhibit, without a visitor."""

from __future__ import annotations

from playground.analysis.probe import default_probe
from playground.execution.run import Run
from playground.execution.workers import Workers
from playground.gallery.exhibits import Exhibit
from playground.ui.session.focus import Focus
from playground.ui.session.loading import opened
from playground.ui.session.session import Session


def exhibit_session(exhibit: Exhibit, label: str = "") -> Session:
    """Return the session of an exhibit, or of one of its recorded variations."""
    experiment = exhibit.named[label]
    data, windows = opened(experiment, {})
    run = Run(experiment, data, Workers("inline"))
    run.restore(exhibit.recording(label))
    session = Session(run, windows, Focus(default_probe(windows, exhibit.probe)))
    session.exhibit_name = exhibit.name
    return session
