"""The player with its recording as one HTML file that plays from disk, without a server and without the internet."""

from __future__ import annotations

import base64
import gzip
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from playground.player.payload import unpack, with_header
from playground.wording import _, language

PACKAGE = Path(__file__).parent.parent
ASSETS = PACKAGE / "player" / "assets"
TEMPLATE = Path(__file__).with_name("player_page.html")
THEME = PACKAGE.parent / ".streamlit" / "config.toml"
#: Bytes of frames that go into a file before they are compressed; a longer film is thinned to fit.
MOST_BYTES = 24_000_000
#: The page's own theme, under the names by which the player asks for it.
COLOURS = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor", "borderColor", "linkColor")
_FIXED = {"font": 'system-ui, "Source Sans", sans-serif', "base-radius": "0.375rem", "button-radius": "0.375rem", "base-font-size": "16px"}
_RELATIVE = re.compile(r'(from|import)(\s+|\()"\./([\w.]+)"')


def player_page(
    payload: bytes, frames: Callable[[Sequence[int]], Iterable[bytes]], *, title: str, question: str, description: dict[str, Any]
) -> bytes:
    """Return the file.

    Parameters
    ----------
    payload : bytes
        The newest step, from `Scene.packed`, with its ``training``.
    frames : callable
        Gives the packed frames of training steps.
    title, question : str
        What stands above the player.
    description : dict
        The experiment, for whoever wants to repeat it.
    """
    steps, film = _film(payload, frames)
    header = {"film": None, "opening": False, "editable": False, "hint": "", "group": "", "report_cursor": False}
    view = with_header(payload, lambda known: {**header, "training": _training(known, steps), "cell": _cell(known)})
    light, dark = _theme()
    page = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        language=language(),
        title=escape(title),
        question=escape(question),
        about=escape(_("The experiment, to open in the playground again")),
        description=escape(json.dumps(description, indent=2, ensure_ascii=False)),
        light=light,
        dark=dark,
        modules=json.dumps({"imports": modules()}),
        view=_packed(view),
        film=_packed(film),
    )
    return page.encode()


def modules() -> dict[str, str]:
    """Return every module of the player as a data address by the bare name under which the others ask for it.

    A file opened from disk cannot import its neighbours, and a data address has none: so names take the place of addresses.
    """
    found = {}
    for file in sorted(ASSETS.glob("*.mjs")):
        source = file.read_text(encoding="utf-8")
        if file.name == "style.mjs":
            sheets = re.findall(r'sheet\("(\w+\.css)"\)', source)
            css = "\n".join((ASSETS / sheet).read_text(encoding="utf-8") for sheet in sheets)
            source = f"export const css = {json.dumps(css)};"
        source = _RELATIVE.sub(r'\1\2"player/\3"', source)
        found[f"player/{file.name}"] = "data:text/javascript;charset=utf-8;base64," + base64.b64encode(source.encode()).decode()
    return found


def _film(payload: bytes, frames: Callable[[Sequence[int]], Iterable[bytes]]) -> tuple[list[int], bytes]:
    """Return the steps that go along and their frames: all of them, or evenly fewer when they would be too many bytes."""
    header, _arrays = unpack(payload)
    steps: list[int] = (header["training"] or {}).get("frames", [])
    if not steps:
        return [], b""
    size = len(b"".join(frames(steps[-1:]))) or 1
    every = -(-len(steps) * size // MOST_BYTES)
    kept = sorted({*steps[::every], steps[-1]})
    return kept, b"".join(frames(kept))


def _training(known: dict[str, Any], steps: list[int]) -> dict[str, Any] | None:
    training = known.get("training")
    return None if training is None else {**training, "frames": steps, "running": False}


def _cell(known: dict[str, Any]) -> dict[str, Any]:
    cell = known.get("cell") or {}
    return {**cell, "can_hold": False} if cell else {}


def _theme() -> tuple[str, str]:
    """Return the page's colours in light and in dark, as CSS variables."""
    theme = tomllib.loads(THEME.read_text(encoding="utf-8"))["theme"]
    fixed = [f"  --st-{name}: {value};" for name, value in _FIXED.items()]
    light, dark = (
        [f"  --st-{re.sub('[A-Z]', lambda m: '-' + m[0].lower(), name)}: {theme[scheme][name]};" for name in COLOURS]
        for scheme in ("light", "dark")
    )
    return "\n".join([*fixed, *light]), "\n".join(dark)


def _packed(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, 6, mtime=0)).decode()
