"""What the reader looks at: the example, the layer, the open tracks, and where the cursor rests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.probe import (
    Probe,
    edited_inputs,
    edited_probe,
    sequence_probe,
    window_probe,
)
from playground.config.experiment import Experiment
from playground.data.windowing.windows import Windows
from playground.execution.run import Run
from playground.live.exhibit_charts import RecordedDrawings
from playground.player.editing import EDITABLE
from playground.player.viewpoint import Viewpoint
from playground.runs.recording import Frame
from playground.ui.session.explanations import NewestExplanation, explain_run
from playground.ui.shell.film_route import Film, film

#: The name of a track or of a group of tracks, and how many of them a link holds.
ROW = re.compile(r"[a-z][a-z0-9_/]{0,39}")
MOST_ROWS = 30


@dataclass
class Cursor:
    """Where the player's cursor and film came to rest, and which tracks the reader opened.

    Parameters
    ----------
    t : int or None
        Time step of the cursor, from 0; None where the player has not reported one.
    film : int or None
        Training step whose recorded frame is shown; None follows the newest.
    rows : dict of str to bool
        Tracks and groups that the reader opened (true) or folded, by name.
    number : int
        Grows with every link that sets them. The player then adopts them; otherwise it is the
        player that reports.
    """

    t: int | None = None
    film: int | None = None
    rows: dict[str, bool] = field(default_factory=dict)
    number: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return what a player begins with when it is new, or has not seen this number yet."""
        return {"t": self.t, "film": self.film, "rows": self.rows, "number": self.number}

    def apply(self, message: Any) -> None:
        """Store what the player reported; ignore whatever no player would have sent."""
        if isinstance(message, Mapping):
            self.t, self.film = (_count(message.get(name)) for name in ("t", "film"))
            self.rows = _rows(message.get("rows"))


@dataclass
class Focus:
    """The example that the network is explained on, and how it is looked at.

    Parameters
    ----------
    probe : Probe
        A sequence of the task, or a window of the series.
    layer : int
        Layer shown, from 0.
    edited : int or None
        Number of the newest edit of the probe's inputs; None while they are the data's.
    cursor : Cursor
        Where the player's cursor and film came to rest.
    film : Film or None
        Recorded training steps as the player fetches them.
    """

    probe: Probe
    layer: int = 0
    edited: int | None = None
    cursor: Cursor = field(default_factory=Cursor)
    film: Film | None = None
    _newest: NewestExplanation = field(default_factory=NewestExplanation, repr=False)

    def explanation(self, run: Run) -> Explanation:
        """Return every number of the probe for the newest weights of a run."""
        return self._newest.of(run, self.probe)

    def explanation_of(self, run: Run, frame: Frame) -> Explanation:
        """Return every number of the probe for the weights of a recorded frame."""
        return explain_run(run, self.probe, frame)

    def show_film(self, run: Run, viewpoint: Viewpoint, drawings: RecordedDrawings) -> Film:
        """Offer the recorded steps of a run from a viewpoint, at the same address while it can."""
        self.film = film(self.film, run, viewpoint, drawings)
        return self.film

    def show(self, probe: Probe) -> None:
        """Look at another example, unedited."""
        self.probe, self.edited = probe, None

    def move(self, windows: Windows, by: int) -> None:
        """Look at another validation sequence, or at the window before or after."""
        if windows.task:
            now = int(np.searchsorted(windows.validation.starts, self.probe.part.starts[0]))
            self.show(sequence_probe(windows, now + by))
        else:
            self.show(window_probe(windows, self.probe.number + by * self.probe.part.lookback))

    def look_at(self, windows: Windows, row: int) -> None:
        """Look at the window that ends at a row of the series."""
        self.show(window_probe(windows, row - self.probe.part.lookback + 1))

    def look_from(self, windows: Windows, row: int) -> None:
        """Look at the window that begins at a row of the series."""
        if not windows.task:
            self.show(window_probe(windows, row))

    def edit(self, x: Any, number: int | None, experiment: Experiment, columns: Any) -> None:
        """Replace the inputs of a task's example; ignore numbers that no player would send.

        Parameters
        ----------
        x : sequence of (float, int)
            Value of every time step, and number of its mark from 1, or 0.
        number : int or None
            Number of the edit, by which the player knows the answer to it.
        experiment : Experiment
        columns : sequence of str
            Columns of the task's inputs.
        """
        source = experiment.source()
        values = np.asarray(x, np.float64)
        fits = values.shape == (len(self.probe.x), 2) and np.isfinite(values).all()
        if "answer" not in source.facts or not fits:
            return
        changed = edited_inputs(
            self.probe.x,
            np.clip(values[:, 0], *EDITABLE),
            values[:, 1],
            columns,
            source.facts["marks"],
        )
        answer = partial(source.facts["answer"], **experiment.data.params)
        self.probe = edited_probe(self.probe, changed, answer)
        self.edited = number


def _rows(value: Any) -> dict[str, bool]:
    """Return the rows that a player reported; other names than those of rows are dropped."""
    if not isinstance(value, Mapping):
        return {}
    named = {k: v for k, v in value.items() if isinstance(k, str) and ROW.fullmatch(k)}
    return dict(sorted((k, v) for k, v in named.items() if isinstance(v, bool))[:MOST_ROWS])


def _count(value: Any) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < 10**6 else None
