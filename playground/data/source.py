"""Load the data that a description asks for: a series or sequences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.config import registry
from playground.config.registry import Source
from playground.data.io import upload
from playground.data.series import Sequences, Series
from playground.data.sources.compose import check_places, composed, with_events, with_regimes
from playground.data.windowing.compatibility import sequence_steps
from playground.errors import DataError
from playground.wording import _

if TYPE_CHECKING:
    from playground.config.experiment import Data, Experiment

#: Steps of all sequences of a task together; more would exhaust the memory of a small server.
MOST_STEPS = 4_000_000


def loaded(experiment: Experiment) -> Series | Sequences:
    """Return the data of an experiment, with sequences as long as its problem type needs."""
    problem = experiment.problem
    return load(
        experiment.data, lookback=problem.lookback, horizon=problem.horizon, kind=problem.kind
    )


def load(
    data: Data,
    *,
    lookback: int,
    horizon: int = 1,
    kind: str = "many_to_one",
    most_steps: int = MOST_STEPS,
) -> Series | Sequences:
    """Return the data of a description; the same description always gives the same numbers.

    Parameters
    ----------
    data : playground.config.experiment.Data
        The data part of a checked description. The clean part uses ``default_rng([seed, 0])`` and
        the noise ``default_rng([seed, 1])``, so that changing the noise keeps the wave.
    lookback, horizon, kind : int, int, str
        Of the problem; they determine the length of sequences (`compatibility.sequence_steps`) and
        are ignored for a series.
    most_steps : int
        Steps of all sequences of a task together.

    Raises
    ------
    DataError
        A file cannot be read or the request is too large.
    DescriptionError
        The source or one of its parameters is unknown.
    """
    entry = registry.source(data.source)
    params = entry.check_params(data.params, "data.params", entry.own_defaults(kind))
    _refuse_unfit(data, entry)
    if entry.is_task:
        return _task(
            entry,
            data,
            params,
            sequence_steps(kind, lookback, horizon, entry.facts.get("ahead", False)),
            most_steps,
        )
    if entry.is_file:
        raw: Series | Sequences = _file(data)
    else:
        raw = entry.make() if entry.is_bundled else _generated(entry, data, params)
        raw = raw.select(data.columns, data.target) if isinstance(raw, Series) else raw
    return finished(raw, data)


def finished(raw: Series | Sequences, data: Data) -> Series | Sequences:
    """Return data with the events and the transformation of a description.

    Raises
    ------
    DataError
        Sequences support neither.
    """
    if isinstance(raw, Sequences):
        if data.transform != "none":
            raise DataError(
                _("Only one long series can be transformed; choose none."), field="data.transform"
            )
        if data.events:
            raise DataError(
                _("Events need one long series, and these are separate sequences; remove them."),
                field="data.events",
            )
        return raw
    return replace(with_events(raw, data.events, data.missing), transform=data.transform)


def _task(entry: Source, data: Data, params: dict[str, Any], steps: int, most: int) -> Sequences:
    """Generate a task's sequences.

    The task's function takes (count, steps, rng) and its parameters; it returns (x, y), or
    (x, y, labels) if its facts include ``classes``.
    """
    if steps < entry.facts.get("shortest", 1):
        sentence = _(
            "This task needs sequences of at least {shortest} steps, but got {length}; choose a longer lookback."
        )
        raise DataError(
            sentence.format(shortest=entry.facts["shortest"], length=steps),
            field="problem.lookback",
        )
    if data.length * steps > most:
        sentence = _(
            "{count} sequences of {length} steps are more than {most} steps; choose fewer sequences or a shorter lookback."
        )
        raise DataError(
            sentence.format(count=data.length, length=steps, most=most), field="data.length"
        )
    x, y, *labels = entry.make(data.length, steps, np.random.default_rng([data.seed, 0]), **params)
    ahead = entry.facts.get("ahead", False)
    if data.noise and "noise" in entry.facts["uses"]:
        x = x + data.noise * np.random.default_rng([data.seed, 1]).standard_normal(x.shape)
        y = x[:, :, 0] if ahead else y
    label = labels[0].astype(np.int64) if labels else None
    return Sequences(
        x,
        y,
        entry.facts["columns"],
        entry.label,
        classes=entry.facts.get("classes", ()),
        labels=label,
        ahead=ahead,
    )


def _generated(entry: Source, data: Data, params: dict[str, Any]) -> Series:
    values = entry.make(data.length, np.random.default_rng([data.seed, 0]), **params)
    values = composed(values.reshape(data.length, -1), data.compose, data.seed)
    check_places(data.events, len(values))
    values, regime = with_regimes(values, data.events, data.seed)
    if data.noise:
        values = values + data.noise * np.random.default_rng([data.seed, 1]).standard_normal(
            values.shape
        )
    columns = entry.facts.get("columns", ("value",))
    changes = [event for event in data.events if event["kind"] == "regime_change"]
    period = (
        round(params["period"]) if "period" in params and not data.compose and not changes else None
    )
    classes = (
        tuple(_("regime {number}").format(number=k + 1) for k in range(len(changes) + 1))
        if changes
        else ()
    )
    index = np.arange(len(values), dtype=np.int64)
    labels = regime if changes else None
    return Series(
        values, columns, 0, index, entry.label, period=period, classes=classes, labels=labels
    )


def _refuse_unfit(data: Data, entry: Source) -> None:
    """Refuse fields that do not apply to the source."""
    uses = entry.facts.get("uses", ())
    if data.path is not None and not entry.is_file:
        raise DataError(
            _("Only the source 'file' reads a file; choose it as the source, or remove the path."),
            field="data.path",
        )
    for name, given in (
        ("columns", data.columns),
        ("target", data.target),
        ("resample", data.resample),
    ):
        if (
            given is not None
            and name not in uses
            and not (name in ("columns", "target") and entry.is_generator)
        ):
            sentence = _("The source {source!r} offers no such choice; remove this field.").format(
                source=data.source
            )
            raise DataError(sentence, field=f"data.{name}")
    if data.compose and not entry.is_generator:
        raise DataError(
            _(
                "Only generated waves can be combined; choose one as the source, or leave this empty."
            ),
            field="data.compose",
        )
    if any(event["kind"] == "regime_change" for event in data.events) and not entry.is_generator:
        raise DataError(
            _("Only a generated wave can change its regime; choose one as the source."),
            field="data.events",
        )
    if data.events and entry.is_task:
        raise DataError(
            _(
                "Events need one long series, and a task consists of separate sequences; remove them."
            ),
            field="data.events",
        )


def _file(data: Data) -> Series | Sequences:
    if data.path is None:
        raise DataError(_("The source 'file' needs the path of a table."), field="data.path")
    raw = read_bytes(Path(data.path))
    return upload.read(raw, Path(data.path).name, **upload.asked(data))


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, cut one byte above `upload.MOST_BYTES`; or raise `DataError`."""
    shown = "".join(c if c.isprintable() else "?" for c in str(path))[:200]
    try:
        if not path.is_file():
            sentence = (
                _("{path} is a folder or a device, not a file.")
                if path.exists()
                else _("There is no file {path}.")
            )
            raise DataError(sentence.format(path=shown), field="data.path")
        with path.open("rb") as file:  # one byte more than allowed shows that it is too large
            return file.read(upload.MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(
            _("{path} cannot be read: {reason}.").format(path=shown, reason=reason),
            field="data.path",
        ) from None
