"""Experiments side by side: the same description with some fields changed, and the names of what
differs.

Only fields of the model and of the training may differ, so every lane sees the same data, and with
one batch size the same batches in the same order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from playground.config import registry
from playground.config.experiment import SETTINGS, Experiment
from playground.errors import DescriptionError, PlaygroundError, nearest
from playground.wording import _, number

MOST = 4
#: How the link's ``show=`` begins when it names lanes.
PREFIX = "lanes:"
#: Fields in which lanes may differ: no seeds, since these would change what is compared beside the
#: field.
FIELDS: tuple[str, ...] = tuple(
    f"{group}.{name}"
    for group in ("model", "training")
    for name in SETTINGS[group]
    if name not in ("seed", "changes")
)

Changes = Mapping[str, Any]
#: How PyTorch starts an LSTM.
_PYTORCH = {
    "model.forget_bias": None,
    "model.input_init": "pytorch",
    "model.recurrent_init": "pytorch",
}


def usual_variants(base: Experiment) -> list[dict[str, Any]]:
    """Return one lane for each cell that the problem of an experiment allows; the experiment's own
    cell is always among them.
    """
    variants: list[dict[str, Any]] = [
        {"model.cell": name}
        for name in registry.entries("cell")
        if _possible(base, {"model.cell": name})
    ]
    own = {"model.cell": base.model.cell}
    chosen = variants[:MOST]
    return chosen if own in chosen else [own, *chosen[: MOST - 1]]


def variant(base: Experiment, changes: Changes) -> Experiment:
    """Return the experiment of a lane.

    Raises
    ------
    DescriptionError
        A field may not differ between lanes, or its value is not allowed.
    """
    for name in changes:
        if name not in FIELDS:
            told = _(
                "lanes may differ only in fields of the network and of training, so that they see the same data; {hint}"
            )
            raise DescriptionError(told.format(hint=nearest(name, FIELDS)), field=name)
    return base.with_values(changes)


def differing(experiments: Sequence[Experiment]) -> tuple[str, ...]:
    """Return the fields in which experiments are not all the same, in the order of the
    description.
    """
    first = experiments[0] if experiments else None
    return (
        tuple(
            name
            for name in FIELDS
            if any(value(e, name) != value(first, name) for e in experiments[1:])
        )
        if first
        else ()
    )


def names(experiments: Sequence[Experiment]) -> list[str]:
    """Return what each lane is called: its cell, and where it is not like most of the others; equal
    ones are counted.
    """
    fields = [name for name in differing(experiments) if name != "model.cell"]
    usual = {name: _held_by_most([value(e, name) for e in experiments]) for name in fields}
    found: list[str] = []
    for experiment in experiments:
        cell = _(registry.lookup("cell", experiment.model.cell).label)
        own = {name: value(experiment, name) for name in fields}
        others = [short(name, v) for name, v in own.items() if (v,) != usual[name]]
        if (
            len(own) > 1
            and all(own.get(name, wanted) == wanted for name, wanted in _PYTORCH.items())
            and _PYTORCH.keys() & own.keys()
        ):
            others = [
                _("PyTorch's default"),
                *(
                    short(name, v)
                    for name, v in own.items()
                    if name not in _PYTORCH and (v,) != usual[name]
                ),
            ]
        if not others and len(differing(experiments)) == len(
            fields
        ):  # one cell for all: the usual one says what it is, too
            others = [short(name, v) for name, v in own.items()][:3]
        whole = " · ".join([cell, *others])
        same = sum(name == whole or name.startswith(f"{whole} (") for name in found)
        found.append(f"{whole} ({same + 1})" if same else whole)
    return found


def _held_by_most(values: Sequence[Any]) -> tuple[Any] | None:
    """Return the value that more than half of them have, as a tuple of one, or None."""
    most = max(values, key=values.count)
    return (most,) if 2 * values.count(most) > len(values) else None


def to_link(variants: Sequence[Changes]) -> str:
    """Return lanes as the text of the link's ``show=``:
    ``lanes:model.cell=elman;model.cell=lstm,model.hidden_size=8``.
    """
    written = [
        ",".join(
            f"{name}={v if isinstance(v, str) else json.dumps(v)}" for name, v in changes.items()
        )
        for changes in variants
    ]
    return PREFIX + ";".join(written)


def from_link(text: str) -> list[dict[str, Any]] | None:
    """Return the lanes a link names, not yet checked against an experiment, or None when it names
    none; what is looked at may be named before them.

    Raises
    ------
    DescriptionError
        It is not written as `to_link` writes it, or has too many lanes.
    """
    looked_at, found, lanes = text.partition(PREFIX)
    if not found or not (looked_at == "" or looked_at.endswith(",")):
        return None
    parts = lanes.split(";")
    if len(parts) > MOST or len(lanes) > 2000:
        raise DescriptionError(
            _("at most {most} lanes fit side by side, but the link has {count}.").format(
                most=MOST, count=len(parts)
            ),
            field="show",
        )
    return [_parsed(part) for part in parts]


def value(experiment: Experiment, name: str) -> Any:
    """Return the value of a dotted field."""
    group, _dot, field = name.partition(".")
    return getattr(getattr(experiment, group), field)


def told(field: str, given: Any) -> str:
    """Return a field's value in words of the page: "Forget bias 3", "Clip gradient norm at off"."""
    group, _dot, name = field.partition(".")
    setting = SETTINGS[group][name]
    if given is None:
        shown = _("as initialized") if field == "model.forget_bias" else _("off")
    elif isinstance(given, str):
        shown = _(registry.lookup(setting.room, given).label) if setting.room else given
    else:
        shown = number(given, 4)
    return f"{_(setting.label)} {shown}"


def short(name: str, given: Any) -> str:
    """Return a field's value in the few words of a lane's name."""
    if name == "model.hidden_size":
        return _("1 unit") if given == 1 else _("{count} units").format(count=given)
    if name == "model.num_layers":
        return _("1 layer") if given == 1 else _("{count} layers").format(count=given)
    if name == "training.learning_rate":
        return _("rate {rate}").format(rate=number(given, 3))
    if name == "training.grad_clip_norm":
        return _("no clipping") if given is None else _("clip {norm}").format(norm=number(given, 3))
    if name == "training.optimizer":
        return {"adam": "Adam", "rmsprop": "RMSprop", "sgd": "SGD"}.get(given, given)
    if name in ("model.input_init", "model.recurrent_init") and given == "pytorch":
        return (
            _("PyTorch's input weights")
            if name == "model.input_init"
            else _("PyTorch's recurrent weights")
        )
    words = told(name, given)
    return words[:1].lower() + words[1:]


def _parsed(part: str) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for item in filter(None, part.split(",")):
        name, equals, text = item.partition("=")
        if not equals:
            raise DescriptionError(
                _("a lane is written field=value, but the link has {item}.").format(item=item[:60]),
                field="show",
            )
        try:
            changes[name] = json.loads(text)
        except (ValueError, RecursionError):
            changes[name] = text
    return changes


def _possible(base: Experiment, changes: Changes) -> bool:
    try:
        variant(base, changes)
    except PlaygroundError:
        return False
    return True
