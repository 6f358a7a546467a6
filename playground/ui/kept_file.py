"""A reader's file in the memory of their session: its bytes, read anew whenever a choice about it changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from playground import executor
from playground.cache import ByteCache
from playground.data import upload
from playground.data.series import Sequences, Series
from playground.errors import PlaygroundError
from playground.experiment import Data
from playground.wording import _

#: Seconds the page waits for a worker; one that reads for longer ends itself before (`playground.readers`).
MOST_SECONDS = 30
#: Bytes kept of what was lately read from one file.
_MOST_BYTES = 32_000_000


@dataclass
class KeptFile:
    """A file and what was lately read from it.

    Parameters
    ----------
    raw : bytes
        All of it; it goes nowhere but to a worker of this server.
    name : str
        Its name.
    columns : tuple of str
        The columns that can be read.
    """

    raw: bytes
    name: str
    columns: tuple[str, ...] = ()
    _read: ByteCache[str, Series | Sequences] = field(default_factory=lambda: ByteCache(_MOST_BYTES), repr=False)

    @property
    def sha256(self) -> str:
        """Return the fingerprint by which links know it."""
        return hashlib.sha256(self.raw).hexdigest()

    def read(self, data: Data) -> Series | Sequences:
        """Return what a description makes of the file, or raise what is wrong with it."""
        asked = upload.asked(data)
        key = json.dumps(asked, sort_keys=True)
        return self._read.get_or_make(key, lambda: ask("read", self.raw, self.name, **asked))

    def empty(self) -> None:
        """Forget the bytes and what was read from them: the visitor has left."""
        self.raw = b""
        self._read.clear()


def ask(task: str, *args: Any, **named: Any) -> Any:
    """Let a worker read the file, so that a hostile one cannot harm the server."""
    try:
        return executor.shared().submit(task, *args, **named).result(MOST_SECONDS)
    except TimeoutError:
        raise PlaygroundError(_("reading this file takes too long; try a smaller one."), field="data.path") from None
