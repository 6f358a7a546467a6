"""How fast the reader sees the network train."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from playground.gallery.exhibits import Exhibit

#: Names of the paces, as the reader chooses them.
PACES = ("slow", "normal", "full")
#: The pace until the reader chooses another.
FIRST = "normal"
#: Seconds that a run lasts on screen at the normal pace, and at least at any.
SECONDS, SHORTEST = 12.0, 3.0
#: Training steps per second at the normal pace where a shorter run allows it.
USUAL = 42
#: The slow pace is this many times slower than the normal one.
SLOWER = 4


@dataclass
class Pace:
    """Training steps per second: an exhibit's own, or what lets a run last some seconds.

    Parameters
    ----------
    name : str
        One of `PACES`.
    chosen : bool
        Whether the reader chose it; exhibits then leave it alone.
    own : int or None
        Training steps per second of the exhibit, at the normal pace.
    """

    name: str = field(default_factory=lambda: FIRST)
    chosen: bool = False
    own: int | None = None

    def steps_per_second(self, steps: int) -> int | None:
        """Return the training steps per second at most of a run of so many; None for no limit."""
        fastest = math.ceil(steps / SHORTEST) if SHORTEST else None
        if self.name == "full":
            return fastest
        usual = self.own or max(
            math.ceil(steps / SECONDS), USUAL if fastest is None else min(USUAL, fastest)
        )
        return usual if self.name == "normal" else max(1, usual // SLOWER)

    def choose(self, name: str | None) -> None:
        """Keep what the reader chose."""
        self.name, self.chosen = name or self.name, True

    def follow(self, exhibit: Exhibit | None) -> None:
        """Take the pace of an exhibit, unless the reader has chosen one."""
        self.own = None if exhibit is None else exhibit.pace
        if not self.chosen:
            self.name = FIRST
