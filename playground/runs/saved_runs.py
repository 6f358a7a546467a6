"""Reading of a file of saved runs, which may come from anybody.

Nothing in the file is trusted, and nothing is executed. The file is read in the readers' process
(`playground.execution.sandbox`), never in the server's. Counts are checked before contents, members
are inflated in pieces with one running total for all of them, and every recording must belong to a
network that its description allows.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
from typing import Any

import numpy as np

from playground.config.experiment import Experiment
from playground.data.io.limits import MOST_COLUMNS
from playground.data.windowing.problem_type import problem_type
from playground.errors import DataError, PlaygroundError
from playground.models.architecture import Architecture
from playground.runs.recording import Recording
from playground.runs.store import (
    LONGEST_NAME,
    MOST_BYTES,
    MOST_PACKED,
    MOST_RUNS,
    VERSION,
    Entry,
    held,
)
from playground.wording import _

#: Most bytes of ``logbook.json``, most bytes of all inflated members, and most rows of one run.
MOST_DESCRIBED, MOST_UNPACKED, MOST_ROWS = 2_000_000, 80_000_000, 120_000
_BLOCK = 1 << 16
#: The arrays of a packed recording by name: type and number of axes.
_ARRAYS = {
    "about": (np.uint8, 1),
    "frames": (np.float64, 2),
    "rows": (np.float64, 2),
    "steps": (np.int64, 1),
    "weights": (np.float32, 2),
    "kept": (np.float32, 1),
}


class Inflated:
    """The members of zip archives, inflated in pieces.

    The total size is counted as they are inflated; the sizes in the archives are not trusted.

    Parameters
    ----------
    most : int
        Most bytes that are inflated in total.
    """

    def __init__(self, most: int) -> None:
        self.most, self.count = most, 0

    def names(self, archive: zipfile.ZipFile, most: int) -> set[str]:
        """Return the names of an archive's members.

        There may be at most ``most``, without duplicates, each stored or deflated.
        """
        members = archive.infolist()
        names = {info.filename for info in members}
        if (
            len(members) > most
            or len(names) < len(members)
            or sum(info.file_size for info in members) > self.most - self.count
        ):
            raise _too_much()
        if any(
            info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in members
        ):  # other methods cannot be inflated in pieces
            raise _damaged()
        return names

    def member(self, archive: zipfile.ZipFile, name: str, most: int | None = None) -> bytes:
        """Return the content of a member; raise as soon as it is too large."""
        pieces, size = [], 0
        with archive.open(name) as file:
            while block := file.read(_BLOCK):
                size += len(block)
                self.count += len(block)
                if self.count > self.most or (most is not None and size > most):
                    raise _too_much()
                pieces.append(block)
        return b"".join(pieces)


def read(packed: bytes) -> list[Entry]:
    """Return the runs of a file that `Logbook.to_bytes` wrote, after checking each of them.

    Raises
    ------
    DataError
        If the file contains no runs, is damaged, or exceeds the limits of a logbook.
    """
    if len(packed) > MOST_PACKED:
        raise DataError(
            _("the file is larger than {most} MB.").format(most=MOST_PACKED // 1_000_000)
        )
    try:
        return _read(packed)
    except (PlaygroundError, MemoryError):
        raise
    except Exception:  # zip, json and numpy raise many types for a damaged file
        raise _damaged() from None


def _read(packed: bytes) -> list[Entry]:
    inflated, entries, bytes_held = Inflated(MOST_UNPACKED), [], 0
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = inflated.names(archive, MOST_RUNS + 1)
        about = json.loads(inflated.member(archive, "logbook.json", MOST_DESCRIBED))
        if about.get("version") != VERSION or not isinstance(about.get("runs"), list):
            raise DataError(_("the runs were saved by another version."))
        runs = about["runs"]
        if len(runs) > MOST_RUNS:
            raise _too_much()
        numbers = [run["number"] for run in runs]
        if not all(type(n) is int and 0 < n < 10**9 for n in numbers) or len(set(numbers)) < len(
            numbers
        ):
            raise _damaged()
        if names != {"logbook.json", *(f"run-{n}.npz" for n in numbers)}:
            raise _damaged()
        for run in runs:
            entry = _entry(run, inflated.member(archive, f"run-{run['number']}.npz"), inflated)
            bytes_held += held(entry.recording)
            if bytes_held > MOST_BYTES:
                raise _too_much()
            entries.append(entry)
    return entries


def _entry(run: dict[str, Any], packed: bytes, inflated: Inflated) -> Entry:
    experiment = Experiment.from_dict(run["experiment"])
    if experiment.data.path is not None:
        raise DataError(_("saved runs may not refer to a file on the server."), field="data.path")
    recording = _recording(experiment, packed, inflated)
    seconds = run.get("seconds")
    return Entry(
        run["number"],
        experiment,
        recording,
        _metrics(run["network"]),
        {str(name)[:40]: _metrics(values) for name, values in list(run["baselines"].items())[:10]},
        float(seconds) if isinstance(seconds, int | float) and math.isfinite(seconds) else None,
        " ".join(str(run.get("name", ""))[: 10 * LONGEST_NAME].split())[:LONGEST_NAME],
        run.get("pinned") is True,
    )


def _recording(experiment: Experiment, packed: bytes, inflated: Inflated) -> Recording:
    """Unpack a recording and check that it is consistent and fits the description."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        if inflated.names(archive, len(_ARRAYS)) != {f"{name}.npy" for name in _ARRAYS}:
            raise _damaged()
        arrays = {
            name: _array(inflated.member(archive, f"{name}.npy"), *kind)
            for name, kind in _ARRAYS.items()
        }
    steps = arrays["frames"][:, 0].tolist()
    parameters = json.loads(arrays["about"].tobytes())["parameters"]
    valid = (
        type(parameters) is int
        and _can_have(experiment, parameters)
        and arrays["frames"].shape[1] == arrays["rows"].shape[1] == 5
        and steps == sorted(set(steps))
        and steps[:1] == [0]
        and len(arrays["rows"]) <= MOST_ROWS
        and set(arrays["steps"].tolist()) <= set(steps)
        and arrays["weights"].shape == (len(arrays["steps"]), parameters)
        and arrays["kept"].shape in ((0,), (parameters,))
    )
    if valid:
        recording = Recording.from_arrays(arrays)
        valid = recording.stop_reason in ("max_steps", "target_loss", "patience", "diverged")
    if not valid:
        raise DataError(_("a run in the file is inconsistent."))
    return recording


def _array(raw: bytes, kind: type, axes: int) -> np.ndarray:
    """Return the array of an npy member whose header agrees with the size of the data."""
    file = io.BytesIO(raw)
    if np.lib.format.read_magic(file) != (1, 0):
        raise _damaged()
    shape, by_columns, dtype = np.lib.format.read_array_header_1_0(file)
    if (
        dtype != kind
        or len(shape) != axes
        or any(n < 0 for n in shape)
        or math.prod(shape) * dtype.itemsize != len(raw) - file.tell()
    ):
        raise _damaged()
    flat = np.frombuffer(raw, dtype, offset=file.tell())
    return flat.reshape(shape, order="F" if by_columns else "C").copy()


def _can_have(experiment: Experiment, parameters: int) -> bool:
    """Return whether the described network can have this many weights.

    The numbers of inputs and outputs depend on the data, which may be missing here, so any numbers
    are allowed. The page compares them again when it loads a run.
    """
    readout = problem_type(experiment.problem.kind).readout

    def count(inputs: int, outputs: int) -> int:
        return Architecture(experiment.model, inputs, outputs, readout).parameters

    least = count(1, 1)
    an_input, an_output = count(2, 1) - least, count(1, 2) - least
    left = (parameters - least - k * an_output for k in range(MOST_COLUMNS))
    return any(0 <= rest < MOST_COLUMNS * an_input and rest % an_input == 0 for rest in left)


def _metrics(given: Any) -> dict[str, float | None]:
    values = {str(name)[:40]: value for name, value in list(dict(given).items())[:10]}
    return {
        name: float(v) if isinstance(v, int | float) and math.isfinite(v) else None
        for name, v in values.items()
    }


def _too_much() -> DataError:
    return DataError(_("the runs in the file are too many or too large."))


def _damaged() -> DataError:
    return DataError(_("this is not a file of saved runs, or it is damaged."))
