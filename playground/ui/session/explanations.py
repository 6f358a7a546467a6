"""Every number of an example for the weights of a run."""

from __future__ import annotations

from playground.analysis.explain import Explanation
from playground.analysis.probe import Probe, explain_probe
from playground.execution.run import Run
from playground.runs.recording import Frame
from playground.ui.session.memo import Memo


def explain_run(run: Run, probe: Probe, frame: Frame | None = None) -> Explanation:
    """Return the explanation for a recorded frame's weights, by default the newest."""
    return explain_probe(run.architecture, run.weights(frame), probe)


class NewestExplanation:
    """The explanation for the newest weights, computed again when weights or example change."""

    def __init__(self) -> None:
        self._memo = Memo[Explanation]()

    def of(self, run: Run, probe: Probe) -> Explanation:
        """Return the explanation of an example by a run as it is now."""
        key = (id(run), run.version, id(probe))
        return self._memo.get(key, lambda: explain_run(run, probe))
