"""What the page of a run looks at, for as long as it asks, and the newest picture of that."""

from __future__ import annotations

from typing import Any

from playground.execution.lease import Lease
from playground.runs.messages import Look, Picture

#: Seconds for which steps are shown after the page last asked for one.
_LEASE = 2.0


class Attention:
    """The look of a run's page.

    Attributes
    ----------
    picture : Picture or None
        The newest step as a worker has shown it.
    """

    def __init__(self) -> None:
        self.picture: Picture | None = None
        self._look: Look | None = None
        self._lease = Lease(_LEASE)

    @property
    def look(self) -> Look | None:
        """What to show of the next step; None while nobody asks."""
        return None if self._lease.over else self._look

    def show(self, look: Look) -> None:
        """Have each step shown from now on, until nobody has asked for a while."""
        self._look = look
        self._lease.renew()

    def prepare(self, look: Look) -> None:
        """Remember what to show once a training begins."""
        self._look = look

    def begin(self) -> None:
        """Show the first step, too: whoever starts a training looks at it."""
        if self._look is not None:
            self._lease.renew()

    @property
    def seconds(self) -> float:
        """Seconds that the newest picture took."""
        return 0.0 if self.picture is None else self.picture.seconds

    def picture_for(self, look: Look) -> Picture | None:
        """Return the newest picture if it shows what is looked at."""
        return self.picture if self.picture is not None and self.picture.look == look else None

    def task(self, *call: Any) -> tuple[Any, ...]:
        """Return the task of a worker that advances the run and shows what is looked at."""
        look = self.look
        return ("advance", *call) if look is None else ("advance_and_look", *call, look)
