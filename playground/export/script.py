"""A run as a stand-alone script that consists of the playground's own functions."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playground.config import registry
from playground.config.cells import has_memory
from playground.config.experiment import Experiment
from playground.data.series import Sequences, Series
from playground.data.windowing.problem_type import problem_type
from playground.export import script_data
from playground.export.script_data import filled
from playground.export.series_script import wave_functions
from playground.models.architecture import architecture_of
from playground.models.cells import blocks

PACKAGE = Path(__file__).parent.parent
TEMPLATE = Path(__file__).with_name("script_template.txt")

#: The definitions copied from each file; None copies all. Files that import torch are read as text
#: and never imported.
_WINDOWS: dict[str, tuple[str, ...] | None] = {
    "data/windowing/scaler.py": ("Scaler", "logs", "fit_scaler"),
    "data/windowing/window_spec.py": ("WindowSpec", "blended"),
    "data/windowing/split.py": ("split_at", "Split", "Windows", "part_starts"),
    "data/windowing/batches.py": ("evaluation_rows", "epoch_order", "batch"),
}
_NETWORK: dict[str, tuple[str, ...] | None] = {
    "data/windowing/problem_type.py": ("Readout", "Loss"),
    "models/architecture.py": ("Architecture",),
    "models/initial.py": None,
    "training/network.py": ("Network", "feed_forward", "load_weights"),
}
_TRAINING: dict[str, tuple[str, ...] | None] = {
    "config/fields/training.py": ("in_force",),
    "training/step.py": None,
}


def script(experiment: Experiment, data: Series | Sequences) -> str:
    """Return a script that prints the rows of ``history.csv``; it needs only torch and numpy.

    Parameters
    ----------
    experiment : Experiment
    data : Series or Sequences
        The data that ``experiment.data`` describes. A generated source is written as its function,
        any other as its numbers.
    """
    architecture = architecture_of(experiment, data)
    entry = experiment.source()
    is_task = data.form != "series"
    functions = wave_functions(experiment.data) if entry.is_generator or entry.is_task else []
    windows = ("task_windows",) if is_task else ("as_known", "series_windows")
    target_functions = (
        ("target_table",)
        if not is_task or script_data.needs_target_function(experiment, data)
        else ()
    )
    parts = {
        "TITLE": f"{entry.label}, {registry.lookup('problem', experiment.problem.kind).label}, {_network(experiment)}",
        "VERSIONS": f"torch {version('torch')} and numpy {version('numpy')}",
        "OPTIONS": _options(experiment),
        "DATA": _joined(
            *map(_source, functions),
            script_data.values(experiment, data),
        ),
        "WINDOWS": _joined(
            *_taken(_WINDOWS),
            *_taken(
                {
                    "data/windowing/target_function.py": target_functions,
                    "data/windowing/windows.py": windows,
                }
            ),
            _source(problem_type(experiment.problem.kind).spec),
            script_data.windows(experiment, data),
        ),
        "NETWORK": _joined(_cell(experiment.model.cell), *_taken(_NETWORK), *_layers(experiment)),
        "TRAINING": _joined(*_taken(_TRAINING)),
        "ARCHITECTURE": ", ".join(
            f"{name}={getattr(architecture, name)!r}"
            for name in ("inputs", "outputs", "readout", "loss")
        ),
    }
    text = TEMPLATE.read_text("utf-8")
    # The inserted texts may contain any characters, so they are not searched again.
    head, *rest = text.split("<<")
    for piece in rest:
        name, _, after = piece.partition(">>")
        head += parts[name] + after
    return head


def _network(experiment: Experiment) -> str:
    model = experiment.model
    units = "1 unit" if model.hidden_size == 1 else f"{model.hidden_size} units"
    return f"{registry.lookup('cell', model.cell).label} of {units}" + (
        f" in {model.num_layers} layers" if model.num_layers > 1 else ""
    )


def _cell(cell: str) -> str:
    """Return the functions ``has_memory`` and ``blocks`` for one cell."""
    return f'''def has_memory(cell):
    """Return whether the cell carries a state from one time step to the next."""
    return {has_memory(cell)}


def blocks(cell):
    """Return the names of the cell's blocks of rows, in PyTorch's order."""
    return {json.dumps(blocks(cell)).replace("[", "(").replace("]", ",)")}
'''


def _layers(experiment: Experiment) -> list[str]:
    """Return the text of the cell's torch layers; none for a feed-forward network."""
    cell = experiment.model.cell
    return _taken({f"training/layers/{cell}.py": None}) if has_memory(cell) else []


def _options(experiment: Experiment) -> str:
    """Return the description as JSON without characters that would end a string literal."""
    groups = []
    for name, values in experiment.to_dict().items():
        if name != "version":
            fields = [
                f"{json.dumps(field)}: {json.dumps(value)}," for field, value in values.items()
            ]
            groups.append(
                f'  "{name}": {{\n    ' + "\n    ".join(filled(fields)).removesuffix(",") + "\n  }"
            )
    return "{\n" + ",\n".join(groups).replace("'", "\\u0027") + "\n}"


def _source(thing: Any) -> str:
    return inspect.getsource(thing)


def _taken(files: Mapping[str, tuple[str, ...] | None]) -> list[str]:
    """Return the text of the named functions, classes and constants, with decorators.

    None means all functions and classes of a file.
    """
    definitions = []
    for file, names in files.items():
        text = (PACKAGE / file).read_text("utf-8")
        lines = text.splitlines()
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                taken = names is None or node.name in names
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                first, taken = node.lineno, node.targets[0].id in (names or ())
            else:
                continue
            if taken:
                definitions.append("\n".join(lines[first - 1 : node.end_lineno]))
    return definitions


def _joined(*pieces: str) -> str:
    return "\n\n\n".join(piece.strip("\n") for piece in pieces)
