"""The builder of a link for a class: what opens, what is hidden and locked, and the QR code."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from playground.config.experiment import Experiment
from playground.errors import PlaygroundError
from playground.figures.palette import palette
from playground.figures.room_sketch import RoomSketch, room_svg
from playground.gallery.exhibits import EXHIBITS
from playground.lessons.course import lessons
from playground.ui.classroom.copying import copied
from playground.ui.classroom.qr import qr_svg
from playground.ui.classroom.room_link import RoomLink, name_of
from playground.ui.session.room import GROUPS, PARTS, Room
from playground.ui.session.session import Session
from playground.ui.shell import link
from playground.ui.shell.data_name import called
from playground.ui.shell.errors import complain
from playground.ui.shell.language import use_visit_language
from playground.ui.shell.markdown import literal
from playground.ui.shell.own_turn import own_turn
from playground.ui.shell.theme import dark
from playground.ui.sidebar.groups import fields_of
from playground.wording import LANGUAGES, _, language

_OPEN, _HERE, _READERS = "classroom.open", "here", "browser"
_LOCAL = ("localhost", "127.0.0.1", "::1")


def offer(session: Session) -> None:
    """Show the button that opens the builder; it stays open while the page is drawn anew."""
    st.button(
        _("Link for a class"),
        on_click=_set_open,
        args=(True,),
        width="stretch",
        help=_("A link or QR code that opens this for others, with controls hidden or locked."),
    )
    if not st.session_state.get(_OPEN):
        return

    def body() -> None:
        with own_turn():
            use_visit_language()
            build(session)

    title = _("Link for a class")
    st.dialog(title, width="large", on_dismiss=lambda: _set_open(False))(body)()


def _set_open(value: bool) -> None:
    st.session_state[_OPEN] = value


def build(session: Session) -> None:
    """Show the choices, and what they lead to."""
    choices, room = st.columns([3, 2], gap="medium")
    with choices:
        chosen = _chosen(session)
        server = st.text_input(_("Address of this server"), _server(), key="classroom.server")
        if urlsplit(server).hostname in _LOCAL:
            st.caption(
                _(
                    "This address works on this machine only. For a class, start the server with ADDRESS=0.0.0.0 and write the address by which the others reach it."
                )
            )
    with room:
        _preview(session, chosen)
        copied(chosen.address(server), _("The link"), "classroom.copy")
        try:
            st.image(qr_svg(chosen.address(server)), width=200, alt=_("QR code of the link"))
        except PlaygroundError as error:
            complain(error)


def _preview(session: Session, chosen: RoomLink) -> None:
    """Show how the room will look, as a sketch and in words."""
    said = chosen.sentences()
    st.markdown("**" + _("The room") + "**")
    sketch = room_svg(_sketch(session, chosen), palette(dark())["text"])
    st.image(sketch, width=280, alt=" ".join(said))
    st.markdown("\n".join(f"- {literal(sentence)}" for sentence in said))


def _chosen(session: Session) -> RoomLink:
    """Show the choices and return them."""
    what = st.selectbox(
        _("Opens"),
        [_HERE, *(f"exhibit.{n}" for n in EXHIBITS), *(f"lesson.{x.name}" for x in lessons())],
        format_func=lambda name: _title(session, name),
        key="classroom.what",
    )
    kind, _dot, name = what.partition(".")
    lesson = next((one for one in lessons(language()) if one.name == name), None)
    lesson = lesson if kind == "lesson" else None
    experiment = session.experiment
    if kind == "exhibit":
        experiment = EXHIBITS[name].experiment
    step, at = 1, 0
    if lesson is not None:
        experiment, titles = lesson.experiment, [one.title for one in lesson.steps]
        step = st.selectbox(
            _("Begins at step"),
            range(1, len(titles) + 1),
            format_func=lambda k: f"{k} · {titles[k - 1]}",
            key=f"classroom.step.{name}",
        )
    else:
        most = experiment.training.max_steps
        first = min(session.run.step, most) if kind == _HERE else most
        at = st.number_input(
            _("Trained to step"),
            0,
            most,
            first,
            key=f"classroom.at.{what}.{most}",
            help=_("The first reader who opens the link trains it for all of them."),
        )
    fields = _fields(session, experiment)
    hidden = _names(_("Hide"), "hide", [*GROUPS, *PARTS, *fields], experiment)
    locked = _names(_("Lock"), "lock", [*GROUPS, *fields], experiment)
    spoken = st.selectbox(
        _("Language"),
        [_READERS, *LANGUAGES],
        format_func=lambda code: LANGUAGES.get(code) or _("that of each browser"),
        key="classroom.language",
    )
    return RoomLink(
        experiment,
        _title(session, what),
        at,
        None if lesson is None else lesson.name,
        step,
        link.kept().get("show") if kind == _HERE else None,
        tuple(hidden),
        tuple(locked),
        None if spoken == _READERS else spoken,
        st.toggle(_("Present"), key="classroom.present"),
    )


def _title(session: Session, name: str) -> str:
    kind, _dot, which = name.partition(".")
    if kind == "exhibit":
        return _("Exhibit {number}: {title}").format(
            number=EXHIBITS[which].number, title=_(EXHIBITS[which].title)
        )
    if kind == "lesson":
        lesson = next(one for one in lessons(language()) if one.name == which)
        return _("Lesson {number}: {title}").format(number=lesson.number, title=lesson.title)
    exhibit = session.exhibit
    title = _(exhibit.title) if exhibit else called(session.experiment)
    return _("What is on screen: {title}").format(title=title)


def _fields(session: Session, experiment: Experiment) -> list[str]:
    """Return the fields that the sidebar shows for an experiment."""
    groups = fields_of(experiment, session.data)
    return ["data.source", *(field for _group, fields in groups for field in fields)]


def _names(label: str, key: str, names: list[str], experiment: Experiment) -> list[str]:
    return st.multiselect(
        label,
        names,
        format_func=partial(name_of, experiment=experiment),
        key=f"classroom.{key}",
        placeholder=_("nothing"),
    )


def _sketch(session: Session, chosen: RoomLink) -> RoomSketch:
    """Return the sketch of the room that a link opens."""
    room = Room(frozenset(chosen.hidden), frozenset(chosen.locked))
    shown = [f for f in _fields(session, chosen.experiment) if not room.hides(f)]
    pages = [path for path in ("cell", "gradients", "compare", "data") if not room.closes(path)]
    most = chosen.experiment.training.max_steps
    return RoomSketch(
        [room.locks(field) for field in shown],
        1 + len(pages),
        chosen.at / most,
        not room.hides("chips"),
        chosen.presented,
    )


def _server() -> str:
    """Return the address at which this page was opened, without its path."""
    parts = urlsplit(str(st.context.url or ""))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "http://localhost:8501"
