"""How a field of the description is declared: once, with its default, its range and its words."""

from __future__ import annotations

import dataclasses
from typing import Any

SEED_MAX = 2**31 - 1


def field(kind: type, default: Any, label: str, help: str, **rest: Any) -> Any:
    """Declare one field; what it says is read as a `Setting` by widgets, validation, schema and
    tests.

    Parameters
    ----------
    kind, default, label, help
        As in `Setting`; its name is the field's own.
    rest
        Whatever else a `Setting` holds.
    """
    make = (
        {"default_factory": kind} if kind is dict else {"default": () if default == [] else default}
    )
    return dataclasses.field(
        metadata={"kind": kind, "default": default, "label": label, "help": help, **rest}, **make
    )
