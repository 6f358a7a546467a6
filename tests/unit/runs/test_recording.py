"""The recording: what it keeps depends on the training steps alone, and it survives packing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from playground.runs.recording import (
    MOST_BYTES,
    MOST_FRAMES,
    Frame,
    Recording,
    carries_weights,
    history_csv,
    is_recorded,
    stride,
)


def frame(step: int, *, size: int = 3, every: int = 25, heavy: bool = True) -> Frame:
    """Return a made-up frame of a training step."""
    loss = 1.0 / step if step == 1 or step % every == 0 else None
    return Frame(
        step, 0.1 * step, 0.5, 0.01, loss, np.full(size, step, np.float32) if heavy else None
    )


def recorded(steps: int, cuts: list[int], size: int = 3) -> Recording:
    """Return the recording of a run handed over in pieces that end at ``cuts``."""
    recording = Recording(
        size, [Frame(0, math.nan, math.nan, math.nan, None, np.zeros(size, np.float32))]
    )
    piece: list[Frame] = []
    for step in range(1, steps + 1):
        if is_recorded(step) or step % 25 == 0 or step == steps:
            piece.append(
                frame(
                    step,
                    heavy=step == steps or (is_recorded(step) and carries_weights(step, size)),
                    size=size,
                )
            )
        if step in cuts or step == steps:
            recording.extend(piece)
            piece = []
    return recording


def seen(recording: Recording) -> list[tuple[int, bool, float | None]]:
    """Return what can be seen of the frames."""
    return [(f.step, f.weights is not None, f.validation_loss) for f in recording.frames]


@pytest.mark.parametrize("steps", [1, 2, 199, 200, 201, 400, 401, 999, 5000])
def test_at_most_two_hundred_frames_and_the_ends_are_kept(steps: int) -> None:
    """Multiples of the smallest power of two, the untrained network, the first step and the
    last.
    """
    kept = [f.step for f in recorded(steps, []).frames]
    assert kept[0] == 0
    assert kept[1] == 1
    assert kept[-1] == steps
    assert len(kept) <= MOST_FRAMES + 3
    every = stride(steps)
    assert set(kept) == {0, 1, steps, *range(every, steps + 1, every)}


@pytest.mark.parametrize("size", [3, 1_000_000])
def test_frames_do_not_depend_on_where_calls_were_cut(size: int) -> None:
    """One long call or many short ones leave the same recording, also where few frames carry
    weights.
    """
    steps = 333 if size == 3 else 40
    whole = recorded(steps, [], size)
    for cuts in ([1], [10, 11, 12], list(range(1, steps)), [25, 30, steps - 1]):
        assert seen(recorded(steps, cuts, size)) == seen(whole)
        assert [r.step for r in recorded(steps, cuts, size).rows] == [r.step for r in whole.rows]


@pytest.mark.parametrize("size", [10, 20_000, 100_000, 900_000, 1_400_000, 1_900_000, 3_700_000])
@pytest.mark.parametrize("steps", [1, 2, 7, 300])
def test_weights_of_all_frames_together_stay_within_their_memory(size: int, steps: int) -> None:
    """Large networks keep fewer of them, but always the newest; nothing is copied here, so that
    large ones can be tried.
    """
    weights = np.broadcast_to(np.float32(0), size)
    recording = Recording(size, [Frame(0, math.nan, math.nan, math.nan, None, weights)])
    for step in range(1, steps + 1):
        recording.extend([Frame(step, 0.1, 0.5, 0.01, None, weights)])
        heavy = recording.with_weights()
        assert 4 * size * (len(heavy) + 1) <= max(
            MOST_BYTES, 8 * size
        )  # with those that the run keeps in the end
        assert heavy[-1].step == step


def test_row_of_the_history_is_never_thinned() -> None:
    """Every evaluated step has one."""
    assert [r.step for r in recorded(5000, [77]).rows] == [1, *range(25, 5001, 25)]


@pytest.mark.parametrize("count", [1, 2, 399, 400, 401, 5000])
def test_a_curve_is_drawn_through_few_evaluations_the_newest_among_them(count: int) -> None:
    """An hour of training leaves the picture as light as a minute; a step once left out stays
    so.
    """
    recording = Recording(3, rows=[frame(25 * (i + 1), heavy=False) for i in range(count)])
    drawn = [r.step for r in recording.drawn_rows()]
    assert len(drawn) <= 401
    assert drawn[-1] == 25 * count
    later = Recording(3, rows=[frame(25 * (i + 1), heavy=False) for i in range(count + 1)])
    assert {r.step for r in later.drawn_rows()} <= {*drawn, 25 * (count + 1)}


def test_step_known_already_is_completed_and_not_doubled() -> None:
    """The live frame closes the recording; what the next call says of that step adds to it."""
    recording = Recording(3)
    recording.extend([frame(4, heavy=False)])
    recording.extend([Frame(4, 0.4, 0.5, 0.01, 0.25, np.ones(3, np.float32))])
    assert len(recording.frames) == 1
    assert recording.frames[0].validation_loss == 0.25
    assert recording.frames[0].weights is not None
    assert [r.step for r in recording.rows] == [4]


@pytest.mark.parametrize("steps", [30, 50, 1])
def test_reopened_run_ends_like_an_undisturbed_one(steps: int) -> None:
    """The closing row was due only if its step is a multiple of the evaluations."""
    closed = recorded(steps, [])
    if steps % 25 and steps > 1:
        closed.frames[-1] = frame(steps, every=steps)
        closed.rows.append(frame(steps, every=steps, heavy=False))
    closed.stop_reason, closed.kept = "max_steps", np.zeros(3, np.float32)
    closed.reopen(25)
    assert closed.stop_reason is None
    later = [frame(s, heavy=carries_weights(s, 3)) for s in range(steps + 1, 101)]
    closed.extend(later)
    whole = recorded(100, [])
    assert [r.step for r in closed.rows] == [r.step for r in whole.rows]
    assert [(s, v) for s, _, v in seen(closed)] == [(s, v) for s, _, v in seen(whole)]


def test_newest_frame_with_weights_is_found() -> None:
    """Not later than the step asked for; the untrained network when nothing else fits."""
    recording = recorded(1000, [])
    assert recording.at(1000).step == 1000
    assert recording.at(13).step == 8
    assert recording.at(0).step == 0


def test_packing_gives_everything_back() -> None:
    """Numbers to the last bit, a validation loss that is not a number included."""
    recording = recorded(60, [])
    recording.extend([Frame(75, 1e30, math.inf, 0.1, math.nan, np.ones(3, np.float32))])
    recording.stop_reason, recording.kept = "diverged", np.arange(3, dtype=np.float32)
    back = Recording.from_bytes(recording.to_bytes())
    assert history_csv(back.rows) == history_csv(recording.rows)
    assert back.stop_reason == "diverged"
    assert np.array_equal(back.kept, recording.kept)
    assert [(f.step, f.weights is None, f.validation_loss is None) for f in back.frames] == [
        (f.step, f.weights is None, f.validation_loss is None) for f in recording.frames
    ]
    assert all(
        np.array_equal(a.weights, b.weights)
        for a, b in zip(back.with_weights(), recording.with_weights(), strict=True)
    )


def test_empty_recording_can_be_packed() -> None:
    """A run that never started."""
    assert Recording.from_bytes(Recording(5).to_bytes()) == Recording(5)


def test_history_writes_floats_by_repr() -> None:
    """The header and the order of columns are a contract."""
    rows = [Frame(1, 0.1, 1 / 3, 0.01, 2.5e-8)]
    assert (
        history_csv(rows)
        == "step,train_loss,validation_loss,grad_norm,learning_rate\n1,0.1,2.5e-08,0.3333333333333333,0.01\n"
    )
