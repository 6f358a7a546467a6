"""Whatever a stranger writes is shown as text on every page: in boxes, titles, labels and
charts.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from playground.ui.shell.markdown import literal
from tests.pages.test_train_files import upload
from tests.pages.visit import own_bytes, press, session_of, settle, whole
from tests.strangers import HOSTILE, STEERING

ROOT = Path(__file__).resolve().parents[2]
Open = Callable[..., AppTest]
#: Fields that the browser shows as they stand, or not at all: choices of a list, what stands in a
#: field, names of elements.
SHOWN_AS_TEXT = {
    "selectbox.options",
    "multiselect.options",
    "selectbox.raw_value",
    "text_input.default",
    "text_input.value",
    "text_input.placeholder",
}


def _written(block: Any) -> Iterator[tuple[str, str]]:
    for child in block.children.values():
        if (proto := getattr(child, "proto", None)) is not None:
            yield from _strings(proto, child.type)
        if hasattr(child, "children"):
            yield from _written(child)


def _strings(message: Message, place: str) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        where = f"{place}.{field.name}"
        for each in value if field.is_repeated else [value]:
            if isinstance(each, Message):
                yield from _strings(each, where)
            elif isinstance(each, str) and field.name not in ("id", "form_id", "key"):
                yield where, each


def fail_where_read(app: AppTest) -> None:
    """Fail when a hostile string stands anywhere just as it came."""
    found = [
        (place, words, text)
        for place, text in _written(app._tree)
        if place not in SHOWN_AS_TEXT
        for words in (*HOSTILE, *STEERING)
        if _as_it_came(words, text)
    ]
    assert found == []


def _as_it_came(words: str, text: str) -> bool:
    only_at_the_start = words in ("# heading", "1. item")
    return literal(words) != words and (
        text.startswith(words) if only_at_the_start else words in text
    )


def fail_where_drawn(app: AppTest) -> int:
    """Fail when a chart has a name just as it came; return how many charts there are."""
    charts = [
        own_bytes(element.proto)
        for element in app.get("bidi_component")
        if element.proto.component_name == "playground_show"
    ]
    for raw in charts:
        figure = json.loads(raw)
        drawn = json.dumps([figure["data"], figure["layout"]], ensure_ascii=False)
        assert [
            sign for sign in ("<a ", "<img", "<https", "<extra>%{customdata}") if sign in drawn
        ] == []
    return len(charts)


#: A value, a key of a group, and the name of a file that a link asks for.
PLACES: tuple[Callable[[str], dict[str, str]], ...] = (
    lambda words: {"data.source": words},
    lambda words: {f"data.{words}": "1"},
    lambda words: {"data.source": "file", "data.params.name": words},
)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        *zip([*HOSTILE, *STEERING], cycle(PLACES), strict=False),
        *((words, place) for words in (HOSTILE[0], STEERING[0]) for place in PLACES[1:]),
    ],
    ids=lambda each: ascii(each) if isinstance(each, str) else "",
)
def test_a_link_is_repeated_as_text(
    words: str, place: Callable[[str], dict[str, str]], open_app: Open
) -> None:
    """Whatever the words, at every place a link has for them."""
    fail_where_read(open_app({**place(words), "v": "1"}))


@pytest.mark.parametrize("page", ["cell", "gradients", "compare", "data"])
def test_a_link_is_repeated_as_text_on_every_page(page: str, open_app: Open) -> None:
    """Each has boxes of its own for what is wrong with a link."""
    for link in (
        {f"data.{HOSTILE[0]}": HOSTILE[1]},
        {"show": f"lanes:{HOSTILE[0]}={HOSTILE[1]}"},
        {"at": HOSTILE[0]},
    ):
        fail_where_read(open_app({**link, "v": "1"}, page=page))


def test_a_key_of_a_link_is_repeated_at_most_in_part(open_app: Open) -> None:
    """A box is no place for somebody else's letter."""
    said = open_app({f"data.{'x' * 5000}": "1", "v": "1"}).warning[0].value
    assert len(said) < 1000


def test_names_of_a_file_its_columns_and_its_classes_are_text_on_every_page(open_app: Open) -> None:
    """Before it is used, and on every page after, while it trains too."""
    app = open_app(page="data")
    rows = [
        HOSTILE,
        *([f"{math.sin(i / 4 + k):.4f}" for k in range(len(HOSTILE))] for i in range(120)),
    ]
    _look_everywhere(app, HOSTILE[0], rows)


def test_names_of_classes_are_text_on_every_page(open_app: Open) -> None:
    """One table whose last column names a class."""
    app = open_app(page="data")
    rows = [
        [*"abcdefghij", "class"],
        *([*(f"{math.sin(i * k):.4f}" for k in range(10)), HOSTILE[i % 8]] for i in range(160)),
    ]
    _look_everywhere(app, HOSTILE[6], rows)


def _look_everywhere(app: AppTest, name: str, rows: Iterable[Iterable[str]]) -> None:
    table = io.StringIO()
    csv.writer(table).writerows(rows)
    fail_where_read(upload(app, name, table.getvalue()))
    fail_where_read(_target_chosen(app))
    fail_where_read(press(app, "Use this file"))
    assert session_of(app).experiment.data.params["name"] == name
    app.switch_page("../../pages/train.py").run()
    settle(press(whole(app), "Step"))
    drawn = 0
    for page in ("train", "cell", "gradients", "compare"):
        app.switch_page(f"../../pages/{page}.py").run()
        fail_where_read(whole(app))
        drawn += fail_where_drawn(app)
    assert drawn > 4


def _target_chosen(app: AppTest) -> AppTest:
    """Choose the first of the columns that can be the target, in their list or by its picture."""
    key = "file.ask."
    for widget in (*app.selectbox, *app.button):
        if (widget.key or "").startswith(key) and ".data.target" in widget.key:
            change = widget.select_index(0) if hasattr(widget, "options") else widget.click()
            return change.run()
    raise AssertionError("no target is asked for")


def test_only_one_file_shows_boxes_of_errors() -> None:
    """So that none is forgotten: what is said there is made text."""
    files = [*(ROOT / "playground" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    assert [
        file.name
        for file in files
        if re.search(r"\bst\.(error|warning|exception|toast)\(", file.read_text("utf-8"))
    ] == ["errors.py"]
