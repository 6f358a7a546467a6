"""From the data part of a description to the series or the sequences themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.data import upload
from playground.data.series import Sequences, Series
from playground.errors import DataError
from playground.registry import Entry, lookup
from playground.wording import _

if TYPE_CHECKING:
    from playground.experiment import Data

#: Steps of all sequences of a task together; more would fill the memory of a small server.
MOST_STEPS = 4_000_000


def load(data: Data, *, lookback: int) -> Series | Sequences:
    """Return what a description asks for; the same description always gives the same numbers.

    Parameters
    ----------
    data : playground.experiment.Data
        The data part of a checked description. The clean part is drawn from ``default_rng([seed, 0])``, the noise from
        ``default_rng([seed, 1])``, so that more noise leaves the wave where it is.
    lookback : int
        Length of a task's sequences; ignored for a series.

    Raises
    ------
    DataError
        When a file cannot be read or the request is too large.
    DescriptionError
        When the source or one of its parameters is not known.
    """
    entry = lookup("source", data.source, field="data.source")
    params = entry.check_params(data.params, "data.params")
    kind = entry.facts["kind"]
    if kind == "task":
        return _task(entry, data, params, lookback)
    if kind == "file":
        return _file(data, params)
    series = entry.make() if kind == "bundled" else _generated(entry, data, params)
    return series.select(data.columns, data.target)


def _task(entry: Entry, data: Data, params: dict[str, Any], lookback: int) -> Sequences:
    if lookback < entry.facts.get("shortest", 1):
        told = _("this task needs sequences of at least {shortest} steps, but got {length}; choose a longer lookback.")
        raise DataError(told.format(shortest=entry.facts["shortest"], length=lookback), field="problem.lookback")
    if data.length * lookback > MOST_STEPS:
        told = _("{count} sequences of {length} steps are more than {most} steps; choose fewer sequences or a shorter lookback.")
        raise DataError(told.format(count=data.length, length=lookback, most=MOST_STEPS), field="data.length")
    x, y = entry.make(data.length, lookback, np.random.default_rng([data.seed, 0]), **params)
    return Sequences(x, y, entry.facts["columns"], entry.label)


def _generated(entry: Entry, data: Data, params: dict[str, Any]) -> Series:
    values = entry.make(data.length, np.random.default_rng([data.seed, 0]), **params)
    values = values.reshape(data.length, -1)
    if data.noise:
        values = values + data.noise * np.random.default_rng([data.seed, 1]).standard_normal(values.shape)
    columns = entry.facts.get("columns", ("value",))
    period = round(params["period"]) if "period" in params else None
    return Series(values, columns, 0, np.arange(data.length, dtype=np.int64), entry.label, period=period)


def _file(data: Data, params: dict[str, Any]) -> Series:
    if data.path is None:
        raise DataError(_("the source 'file' needs the path of a table."), field="data.path")
    raw = read_bytes(Path(data.path))
    overrides = {name: value for name, value in params.items() if value not in ("auto", None) and name not in ("name", "sha256")}
    return upload.read(raw, Path(data.path).name, overrides=overrides, columns=data.columns, target=data.target, missing=data.missing)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file of at most `upload.MOST_BYTES`; anything else raises a `DataError`."""
    shown = "".join(c if c.isprintable() else "?" for c in str(path))[:200]
    try:
        if not path.is_file():
            told = _("{path} is a folder or a device, not a file.") if path.exists() else _("there is no file {path}.")
            raise DataError(told.format(path=shown), field="data.path")
        with path.open("rb") as file:  # one byte more than allowed tells that it is too large
            return file.read(upload.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(_("{path} cannot be read: {reason}.").format(path=shown, reason=reason), field="data.path") from None
