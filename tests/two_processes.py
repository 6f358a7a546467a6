"""Which tests share a process when they run in two."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """Keep each file's tests in one process, and all that need the browser together: one server and
    one browser serve them all.

    The marks of `--dist loadgroup` would say the same, but xdist 3.8 loses them with pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "tests/browser" if nodeid.startswith("tests/browser/") else nodeid.split("::")[0]
