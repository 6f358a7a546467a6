"""The finished runs of the session: a table to pin and rename them in, and actions on one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from playground.config import registry
from playground.config.variants import FIELDS, MOST, told, value, variant
from playground.evaluation.score import score_name, score_of
from playground.runs.recording import Recording
from playground.runs.store import Entry, Logbook
from playground.ui.compare.branch import branch, load_run
from playground.ui.compare.run_files import files
from playground.ui.session.comparison import Comparison
from playground.ui.session.history import logbook
from playground.ui.shell.data_name import called
from playground.ui.shell.download import download
from playground.ui.shell.errors import warn
from playground.ui.shell.page_paths import TRAIN
from playground.wording import _, number

#: Fields of data and problem in which runs may differ, beside those of lanes.
MORE_FIELDS = (
    "data.length",
    "data.noise",
    "data.seed",
    "problem.lookback",
    "problem.horizon",
    "model.seed",
    "training.seed",
)


def runs_view(comparison: Comparison) -> None:
    """Show every finished run of this session and what can be done with one."""
    book = logbook()
    files(book)
    if not book.entries:
        st.info(
            _(
                "No finished runs yet. Every run that finishes, here or on the Train page, is kept in this table."
            ),
            icon=":material/history:",
        )
        return
    _table(book)
    st.caption(
        _(
            "Kept in the server's memory while your page is open and deleted within a minute afterwards: save them to a file to keep them. Pinned runs stay when older ones make room."
        )
    )
    chosen = st.selectbox(
        _("Run"),
        [e.number for e in reversed(book.entries)],
        key="runs.chosen",
        format_func=lambda n: _called(book, n),
        width=460,
    )
    entry = book.get(chosen)
    if entry is not None:
        _actions(comparison, book, entry)
        branch(comparison.session, entry)


def differences(entry: Entry, others: list[Entry]) -> str:
    """Return in words how a run differs from others of the same source; the cell always."""
    alike = [e for e in others if e.experiment.data.source == entry.experiment.data.source]
    cell = _(registry.lookup("cell", entry.experiment.model.cell).label)
    fields = [
        f
        for f in (*FIELDS, *MORE_FIELDS)
        if f != "model.cell"
        and any(value(e.experiment, f) != value(entry.experiment, f) for e in alike)
    ]
    changes = [
        _("changed at step {step}").format(step=c.step)
        for c in entry.experiment.training.changes[:3]
    ]
    return ", ".join([cell, *(told(f, value(entry.experiment, f)) for f in fields), *changes])


def _table(book: Logbook) -> None:
    rows = [
        {
            "pinned": e.pinned,
            "name": e.name,
            "number": e.number,
            "task": called(e.experiment),
            "differs": differences(e, book.entries),
            "steps": e.recording.step,
            "ended": _reason(e.recording),
            "validation": _last(e.recording),
            "score": _score(e),
            "seconds": "–" if e.seconds is None else number(e.seconds, 2),
        }
        for e in reversed(book.entries)
    ]
    titles = {
        "number": _("run"),
        "task": _("data"),
        "differs": _("what differs"),
        "steps": _("training steps"),
        "ended": _("stopped by"),
        "validation": _("validation error"),
        "score": _("on the test set"),
        "seconds": _("seconds"),
    }
    columns: dict[str, Any] = {
        key: st.column_config.Column(title, disabled=True) for key, title in titles.items()
    }
    columns["pinned"] = st.column_config.CheckboxColumn(_("pin"), width="small")
    columns["name"] = st.column_config.TextColumn(_("name"), max_chars=80)
    edition = st.session_state.get("runs.edition", 0)
    key = f"runs.table.{edition}.{len(rows)}"
    numbers = [r["number"] for r in rows]
    st.data_editor(
        pd.DataFrame(rows),
        column_config=columns,
        hide_index=True,
        key=key,
        on_change=_edited,
        args=(book, key, numbers),
        width="stretch",
    )


def _edited(book: Logbook, key: str, numbers: list[int]) -> None:
    for row, values in (st.session_state[key].get("edited_rows") or {}).items():
        number_ = numbers[int(row)]
        if "name" in values:
            book.change(number_, name=str(values["name"] or ""))
        if "pinned" in values:
            book.change(number_, pinned=bool(values["pinned"]))


def _actions(comparison: Comparison, book: Logbook, entry: Entry) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="runs.deeds"):
        if st.button(_("Load on the Train page")) and load_run(comparison.session, entry):
            st.switch_page(TRAIN)
        st.button(
            _("Add as a lane"),
            on_click=_into_variant,
            args=(comparison, entry),
            disabled=len(comparison.variants) >= MOST,
            help=_("At most {most} lanes; the run must have the same data and problem.").format(
                most=MOST
            ),
        )
        download(
            _("Run folder (zip)"),
            lambda: _folder(comparison, entry),
            f"run-{entry.number}.zip",
            "application/zip",
            disabled=entry.evaluated is None,
            help=_(
                "For a run from a file, load it first and press Train: it is then trained again in the background."
            ),
        )
        st.download_button(
            _("Description (JSON)"),
            entry.experiment.to_json(),
            "experiment.json",
            "application/json",
            on_click="ignore",
        )
    for message in (st.session_state.get("runs.trouble"),):
        if message:
            warn(message)


def _into_variant(comparison: Comparison, entry: Entry) -> None:
    experiment = entry.experiment
    if (experiment.data, experiment.problem) != (comparison.base.data, comparison.base.problem):
        st.session_state["runs.trouble"] = _(
            "This run has other data or another problem type than the lanes; load it on the Train page first."
        )
        return
    changes = {
        f: value(experiment, f) for f in FIELDS if value(experiment, f) != value(comparison.base, f)
    }
    if variant(comparison.base, changes) != experiment:
        st.session_state["runs.trouble"] = _(
            "Lanes have the seeds of the experiment on the Train page and the changes made during its training. This run has others, so the lane would be "
            "a different run. Load it on the Train page first."
        )
        return
    st.session_state.pop("runs.trouble", None)
    comparison.set(
        [
            *(dict(one.changes) for one in comparison.variants),
            {"model.cell": experiment.model.cell, **changes},
        ]
    )


def _folder(comparison: Comparison, entry: Entry) -> bytes:
    from playground.export.run_folder import run_folder, zip_folder
    from playground.ui.session.loading import opened

    assert entry.evaluated is not None
    return zip_folder(
        run_folder(
            entry.experiment,
            opened(entry.experiment, comparison.session.files.kept)[0],
            entry.recording,
            entry.evaluated,
        )
    )


def _called(book: Logbook, number_: int) -> str:
    entry = book.get(number_)
    return (
        ""
        if entry is None
        else f"{number_} · "
        + (entry.name or f"{called(entry.experiment)} · {differences(entry, book.entries)}")
    )


def _reason(recording: Recording) -> str:
    words = {
        "max_steps": _("all steps done"),
        "target_loss": _("target reached"),
        "patience": _("patience"),
        "diverged": _("diverged"),
    }
    return words.get(recording.stop_reason or "", "–")


def _last(recording: Recording) -> str:
    rows = recording.rows
    return "–" if not rows or rows[-1].validation_loss is None else number(rows[-1].validation_loss)


def _score(entry: Entry) -> str:
    reached = score_of(entry.network, entry.experiment)
    return f"{number(reached)} ({score_name(entry.experiment)})"
