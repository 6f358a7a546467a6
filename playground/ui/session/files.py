"""The files that a visitor brought, and the experiment that waits for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.config.experiment import Experiment
from playground.data.series import Series
from playground.ui.session.uploaded_file import KeptFile

#: Files kept for one page; the newest stay.
MOST_FILES = 3


@dataclass
class Files:
    """The visitor's files and drawings.

    Parameters
    ----------
    kept : dict of str to Series or KeptFile
        Drawings and files by the sha256 of their bytes, oldest first.
    wanted : Experiment or None
        An experiment whose file is not here: every page asks for it.
    """

    kept: dict[str, Series | KeptFile] = field(default_factory=dict)
    wanted: Experiment | None = None

    def lack(self, experiment: Experiment) -> bool:
        """Return whether an experiment is about a file that is not here."""
        data = experiment.data
        known = data.path is not None or data.params.get("sha256") in self.kept
        return data.source == "file" and not known

    def keep(self, files: Mapping[str, Series | KeptFile]) -> None:
        """Keep these files too, and drop the oldest beyond `MOST_FILES`."""
        self.kept = dict(list({**self.kept, **files}.items())[-MOST_FILES:])
