"""What loads slowly is loaded before the first visitor trains."""

from playground.config.experiment import Experiment
from playground.execution.workers import Workers
from playground.live.warm import warm_up


def test_every_worker_has_shown_a_step_before_anyone_waits_for_one():
    small = {"data": {"length": 80}, "problem": {"lookback": 4}, "model": {"hidden_size": 2}}
    workers = Workers("inline")
    workers.count = 2
    workers.share_calls()
    workers.start()
    try:
        answers = [call.result() for call in warm_up(workers, Experiment.from_dict(small))]
    finally:
        workers.stop()
    assert [answer.live.step for answer in answers] == [1, 2]  # two calls, not one shared
    assert all(answer.picture is not None for answer in answers)
