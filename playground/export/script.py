"""A run as one stand-alone program, put together from the playground's own functions, so that it cannot drift from them."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playground import registry
from playground.data.series import Sequences, Series
from playground.experiment import Data, Experiment
from playground.export.series_script import load_values, wave_functions

PACKAGE = Path(__file__).parent.parent
TEMPLATE = Path(__file__).with_name("script_template.txt")

#: What is taken over from which file, under which heading. The files with torch in them are only read, never imported.
_WINDOWS: dict[str, tuple[str, ...] | None] = {
    "data/split.py": ("split_at",),
    "data/scaler.py": ("Scaler", "fit_scaler"),
    "data/part.py": ("Part", "Windows", "part_starts"),
    "data/windows.py": ("evaluation_rows", "epoch_order", "batch"),
}
_NETWORK: dict[str, tuple[str, ...] | None] = {"initial.py": None, "network.py": None}
_TRAINING: dict[str, tuple[str, ...] | None] = {"training/step.py": None}


def script(experiment: Experiment, data: Series | Sequences) -> str:
    """Return a program (torch, numpy and the standard library only) that prints the rows of ``history.csv``.

    Parameters
    ----------
    experiment : Experiment
    data : Series or Sequences
        What ``experiment.data`` stands for. A generated source is written as its function, any other as its numbers.
    """
    kind: Any = registry.lookup("problem", experiment.problem.kind).make
    entry = experiment.source()
    is_task = isinstance(data, Sequences)
    alignment = kind.task_alignment if is_task else kind.alignment
    made = wave_functions(experiment.data) if entry.facts["kind"] in ("generator", "task") else []
    parts = {
        "TITLE": f"{entry.label}, {registry.lookup('problem', experiment.problem.kind).label}, {_network(experiment)}",
        "VERSIONS": f"torch {version('torch')} and numpy {version('numpy')}",
        "OPTIONS": _options(experiment),
        "DATA": _joined(*map(_source, made), _task(entry.make) if is_task else _series(data, entry, experiment.data)),
        "WINDOWS": _joined(
            *_taken(_WINDOWS),
            *_taken({"data/windows.py": ("task_windows",) if is_task else ("series_windows",)}),
            _source(alignment),
            (_TASK_WINDOWS if is_task else _SERIES_WINDOWS).replace("ALIGNMENT", alignment.__name__),
        ),
        "NETWORK": _joined(*_taken(_NETWORK)),
        "TRAINING": _joined(*_taken(_TRAINING)),
        "OUTPUTS_AT": json.dumps(kind.outputs_at),
    }
    text = TEMPLATE.read_text("utf-8")
    head, *rest = text.split("<<")  # what is filled in may hold any sign, so it is not searched again
    for piece in rest:
        name, _, after = piece.partition(">>")
        head += parts[name] + after
    return head


_SERIES_WINDOWS = '''def make_windows():
    """Return the windows of the series, scaled by the training part."""
    data, problem = OPTIONS.data, OPTIONS.problem
    offsets = ALIGNMENT(problem.lookback, problem.horizon)
    change, shares = problem.target_form == "change", (problem.train_share, problem.validation_share)
    return series_windows(load_values(), TARGET, data.scale, offsets, problem.lookback, problem.stride, change, *shares)
'''

_TASK_WINDOWS = '''def make_windows():
    """Return the sequences of the task, split into the three parts."""
    x, y = load_sequences()
    return task_windows(x, y, ALIGNMENT(x.shape[1]), OPTIONS.problem.train_share, OPTIONS.problem.validation_share)
'''


def _network(experiment: Experiment) -> str:
    model = experiment.model
    units = "1 unit" if model.hidden_size == 1 else f"{model.hidden_size} units"
    return f"{registry.lookup('cell', model.cell).label} of {units}" + (f" in {model.num_layers} layers" if model.num_layers > 1 else "")


def _options(experiment: Experiment) -> str:
    """Return the description as JSON, a few lines a group, in signs that no string literal stumbles over."""
    groups = []
    for name, values in experiment.to_dict().items():
        if name != "version":
            fields = [f"{json.dumps(field)}: {json.dumps(value)}," for field, value in values.items()]
            groups.append(f'  "{name}": {{\n    ' + "\n    ".join(_filled(fields)).removesuffix(",") + "\n  }")
    return "{\n" + ",\n".join(groups).replace("'", "\\u0027") + "\n}"


def _task(make: Any) -> str:
    return f'''def load_sequences():
    """Return the inputs (n, T, F) and the targets (n, T) of the task."""
    data = OPTIONS.data
    return {make.__name__}(data.length, OPTIONS.problem.lookback, np.random.default_rng([data.seed, 0]), **vars(data.params))
'''


def _series(data: Series | Sequences, entry: registry.Entry, described: Data) -> str:
    assert isinstance(data, Series)
    if entry.facts["kind"] != "generator":
        return _numbers(data)
    return load_values(described, data, entry)


def _numbers(data: Series) -> str:
    """Return the series as text, every number exact: a row of the table a line, or several of a single column."""
    rows = [" ".join(map(repr, row)) for row in data.values.tolist()]
    lines = rows if data.values.shape[1] > 1 else _filled(rows)
    names = ", ".join(" ".join(str(name).split()) for name in data.columns)
    return (
        f'TARGET = {data.target}  # column that is predicted, of: {names}\nSHAPE = {data.values.shape}\nVALUES = """\n'
        + "\n".join(lines)
        + '''
"""


def load_values():
    """Return the series (N, F) in its own units."""
    return np.array([float(number) for number in VALUES.split()]).reshape(SHAPE)
'''
    )


def _filled(words: Sequence[str], width: int = 120) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _source(thing: Any) -> str:
    return inspect.getsource(thing)


def _taken(files: Mapping[str, tuple[str, ...] | None]) -> list[str]:
    """Return the text of functions and classes by name, or all of them for None, decorators included."""
    found = []
    for file, names in files.items():
        text = (PACKAGE / file).read_text("utf-8")
        lines = text.splitlines()
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and (names is None or node.name in names):
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                found.append("\n".join(lines[first - 1 : node.end_lineno]))
    return found


def _joined(*pieces: str) -> str:
    return "\n\n\n".join(piece.strip("\n") for piece in pieces)
