"""Exhibits: an experiment, a probe, a sentence and a claim that a test holds them to."""

from __future__ import annotations

from playground.exhibits.exhibit import Exhibit
from playground.exhibits.remember import REMEMBER

#: In the order of the lessons.
EXHIBITS: dict[str, Exhibit] = {e.name: e for e in (REMEMBER,)}

__all__ = ["EXHIBITS", "Exhibit"]
