"""The gradient picture of a visitor's own file reads the windows that training reads."""

from __future__ import annotations

import numpy as np
import pytest

from playground.analysis.gradients.inputs import draw_inputs
from playground.config.experiment import Experiment
from playground.data.class_names import class_names
from playground.data.io.upload import asked, read
from playground.data.source import finished
from playground.data.windowing.windows import make_windows

_LEVELS = ["" if i in (30, 31, 90) else f"{5 + np.sin(i / 3) + i / 100:.4f}" for i in range(240)]
_LINES = [
    f"2024-01-01 {i // 60:02d}:{i % 60:02d},{level},{i % 7}" for i, level in enumerate(_LEVELS)
]
_FILE = ("time,level,tide\n" + "\n".join(_LINES) + "\n").encode()


@pytest.mark.parametrize("transform", ["none", "log", "difference", "log_difference"])
@pytest.mark.parametrize("missing", ["interpolate", "previous"])
def test_the_picture_reads_an_upload_as_training_does(transform: str, missing: str) -> None:
    fields = {
        "data.source": "file",
        "data.params": {"sha256": "x"},
        "data.target": "level",
        "data.transform": transform,
        "data.missing": missing,
    }
    fields |= {
        "problem.kind": "many_to_one",
        "problem.lookback": 12,
        "problem.horizon": 2,
        "data.scale": "standard",
    }
    experiment = Experiment().with_values(fields)
    series = read(_FILE, "a.csv", **asked(experiment.data))
    found = draw_inputs(experiment, {"x": series})
    train = make_windows(finished(series, experiment.data), experiment.problem, "standard").train
    np.testing.assert_array_equal(found.x[:, 0], train.x(slice(0, 1))[0])
    np.testing.assert_array_equal(found.y[0, -1], train.y(slice(0, 1))[0, -1])
    assert np.isfinite(found.x).all()


def test_classes_of_a_file_are_called_as_they_stand_there() -> None:
    lines = [
        f"{i},{k},{np.sin(k + i):.3f},{('next', 'T follows')[i % 2]}"
        for i in range(12)
        for k in range(9)
    ]
    raw = ("id,time,value,label\n" + "\n".join(lines)).encode()
    fields = {
        "data.source": "file",
        "data.params": {"sha256": "x"},
        "problem.kind": "classification",
        "problem.lookback": 9,
    }
    experiment = Experiment().with_values({**fields, "data.events": []})
    data = read(raw, "a.csv", **asked(experiment.data))
    assert class_names(experiment, data) == ["T follows", "next"]
    assert draw_inputs(experiment, {"x": _Kept(data)}).x.shape == (9, 11, 1)


class _Kept:
    """What the page keeps of a file: it is read anew for each description."""

    def __init__(self, data: object) -> None:
        self.data = data

    def read(self, _described: object) -> object:
        return self.data
