"""The columns of a file: their first values, a picture of each, and their roles, to be edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from playground.data.io.table.quantities import REASONS
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


def guessed(guess: Guess, target: str | None) -> dict[str, str]:
    """Return the detected role of each column; ``target`` is the one to predict."""
    roles = {c.name: "read" if c.name in guess.inputs else "ignore" for c in guess.columns}
    roles |= dict.fromkeys(guess.time, "time") | dict.fromkeys(guess.id, "id")
    if guess.label is not None:
        roles[guess.label] = "label"
    if target is not None and guess.shape == "series":
        roles[target] = "target"
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
    for role in ("target", "label"):
        if len(by_role[role]) > 1:
            message = _(
                "only one column can have the role {role}, but {names} do; change all but one."
            )
            names = ", ".join(by_role[role])[:200]
            raise PlaygroundError(message.format(role=_(ROLES[role]), names=names))
    fields: dict[str, Any] = {}
    if set(by_role["time"]) != set(guess.time):
        added = [name for name in by_role["time"] if name not in guess.time] or by_role["time"]
        fields["data.params.time"] = added[0] if added else ""
    for role, known in (("label", (guess.label or "",)), ("id", guess.id)):
        if ", ".join(by_role[role]) != ", ".join(known):
            fields[f"data.params.{role}"] = ", ".join(by_role[role])
    read = [name for name, role in roles.items() if role in ("read", "target")]
    if not read and guess.inputs:
        raise PlaygroundError(
            _("no column is left as an input; set a column of numbers to read or predict.")
        )
    if read and set(read) != set(guess.inputs):
        fields["data.columns"] = read
    if by_role["target"] and (len(read) > 1 or len(guess.inputs) > 1):
        fields["data.target"] = by_role["target"][0]
    return fields


def table(guess: Guess, target: str | None, key: str) -> dict[str, str]:
    """Show the columns as a table and return the role of each."""
    roles, words = guessed(guess, target), {_(label): role for role, label in ROLES.items()}
    rows = [
        {
            "name": c.name,
            "role": _(ROLES[roles[c.name]]),
            "picture": [v for v in c.points if v == v],
            "first": " · ".join(row[i] for row in guess.preview[:4] if i < len(row)),
            "kind": _(REASONS[c.reason][0]) if c.reason in REASONS else _(KINDS[c.kind]),
            "missing": c.missing,
        }
        for i, c in enumerate(guess.columns)
    ]
    column = st.column_config
    edited = st.data_editor(
        rows,
        key=key,
        hide_index=True,
        width="stretch",
        height=min(290, 38 + 35 * len(rows)),
        disabled=["name", "picture", "first", "kind", "missing"],
        column_config={
            "name": column.TextColumn(_("Column")),
            "role": column.SelectboxColumn(_("Role"), options=list(words), required=True),
            "picture": column.LineChartColumn(_("Picture")),
            "first": column.TextColumn(_("First rows")),
            "kind": column.TextColumn(_("Contains")),
            "missing": column.NumberColumn(_("Missing")),
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
