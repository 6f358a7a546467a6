"""Training for a given budget, as a pure function of description, data, state and budget."""

from __future__ import annotations

import math
import time

import numpy as np
import torch

from playground.config.experiment import Experiment
from playground.config.fields.training import in_force
from playground.data.series import Sequences, Series
from playground.data.windowing.batches import batch
from playground.runs.messages import Advanced, Budget
from playground.runs.recording import Frame, carries_weights, is_recorded
from playground.training.prepare import Prepared, prepare
from playground.training.state import Progress, pack, unpack
from playground.training.step import (
    forced_inputs,
    learning_rate_at,
    settle_torch,
    tensors,
    training_step,
    validation_loss,
)


def advance(
    experiment: Experiment, data: Series | Sequences, state: bytes | None, budget: Budget
) -> Advanced:
    """Train one experiment until the budget is used or the run ends.

    The frames are identical however the training is split into calls: by steps, by time, or by a
    repetition after a crash.

    Parameters
    ----------
    experiment : Experiment
    data : Series or Sequences
        The data that ``experiment.data`` describes.
    state : bytes or None
        The state that the previous call returned; None starts from the initial weights.
    budget : Budget
    """
    settle_torch()
    started = time.perf_counter()
    prepared = prepare(experiment, data)
    if state is None:
        prepared.restart()
        progress, best = Progress(), None
    else:
        progress, best = unpack(state, prepared.network, prepared.optimizer)
        if progress.stop_reason == "max_steps" and progress.step < experiment.training.max_steps:
            progress.stop_reason = progress.last_loss = None  # more steps were requested
    run = _Training(experiment, prepared, progress, best)
    before = progress.step
    while progress.stop_reason is None:
        run.one_step()
        used_steps = budget.steps is not None and progress.step - before >= budget.steps
        used_time = budget.seconds is not None and time.perf_counter() - started >= budget.seconds
        if used_steps or used_time:
            break
    reason = progress.stop_reason
    return Advanced(
        state=pack(progress, prepared.network, prepared.optimizer, run.best),
        frames=run.frames,
        live=run.frame(None, heavy=True),
        steps=progress.step - before,
        seconds=time.perf_counter() - started,
        stop_reason=reason,
        kept=run.kept() if reason else None,
        failed_step=progress.step + 1 if reason == "diverged" else None,
    )


class _Training:
    """The training steps of one call."""

    def __init__(
        self,
        experiment: Experiment,
        prepared: Prepared,
        progress: Progress,
        best: dict[str, torch.Tensor] | None,
    ) -> None:
        self.training = experiment.training
        self.share = experiment.problem.teacher_forcing
        self.prepared, self.progress, self.best = prepared, progress, best
        self.frames: list[Frame] = []
        self.size = prepared.parameters()

    def one_step(self) -> None:
        """Update the weights once, then record, evaluate and decide whether to stop."""
        training, progress, prepared = self.training, self.progress, self.prepared
        step = progress.step + 1
        part = prepared.windows.train
        x, y, first = tensors(part, batch(len(part), training.batch_size, training.seed, step))
        forced = forced_inputs(tuple(y.shape), self.share, training.seed, step)
        rate, clip = learning_rate_at(training, step), in_force(training, "grad_clip_norm", step)
        train_loss, grad_norm = training_step(
            prepared.network, prepared.optimizer, x, y, first, forced, rate, clip
        )
        if not (math.isfinite(train_loss) and math.isfinite(grad_norm)):
            self._end("diverged")
            return
        progress.step, progress.train_loss, progress.grad_norm, progress.learning_rate = (
            step,
            train_loss,
            grad_norm,
            rate,
        )
        scheduled = step == 1 or step % training.evaluate_every == 0
        loss = self._evaluate() if scheduled else None
        if progress.stop_reason is None and step >= training.max_steps:
            progress.stop_reason = "max_steps"
        if progress.stop_reason is not None:
            self._end(progress.stop_reason, loss)
        elif is_recorded(step) or scheduled:
            self.frames.append(
                self.frame(loss, heavy=is_recorded(step) and carries_weights(step, self.size))
            )

    def frame(self, loss: float | None, *, heavy: bool) -> Frame:
        """Return the latest step as a frame, with its weights if ``heavy``."""
        p = self.progress
        return Frame(
            p.step,
            p.train_loss,
            p.grad_norm,
            p.learning_rate,
            loss,
            self.prepared.flat() if heavy else None,
        )

    def kept(self) -> np.ndarray:
        """Return the weights that the run keeps, (P,) float32.

        With patience they are those of the best evaluation, the final one included, otherwise those
        of the last step.
        """
        progress = self.progress
        if self.training.patience is None or not self.best or progress.best_loss is None:
            return self.prepared.flat()
        if progress.last_loss is not None and progress.last_loss < progress.best_loss:
            return self.prepared.flat()
        # The tensors of a state may be in another order.
        names = [name for name, _ in self.prepared.network.named_parameters()]
        return torch.cat([self.best[name].reshape(-1) for name in names]).numpy()

    def _evaluate(self) -> float:
        """Evaluate on the validation set and check the stopping criteria; return the loss."""
        progress, training = self.progress, self.training
        loss = validation_loss(self.prepared.network, *self.prepared.validation)
        if math.isfinite(loss) and (progress.best_loss is None or loss < progress.best_loss):
            progress.best_loss, progress.best_step, progress.waited = loss, progress.step, 0
            if training.patience is not None:
                self.best = {
                    name: p.detach().clone() for name, p in self.prepared.network.named_parameters()
                }
        else:
            progress.waited += 1
        if training.target_loss is not None and loss <= training.target_loss:
            progress.stop_reason = "target_loss"
        elif training.patience is not None and progress.waited >= training.patience:
            progress.stop_reason = "patience"
        return loss

    def _end(self, reason: str, loss: float | None = None) -> None:
        """Finish the run with the row of its last step."""
        progress = self.progress
        progress.stop_reason = reason
        if progress.step:
            progress.last_loss = (
                validation_loss(self.prepared.network, *self.prepared.validation)
                if loss is None
                else loss
            )
            self.frames.append(self.frame(progress.last_loss, heavy=True))
