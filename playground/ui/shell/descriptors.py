"""Raise the limit of open files: each page needs a connection and three descriptors."""

from __future__ import annotations

from contextlib import suppress


def allow_many() -> None:
    """Raise the soft limit of open files to the hard one, where there is one."""
    try:
        import resource
    except ImportError:  # Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (
        hard,
        65_536,
        10_240,
    ):  # macOS refuses more than its kernel's own, though the hard limit is endless
        if wanted != resource.RLIM_INFINITY and (soft == resource.RLIM_INFINITY or wanted <= soft):
            return
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            return
