"""What our browser components share: a small loader, and updates that carry their time."""

from __future__ import annotations

import struct
import time

from playground.ui.shell import assets


def stub(name: str) -> str:
    """Return the few bytes of script that load a module by its address.

    Streamlit sends an element's script again with every update, so it must be small; the module
    itself is fetched once.
    """
    return f"""const module = import(new URL("{assets.url(name)}", document.baseURI));
export default async (component) => (await module).default(component);"""


def stamped(data: bytes, key: str) -> bytes:
    """Return ``data`` with the time in front, so that late updates can be ignored, and the key.

    By its key the live feed finds an element. ``ui/browser/mounted.mjs`` reads both.
    """
    name = key.encode()
    return struct.pack("<dB", time.time(), len(name)) + name + data
