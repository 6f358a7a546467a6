"""The ways between a lesson and the other pages."""

from __future__ import annotations

import streamlit as st

from playground.ui.session.lesson import LessonProgress
from playground.ui.session.room import PARTS
from playground.ui.session.session import Session
from playground.ui.shell import page_paths
from playground.wording import _


def way_back() -> None:
    """Lead back to the lesson that is under way, from a page that does not show its card."""
    session: Session | None = st.session_state.get("session")
    progress = None if session is None else session.guide
    if not isinstance(progress, LessonProgress):
        return
    label = _("Lesson {number}, step {step}: continue").format(
        number=progress.lesson.number, step=progress.place + 1
    )
    with st.container(key="way-back"):
        st.page_link(page_paths.TRAIN, label=label, icon=":material/school:")


def way_out(progress: LessonProgress) -> None:
    """Lead to the page that a step needs, if it needs one that is open."""
    page = progress.step.page
    if page and not progress.session.room.closes(page):
        title = PARTS[f"page.{page}"]
        label = _("Open the page “{page}”").format(page=_(title))
        path = page_paths.PAGES / f"{page}.py"
        st.page_link(path, label=label, icon=":material/arrow_forward:", width="stretch")
