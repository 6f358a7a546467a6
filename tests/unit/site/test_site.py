"""The static site: complete, small, and free of addresses elsewhere."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

from playground.gallery.exhibits import EXHIBITS
from playground.learn.papers import PAPERS
from playground.lessons.course import lessons
from playground.site.site import site
from playground.wording import LANGUAGES

MOST_BYTES = 12_000_000
_LINK = re.compile(r"""(?:href|src)="([^"#]+)\"""")


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """Every file of the site."""
    return {name: content.decode() for name, content in site()}


def test_every_recorded_exhibit_has_a_page_in_every_language(files: dict[str, str]) -> None:
    """Its own run and those of its shipped variations."""
    pages = {
        f"{exhibit.recording_file(label).stem}.html"
        for exhibit in EXHIBITS.values()
        for label in exhibit.named
    }
    for language in LANGUAGES:
        there = {PurePosixPath(name).name for name in files if name.startswith(f"{language}/")}
        assert there >= {*pages, "index.html"}


def test_the_learn_page_and_every_lesson_are_there_in_every_language(files: dict[str, str]) -> None:
    """With worksheets and teacher's pages, and the glossary; and nothing else is."""
    pages = {"learn.html", "index.html", "terms.js"}
    pages |= {f"{k}-{each.name}.html" for each in lessons() for k in ("lesson", *PAPERS)}
    exhibits = {
        f"{exhibit.recording_file(label).stem}.html"
        for exhibit in EXHIBITS.values()
        for label in exhibit.named
    }
    for language in LANGUAGES:
        there = {PurePosixPath(name).name for name in files if name.startswith(f"{language}/")}
        assert there == pages | exhibits
        assert files[f"{language}/learn.html"].count('type="application/octet-stream"') == 6


def test_a_lesson_of_the_site_opens_each_answer_after_its_question(files: dict[str, str]) -> None:
    """With the recorded exhibit above."""
    for lesson in lessons("es"):
        text = files[f"es/lesson-{lesson.name}.html"]
        assert text.count("<details>") == sum(step.ask is not None for step in lesson.steps)
        assert f'src="{lesson.exhibit_name}.html?embed"' in text


def test_the_site_is_small_enough_for_a_stick(files: dict[str, str]) -> None:
    """At most 12 MB, in all languages together."""
    assert sum(len(content.encode()) for content in files.values()) <= MOST_BYTES


def test_every_link_leads_to_a_file_of_the_site(files: dict[str, str]) -> None:
    """And none elsewhere."""
    for name, content in files.items():
        if not name.endswith(".html"):
            continue
        for link in _LINK.findall(content):
            if link.startswith("https://"):  # a source, which a reader may follow
                continue
            path = PurePosixPath(name).parent / link.partition("?")[0]
            parts: list[str] = []
            for part in path.parts:
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            assert "/".join(parts) in files, (name, link)


def test_a_chart_is_drawn_where_the_text_speaks_of_one(files: dict[str, str]) -> None:
    """The vanishing influence, the lengths of the gradient, the race."""
    wanted = {"vanishing": 1, "exploding": 2, "when_gates_matter": 1}
    for exhibit in EXHIBITS.values():
        charts = files[f"en/{exhibit.name}.html"].count(' data-figure="')
        assert charts == wanted.get(exhibit.name, 0), exhibit.name
