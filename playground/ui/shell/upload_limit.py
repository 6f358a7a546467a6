"""Bytes that one session may upload, kept or on their way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.wording import _

#: Bytes of one session together: a file of saved runs and a few tables.
MOST_BYTES = 75_000_000
_ADDRESS = "/_stcore/upload_file/"


class UploadLimit:
    """Refuse uploads beyond a session's limit; removed files no longer count.

    Parameters
    ----------
    app : ASGI application
    held : callable or None
        ``held(session)`` gives the bytes the server keeps for a session; by default those of
        Streamlit's own storage.
    """

    def __init__(self, app: ASGIApp, held: Callable[[str], int] | None = None) -> None:
        self.app, self._held = app, held or _kept
        self._coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but an upload that is too much."""
        upload = scope["type"] == "http" and scope["method"] == "PUT" and _ADDRESS in scope["path"]
        if not upload:
            await self.app(scope, receive, send)
            return
        session, told = (
            scope["path"].partition(_ADDRESS)[2].partition("/")[0],
            dict(scope["headers"]).get(b"content-length", b"").decode("ascii", "replace"),
        )
        if (
            not told.isdecimal() or len(told) > 12
        ):  # a browser always tells; who does not could send without end
            await PlainTextResponse(_("An upload must declare its length."), 411)(
                scope, receive, send
            )
        elif self._held(session) + self._coming[session] + int(told) > MOST_BYTES:
            sentence = _(
                "The files of one page may have at most {most} MB together; remove one first."
            ).format(most=MOST_BYTES // 1_000_000)
            await PlainTextResponse(sentence, 413)(scope, receive, send)
        else:
            self._coming[session] += int(told)
            try:
                await self.app(scope, receive, send)
            finally:
                self._coming[session] -= int(told)
                if not self._coming[session]:
                    del self._coming[session]


def _kept(session: str) -> int:
    from streamlit.runtime import get_instance

    storage = getattr(get_instance().uploaded_file_mgr, "file_storage", {})
    return sum(len(file.data) for file in list(storage.get(session, {}).values()))
