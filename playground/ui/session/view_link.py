"""What is looked at, as the link has it under ``show``: step, film, tracks, unit, changes."""

from __future__ import annotations

import re

from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.config.fields.model import Model
from playground.ui.session import example_link
from playground.ui.session.focus import MOST_ROWS, ROW, Focus
from playground.ui.session.interventions import Interventions
from playground.ui.session.session import Session
from playground.ui.shell import link

_MOST_TEXT = 4000
_COUNT = r"([1-9]\d{0,5})"
_NUMBERS = re.compile(rf"(t|film|unit|layer):{_COUNT}")
_ROW = re.compile(rf"(open|fold):({ROW.pattern})")
_CLAMPED = re.compile(
    rf"hold:([a-z_]{{1,20}})=(0|1|[01]?\.\d{{1,18}}|\de-\d{{1,3}}|\d\.\d{{1,18}}(?:e-\d{{1,3}})?)(?:\.layer{_COUNT})?(?:\.unit{_COUNT})?"
)
_ABLATED = re.compile(rf"silent:{_COUNT}(?:\.layer{_COUNT})?")


def to_text(focus: Focus, interventions: Interventions) -> str | None:
    """Return what is looked at, counted from 1 as on screen; None when nothing was chosen.

    For example ``"t:9,film:372,unit:3,open:output_gate,hold:forget_gate=1"``.
    """
    cursor, unit = focus.cursor, interventions.unit
    numbers = {
        "t": None if cursor.t is None else cursor.t + 1,
        "film": cursor.film,
        "unit": None if unit is None else unit + 1,
        "layer": focus.layer + 1 if focus.layer else None,
    }
    items = [f"{name}:{value}" for name, value in numbers.items() if value]
    items += [f"{'open' if shown else 'fold'}:{row}" for row, shown in cursor.rows.items()]
    return ",".join([*items, *map(_written, interventions.changes)]) or None


def visit(text: str | None, session: Session) -> None:
    """Look at what a link's ``show`` says; ignore what is unknown or the network does not have."""
    parts = (text or "")[:_MOST_TEXT].split(",")
    if not text or any(map(_is_ours, parts)):
        example_link.apply(parts, session)
    apply(text, session.experiment.model, session.focus, session.interventions)


def apply(text: str | None, model: Model, focus: Focus, interventions: Interventions) -> None:
    """Set cursor, film, open tracks, unit, layer and interventions as a link's ``show`` says."""
    items = (text or "")[:_MOST_TEXT].split(",")
    numbers = {match[1]: int(match[2]) for item in items if (match := _NUMBERS.fullmatch(item))}
    rows = {match[2]: match[1] == "open" for item in items if (match := _ROW.fullmatch(item))}
    changes = [change for item in items if (change := _read(item)) is not None]
    if text and not numbers and not rows and not changes:
        return  # another page's
    cursor, unit = focus.cursor, numbers.get("unit", 0)
    cursor.t = numbers["t"] - 1 if "t" in numbers else None
    cursor.film, cursor.number = numbers.get("film"), cursor.number + 1
    cursor.rows = dict(sorted(rows.items())[:MOST_ROWS])
    focus.layer = min(numbers.get("layer", 1), model.num_layers) - 1
    interventions.release()
    interventions.unit = unit - 1 if 1 <= unit <= model.hidden_size else None
    for change in changes:
        interventions.change(change, model)


def write(session: Session) -> None:
    """Write it into the address bar; another page's ``show`` stays until there is something."""
    items = _items(session)
    now = link.kept().get("show")
    if items or (now is not None and _is_ours(now)):
        link.view({"show": ",".join(items) or None})


def state_of(session: Session) -> dict[str, str]:
    """Return the link to exactly what is shown: experiment, training step, example and changes."""
    shown, step = ",".join(_items(session)), session.run.step
    view = {"at": str(step) if step else "", "show": shown}
    return {**session.experiment.to_query(), **{k: v for k, v in view.items() if v}}


def _items(session: Session) -> list[str]:
    looked_at = to_text(session.focus, session.interventions)
    return [*example_link.items(session), *([looked_at] if looked_at else [])]


def _is_ours(text: str) -> bool:
    ours = any(pattern.match(text) for pattern in (_NUMBERS, _ROW, _CLAMPED, _ABLATED))
    return ours or example_link.is_item(text)


def _written(change: ClampedGate | AblatedUnit) -> str:
    layer = f".layer{change.layer + 1}" if change.layer else ""
    if isinstance(change, AblatedUnit):
        return f"silent:{change.unit + 1}{layer}"
    unit = "" if change.unit is None else f".unit{change.unit + 1}"
    return f"hold:{change.gate}={change.value!r}".removesuffix(".0") + layer + unit


def _read(item: str) -> ClampedGate | AblatedUnit | None:
    if match := _ABLATED.fullmatch(item):
        return AblatedUnit(int(match[1]) - 1, int(match[2] or 1) - 1)
    if match := _CLAMPED.fullmatch(item):
        unit = None if match[4] is None else int(match[4]) - 1
        return ClampedGate(match[1], float(match[2]), int(match[3] or 1) - 1, unit)
    return None
