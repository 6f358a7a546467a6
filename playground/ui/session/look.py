"""What the reader looks at in the session, as it stands in the link under ``show``: time step,
film, unit, layer, and what is held by hand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.ui.session.interventions import Interventions, Watched
from playground.ui.shell import link

_MOST_TEXT = 2000
_COUNT = r"([1-9]\d{0,5})"
_NUMBERS = re.compile(rf"(t|film|unit|layer):{_COUNT}")
_HELD = re.compile(
    rf"hold:([a-z_]{{1,20}})=(0|1|[01]?\.\d{{1,18}}|\de-\d{{1,3}}|\d\.\d{{1,18}}(?:e-\d{{1,3}})?)(?:\.layer{_COUNT})?(?:\.unit{_COUNT})?"
)
_SILENT = re.compile(rf"silent:{_COUNT}(?:\.layer{_COUNT})?")


@dataclass
class Look:
    """Where the reader's hand came to rest.

    Parameters
    ----------
    t : int or None
        Time step of the cursor, from 0; None where the picture has it by itself.
    film : int or None
        Training step whose recorded frame is held; None follows the newest.
    number : int
        Grows with every link that sets them: the player then takes them up, and is otherwise the
        one that tells.
    """

    t: int | None = None
    film: int | None = None
    number: int = 0

    def asked(self) -> dict[str, int | None]:
        """Return what a player that has just come, or has not heard of this number yet, is to begin
        with.
        """
        return {"t": self.t, "film": self.film, "number": self.number}

    def apply(self, message: Any) -> None:
        """Take note of where the cursor and the film came to rest; whatever the player would not
        have sent is passed over.
        """
        if isinstance(message, Mapping):
            self.t, self.film = (_count(message.get(name)) for name in ("t", "film"))


class Viewed(Watched, Protocol):
    """What the reader looks at and has their hands on; see
    `playground.ui.session.session.Session`.
    """

    interventions: Interventions
    look: Look


def described(session: Viewed) -> str | None:
    """Return what is looked at as text, ``"t:9,film:372,unit:3,hold:forget_gate=1"``, counted as on
    screen; None when nothing is chosen.
    """
    look, interventions = session.look, session.interventions
    told = [("t", None if look.t is None else look.t + 1), ("film", look.film)]
    told += [
        ("unit", None if interventions.unit is None else interventions.unit + 1),
        ("layer", session.layer + 1 if session.layer else None),
    ]
    items = [f"{name}:{value}" for name, value in told if value]
    return ",".join([*items, *(_written(change) for change in interventions.changes)]) or None


def show(session: Viewed, text: str | None) -> None:
    """Look at what a link's ``show`` says; what it does not know, or the network does not have, is
    passed over, as a view can do no harm.
    """
    items = (text or "")[:_MOST_TEXT].split(",")
    numbers = {found[1]: int(found[2]) for item in items if (found := _NUMBERS.fullmatch(item))}
    changes = [change for item in items if (change := _read(item)) is not None]
    if text and not numbers and not changes:
        return  # another page's
    model, interventions, look = session.experiment.model, session.interventions, session.look
    look.t, look.film, look.number = (
        numbers["t"] - 1 if "t" in numbers else None,
        numbers.get("film"),
        look.number + 1,
    )
    session.layer = min(numbers.get("layer", 1), model.num_layers) - 1
    interventions.let_go()
    interventions.unit = (
        numbers["unit"] - 1 if 1 <= numbers.get("unit", 0) <= model.hidden_size else None
    )
    for change in changes:
        interventions.change(change, model)


def tell_link(session: Viewed) -> None:
    """Set what the address bar says of the view; another page's words stay until there is something
    to say.
    """
    told = described(session)
    now = link.kept().get("show")
    if told is not None or (
        now is not None and (_NUMBERS.match(now) or _HELD.match(now) or _SILENT.match(now))
    ):
        link.view({"show": told})


def _written(change: ClampedGate | AblatedUnit) -> str:
    layer = f".layer{change.layer + 1}" if change.layer else ""
    if isinstance(change, AblatedUnit):
        return f"silent:{change.unit + 1}{layer}"
    unit = "" if change.unit is None else f".unit{change.unit + 1}"
    return f"hold:{change.gate}={change.value!r}".removesuffix(".0") + layer + unit


def _read(item: str) -> ClampedGate | AblatedUnit | None:
    if found := _SILENT.fullmatch(item):
        return AblatedUnit(int(found[1]) - 1, int(found[2] or 1) - 1)
    if found := _HELD.fullmatch(item):
        return ClampedGate(
            found[1],
            float(found[2]),
            int(found[3] or 1) - 1,
            None if found[4] is None else int(found[4]) - 1,
        )
    return None


def _count(value: Any) -> int | None:
    return (
        value
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6
        else None
    )
