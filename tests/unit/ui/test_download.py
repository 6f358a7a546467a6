"""A file that was asked for is there until the browser has fetched it, whatever others do
meanwhile.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from playground.ui.shell import download


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> MediaFileManager:
    """Streamlit's own keeper of files, and a page of the session "mine"."""
    found = MediaFileManager(MemoryMediaFileStorage("/media"))
    server = SimpleNamespace(
        exists=lambda: True, instance=lambda: SimpleNamespace(media_file_mgr=found)
    )
    monkeypatch.setattr(download, "Runtime", server)
    monkeypatch.setattr(
        download, "get_script_run_ctx", lambda **_how: SimpleNamespace(session_id="mine")
    )
    return found


def pressed(files: MediaFileManager, content: bytes | str, *, keep: bool = True) -> str:
    """Press the button, let others draw their pages, and return the file's name."""
    make = lambda: content  # noqa: E731
    offered = download.kept(make, "numbers.csv", "text/csv") if keep else make
    address = files.execute_deferred(
        files.add_deferred(offered, "text/csv", "a button", "numbers.csv")
    )
    for _page in range(20):
        files.remove_orphaned_files()
    return address.removeprefix("/media/")


@pytest.mark.parametrize("content", [b"a,b\n", "a,b\nä,1\n"])
def test_a_file_stays_while_others_draw_their_pages(
    files: MediaFileManager, content: bytes | str
) -> None:
    """And it goes with its session."""
    name = pressed(files, content)
    found = files.read_file(name)
    assert found is not None
    assert found.content == (content.encode() if isinstance(content, str) else content)
    files.clear_session_refs("mine")
    for _page in range(2):
        files.remove_orphaned_files()
    assert files.read_file(name) is None


def test_streamlit_alone_lets_go_of_it(files: MediaFileManager) -> None:
    """Once it does not any more, `playground.ui.shell.download` has had its day."""
    assert files.read_file(pressed(files, b"a,b\n", keep=False)) is None


def test_a_newer_file_takes_the_place_of_the_last(files: MediaFileManager) -> None:
    """However often somebody presses, one of each is held."""
    names = [pressed(files, f"{k}\n") for k in range(5)]
    assert [files.read_file(name) is not None for name in names] == [
        False,
        False,
        False,
        False,
        True,
    ]
