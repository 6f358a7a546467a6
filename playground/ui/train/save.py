"""Save and share: files of the experiment and its run, and the opening of a description."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from playground.errors import PlaygroundError
from playground.execution.readers import NotRead
from playground.ui.classroom import builder
from playground.ui.session.session import Session
from playground.ui.session.uploaded_file import ask
from playground.ui.shell.download import download
from playground.ui.train import downloads
from playground.wording import N_, _

#: Most bytes of a description.
_MOST_DESCRIBED = 1_000_000


@dataclass(frozen=True)
class Download:
    """One file that can be downloaded.

    Parameters
    ----------
    label, help : str
        Message ids of the button and of its help.
    name, mime : str
        Name and type of the file.
    make : callable
        ``make(session)`` returns its content.
    finished : bool
        Whether it needs the results of a finished run.
    """

    label: str
    name: str
    mime: str
    make: Callable[[Session], bytes | str]
    help: str = ""
    finished: bool = False


def _script(session: Session) -> str:
    from playground.export.script import script

    return script(session.experiment, session.data)


def _folder(session: Session) -> bytes:
    from playground.export.run_folder import run_folder, zip_folder

    evaluation = session.results.evaluation()
    assert evaluation is not None  # the button is disabled until then
    folder = run_folder(session.experiment, session.data, session.run.recording, evaluation)
    return zip_folder(folder)


DOWNLOADS = (
    Download(N_("Stand-alone script"), "experiment.py", "text/x-python", _script),
    Download(
        N_("Run folder (zip)"),
        "run.zip",
        "application/zip",
        _folder,
        N_(
            "Once the run has finished: history, metrics, predictions, weights and the exact trace."
        ),
        finished=True,
    ),
    Download(
        N_("Player (HTML)"),
        "player.html",
        "text/html",
        downloads.page,
        N_(
            "The current view with all recorded training steps, as one file that plays without this program."
        ),
    ),
    Download(
        N_("Numbers of the example (CSV)"),
        "numbers.csv",
        "text/csv",
        downloads.csv,
        N_("Every gate, state and gradient of the example, one line per time step."),
    ),
    Download(
        N_("Numbers of the example (npz)"),
        "numbers.npz",
        "application/octet-stream",
        downloads.npz,
        N_("The same as arrays in double precision, named as in trace.npz."),
    ),
)


def save_and_share(session: Session) -> None:
    """Offer the files of the experiment and its run, and open a description."""
    if session.room.hides("share"):
        return
    folded = st.expander(_("Save and share"), key="save-and-share", on_change="rerun")
    if not folded.open:
        return
    with folded:
        builder.offer(session)
        st.caption(_("The address of this page describes the experiment: copy it to share it."))
        st.caption(
            _(
                "After a reload, the page trains to the same step again, with the same numbers. Edits to an example and uploaded files are not kept."
            )
        )
        st.download_button(
            _("Description (JSON)"),
            session.experiment.to_json(),
            "experiment.json",
            "application/json",
            on_click="ignore",
            width="stretch",
        )
        for file in DOWNLOADS:
            download(
                _(file.label),
                partial(file.make, session),
                file.name,
                file.mime,
                width="stretch",
                disabled=file.finished and session.results.evaluation() is None,
                help=_(file.help) if file.help else None,
            )
        _open_description(session)


def _open_description(session: Session) -> None:
    given = st.file_uploader(
        _("Open a description"),
        type=["json"],
        key="description",
        max_upload_size=_MOST_DESCRIBED // 1_000_000,
    )
    if given is not None and st.session_state.get("opened") != given.file_id:
        _open_json(session, given.getvalue())
        st.session_state["opened"] = given.file_id
        st.rerun()


def _open_json(session: Session, raw: bytes) -> None:
    try:
        if len(raw) > _MOST_DESCRIBED:
            raise PlaygroundError(
                _("the file is larger than {most} MB.").format(most=_MOST_DESCRIBED // 1_000_000)
            )
        experiment = ask("description", raw)
        if experiment.data.path is not None:
            raise PlaygroundError(
                _(
                    "a description opened here may not refer to a file on the server; upload the file as well."
                ),
                field="data.path",
            )
        if not session.await_file(experiment):
            session.load(experiment)
    except NotRead as error:
        session.trouble = {"link": error.message}
    except PlaygroundError as error:
        session.trouble = {"link": _("This description is invalid: {error}").format(error=error)}
