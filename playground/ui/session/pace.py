"""How fast the reader sees the network train."""

from __future__ import annotations

from dataclasses import dataclass

from playground.execution.pace import PACES
from playground.gallery.exhibits import Exhibit


@dataclass
class Pace:
    """Training steps per second: an exhibit's own, until the reader chooses.

    Parameters
    ----------
    name : str
        A name of `playground.execution.pace.PACES`.
    chosen : bool
        Whether the reader chose it; exhibits then leave it alone.
    """

    name: str = "full"
    chosen: bool = False

    @property
    def steps_per_second(self) -> int | None:
        """Training steps per second at most; None for no limit."""
        return PACES[self.name]

    def choose(self, name: str | None) -> None:
        """Keep what the reader chose."""
        self.name, self.chosen = name or self.name, True

    def follow(self, exhibit: Exhibit | None) -> None:
        """Take the pace of an exhibit, unless the reader has chosen one."""
        if not self.chosen:
            self.name = str(exhibit.pace) if exhibit is not None and exhibit.pace else "full"
