"""The four groups of a description, and every field that they declare."""

from __future__ import annotations

import dataclasses

from playground.config.field_spec import Setting
from playground.config.fields.data import Data
from playground.config.fields.model import Model
from playground.config.fields.problem import Problem
from playground.config.fields.training import Training

#: Version of the format in JSON and links.
VERSION = 1
#: Training fields that may change while a run trains.
LIVE_FIELDS = ("learning_rate", "grad_clip_norm")
GROUPS: dict[str, type] = {"data": Data, "problem": Problem, "model": Model, "training": Training}


def _settings(group: type) -> dict[str, Setting]:
    return {f.name: Setting(name=f.name, **f.metadata) for f in dataclasses.fields(group)}


#: Every field by group and name: ``SETTINGS["model"]["hidden_size"]``.
SETTINGS: dict[str, dict[str, Setting]] = {name: _settings(group) for name, group in GROUPS.items()}
