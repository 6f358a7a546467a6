"""The exhibit at the bare address, and its pictures before the page is there."""

from __future__ import annotations

from functools import cache

from playground.analysis.probe import default_probe, explain_probe
from playground.figures.still import error_still, still
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.models.architecture import architecture_of
from playground.ui.session.arrival import FIRST
from playground.ui.session.loading import opened


@cache
def first_exhibit() -> tuple[Exhibit, str, str]:
    """Return the exhibit and, as SVG, its errors and what its recorded network does at the end."""
    exhibit = EXHIBITS[FIRST]
    data, windows = opened(exhibit.experiment, {})
    architecture = architecture_of(exhibit.experiment, data)
    recording = exhibit.recording()
    flat = recording.frames[-1].weights
    assert flat is not None
    probe = default_probe(windows, exhibit.probe)
    explanation = explain_probe(architecture, architecture.unflatten(flat), probe)
    return exhibit, error_still(recording.rows), still(explanation)
