"""The tabs of the sidebar: Lesson, Settings and Glossary."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from playground.lessons.course import lessons
from playground.lessons.hand_in import numbers_of
from playground.ui.classroom.handing_in import offer_hand_in
from playground.ui.learn.glossary_tab import glossary_tab
from playground.ui.lesson.card import card
from playground.ui.lesson.under_way import way_out
from playground.ui.session import view_link
from playground.ui.session.arrival import leave_lesson, take_lesson
from playground.ui.session.lesson import LessonProgress
from playground.ui.session.session import Session
from playground.ui.shell.component import stamped, stub
from playground.ui.shell.language import use_visit_language
from playground.wording import _, counted, language

_KEY = "lesson"
_mount = st.components.v2.component("playground_lesson", js=stub("ui/lesson.mjs"))


def rail(session: Session, settings: Callable[[], Any]) -> None:
    """Show the tabs; a visitor in a lesson finds its card, any other the settings.

    Only the open tab is made: the others are the larger part of a page. The card of a lesson always
    is, since it is what guides the picture: it hides what is still to be predicted.

    Parameters
    ----------
    session : Session
    settings : callable
        Shows the settings.
    """
    guide = session.guide
    progress = guide if isinstance(guide, LessonProgress) else None
    names = [_("Lesson"), _("Settings"), _("Glossary")]
    lesson_tab, settings_tab, glossary = st.tabs(
        names,
        default=names[0] if progress else names[1],
        key=f"rail.{progress.name if progress else ''}.{language()}",
        on_change="rerun",
    )
    with lesson_tab:
        if progress is not None:
            _show(session, progress)
        elif lesson_tab.open:
            _offer(session)
    if settings_tab.open:
        with settings_tab:
            settings()
    if glossary.open:
        with glossary:
            glossary_tab()


def _offer(session: Session) -> None:
    """Offer the lessons in their order."""
    for lesson in lessons(language()):
        st.button(
            f"{lesson.number} · {lesson.title}",
            key=f"lesson.{lesson.name}",
            on_click=take_lesson,
            args=(session, lesson.name),
            width="stretch",
        )
        minutes = counted(lesson.minutes, "{n} minute", "{n} minutes")
        st.caption(f"{lesson.summary} {minutes}.")


def _show(session: Session, progress: LessonProgress) -> None:
    """Show the card of the step."""
    answer = progress.notes.answers.get(progress.place + 1)
    if answer is not None and not answer.link:
        state = urlencode(view_link.state_of(session))
        numbers = numbers_of(session.run.recording, session.run.live)
        now = replace(answer, link=state, numbers=numbers)
        progress.notes.answers[progress.place + 1] = now
    packed = json.dumps(card(progress), ensure_ascii=False, allow_nan=False).encode()
    _mount(key=_KEY, data=stamped(packed, _KEY), on_act_change=lambda: _act(session))
    way_out(progress)
    if progress.last:
        offer_hand_in(progress)


def _act(session: Session) -> None:
    """Do what the reader did on the card."""
    use_visit_language()  # a callback comes before the page, and what was said is kept
    message = (st.session_state.get(_KEY) or {}).get("act")
    guide = session.guide
    if not isinstance(guide, LessonProgress) or not isinstance(message, dict):
        return
    if message.get("act") == "leave":
        leave_lesson(session)
    else:
        guide.apply(message)
