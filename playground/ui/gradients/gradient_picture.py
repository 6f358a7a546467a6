"""The gradient picture: presets, reach, lines, their sentences, and the controls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from playground.analysis.gradients.inputs import Inputs, draw_inputs
from playground.analysis.gradients.lines import Line, eigenvalues, lines
from playground.analysis.gradients.view import SIMPLE, View
from playground.config.experiment import Experiment, Model
from playground.errors import PlaygroundError
from playground.figures.eigenvalues import eigenvalue_circle
from playground.figures.gradient_lines import gradient_lines
from playground.gallery.gradient_presets import PRESETS, Preset
from playground.sentences import reach as say
from playground.ui.gradients.knobs import knobs
from playground.ui.gradients.reach_cards import reach_cards
from playground.ui.session.gradient_settings import GradientSettings
from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.ui.shell.show import pack, show
from playground.ui.shell.slide import slide
from playground.ui.shell.theme import dark
from playground.wording import N_, _

HEIGHT = 360  # CSS pixels
MEASURES = {"relative": N_("relative"), "absolute": N_("absolute"), "loss": N_("as trained")}
STEPS = {"last": N_("the last step"), "other": N_("another step"), "all": N_("all steps")}
STATES = {"memory": N_("memory (C or h)"), "hidden": N_("h of every cell")}


def presets(settings: GradientSettings) -> None:
    """Offer the presets, and say what the present one shows."""
    now = settings.preset
    with st.container(horizontal=True, key="presets"):
        for preset in PRESETS.values():
            st.button(
                _(preset.title),
                key=f"preset.{preset.name}",
                on_click=_take,
                args=(settings, preset),
                type="primary" if preset is now else "secondary",
            )
    if settings.learning:
        return
    # Always a line: without one, everything below would move up a place and be made anew.
    own_words = _(
        "Your own settings. Further left is further back in time: where a line falls, the past stops mattering."
    )
    usual = (
        now is not None
        and replace(settings.view, part=now.view.part, cell=now.view.cell) == now.view
    )  # else it speaks of another picture
    st.markdown(_(now.shows) if usual and now is not None else own_words)


def _take(settings: GradientSettings, preset: Preset) -> None:
    settings.take(preset)
    settings.learning = False


def picture(settings: GradientSettings, session: Session) -> tuple[Inputs, dict[str, Line]] | None:
    """Show picture and controls; return what was drawn, or None where nothing can be."""
    left, right = st.columns([3, 1], gap="large")
    drawn, sentences = None, list[str]()
    with left:
        try:
            inputs = draw_inputs(settings.experiment, session.files.kept)
        except PlaygroundError as error:
            complain(error.message)
        else:
            settings.preview.drawn_by(_ahead(settings, session.files.kept, dark()))
            drawn = inputs, lines(settings.experiment.model, inputs, settings.view)
            sentences = _drawn(settings, *drawn)
    with (
        right
    ):  # where there is one column only, they follow the picture, and all else follows them
        knobs(settings)
    if drawn is not None:
        _views(settings, len(drawn[0].x))
        words, circle = st.columns([2, 1])
        with words:
            for sentence in sentences:
                st.markdown(sentence)
        with circle:
            _eigenvalues(settings, drawn[0])
    return drawn


def _drawn(settings: GradientSettings, inputs: Inputs, found: dict[str, Line]) -> list[str]:
    """Show the picture; return what is to be said of it."""
    steps_before = _steps_before(inputs, settings.view)
    figure, sentences = figured(settings.experiment, settings.view, inputs, found, dark())
    if settings.view.step != "all":
        reach_cards(found, steps_before, dark())
    show(figure, settings.preview.key, alt=" ".join(sentences), height=HEIGHT)
    return sentences


def figured(
    experiment: Experiment, view: View, inputs: Inputs, found: dict[str, Line], is_dark: bool
) -> tuple[dict[str, Any], list[str]]:
    """Return the figure and every sentence that holds for it."""
    steps_before = _steps_before(inputs, view)
    radius = float(abs(eigenvalues(experiment.model, inputs)).max())
    return gradient_lines(found, view, radius, steps_before, is_dark), told(
        experiment.model, view, inputs, found, radius
    )


def _ahead(
    settings: GradientSettings, files: Mapping[str, Any], is_dark: bool
) -> Callable[[str, Any], bytes]:
    """Return how the picture is drawn while a knob moves."""

    def draw(knob: str, value: Any) -> bytes:
        experiment, view = settings.turned(knob, value)
        inputs = draw_inputs(experiment, files)
        figure, sentences = figured(
            experiment, view, inputs, lines(experiment.model, inputs, view), is_dark
        )
        return pack(
            figure, settings.preview.key, alt=" ".join(sentences), height=HEIGHT, clicks=False
        )

    return draw


def _steps_before(inputs: Inputs, view: View) -> int | None:
    """Return how far before the loss the step that matters stands, where one is marked."""
    return inputs.steps_before if view.step == "last" else None


def told(
    model: Model, view: View, inputs: Inputs, found: dict[str, Line], radius: float
) -> list[str]:
    """Return every sentence that holds for what is drawn."""
    steps_before = _steps_before(inputs, view)
    if view.step == "all":
        alone = lines(model, inputs, View(state=view.state, scale=view.scale, linear=view.linear))
        return [sentence for sentence in (say.about_view(view, found, alone),) if sentence]
    activation = "linear" if view.linear else model.nonlinearity
    possible = (
        say.about_reach(found, steps_before, several=inputs.several),
        say.about_explosion(found),
        say.about_gates_at_start(found),
        say.about_saturation(found[SIMPLE], radius, activation),
        say.about_view(view, found),
        say.about_before_training(found),
    )
    return [sentence for sentence in possible if sentence]


def _views(settings: GradientSettings, steps: int) -> None:
    """Choose what is drawn: measure, step asked about, state."""
    with st.container(horizontal=True, key="views"):
        _choice(settings, "measure", _("Influence"), MEASURES)
        _choice(settings, "step", _("Prediction at"), STEPS)
        _choice(settings, "state", _("State"), STATES)
    if settings.view.step == "other" and steps > 1:
        values = range(1, steps + 1)
        label = _("Time step of the prediction")
        ahead = (settings.preview.key, settings.preview.address("at", values))
        at = settings.view.loss_step(steps)
        slide(
            label,
            [str(v) for v in values],
            at,
            key="view.at",
            made=settings.made,
            help="",
            then=lambda k: settings.look(at=k + 1),
            ahead=ahead,
        )


def _choice(settings: GradientSettings, name: str, label: str, options: dict[str, str]) -> None:
    key = f"view.{name}.{settings.made}"
    st.segmented_control(
        label,
        list(options),
        default=settings.first(key, getattr(settings.view, name)),
        key=key,
        required=True,
        format_func=lambda o: _(options[o]),
        on_change=lambda: settings.look(
            **{name: settings.heard(key) or getattr(settings.view, name)}
        ),
    )


def _eigenvalues(settings: GradientSettings, inputs: Inputs) -> None:
    values = eigenvalues(settings.experiment.model, inputs)
    inside, outside = int((abs(values) < 0.999).sum()), int((abs(values) > 1.001).sum())
    told = _(
        "Eigenvalues of the simple RNN's recurrent weights: {inside} inside the unit circle (they fade), {on} on it (they keep), {outside} outside (they grow)."
    )
    sentence = told.format(inside=inside, on=len(values) - inside - outside, outside=outside)
    show(eigenvalue_circle(values, dark()), "eigenvalues", alt=sentence, height=230)
    st.caption(sentence)
