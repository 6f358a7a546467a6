"""What a file leaves open, as cards with their evidence and choices."""

from __future__ import annotations

import numpy as np
import streamlit as st

from playground.data.io.upload import Guess
from playground.data.series import Series
from playground.figures.source_picture import source_svg
from playground.sentences.outlook import about_outlook
from playground.ui.my_data.reading import word
from playground.ui.shell.markdown import literal
from playground.wording import _

#: Columns from which a target is chosen in a list instead of side by side.
_MANY = 8
_ANSWERS, _FOR = "file.answers", "file.answers.for"


def answers(file_id: str) -> dict[str, str]:
    """Return the answers given about a file, by the names of its parameters."""
    if st.session_state.get(_FOR) != file_id:
        st.session_state[_FOR], st.session_state[_ANSWERS] = file_id, {}
    return dict(st.session_state[_ANSWERS])


def ask(guess: Guess, file_id: str) -> str | None:
    """Show a card for each question; return the target, None until it is chosen."""
    target = guess.target
    for question in guess.questions:
        name = question.field.removeprefix("data.params.")
        key = f"file.ask.{file_id}.{name}"
        with st.container(border=True):
            st.markdown(literal(question.why))
            if name == "data.target":
                target = _target(guess, question.choices, key)
            else:
                st.radio(
                    _("Which is right?"),
                    question.choices,
                    index=None,
                    key=key,
                    format_func=lambda choice: literal(word(choice)),
                    horizontal=True,
                    on_change=_answer,
                    args=(name, key),
                )
    if st.session_state[_ANSWERS]:
        given = ", ".join(f"{name}: {word(v)}" for name, v in st.session_state[_ANSWERS].items())
        st.caption(literal(_("Answered: {answers}.").format(answers=given)))
        st.button(_("Ask again"), on_click=_forget)
    return target


def _target(guess: Guess, choices: tuple[str, ...], key: str) -> str | None:
    """Show the possible targets, each with its picture; return the one that was pressed."""
    label = _("Which column should be predicted?")
    if len(choices) > _MANY:
        return st.selectbox(label, choices, None, key=key, placeholder=_("Choose a column"))
    chosen = st.session_state.get(key)
    st.markdown(f"**{label}**")
    columns = st.columns(min(4, len(choices)))
    points = {column.name: column.points for column in guess.columns}
    for place, name in enumerate(choices):
        with columns[place % len(columns)]:
            st.image(source_svg(np.array(points[name])), width="stretch", alt="")
            st.button(
                literal(name),
                key=f"{key}.{place}",
                type="primary" if name == chosen else "secondary",
                icon=":material/check:" if name == chosen else None,
                width="stretch",
                on_click=_choose,
                args=(key, name),
            )
    if chosen not in choices:
        st.caption(_("Nothing is chosen yet."))
        return None
    return str(chosen)


def _choose(key: str, name: str) -> None:
    st.session_state[key] = name


def _answer(name: str, key: str) -> None:
    if st.session_state.get(key) is not None:
        st.session_state[_ANSWERS] = {**st.session_state[_ANSWERS], name: st.session_state[key]}


def _forget() -> None:
    st.session_state[_ANSWERS] = {}


def outlook(data: Series, train_share: float) -> None:
    """Show what makes a series hard to learn, with pictures of what could be read instead."""
    sentences = about_outlook(data, train_share)
    if not sentences:
        return
    with st.container(border=True):
        for sentence in sentences:
            st.markdown(literal(sentence))
        values = data.values[:, data.target]
        forms = {word("none"): values, word("difference"): np.diff(values)}
        if (values > 0).all():
            forms |= {word("log"): np.log(values), word("log_difference"): np.diff(np.log(values))}
        rows = [
            {"form": name, "picture": v[:: max(1, len(v) // 120)].tolist()}
            for name, v in forms.items()
        ]
        column = st.column_config
        st.dataframe(
            rows,
            hide_index=True,
            column_config={
                "form": column.TextColumn(_("Transformation")),
                "picture": column.LineChartColumn(_("Picture"), width="large"),
            },
        )
