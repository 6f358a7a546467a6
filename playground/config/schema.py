"""The description as a JSON Schema, with every registered name in it."""

from __future__ import annotations

from typing import Any

from playground.config import registry
from playground.config.experiment import GROUPS, LIVE_FIELDS, SETTINGS, VERSION
from playground.config.field_spec import Setting
from playground.config.fields.composition import EVENTS, MOST, PIECE, waves

_TYPES = {int: "integer", float: "number", str: "string", dict: "object", list: "array"}


def schema() -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) that accepts what `Experiment.from_dict` accepts, but
    for rules across fields.
    """
    groups = {name: _group(name) for name in GROUPS}
    versions = {
        "type": "object",
        "description": "Versions that made a run folder; read, and ignored.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Experiment",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "version": {"const": VERSION, "default": VERSION},
            **groups,
            "versions": versions,
        },
        "$defs": {
            "sources": {name: _params(e.parameters) for name, e in registry.sources().items()},
            "problems": {
                name: _params(e.parameters) for name, e in registry.entries("problem").items()
            },
        },
    }


def _group(name: str) -> dict[str, Any]:
    fields = {key: _property(setting) for key, setting in SETTINGS[name].items()}
    if name == "data":
        fields["columns"] |= {"items": {"type": "string"}, "uniqueItems": True}
        fields["compose"] |= {"items": _object(PIECE), "maxItems": MOST}
        fields["events"] |= {
            "items": {"oneOf": [_event(kind, settings) for kind, settings in EVENTS.items()]},
            "maxItems": MOST,
        }
        fields["params"]["description"] += " One of $defs/sources, by the source's name."
    if name == "problem":
        fields["params"]["description"] += " One of $defs/problems, by the kind."
    if name == "training":
        fields["changes"]["items"] = _change()
    return {"type": "object", "additionalProperties": False, "properties": fields}


def _property(setting: Setting) -> dict[str, Any]:
    words: dict[str, Any] = {
        "type": _TYPES[setting.kind],
        "title": setting.label,
        "description": setting.help,
        "default": setting.default,
    }
    if setting.nullable:
        words["type"] = [words["type"], "null"]
    choices = [*registry.entries(setting.room)] if setting.room else [*setting.choices]
    if choices:
        words["enum"] = choices + ([None] if setting.nullable else [])
    if setting.minimum is not None:
        words["minimum"] = setting.minimum
    if setting.maximum is not None:
        words["maximum"] = setting.maximum
    if setting.unit:
        words["x-unit"] = setting.unit
    return words


def _params(parameters: tuple[Setting, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {p.name: _property(p) for p in parameters},
    }


def _object(settings: tuple[Setting, ...]) -> dict[str, Any]:
    """Return the schema of a piece or an event; the waves it may name are those that are
    generated.
    """
    properties = {setting.name: _property(setting) for setting in settings}
    if "source" in properties:
        properties["source"]["enum"] = waves()
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _event(kind: str, settings: tuple[Setting, ...]) -> dict[str, Any]:
    told = _object(settings)
    return {
        **told,
        "required": ["kind"],
        "properties": {"kind": {"const": kind}, **told["properties"]},
    }


def _change() -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["step", "field", "value"],
        "properties": {
            "step": {"type": "integer", "minimum": 1},
            "field": {"enum": [*LIVE_FIELDS]},
            "value": {"type": ["number", "null"]},
        },
    }
