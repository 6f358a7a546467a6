"""What a run has so far: its recording, the newest step, and the training state to go on from."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from playground.runs.messages import Advanced
from playground.runs.recording import Frame, Recording


@dataclass
class Progress:
    """The progress of one run.

    Parameters
    ----------
    recording : Recording
        What was recorded so far.
    live : Frame
        The newest step with its weights, recorded or not.
    state : bytes or None
        The training state that the next call goes on from; None begins at step 0.
    state_step : int
        Training steps in that state.
    failed_step : int or None
        The training step whose loss or gradient was not finite.
    spent : list of (int, float)
        Training steps done and the seconds they took inside the workers, since step 0; empty when
        they were not trained here.
    retraced : Recording or None
        A restored run has no training state, so it trains from step 0 again. Until it has caught
        up, this is its second recording; it then replaces the one shown.
    """

    recording: Recording
    live: Frame
    state: bytes | None = None
    state_step: int = 0
    failed_step: int | None = None
    spent: list[tuple[int, float]] = field(default_factory=list)
    retraced: Recording | None = None

    @classmethod
    def untrained(cls, weights: np.ndarray) -> Progress:
        """Return the progress at step 0, for weights of shape (P,), float32."""
        frame = Frame(0, math.nan, math.nan, math.nan, None, weights)
        return cls(Recording(weights.size, [frame]), frame)

    @classmethod
    def restored(cls, weights: np.ndarray, recording: Recording) -> Progress:
        """Return what a recording of the same run shows."""
        progress = cls.untrained(weights)
        if recording.step:
            progress.retraced = progress.recording
            progress.recording, progress.live = recording, recording.at(recording.step)
        return progress

    @property
    def step(self) -> int:
        """Training steps shown."""
        return self.live.step

    @property
    def steps_to_catch_up(self) -> int:
        """Training steps until the training state is as far as what is shown."""
        return max(0, self.step - self.state_step)

    def store(self, result: Advanced, room: int) -> bool:
        """Take over the result of a call.

        Parameters
        ----------
        result : Advanced
        room : int
            Bytes of weights that the recording may keep.

        Returns
        -------
        bool
            Whether it is shown: not while a restored run still catches up.
        """
        self.state, self.state_step = result.state, result.live.step
        seconds = self.spent[-1][1] if self.spent else 0.0
        self.spent.append((result.live.step, seconds + result.seconds))
        recording = self.recording if self.retraced is None else self.retraced
        recording.room = room
        recording.extend(result.frames)
        recording.kept, recording.stop_reason = result.kept, result.stop_reason
        behind = result.stop_reason is None and result.live.step < self.step
        if self.retraced is not None and behind:
            return False
        # The retraced recording is the same on this machine, and the right one on any other.
        self.recording, self.retraced = recording, None
        self.live, self.failed_step = result.live, result.failed_step
        return True


class Progressing:
    """What a run has so far, for those who look at it."""

    _progress: Progress

    @property
    def recording(self) -> Recording:
        """What was recorded so far."""
        return self._progress.recording

    @property
    def live(self) -> Frame:
        """The newest step with its weights, recorded or not."""
        return self._progress.live

    @property
    def step(self) -> int:
        """Training steps done."""
        return self._progress.step

    @property
    def restored(self) -> bool:
        """Whether what it shows was recorded before, and not trained here."""
        return self._progress.retraced is not None

    @property
    def failed_step(self) -> int | None:
        """The training step whose loss or gradient was not finite, if any."""
        return self._progress.failed_step

    @property
    def spent(self) -> list[tuple[int, float]]:
        """Training steps done and the seconds they took in the workers; see `Progress`."""
        return self._progress.spent
