"""What is looked at on the Compare page, as the link has it under ``show``, before its lanes."""

from __future__ import annotations

import re
from typing import Any, get_args

from playground.config.variants import to_link
from playground.ui.session import example_link
from playground.ui.session.comparison import Comparison, Section
from playground.ui.session.focus import MOST_ROWS, ROW
from playground.ui.session.variant import Variant

_MOST_TEXT = 4000
_ROW = re.compile(rf"(open|fold):({ROW.pattern})\.lane([1-9])")
_STEP = re.compile(r"at:(\d{1,8})\.lane([1-9])")
_SECTIONS = {f"section:{name}": name for name in get_args(Section)}


def to_text(comparison: Comparison) -> str:
    """Return part of the page, example, cursor, the tracks that were opened or folded in each lane,
    the steps of lanes that are not all at the same one, and the lanes.

    For example ``"section:seeds,example:3,t:9,open:output_gate.lane2,at:40.lane1,at:60.lane2,"
    "lanes:model.cell=gru;model.cell=lstm"``.
    """
    session = comparison.session
    t = session.focus.cursor.t
    items = [] if comparison.section == "lanes" else [f"section:{comparison.section}"]
    items += [*example_link.items(session), *([] if t is None else [f"t:{t + 1}"])]
    items += [
        f"{'open' if shown else 'fold'}:{row}.lane{place}"
        for place, one in enumerate(comparison.variants, 1)
        for row, shown in one.cursor.rows.items()
    ]
    steps = [until(one) for one in comparison.variants]
    if len(set(steps)) > 1:
        items += [f"at:{step}.lane{place}" for place, step in enumerate(steps, 1)]
    return ",".join([*items, to_link(comparison.changes())])


def apply(text: str, comparison: Comparison) -> None:
    """Turn to the part of the page that a link names, and open and fold the tracks; ignore lanes
    that there are not.

    Example and cursor are those of the session, which has read the link before.
    """
    comparison.section = "lanes"
    for one in comparison.variants:
        one.cursor.rows = {}
    for item in _looked_at(text, comparison):
        comparison.section = _SECTIONS.get(item, comparison.section)
        match = _ROW.fullmatch(item)
        if match and int(match[3]) <= len(comparison.variants):
            comparison.variants[int(match[3]) - 1].cursor.rows[match[2]] = match[1] == "open"
    comparison.session.focus.cursor.number += 1


def until(one: Variant) -> int:
    """Return the step that a lane has reached, or is on its way to."""
    return one.run.until if one.run.running else one.run.step


def steps(text: str, at: int, comparison: Comparison) -> list[int]:
    """Return the step that a link trains each lane to: ``at`` where it names no other."""
    found = [at] * len(comparison.variants)
    for item in _looked_at(text, comparison):
        match = _STEP.fullmatch(item)
        if match and int(match[2]) <= len(found):
            found[int(match[2]) - 1] = int(match[1])
    return found


def _looked_at(text: str, comparison: Comparison) -> list[str]:
    return text[:_MOST_TEXT].split(",")[: MOST_ROWS * len(comparison.variants)]


def asked(comparison: Comparison, one: Variant) -> dict[str, Any]:
    """Return what the player of a lane begins with; the first one reports the common cursor."""
    common, follows = comparison.session.focus.cursor, one is not comparison.variants[0]
    return {**common.as_dict(), "film": None, "rows": one.cursor.rows, "follows": follows}


def rested(comparison: Comparison, one: Variant, message: Any) -> None:
    """Store where the cursor of a lane came to rest, and which of its tracks are open."""
    one.cursor.apply(message)
    if one is comparison.variants[0]:
        comparison.session.focus.cursor.t = one.cursor.t
