"""What one visitor compares: variants of the experiment in the session, and studies of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from playground.config.experiment import Experiment
from playground.config.limits import check_size
from playground.config.variants import MOST, names, usual_variants, variant
from playground.errors import PlaygroundError
from playground.execution.run import Run
from playground.execution.workers import shared_workers
from playground.gallery.comparisons import COMPARISONS, PreparedComparison
from playground.models.architecture import architecture_of
from playground.models.cost import check_cost
from playground.models.size import cost_of, matching_units
from playground.ui.session.session import Session
from playground.ui.session.studies import Studies
from playground.ui.session.variant import Variant

#: The parts of the page: the race, repeats over seeds, a sweep, learning rates, the session's runs.
Section = Literal["lanes", "seeds", "sweep", "rates", "runs"]


@dataclass(eq=False)
class Comparison:
    """One visitor's comparison.

    Parameters
    ----------
    session : Session
        Its experiment is what the variants are variants of; its example is shown in each.
    base : Experiment
        The session's experiment when the variants were made.
    variants : list of Variant
        In the order of their lanes on the page.
    studies : Studies
        Repeats over seeds, a sweep, a learning-rate search.
    section : Section
        The part of the page that is looked at.
    trouble : dict of str to str
        Why the last change was refused, by the dotted field it is about.
    edition : int
        Grows with every change of the variants.
    """

    session: Session
    base: Experiment
    variants: list[Variant] = field(default_factory=list)
    studies: Studies = field(default_factory=Studies)
    section: Section = "lanes"
    trouble: dict[str, str] = field(default_factory=dict)
    edition: int = 0

    @property
    def experiments(self) -> list[Experiment]:
        """What the variants train."""
        return [one.experiment for one in self.variants]

    @property
    def names(self) -> list[str]:
        """Names of the variants, for example "LSTM" and "LSTM, hidden units 64"."""
        return names(self.experiments)

    @property
    def named(self) -> list[tuple[str, Variant]]:
        """The variants with their names."""
        return list(zip(self.names, self.variants, strict=True))

    @property
    def cells(self) -> dict[str, str]:
        """The cell of each variant by its name."""
        return {name: one.experiment.model.cell for name, one in self.named}

    @property
    def prepared(self) -> PreparedComparison | None:
        """The prepared comparison that this is, if any."""
        return next(
            (
                prepared
                for prepared in COMPARISONS.values()
                if prepared.experiment == self.base
                and self.experiments
                == [variant(self.base, changes) for changes in prepared.variants]
            ),
            None,
        )

    @property
    def training(self) -> bool:
        """Whether any variant trains."""
        return any(one.run.running for one in self.variants)

    @property
    def waiting(self) -> bool:
        """Whether something is under way that the page should look at again."""
        reference = self.session.results.reference
        return (
            any(one.waiting for one in self.variants)
            or self.studies.running
            or (reference is not None and not reference.done())
        )

    def standing(self) -> tuple:
        """Return what the parts of the page that do not renew themselves show of it."""
        return (
            self.edition,
            [(one.run.running, one.run.finished) for one in self.variants],
            self.studies.states(),
            tuple(self.trouble.items()),
            tuple(self.session.trouble.items()),
            self.waiting,
        )

    def touch(self) -> None:
        """Keep everything going while the page is looked at, and ask for results that are due."""
        for one in self.variants:
            one.touch()
        self.studies.touch()
        self.session.results.request(self.session.run)

    def train(self) -> None:
        """Train every variant; those that ended begin again only when all have."""
        if all(one.run.finished for one in self.variants):
            self.reset()
        for one in self.variants:
            one.run.start()

    def pause(self) -> None:
        """Pause every variant."""
        for one in self.variants:
            one.run.pause()

    def reset(self) -> None:
        """Return every variant to its untrained weights."""
        for one in self.variants:
            one.reset()

    def set(self, variants: list[dict[str, Any]], *, start: bool = False) -> bool:
        """Compare other variants; one that stays the same keeps its run.

        Returns
        -------
        bool
            Whether they could be opened; otherwise `trouble` says why not.
        """
        self.trouble = {}
        try:
            self._open(variants)
        except PlaygroundError as error:
            self.trouble = {error.field or "show": error.message}
            return False
        if start:
            self.train()
        return True

    def set_or_usual(self, variants: list[dict[str, Any]]) -> dict[str, str]:
        """Compare these variants, or the usual ones where they do not fit; return why not."""
        if variants and self.set(variants):
            return {}
        trouble = self.trouble
        self.set(usual_variants(self.base))
        self.trouble = trouble
        return trouble

    def change(self, index: int, values: Mapping[str, Any]) -> bool:
        """Change fields of one variant."""
        variants = self.changes()
        variants[index] |= values
        return self.set(variants)

    def changes(self) -> list[dict[str, Any]]:
        """Return a copy of what each variant changes."""
        return [dict(one.changes) for one in self.variants]

    def add(self) -> None:
        """Add a variant: the last with twice its units."""
        last = self.variants[-1]
        if len(self.variants) < MOST:
            units = min(256, 2 * last.experiment.model.hidden_size)
            self.set([*self.changes(), {**last.changes, "model.hidden_size": units}])

    def remove(self, index: int) -> None:
        """Remove a variant."""
        self.set([changes for i, changes in enumerate(self.changes()) if i != index])

    def equal_units(self) -> None:
        """Give every variant the units of the experiment in the session."""
        self.set([_without_units(changes) for changes in self.changes()])

    def equal_parameters(self) -> None:
        """Give every variant the units that bring it closest to the largest one's parameters."""
        plain = [variant(self.base, _without_units(changes)) for changes in self.changes()]
        most = max(architecture_of(e, self.session.data).parameters for e in plain)
        units = [matching_units(experiment, self.session.data, most) for experiment in plain]
        self.set(
            [
                {**changes, "model.hidden_size": n}
                for changes, n in zip(self.changes(), units, strict=True)
            ]
        )

    def rebase(self) -> None:
        """Compare on the session's experiment, with the same variants where they fit."""
        self.base = self.session.experiment
        self.set_or_usual(self.changes())

    def open_prepared(self, prepared: PreparedComparison) -> None:
        """Open a prepared comparison and train it."""
        self.pause()
        self.session.load(prepared.experiment)
        self.section = "lanes"
        self.base, self.variants = self.session.experiment, []
        self.studies.clear()
        self.set([dict(changes) for changes in prepared.variants], start=True)

    def _open(self, variants: list[dict[str, Any]]) -> None:
        experiments = [variant(self.base, changes) for changes in variants]
        kept = {
            one.experiment.digest(): one
            for one in self.variants
            if one.run.series is self.session.data
        }
        fresh: list[Variant] = []
        for changes, experiment in zip(variants, experiments, strict=True):
            known = kept.pop(experiment.digest(), None)
            if known is not None:
                known.changes = changes
            fresh.append(known or self._new(changes, experiment))
        for removed in (one for one in self.variants if one not in fresh):
            removed.run.pause()
        if [e.digest() for e in experiments] != [e.digest() for e in self.experiments]:
            self.studies.clear()
        self.variants, self.edition = fresh, self.edition + 1

    def _new(self, changes: dict[str, Any], experiment: Experiment) -> Variant:
        check_size(experiment)
        check_cost(experiment, self.session.windows.train.inputs)
        run = Run(experiment, self.session.data, shared_workers())
        return Variant(changes, run, cost_of(experiment, self.session.data))


def _without_units(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if name != "model.hidden_size"}
