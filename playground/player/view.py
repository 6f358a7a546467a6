"""The view: the time axis that all tracks share, and everything else around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Order:
    """One way to sort the units of a map.

    Parameters
    ----------
    label : str
        Label on screen.
    units : sequence of int
        Columns of the arrays, counted from 0, in the order in which they are drawn from the top.
    """

    label: str
    units: Sequence[int]


@dataclass(frozen=True)
class View:
    """The time axis that all tracks share, and everything else around them.

    Parameters
    ----------
    title, alt : str
        Title and text alternative, one or two sentences about the values shown.
    cursor : int or None
        Column of the cursor until the reader moves it; None means the last one.
    first : int
        Number of the first column.
    labels : sequence of str
        Name of each column, such as a date, shown instead of its number.
    marks : sequence of int
        Columns with a mark (a bell, a question), drawn through all tracks.
    signs : sequence of str
        Symbol of each kind of mark; clicks in the row of marks cycle through none and all kinds.
    kinds : sequence of int
        Index into ``signs`` for each mark; empty means the first kind for all.
    sign_names : sequence of str
        Name of each kind of mark, for screen readers.
    dividers : sequence of (int, str)
        Columns with a labeled dashed line before them, where the forecast or the decoder begins.
    forecast_at : int or None
        Column at which a forecast begins that ends the axis; it is given a good part of the width.
    loss_at : int or None
        Column of the loss, from which time steps back are counted for gradients.
    editable : bool
        Whether the series named ``"x"`` and the marks can be edited.
    edited : int or None
        Number of the last edit that these values include, as sent by the browser.
    asked : mapping or None
        A requested position: ``t`` (column) and ``film`` (training step), either of which can be
        None, and a ``number`` by which the player recognizes a request that it has fulfilled. The
        player then reports its position at rest. With None it neither moves nor reports.
    unit : int or None
        Column of the chosen unit until the reader chooses another; None means the first one, which
        is then not marked as chosen.
    orders : sequence of Order
        Ways to sort the units, the default first; empty keeps the order of the arrays.
    said : sequence of str
        Sentences about the training step shown, the first one above the tracks; a film has
        sentences per frame.
    groups : mapping of str to str
        Headings of groups of rows by their keys.
    asides : mapping of str to str
        What the rows of a group amount to, in words, beside its heading; a film has them per frame.
    group : str
        Players of one group on a page share cursor and training step; empty means no group.
    cell : mapping
        Data of the cell's diagram, as values for JSON.
    training : mapping or None
        The error curve of the training slider, from `playground.player.training.curve`.
    strip : str
        Key of the element of the page that shows the error curve; empty shows it below the tracks.
    film : str or None
        Address of the recorded frames; None if there are only these values.
    slide : mapping or None
        The window of a series that is shown and those that can be: ``at``, ``first`` and ``last``
        (first rows of windows), ``by`` (rows from one to the next in playing), ``ready`` (0 while
        they cannot be played, because the network is being trained); None for none.
    opening : bool
        Whether the recording is played once when the page opens.
    hint : str
        How to edit the input, shown below the axis.
    words : mapping of str to str
        Every text of the player by key, from `playground.player.words`.
    language : str
        Code of the language in which numbers are formatted.
    height : int or None
        Total height of the rows in pixels; None gives each row the height that it needs.
    """

    title: str
    alt: str
    cursor: int | None = None
    first: int = 1
    labels: Sequence[str] = ()
    marks: Sequence[int] = ()
    signs: Sequence[str] = ("▲",)
    kinds: Sequence[int] = ()
    sign_names: Sequence[str] = ()
    dividers: Sequence[tuple[int, str]] = ()
    forecast_at: int | None = None
    loss_at: int | None = None
    editable: bool = False
    edited: int | None = None
    asked: Mapping[str, Any] | None = None
    unit: int | None = None
    orders: Sequence[Order] = ()
    said: Sequence[str] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    asides: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    cell: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] | None = None
    strip: str = ""
    film: str | None = None
    slide: Mapping[str, int] | None = None
    opening: bool = False
    hint: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    height: int | None = None
