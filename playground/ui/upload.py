"""A reader's own table: what was guessed about it, shown before it is used."""

from __future__ import annotations

import hashlib

import streamlit as st

from playground import executor, registry
from playground.errors import PlaygroundError
from playground.ui import places
from playground.ui.controls import suiting
from playground.ui.desk import Desk
from playground.wording import N_, _

#: Seconds a worker may take to read a table.
MOST_SECONDS = 20


def invite(desk: Desk) -> None:
    """Lead to the page where a file is looked at and chosen."""
    st.page_link(places.DATA, label=_("Use my own data"), icon=":material/table_chart:", width="stretch")


def offer(desk: Desk) -> None:
    """Take a file, show what is in it, and use it when the reader says so."""
    st.caption(_("A table with one row for each moment. It stays in this session's memory."))
    given = st.file_uploader(_("CSV or text table, up to 5 MB"), key="file", max_upload_size=5)
    if given is None:
        return
    if st.session_state.get("file.seen") != given.file_id:
        st.session_state["file.seen"] = given.file_id
        desk.trouble.pop("file", None)  # said of the file before
    raw, name = given.getvalue(), given.name
    choices = {p.name: st.session_state.get(f"file.{p.name}", p.default) for p in _parameters()}
    try:
        guess = _ask("guess", raw, name, _known(choices))
    except PlaygroundError as error:
        st.error(error.message, icon=":material/info:")
        _corrections(None)
        return
    _preview(guess)
    columns, target = _columns(guess)
    _corrections(guess)
    missing = st.selectbox(
        _("Missing values"), ["interpolate", "previous", "drop"], key="file.missing", format_func=lambda m: _(_MISSING[m])
    )
    if st.button(_("Use this file"), type="primary", on_click=_use, args=(desk, raw, name, choices, columns, target, missing)):
        if "file" in desk.trouble:
            st.error(desk.trouble["file"], icon=":material/info:")
        else:
            st.switch_page(places.TRAIN)


_MISSING = {"interpolate": N_("filled along a line"), "previous": N_("filled with the value before"), "drop": N_("their rows are dropped")}


def _ask(task: str, *args, **kwargs):
    """Let a worker read the table, so that a hostile one cannot harm the server."""
    try:
        return executor.shared().submit(task, *args, **kwargs).result(MOST_SECONDS)
    except TimeoutError:
        raise PlaygroundError(_("reading this file takes too long; try a smaller one.")) from None


def _parameters():
    return [p for p in registry.lookup("source", "file").parameters if p.choices]


def _known(choices: dict) -> dict:
    return {name: value for name, value in choices.items() if value not in ("auto", None)}


def _preview(guess) -> None:
    layout = guess.layout
    st.caption(_("{rows} rows, {columns} columns.").format(rows=guess.rows, columns=len(guess.columns)))
    names = [c.name for c in guess.columns]
    st.dataframe(
        {name: [row[i] if i < len(row) else "" for row in guess.preview] for i, name in enumerate(names)}, hide_index=True, height=180
    )
    words = _("Separator {separator}, decimal mark {decimal}, {header}, {encoding}.").format(
        separator=repr(layout.separator),
        decimal=repr(layout.decimal),
        header=_("a header row") if layout.header else _("no header row"),
        encoding=layout.encoding,
    )
    st.caption(_("Guessed: ") + words)
    for note in guess.notes:
        st.caption(note)


def _columns(guess) -> tuple[list[str] | None, str | None]:
    target = st.selectbox(_("Target"), list(guess.inputs), key="file.target")
    columns = st.multiselect(_("Columns"), list(guess.inputs), key="file.columns", placeholder=_("every column of numbers"))
    return columns or None, target


def _corrections(guess) -> None:
    with st.expander(_("The guess is wrong")):
        for p in _parameters():
            st.selectbox(_(p.label), p.choices, key=f"file.{p.name}", help=_(p.help), format_func=lambda c: _(_CHOICES[c]))


_CHOICES = {
    "auto": N_("as guessed"), "comma": N_("comma"), "semicolon": N_("semicolon"), "tab": N_("tab"), "pipe": N_("pipe"), "space": N_("space"), "point": N_("point"),
    "yes": N_("yes"), "no": N_("no"), "day_first": N_("day first"), "month_first": N_("month first"),
}  # fmt: skip


def _use(desk: Desk, raw: bytes, name: str, choices: dict, columns, target, missing: str) -> None:
    """Read the table and lay it on the desk; a wrong one leaves everything as it was."""
    sha = hashlib.sha256(raw).hexdigest()
    known = _known(choices)
    try:
        series = _ask("read", raw, name, overrides=known, columns=None, target=target, missing=missing)
        values = {
            **suiting(desk.experiment, "file"), "data.params": {"name": name[:200], "sha256": sha, **known}, "data.columns": columns,
            "data.target": target, "data.missing": missing, "problem.lookback": _lookback(len(series.values)), "model.hidden_size": 16,
        }  # fmt: skip
        desk.load(desk.experiment.with_values(values), {sha: series})
    except PlaygroundError as error:
        desk.trouble = {"file": error.message}


def _lookback(rows: int) -> int:
    """A window that leaves every part room: at most a tenth of the rows."""
    return max(1, min(50, rows // 10))
