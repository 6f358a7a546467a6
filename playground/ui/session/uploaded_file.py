"""A visitor's file in memory: its bytes, read again whenever a choice about it changes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from playground.cache import ByteCache
from playground.config.experiment import Data
from playground.data.io import upload
from playground.data.series import Sequences, Series
from playground.execution.workers import shared_workers
from playground.ui.shell.own_turn import aside
from playground.wording import _, language

#: Bytes kept of what was lately read from one file.
_MOST_BYTES = 32_000_000


@dataclass
class KeptFile:
    """A file and what was lately read from it.

    Parameters
    ----------
    raw : bytes
        All of it; it goes nowhere but to the process of this server that reads files.
    name : str
        Its name.
    columns : tuple of str
        The columns that can be read.
    """

    raw: bytes
    name: str
    columns: tuple[str, ...] = ()
    _read: ByteCache[str, Series | Sequences] = field(
        default_factory=lambda: ByteCache(_MOST_BYTES), repr=False
    )

    @property
    def sha256(self) -> str:
        """Return the fingerprint by which links know it."""
        return hashlib.sha256(self.raw).hexdigest()

    def read(self, data: Data) -> Series | Sequences:
        """Return what a description makes of the file, or raise what is wrong with it."""
        asked = upload.asked(data)
        key = json.dumps([language(), asked], sort_keys=True)
        return self._read.get_or_make(key, lambda: ask("read", self.raw, self.name, **asked))

    def empty(self) -> None:
        """Forget the bytes and what was read from them: the visitor has left."""
        self.raw = b""
        self._read.clear()


def ask(task: str, *args: Any, **named: Any) -> Any:
    """Read what a visitor sent in a process of its own, and show a waiting visitor their place.

    Raises
    ------
    PlaygroundError
        What is wrong with the file, or that its turn did not come.
    """
    context = get_script_run_ctx()
    place = st.empty()

    def tell(before: int) -> None:
        if before:
            place.info(
                _("Other files are being read; yours is number {place} in the queue.").format(
                    place=before + 1
                ),
                icon=":material/hourglass:",
            )
        else:
            place.info(_("Your file is being read."), icon=":material/hourglass:")

    try:
        with aside():
            return shared_workers().readers.ask(
                "" if context is None else context.session_id, tell, task, *args, **named
            )
    finally:
        place.empty()
