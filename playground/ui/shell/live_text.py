"""Names of the places where ``ui/browser/live_text.mjs`` writes words that follow a training."""

from __future__ import annotations

#: The status line.
STATUS = "status"


def said(key: str) -> str:
    """Return the name of the container for the sentences about a chart."""
    return f"said-{key}"
