"""The sequences that all cells of the gradient chart read, as one batch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.source import finished, load
from playground.data.windowing.scaler import fit_scaler
from playground.data.windowing.split import split_at
from playground.data.windowing.window_spec import WindowSpec
from playground.data.windowing.windows import series_windows, transforms
from playground.errors import DataError
from playground.wording import _

#: Number of sequences for the median and the band; of eleven sorted values, the three quantiles are
#: the second, sixth and tenth.
PROBES = 11
#: The sign of the marked steps, and the tasks in which the answer depends on every marked step, so
#: that the first one is the most distant.
SIGN, ALL_MATTER = "▲", ("adding", "temporal_order")


@dataclass(frozen=True)
class Inputs:
    """P sequences of T steps.

    Parameters
    ----------
    x : ndarray of shape (T, P, F), float64
        In the network's units, before the input scale of the view.
    y : ndarray of shape (P, T), float64
        Target at every step, in the network's units.
    marked : ndarray of shape (P,), int, or None
        The marked step of each sequence on which the last target depends, from 0, if the source
        marks it: the last mark, or the first one where the target depends on all of them.
    several : bool
        Whether the last target depends on all marks.
    """

    x: np.ndarray
    y: np.ndarray
    marked: np.ndarray | None
    several: bool = False

    @property
    def steps_before(self) -> int | None:
        """Time steps from the marked one to the last, the median of the sequences, or None."""
        return None if self.marked is None else int(np.median(len(self.x) - 1 - self.marked))


def draw_inputs(experiment: Experiment, files: Any = None, probes: int = PROBES) -> Inputs:
    """Return sequences of an experiment's source, as long as its lookback.

    Those of a task are generated with its seed; those of a series are windows spread evenly over
    all of it, scaled as for training.

    Parameters
    ----------
    experiment : Experiment
    files : mapping of str to Series, optional
        The visitor's uploads by sha256, or objects that read them with ``read(data)``.

    Raises
    ------
    PlaygroundError
        If the source cannot be read, or a series is too short for one window.
    """
    source = experiment.source()
    if source.is_file:
        data: Series | Sequences = _of_file(experiment, files or {})
    else:
        length = probes if source.is_task else experiment.data.length
        if source.is_generator:  # any length can be generated, so that a window always fits
            length = max(length, 2 * experiment.problem.lookback + experiment.problem.horizon)
        data = load(replace(experiment.data, length=length), lookback=experiment.problem.lookback)
    if isinstance(data, Sequences):
        which = np.unique(
            np.linspace(0, len(data.x) - 1, min(probes, len(data.x))).astype(np.int64)
        )
        x = _scaled(data, experiment)[which]
        return Inputs(
            x.transpose(1, 0, 2),
            np.asarray(data.y, np.float64)[which],
            steps_that_matter(x, experiment),
            experiment.data.source in ALL_MATTER,
        )
    return _windows(data, experiment, probes)


def _windows(data: Series, experiment: Experiment, probes: int) -> Inputs:
    problem = experiment.problem
    steps = np.arange(problem.lookback)
    spec = WindowSpec(problem.lookback, steps + problem.horizon, steps)
    room = len(data.values) - max(problem.lookback, int(spec.target_offsets.max()) + 1)
    if room < 0:
        sentence = _(
            "the series has {rows} rows, too few for a lookback of {lookback} and a horizon of {horizon}; choose shorter ones."
        )
        raise DataError(
            sentence.format(
                rows=len(data.values), lookback=problem.lookback, horizon=problem.horizon
            ),
            field="problem.lookback",
        )
    read, change = list(range(data.values.shape[1])), problem.target_form == "change"
    log, difference = transforms(data, spec, read, data.target)
    shares = problem.train_share, problem.validation_share
    windows = series_windows(
        data.values,
        read,
        data.target,
        experiment.data.scale,
        spec,
        1,
        change,
        *shares,
        log,
        difference,
        data.filled,
    )
    # Over all rows, but scaled as in training.
    part = replace(windows.train, starts=np.unique(np.linspace(0, room, probes).astype(np.int64)))
    everything = slice(None)
    return Inputs(
        part.x(everything).transpose(1, 0, 2).astype(np.float64),
        part.y(everything).astype(np.float64),
        None,
    )


def _of_file(experiment: Experiment, files: Any) -> Series | Sequences:
    """Return the visitor's file as training reads it, with its events and its transformation."""
    params = experiment.data.params
    if params.get("sha256") not in files:
        raise DataError(
            _("this chart needs an uploaded file; upload it on the My data page first."),
            field="data.source",
        )
    uploaded = files[params["sha256"]]
    data = (
        uploaded.read(experiment.data)
        if hasattr(uploaded, "read")
        else uploaded.select(experiment.data.columns, experiment.data.target)
    )
    return finished(data, experiment.data)


def _scaled(data: Sequences, experiment: Experiment) -> np.ndarray:
    """Return sequences (P, T, F), scaled as for training if they have units."""
    x = np.asarray(data.x, np.float64)
    if not data.own_units:
        return x
    a, _b = split_at(len(x), experiment.problem.train_share, experiment.problem.validation_share)
    scaler = fit_scaler(x[:a].reshape(-1, x.shape[2]), experiment.data.scale, 0)
    return scaler.transform(x.reshape(-1, x.shape[2])).reshape(x.shape)


def steps_that_matter(x: np.ndarray, experiment: Experiment) -> np.ndarray | None:
    """Return the marked step that matters in each of (P, T, F), or None if one has no mark."""
    facts = experiment.source().facts
    channel = next(
        (
            facts["columns"].index(mark.channel)
            for mark in facts.get("marks", ())
            if mark.sign == SIGN
        ),
        None,
    )
    if channel is None:
        return None
    marked = x[:, :, channel] > 0.5
    if not marked.any(axis=1).all():
        return None
    first = marked.argmax(axis=1)
    return (
        first
        if experiment.data.source in ALL_MATTER
        else x.shape[1] - 1 - marked[:, ::-1].argmax(axis=1)
    )
