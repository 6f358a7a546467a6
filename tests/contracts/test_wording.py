"""Text on screen can be translated: it is a literal where it is marked, and in the catalogue."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from playground.config import registry
from playground.config.experiment import SETTINGS
from playground.config.field_spec import Setting
from playground.wording import LANGUAGES
from tools import messages

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = sorted(set(LANGUAGES) - {"en"})


SCRIPTS = ("playground/ui/main.py", "pages/")  # run anew for every visit


@cache
def catalogue() -> Catalog:
    """Return the translators' catalogue, built from the current sources."""
    return messages.template()


def blanks(text: str) -> set[str]:
    """Return the format fields, which a translation must keep."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_declared_word_is_in_the_catalogue() -> None:
    """Labels, helps, summaries and units of the description and of everything registered, gathered
    here another way.
    """
    known = {message.id for message in catalogue() if isinstance(message.id, str)}
    settings: list[Setting] = [setting for group in SETTINGS.values() for setting in group.values()]
    words = set()
    for room in registry.ROOMS:
        for entry in registry.entries(room).values():
            words |= {entry.label, entry.summary}
            settings += entry.parameters
    for setting in settings:
        words |= {setting.label, setting.help, setting.unit}
    assert words - known - {""} == set()


def test_every_field_and_entry_says_what_it_is() -> None:
    """A control without a name or an explanation is no control."""
    for group, settings in SETTINGS.items():
        for name, setting in settings.items():
            assert setting.label, f"{group}.{name} has no label"
            assert setting.help.endswith("."), f"the help of {group}.{name} is no sentence"
    for room in registry.ROOMS:
        for name, entry in registry.entries(room).items():
            assert entry.label, f"{room} {name} has no label"
            assert entry.summary.endswith((".", "?", "!")), (
                f"the summary of {room} {name} is no sentence"
            )


def test_no_sentence_is_looked_up_while_a_module_loads() -> None:
    """It would keep the language of that moment for everybody."""
    found = []
    for path in [*(ROOT / "playground").rglob("*.py"), ROOT / "app.py"]:
        name = path.relative_to(ROOT).as_posix()
        if path.exists() and not name.startswith(SCRIPTS):
            found += [
                f"{name}:{line}"
                for line in _looked_up_early(ast.parse(path.read_text(encoding="utf-8")))
            ]
    assert found == []


def _looked_up_early(node: ast.AST) -> Iterator[int]:
    for child in ast.iter_child_nodes(node):
        if (
            isinstance(child, ast.Call)
            and isinstance(child.func, ast.Name)
            and child.func.id == "_"
        ):
            yield child.lineno
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for default in [*child.args.defaults, *child.args.kw_defaults]:
                yield from _looked_up_early(ast.Expr(default)) if default else ()
        else:
            yield from _looked_up_early(child)


def test_format_fields_in_sentences_have_names() -> None:
    """Another language may need them in another order."""
    for message in catalogue():
        fields = _formatted(message.id) if message.id else set()
        assert not any(name == "" or name.isdigit() for name in fields), message.id


def _formatted(text: str | tuple[str, ...]) -> set[str]:
    if isinstance(text, tuple):  # singular and plural
        return set().union(*map(_formatted, text))
    try:
        return blanks(text)
    except ValueError:  # braces that are no blanks, for example in a formula
        return set()


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_translations_are_complete_and_keep_the_format_fields(code: str) -> None:
    """After a change of words, `make messages` says what is missing or fuzzy."""
    assert list(messages.faults(messages.translation(code, catalogue()))) == []


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_a_translated_error_fits_behind_the_name_of_its_field(code: str) -> None:
    """ "needs …" becomes "This field needs …" where no name is in front of it."""
    texts = messages.translation(code, catalogue())
    verb = texts["needs"].string
    for message in texts:
        if isinstance(message.id, str) and message.id.startswith("needs "):
            assert message.string.startswith(f"{verb} "), message.string


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("At t = {t}").format(t=1)', ["At t = {t}"]),
        ('def f():\n    return _("one " "sentence")', ["one sentence"]),
        ('_("on" if lit else "off")', ["on", "off"]),
        ("_(setting.label) + _(WORDS.get(name, name))", []),
        ('TITLES = {"a": N_("Train")}', ["Train"]),
        ("_ = 3", []),
        ('counted(n, "{n} step", "{n} steps")', [("{n} step", "{n} steps")]),
    ],
)
def test_marked_sentences_are_found(source: str, found: list[str]) -> None:
    """What the extractor reads out of a file."""
    assert list(messages.marked_in(source, "a.py")) == found


@pytest.mark.parametrize(
    "source",
    [
        '_(f"At t = {t}")',
        '_("At t = " + t)',
        '_("At t = {t}".format(t=t))',
        "counted(n, one, many)",
    ],
)
def test_sentences_formatted_before_translation_are_refused(source: str) -> None:
    """No catalogue could hold them."""
    with pytest.raises(messages.NotLiteral, match=r"a\.py:1"):
        list(messages.marked_in(source, "a.py"))


@pytest.mark.parametrize(
    ("original", "translated", "fault"),
    [
        ("Step {n}", "Paso {n}", None),
        ("Step {n}", "", "missing: Step {n}"),
        ("Step {n}", "Paso {m}", "other fields: Step {n} | Paso {m}"),
        (("{n} row", "{n} rows"), ("{n} fila", "filas"), "other fields: {n} rows | filas"),
        ("%{x} of %{y:.2f}", "%{y:.2f}: {x}", "other fields: %{x} of %{y:.2f} | %{y:.2f}: {x}"),
    ],
)
def test_what_is_wrong_with_a_translation_is_found(
    original: str | tuple[str, ...], translated: str | tuple[str, ...], fault: str | None
) -> None:
    """Also in one of two forms, and in the fields of a chart."""
    translation = Catalog()
    translation.add(original, translated)
    assert list(messages.faults(translation)) == ([fault] if fault else [])


def test_a_guessed_translation_is_found() -> None:
    """One that a tool took from a similar message."""
    translation = Catalog()
    translation.add("Step", "Paso", flags={"fuzzy"})
    assert list(messages.faults(translation)) == ["fuzzy: Step"]
