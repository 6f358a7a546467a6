"""What is looked at on the Compare page, as the link has it under ``show``, before its lanes."""

from __future__ import annotations

import re
from typing import Any

from playground.config.variants import to_link
from playground.ui.session import example_link
from playground.ui.session.comparison import Comparison
from playground.ui.session.focus import MOST_ROWS, ROW
from playground.ui.session.variant import Variant

_MOST_TEXT = 4000
_ROW = re.compile(rf"(open|fold):({ROW.pattern})\.lane([1-9])")


def to_text(comparison: Comparison) -> str:
    """Return example, cursor, the tracks that were opened or folded in each lane, and the lanes.

    For example ``"example:3,t:9,open:output_gate.lane2,lanes:model.cell=gru;model.cell=lstm"``.
    """
    session = comparison.session
    t = session.focus.cursor.t
    items = [*example_link.items(session), *([] if t is None else [f"t:{t + 1}"])]
    items += [
        f"{'open' if shown else 'fold'}:{row}.lane{place}"
        for place, one in enumerate(comparison.variants, 1)
        for row, shown in one.cursor.rows.items()
    ]
    return ",".join([*items, to_link(comparison.changes())])


def apply(text: str, comparison: Comparison) -> None:
    """Open and fold the tracks that a link names; ignore lanes that there are not.

    Example and cursor are those of the session, which has read the link before.
    """
    for one in comparison.variants:
        one.cursor.rows = {}
    for item in text[:_MOST_TEXT].split(",")[: MOST_ROWS * len(comparison.variants)]:
        match = _ROW.fullmatch(item)
        if match and int(match[3]) <= len(comparison.variants):
            comparison.variants[int(match[3]) - 1].cursor.rows[match[2]] = match[1] == "open"
    comparison.session.focus.cursor.number += 1


def asked(comparison: Comparison, one: Variant) -> dict[str, Any]:
    """Return what the player of a lane begins with; the first one reports the common cursor."""
    common, follows = comparison.session.focus.cursor, one is not comparison.variants[0]
    return {**common.as_dict(), "film": None, "rows": one.cursor.rows, "follows": follows}


def rested(comparison: Comparison, one: Variant, message: Any) -> None:
    """Store where the cursor of a lane came to rest, and which of its tracks are open."""
    one.cursor.apply(message)
    if one is comparison.variants[0]:
        comparison.session.focus.cursor.t = one.cursor.t
