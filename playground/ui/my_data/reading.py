"""How a file is read: the detected layout, its corrections, and the treatment of rows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.config import registry
from playground.config.field_spec import Setting
from playground.data.io.upload import Guess
from playground.ui.sidebar.choices import CHOICES
from playground.wording import N_, _, counted

#: Possible corrections for each format, in the order of the page.
_TEXT = (
    "sheet",
    "separator",
    "decimal",
    "header",
    "encoding",
    "skip",
    "date_order",
    "layout",
    "marks",
)
CORRECTIONS = {
    "text": _TEXT,
    "rows": _TEXT,
    "workbook": ("sheet", "header", "skip", "date_order", "layout", "marks"),
    "parquet": ("layout", "marks"),
    "json": ("sheet", "date_order", "layout", "marks"),
    "tsf": ("marks",),
}
WORDS = {
    "auto": N_("as detected"),
    "comma": N_("comma"),
    "semicolon": N_("semicolon"),
    "tab": N_("tab"),
    "pipe": N_("pipe"),
    "space": N_("space"),
    "point": N_("point"),
    "yes": N_("yes"),
    "no": N_("no"),
    "day_first": N_("day first"),
    "month_first": N_("month first"),
    "series": N_("one series, one row per time"),
    "rows": N_("labeled sequences, one per row"),
    "long": N_("labeled sequences, one below the other"),
    "wide": N_("one series per row, times as column names"),
    "first": N_("keep the first"),
    "last": N_("keep the last"),
    "mean": N_("mean"),
    "fill": N_("insert the missing times"),
    "keep": N_("keep the rows as they are"),
    "pad": N_("pad with the first value"),
    "cut": N_("cut off the beginning"),
    "stretch": N_("stretch to the longest"),
    "off": N_("off"),
    "none": N_("none"),
}
FORMATS = {
    "text": N_("text table"),
    "rows": N_("text, one labeled sequence per row"),
    "workbook": N_("workbook"),
    "parquet": N_("Parquet"),
    "json": N_("JSON"),
    "ts": N_("labeled sequences (.ts)"),
    "arff": N_("labeled sequences (ARFF)"),
    "tsf": N_("forecasting archive (.tsf)"),
}
_NAMES = {
    ",": N_("comma"),
    ";": N_("semicolon"),
    "\t": N_("tab"),
    "|": N_("pipe"),
    " ": N_("space"),
    ".": N_("point"),
}


def known() -> dict[str, Any]:
    """Return the corrections made on the page, as parameters of the source ``file``."""
    values = {
        p.name: st.session_state.get(f"file.{p.name}")
        for p in _parameters()
        if p.name in {n for names in CORRECTIONS.values() for n in names}
    }
    return {name: value for name, value in values.items() if value not in (None, "auto", "")}


def layout_sentence(guess: Guess) -> str:
    """Return a sentence about the detected layout of the file."""
    layout = guess.layout
    kind = layout.format
    parts = [_(FORMATS[kind])]
    if layout.sheet:
        sentence = _("sheet {name}") if layout.format == "workbook" else _("table {name}")
        parts.append(sentence.format(name=layout.sheet))
    if layout.format in ("text", "rows"):
        parts.append(_("separator {mark}").format(mark=_mark(layout.separator)))
        parts.append(_("decimal {mark}").format(mark=_mark(layout.decimal)))
    if layout.encoding:
        parts.append(layout.encoding)
    if layout.format in ("text", "workbook"):
        parts.append(_("a header row") if layout.header else _("no header row"))
    if layout.skip:
        parts.append(counted(layout.skip, "{n} line before it", "{n} lines before it"))
    return _("Detected: {facts}.").format(facts=", ".join(parts))


def size(guess: Guess) -> str:
    """Return a sentence about the size of the file."""
    if guess.shape != "series" or not guess.columns:
        classes = ", ".join(f"{name[:20]} ({count})" for name, count in guess.classes[:8]) + (
            ", …" if len(guess.classes) > 8 else ""
        )
        short, long = guess.lengths
        steps = "" if not long else _(" of {steps}").format(steps=_steps(short, long))
        sequences = counted(guess.rows, "{n} labeled sequence", "{n} labeled sequences")
        return _("{sequences}{steps}; classes: {classes}.").format(
            sequences=sequences, steps=steps, classes=classes or _("none")
        )
    facts = {
        "rows": counted(guess.rows, "{n} row", "{n} rows"),
        "columns": counted(len(guess.columns), "{n} column", "{n} columns"),
    }
    return _("{rows}, {columns}.").format(**facts)


def _steps(short: int, long: int) -> str:
    return (
        counted(long, "{n} step", "{n} steps")
        if short == long
        else _("{short}–{long} steps").format(short=short, long=long)
    )


def corrections(guess: Guess | None, *, expanded: bool) -> None:
    """Show the controls that correct the detected layout."""
    names = CORRECTIONS.get(guess.layout.format, ()) if guess is not None else _TEXT
    if not names:
        return
    with st.expander(_("Correct what was detected"), expanded=expanded):
        columns = st.columns(3)
        for i, name in enumerate(names):
            with columns[i % 3]:
                _correction(parameter(name), guess)


def _correction(p: Setting, guess: Guess | None) -> None:
    key, help = f"file.{p.name}", _(p.help)
    if p.name == "sheet":
        sheets = list(guess.layout.sheets) if guess is not None else []
        if len(sheets) > 1:
            st.selectbox(
                _(p.label),
                ["auto", *sheets],
                key=key,
                help=help,
                format_func=lambda s: _(WORDS["auto"]) if s == "auto" else s,
            )
    elif p.name == "skip":
        st.number_input(_(p.label), 0, 1000, None, key=key, help=help, placeholder=_(WORDS["auto"]))
    elif p.name == "marks":
        st.text_input(_(p.label), key=key, help=help, placeholder=_(WORDS["auto"]))
    else:
        st.selectbox(_(p.label), p.choices, key=key, help=help, format_func=word)


def word(choice: str) -> str:
    """Return the label of a choice."""
    return (
        _(WORDS[choice]) if choice in WORDS else _(CHOICES[choice]) if choice in CHOICES else choice
    )


def _parameters() -> tuple[Setting, ...]:
    return registry.source("file").parameters


def parameter(name: str) -> Setting:
    """Return a parameter of the source ``file``."""
    return next(p for p in _parameters() if p.name == name)


def _mark(mark: str) -> str:
    return _(_NAMES[mark]) if mark in _NAMES else mark
