"""How a visitor shares the workers with others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sharing:
    """What a run waits for, and with whom it shares the workers.

    Parameters
    ----------
    others : int
        Other visitors at work.
    place : int
        Its visitor's place in the queue, from 1; 0 for one who does not queue.
    rest : float
        Seconds until its visitor may compute again; 0.0 unless their time is used up.
    """

    others: int
    place: int = 0
    rest: float = 0.0
