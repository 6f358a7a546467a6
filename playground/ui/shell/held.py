"""Controls that show the value in force: made anew when something else has changed it."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import asdict
from typing import Any

import streamlit as st

from playground.config.experiment import Experiment


def seeded(
    shown: MutableMapping[str, tuple[int, Any]], name: str, value: Any, *, keep: bool = False
) -> tuple[str, Any]:
    """Return key and first value of a control: the same as before as long as it says what holds.

    Streamlit takes a control whose first value changes for another one and forgets what was clicked
    on it, so the first value stays.
    Writing into the session instead would be lost when a second run follows before the first one
    was sent.

    Parameters
    ----------
    shown : mapping
        Number and first value of the present control, by name.
    name : str
    value : object
        What holds now.
    keep : bool
        Whether what the control says stays although it does not hold, beside the sentence why.
    """
    number, first = shown.get(name, (0, value))
    if not keep and st.session_state.get(key(name, number), first) != value:
        number, first = number + 1, value
    shown[name] = number, first
    return key(name, number), first


def key(name: str, number: int) -> str:
    """Return the key of the control of this name that was made so many times anew."""
    return name + (f".{number}" if number else "")


def described(experiment: Experiment, values: Mapping[str, Any]) -> Experiment:
    """Return an experiment with fields changed; what was set of them while it trained gives way."""
    training = experiment.training
    kept = [
        asdict(change) for change in training.changes if f"training.{change.field}" not in values
    ]
    return experiment.with_values(
        {"training.changes": kept, **values} if len(kept) < len(training.changes) else values
    )
