"""The headline of the gradient picture: each cell's reach, in its colour."""

from __future__ import annotations

import html
from collections.abc import Mapping

import streamlit as st

from playground.analysis.gradients.lines import Line
from playground.config import registry
from playground.figures.palette import palette
from playground.sentences.shares import factor_words, share_words
from playground.wording import _, number


def reach_cards(lines: Mapping[str, Line], steps_before: int | None, dark: bool) -> None:
    """Show one card a cell: its reach, large; the share at the marked step and the slope, small."""
    colours = palette(dark)["cells"]
    st.html(
        f'<div style="display:flex;flex-wrap:wrap;gap:0.5rem">{"".join(_card(line, steps_before, colours[cell]) for cell, line in lines.items())}</div>'
    )


def _card(line: Line, steps_before: int | None, colour: str) -> str:
    name = _(registry.lookup("cell", line.cell).label)
    reach, unit, rest = headline(line)
    small = [rest, details(line)]
    if steps_before is not None and 0 < steps_before <= line.at:
        small.insert(
            1, _("influence of ▲: {share}").format(share=share_words(line.share_at(steps_before)))
        )
    return (
        f'<div style="flex:1 1 6.2rem;min-width:6.2rem;border-left:4px solid {colour};padding:0.1rem 0 0.1rem 0.6rem">'
        f'<div style="color:{colour};font-weight:600">{html.escape(name)}</div>'
        f'<div style="font-size:1.7rem;font-weight:600;line-height:1.15">{html.escape(reach)} <span style="font-size:0.9rem;font-weight:400">{html.escape(unit)}</span></div>'
        + "".join(
            f'<div style="font-size:0.8125rem;opacity:0.8">{html.escape(text)}</div>'
            for text in small
        )
        + "</div>"
    )


def headline(line: Line) -> tuple[str, str, str]:
    """Return the reach as a number, its unit, and what it means."""
    if line.reach is None:
        return number(line.at, 4), _("steps"), _("reach: the whole window")
    return number(line.reach, 4), _("steps"), _("reach")


def details(line: Line) -> str:
    """Return the factor by which the gradient changes per step."""
    return factor_words(line.slope)
