"""The glossary: short, complete in every language, and the same as that of the documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from playground.glossary.entries import FOLDER, MOST_WORDS, entries, groups
from playground.glossary.marking import marking
from playground.glossary.notation import formula_html
from playground.glossary.terms import term_html, terms_in, with_terms, without_terms
from playground.wording import LANGUAGES, speaking

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "glossary.md"


def rows() -> list[list[str]]:
    """Return term, symbol, meaning and Spanish term of every row of the document."""
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    tables = [line for line in lines if re.match(r"\| (?!term )", line)]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in tables]
    return [row if len(row) == 4 else [row[0], "", *row[1:]] for row in cells]


def test_the_english_glossary_is_that_of_the_documents() -> None:
    """Terms, symbols and meanings, in the same order."""
    with speaking("en"):
        shown = [[e.term, e.symbol, e.says] for group in groups() for e in group.entries]
    assert shown == [row[:3] for row in rows()]


def test_the_spanish_terms_are_those_of_the_documents() -> None:
    """Where the lecture notes have a term, it is in italics there."""
    with speaking("es"):
        shown = [e.term for group in groups() for e in group.entries]
    assert shown == [row[3].replace("*", "") for row in rows()]


def test_every_language_has_a_file_and_every_file_a_language() -> None:
    """A new language begins with a copy."""
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_explains_the_same_terms_in_few_words(code: str) -> None:
    """At most twenty, with a place in the picture that is a sentence too."""
    with speaking("en"):
        keys = [*entries()]
    with speaking(code):
        assert [*entries()] == keys
        for entry in entries().values():
            assert len(entry.says.split()) <= MOST_WORDS, entry.key
            assert 0 < len(entry.where.split()) <= MOST_WORDS, entry.key
            assert entry.says.endswith("."), entry.key
            assert entry.where.endswith((".", "?”.", "»")), entry.key


def test_a_marked_term_has_its_explanation_beside_it() -> None:
    """And the number that connects them; two of the same term have two numbers."""
    with speaking("en"):
        html = with_terms("<p>A [[forget_gate]] and two [[gate|gates]].</p>")
    assert re.findall(r'aria-describedby="(term-[a-z_]+-\d+)"', html) == re.findall(
        r'id="(term-[a-z_]+-\d+)"', html
    )
    assert ">forget gate</span>" in html
    assert ">gates</span>" in html
    assert "How much of C<sub>t−1</sub> is kept" in html
    assert term_html("gate") != term_html("gate")


def test_a_term_without_an_entry_is_refused() -> None:
    """It would be an underline without an explanation."""
    with pytest.raises(KeyError):
        with_terms("[[no_such_term]]")


def test_marks_can_be_read_and_taken_off() -> None:
    """For text alternatives."""
    with speaking("es"):
        assert without_terms("la [[forget_gate]]") == "la compuerta de olvido"
    assert terms_in("[[gate|Gates]] and [[cell]]") == ["gate", "cell"]


def test_a_formula_is_escaped() -> None:
    """Whatever is in it."""
    assert formula_html("a_1 < b_{t−1}^{2}") == "a<sub>1</sub> &lt; b<sub>t−1</sub><sup>2</sup>"


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_pattern_finds_every_form_as_its_term(code: str) -> None:
    """Whole, in any case, and each form belongs to one term."""
    with speaking(code):
        found, shown = marking(), entries()
    pattern = re.compile(found["pattern"], re.IGNORECASE)
    for entry in shown.values():
        for form in entry.forms:
            match = pattern.search(f"({form.upper()}).")
            assert match is not None, form
            assert found["keys"][match[0].lower()] == entry.key, form
    assert len(found["keys"]) == sum(len(entry.forms) for entry in shown.values())
    assert set(found["says"]) == set(shown)


def test_no_term_is_found_inside_another_word() -> None:
    """The longest one is found where several begin."""
    with speaking("en"):
        found = re.compile(marking()["pattern"], re.IGNORECASE)
    assert found.findall("The forget gate delegates; a cellar, unity.") == ["forget gate"]
    assert found.findall("many-to-one and sequence-to-sequence") == [
        "many-to-one",
        "sequence-to-sequence",
    ]
