"""The entries of the glossary, read from one file for each language.

The English terms, symbols and explanations are those of ``docs/glossary.md``, and the Spanish terms
are those of its last column; a test compares them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from playground.wording import language

FOLDER = Path(__file__).parent
#: Most words of an explanation.
MOST_WORDS = 20


@dataclass(frozen=True)
class Entry:
    """A term with its explanation.

    Parameters
    ----------
    key : str
        Name of the entry, the same in every language: ``"forget_gate"``.
    term : str
        The term as it is shown: ``"forget gate"``.
    symbol : str
        Its symbol in formulas, with the subscript after an underscore; may be empty.
    says : str
        What it means, in at most `MOST_WORDS` words.
    where : str
        Where it is in the picture.
    forms : tuple of str
        How it occurs in texts; by default the parts of the term, in English also their plurals.
    """

    key: str
    term: str
    symbol: str
    says: str
    where: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The entries about one subject, with its title."""

    title: str
    entries: tuple[Entry, ...]


def groups() -> tuple[Group, ...]:
    """Return the whole glossary in the language in use, in the order of its file."""
    return _read(language())


def entries() -> Mapping[str, Entry]:
    """Return the entries in the language in use, by their keys."""
    return _by_key(language())


def entry(key: str) -> Entry:
    """Return an entry in the language in use.

    Raises
    ------
    KeyError
        When there is no such entry; keys come from the project's own texts.
    """
    return entries()[key]


@cache
def _read(code: str) -> tuple[Group, ...]:
    tables = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    symbols = {} if code == "en" else {key: e.symbol for key, e in _by_key("en").items()}
    return tuple(
        Group(
            table["title"],
            tuple(
                Entry(
                    key,
                    fields["term"],
                    fields.get("symbol", symbols.get(key, "")),
                    fields["says"],
                    fields["where"],
                    tuple(fields.get("forms") or _forms(fields["term"], code)),
                )
                for key, fields in table.items()
                if isinstance(fields, Mapping)
            ),
        )
        for table in tables.values()
    )


def _forms(term: str, code: str) -> list[str]:
    """Return the parts of a term such as "encoder, decoder" or "unit (neuron)"."""
    parts = [part.strip(" )") for part in term.replace("(", ",").split(",")]
    return parts + [f"{part}s" for part in parts if code == "en"]


@cache
def _by_key(code: str) -> dict[str, Entry]:
    return {entry.key: entry for group in _read(code) for entry in group.entries}
