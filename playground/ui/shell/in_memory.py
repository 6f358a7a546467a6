"""Uploads stay in memory on their way to the session, as the page promises."""

from __future__ import annotations

from starlette.formparsers import MultiPartParser

#: Bytes; more than the server takes at all (`server.maxUploadSize`, which the largest file of runs
#: decides). The web server would write what is larger than this to a temporary file.
MOST_IN_MEMORY = 24_000_000


def keep_uploads_in_memory() -> None:
    """Let the web server's form parser hold every upload in memory; its own limit is 1 MB."""
    MultiPartParser.spool_max_size = MOST_IN_MEMORY
