"""What a reader uploads is never written to disk."""

from __future__ import annotations

import tempfile

import pytest
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from playground.data.io.limits import MOST_BYTES
from playground.ui.shell import in_memory
from tests.asynchronous import finish


async def _uploaded(content: bytes) -> bytes:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n'
        + content
        + b"\r\n--x--\r\n"
    )

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {
        "type": "http",
        "method": "PUT",
        "headers": [(b"content-type", b"multipart/form-data; boundary=x")],
    }
    form = await Request(scope, receive).form()
    file = form["f"]
    assert isinstance(file, UploadFile)
    content = await file.read()
    await form.close()
    return content


def test_the_largest_file_never_becomes_a_temporary_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("the upload was written to disk")

    monkeypatch.setattr(
        MultiPartParser, "spool_max_size", MultiPartParser.spool_max_size
    )  # put back afterwards
    in_memory.keep_uploads_in_memory()
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert len(finish(_uploaded(b"1,2\n" * (MOST_BYTES // 4)))) == MOST_BYTES
