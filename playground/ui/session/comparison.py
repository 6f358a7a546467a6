"""What one visitor compares: lanes on the experiment of the session, their runs, and the repeats
over seeds, sweeps and searches.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import streamlit as st

from playground.analysis.explain import Explanation
from playground.analysis.influence import Influence, influence
from playground.analysis.probe import explain_probe
from playground.config.experiment import Experiment
from playground.config.variants import MOST, from_link, names, to_link, usual_variants, variant
from playground.errors import PlaygroundError
from playground.execution.run import Run
from playground.execution.trials import Trials
from playground.execution.workers import shared_workers
from playground.gallery.comparisons import COMPARISONS, PreparedComparison
from playground.models.architecture import architecture_of
from playground.models.cost import check_cost
from playground.models.size import Cost, cost_of, matching_units
from playground.runs.messages import Evaluated
from playground.ui.session.history import enter
from playground.ui.session.session import Session, current_session
from playground.ui.shell import link
from playground.wording import _


@dataclass(eq=False)
class Variant:
    """One experiment of a comparison in training.

    Parameters
    ----------
    changes : dict
        Dotted fields in which it differs from the experiment in the session.
    run : Run
    spending : Spending
    """

    changes: dict[str, Any]
    run: Run
    cost_of: Cost
    evaluation: Future | None = None
    seen: tuple[Any, ...] | None = None
    explained: Explanation | None = None
    untrained: tuple[int, Influence] | None = None
    drawn: tuple[Any, Any] | None = None
    entered: bool = False

    @property
    def experiment(self) -> Experiment:
        """What it trains."""
        return self.run.experiment

    def found(self) -> Evaluated | None:
        """Return the test part's results once it has ended, else None."""
        future = self.evaluation
        return (
            future.result()
            if future is not None
            and future.done()
            and not future.cancelled()
            and not future.exception()
            else None
        )

    @property
    def seconds_per_step(self) -> float | None:
        """Measured seconds of one training step inside the workers, or None before anything was
        trained here.
        """
        spent = self.run.spent
        return spent[-1][1] / spent[-1][0] if spent and spent[-1][0] else None


@dataclass(eq=False)
class Comparison:
    """One visitor's lanes."""

    session: Session
    base: Experiment
    variants: list[Variant] = field(default_factory=list)
    trouble: dict[str, str] = field(default_factory=dict)
    edition: int = 0
    seeds: Trials | None = None
    sweep: Trials | None = None
    rates: Trials | None = None
    swept: Any = None

    @property
    def experiments(self) -> list[Experiment]:
        """What the lanes train."""
        return [one.experiment for one in self.variants]

    @property
    def names(self) -> list[str]:
        """What the lanes are called."""
        return names(self.experiments)

    @property
    def cells(self) -> dict[str, str]:
        """The cell of each lane by the lane's name."""
        return {
            name: experiment.model.cell
            for name, experiment in zip(self.names, self.experiments, strict=True)
        }

    @property
    def prepared(self) -> PreparedComparison | None:
        """The prepared comparison that this is, if any."""
        own = [one.experiment for one in self.variants]
        return next(
            (
                c
                for c in COMPARISONS.values()
                if c.experiment == self.base
                and own == [variant(self.base, changes) for changes in c.variants]
            ),
            None,
        )

    @property
    def training(self) -> bool:
        """Whether any lane trains."""
        return any(one.run.running for one in self.variants)

    @property
    def waiting(self) -> bool:
        """Whether something is under way that the page should look at again."""
        self._ask_for_results()
        self.session._ask_for_results()
        variants = any(
            one.run.running
            or one.run.busy
            or (one.evaluation is not None and not one.evaluation.done())
            for one in self.variants
        )
        return (
            variants
            or self.trials_running
            or bool(self.session.reference and not self.session.reference.done())
        )

    @property
    def trials_running(self) -> bool:
        """Whether repeats, a sweep or a search is under way."""
        return any(
            t is not None and (t.running or t.busy) for t in (self.seeds, self.sweep, self.rates)
        )

    def standing(self) -> tuple:
        """Return what the parts of the page that do not renew themselves show of it."""
        trials = [
            None if t is None else (t.running, t.finished)
            for t in (self.seeds, self.sweep, self.rates)
        ]
        variants = [(one.run.running, one.run.finished) for one in self.variants]
        return (
            self.edition,
            variants,
            trials,
            tuple(self.trouble.items()),
            tuple(self.session.trouble.items()),
            self.waiting,
        )

    def touch(self) -> None:
        """Renew all leases."""
        for one in self.variants:
            one.run.touch()
        for trials in (self.seeds, self.sweep, self.rates):
            if trials is not None:
                trials.touch()

    def train(self) -> None:
        """Train every lane; those that ended begin again only when all have."""
        if all(one.run.finished for one in self.variants):
            self.reset()
        for one in self.variants:
            one.run.start()

    def pause(self) -> None:
        """Pause every lane."""
        for one in self.variants:
            one.run.pause()

    def reset(self) -> None:
        """Return every lane to its untrained weights."""
        for one in self.variants:
            one.evaluation, one.entered = None, False
            one.run.reset()

    def set(self, variants: list[dict[str, Any]], *, start: bool = False) -> bool:
        """Compare other lanes; a lane that stays the same keeps its run. Return whether they could
        be laid out.
        """
        self.trouble = {}
        try:
            self._lay_out(variants)
        except PlaygroundError as error:
            self.trouble = {error.field or "show": error.message}
            return False
        if start:
            self.train()
        return True

    def change(self, index: int, values: Mapping[str, Any]) -> bool:
        """Change fields of one lane."""
        variants = [dict(one.changes) for one in self.variants]
        variants[index] |= values
        return self.set(variants)

    def add(self) -> None:
        """Put one more lane beside the last: the same with twice its units, to be changed."""
        last = self.variants[-1]
        if len(self.variants) < MOST:
            units = min(256, 2 * last.experiment.model.hidden_size)
            self.set(
                [
                    *(dict(one.changes) for one in self.variants),
                    {**last.changes, "model.hidden_size": units},
                ]
            )

    def remove(self, index: int) -> None:
        """Take a lane away."""
        self.set([dict(one.changes) for i, one in enumerate(self.variants) if i != index])

    def equal_units(self) -> None:
        """Give every lane the units of the experiment in the session."""
        self.set(
            [
                {k: v for k, v in one.changes.items() if k != "model.hidden_size"}
                for one in self.variants
            ]
        )

    def equal_parameters(self) -> None:
        """Give every lane the units with which it comes closest to the parameters of the largest
        network with the session's units.
        """
        plain = [
            variant(self.base, {k: v for k, v in one.changes.items() if k != "model.hidden_size"})
            for one in self.variants
        ]
        wanted = max(architecture_of(e, self.session.data).parameters for e in plain)
        units = [matching_units(e, self.session.data, wanted) for e in plain]
        self.set(
            [
                {**one.changes, "model.hidden_size": n}
                for one, n in zip(self.variants, units, strict=True)
            ]
        )

    def explanation(self, one: Variant) -> Explanation:
        """Return every number of the probe for a lane's newest weights."""
        key = (id(one.run), one.run.version, id(self.session.probe))
        if key != one.seen or one.explained is None:
            one.explained, one.seen = self._explained(one, one.run.weights()), key
        return one.explained

    def influence(self, one: Variant) -> Influence:
        """Return the influence of a lane's states on its last prediction of the probe."""
        return _of(self.explanation(one))

    def untrained(self, one: Variant) -> Influence:
        """Return the same for the untrained network."""
        if one.untrained is None or one.untrained[0] != id(self.session.probe):
            weights = one.run.weights(one.run.recording.frames[0])
            one.untrained = (id(self.session.probe), _of(self._explained(one, weights)))
        return one.untrained[1]

    def _explained(self, one: Variant, weights: Mapping[str, np.ndarray]) -> Explanation:
        return explain_probe(one.run.architecture, weights, self.session.probe)

    def _lay_out(self, variants: list[dict[str, Any]]) -> None:
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
        for left in (one for one in self.variants if one not in fresh):
            left.run.pause()
        if [e.digest() for e in experiments] != [e.digest() for e in self.experiments]:
            self._forget()
        self.variants, self.edition = fresh, self.edition + 1

    def _new(self, changes: dict[str, Any], experiment: Experiment) -> Variant:
        check_cost(experiment, self.session.windows.train.inputs)
        return Variant(
            changes,
            Run(experiment, self.session.data, shared_workers()),
            cost_of(experiment, self.session.data),
        )

    def _forget(self) -> None:
        """Repeats, sweep and search are about lanes that are no more."""
        for trials in (self.seeds, self.sweep, self.rates):
            if trials is not None:
                trials.pause()
        self.seeds = self.sweep = self.rates = self.swept = None

    def _ask_for_results(self) -> None:
        for one in self.variants:
            kept = one.run.recording.kept
            if one.evaluation is None and one.run.finished and kept is not None:
                one.evaluation = one.run.workers.submit(
                    "evaluate", one.experiment, kept, series=self.session.data
                )


def comparison() -> Comparison:
    """Return this visitor's comparison, laid out for the link they came with or for what is in the
    session now.
    """
    new = link.arriving() is not None
    session = current_session()
    found: Comparison | None = st.session_state.get("comparison")
    if found is None or found.session is not session:
        found = st.session_state["comparison"] = Comparison(session, session.experiment)
        _visit(found, link.kept(), train=new)
    elif new:
        _visit(found, link.kept(), train=True)
    if found.base != session.experiment or not found.variants:
        rebase(found)
    return found


def open_prepared(found: Comparison, prepared: PreparedComparison) -> None:
    """Lay out a prepared comparison and train it at once."""
    found.pause()
    found.session.load(prepared.experiment)
    found.base, found.variants = found.session.experiment, []
    found._forget()
    found.set([dict(changes) for changes in prepared.variants], start=True)


def describe(found: Comparison) -> None:
    """Tell the address bar what is compared, and how far it is trained once it stands still."""
    until = max(
        (one.run.until if one.run.running else one.run.step for one in found.variants), default=0
    )
    view = {
        "at": str(until) if until else None,
        "show": to_link([one.changes for one in found.variants]),
    }
    link.describe(found.base.to_query(), view)
    for one in found.variants:
        if (result := one.found()) is not None and not one.entered:
            enter(one.run, result)
            one.entered = True


def rebase(found: Comparison) -> None:
    """Compare on the experiment that is in the session now, with the same lanes where they still
    go, else with the usual ones.
    """
    found.base = found.session.experiment
    before = [dict(one.changes) for one in found.variants]
    if not before or not found.set(before):
        trouble = found.trouble
        found.set(usual_variants(found.base))
        found.trouble = trouble


def _visit(found: Comparison, query: Mapping[str, str], *, train: bool) -> None:
    """Lay out the lanes a link names, and train them to where it says."""
    session = found.session
    if train:
        session.run.pause()  # the link's training is that of the lanes
    found.base = session.experiment
    try:
        variants = from_link(query.get("show", ""))
    except PlaygroundError as error:
        variants, found.trouble = None, {"show": error.message}
    if variants is None:
        return
    if not found.set(variants):
        trouble = found.trouble
        found.set(usual_variants(found.base))
        found.trouble = {
            "show": _("These lanes cannot be compared as the link has them. {error}").format(
                error="; ".join(trouble.values())
            )
        }
        return
    at = query.get("at", "")
    if train and at.isdecimal() and len(at) < 9 and int(at):
        for one in found.variants:
            one.run.start(until=min(int(at), one.experiment.training.max_steps))


def _of(explanation: Explanation) -> Influence:
    shown = explanation if explanation.decoder is None else explanation.decoder
    return influence(shown)
