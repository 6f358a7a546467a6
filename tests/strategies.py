"""Hypothesis strategies made from the fields' own declarations: a new field is drawn as soon as it
is declared.
"""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from playground.config import registry
from playground.config.experiment import LIVE_FIELDS, SETTINGS, Experiment
from playground.config.field_spec import Setting
from playground.config.fields.composition import EVENTS, PIECE, waves


def allowed(setting: Setting) -> st.SearchStrategy[Any]:
    """Return values that a field takes."""
    if setting.room:
        values: st.SearchStrategy[Any] = st.sampled_from([*registry.entries(setting.room)])
    elif setting.choices:
        values = st.sampled_from(setting.choices)
    elif setting.kind is int:
        values = st.integers(
            _whole(setting.minimum, math.ceil), _whole(setting.maximum, math.floor)
        )
    elif setting.kind is float:
        values = st.floats(setting.minimum, setting.maximum, allow_nan=False, allow_infinity=False)
    elif setting.kind is str:
        values = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
    elif setting.kind is list and setting.name == "changes":
        values = st.lists(changes(), max_size=3)
    elif setting.kind is list and setting.name in ("compose", "events"):
        values = st.just([])  # what goes with what is drawn in `pieces` and `happenings`
    elif setting.kind is list:
        values = st.lists(
            st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
            min_size=1,
            max_size=3,
            unique=True,
        )
    else:
        values = st.just({})
    return st.none() | values if setting.nullable else values


def refused(setting: Setting) -> st.SearchStrategy[Any]:
    """Return values that a field does not take: out of range, of another type, or empty where it
    must not be.
    """
    wrong: list[st.SearchStrategy[Any]] = [st.just(object())]
    if setting.kind in (int, float):
        wrong += [
            st.text(),
            st.booleans(),
            st.just(math.nan),
            st.just(math.inf),
            st.lists(st.integers()),
        ]
        if setting.minimum is not None:
            wrong += [
                st.floats(max_value=setting.minimum, exclude_max=True, allow_nan=False),
                st.integers(max_value=_whole(setting.minimum, math.ceil) - 1),
            ]
        if setting.maximum is not None:
            wrong += [
                st.floats(min_value=setting.maximum, exclude_min=True, allow_nan=False),
                st.integers(min_value=_whole(setting.maximum, math.floor) + 1),
            ]
    else:
        wrong += [st.integers(), st.floats(), st.booleans()]
    if setting.choices or setting.room:
        known = setting.choices or [*registry.entries(setting.room)]
        wrong.append(st.text().filter(lambda text: text not in known))
    if not setting.nullable:
        wrong.append(st.none())
    return st.one_of(wrong)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """Return one entry of ``training.changes``."""
    field = draw(st.sampled_from(LIVE_FIELDS))
    step = draw(allowed(SETTINGS["training"]["max_steps"]))
    return {"step": step, "field": field, "value": draw(allowed(SETTINGS["training"][field]))}


@st.composite
def descriptions(draw: st.DrawFn) -> dict[str, Any]:
    """Return a description as JSON would hold it, with some fields left out."""
    entry = draw(st.sampled_from([*registry.entries("source").values()]))
    kind = draw(st.sampled_from(entry.facts["problems"]))
    given: dict[str, Any] = {}
    for group, settings in SETTINGS.items():
        names = draw(st.sets(st.sampled_from([*settings])))
        given[group] = {name: draw(allowed(settings[name])) for name in sorted(names)}
    given["data"]["source"], given["problem"]["kind"] = entry.name, kind
    if kind != "one_to_one" and given["model"].get("cell") == "mlp":
        given["model"]["cell"] = "gru"
    given["data"]["params"] = _params(draw, entry)
    if entry.facts["kind"] == "generator":
        given["data"] |= {
            "compose": draw(st.lists(pieces(), max_size=2)),
            "events": draw(st.lists(happenings(), max_size=3)),
        }
    given["problem"]["params"] = _params(draw, registry.lookup("problem", kind))
    shares = given["problem"]
    shares["train_share"] = draw(st.floats(0.05, 0.9))
    shares["validation_share"] = draw(
        st.floats(0.01, min(0.9, max(0.01, 0.98 - shares["train_share"])))
    )
    return given


@st.composite
def pieces(draw: st.DrawFn) -> dict[str, Any]:
    """Return one entry of ``data.compose``."""
    source = registry.lookup("source", draw(st.sampled_from(waves())))
    own = {
        setting.name: draw(allowed(setting))
        for setting in PIECE
        if setting.name not in ("source", "params")
    }
    return {**own, "source": source.name, "params": _params(draw, source)}


@st.composite
def happenings(draw: st.DrawFn) -> dict[str, Any]:
    """Return one entry of ``data.events``."""
    kind = draw(st.sampled_from([*EVENTS]))
    own = {
        setting.name: draw(allowed(setting))
        for setting in EVENTS[kind]
        if setting.name not in ("source", "params")
    }
    if kind == "regime_change":
        source = registry.lookup("source", draw(st.sampled_from(waves())))
        own |= {"source": source.name, "params": _params(draw, source)}
    return {"kind": kind, **own}


def experiments() -> st.SearchStrategy[Experiment]:
    """Return checked descriptions of every kind."""
    return descriptions().map(Experiment.from_dict)


def _params(draw: st.DrawFn, entry: registry.Entry) -> dict[str, Any]:
    if not entry.parameters:
        return {}
    names = draw(st.sets(st.sampled_from([p.name for p in entry.parameters])))
    return {p.name: draw(allowed(p)) for p in entry.parameters if p.name in names}


def _whole(limit: float | None, rounded: Any) -> int:
    assert limit is not None
    return int(rounded(limit))
