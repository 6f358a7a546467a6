"""The printed JSON Schema accepts and refuses the same descriptions as the program."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from playground.config import registry
from playground.config.experiment import SETTINGS, Experiment
from playground.config.schema import schema

VALIDATOR = jsonschema.Draft202012Validator(schema())
FIELDS = [(group, setting) for group, settings in SETTINGS.items() for setting in settings.values()]


def default_of(entry: registry.Entry) -> Experiment:
    """Return the default description of a source, with a problem that goes with it."""
    return Experiment.from_dict(
        {"data": {"source": entry.name}, "problem": {"kind": entry.facts["problems"][0]}}
    )


def test_it_is_a_schema_and_survives_json() -> None:
    """Draft 2020-12, as it says."""
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize("entry", registry.entries("source").values(), ids=lambda entry: entry.name)
def test_default_of_every_source_is_accepted(entry: registry.Entry) -> None:
    """Its parameters too, by the definition that bears its name."""
    experiment = default_of(entry)
    VALIDATOR.validate(experiment.to_dict())
    own = {**schema()["$defs"]["sources"][entry.name], "$schema": schema()["$schema"]}
    jsonschema.Draft202012Validator(own).validate(experiment.data.params)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"version": 1},
        {"versions": {"torch": "2"}},
        {"model": {}},
        {"training": {"grad_clip_norm": None}},
    ],
)
def test_what_may_be_left_out_may_be_left_out(given: dict[str, Any]) -> None:
    """Missing keys take defaults."""
    VALIDATOR.validate(given)
    Experiment.from_dict(given)


@pytest.mark.parametrize("room", ["source", "problem", "cell"])
def test_every_registered_name_stands_in_it(room: str) -> None:
    """And no other does."""
    group, field = {
        "source": ("data", "source"),
        "problem": ("problem", "kind"),
        "cell": ("model", "cell"),
    }[room]
    assert schema()["properties"][group]["properties"][field]["enum"] == [*registry.entries(room)]


@pytest.mark.parametrize(("group", "setting"), FIELDS, ids=[f"{g}.{s.name}" for g, s in FIELDS])
def test_field_has_its_words_and_its_rules(group: str, setting: Any) -> None:
    """Label, help, default and range are those of the field."""
    told = schema()["properties"][group]["properties"][setting.name]
    assert (told["title"], told["default"]) == (setting.label, setting.default)
    assert told["description"].startswith(setting.help)
    assert (told.get("minimum"), told.get("maximum")) == (setting.minimum, setting.maximum)
    wrong: list[Any] = [{"no": "such"} if setting.kind is not dict else 3]
    wrong += [
        limit + d for limit, d in ((setting.minimum, -1), (setting.maximum, 1)) if limit is not None
    ]
    wrong += [None] if not setting.nullable else []
    wrong += ["no such word"] if setting.choices or setting.room else []
    for value in wrong:
        assert not VALIDATOR.is_valid({group: {setting.name: value}}), value


@pytest.mark.parametrize(
    "given",
    [
        [],
        3,
        {"version": 2},
        {"modle": {}},
        {"model": {"hidden": 3}},
        {"model": None},
        {"training": {"changes": [{"step": 1}]}},
        {"training": {"changes": [{"step": 0, "field": "learning_rate", "value": 1}]}},
        {"training": {"changes": [{"step": 1, "field": "seed", "value": 1}]}},
        {"data": {"columns": [1]}},
    ],
)
def test_mistakes_are_refused(given: object) -> None:
    """As the program refuses them."""
    assert not VALIDATOR.is_valid(given)
