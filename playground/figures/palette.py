"""The colours of charts on light and on dark; they keep their meaning on every page."""

from __future__ import annotations

#: How the cells' lines are drawn, so that colour never stands alone.
DASHES = {"elman": "dot", "gru": "dash", "lstm": "solid", "mlp": "dashdot"}

LIGHT = {
    "data": "#66645E", "target": "#23262B", "prediction": "#6B46B0", "training": "#8E8A80", "guess": "#B08948", "window": "#6B46B0",
    "part": ("rgba(120,110,90,0.00)", "rgba(107,70,176,0.07)", "rgba(120,110,90,0.16)"), "text": "#23262B",
    "cells": {"elman": "#B3245B", "gru": "#8A6A00", "lstm": "#6B46B0", "mlp": "#66645E"},
}  # fmt: skip
DARK = {
    "data": "#A09D95", "target": "#E7E4DD", "prediction": "#B39DF0", "training": "#8B8880", "guess": "#D4B06A", "window": "#B39DF0",
    "part": ("rgba(160,150,130,0.00)", "rgba(179,157,240,0.10)", "rgba(160,150,130,0.18)"), "text": "#E7E4DD",
    "cells": {"elman": "#F06A9B", "gru": "#D9B23C", "lstm": "#B39DF0", "mlp": "#A09D95"},
}  # fmt: skip


def palette(dark: bool) -> dict:
    """Return the colours for a theme."""
    return DARK if dark else LIGHT


#: Lanes: colours that are no gate's, told apart by their dashes too.
LANES = {
    False: (("#8A5A00", "dash"), ("#B0306A", "dot"), ("#6B46B0", "solid"), ("#41606B", "dashdot")),
    True: (("#E0B04A", "dash"), ("#F08AB8", "dot"), ("#B39DF0", "solid"), ("#93B7C4", "dashdot")),
}  # fmt: skip


def lane_style(index: int, dark: bool) -> tuple[str, str]:
    """Return colour and dash of the lane with this number."""
    return LANES[dark][index % len(LANES[dark])]
