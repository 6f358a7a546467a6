"""Train every exhibit whose recording ships with the project, and write it: ``python -m tools.record_exhibits``."""

from __future__ import annotations

from typing import Any

import numpy as np

from playground import registry
from playground.call import Budget
from playground.data.source import loaded
from playground.data.windows import make_windows
from playground.exhibits import EXHIBITS, Exhibit
from playground.explain import explain
from playground.initial import initial_weights, shapes
from playground.probe import default_probe
from playground.recording import Frame, Recording, flatten, unflatten
from playground.training.advance import advance


def record(exhibit: Exhibit) -> Recording:
    """Return the exhibit's whole run; its claim has to hold at the end and not before."""
    experiment = exhibit.experiment
    data = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    kind: Any = registry.lookup("problem", experiment.problem.kind).make
    outputs_at: str = kind.outputs_at
    form = (experiment.model, windows.train.rows.shape[1], 1, outputs_at == "decoder")
    first = flatten(initial_weights(*form))
    nan = float("nan")
    recording = Recording(first.size, [Frame(0, nan, nan, nan, None, first)])
    found = advance(experiment, data, None, Budget())
    recording.extend(found.frames)
    recording.stop_reason, recording.kept = found.stop_reason, found.kept
    probe = default_probe(windows, exhibit.probe)

    def claim(flat: np.ndarray) -> bool:
        return exhibit.claim(explain(unflatten(flat, shapes(*form)), experiment.model, probe.x, probe.y, outputs_at))

    if claim(first) or found.kept is None or not claim(found.kept):
        raise SystemExit(f"{exhibit.name}: the claim does not hold as it should; choose another seed or probe")
    return recording


def main() -> None:
    """Write every recording."""
    for exhibit in (e for e in EXHIBITS.values() if e.ships):
        exhibit.recording_file.write_bytes(record(exhibit).to_bytes())
        print(exhibit.recording_file.name, exhibit.recording_file.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
