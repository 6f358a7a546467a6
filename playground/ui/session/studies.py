"""The studies of a comparison: repeats over seeds, a sweep of a field, a learning-rate search."""

from __future__ import annotations

from dataclasses import dataclass

from playground.execution.trials import Trials


@dataclass(eq=False)
class Studies:
    """Trials about the variants of one comparison; each is None before it was started.

    Parameters
    ----------
    seeds : Trials or None
        Every variant with several seeds.
    sweep : Trials or None
        Every variant at several values of a field.
    swept : str or None
        Dotted name of that field.
    rates : Trials or None
        Every variant with several learning rates.
    """

    seeds: Trials | None = None
    sweep: Trials | None = None
    swept: str | None = None
    rates: Trials | None = None

    @property
    def all(self) -> tuple[Trials | None, Trials | None, Trials | None]:
        """Repeats, sweep and search."""
        return self.seeds, self.sweep, self.rates

    def section(self, name: str) -> Trials | None:
        """Return the trials of a section of the page: "seeds", "sweep" or "rates"."""
        return {"seeds": self.seeds, "sweep": self.sweep, "rates": self.rates}.get(name)

    @property
    def running(self) -> bool:
        """Whether one of them is under way."""
        return any(trials is not None and (trials.running or trials.busy) for trials in self.all)

    def states(self) -> list[tuple[bool, bool] | None]:
        """Return for each whether it runs and whether it has finished."""
        return [
            None if trials is None else (trials.running, trials.finished) for trials in self.all
        ]

    def touch(self) -> None:
        """Renew the leases."""
        for trials in self.all:
            if trials is not None:
                trials.touch()

    def clear(self) -> None:
        """Stop and drop them all: they are about variants that are gone."""
        for trials in self.all:
            if trials is not None:
                trials.pause()
        self.seeds = self.sweep = self.rates = self.swept = None
