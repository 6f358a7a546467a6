"""The data of a stand-alone script: a generated source as its function, any other as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.matching import answer_of, spec_of
from playground.data.windowing.problem_type import problem_type
from playground.data.windowing.target_function import target_table
from playground.data.windowing.windows import transforms
from playground.export.series_script import load_values


def values(experiment: Experiment, data: Series | Sequences) -> str:
    """Return the code of the values of a series, or of the sequences of a task or a collection."""
    return _series(experiment, data) if isinstance(data, Series) else _sequences(experiment, data)


def _series(experiment: Experiment, data: Series) -> str:
    """Return the code of the values (N, F) of a series, and of its labels if they are needed."""
    entry = experiment.source()
    labels = _labels(data) if _needs_labels(experiment, data) else ""
    if not entry.is_generator:
        return labels + _numbers(data)
    return labels + _filled_cells(data) + load_values(experiment.data, data, entry)


def _sequences(experiment: Experiment, data: Sequences) -> str:
    """Return the code of the sequences of a task or a collection."""
    entry = experiment.source()
    if not entry.is_task:
        return _collection(data)
    problem, kind = "OPTIONS.problem", experiment.problem.kind
    steps = f"{problem}.horizon" if kind == "one_to_many" else f"{problem}.lookback"
    steps += f" + {problem}.horizon" if data.ahead and problem_type(kind).looks_ahead else ""
    labeled = data.labels is not None
    noisy = "noise" in entry.facts["uses"]
    lines = [
        "def load_sequences():",
        f'    """Return the inputs (n, T, F) and the targets (n, T){", and the class numbers (n,)" if labeled else ""}."""',
        "    data = OPTIONS.data",
        f"    x, y{', labels' if labeled else ''} = {entry.make.__name__}("
        f"data.length, {steps}, np.random.default_rng([data.seed, 0]), **vars(data.params))",
    ]
    if noisy:
        lines += [
            "    if data.noise:",
            "        x = x + data.noise * np.random.default_rng([data.seed, 1]).standard_normal(x.shape)",
        ]
        lines += ["        y = x[:, :, 0]"] if data.ahead else []
    return "\n".join([*lines, f"    return x, y{', labels' if labeled else ''}"])


def windows(experiment: Experiment, data: Series | Sequences) -> str:
    """Return the code of ``make_windows``."""
    kind = problem_type(experiment.problem.kind)
    spec, answer = kind.spec.__name__, answer_of(data, experiment.problem)
    if isinstance(data, Series):
        needed = _needs_labels(experiment, data)
        answer = "tag" if needed else answer
        return f'''def make_windows():
    """Return the windows of the series, scaled with the statistics of the training set."""
    data, problem = OPTIONS.data, OPTIONS.problem
    spec = {spec}(problem.lookback, problem.horizon, "{data.form}", **vars(problem.params))
    table, read, target = target_table(load_values(), TARGET, {"LABELS" if needed else "None"}, "{answer}")
    change, shares = problem.target_form == "change", (problem.train_share, problem.validation_share)
    return series_windows(table, read, target, data.scale, spec, problem.stride, change, *shares{_prepared(experiment, data)})
'''
    labeled = data.labels is not None
    lookback = "x.shape[1]" + (" - problem.horizon" if data.ahead and kind.looks_ahead else "")
    lines = [
        "def make_windows():",
        '    """Return the windows of the sequences, split into the three sets."""',
        f"    problem, (x, y{', labels' if labeled else ''}) = OPTIONS.problem, load_sequences()",
        f'    spec = {spec}({lookback}, problem.horizon, "{data.form}", **vars(problem.params))',
    ]
    if labeled and _needs_labels(experiment, data):
        lines.append("    y = np.repeat(labels[:, None], x.shape[1], axis=1)")
    elif kind.readout == "generator" and labeled:
        lines.append(
            f"    x = np.repeat(np.eye({len(data.classes)})[labels][:, None], x.shape[1], axis=1)"
        )
    elif needs_target_function(experiment, data):
        lines += [
            f'    table, _, column = target_table(y.reshape(-1, 1), 0, None, "{answer}")',
            "    y = table[:, column].reshape(y.shape)",
        ]
    scale = (
        ", OPTIONS.data.scale"
        if data.own_units and experiment.problem.kind == "classification"
        else ""
    )
    return "\n".join(
        [
            *lines,
            f"    return task_windows(x, y, spec, problem.train_share, problem.validation_share{scale})",
        ]
    )


def _prepared(experiment: Experiment, data: Series) -> str:
    """Return the arguments for logarithms, differences and filled cells, if there are any."""
    if data.transform == "none" and data.filled is None:
        return ""
    spec, answer = spec_of(data, experiment.problem), answer_of(data, experiment.problem)
    _table, read, target = target_table(
        data.values, data.target, data.labels, "tag" if spec.classes else answer
    )
    log, difference = transforms(data, spec, read, target)
    return f", {log}, {difference}, {'None' if data.filled is None else 'FILLED'}"


def needs_target_function(experiment: Experiment, data: Series | Sequences) -> bool:
    """Return whether the target of sequences is a function of their values."""
    return data.form != "series" and answer_of(data, experiment.problem) in (
        "square",
        "absolute",
        "sine",
    )


def _needs_labels(experiment: Experiment, data: Series | Sequences) -> bool:
    return (
        experiment.problem.kind == "classification" or answer_of(data, experiment.problem) == "tag"
    )


def _labels(data: Series | Sequences) -> str:
    assert data.labels is not None
    names = ", ".join(" ".join(str(name).split()) for name in data.classes)
    lines = "\n".join(filled([str(number) for number in data.labels.tolist()]))
    return f'# Class numbers, of: {names}\nLABELS = np.array("""\n{lines}\n""".split(), dtype=np.int64)\n'


def _numbers(data: Series) -> str:
    """Return the code of a series as exact numbers: a line for each row, several for one column."""
    names = ", ".join(" ".join(str(name).split()) for name in data.columns)
    return (
        f"TARGET = {data.target}  # column that is predicted, of: {names}\n"
        + _array("VALUES", data.values)
        + _filled_cells(data)
        + '''

def load_values():
    """Return the series (N, F) in its own units."""
    return VALUES
'''
    )


def _filled_cells(data: Series) -> str:
    """Return the code of an array that marks the cells filled from later values."""
    if data.filled is None:
        return ""
    cells = "\n".join(filled([str(cell) for cell in np.flatnonzero(data.filled).tolist()]))
    return f"""FILLED = np.zeros({data.filled.shape}, bool)  # cells filled from later values: not shown to the network
FILLED.flat[[int(cell) for cell in \"\"\"
{cells}
\"\"\".split()]] = True
"""


def _collection(data: Sequences) -> str:
    """Return the code of sequences as exact numbers: a line for each time step."""
    n, T, F = data.x.shape
    same = F == 1 and np.array_equal(data.x[:, :, 0], data.y)
    text = _labels(data) if data.labels is not None else ""
    text += _array("X", data.x.reshape(n * T, F))
    text += "" if same else _array("Y", data.y.reshape(n * T, 1))
    y = f"X[:, 0].reshape({n}, {T})" if same else f"Y.reshape({n}, {T})"
    return (
        text
        + f'''

def load_sequences():
    """Return the inputs (n, T, F) and the targets (n, T){", and the class numbers (n,)" if data.labels is not None else ""}."""
    return X.reshape({n}, {T}, {F}), {y}{", LABELS" if data.labels is not None else ""}
'''
    )


def _array(name: str, values: np.ndarray) -> str:
    """Return the code that assigns an array (rows, columns) to a name."""
    rows = [" ".join(map(repr, row)) for row in values.tolist()]
    lines = rows if values.shape[1] > 1 else filled(rows)
    text = "\n".join(lines)
    return f'{name} = np.array([float(number) for number in """\n{text}\n""".split()]).reshape({values.shape})\n'


def filled(words: Sequence[str], width: int = 120) -> list[str]:
    """Return words joined to lines of at most ``width`` characters, unless a word is longer."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
