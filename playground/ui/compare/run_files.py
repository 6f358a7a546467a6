"""The session's runs saved to a file, and runs restored from one."""

from __future__ import annotations

import streamlit as st

from playground.errors import PlaygroundError
from playground.execution.readers import NotRead
from playground.runs.store import MOST_PACKED, Logbook
from playground.ui.session.uploaded_file import ask
from playground.ui.shell.download import download
from playground.ui.shell.markdown import literal
from playground.wording import _, counted


def files(book: Logbook) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="runs.files"):
        download(
            _("Save all runs to a file"),
            book.to_bytes,
            "runs.zip",
            "application/zip",
            disabled=not book.entries,
        )
        with st.popover(_("Restore runs from a file")):
            given = st.file_uploader(
                _("A file saved here earlier"),
                type=["zip"],
                key="runs.file",
                max_upload_size=MOST_PACKED // 1_000_000,
            )
            if given is not None and st.session_state.get("runs.opened") != given.file_id:
                st.session_state["runs.told"] = _restore(book, given.getvalue())
                st.session_state["runs.opened"] = given.file_id
            if st.session_state.get("runs.told"):
                st.caption(literal(st.session_state["runs.told"]))
    if (left_out := _left_out(book)) != "":
        st.caption(left_out)


def _left_out(book: Logbook) -> str:
    """Say what a file of the runs cannot hold."""
    saved = {e.number: e for e in book.saved()}
    runs = [e.number for e in book.entries if e.number not in saved]
    steps = [e.number for e in book.entries if e.number in saved and saved[e.number] is not e]
    sentences = []
    if steps:
        sentences.append(
            _(
                "Saved without the weights of their recorded steps: runs {runs}; curves and final weights are kept."
            )
        )
    if runs:
        sentences.append(_("Not saved: runs {left_out}; save the folder of each one instead."))
    if not sentences:
        return ""
    limit = _("A file that can be restored holds at most {most} MB.").format(
        most=MOST_PACKED // 1_000_000
    )
    named = {"runs": ", ".join(map(str, steps)), "left_out": ", ".join(map(str, runs))}
    return " ".join([limit, *(one.format(**named) for one in sentences)])


def _restore(book: Logbook, raw: bytes) -> str:
    try:
        return counted(book.restore(ask("runs", raw)), "{n} run added.", "{n} runs added.")
    except NotRead as error:
        return error.message
    except PlaygroundError as error:
        return _("This file cannot be used: {error}").format(error=error)
