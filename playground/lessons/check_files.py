"""The table of what a class has handed in: who reached what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from playground.errors import DataError, PlaygroundError
from playground.execution.readers import Readers
from playground.execution.workers import Workers
from playground.lessons.check import UNREADABLE, Checked, Checker
from playground.lessons.hand_in import MOST_BYTES, HandIn, from_plain
from playground.printable import printable
from playground.wording import N_, _, number

_HEADINGS = (
    N_("file"),
    N_("name"),
    N_("lesson"),
    N_("step"),
    N_("said"),
    N_("it was"),
    N_("reached"),
    N_("repeated"),
)
#: Most characters of a cell; the last column, the reason, is longer.
_WIDTHS = (28, 24, 18, 4, 28, 28, 40, 200)


def check_files(
    names: Sequence[str], workers: Workers, log: Callable[[str], None]
) -> tuple[list[str], int]:
    """Read files in a process with limits, and repeat their runs.

    Parameters
    ----------
    names : sequence of str
        Paths of HTML or JSON files.
    workers : Workers
        They train.
    log : callable
        Is told which file is being checked.

    Returns
    -------
    list of str
        The lines of the table.
    int
        How many files could not be read.
    """
    readers, checker = Readers(apart=True), Checker(workers)
    rows: list[tuple[str, ...]] = [tuple(_(heading) for heading in _HEADINGS)]
    unreadable = 0
    try:
        for k, name in enumerate(names, 1):
            log(_("{k} of {all}: {name}").format(k=k, all=len(names), name=_short(name, 100)))
            file = _short(Path(name).name, _WIDTHS[0])
            try:
                handed = _read(name, readers)
            except PlaygroundError as error:
                unreadable += 1
                empty = ("",) * (len(_HEADINGS) - 2)
                rows.append((file, *empty, f"{_(UNREADABLE)}: {error.message}"))
                continue
            rows += _rows(file, handed, checker.check(handed))
    finally:
        readers.stop()
    return _aligned(rows), unreadable


def _read(name: str, readers: Readers) -> HandIn:
    try:
        with Path(name).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(_("it cannot be opened: {reason}.").format(reason=reason)) from None
    return from_plain(readers.submit("hand_in", raw).result())


def _rows(file: str, handed: HandIn, checked: Sequence[Checked]) -> Iterator[tuple[str, ...]]:
    about = (file, handed.name or "–", handed.lesson)
    if not checked:
        yield (*about, "", "", "", "", _("no answers"))
    for one in checked:
        answer = one.answer
        result = _(one.result) + (f": {one.why}" if one.why else "")
        reached = _reached(answer.numbers)
        yield (*about, str(answer.step), answer.said, answer.truth, reached, result)


def _reached(numbers: dict[str, float]) -> str:
    if "step" not in numbers:
        return ""
    said = _("step {step}").format(step=round(numbers["step"]))
    if "validation_error" in numbers:
        error = number(numbers["validation_error"])
        said += ", " + _("validation error {error}").format(error=error)
    return said


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    cells = [[_short(c, w) for c, w in zip(row, _WIDTHS, strict=True)] for row in rows]
    widths = [max(len(row[k]) for row in cells) for k in range(len(_HEADINGS))]
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in cells)
    return [line.rstrip() for line in lines]


def _short(text: str, most: int) -> str:
    """Return a stranger's text on one line, cut where it is long."""
    line = printable(text)
    return line if len(line) <= most else line[: most - 1] + "…"
