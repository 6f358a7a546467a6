"""Log lines in which a visitor's text can neither begin a line nor control the terminal."""

from __future__ import annotations

import logging
import textwrap
import traceback
from collections.abc import Mapping
from typing import Any

from playground.printable import printable, shown


def keep_lines() -> None:
    """Write every record of this process so; called once, when the server starts."""
    default = logging.getLogRecordFactory()
    if not isinstance(default, _Plain):
        logging.setLogRecordFactory(_Plain(default))


class _Plain:
    """Makes records of plain text out of another factory's records."""

    def __init__(self, made: Any) -> None:
        self.made = made

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record: logging.LogRecord = self.made(*args, **kwargs)
        record.msg = (
            shown(record.msg) if isinstance(record.msg, str) else printable(str(record.msg))
        )
        record.args = _plain(record.args)
        if (
            record.exc_info and record.exc_info[0] is not None
        ):  # a formatter takes this instead of making its own
            record.exc_text = _told(record.exc_info[1])
        return record


def _plain(args: Any) -> Any:
    if isinstance(args, Mapping):
        return {name: _plain_one(value) for name, value in args.items()}
    return tuple(map(_plain_one, args)) if isinstance(args, tuple) else args


def _plain_one(value: Any) -> Any:
    return printable(str(value)) if isinstance(value, str | BaseException) else value


def _told(error: BaseException | None) -> str:
    """Return the traceback with all but its first line indented."""
    if error is None:
        return ""
    first, _, rest = shown("".join(traceback.format_exception(error))).rstrip("\n").partition("\n")
    return first + "\n" + textwrap.indent(rest, "  ", lambda _line: True)
