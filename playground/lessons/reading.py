"""From a TOML file to a lesson; an error names file, line, field, what is allowed and what came."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from playground.errors import DescriptionError, PlaygroundError, nearest
from playground.gallery.exhibits import EXHIBITS
from playground.lessons import format as parts
from playground.lessons.claims import WHERE, Claim, claim
from playground.lessons.format import ACTIONS, Do, Lesson, Option, Question, Step
from playground.lessons.prose import CURVE, TRACKS, Prose, prose

_NAME = re.compile(r"(\d\d)-([a-z][a-z0-9_]*)")
_TYPES = {str: "a text", int: "a whole number", float: "a number", bool: "true", list: "a list"}
_TYPES |= {dict: "a table"}
T = TypeVar("T")


def read_lesson(path: Path) -> Lesson:
    """Return the lesson in a file; its folder is the language.

    Raises
    ------
    DescriptionError
        File, line and field of the first mistake, what is allowed and what was given.
    """
    name = _NAME.fullmatch(path.stem)
    text = path.read_text(encoding="utf-8")
    source = Source(f"{path.parent.name}/{path.name}", text)
    if name is None:
        raise DescriptionError(f"{source.name}: the file needs a name such as 05-remember.toml.")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DescriptionError(f"{source.name}: {error}") from error
    return _lesson(Table(source, table), int(name[1]), name[2], path.parent.name)


@dataclass(frozen=True)
class Source:
    """The text of a file, in which the lines of fields are found."""

    name: str
    text: str

    def line(self, field: str, step: int | None = None) -> int:
        """Return the line of a field of the lesson or of a step, or of what it is in."""
        lines = self.text.splitlines()
        heads = [n for n, line in enumerate(lines) if line.replace(" ", "") == "[[step]]"]
        first, end = 0, heads[0] if heads else len(lines)
        if step is not None and step < len(heads):
            first = heads[step]
            end = heads[step + 1] if step + 1 < len(heads) else len(lines)
        return next((n for n in range(first, end) if field and _sets(lines[n], field)), first) + 1

    def refuse(self, field: str, why: str, step: int | None = None, within: str = "") -> Any:
        """Raise the error about a field of a step's table ``within``."""
        lines = (self.line(name, step) for name in (field, within))
        line = next((n for n in lines if n > self.line("", step)), self.line("", step))
        place = f"{self.name}, line {line}"
        raise DescriptionError(f"{place}{': ' + field if field else ''}: {why}.")


def _sets(line: str, field: str) -> bool:
    """Return whether a line gives a field a value, or begins its table."""
    for character in "{},.[]":
        line = line.replace(character, f" {character} ")
    words = line.replace("=", " = ").split()
    return any(a == field and b in ("=", "]") for a, b in pairwise(words))


class Table:
    """A table of the file, whose fields are taken one after the other.

    Parameters
    ----------
    source : Source
    values : mapping
    step : int or None
        Number of the step that it belongs to, from 0.
    name : str
        Its field in the step; "" for the step itself.
    """

    def __init__(
        self, source: Source, values: Mapping[str, Any], step: int | None = None, name: str = ""
    ) -> None:
        self.source, self.step, self.name, self._left = source, step, name, dict(values)
        self._names: list[str] = []

    def take(self, name: str, kind: type[T], default: T | None = None) -> T:
        """Return a field of some type; without a default it is required."""
        self._names.append(name)
        if name not in self._left:
            if default is None:
                self.refuse(name, f"is missing; it needs {_TYPES[kind]}")
            return default  # type: ignore[return-value]
        value = self._left.pop(name)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse(name, f"needs {_TYPES[kind]}, but got {value!r}")
        return value

    def has(self, name: str) -> bool:
        """Return whether a field is given."""
        self._names.append(name)
        return name in self._left

    def one_of(self, name: str, allowed: Iterable[str], default: str | None = None) -> str:
        """Return a field that is one of some names."""
        value = self.take(name, str, default)
        if value not in (names := list(allowed)):
            self.refuse(name, f"{value!r} is unknown; {nearest(value, names)}")
        return value

    def parsed(self, name: str, read: Callable[[str], T], default: str | None = None) -> T:
        """Return a field read by a function that raises a ValueError about a mistake."""
        text = self.take(name, str, default)
        try:
            return read(text)
        except ValueError as error:
            self.refuse(name, str(error))
            raise

    def words(self, name: str, most: int) -> Prose:
        """Return a text of limited length."""
        text = self.parsed(name, prose)
        if text.words > most:
            self.refuse(name, f"has {text.words} words; at most {most} are allowed")
        return text

    def end(self) -> None:
        """Refuse the fields that nobody took."""
        for name in self._left:
            self.refuse(name, f"is unknown; {nearest(name, self._names)}")

    def refuse(self, field: str, why: str) -> None:
        """Raise the error about a field."""
        self.source.refuse(field, why, self.step, self.name)


def _lesson(table: Table, number: int, name: str, language: str) -> Lesson:
    title, summary = table.take("title", str), table.take("summary", str)
    minutes, exhibit = table.take("minutes", int), table.one_of("exhibit", EXHIBITS)
    fields = table.take("experiment", dict, {})
    hide = tuple(map(str, table.take("hide", list, [])))
    steps = table.take("step", list)
    table.end()
    try:
        EXHIBITS[exhibit].varied(fields)
    except PlaygroundError as error:
        table.refuse("experiment", str(error).rstrip("."))
    return Lesson(
        name,
        number,
        language,
        title,
        summary,
        minutes,
        exhibit,
        tuple(_step(Table(table.source, step, n), exhibit) for n, step in enumerate(steps)),
        fields,
        hide,
    )


def _step(table: Table, exhibit: str) -> Step:
    title = table.take("title", str)
    if len(title.split()) > parts.MOST_IN_TITLE:
        table.refuse("title", f"has more than {parts.MOST_IN_TITLE} words")
    say = table.words("say", parts.MOST_WORDS)
    ask = _question(table) if table.has("ask") else None
    because = table.words("because", parts.MOST_WORDS) if table.has("because") else None
    light = tuple(_lit(table, str(letter)) for letter in table.take("light", list, []))
    page = table.one_of("page", parts.PAGES) if table.has("page") else ""
    do = _do(table, exhibit, Do("answer") if ask is not None else None)
    until = _condition(table, do) if table.has("until") else None
    table.end()
    return Step(title, say, do, until, ask, because, light, page, table.source.line("", table.step))


def _track(table: Table, field: str, letter: str, names: Mapping[str, str] = TRACKS) -> str:
    if letter not in names:
        table.refuse(field, f"{letter!r} names no track; allowed: {', '.join(names)}")
    return names[letter]


def _lit(table: Table, letter: str) -> str:
    return _track(table, "light", letter, {**TRACKS, CURVE: CURVE})


def _condition(table: Table, do: Do) -> Claim:
    until = table.parsed("until", claim)
    if do.kind not in parts.TRAINING:
        table.refuse("until", f"belongs to {', '.join(parts.TRAINING)}; this step does {do.kind!r}")
    if not until.of_run:
        table.refuse(
            "until",
            f"{until.text!r} needs more than the recording; allowed: step, training_error, "
            "validation_error, gradient_length, diverged",
        )
    return until


def _do(table: Table, exhibit: str, default: Do | None) -> Do:
    if default is not None and not table.has("do"):
        return default
    do = Table(table.source, table.take("do", dict), table.step, "do")
    kinds = [kind for kind in ACTIONS if do.has(kind)]
    if len(kinds) != 1:
        came = f"got {len(kinds)}" if kinds else "got none"
        table.refuse("do", f"needs exactly one of {', '.join(ACTIONS)}; {came}")
    kind = kinds[0]
    value: Any = do.take(kind, ACTIONS[kind])
    at = do.take("at", float) if kind == "hold" else None
    unit = do.take("unit", int) if kind == "hold" and do.has("unit") else None
    do.end()
    if unit is not None and unit < 1:
        table.refuse("unit", f"is counted from 1, but got {unit}")
    if kind == "hold":
        value = _track(table, "hold", value)
    elif kind in ("cursor", "drag", "mark", "step") and value < 1:
        table.refuse(kind, f"is counted from 1, but got {value}")
    elif kind == "change" and value not in (labels := dict(EXHIBITS[exhibit].variations)):
        table.refuse(kind, f"{value!r} is unknown; {nearest(value, labels)}")
    elif kind == "set":
        _changes(table, exhibit, value)
    return Do(kind, value, at, unit)


def _changes(table: Table, exhibit: str, values: Mapping[str, Any]) -> None:
    try:
        EXHIBITS[exhibit].varied(values)
    except PlaygroundError as error:
        table.refuse("set", str(error).rstrip("."))


def _question(step: Table) -> Question:
    ask = Table(step.source, step.take("ask", dict), step.step, "ask")
    kind: Any = ask.one_of("kind", ("choice", "number", "draw"))
    text = ask.words("text", parts.MOST_IN_QUESTION)
    shows = ask.parsed("shows", claim) if ask.has("shows") else None
    track = _track(ask, "track", ask.take("track", str)) if ask.has("track") else None
    what = ask.words("what", parts.MOST_IN_QUESTION) if ask.has("what") else None
    where = ask.one_of("where", WHERE, "all")
    low, high = ask.take("low", float, 0.0), ask.take("high", float, 1.0)
    options: tuple[Option, ...] = ()
    within = 0.0
    right: int | float | Claim
    if kind == "choice":
        options = tuple(_option(ask, option) for option in ask.take("options", list))
        right = ask.take("right", int)
        if not 1 <= right <= len(options):
            ask.refuse("right", f"counts the options from 1 to {len(options)}, but got {right}")
    elif kind == "number":
        right, within = ask.take("right", float), ask.take("within", float)
    else:
        right = ask.parsed("right", claim)
    if kind != "choice" and shows is None and kind == "number":
        ask.refuse("shows", "is missing; a number needs what it is compared with")
    if kind == "draw" and track is None:
        ask.refuse("track", "is missing; a drawing needs the track to draw on")
    ask.end()
    return Question(kind, text, right, options, within, shows, track, what, where, low, high)


def _option(ask: Table, values: Any) -> Option:
    if not isinstance(values, dict):
        ask.refuse("options", f"needs tables {{ text, claim }}, but got {values!r}")
    option = Table(ask.source, values, ask.step, "options")
    text, says = option.words("text", parts.MOST_IN_QUESTION), option.parsed("claim", claim)
    near = option.take("near", float) if option.has("near") else None
    option.end()
    return Option(text, says, near)
