"""The text of the Learn page: complete in every language, and true of the networks it shows."""

from __future__ import annotations

import math

import pytest

from playground.gallery.exhibits import EXHIBITS
from playground.glossary.terms import terms_in
from playground.learn.chapters import FOLDER, FigurePlace, chapter, chapters
from playground.learn.figures import FIGURES
from playground.learn.recorded import recorded, untrained
from playground.wording import LANGUAGES, speaking


def test_every_language_has_the_same_chapters_figures_equations_and_terms() -> None:
    """Only the words differ."""
    texts = {
        code: {path.name: path.read_text(encoding="utf-8") for path in (FOLDER / code).glob("*.md")}
        for code in LANGUAGES
    }
    for code, files in texts.items():
        assert files.keys() == texts["en"].keys(), code
        for name, text in files.items():
            assert terms_in(text) == terms_in(texts["en"][name]), (code, name)
            with speaking(code):
                other = chapter(name, texts["en"][name])
                assert chapter(name, text).figures == other.figures, (code, name)
            blocks = [block for block in text.split("```") if block.startswith("equation")]
            assert blocks == [
                b for b in texts["en"][name].split("```") if b.startswith("equation")
            ], (code, name)


def test_every_figure_has_one_place() -> None:
    """And each is in reach of a reader."""
    with speaking("en"):
        assert sorted(name for each in chapters() for name in each.figures) == sorted(FIGURES)


def test_no_mark_is_left_in_the_text() -> None:
    """Of formulas, terms, figures or equations."""
    for code in LANGUAGES:
        with speaking(code):
            for each in chapters():
                text = "".join(p.caption if isinstance(p, FigurePlace) else p for p in each.parts)
                for mark in ("$", "[[", "{", "```", " here</p>"):
                    assert mark not in text, (code, each.name, mark)


def test_a_chapter_without_a_title_is_refused() -> None:
    """The contents list it by its title."""
    with pytest.raises(ValueError, match="needs a title"):
        chapter("x", "No title.")


def test_the_numbers_of_the_text_are_those_of_the_networks() -> None:
    """22 weights, 18 in the equations; how soon a gate halves a memory."""
    network = recorded("remember")
    assert network.architecture.parameters == 22
    assert network.architecture.parameters - 4 == 18  # the second bias of four blocks
    assert [round(math.log(0.5) / math.log(f)) for f in (0.9, 0.99)] == [7, 69]


def test_untrained_gates_are_near_one_half() -> None:
    """As PyTorch draws their weights, without a forget bias."""
    plain = EXHIBITS["long_recall"].varied(
        {
            "model.forget_bias": None,
            "model.input_init": "pytorch",
            "model.recurrent_init": "pytorch",
        }
    )
    gates = untrained(plain).layers[0]["forget_gate"]
    assert 0.3 < float(gates.min()) < float(gates.max()) < 0.7


def test_one_gated_unit_holds_better_than_32_simple_ones_and_loses_at_the_echo() -> None:
    """As the last chapter says."""
    exhibit = EXHIBITS["when_gates_matter"]

    def best(label: str) -> float:
        return min(row.validation_loss for row in exhibit.recording(label).rows)

    assert best("Hold: LSTM, 1 unit") < best("Hold: simple RNN, 32 units")
    solved = exhibit.experiment.source().facts["yardstick"].solved

    def learned(label: str) -> float:
        rows = exhibit.recording(label).rows
        return next((r.step for r in rows if r.validation_loss < solved), math.inf)

    assert learned("") < learned("Echo: LSTM")
