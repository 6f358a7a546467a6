"""A reader's words stand on the page as they wrote them."""

from __future__ import annotations

import io
import json
import logging

import numpy as np
import pytest

from playground.figures.benchmark import benchmark_chart
from playground.figures.class_shares import class_shares_chart
from playground.figures.confusion import confusion_chart
from playground.figures.mapping import mapping_chart
from playground.figures.plain import plain, short
from playground.figures.side_by_side import over_time
from playground.figures.written import error_by_step, free_running_chart
from playground.ui.shell import log_lines
from playground.ui.shell.markdown import literal
from tests.strangers import HOSTILE, STEERING


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("GDP (US$) of GDP (US$)", "GDP (US\\$) of GDP (US\\$)"),
        ("wind_speed_10m", "wind_speed_10m"),
        ("_b_ and __c__", "\\_b\\_ and \\_\\_c\\_\\_"),
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("0.5 a", "0.5 a"),
        ("&lt;b&gt;", "\\&lt;b\\&gt;"),
        ("www.a.b https://c.d e@f.g", "www\u200b.a.b https:\u200b//c.d e@\u200bf.g"),
        (":material/menu: 12:30", ":\u200bmaterial/menu: 12:30"),
        ("a\nb\x1b[2J\u202ec", "a b\ufffd\\[2J\ufffdc"),
        (":red[x] *y* <b>", "\\:red\\[x\\] \\*y\\* \\<b>"),
    ],
)
def test_marks_of_markdown_are_shown_as_they_stand(words: str, shown: str) -> None:
    assert literal(words) == shown


@pytest.mark.parametrize("words", [*HOSTILE, *STEERING], ids=ascii)
def test_a_chart_repeats_a_name_as_text(words: str) -> None:
    """Plotly would make links and bold letters of it, and fill in blanks."""
    line = np.arange(3.0)
    charts = (
        confusion_chart([[1, 0], [0, 1]], [words, "b"], False),
        class_shares_chart(np.full((3, 2), 0.5), [words, "b"], 0, False),
        free_running_chart(line, line, line, words, False),
        error_by_step(line, line, words, False),
        benchmark_chart([1.0], {"mean": 2.0}, "error", words, False),
        mapping_chart(line, line, line, (words, words), False),
        over_time(
            line, line, {"lstm": (line, line)}, {"lstm": "lstm"}, False, title="row", unit=words
        ),
    )
    for chart in charts:
        said = json.dumps(chart, default=str, ensure_ascii=False)
        as_text = json.dumps(plain(words), ensure_ascii=False)[1:-1]
        assert as_text in said
        for sign in ("<a ", "<img", "<https", "%{customdata}<", *STEERING):
            assert sign not in said.replace('"%{customdata}<extra></extra>"', "")


@pytest.mark.parametrize("words", STEERING, ids=ascii)
def test_a_line_of_the_log_cannot_be_written_by_a_stranger(words: str) -> None:
    """In its words, in what is filled in, and in a traceback."""
    before, out = logging.getLogRecordFactory(), io.StringIO()
    log = logging.Logger("of this test")
    log.addHandler(logging.StreamHandler(out))
    log_lines.keep_lines()
    try:
        log.error("cannot read %s", words)
        log.error("cannot read %(name)s", {"name": words})
        try:
            raise ValueError(words)
        except ValueError as error:
            log.exception(error)
    finally:
        logging.setLogRecordFactory(before)
    said = out.getvalue()
    assert said.count("Traceback (most recent call last):") == 1
    begun = [line for line in said.splitlines() if not line.startswith(" ")]
    assert len(begun) == 4
    assert not [sign for sign in "\x00\x1b\u202e" if sign in said]


def test_a_long_name_at_an_axis_is_cut_and_still_only_text() -> None:
    """A column may be called by a whole sentence, with markup in it."""
    assert short("rain <b>and</b> snow", 30) == plain("rain <b>and</b> snow")
    cut = short("Niederschlag in Zürich-Fluntern & Umgebung <mm pro Tag>", 30)
    assert cut == "Niederschlag in Zürich-Flunte…"
    assert short("&" * 40, 4) == "&amp;&amp;&amp;…"
