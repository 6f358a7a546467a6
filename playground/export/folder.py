"""Writing of a folder in one go, so that an interruption leaves no incomplete files."""

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
    """Return the folder to write to as an absolute path; raise before any work is done.

    Raises
    ------
    PlaygroundError
        If it is a file, or cannot be created or written to.
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
            message = _(
                "{name} holds a folder named {file}, where a file of the run belongs; move it, or choose another folder."
            )
            raise PlaygroundError(message.format(name=name[:200], file=file), field="--out")
    return place


def write_folder(place: Path, files: dict[str, bytes]) -> None:
    """Write the files to a temporary folder on the same disk, then move them to ``place``.

    Files of other names that exist in ``place`` are kept.
    """
    temporary = (place if place.exists() else place.parent) / f".{os.getpid()}.partial"
    try:
        temporary.mkdir(parents=True)
        for name, content in files.items():
            (temporary / name).parent.mkdir(parents=True, exist_ok=True)
            (temporary / name).write_bytes(content)
        if place.exists():
            for name in files:
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (temporary / name).replace(place / name)
        else:
            temporary.rename(place)
    except OSError as error:
        raise _refused(str(place), error) from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _refused(name: str, error: Exception) -> PlaygroundError:
    reason = getattr(error, "strerror", None) or str(error)
    return PlaygroundError(
        _("{name} cannot be written: {reason}.").format(name=name[:200], reason=reason),
        field="--out",
    )
