"""From a description to its data and windows; visitors of one exhibit share them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from playground.cache import ByteCache
from playground.config import registry
from playground.config.experiment import Data, Experiment
from playground.config.limits import LIMITS, check_size
from playground.data.series import Sequences, Series
from playground.data.source import finished, load
from playground.data.windowing.windows import Windows, make_windows
from playground.errors import DescriptionError
from playground.models.cost import check_cost
from playground.ui.session.holdings import hold, is_held
from playground.ui.session.uploaded_file import KeptFile
from playground.wording import _

#: Numbers a network reads in a task's sequences on a page, two million steps of two columns: every
#: visitor holds their own data, and the largest default of a task has half of it. The command line
#: takes more.
MOST_NUMBERS = 4_000_000


def opened(
    experiment: Experiment, files: Mapping[str, Series | KeptFile]
) -> tuple[Series | Sequences, Windows]:
    """Return the data of an experiment and their windows.

    Parameters
    ----------
    experiment : Experiment
    files : mapping of str to Series or KeptFile
        The visitor's uploads by sha256.

    Raises
    ------
    PlaygroundError
        What is wrong with the data, their windows, or the time a training step would take; or that
        there is no room for them.
    """
    check_size(experiment)
    data = _data(experiment, files)
    windows = _windows(
        json.dumps([experiment.to_dict()["problem"], experiment.data.scale, data.digest()]),
        data,
        experiment,
    )
    check_cost(experiment, windows.train.inputs)
    hold((data, windows), _opened)
    return data, windows


def _data(experiment: Experiment, files: Mapping[str, Series | KeptFile]) -> Series | Sequences:
    if experiment.data.source != "file":
        problem = experiment.problem
        return _load(
            json.dumps(experiment.to_dict()["data"]),
            problem.lookback,
            problem.horizon,
            problem.kind,
        )
    params = experiment.data.params
    if params.get("sha256") not in files:
        name = params.get("name")
        sentence = (
            _("this experiment uses the file {name}; upload it to continue.")
            if name
            else _("upload a file first.")
        )
        raise DescriptionError(sentence.format(name=name), field="data.source")
    kept = files[params["sha256"]]
    chosen = (
        kept.read(experiment.data)
        if isinstance(kept, KeptFile)
        else kept.select(experiment.data.columns, experiment.data.target)
    )
    return finished(chosen, experiment.data)


#: Data and windows lately opened, together: their arrays are the same ones.
_opened: ByteCache[tuple[Any, ...], Any] = ByteCache(LIMITS.cached * 1_000_000)


def forget_unused() -> int:
    """Drop what no page holds and none has asked for since the last time; return how many."""
    return _opened.forget_unused(is_held)


def _load(data: str, lookback: int, horizon: int, kind: str) -> Series | Sequences:
    def make() -> Series | Sequences:
        description = Data(**json.loads(data))
        columns = registry.source(description.source).facts.get("columns", ())
        return load(
            description,
            lookback=lookback,
            horizon=horizon,
            kind=kind,
            most_steps=MOST_NUMBERS // max(2, len(columns)),
        )

    return _opened.get_or_make((data, lookback, horizon, kind), make)


def _windows(key: str, data: Series | Sequences, experiment: Experiment) -> Windows:
    """Return the windows; they depend only on data, problem and scaling, so visitors share them."""
    return _opened.get_or_make(
        (key,), lambda: make_windows(data, experiment.problem, experiment.data.scale)
    )
