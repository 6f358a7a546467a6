"""The file of a link: asked for on top of every page until it is uploaded or done without."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.data.io.limits import MOST_BYTES
from playground.errors import PlaygroundError
from playground.ui.session.run_cache import train_to
from playground.ui.session.session import Session
from playground.ui.session.uploaded_file import KeptFile, ask
from playground.ui.shell import link
from playground.ui.shell.errors import complain, warn
from playground.ui.shell.markdown import literal
from playground.wording import _


def wanted(session: Session) -> None:
    """Ask for the file of a link or a description, and open it after the upload.

    The request is shown at the top of every page, and the address stays that of the link, until the
    file is uploaded, something else is chosen or the reader continues without it.
    """
    experiment = session.files.wanted
    if experiment is None:
        return
    params = experiment.data.params
    name = params.get("name") or _("a file")
    with st.container(border=True, key="wanted.box"):
        st.markdown(
            _(
                "This link is about the file **{name}**. A link cannot contain a file, and files are deleted when their page is closed: upload it here to continue."
            ).format(name=literal(name))
        )
        given = st.file_uploader(
            literal(name),
            key="wanted",
            max_upload_size=MOST_BYTES // 1_000_000,
            label_visibility="collapsed",
        )
        st.button(_("Continue without it"), on_click=_dismiss, args=(session,))
        if given is None:
            return
        kept = KeptFile(given.getvalue(), given.name)
        if params.get("sha256") in (None, kept.sha256):
            _lay_out(session, kept, experiment)
            if "file" not in session.trouble:
                st.rerun()
            complain(session.trouble["file"])
            return
        warn(_("This is not the file of the link, or it was changed: its fingerprint differs."))
        st.button(
            _("Use it anyway"),
            on_click=_lay_out,
            args=(session, kept, experiment),
            width="stretch",
        )


def _dismiss(session: Session) -> None:
    """Keep the current experiment."""
    session.files.wanted = None


def _lay_out(session: Session, kept: KeptFile, experiment: Any) -> None:
    """Open the experiment of a link with its file, and train it to the step in the link."""
    try:
        guess = ask(
            "guess",
            kept.raw,
            kept.name,
            {k: v for k, v in experiment.data.params.items() if v not in (None, "auto")},
        )
        kept.columns = guess.inputs
        params = {**experiment.data.params, "name": kept.name[:200], "sha256": kept.sha256}
        fields: dict[str, Any] = {"data.params": params}
        if any(q.field == "data.target" for q in guess.questions) and not experiment.data.columns:
            fields["data.target"] = experiment.data.target or guess.target  # as links were made
        session.load(experiment.with_values(fields), {kept.sha256: kept})
        train_to(session.run, link.kept().get("at"))
    except PlaygroundError as error:
        session.trouble = {"file": error.message}
