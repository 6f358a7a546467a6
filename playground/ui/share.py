"""What stands around the pictures: the heading, the probe's choice, "change one thing", and what can be taken away."""

from __future__ import annotations

import streamlit as st

from playground.errors import PlaygroundError
from playground.lookup import setting_of
from playground.pace import PACES
from playground.readers import NotRead
from playground.sentences.gates import KEEPERS
from playground.ui import exhibits, take_away, upload
from playground.ui.desk import Desk
from playground.ui.download import download
from playground.ui.held import seeded
from playground.ui.kept_file import ask
from playground.ui.literal import literal
from playground.ui.trouble import warn
from playground.what_if import Held
from playground.wording import _

#: Bytes of a description.
_MOST_DESCRIBED = 1_000_000


def heading(desk: Desk, level: int = 3) -> None:
    """Say what is asked of the network, and what is wrong with the link or the last change if anything is."""
    upload.wanted(desk)
    exhibits.menu(desk)
    exhibits.title(desk, level)
    for field, message in desk.trouble.items():
        if field != "file":  # told beside the upload
            warn(message if field == "link" else f"{_name(desk, field)}: {message}")
    notes = [literal(note) for note in (*desk.data.notes, *desk.windows.notes)]
    if notes:
        st.info("  \n".join(notes), icon=":material/build:")


def _name(desk: Desk, field: str) -> str:
    """Return what a field is called on screen, where it has a control."""
    try:
        return _(setting_of(desk.experiment, field).label)
    except (KeyError, StopIteration):
        return field


def pace_control(desk: Desk) -> None:
    """Choose how many training steps go by in a second."""
    key, first = seeded(desk.shown, "pace", desk.pace)
    st.segmented_control(_("Training steps per second"), list(PACES), default=first, key=key, required=True, on_change=_paced, args=(desk, key),
                         format_func=lambda p: _("full") if p == "full" else p)  # fmt: skip


def _paced(desk: Desk, key: str) -> None:
    desk.pace, desk.paced = st.session_state[key] or desk.pace, True
    desk.run.pace = PACES[desk.pace]


def probe_choice(desk: Desk) -> None:
    """Choose the sequence looked at and, in deep networks, the layer."""
    with st.container(horizontal=True, vertical_alignment="center", key="probe"):
        if desk.windows.task:
            st.button(_("Next example"), on_click=desk.next_example)
            if desk.probe.edited:
                st.button(_("Undo my edits"), on_click=desk.next_example, args=(0,))
        else:
            st.button(_("Window before"), on_click=desk.next_example, args=(-1,))
            st.button(_("Window after"), on_click=desk.next_example, args=(1,))
        layers = desk.experiment.model.num_layers
        if layers > 1:
            key, first = seeded(desk.shown, f"layer.{layers}", desk.layer)
            st.segmented_control(_("Layer"), range(layers), default=first, key=key, required=True, on_change=_layered, args=(desk, key),
                                 format_func=lambda k: str(k + 1))  # fmt: skip


def _layered(desk: Desk, key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen is not None:
        desk.layer = chosen


def variations(desk: Desk) -> None:
    """Offer to change one thing of an exhibit and train at once."""
    exhibit = desk.exhibit
    if exhibit is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="variations"):
        st.markdown(_("Change one thing:"))
        for label, values in exhibit.variations:
            st.button(_(label), on_click=exhibits.change_one_thing, args=(desk, exhibit, values))
        hold_button(desk)
        if desk.experiment != exhibit.experiment:
            st.button(_("Back to the exhibit"), on_click=exhibits.choose, args=(desk, exhibit))


def hold_button(desk: Desk) -> None:
    """Hold the gate that forgets wide open, or let go of it; a cell without one has no such button."""
    keeper = KEEPERS.get(desk.experiment.model.cell)
    if desk.hands.changes:
        st.button(_("Let go"), on_click=desk.hands.let_go, help=_("Undo the what-if: the network as it is."))
    elif keeper is not None and desk.probe.part.steps > 1:  # over one step it multiplies an empty memory
        gate, letter = keeper
        label, help = (
            _("Hold {letter} = 1").format(letter=letter),
            _("What if it could never forget? Nothing is trained; one click undoes it."),
        )
        st.button(label, on_click=desk.hands.change, args=(Held(gate, 1.0, desk.layer), desk.experiment.model), help=help)


def offer(desk: Desk) -> None:
    """Offer the description and the run to take away, and take a description back."""
    with st.expander(_("Save and share")):
        st.caption(_("The address of this page describes the experiment: copy it to share it."))
        st.caption(
            _(
                "Reloading loses only time: the page trains to the same step again, with the same numbers. Edits of an example and uploaded files are not kept."
            )
        )
        st.download_button(
            _("Description (JSON)"), desk.experiment.to_json(), "experiment.json", "application/json", on_click="ignore", width="stretch"
        )
        download(_("Stand-alone script"), lambda: _script(desk), "experiment.py", "text/x-python", width="stretch")
        download(_("Run folder (zip)"), lambda: _folder(desk), "run.zip", "application/zip", width="stretch",
                 disabled=desk.results() is None, help=_("Once the run has ended: history, metrics, predictions, weights and the exact trace."))  # fmt: skip
        download(_("Player (HTML)"), lambda: take_away.page(desk), "player.html", "text/html", width="stretch",
                 help=_("What is looked at, with all recorded training steps, as one file that plays without this program."))  # fmt: skip
        download(_("Numbers looked at (CSV)"), lambda: take_away.csv(desk), "numbers.csv", "text/csv", width="stretch",
                 help=_("Every gate, state and gradient of the sequence looked at, a line for each time step."))  # fmt: skip
        download(_("Numbers looked at (npz)"), lambda: take_away.npz(desk), "numbers.npz", "application/octet-stream", width="stretch",
                 help=_("The same as arrays in double precision, under the names of trace.npz."))  # fmt: skip
        given = st.file_uploader(_("Open a description"), type=["json"], key="description", max_upload_size=_MOST_DESCRIBED // 1_000_000)
        if given is not None and st.session_state.get("opened") != given.file_id:
            _open_json(desk, given.getvalue())
            st.session_state["opened"] = given.file_id
            st.rerun()


def _open_json(desk: Desk, raw: bytes) -> None:
    try:
        if len(raw) > _MOST_DESCRIBED:
            raise PlaygroundError(_("the file is larger than {most} MB.").format(most=_MOST_DESCRIBED // 1_000_000))
        experiment = ask("description", raw)
        if experiment.data.path is not None:
            raise PlaygroundError(_("a description opened here cannot name a file on the server; upload the file too."), field="data.path")
        if not desk.lacks(experiment):
            desk.load(experiment)
    except NotRead as error:
        desk.trouble = {"link": error.message}
    except PlaygroundError as error:
        desk.trouble = {"link": _("This description cannot be used: {error}").format(error=error)}


def _script(desk: Desk) -> str:
    from playground.export.script import script

    return script(desk.experiment, desk.data)


def _folder(desk: Desk) -> bytes:
    from playground.export.run_folder import run_folder, zip_folder

    return zip_folder(run_folder(desk.experiment, desk.data, desk.run.recording, desk.results()))
