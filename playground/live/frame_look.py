"""A look at a training step, which a worker turns into a frame of the player."""

from __future__ import annotations

from dataclasses import dataclass

from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.analysis.probe import ProbeAddress
from playground.cache import ByteCache
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.kept_windows import kept_windows
from playground.models.architecture import architecture_of, flatten
from playground.player.viewpoint import Viewpoint
from playground.runs.recording import Frame
from playground.wording import language, use_language

_MOST_BYTES = 32_000_000
_viewpoints: ByteCache[tuple[str, FrameLook], Viewpoint] = ByteCache(_MOST_BYTES)


@dataclass(frozen=True)
class FrameLook:
    """A `Viewpoint` without its data, as it travels to a worker.

    Parameters
    ----------
    probe : ProbeAddress
    layer, changes, unit, brief
        As in `Viewpoint`.
    language : str
        Code of the language of the sentences.
    """

    probe: ProbeAddress
    layer: int
    changes: tuple[ClampedGate | AblatedUnit, ...]
    unit: int | None
    brief: bool
    language: str

    def __call__(self, experiment: Experiment, data: Series | Sequences, frame: Frame) -> bytes:
        """Return the step as a frame of the player, from `playground.player.film.pack_frame`."""
        use_language(self.language)
        viewpoint = _viewpoints.get_or_make(
            (experiment.digest(), self), lambda: self._viewpoint(experiment, data)
        )
        architecture = architecture_of(experiment, data)
        flat = flatten(architecture.initial_weights()) if frame.weights is None else frame.weights
        return viewpoint.frame(frame.step, architecture.unflatten(flat))

    def _viewpoint(self, experiment: Experiment, data: Series | Sequences) -> Viewpoint:
        windows = kept_windows(experiment, data)
        probe = self.probe.probe(windows)
        return Viewpoint(
            experiment, data, windows, probe, self.layer, self.changes, self.unit, self.brief
        )


def look_of(viewpoint: Viewpoint) -> FrameLook:
    """Return the look of a viewpoint, in the language in use."""
    return FrameLook(
        viewpoint.probe.address,
        viewpoint.layer,
        viewpoint.changes,
        viewpoint.unit,
        viewpoint.brief,
        language(),
    )
