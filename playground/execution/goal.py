"""The training step at which a run pauses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Goal:
    """Where a run pauses.

    Parameters
    ----------
    until : int or None
        Training step; None for the end of the run.
    further_steps : int
        Single steps requested while the call of a paused run was still out. They are counted from
        the step that this call reaches.
    """

    until: int | None = None
    further_steps: int = 0

    def reached(self, step: int) -> bool:
        """Return whether a run that has done so many steps pauses."""
        return self.until is not None and step >= self.until

    def add_step(self, step: int) -> None:
        """Do one step more than requested so far."""
        if self.further_steps:
            self.further_steps += 1
        else:
            self.until = (self.until or step) + 1

    def count_from(self, step: int) -> None:
        """Count the further steps from here on: no call is under way any more."""
        if self.further_steps:
            self.until, self.further_steps = step + self.further_steps, 0

    def steps(self, step: int, most: int | None) -> int | None:
        """Return how many steps one call does, at most ``most``; None for as many as it can."""
        return most if self.until is None else min(most or self.until, self.until - step)
