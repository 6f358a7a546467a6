"""One variant of a comparison in training, with what its card and charts draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playground.analysis.explain import Explanation
from playground.analysis.influence import Influence, influence
from playground.analysis.probe import Probe
from playground.config.experiment import Experiment
from playground.execution.run import Run
from playground.live.charts import Network
from playground.live.lane import LaneNumbers, lane_numbers
from playground.models.size import Cost
from playground.runs.messages import Evaluated
from playground.ui.session.explanations import NewestExplanation, explain_run
from playground.ui.session.focus import Cursor
from playground.ui.session.memo import Memo
from playground.ui.session.results import Results
from playground.ui.session.session import Session


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
    cursor : Cursor
        What the player of its lane has reported.
    """

    changes: dict[str, Any]
    run: Run
    cost: Cost
    results: Results = field(default_factory=Results)
    entered: bool = False
    cursor: Cursor = field(default_factory=Cursor)
    _newest: NewestExplanation = field(default_factory=NewestExplanation, repr=False)
    _untrained: Memo[Influence] = field(default_factory=Memo, repr=False)
    _numbers: Memo[LaneNumbers] = field(default_factory=Memo, repr=False)

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

    def numbers(self, session: Session) -> LaneNumbers:
        """Return what the charts draw of it, computed again when the network was evaluated."""
        run, probe = self.run, session.focus.probe
        rows = run.recording.rows
        key = (id(run), rows[-1].step if rows else 0, run.running, id(probe))
        network = Network(
            self.experiment, session.data, session.windows, probe, run.weights(), run.step, False
        )
        return self._numbers.get(key, lambda: lane_numbers(network))

    def untrained_influence(self, probe: Probe) -> Influence:
        """Return the same for its untrained network."""
        first = self.run.recording.frames[0]
        return self._untrained.get(
            id(probe), lambda: _influence(explain_run(self.run, probe, first))
        )


def _influence(explanation: Explanation) -> Influence:
    return influence(explanation if explanation.decoder is None else explanation.decoder)
