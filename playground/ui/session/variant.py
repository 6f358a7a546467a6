"""One variant of a comparison in training, with what its card and charts draw."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from playground.analysis.explain import Explanation
from playground.analysis.influence import Influence, influence
from playground.analysis.probe import Probe
from playground.config.experiment import Experiment
from playground.execution.run import Run
from playground.models.size import Cost
from playground.runs.messages import Evaluated
from playground.ui.session.explanations import NewestExplanation, explain_run
from playground.ui.session.memo import Memo
from playground.ui.session.results import Results


@dataclass(eq=False)
class Variant:
    """One variant and its run.

    Parameters
    ----------
    changes : dict
        Dotted fields in which it differs from the experiment in the session.
    run : Run
        Its training.
    cost : Cost
        Parameters and estimated seconds of a training step.
    results : Results
        Its metrics on the test set.
    entered : bool
        Whether its run was entered into the logbook.
    """

    changes: dict[str, Any]
    run: Run
    cost: Cost
    results: Results = field(default_factory=Results)
    entered: bool = False
    _newest: NewestExplanation = field(default_factory=NewestExplanation, repr=False)
    _untrained: Memo[Influence] = field(default_factory=Memo, repr=False)
    _drawn: Memo[Any] = field(default_factory=Memo, repr=False)

    @property
    def experiment(self) -> Experiment:
        """What it trains."""
        return self.run.experiment

    @property
    def waiting(self) -> bool:
        """Whether something of it is under way."""
        return self.run.running or self.run.busy or self.results.pending

    @property
    def seconds_per_step(self) -> float | None:
        """Measured seconds of a training step in the workers, or None when it was not trained."""
        spent = self.run.spent
        return spent[-1][1] / spent[-1][0] if spent and spent[-1][0] else None

    def evaluation(self) -> Evaluated | None:
        """Return its metrics on the test set, or None until they are known."""
        return self.results.evaluation()

    def touch(self) -> None:
        """Keep its run going, and ask for the test metrics once it has ended."""
        self.run.touch()
        self.results.request_test(self.run)

    def reset(self) -> None:
        """Return to the untrained weights."""
        self.results.forget_test()
        self.entered = False
        self.run.reset()

    def explanation(self, probe: Probe) -> Explanation:
        """Return every number of an example for its newest weights."""
        return self._newest.of(self.run, probe)

    def influence(self, probe: Probe) -> Influence:
        """Return the influence of its states on the last prediction of an example."""
        return _influence(self.explanation(probe))

    def untrained_influence(self, probe: Probe) -> Influence:
        """Return the same for its untrained network."""
        first = self.run.recording.frames[0]
        return self._untrained.get(
            id(probe), lambda: _influence(explain_run(self.run, probe, first))
        )

    def drawn(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what is drawn under a name, computed again when the network was evaluated."""
        rows = self.run.recording.rows
        key: Hashable = (name, rows[-1].step if rows else 0, self.run.running)
        return self._drawn.get(key, make)


def _influence(explanation: Explanation) -> Influence:
    return influence(explanation if explanation.decoder is None else explanation.decoder)
