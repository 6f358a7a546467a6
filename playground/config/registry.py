"""Name to entry: every source, problem and cell is found here, and nowhere else is there a list of
them.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from playground.config.field_spec import Setting
from playground.errors import DescriptionError, nearest
from playground.wording import _

#: Packages whose modules, those of packages inside included, register themselves when imported, by
#: room.
ROOMS = {
    "source": "playground.data",
    "problem": "playground.problems",
    "cell": "playground.models.cells",
}


@dataclass(frozen=True)
class Entry:
    """One thing that can be chosen by name.

    Parameters
    ----------
    room, name : str
        Where it stands and what it is called in JSON, link and code.
    label, summary : str
        What it is called on screen, and one sentence about it (message ids).
    make : callable
        The function or class itself.
    parameters : tuple of Setting
        What ``data.params`` or ``problem.params`` may hold for it.
    facts : mapping
        What else its room wants to know, for example which problems go with a source.
    """

    room: str
    name: str
    label: str
    summary: str
    make: Callable[..., Any]
    parameters: tuple[Setting, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    def own_defaults(self, kind: str) -> dict[str, Any]:
        """Return the defaults of a source's parameters that differ with a problem type (its fact
        ``defaults_for``).
        """
        return dict(self.facts.get("defaults_for", {}).get(kind, {}))

    def check_params(
        self, given: Mapping[str, Any], prefix: str, defaults: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return every parameter checked, ``defaults`` and then its own default filled in; unknown
        names are refused.
        """
        known = {p.name: p for p in self.parameters}
        for name in given:
            if name not in known:
                own = repr(self.name)
                hint = (
                    nearest(name, known)
                    if known
                    else _("{name} has no parameters.").format(name=own)
                )
                sentence = _("unknown parameter of {name}; {hint}")
                raise DescriptionError(
                    sentence.format(name=own, hint=hint), field=f"{prefix}.{name}"
                )
        filled = {n: (defaults or {}).get(n, p.default) for n, p in known.items()}
        return {n: p.check(given.get(n, filled[n]), f"{prefix}.{n}") for n, p in known.items()}


#: How a source comes by its data: computed from a formula, drawn as independent sequences with
#: known answers, shipped with the playground, or read from the reader's file.
SourceKind = Literal["generator", "task", "bundled", "file"]


@dataclass(frozen=True)
class Source(Entry):
    """A source of data; its facts say more, for example which problem types go with it."""

    @property
    def kind(self) -> SourceKind:
        """How it comes by its data."""
        kind: SourceKind = self.facts["kind"]
        return kind

    @property
    def is_generator(self) -> bool:
        """Whether its series is computed, as long as wanted."""
        return self.kind == "generator"

    @property
    def is_task(self) -> bool:
        """Whether it draws sequences with known answers."""
        return self.kind == "task"

    @property
    def is_bundled(self) -> bool:
        """Whether its data are shipped with the playground."""
        return self.kind == "bundled"

    @property
    def is_file(self) -> bool:
        """Whether its data are read from the reader's file."""
        return self.kind == "file"


_entries: dict[str, dict[str, Entry]] = {room: {} for room in ROOMS}
_loaded: set[str] = set()


def register(
    room: str,
    name: str,
    *,
    label: str,
    summary: str,
    parameters: tuple[Setting, ...] = (),
    **facts: Any,
) -> Callable:
    """Return a decorator that enters a function or class under ``name``."""

    def enter(make: Callable[..., Any]) -> Callable[..., Any]:
        if name in _entries[room]:
            raise ValueError(f"{room} {name!r} is registered twice")
        entry = Source if room == "source" else Entry
        _entries[room][name] = entry(room, name, label, summary, make, parameters, facts)
        return make

    return enter


def entries(room: str) -> dict[str, Entry]:
    """Return all entries of a room by name, in the order of registration."""
    if room not in _loaded:
        package = importlib.import_module(ROOMS[room])
        for module in sorted(
            m.name for m in pkgutil.walk_packages(package.__path__, f"{ROOMS[room]}.")
        ):
            importlib.import_module(module)
        _loaded.add(room)
    return _entries[room]


def lookup(room: str, name: str, *, field: str | None = None) -> Entry:
    """Return one entry; an unknown name raises a `DescriptionError` with the nearest one."""
    known = entries(room)
    if name not in known:
        sentence = _("{value} is not known; {hint}")
        raise DescriptionError(
            sentence.format(value=repr(name), hint=nearest(name, known)), field=field
        )
    return known[name]


def sources() -> dict[str, Source]:
    """Return all sources by name, in the order of registration."""
    return cast(dict[str, Source], entries("source"))


def source(name: str) -> Source:
    """Return one source; an unknown name raises a `DescriptionError` with the nearest one."""
    return cast(Source, lookup("source", name, field="data.source"))
