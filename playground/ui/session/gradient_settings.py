"""What one visitor has set on the Gradients page: the experiment compared, and the view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from playground.analysis.gradients.view import CELLS, View
from playground.analysis.gradients.view import FIRST as CELL_AT_FIRST
from playground.config import registry
from playground.config.experiment import Experiment
from playground.errors import PlaygroundError
from playground.gallery.gradient_presets import PRESETS, Preset
from playground.ui.session.run_cache import keep_run
from playground.ui.session.session import Session
from playground.ui.shell import link
from playground.ui.shell.preview import Preview

FIRST = "vanishing"
#: In the link's ``show``: the stage, where the trained step does not tell it.
_BEFORE, _LEARNING = "stage:before", "stage:learning"


@dataclass
class GradientSettings:
    """The settings of one visit.

    Parameters
    ----------
    experiment : Experiment
    view : View
    made : int
        Grows when something else than a knob sets the knobs: they are then made anew.
    trouble : dict
        Sentence by dotted field, when the last change could not be.
    said : dict
        What each knob said last, by its key.
    preview : Preview
        The picture while a knob moves.
    learning : bool
        Whether the page shows a network while it learns, instead of three before training.
    """

    experiment: Experiment
    view: View = field(default=View())
    made: int = 0
    trouble: dict[str, str] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    preview: Preview = field(default_factory=lambda: Preview("gradient_lines"))
    learning: bool = False

    @property
    def preset(self) -> Preset | None:
        """The preset whose experiment this is, if any."""
        return next((p for p in PRESETS.values() if p.experiment == self.experiment), None)

    def first(self, key: str, value: Any) -> Any:
        """Return the value a control was made with, so that it stays the same while it moves."""
        self.said.setdefault(key, value)
        return self.said.setdefault(f"first {key}", value)

    def heard(self, key: str) -> Any:
        """Return what a knob says when that is news, else None.

        Streamlit also calls for a widget that merely reports itself, and for one that a preset has
        just done away with.
        """
        value = st.session_state.get(key)
        if key not in self.said or value == self.said[key]:
            return None
        self.said[key] = value
        return value

    def turn(self, values: Mapping[str, Any]) -> None:
        """Change fields of the experiment by dotted name; what cannot be leaves it as it is."""
        self.trouble = {}
        try:
            self.experiment = self.experiment.with_values(values)
        except PlaygroundError as error:
            self.trouble = {error.field or next(iter(values)): error.message}
            self.make_anew()

    def turned(self, knob: str, value: Any) -> tuple[Experiment, View]:
        """Return experiment and view with one control moved; raises as `with_values` does."""
        if knob in ("scale", "at"):
            return self.experiment, replace(self.view, **{knob: value})
        return self.experiment.with_values({knob: value}), self.view

    def look(self, **values: Any) -> None:
        """Change how it is looked at."""
        self.view = replace(self.view, **values)

    def take(self, preset: Preset) -> None:
        """Set everything as a preset says; what is looked at below the picture stays."""
        self.open(preset.experiment, replace(preset.view, part=self.view.part, cell=self.view.cell))

    def open(self, experiment: Experiment, view: View | None = None) -> None:
        """Look at the networks of an experiment."""
        self.experiment, self.view, self.trouble = experiment, view or self.view, {}
        self.make_anew()

    def make_anew(self) -> None:
        """Make every knob anew, as something else than a knob has set it."""
        self.made, self.said = self.made + 1, {}

    def take_from(self, session: Session) -> None:
        """Look at the untrained networks of the experiment in the session."""
        self.open(fitting(session.experiment))

    def feed(self, source: str) -> None:
        """Give the networks another source, with its training settings; they stay the same."""
        facts = registry.source(source).facts
        kind = self.experiment.problem.kind
        kind = (
            kind if kind in facts["problems"] else next(k for k in SUITED if k in facts["problems"])
        )
        usual = {
            name: value
            for name, value in facts.get("preset", {}).items()
            if name.startswith("training.")
        }
        self.turn(
            {
                "data.source": source,
                "problem.kind": kind,
                "problem.target_form": "value",
                "training.changes": [],
                **usual,
            }
        )


def train_cell(settings: GradientSettings, session: Session, cell: str) -> None:
    """Put the experiment of the picture in the session with one of its cells, and train it."""
    settings.turn({"model.cell": cell})
    try:
        if session.experiment != settings.experiment:
            session.load(settings.experiment)
        session.train()
        settings.learning = True
    except PlaygroundError as error:
        settings.trouble = {"train": error.message}


#: Problem types with an answer read from the states of the sequence itself.
SUITED = ("many_to_one", "many_to_many")


def sources() -> list[str]:
    """Return the names of what the networks can be fed with here."""
    entries = registry.sources().items()
    return [name for name, e in entries if not e.is_file and set(SUITED) & set(e.facts["problems"])]


def gradient_settings(session: Session, arrived: Mapping[str, str] | None) -> GradientSettings:
    """Return this visitor's settings; a link that describes an experiment sets them.

    Parameters
    ----------
    arrived : mapping or None
        The query a visitor came with, when this run is the first that sees it.
    """
    if "gradient_settings" not in st.session_state:
        st.session_state["gradient_settings"] = GradientSettings(PRESETS[FIRST].experiment)
    settings: GradientSettings = st.session_state["gradient_settings"]
    if arrived is not None:
        settings.view = View.from_text(arrived.get("show"))
        described = any(
            key.partition(".")[0] in ("data", "problem", "model", "training") for key in arrived
        )
        if described and "link" not in session.trouble:
            settings.open(fitting(session.experiment))
            items = arrived.get("show", "").split(",")
            settings.learning = _LEARNING in items or ("at" in arrived and _BEFORE not in items)
    return settings


def fitting(experiment: Experiment) -> Experiment:
    """Return an experiment with a recurrent cell and an answer read from the sequence."""
    values: dict[str, Any] = {}
    possible = experiment.source().facts["problems"]
    if experiment.problem.kind not in SUITED:
        values["problem.kind"] = next((k for k in SUITED if k in possible), None)
    if experiment.model.cell not in CELLS:
        values["model.cell"] = CELL_AT_FIRST
    if None in values.values():
        return PRESETS[FIRST].experiment
    return experiment.with_values(values) if values else experiment


def tell_link(settings: GradientSettings, session: Session) -> None:
    """Write the experiment, the view and the trained step into the address bar."""
    run = session.run
    if not run.running:
        keep_run(run)
    at = (
        (run.until if run.running else run.step) if session.experiment == settings.experiment else 0
    )
    shown = [settings.view.to_text()]
    if settings.learning != bool(at):
        shown.append(_LEARNING if settings.learning else _BEFORE)
    link.describe(
        settings.experiment.to_query(),
        {"show": ",".join(filter(None, shown)) or None, "at": str(at) if at else None},
    )
