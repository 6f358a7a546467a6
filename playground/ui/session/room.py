"""The room of a link: which controls it hides, which fields it locks, and at which values."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playground.config import registry
from playground.config.experiment import SETTINGS, Experiment
from playground.config.field_spec import Setting
from playground.config.lookup import value_of
from playground.errors import DescriptionError, nearest
from playground.wording import N_, _

#: Groups of fields, by the name that a link has for them.
GROUPS = {
    "settings": N_("All settings"),
    "details": N_("Details"),
    "seeds": N_("Seeds"),
    "data": N_("Data"),
    "problem": N_("Problem"),
    "model": N_("Network"),
    "training": N_("Training"),
}
#: What a link can hide besides fields: parts of the page, and pages.
PARTS = {
    "chips": N_("Buttons above the tracks"),
    "exhibits": N_("Menu of exhibits"),
    "share": N_("Save and share"),
    "pages": N_("All other pages"),
    "page.cell": N_("Inside the cell"),
    "page.gradients": N_("Gradients"),
    "page.compare": N_("Compare"),
    "page.data": N_("My data"),
    "page.learn": N_("Learn"),
}
#: Pages with experiments of their own, which no lock could hold; a link with locks closes them.
_FREE_PAGES = ("gradients", "compare")
#: Characters of a list of names that are read, and names that are repeated in a sentence.
_MOST_TEXT, _MOST_NAMES = 4000, 5


@dataclass(frozen=True)
class Room:
    """What a link hides and locks.

    Parameters
    ----------
    hidden, locked : frozenset of str
        Names of fields and groups; among the hidden also parts of the page and pages.
    opened : Experiment or None
        The experiment of the link, whose values the locked fields keep.
    """

    hidden: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    opened: Experiment | None = None

    def hides(self, field: str) -> bool:
        """Return whether the control of a field, or a part of the page, is hidden."""
        return not self.hidden.isdisjoint(_names_of(field))

    def locks(self, field: str) -> bool:
        """Return whether a field keeps its value."""
        return not self.locked.isdisjoint(_names_of(field))

    def closes(self, page: str) -> bool:
        """Return whether a page is closed; the first page never is.

        Parameters
        ----------
        page : str
            The place of the page in the address, for example ``"compare"``; empty for the first.
        """
        if not page:
            return False
        asked = bool(self.hidden & {"pages", f"page.{page}"})
        return asked or (bool(self.locked) and page in _FREE_PAGES)

    def changed(self, experiment: Experiment) -> str | None:
        """Return the first locked field that has another value in an experiment, or None."""
        if self.opened is None or not self.locked:
            return None
        fields = dict.fromkeys([*_fields(self.opened), *_fields(experiment)])
        locked = (field for field in fields if self.locks(field))
        return next((f for f in locked if _held(self.opened, f) != _held(experiment, f)), None)

    def check(self, experiment: Experiment) -> None:
        """Refuse an experiment in which a locked field has another value.

        Raises
        ------
        DescriptionError
            Which field is locked, and at which value.
        """
        field = self.changed(experiment)
        if field is not None and self.opened is not None:
            sentence = _("the link of this page locks it at {value}; choose another setting.")
            value = _held(self.opened, field)[0]
            shown = value if isinstance(value, str) else repr(value)
            raise DescriptionError(sentence.format(value=shown[:60]), field=field)

    @property
    def seal(self) -> str | None:
        """A short digest of the locked fields and their values; None where nothing is locked.

        The address carries it, so that a locked value that was edited there is noticed.
        """
        if self.opened is None or not self.locked:
            return None
        fields = [field for field in _fields(self.opened) if self.locks(field)]
        values = [[field, repr(_held(self.opened, field))] for field in sorted(fields)]
        return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:10]

    def joined(self, other: Room) -> Room:
        """Return this room with what another link hides and locks; no link opens a lock.

        The other link's experiment has passed `check`, so it agrees in all that was locked before.
        """
        return Room(
            self.hidden | other.hidden,
            self.locked | other.locked,
            other.opened if other.locked else self.opened,
        )

    def told_by(self, query: Mapping[str, str]) -> bool:
        """Return whether a link names everything that this room hides and locks."""
        said = room_of(query)
        sealed = "lesson" in query or query.get("seal") == self.seal
        return self.hidden <= said.hidden and self.locked <= said.locked and sealed

    def to_query(self) -> dict[str, str | None]:
        """Return the keys of the link; None for one that is not needed."""
        return {
            "hide": ",".join(sorted(self.hidden)) or None,
            "lock": ",".join(sorted(self.locked)) or None,
            "seal": self.seal,
        }


def room_of(query: Mapping[str, str], opened: Experiment | None = None) -> Room:
    """Return the room of a link; names that do not exist are left out, see `unknown`."""
    hidden, locked = (frozenset(_split(query.get(key))) for key in ("hide", "lock"))
    return Room(
        frozenset(n for n in hidden if n in PARTS or is_field(n)),
        frozenset(filter(is_field, locked)),
        opened,
    )


def check_seal(query: Mapping[str, str], experiment: Experiment) -> None:
    """Refuse a link whose locked values are not those with which it was sealed.

    Raises
    ------
    DescriptionError
        That the link was changed.
    """
    seal = query.get("seal")
    if seal is not None and seal != room_of(query, experiment).seal:
        sentence = _(
            "what this link locks has been changed since the link was made; ask for the original."
        )
        raise DescriptionError(sentence, field="lock")


def unknown(query: Mapping[str, str]) -> str:
    """Return one sentence about the names of a link that do not exist; empty if there are none."""
    hidden, locked = (_split(query.get(key)) for key in ("hide", "lock"))
    wrong = [n for n in hidden if n not in PARTS and not is_field(n)]
    wrong += [n for n in locked if not is_field(n)]
    if not wrong:
        return ""
    names = ", ".join(repr(name[:40]) for name in wrong[:_MOST_NAMES])
    names += ", …" if len(wrong) > _MOST_NAMES else ""
    sentence = _(
        "This link hides or locks {names}, which is the name of no field or group of fields here, so it has no effect; {hint}"
    )
    return sentence.format(names=names, hint=_hint(wrong[0]))


def _hint(name: str) -> str:
    """Return the nearest name, or the groups, as all names would fill the page."""
    names = _every_name()
    near = difflib.get_close_matches(name[:100], names, n=1, cutoff=0.6)
    return nearest(name, names if near else [*GROUPS, "model.cell, …"])


def is_field(name: str) -> bool:
    """Return whether a name is that of a field or of a group of fields."""
    if name in GROUPS or name in _parameters():
        return True
    group, _dot, field = name.partition(".")
    return field in SETTINGS.get(group, {}) and name not in ("data.path", "training.changes")


def fields() -> list[str]:
    """Return the name of every field with a control, parameters of a source left out."""
    names = [f"{group}.{field}" for group, settings in SETTINGS.items() for field in settings]
    return [name for name in names if is_field(name)]


def _names_of(field: str) -> set[str]:
    """Return the names by which a link may mean a field."""
    if field in PARTS:
        return {field}
    group, _dot, name = field.partition(".")
    names = {field, group, "settings"}
    if name.startswith("params."):
        return names | {f"{group}.params"}
    setting: Setting | None = SETTINGS.get(group, {}).get(name)
    if name == "seed":
        names.add("seeds")
    if setting is not None and setting.details:
        names.add("details")
    return names


def _fields(experiment: Experiment) -> Iterator[str]:
    """Yield every field of an experiment, and of its dictionaries every key."""
    for group, settings in SETTINGS.items():
        for name in settings:
            if name == "params":
                params = getattr(experiment, group).params
                yield from (f"{group}.params.{key}" for key in params)
            elif name != "changes":
                yield f"{group}.{name}"


def _held(experiment: Experiment, field: str) -> tuple[Any, ...]:
    """Return the value of a field, and what was changed of it while it trained."""
    changes = experiment.training.changes if field.startswith("training.") else ()
    later = tuple(change for change in changes if f"training.{change.field}" == field)
    return value_of(experiment, field), later


def _parameters() -> set[str]:
    """Return the name of every parameter of a source or a problem type."""
    entries: list[tuple[str, registry.Entry]] = [
        ("data", source) for source in registry.sources().values()
    ]
    entries += [("problem", kind) for kind in registry.entries("problem").values()]
    return {f"{group}.params.{p.name}" for group, entry in entries for p in entry.parameters}


def _every_name() -> list[str]:
    return [*GROUPS, *fields(), *sorted(_parameters())]


def _split(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "")[:_MOST_TEXT].split(",") if name.strip()]
