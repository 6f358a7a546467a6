"""Upload of a file: its detected layout, its columns, and the button that uses it."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from playground.data.io.limits import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from playground.data.io.samples import SAMPLES
from playground.data.io.upload import Guess
from playground.data.series import Sequences, Series
from playground.errors import PlaygroundError
from playground.ui.my_data import processing, reading, roles
from playground.ui.my_data.data_notes import in_few_lines
from playground.ui.my_data.questions import answers, outlook
from playground.ui.my_data.questions import ask as ask_questions
from playground.ui.my_data.wanted import wanted
from playground.ui.session.session import Session
from playground.ui.session.uploaded_file import KeptFile, ask
from playground.ui.shell import page_paths
from playground.ui.shell.download import download
from playground.ui.shell.errors import complain
from playground.ui.shell.markdown import literal
from playground.ui.sidebar.suiting import suiting
from playground.wording import _, counted, language, number

#: Letters of the names of columns that are told; more columns are counted.
_NAMED = 120


def invite() -> None:
    """Show the link to the page where a file can be uploaded."""
    st.page_link(
        page_paths.DATA, label=_("Use my own data"), icon=":material/table_chart:", width="stretch"
    )


def offer(session: Session) -> None:
    """Show the upload, the content of the file, and a button that uses it."""
    wanted(session)
    limits = _("up to {size} MB, {rows} rows and {columns} columns").format(
        size=MOST_BYTES // 1_000_000, rows=number(MOST_ROWS), columns=MOST_COLUMNS
    )
    given = st.file_uploader(
        _("A table or labeled sequences, {limits}").format(limits=limits),
        key="file",
        max_upload_size=MOST_BYTES // 1_000_000,
        help=_(
            "CSV in any national format, TSV, Excel (.xlsx, .xls), OpenDocument (.ods), Parquet, JSON, forecasting archives (.tsf); labeled sequences as UCR text, .ts, ARFF or a long table with id, time, value and class."
        ),
    )
    if given is None:
        _samples()
    else:
        _offer(session, given)
    st.caption(
        _(
            "Your file is kept in the server's memory while your page is open and deleted within a minute afterwards; it is never written to disk "
            "and never sent anywhere. Results of training on it may stay in memory until other runs replace them."
        )
    )


def _offer(session: Session, given: Any) -> None:
    """Show the content of a file, its questions, and a button that uses it."""
    raw, name = given.getvalue(), given.name
    corrected = {**answers(given.file_id), **reading.known()}
    try:
        guess = _guess(given.file_id, raw, name, corrected)
    except PlaygroundError as error:
        complain(error.message)
        reading.corrections(None, expanded=bool(corrected))
        return
    st.markdown(
        "**" + literal(reading.size(guess)) + "** " + literal(reading.layout_sentence(guess))
    )
    use = st.container()
    cards, notes = st.columns(2) if guess.questions else (st.container(), st.container())
    with cards:
        target = ask_questions(guess, given.file_id)
    _preview(guess)
    key = f"file.roles.{given.file_id}.{target}.{json.dumps(corrected, sort_keys=True)}"
    try:
        fields = _controls(guess, target, key)
        reading.corrections(guess, expanded=bool(reading.known()))
        kept = _kept(given.file_id, raw, name, guess)
        values = _values(session, kept, guess, corrected, fields)
        experiment = session.experiment.with_values(values)
        data = kept.read(experiment.data)
        experiment = experiment.with_values(_fitting(data))
    except PlaygroundError as error:
        with use:
            if any(question.field == error.field for question in guess.questions):
                st.markdown(_("Answer the question below, and this file can be used."))
            else:
                complain(error.message)
        return
    with use:
        _ready(session, kept, experiment, data)
    with notes:
        _processing(data)
        if isinstance(data, Series):
            outlook(data, experiment.problem.train_share)


def _ready(session: Session, kept: KeptFile, experiment: Any, data: Series | Sequences) -> None:
    """Say what can be used, beside the button that uses it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            _("Use this file"), type="primary", on_click=_use, args=(session, kept, experiment)
        )
        st.markdown(_summary(data))
    if pressed and "file" in session.trouble:
        complain(session.trouble["file"])
    elif pressed:
        st.switch_page(page_paths.TRAIN)


def _guess(file_id: str, raw: bytes, name: str, corrected: dict[str, Any]) -> Guess:
    """Return the detected layout, computed once for each file and set of corrections."""
    key = (file_id, json.dumps(corrected, sort_keys=True), language())
    kept = st.session_state.get("file.guess")
    if kept is None or kept[0] != key:
        kept = st.session_state["file.guess"] = (key, ask("guess", raw, name, corrected))
    return kept[1]


def _kept(file_id: str, raw: bytes, name: str, guess: Guess) -> KeptFile:
    kept = st.session_state.get("file.kept")
    if kept is None or kept[0] != file_id:
        kept = st.session_state["file.kept"] = (file_id, KeptFile(raw, name))
    kept[1].columns = guess.inputs
    return kept[1]


def _preview(guess: Guess) -> None:
    """Show the first rows of labeled sequences; those of a table are beside the roles."""
    if _has_columns(guess):
        return
    rows = [dict(enumerate(row[:12])) for row in guess.preview]
    shown = [{str(i) if i else _("class"): c for i, c in row.items()} for row in rows]
    st.dataframe(shown, hide_index=True, height=min(320, 38 + 35 * len(guess.preview)))


def _has_columns(guess: Guess) -> bool:
    """Return whether the file is a table whose columns have roles to choose."""
    if guess.shape == "rows" and (guess.lengths[1] or len(guess.columns) > 30):
        return False
    return guess.layout.format not in ("ts", "rows")


def _controls(guess: Guess, target: str | None, key: str) -> dict[str, Any]:
    """Show the roles and choices; return the fields that they set."""
    if _has_columns(guess):
        given = roles.table(guess, target, key)
        return {**roles.described(guess, given), **processing.choices(guess, given)}
    chosen: list[str] = list(guess.inputs)
    if guess.lengths[1] and len(guess.inputs) > 1:
        chosen = st.multiselect(
            _("Channels"), guess.inputs, default=guess.inputs, key="file.channels"
        )
    fields = {} if set(chosen) == set(guess.inputs) or not chosen else {"data.columns": chosen}
    return {**fields, **processing.choices(guess, {})}


def _values(
    session: Session,
    kept: KeptFile,
    guess: Guess,
    corrected: dict[str, Any],
    fields: dict[str, Any],
) -> dict[str, Any]:
    """Return the fields of a suitable experiment with the file."""
    params = {
        name.removeprefix("data.params."): value
        for name, value in fields.items()
        if name.startswith("data.params.")
    }
    labeled = guess.shape != "series"
    plain = {name: value for name, value in fields.items() if not name.startswith("data.params.")}
    base: dict[str, Any] = {
        "data.columns": None,
        "data.target": None,
        "data.resample": None,
        "data.transform": "none",
        "data.events": [],
    }
    kinds = {"problem.kind": "classification"} if labeled else {"problem.kind": "many_to_one"}
    return {
        **suiting(session, "file"),
        **base,
        **plain,
        **kinds,
        "data.params": {**corrected, **params, "name": kept.name[:200], "sha256": kept.sha256},
        "model.hidden_size": 16,
    }


def _fitting(data: Series | Sequences) -> dict[str, Any]:
    """Return a suitable lookback: a tenth of the rows, or the length of the sequences."""
    if isinstance(data, Sequences):
        return {"problem.lookback": min(data.x.shape[1], 1000)}
    return {"problem.lookback": max(1, min(50, len(data.values) // 10))}


def _processing(data: Series | Sequences) -> None:
    """Show what was done to the file."""
    notes = in_few_lines(data.notes) or [_("Nothing had to be repaired or omitted.")]
    st.markdown("\n".join(f"- {literal(note)}" for note in notes))


def _summary(data: Series | Sequences) -> str:
    if isinstance(data, Sequences):
        summary = _(
            "Ready: {count} sequences of {steps} time steps, inputs: {features}, classes: {classes}."
        )
        return summary.format(
            count=number(len(data.x)),
            steps=data.x.shape[1],
            features=data.x.shape[2],
            classes=len(data.classes),
        )
    summary = _("Ready: {rows} rows of {columns}; {target} is predicted.")
    columns = ", ".join(data.columns)
    if len(columns) > _NAMED:
        columns = counted(len(data.columns), "{n} column", "{n} columns")
    return summary.format(
        rows=number(len(data.values)),
        columns=literal(columns),
        target=literal(data.columns[data.target]),
    )


def _samples() -> None:
    """Offer small sample files, made from the bundled series."""
    st.markdown(_("No file? Download one of these and upload it above."))
    with st.container(horizontal=True):
        for sample in SAMPLES:
            download(
                _(sample.label),
                sample.make,
                sample.name,
                sample.mime,
                help=_(sample.help),
                key=f"sample.{sample.name}",
            )


def _use(session: Session, kept: KeptFile, experiment: Any) -> None:
    """Load the file into the session; an error leaves the session unchanged."""
    try:
        session.load(experiment, {kept.sha256: kept})
    except PlaygroundError as error:
        session.trouble = {"file": error.message}
