"""Writing a folder all at once: it is there whole, or not at all."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playground.errors import PlaygroundError
from playground.wording import _

#: The files of a run (`playground.export.run_folder`).
FILES = (
    "experiment.json",
    "history.csv",
    "metrics.json",
    "predictions.csv",
    "model.safetensors",
    "trace.npz",
)


def check_place(name: str) -> Path:
    """Return the folder to write as an absolute path, or raise while nothing was done yet.

    Raises
    ------
    PlaygroundError
        It is a file, or stands where nothing can be written.
    """
    try:
        place = Path(name).resolve()
        above = next(p for p in (place, *place.parents) if p.exists())
    except (OSError, ValueError, RuntimeError) as error:
        raise _refused(name, error) from None
    if not name or not above.is_dir():
        raise PlaygroundError(
            _("{name} is not a folder and cannot become one.").format(name=name[:200] or "''"),
            field="--out",
        )
    if not os.access(above, os.W_OK | os.X_OK):
        raise PlaygroundError(
            _("{name} cannot be written to: permission denied.").format(name=name[:200]),
            field="--out",
        )
    for file in FILES:
        if (place / file).is_dir():
            told = _(
                "{name} holds a folder named {file}, where a file of the run belongs; move it, or choose another folder."
            )
            raise PlaygroundError(told.format(name=name[:200], file=file), field="--out")
    return place


def write_folder(place: Path, files: dict[str, bytes]) -> None:
    """Write all files apart first, on the same disk, then move them there; files of other names
    that lie there stay.
    """
    beside = (place if place.exists() else place.parent) / f".{os.getpid()}.partial"
    try:
        beside.mkdir(parents=True)
        for name, content in files.items():
            (beside / name).write_bytes(content)
        if place.exists():
            for name in files:
                (beside / name).replace(place / name)
        else:
            beside.rename(place)
    except OSError as error:
        raise _refused(str(place), error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refused(name: str, error: Exception) -> PlaygroundError:
    reason = getattr(error, "strerror", None) or str(error)
    return PlaygroundError(
        _("{name} cannot be written: {reason}.").format(name=name[:200], reason=reason),
        field="--out",
    )
