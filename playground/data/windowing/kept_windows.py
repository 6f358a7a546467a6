"""The windows of an experiment, kept in this process for everyone who needs them."""

from __future__ import annotations

from playground.cache import ByteCache
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows, make_windows

_MOST_BYTES = 96_000_000
_kept: ByteCache[tuple[str, str], Windows] = ByteCache(_MOST_BYTES)


def kept_windows(experiment: Experiment, data: Series | Sequences) -> Windows:
    """Return the windows, which depend only on data, problem and scaling."""
    key = repr((experiment.problem, experiment.data.scale)), data.digest()
    return _kept.get_or_make(
        key, lambda: make_windows(data, experiment.problem, experiment.data.scale)
    )
