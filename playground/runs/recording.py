"""The recording of a run: losses, rows of the history, and the weights of some training steps.

Explanations are not stored. They are computed from a frame's weights and any probe, so the reader
can change the probe after the training and still go back to every recorded step.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from playground.config.limits import LIMITS
from playground.visitor import Portions

#: Most frames of a recording, and most bytes of all its weights.
MOST_FRAMES = 200
MOST_BYTES = 16_000_000
#: Most bytes of the weights of all runs of a visitor: a browser with forty tabs has a coarser
#: recording in each.
MOST_OF_ONE = LIMITS.weights * 1_000_000
MEMORY = Portions(MOST_OF_ONE, MOST_BYTES)


@dataclass(frozen=True)
class Frame:
    """One recorded training step.

    Parameters
    ----------
    step : int
        Training step, 0 for the untrained network.
    train_loss, grad_norm, learning_rate : float
        Mean batch loss before the update, gradient norm before clipping, and the rate of this
        update; NaN at step 0.
    validation_loss : float or None
        Loss after the update; None if the network was not evaluated at this step.
    weights : ndarray of shape (P,), float32, or None
        All weights after the update, flattened in the order of `Architecture.shapes`.
    """

    step: int
    train_loss: float
    grad_norm: float
    learning_rate: float
    validation_loss: float | None = None
    weights: np.ndarray | None = None


def stride(step: int, most: int = MOST_FRAMES) -> int:
    """Return the smallest power of two with at most ``most`` multiples up to ``step``."""
    size = 1
    while step // size > most:
        size *= 2
    return size


def most_weights(parameters: int, room: int = MOST_BYTES) -> int:
    """Return how many frames between the first steps and the latest can have weights."""
    return max(0, min(MOST_FRAMES, room // (4 * parameters) - 4))


def is_recorded(step: int) -> bool:
    """Return whether a training step is recorded, which depends only on its number."""
    return step <= 1 or step % stride(step) == 0


def carries_weights(step: int, parameters: int, room: int = MOST_BYTES) -> bool:
    """Return whether a recorded step keeps its weights.

    The larger the network, the fewer steps keep them; in the largest only the latest does. The
    initial weights can be drawn again from the description.
    """
    if step <= 1:
        # In addition to those of the latest step and those that the finished run keeps.
        return room // (4 * parameters) >= step + 3
    return step % stride(step, most_weights(parameters, room)) == 0


@dataclass
class Recording:
    """The frames of one run, thinned as they grow, and all rows of its history.

    Parameters
    ----------
    parameters : int
        P, the number of weights of the network.
    frames : list of Frame
        Steps 0 and 1, multiples of the latest step's `stride`, and the last step of a finished run.
    rows : list of Frame
        Evaluated steps without weights; never thinned.
    stop_reason : str or None
        Why it ended: "max_steps", "target_loss", "patience" or "diverged"; None if it has not.
    kept : ndarray of shape (P,), float32, or None
        The weights that a finished run keeps.
    room : int
        Most bytes of weights.
    """

    parameters: int
    frames: list[Frame] = field(default_factory=list)
    rows: list[Frame] = field(default_factory=list)
    stop_reason: str | None = None
    kept: np.ndarray | None = None
    room: int = field(default=MOST_BYTES, compare=False)
    #: Strides and room for which all frames but the latest have been thinned.
    _grid: tuple[int, ...] = field(default=(), init=False, repr=False, compare=False)

    @property
    def step(self) -> int:
        """Latest recorded training step; 0 before the first."""
        return self.frames[-1].step if self.frames else 0

    def extend(self, frames: list[Frame]) -> None:
        """Add frames in the order of their steps and thin the older ones.

        A step that is already recorded is completed with the values that it lacks.
        """
        together = [*self.frames]
        for frame in frames:
            if frame.validation_loss is not None and (
                not self.rows or frame.step > self.rows[-1].step
            ):
                self.rows.append(replace(frame, weights=None))
            newest = together[-1].step if together else -1
            if frame.step > newest:
                together.append(frame)
            elif frame.step == newest:
                together[-1] = _completed(together[-1], frame)
        grid = (*self.strides(together[-1].step if together else 0), self.room)
        stay = max(0, len(self.frames) - 1) if grid == self._grid else 0
        # One assignment, since other threads read it.
        self.frames, self._grid = [*together[:stay], *self._thinned(together[stay:])], grid

    def within(self, room: int) -> Recording:
        """Return a copy with at most ``room`` bytes of weights; other threads may use this one."""
        smaller = replace(self, room=room)
        smaller.frames = smaller._thinned(self.frames)
        return smaller

    def reopen(self, evaluate_every: int) -> None:
        """Let a run that has taken all its steps continue.

        Its final row is kept only if the step is a regular evaluation.
        """
        self.stop_reason = self.kept = None
        if self.step > 1 and self.step % evaluate_every:
            if self.rows and self.rows[-1].step == self.step:
                self.rows.pop()
            self.frames = [*self.frames[:-1], replace(self.frames[-1], validation_loss=None)]

    def _thinned(self, frames: list[Frame]) -> list[Frame]:
        """Return the frames that a run of this length keeps, with the weights that it keeps."""
        newest = frames[-1].step if frames else 0
        every, heavy = self.strides(newest)
        kept = [f for f in frames if f.step <= 1 or f.step == newest or f.step % every == 0]
        with_weights = [
            f.step == newest
            or (
                carries_weights(f.step, self.parameters, self.room)
                if f.step <= 1
                else f.step % heavy == 0
            )
            for f in kept
        ]
        return [
            f if keep else replace(f, weights=None)
            for f, keep in zip(kept, with_weights, strict=True)
        ]

    def strides(self, newest: int) -> tuple[int, int]:
        """Return the strides of the frames, and of those with weights, up to a step."""
        return stride(newest), stride(newest, most_weights(self.parameters, self.room))

    def with_weights(self) -> list[Frame]:
        """Return the frames that can be explained, oldest first."""
        return [f for f in self.frames if f.weights is not None]

    def drawn_rows(self, most: int = 2 * MOST_FRAMES) -> list[Frame]:
        """Return the rows to draw: all, or every second, fourth, … row and the latest."""
        every = stride(len(self.rows), most)
        return [*self.rows[every - 1 :: every], *self.rows[len(self.rows) // every * every :][-1:]]

    def at(self, step: int) -> Frame:
        """Return the latest frame with weights up to ``step``."""
        return max(
            (f for f in self.with_weights() if f.step <= step),
            key=lambda f: f.step,
            default=self.frames[0],
        )

    def to_bytes(self) -> bytes:
        """Pack the recording into a compressed npz, from which `from_bytes` restores it exactly."""
        heavy = self.with_weights()
        file = io.BytesIO()
        np.savez_compressed(
            file,
            about=np.frombuffer(
                json.dumps(
                    {"version": 1, "parameters": self.parameters, "stop_reason": self.stop_reason}
                ).encode(),
                np.uint8,
            ),
            frames=_table(self.frames),
            rows=_table(self.rows),
            steps=np.array([f.step for f in heavy], np.int64),
            weights=np.stack([f.weights for f in heavy if f.weights is not None])
            if heavy
            else np.zeros((0, self.parameters), np.float32),
            kept=np.zeros(0, np.float32) if self.kept is None else self.kept,
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, packed: bytes) -> Recording:
        """Unpack a recording that `to_bytes` packed; nothing in it is executed."""
        with np.load(io.BytesIO(packed), allow_pickle=False) as stored:
            return cls.from_arrays(dict(stored))

    @classmethod
    def from_arrays(cls, stored: Mapping[str, np.ndarray]) -> Recording:
        """Return the recording from the arrays that `to_bytes` packs."""
        about = json.loads(stored["about"].tobytes())
        weights = dict(zip(stored["steps"].tolist(), stored["weights"], strict=True))
        evaluated = set(stored["rows"][:, 0].astype(int).tolist())
        frames = _frames(stored["frames"], weights, evaluated)
        rows = _frames(stored["rows"], {}, evaluated)
        kept = stored["kept"] if stored["kept"].size else None
        return cls(about["parameters"], frames, rows, about["stop_reason"], kept)


def history_csv(rows: list[Frame]) -> str:
    """Return ``history.csv``: a header and one line per row, floats by ``repr``."""
    lines = [
        f"{f.step},{f.train_loss!r},{f.validation_loss!r},{f.grad_norm!r},{f.learning_rate!r}"
        for f in rows
    ]
    return "\n".join(["step,train_loss,validation_loss,grad_norm,learning_rate", *lines]) + "\n"


def _completed(known: Frame, more: Frame) -> Frame:
    """Return a step's frame with the values of both frames."""
    loss = more.validation_loss if known.validation_loss is None else known.validation_loss
    return replace(
        known,
        validation_loss=loss,
        weights=more.weights if known.weights is None else known.weights,
    )


def _table(frames: list[Frame]) -> np.ndarray:
    """Pack the numbers of frames, (n, 5) float64, NaN for a step without evaluation."""
    rows = [
        (
            f.step,
            f.train_loss,
            f.grad_norm,
            f.learning_rate,
            np.nan if f.validation_loss is None else f.validation_loss,
        )
        for f in frames
    ]
    return np.array(rows, np.float64).reshape(-1, 5)


def _frames(table: np.ndarray, weights: dict[int, np.ndarray], evaluated: set[int]) -> list[Frame]:
    """Unpack the frames of a table.

    A validation loss can itself be NaN, so ``evaluated`` lists the steps that have one.
    """
    frames = []
    for number, train_loss, grad_norm, rate, loss in table.tolist():
        step = int(number)
        frames.append(
            Frame(
                step,
                train_loss,
                grad_norm,
                rate,
                loss if step in evaluated else None,
                weights.get(step),
            )
        )
    return frames
