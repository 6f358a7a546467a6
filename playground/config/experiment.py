"""The description of one experiment: frozen, typed, checked, and the same in JSON, in a link and in
code.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playground.config import registry
from playground.config.cells import has_memory
from playground.config.check import check_group
from playground.config.field_spec import shown
from playground.config.fields.data import Data
from playground.config.fields.field import SEED_MAX
from playground.config.fields.model import Model
from playground.config.fields.problem import Problem
from playground.config.fields.training import Change, Training
from playground.config.groups import GROUPS, LIVE_FIELDS, SETTINGS, VERSION
from playground.config.query import read_query, write_query
from playground.errors import DescriptionError, nearest
from playground.wording import _

__all__ = [
    "GROUPS",
    "LIVE_FIELDS",
    "SEED_MAX",
    "SETTINGS",
    "VERSION",
    "Change",
    "Data",
    "Experiment",
    "Model",
    "Problem",
    "Training",
]


@dataclass(frozen=True)
class Experiment:
    """Everything that determines a run; equal descriptions give equal histories, byte for byte."""

    data: Data = Data()
    problem: Problem = Problem()
    model: Model = Model()
    training: Training = Training()

    @classmethod
    def from_dict(cls, given: object) -> Experiment:
        """Check a plain dictionary (parsed JSON) and fill in what is missing.

        Raises
        ------
        DescriptionError
            Names the first field that is unknown, of the wrong type or out of range, and what is
            allowed.
        """
        if not isinstance(given, Mapping):
            raise DescriptionError(
                _(
                    "a description is a JSON object with the keys version, data, problem, model and training."
                )
            )
        for key in given:
            if key not in (
                "version",
                "versions",
                *GROUPS,
            ):  # "versions" is what made a run folder, and says nothing about the run
                hint = nearest(key, ["version", *GROUPS])
                raise DescriptionError(_("unknown key; {hint}").format(hint=hint), field=str(key))
        version = given.get("version", VERSION)
        if version != VERSION or isinstance(version, bool):
            sentence = _("this program reads version {version}, but got {value}.")
            raise DescriptionError(
                sentence.format(version=VERSION, value=shown(version)), field="version"
            )
        return cls(
            **{
                name: group(**check_group(name, given.get(name, {})))
                for name, group in GROUPS.items()
            }
        )._fitted(given)

    @classmethod
    def from_json(cls, text: str | bytes) -> Experiment:
        """Read a description from JSON text; see `from_dict`."""
        try:
            given = json.loads(text, object_pairs_hook=_object)
        except (ValueError, RecursionError) as error:
            raise DescriptionError(_("not valid JSON: {why}").format(why=str(error))) from None
        return cls.from_dict(given)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Experiment:
        """Read a description from the keys of a link; see `read_query`."""
        return cls.from_dict(read_query(query))

    def to_dict(self) -> dict[str, Any]:
        """Return every field resolved, as plain JSON types."""
        return {"version": VERSION, **json.loads(json.dumps(dataclasses.asdict(self)))}

    def to_json(self, indent: int | None = 2) -> str:
        """Return every field resolved, as JSON text."""
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False)

    def to_query(self) -> dict[str, str]:
        """Return what differs from the defaults as the keys of a link, in the order of fields."""
        problem = registry.lookup("problem", self.problem.kind)
        return write_query(self.to_dict(), self.source(), problem)

    def digest(self) -> str:
        """Return a short name for this description; equal descriptions share it."""
        return self._digest

    @cached_property
    def _digest(self) -> str:  # used in every call of a run
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()[:16]

    def with_values(self, values: Mapping[str, Any]) -> Experiment:
        """Return a checked copy with dotted fields replaced: ``{"model.hidden_size": 8}``.

        When the source changes, the parameters and the length go back to the new source's defaults
        unless they are given too, and what was put together with the old one or happened to it is
        left behind. When the problem type changes, so do its parameters, what the source had by
        default for the type before, and a cell that cannot stay.
        """
        plain = self.to_dict()
        kind = values.get("problem.kind", self.problem.kind)
        if kind != self.problem.kind:
            plain["problem"]["params"] = {}
            before = self.source().own_defaults(self.problem.kind)
            plain["data"]["params"] = self._without_defaults(before)
            if kind != "one_to_one" and not has_memory(self.model.cell):
                plain["model"]["cell"] = Model.cell
        if values.get("data.source", self.data.source) != self.data.source:
            plain["data"]["params"] = {}
            plain["data"].pop("length")
            plain["data"].update(
                columns=None,
                target=None,
                path=None,
                resample=None,
                transform="none",
                compose=[],
                events=[],
            )
        for key, value in values.items():
            *path, name = key.split(".")
            place = plain
            for part in path:
                place = place[part]
            place[name] = value
        return Experiment.from_dict(plain)

    def source(self) -> registry.Source:
        """Return the registered source of the data."""
        return registry.source(self.data.source)

    def problems(self) -> tuple[str, ...]:
        """Return the problem types that go with the data: those of the source, and classification
        where regimes are told apart.
        """
        kinds: tuple[str, ...] = tuple(self.source().facts["problems"])
        regimes = any(event["kind"] == "regime_change" for event in self.data.events)
        return (*kinds, "classification") if regimes and "classification" not in kinds else kinds

    def _without_defaults(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """Return the source's parameters that were chosen; what stands at its default is left to
        the next filling in.
        """
        usual = {p.name: own.get(p.name, p.default) for p in self.source().parameters}
        return {name: value for name, value in self.data.params.items() if value != usual.get(name)}

    def _fitted(self, given: Mapping[str, Any]) -> Experiment:
        """Fill in what depends on several fields, and refuse what does not go together."""
        entry = self.source()
        kind = registry.lookup("problem", self.problem.kind, field="problem.kind")
        registry.lookup("cell", self.model.cell, field="model.cell")
        if self.problem.kind not in self.problems():
            allowed = ", ".join(self.problems())
            sentence = _("{source} goes with {allowed}, but got {kind}.").format(
                source=repr(self.data.source), allowed=allowed, kind=repr(self.problem.kind)
            )
            raise DescriptionError(sentence, field="problem.kind")
        if not has_memory(self.model.cell) and self.problem.kind != "one_to_one":
            others = ", ".join(name for name in registry.entries("cell") if has_memory(name))
            sentence = _(
                "{cell} has no memory and goes with one_to_one only, but the problem is {kind}; choose one of {others}."
            )
            raise DescriptionError(
                sentence.format(
                    cell=repr(self.model.cell), kind=repr(self.problem.kind), others=others
                ),
                field="model.cell",
            )
        if self.problem.train_share + self.problem.validation_share > 0.99:
            together = self.problem.train_share + self.problem.validation_share
            sentence = _(
                "training and validation share together need at most 0.99, so that a test part is left, but got {value}."
            )
            raise DescriptionError(
                sentence.format(value=f"{together:g}"), field="problem.validation_share"
            )
        length = self.data.length
        if "length" not in (given.get("data") or {}):
            length = entry.facts.get("defaults", {}).get("data.length", length)
        params = entry.check_params(
            self.data.params, "data.params", entry.own_defaults(self.problem.kind)
        )
        data = dataclasses.replace(self.data, length=length, params=params)
        problem = dataclasses.replace(
            self.problem, params=kind.check_params(self.problem.params, "problem.params")
        )
        return dataclasses.replace(self, data=data, problem=problem)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object as a dictionary; of a key given twice one value would be lost without a
    word.
    """
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DescriptionError(_("this key is given twice; say it once."), field=key)
        found[key] = value
    return found
