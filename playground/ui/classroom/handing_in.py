"""The hand-in at the end of a lesson: two files, made in the reader's browser."""

from __future__ import annotations

import json

import streamlit as st

from playground.lessons.hand_in import hand_in
from playground.ui.session.lesson import LessonProgress
from playground.ui.shell.component import stamped, stub
from playground.wording import N_, _

_KEY = "hand-in"
_mount = st.components.v2.component(
    "playground_hand_in", js=stub("ui/hand_in.mjs"), isolate_styles=False
)
WORDS = {
    "title": N_("Hand in"),
    "name": N_("Your name"),
    "html": N_("Save the page (HTML)"),
    "json": N_("Save the data (JSON)"),
    "private": N_(
        "Both files are made in this browser. Nothing is sent, and the server keeps nothing."
    ),
    "nothing": N_("There are no answers to hand in yet."),
    "saved": N_("Saved as {file}."),
    "of": N_("{lesson}, by {name}"),
    "anonymous": N_("no name"),
    "step": N_("Step"),
    "said": N_("Prediction"),
    "truth": N_("What the network did"),
    "because": N_("… because"),
    "reached": N_("Reached"),
    "state": N_("Open this state"),
    "train_loss": N_("training error"),
    "validation_error": N_("validation error"),
    "training_step": N_("training step"),
}


def offer_hand_in(progress: LessonProgress) -> None:
    """Show the form; the name that is typed stays in the browser."""
    words = {name: _(text) for name, text in WORDS.items()}
    lesson = progress.lesson
    title = f"{lesson.number} · {lesson.title}"
    message = {"words": words, "title": title, "file": hand_in(progress.notes, lesson)}
    packed = json.dumps(message, ensure_ascii=False, allow_nan=False).encode()
    _mount(key=_KEY, data=stamped(packed, _KEY))
