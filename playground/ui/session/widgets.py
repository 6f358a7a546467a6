"""What the controls of the page were made with, and what they said last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Widgets:
    """The values of controls, so that one that merely reports itself changes nothing.

    Parameters
    ----------
    shown : dict of str to (int, object)
        Number and first value of the present control, by its name; see
        `playground.ui.shell.held.seeded`.
    reported : dict of str to object
        What a control reported last, by its key.
    """

    shown: dict[str, tuple[int, Any]] = field(default_factory=dict)
    reported: dict[str, Any] = field(default_factory=dict)
