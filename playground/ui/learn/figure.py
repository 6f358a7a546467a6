"""A figure of the Learn page as an element: moving it does not run the page again."""

from __future__ import annotations

import json
from dataclasses import asdict

import streamlit as st

from playground.learn.figures import PLAYERS, flip_book
from playground.learn.flip_book import FlipBook
from playground.learn.unit_scene import unit_scene
from playground.ui.shell.component import stamped, stub
from playground.ui.shell.theme import dark
from playground.ui.train.tracks import tracks

_mount = st.components.v2.component("playground_figure", js=stub("ui/figure.mjs"))


def figure(name: str) -> None:
    """Show a figure by its name."""
    if name in PLAYERS:
        tracks(unit_scene(PLAYERS[name]), f"learn.{name}")
    else:
        _book(flip_book(name))


def _book(book: FlipBook) -> None:
    message = {"book": asdict(book), "scheme": "dark" if dark() else "light"}
    key = f"learn.{book.name}"
    _mount(key=key, data=stamped(json.dumps(message, ensure_ascii=False).encode(), key))
