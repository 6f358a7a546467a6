"""The description in a link: dotted keys, only those that differ from the defaults."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from playground.config import registry
from playground.config.field_spec import Setting, shown
from playground.config.fields.data import Data
from playground.config.fields.problem import Problem
from playground.config.groups import GROUPS, SETTINGS, VERSION
from playground.config.registry import Entry
from playground.errors import DescriptionError, nearest
from playground.wording import _


def read_query(query: Mapping[str, str]) -> dict[str, Any]:
    """Return the description in the keys of a link, not checked yet.

    Keys without a group, such as those of the view, are ignored.

    Raises
    ------
    DescriptionError
        Also for a group that does not exist: ``modle.cell=gru`` would be ignored without notice.
    """
    given: dict[str, Any] = {name: {} for name in GROUPS}
    names = {
        "data": query.get("data.source", Data.source),
        "problem": query.get("problem.kind", Problem.kind),
    }
    for key, text in query.items():
        group, dot, name = key.partition(".")
        if dot and group not in GROUPS:
            sentence = _("unknown group {group}; {hint}")
            raise DescriptionError(
                sentence.format(group=shown(group), hint=nearest(group, GROUPS)), field=key
            )
        if key == "v":
            given["version"] = _number_or_text(text)
        elif group in GROUPS and name.startswith("params."):
            given[group].setdefault("params", {})[name.removeprefix("params.")] = _parse_param(
                group, name, text, names.get(group, "")
            )
        elif name == "params" and name in SETTINGS[group]:
            sentence = _(
                "needs one key for each parameter, such as {key}.NAME=VALUE, but got {value}."
            )
            raise DescriptionError(sentence.format(key=key, value=shown(text)), field=key)
        elif dot:
            given[group][name] = _parse(SETTINGS[group].get(name), text, key)
    return given


def write_query(plain: Mapping[str, Any], source: Entry, problem: Entry) -> dict[str, str]:
    """Return what differs from the defaults as the keys of a link, in the order of the fields.

    Parameters
    ----------
    plain : mapping
        A description with every field, as `Experiment.to_dict` returns it.
    source, problem : Entry
        The registered source and problem type that it names.
    """
    query: dict[str, str] = {}
    for key, value, default in _flat(plain, source, problem):
        if value != default:
            query[key] = (
                value
                if isinstance(value, str)
                else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            )
    return {**query, "v": str(VERSION)}


def _flat(
    plain: Mapping[str, Any], source: Entry, problem: Entry
) -> Iterator[tuple[str, Any, Any]]:
    """Yield dotted key, value and default of every field and parameter."""
    defaults = source.facts.get("defaults", {})
    for group, settings in SETTINGS.items():
        for name, setting in settings.items():
            value = plain[group][name]
            if name == "params":
                entry = source if group == "data" else problem
                usual = entry.own_defaults(plain["problem"]["kind"])
                for p in entry.parameters:
                    default = usual.get(p.name, p.default)
                    yield f"{group}.params.{p.name}", value.get(p.name), default
            else:
                yield f"{group}.{name}", value, defaults.get(f"{group}.{name}", setting.default)


def _parse(setting: Setting | None, text: str, key: str) -> Any:
    """Return a link's text as the field's type where that can be done; `Setting.check` says what is
    wrong otherwise.
    """
    if setting is None or (setting.nullable and text == "null"):
        return None if setting else text
    if setting.kind is str:
        return text
    if setting.kind in (int, float):
        return _number_or_text(text)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        sentence = _("needs {allowed} written as JSON.").format(allowed=setting.allowed())
        raise DescriptionError(sentence, field=key) from None


def _parse_param(group: str, name: str, text: str, chosen: str) -> Any:
    """Read a parameter of the source or problem type that was ``chosen``; other groups have
    none.
    """
    room = {"data": "source", "problem": "problem"}.get(group)
    entry = (
        registry.lookup(
            room, chosen, field={"source": "data.source", "problem": "problem.kind"}[room]
        )
        if room
        else None
    )
    known = {f"params.{p.name}": p for p in entry.parameters} if entry else {}
    return _parse(known.get(name), text, f"{group}.{name}")


def _number_or_text(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
