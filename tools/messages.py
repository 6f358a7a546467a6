"""Collect every sentence on screen, and update its translations: ``make messages``.

``playground/locale/playground.pot`` is the template of a new translation, and
``playground/locale/CODE/LC_MESSAGES/playground.po`` a translation: new messages are added to it
without a translation, and those that are gone are dropped. What is missing, fuzzy or has other
format fields is listed; ``--check`` lists it and writes nothing.

Sentences come from two places. Those in the source are marked with ``_("...")``, or with
``N_("...")`` where they are declared before the language is known. Words declared with a field, a
registry entry, a signal or an exhibit (label, help, summary, unit ...) are translated by the page
when it shows them; they are read from the loaded registry and description, so that everything
registered is found, however it was built.
"""

from __future__ import annotations

import ast
import dataclasses
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from playground.config import registry
from playground.config.experiment import SETTINGS
from playground.config.fields.composition import EVENTS, PIECE
from playground.gallery.exhibits import EXHIBITS
from playground.wording import FOLDER, LANGUAGES, catalogue_file

ROOT = Path(__file__).resolve().parent.parent
FILE = FOLDER / "playground.pot"
SOURCES = ("playground", "pages", "app.py")
#: Attributes of declared objects that contain text for the screen.
WORDS = ("label", "help", "summary", "unit", "group", "title", "question", "observation")
#: What is said about the origin of a bundled series.
ABOUT = ("title", "licence", "cut")
HEADER = """# {title}
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


class NotLiteral(ValueError):
    """A sentence is formatted before it is translated, so that no catalogue can contain it."""


def marked() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Yield every sentence marked with ``_("...")`` and the file it is in."""
    for source in SOURCES:
        place = ROOT / source
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place] * place.exists():
            name = file.relative_to(ROOT).as_posix()
            for text in marked_in(file.read_text(encoding="utf-8"), name):
                yield text, name


def marked_in(source: str, name: str) -> Iterator[str | tuple[str, str]]:
    """Yield the sentences marked in one file's text, a counted noun in singular and plural.

    Raises
    ------
    NotLiteral
        ``_`` is given an f-string, a sum or a formatted text instead of a sentence or a name.
    """
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("_", "N_")
            and node.args
        ):
            yield from _literals(node.args[0], f"{name}:{node.lineno}")
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "counted"
        ):
            yield _pair(node, f"{name}:{node.lineno}")


def _pair(node: ast.Call, where: str) -> tuple[str, str]:
    """Return the singular and the plural of a counted noun."""
    pair = [
        part.value
        for part in node.args[1:]
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    if len(pair) != 2:
        raise NotLiteral(
            f'{where}: counted() needs its nouns as they are; write counted(n, "{{n}} step", "{{n}} steps")'
        )
    return pair[0], pair[1]


def _literals(node: ast.expr, where: str) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):  # one of two sentences
        yield from _literals(node.body, where)
        yield from _literals(node.orelse, where)
    elif any(
        _formats(part) for part in ast.walk(node)
    ):  # else it is a name or a look-up of words declared elsewhere
        raise NotLiteral(
            f'{where}: _() needs a whole sentence; write _("... {{x}} ...").format(x=x)'
        )


def _formats(node: ast.AST) -> bool:
    formats = isinstance(node, ast.Attribute) and node.attr in ("format", "format_map", "join")
    return formats or isinstance(node, ast.JoinedStr | ast.BinOp)


def declared() -> Iterator[tuple[str, str]]:
    """Yield the words of every field, registry entry and exhibit, and where they are declared."""
    for settings in SETTINGS.values():
        yield from ((text, "playground/config/experiment.py") for text in words_of(settings))
    yield from (
        (text, "playground/config/fields/composition.py") for text in words_of((PIECE, EVENTS))
    )
    for room, package in registry.ROOMS.items():
        for entry in registry.entries(room).values():
            place = getattr(entry.make, "__module__", package).replace(".", "/") + ".py"
            about = entry.facts.get("provenance") or {}
            own = (*entry.facts.get("classes", ()), *(about[key] for key in ABOUT if key in about))
            yield from ((text, place) for text in (*words_of(entry), *own))
    for exhibit in EXHIBITS.values():
        labels = (label for label, _changes in exhibit.variations)
        yield from (
            (text, f"playground/gallery/exhibits/{exhibit.name}.py")
            for text in (*words_of(exhibit), *labels)
        )


def words_of(thing: object) -> Iterator[str]:
    """Yield the words of a dataclass instance and of those inside it, at any depth."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if isinstance(value, str):
                yield from [value] if field.name in WORDS and value else []
            else:
                yield from words_of(value)
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from words_of(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from words_of(value)


def template() -> Catalog:
    """Return every message, without dates and line numbers, so that it is stable."""
    catalogue = Catalog()
    for text, place in [*marked(), *declared()]:
        catalogue.add(text, locations=[(place, 0)])
    return catalogue


def translation(code: str, messages: Catalog) -> Catalog:
    """Return the messages with what is translated into a language so far."""
    file = catalogue_file(code)
    known = read_po(io.BytesIO(file.read_bytes() if file.exists() else b""))
    catalogue = Catalog()
    for message in messages:
        if message.id:
            before = known.get(message.id)
            catalogue.add(
                message.id,
                before.string if before else None,
                locations=message.locations,
                flags=before.flags if before else (),
            )
    return catalogue


def written(catalogue: Catalog, code: str = "") -> str:
    """Return a catalogue as the text of a ``.po`` file."""
    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=130)
    title = "Words of the playground; `make messages` keeps them current. Names in {braces} stay."
    header = HEADER.format(title=title, language=code)
    return header + body.getvalue().decode("utf-8")


def faults(catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with a translation: missing, fuzzy, or with other format fields."""
    for message in catalogue:
        if not message.id:
            continue
        originals, translations = _forms(message.id), _forms(message.string)
        if message.fuzzy:
            yield f"fuzzy: {originals[0]}"
        for original, translated in zip(originals, translations, strict=True):
            if not translated:
                yield f"missing: {original}"
            elif format_fields(original) != format_fields(translated):
                yield f"other fields: {original} | {translated}"


def _forms(text: object) -> tuple[str, ...]:
    """Return a message, or its singular and plural."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


def format_fields(text: str) -> Counter[str]:
    """Return the format fields of a message, ``{name}`` and Plotly's ``%{y}``, and how often."""
    return Counter(re.findall(r"%?\{[^{}]*\}", text))


def main(arguments: list[str]) -> int:
    """Write the template and update the translations; with ``--check``, only say what is wrong."""
    messages, wrong = template(), 0
    for code in sorted(set(LANGUAGES) - {"en"}):
        catalogue, file = translation(code, messages), catalogue_file(code)
        found = list(faults(catalogue))
        if "--check" not in arguments:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(written(catalogue, code), encoding="utf-8", newline="\n")
        elif file.read_text(encoding="utf-8") != written(catalogue, code):
            found.append("out of date: run `make messages`")
        print(*(f"{code}: {fault}" for fault in found), sep="\n", end="\n" if found else "")
        wrong += len(found)
    if "--check" not in arguments:
        FILE.write_text(written(messages), encoding="utf-8", newline="\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
