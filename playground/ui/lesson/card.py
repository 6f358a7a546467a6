"""The card of a lesson's step, as the browser shows it."""

from __future__ import annotations

from typing import Any

from playground.glossary.entries import entries
from playground.lessons.format import Question
from playground.lessons.notes import Answer
from playground.lessons.prose import CURVE, Prose
from playground.models.cells import recurrent_cells
from playground.ui.lesson.task import in_card, in_cell, pointer, selector, task
from playground.ui.session.lesson import ASK, COMPARE, DO, LessonProgress
from playground.wording import _, low

#: Entries of the glossary whose track has another name.
_TERMS = {"y": "target", "candidate_state": "candidate", CURVE: "training_error"}
#: Tracks of the data: a label (a message id of the player), and their colour.
_COLOURS = {"x": "data", "y": "target", "prediction": "prediction"}
#: Name of a lesson's notes in the browser's storage.
STORE = "playground.notes."


def card(progress: LessonProgress) -> dict[str, Any]:
    """Return everything that ``ui/browser/lesson.mjs`` shows of the step."""
    lesson, step, place = progress.lesson, progress.step, progress.place
    number, answer = place + 1, progress.notes.answers.get(place + 1, Answer())
    comparing = progress.phase == COMPARE
    comparison = progress.comparison
    target = None if progress.phase == ASK else selector(progress)
    writes = step.do.kind == "write" or comparing
    about: dict[str, Any] = {
        "place": place,
        "phase": progress.phase,
        "course": f"{lesson.number} · {lesson.title}",
        "progress": f"{number} / {len(lesson.steps)}",
        "steps": [each.title for each in lesson.steps],
        "title": step.title,
        "say": spans(step.say),
        "ask": None if step.ask is None else _question(progress, step.ask),
        "task": _state(progress) or (task(progress) if progress.phase == DO else ""),
        "does": in_card(progress) and not _state(progress),
        "strayed": progress.strayed,
        "compare": comparison.sentence if comparing and comparison else None,
        "because": spans(step.because) if comparing and step.because else None,
        "writes": writes,
        "free": step.do.kind == "write",
        "line": answer.because,
        "ready": progress.ready or (step.do.kind == "write" and bool(answer.because)),
        "last": progress.last,
        "summary": _summary(progress) if progress.last else [],
        "target": target,
        "recede": step.do.kind not in ("write", "read") and not comparing,
        "words": _words(),
        "tracks": tracks(),
        "guide": _guide(progress),
    }
    shown = {k: v for k, v in about.items() if k not in ("guide", "target", "recede")}
    notes = {
        "store": STORE + lesson.name,
        "notes": progress.notes.to_json(),
        "empty": not progress.notes.answers,
    }
    return {**about, **notes, "shape": repr(shown)}


def spans(prose: Prose) -> list[list[dict[str, Any]]]:
    """Return paragraphs of spans, as the browser writes them."""
    return [
        [{"text": s.text, "strong": s.strong, "track": s.track} for s in paragraph]
        for paragraph in prose.paragraphs
    ]


def tracks() -> dict[str, dict[str, str]]:
    """Return label, colour and entry in the glossary of every track that a text may name."""
    signals = [signal for cell in recurrent_cells().values() for signal in cell.signals]
    named: dict[str, tuple[str, str]] = {s.name: (low(_(s.label)), s.colour) for s in signals}
    labels = {"x": _("Input"), "y": _("Target"), "prediction": _("Prediction")}
    named |= {name: (labels[name], colour) for name, colour in _COLOURS.items()}
    named[CURVE] = _("Error curve"), "text"
    terms = {name: _TERMS.get(name, name) for name in named}
    return {
        name: {
            "label": label,
            "colour": colour,
            "term": terms[name] if terms[name] in entries() else "",
        }
        for name, (label, colour) in named.items()
    }


def _question(progress: LessonProgress, ask: Question) -> dict[str, Any]:
    guess = progress.guess
    return {
        "kind": ask.kind,
        "text": spans(ask.text)[0],
        "options": [spans(option.text)[0] for option in ask.options],
        "near": [option.near for option in ask.options],
        "guess": guess if isinstance(guess, int | float) else None,
        "low": ask.low,
        "high": ask.high,
        "track": ask.track,
        "places": progress.places(ask),
    }


def _state(progress: LessonProgress) -> str:
    """Return what happens instead of the task, if anything does."""
    if progress.strayed:
        return _("Something was changed: this step no longer describes the network shown.")
    if progress.preparing:
        return _("The network is trained to where this step begins …")
    if progress.missed:
        return _(
            "The training ended before the condition of this step was reached. Press {reset} and train again, or skip the step."
        ).format(reset=_("Reset"))
    if progress.phase == DO and progress.ready and progress.step.do.kind != "read":
        return _("This is done already.")
    return ""


def _guide(progress: LessonProgress) -> dict[str, Any]:
    step, ask = progress.step, progress.step.ask
    sheet = ask is not None and ask.kind == "draw" and progress.phase == ASK
    ghost = progress.ghost
    lit = list(step.light) if progress.phase != DO or step.do.kind != "write" else []
    if ask is not None and ask.track and ask.track not in lit:
        lit.append(ask.track)
    return {
        "light": lit if not progress.ready or progress.phase == COMPARE else list(step.light),
        "sheet": ask.track if ask is not None and sheet else None,
        "ghosts": [] if ghost is None or ask is None else [{"track": ask.track, "values": ghost}],
        "pointer": pointer(progress),
        "quiet": True,
        "withheld": step.do.kind if progress.phase == ASK else None,
        "cell": in_cell(progress),
        "film": progress.phase == DO and step.do.kind == "film",
        "curve": CURVE in lit,
    }


def _summary(progress: LessonProgress) -> list[dict[str, str]]:
    """Return what the reader answered, in the order of the steps."""
    rows = []
    for number, answer in sorted(progress.notes.answers.items()):
        if number > len(progress.lesson.steps):
            continue
        said = _("You said {said}; it was {truth}.").format(said=answer.said, truth=answer.truth)
        rows.append(
            {
                "title": f"{number} · {progress.lesson.steps[number - 1].title}",
                "text": said if answer.said and answer.truth else answer.truth,
                "line": answer.because,
            }
        )
    return rows


def _words() -> dict[str, str]:
    return {
        "steps": _("All steps"),
        "height": _("Height of the sheet"),
        "lock": _("Lock my answer"),
        "locked": _("Your answer is locked; the picture keeps it as a dashed line."),
        "draw": _("Draw on the empty track: drag across it, or move with ← → and draw with ↑ ↓."),
        "number": _("Your answer"),
        "because": _("… because (your own line, kept in this browser)"),
        "keep": _("Keep"),
        "kept": _("Kept in your notes."),
        "notes": _("What you said, and what it did"),
        "line": _("… because {line}"),
        "back": _("Back"),
        "skip": _("Skip"),
        "next": _("Next"),
        "leave": _("Leave the lesson"),
        "restore": _("Bring back the network of this step"),
    }
