"""The table in which the reader sets the role of each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from playground.data.io.upload import Guess
from playground.errors import PlaygroundError
from playground.wording import N_, _

ROLES = {
    "read": N_("read"),
    "target": N_("predict"),
    "time": N_("time"),
    "label": N_("class"),
    "id": N_("id"),
    "ignore": N_("ignore"),
}
KINDS = {"number": N_("numbers"), "date": N_("dates"), "text": N_("text"), "empty": N_("nothing")}


def guessed(guess: Guess) -> dict[str, str]:
    """Return the detected role of each column."""
    roles = {}
    for column in guess.columns:
        name = column.name
        if name in guess.time:
            roles[name] = "time"
        elif name in (guess.label, guess.id):
            roles[name] = "label" if name == guess.label else "id"
        elif name == guess.target:
            roles[name] = "target"
        else:
            roles[name] = "read" if name in guess.inputs else "ignore"
    return roles


def described(guess: Guess, roles: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields for the roles that differ from the detected ones.

    Parameters
    ----------
    guess : Guess
    roles : mapping of str to str
        A key of `ROLES` for each column.

    Raises
    ------
    PlaygroundError
        If several columns have a role that only one can have, or no input is left.
    """
    by_role = {role: [name for name, r in roles.items() if r == role] for role in ROLES}
    for role in ("target", "label", "id"):
        if len(by_role[role]) > 1:
            message = _(
                "only one column can have the role {role}, but {names} do; change all but one."
            )
            raise PlaygroundError(
                message.format(role=_(ROLES[role]), names=", ".join(by_role[role])[:200])
            )
    fields: dict[str, Any] = {}
    if set(by_role["time"]) != set(guess.time):
        added = [name for name in by_role["time"] if name not in guess.time] or by_role["time"]
        fields["data.params.time"] = added[0] if added else ""
    for role, known in (("label", guess.label), ("id", guess.id)):
        chosen = next(iter(by_role[role]), None)
        if chosen != known:
            fields[f"data.params.{role}"] = chosen or ""
    read = [name for name, role in roles.items() if role in ("read", "target")]
    if not read and guess.inputs:
        raise PlaygroundError(
            _("no column is left as an input; set a column of numbers to read or predict.")
        )
    if read and set(read) != set(guess.inputs):
        fields["data.columns"] = read
    target = next(iter(by_role["target"]), None)
    if target is not None and target != read[0]:
        fields["data.target"] = target
    return fields


def table(guess: Guess, key: str) -> dict[str, str]:
    """Show the table and return the role of each column."""
    roles = guessed(guess)
    words = {_(label): role for role, label in ROLES.items()}
    rows = [
        {
            "name": c.name,
            "kind": _(KINDS[c.kind]),
            "missing": c.missing,
            "example": _example(guess, i),
            "role": _(ROLES[roles[c.name]]),
        }
        for i, c in enumerate(guess.columns)
    ]
    st.markdown("**" + _("Role of each column") + "**")
    edited = st.data_editor(
        rows,
        key=key,
        hide_index=True,
        width="stretch",
        height=min(420, 38 + 35 * len(rows)),
        column_order=[
            "name",
            "role",
            "kind",
            "missing",
            "example",
        ],  # the role second, to be visible on a phone
        disabled=["name", "kind", "missing", "example"],
        column_config={
            "name": st.column_config.TextColumn(_("Column")),
            "kind": st.column_config.TextColumn(_("Contains")),
            "missing": st.column_config.NumberColumn(_("Missing")),
            "example": st.column_config.TextColumn(_("First value")),
            "role": st.column_config.SelectboxColumn(_("Role"), options=list(words), required=True),
        },
    )
    st.caption(
        _(
            "The network also reads the past of the predicted column. It never reads the class, which it has to predict."
        )
    )
    return {row["name"]: words.get(row["role"], "ignore") for row in _records(edited)}


def _records(edited: Any) -> Sequence[Mapping[str, Any]]:
    return edited if isinstance(edited, list) else edited.to_dict("records")


def _example(guess: Guess, place: int) -> str:
    return next((row[place] for row in guess.preview if place < len(row) and row[place]), "")
