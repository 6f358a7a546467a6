"""Answers leave at once."""

from __future__ import annotations

import socket
import sys

import pytest

from playground.ui.shell.no_delay import send_at_once


def _at_once(connection: socket.socket) -> bool:
    return bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a socket's number")
def test_a_connection_made_after_it_sends_small_packets_at_once() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        kept = []
        for expected in (False, True):
            kept.append(socket.create_connection(listening.getsockname()))
            accepted, _address = listening.accept()
            kept.append(accepted)
            assert _at_once(accepted) is expected
            send_at_once()
        for connection in kept:
            connection.close()


def test_a_process_that_does_not_listen_is_left_alone() -> None:
    send_at_once()
