"""The one thing to do in a step: in words, and where its control is."""

from __future__ import annotations

from typing import Any

from playground.config.lookup import setting_of
from playground.models.cells import cell_of, letter_of
from playground.ui.session.lesson import DO, LessonProgress
from playground.ui.sidebar.choices import in_words
from playground.wording import _, number

#: Places of the buttons of the training.
_BUTTONS = {"train": 1, "step": 2, "reset": 3}


def task(progress: LessonProgress) -> str:
    """Return what to do, in words; empty where the card itself says it."""
    do, session = progress.step.do, progress.session
    press, value = _("Press {button}."), do.value
    match do.kind:
        case "train":
            return press.format(button=_("Train"))
        case "step" if value > 1:
            return _("Press {button} {times} times.").format(button=_("Step"), times=value)
        case "step":
            return press.format(button=_("Step"))
        case "reset":
            return press.format(button=_("Reset"))
        case "release":
            return press.format(button=_("Release"))
        case "example":
            return press.format(button=_("Next example"))
        case "change":
            return _change(progress, value)
        case "hold" if _by_button(progress) and session.interventions.changes:
            return press.format(button=_("Release"))  # the button is back once nothing is held
        case "hold" if _by_button(progress):
            label = _("Hold {letter} = 1").format(letter=letter_of(value))
            return press.format(button=label)
        case "hold":
            words = {"letter": letter_of(value), "value": number(do.at or 0.0), "n": do.unit}
            if do.unit is None:
                return _("In the cell, hold {letter} at {value}.").format(**words)
            return _("In the cell, hold {letter} of unit {n} at {value}.").format(**words)
        case "cursor":
            return _("Click the picture at t = {t}, or go there with ← →.").format(t=value)
        case "film":
            return _("Drag the error curve back to training step {step}.").format(step=value)
        case "drag":
            return _(
                "Drag the dot at t = {t} up or down; with the keyboard, go there and press ↑ or ↓."
            ).format(t=value)
        case "mark":
            return _(
                "Click the row at the top at t = {t}; with the keyboard, go there and press B."
            ).format(t=value)
        case "set":
            settings = ((setting_of(session.experiment, name), new) for name, new in value.items())
            return ", ".join(f"{_(s.label)}: {in_words(s.room, new)}" for s, new in settings)
    return ""


def _variation(progress: LessonProgress, label: str) -> str:
    """Return where the button of a variation is."""
    exhibit = progress.lesson.exhibit
    labels, values = [each for each, _values in exhibit.variations], dict(exhibit.variations)[label]
    if exhibit.switch:
        return f".st-key-open-{exhibit.varied(values).problem.kind} button"
    if len(values) > 1:
        return f".st-key-variation-{labels.index(label)} button"
    return f".st-key-one-{next(iter(values)).replace('.', '-')} button"


def _change(progress: LessonProgress, label: str) -> str:
    """Return how a variation is chosen: from the menu of its field, or by its button."""
    exhibit = progress.lesson.exhibit
    values = dict(exhibit.variations)[label]
    if exhibit.switch or len(values) > 1:
        return _("Press {button}.").format(button=_(label))
    field, value = next(iter(values.items()))
    setting = setting_of(progress.session.experiment, field)
    sentence = _("In the menu “{menu}” above the tracks, choose “{value}”.")
    return sentence.format(menu=_(setting.label), value=in_words(setting.room, value))


def in_card(progress: LessonProgress) -> bool:
    """Return whether the control is a button of the card."""
    return progress.phase == DO and progress.step.do.kind == "set" and not _rests(progress)


def selector(progress: LessonProgress) -> str | None:
    """Return where the control is on the page, as a CSS selector; None in picture and card."""
    kind, value = progress.step.do.kind, progress.step.do.value
    if _rests(progress):
        return None
    if kind in _BUTTONS:
        return f".st-key-buttons > :nth-child({_BUTTONS[kind]}) button"
    if kind == "change":
        return _variation(progress, value)
    if kind == "hold" and _by_button(progress):
        held = bool(progress.session.interventions.changes)
        return f".st-key-{'release' if held else 'hold-gate'} button"
    return {
        "release": ".st-key-release button",
        "example": ".st-key-next-example button",
    }.get(kind)


def in_cell(progress: LessonProgress) -> dict[str, Any] | None:
    """Return the gate that is to be held in the cell, its value and its unit; None for none."""
    do = progress.step.do
    if do.kind != "hold" or _by_button(progress) or _rests(progress):
        return None
    return {
        "letter": letter_of(do.value),
        "value": do.at,
        "unit": do.unit,
        "marked": progress.phase == DO,
    }


def pointer(progress: LessonProgress) -> dict[str, Any] | None:
    """Return the column of the picture where something is to be done."""
    kind, value = progress.step.do.kind, progress.step.do.value
    places = {"cursor": "column", "drag": "dot", "mark": "mark"}
    if progress.phase != DO or _rests(progress) or kind not in places:
        return None
    return {"t": value - 1, "at": places[kind]}


def _rests(progress: LessonProgress) -> bool:
    """Return whether there is nothing to be done with a control now."""
    return progress.ready or progress.preparing or progress.strayed


def _by_button(progress: LessonProgress) -> bool:
    """Return whether the button above the tracks holds the gate as the step asks."""
    keeper = cell_of(progress.session.experiment.model.cell).keeper
    do = progress.step.do
    held_there = keeper is not None and keeper.name == do.value and do.at == 1.0
    return held_there and do.unit is None
