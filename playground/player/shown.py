"""The interface of a scene that the functions building its tracks use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from playground.analysis.explain import Explanation
from playground.analysis.probe import Probe
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows


class Shown(Protocol):
    """A sequence and the network's explanation of it; see `playground.player.scene.Scene`."""

    @property
    def experiment(self) -> Experiment: ...
    @property
    def data(self) -> Series | Sequences: ...
    @property
    def windows(self) -> Windows: ...
    @property
    def probe(self) -> Probe: ...
    @property
    def explanation(self) -> Explanation: ...
    @property
    def untouched(self) -> Explanation | None: ...
    @property
    def layer(self) -> int: ...
    @property
    def fixed(self) -> bool: ...
    @property
    def earlier(self) -> np.ndarray: ...
    @property
    def held(self) -> Mapping[str, float]: ...

    def prediction(self, explanation: Explanation | None = None) -> np.ndarray: ...
    def target(self) -> np.ndarray: ...
