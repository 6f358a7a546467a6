"""The description of one experiment: frozen, typed, checked, and the same in JSON, in a link and in code."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground import registry
from playground.errors import DescriptionError, nearest
from playground.setting import Setting

VERSION = 1
SEED_MAX = 2**31 - 1


def _field(kind: type, default: Any, label: str, help: str, **rest: Any) -> Any:
    """Declare one field of the description; its name is added by `settings`."""
    make = {"default_factory": kind} if kind is dict else {"default": () if default == [] else default}
    return field(metadata={"kind": kind, "default": default, "label": label, "help": help, **rest}, **make)


@dataclass(frozen=True)
class Data:
    """Where the series comes from and how it is prepared."""

    source: str = _field(
        str,
        "sine",
        "Source",
        "What the network learns from: a generated wave, a real series, a task or your own file.",
        room="source",
        group="Data",
    )
    length: int = _field(
        int,
        600,
        "Length",
        "Rows of a generated series, or number of sequences of a task.",
        minimum=30,
        maximum=100_000,
        log=True,
        group="Data",
    )
    noise: float = _field(
        float,
        0.05,
        "Noise",
        "Standard deviation of the Gaussian noise added to a generated wave, in its own units.",
        minimum=0.0,
        maximum=10.0,
        group="Data",
    )
    seed: int = _field(
        int, 0, "Data seed", "Draws the noise and the random parts of the data; nothing else.", minimum=0, maximum=SEED_MAX, group="Seeds"
    )
    params: dict[str, Any] = _field(dict, {}, "Parameters", "The source's own parameters by name.", group="Data")
    path: str | None = _field(
        str, None, "File", "Path of a table to read; on the command line only.", nullable=True, group="Data", details=True
    )
    columns: tuple[str, ...] | None = _field(
        list, None, "Columns", "Columns the network reads; empty takes every column of numbers.", nullable=True, group="Data", details=True
    )
    target: str | None = _field(
        str, None, "Target", "Column to predict; empty takes the first one.", nullable=True, group="Data", details=True
    )
    scale: str = _field(
        str,
        "standard",
        "Scaling",
        "Fitted on the training part only: mean 0 and deviation 1, range 0 to 1, or none. Tasks are never scaled.",
        choices=("standard", "minmax", "none"),
        group="Data",
        details=True,
    )
    missing: str = _field(
        str,
        "interpolate",
        "Missing values",
        "Filled along a line, with the value before, or their rows are dropped.",
        choices=("interpolate", "previous", "drop"),
        group="Data",
        details=True,
    )


@dataclass(frozen=True)
class Problem:
    """What goes in and what is asked for."""

    kind: str = _field(
        str,
        "many_to_one",
        "Problem type",
        "Which time steps have an input and which are asked for an answer.",
        room="problem",
        group="Problem",
    )
    lookback: int = _field(
        int,
        50,
        "Lookback",
        "Time steps the network sees before it answers. Nothing before them can be remembered.",
        unit="steps",
        minimum=1,
        maximum=1000,
        log=True,
        group="Problem",
    )
    horizon: int = _field(
        int,
        1,
        "Horizon",
        "How many steps ahead the target lies; for sequence-to-sequence, how many are predicted.",
        unit="steps",
        minimum=1,
        maximum=500,
        log=True,
        group="Problem",
    )
    stride: int = _field(
        int,
        1,
        "Stride",
        "Rows between the starts of neighbouring windows.",
        unit="rows",
        minimum=1,
        maximum=1000,
        group="Problem",
        details=True,
    )
    target_form: str = _field(
        str,
        "value",
        "Predict",
        "The value itself, or its change from the last known value (undone for every number shown).",
        choices=("value", "change"),
        group="Problem",
        details=True,
    )
    teacher_forcing: float = _field(
        float,
        1.0,
        "Teacher forcing",
        "Share of decoder inputs that are the true value while training; validation always runs free.",
        minimum=0.0,
        maximum=1.0,
        group="Problem",
        details=True,
    )
    train_share: float = _field(
        float,
        0.7,
        "Training share",
        "Share of the series, from its beginning, that the network learns from.",
        minimum=0.05,
        maximum=0.95,
        group="Problem",
        details=True,
    )
    validation_share: float = _field(
        float,
        0.15,
        "Validation share",
        "Share after the training part that watches the training; the rest is the test part.",
        minimum=0.01,
        maximum=0.9,
        group="Problem",
        details=True,
    )
    params: dict[str, Any] = _field(dict, {}, "Parameters", "The problem type's own parameters by name.", group="Problem", details=True)


@dataclass(frozen=True)
class Model:
    """The network and the weights it starts from."""

    cell: str = _field(str, "lstm", "Cell", "The recurrent architecture.", room="cell", group="Network")
    hidden_size: int = _field(
        int,
        32,
        "Hidden units",
        "Units of each layer. One unit tells its story; many share it.",
        minimum=1,
        maximum=256,
        log=True,
        group="Network",
    )
    num_layers: int = _field(
        int, 1, "Layers", "Recurrent layers, each reading the states of the one below.", minimum=1, maximum=4, group="Network"
    )
    nonlinearity: str = _field(
        str,
        "tanh",
        "Activation",
        "Activation of the simple RNN; GRU and LSTM always use tanh and the logistic function.",
        choices=("tanh", "relu"),
        group="Network",
        details=True,
    )
    forget_bias: float | None = _field(
        float,
        1.0,
        "Forget bias",
        "Start of the LSTM's forget gate: larger starts it more open. Empty keeps the drawn one.",
        minimum=-10.0,
        maximum=10.0,
        nullable=True,
        group="Network",
        details=True,
    )
    input_init: str = _field(
        str,
        "xavier",
        "Input weights",
        "How the weights from the input are drawn; pytorch is the library's default, biases included.",
        choices=("xavier", "pytorch"),
        group="Network",
        details=True,
    )
    recurrent_init: str = _field(
        str,
        "orthogonal",
        "Recurrent weights",
        "How the weights from state to state are drawn.",
        choices=("orthogonal", "gaussian", "identity", "pytorch"),
        group="Network",
        details=True,
    )
    spectral_radius: float = _field(
        float,
        1.0,
        "Spectral radius",
        "Largest eigenvalue of the recurrent weights at the start; below 1 signals fade, far above 1 they explode.",
        minimum=0.01,
        maximum=10.0,
        group="Network",
        details=True,
    )
    seed: int = _field(int, 0, "Weight seed", "Draws the initial weights; nothing else.", minimum=0, maximum=SEED_MAX, group="Seeds")


@dataclass(frozen=True)
class Change:
    """What was changed while it trained: from training step ``step`` on, ``field`` is ``value``."""

    step: int
    field: str
    value: float | None


@dataclass(frozen=True)
class Training:
    """How the weights are updated and when that stops."""

    optimizer: str = _field(
        str, "adam", "Optimizer", "The rule that turns gradients into updates.", choices=("adam", "rmsprop", "sgd"), group="Training"
    )
    learning_rate: float = _field(
        float,
        0.01,
        "Learning rate",
        "Size of the updates. Can be changed while it trains.",
        minimum=1e-6,
        maximum=10.0,
        log=True,
        group="Training",
    )
    momentum: float = _field(
        float,
        0.0,
        "Momentum",
        "Share of the last update carried into the next; SGD and RMSprop only.",
        minimum=0.0,
        maximum=0.999,
        group="Training",
        details=True,
    )
    schedule: str = _field(
        str,
        "constant",
        "Schedule",
        "How the learning rate moves until the last step: not at all, down a line, or down a cosine.",
        choices=("constant", "linear", "cosine"),
        group="Training",
        details=True,
    )
    batch_size: int = _field(
        int, 32, "Batch size", "Windows per training step.", minimum=1, maximum=1024, log=True, group="Training", details=True
    )
    max_steps: int = _field(
        int,
        500,
        "Training steps",
        "Updates of the weights before it stops.",
        unit="steps",
        minimum=1,
        maximum=100_000,
        log=True,
        group="Training",
    )
    grad_clip_norm: float | None = _field(
        float,
        1.0,
        "Clip gradient norm at",
        "Longer gradients are shortened to this length; empty switches it off. Can be changed while it trains.",
        minimum=1e-6,
        maximum=1e6,
        nullable=True,
        log=True,
        group="Training",
    )
    evaluate_every: int = _field(
        int,
        25,
        "Evaluate every",
        "Training steps between two looks at the validation part.",
        unit="steps",
        minimum=1,
        maximum=10_000,
        log=True,
        group="Training",
        details=True,
    )
    patience: int | None = _field(
        int,
        None,
        "Patience",
        "Stop after so many evaluations without a new best, and keep the best weights; empty never does.",
        unit="evaluations",
        minimum=1,
        maximum=10_000,
        nullable=True,
        group="Training",
        details=True,
    )
    target_loss: float | None = _field(
        float,
        None,
        "Target loss",
        "Stop when the validation loss falls to this; empty never does.",
        minimum=0.0,
        maximum=1e6,
        nullable=True,
        group="Training",
        details=True,
    )
    seed: int = _field(int, 0, "Batch seed", "Draws the order of the batches; nothing else.", minimum=0, maximum=SEED_MAX, group="Seeds")
    changes: tuple[Change, ...] = _field(
        list, [], "Changes", "What was changed while it trained, so that link and script repeat the run.", group="Training", details=True
    )


#: Fields that may be changed while a run goes on.
LIVE_FIELDS = ("learning_rate", "grad_clip_norm")
GROUPS: dict[str, type] = {"data": Data, "problem": Problem, "model": Model, "training": Training}


def _settings(group: type) -> dict[str, Setting]:
    return {f.name: Setting(name=f.name, **f.metadata) for f in dataclasses.fields(group)}


#: Every field by group and name: ``SETTINGS["model"]["hidden_size"]``.
SETTINGS: dict[str, dict[str, Setting]] = {name: _settings(group) for name, group in GROUPS.items()}


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
            Names the first field that is unknown, of the wrong type or out of range, and what is allowed.
        """
        if not isinstance(given, Mapping):
            raise DescriptionError("a description is a JSON object with the keys version, data, problem, model and training.")
        for key in given:
            if key not in ("version", "versions", *GROUPS):  # "versions" is what made a run folder, and says nothing about the run
                raise DescriptionError(f"unknown key; {nearest(key, ['version', *GROUPS])}", field=str(key))
        version = given.get("version", VERSION)
        if version != VERSION or isinstance(version, bool):
            raise DescriptionError(f"this program reads version {VERSION}, but got {version!r}.", field="version")
        return cls(**{name: group(**_check_group(name, given.get(name, {}))) for name, group in GROUPS.items()})._fitted(given)

    @classmethod
    def from_json(cls, text: str | bytes) -> Experiment:
        """Read a description from JSON text; see `from_dict`."""
        try:
            given = json.loads(text, object_pairs_hook=_object)
        except (ValueError, RecursionError) as error:
            raise DescriptionError(f"not valid JSON: {error}") from None
        return cls.from_dict(given)

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Experiment:
        """Read a description from the keys of a link; keys that are not its own are ignored."""
        given: dict[str, Any] = {name: {} for name in GROUPS}
        source = query.get("data.source", Data.source)
        for key, text in query.items():
            group, _, name = key.partition(".")
            if key == "v":
                given["version"] = _number_or_text(text)
            elif group in GROUPS and name.startswith("params."):
                given[group].setdefault("params", {})[name.removeprefix("params.")] = _parse_param(group, name, text, source)
            elif group in GROUPS:
                given[group][name] = _parse(SETTINGS[group].get(name), text, key)
        return cls.from_dict(given)

    def to_dict(self) -> dict[str, Any]:
        """Return every field resolved, as plain JSON types."""
        return {"version": VERSION, **json.loads(json.dumps(dataclasses.asdict(self)))}

    def to_json(self, indent: int | None = 2) -> str:
        """Return every field resolved, as JSON text."""
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False)

    def to_query(self) -> dict[str, str]:
        """Return what differs from the defaults as the keys of a link, in the order of the fields."""
        query: dict[str, str] = {}
        for key, value, default in self._flat():
            if value != default:
                query[key] = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return {**query, "v": str(VERSION)}

    def digest(self) -> str:
        """Return a short name for this description; equal descriptions share it."""
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()[:16]

    def with_values(self, values: Mapping[str, Any]) -> Experiment:
        """Return a checked copy with dotted fields replaced: ``{"model.hidden_size": 8}``.

        When the source changes, the parameters and the length go back to the new source's defaults unless they are given too.
        """
        plain = self.to_dict()
        if values.get("data.source", self.data.source) != self.data.source:
            plain["data"]["params"] = {}
            plain["data"].pop("length")
            plain["data"].update(columns=None, target=None, path=None)
        for key, value in values.items():
            *path, name = key.split(".")
            place = plain
            for part in path:
                place = place[part]
            place[name] = value
        return Experiment.from_dict(plain)

    def source(self) -> registry.Entry:
        """Return the registered source of the data."""
        return registry.lookup("source", self.data.source, field="data.source")

    def _flat(self) -> Iterator[tuple[str, Any, Any]]:
        plain = self.to_dict()
        own = self.source().facts.get("defaults", {})
        for group, settings in SETTINGS.items():
            for name, setting in settings.items():
                value = plain[group][name]
                if name == "params":
                    entry = self.source() if group == "data" else registry.lookup("problem", self.problem.kind)
                    for p in entry.parameters:
                        yield f"{group}.params.{p.name}", value.get(p.name), p.default
                else:
                    yield f"{group}.{name}", value, own.get(f"{group}.{name}", setting.default)

    def _fitted(self, given: Mapping[str, Any]) -> Experiment:
        """Fill in what depends on several fields, and refuse what does not go together."""
        entry = self.source()
        kind = registry.lookup("problem", self.problem.kind, field="problem.kind")
        registry.lookup("cell", self.model.cell, field="model.cell")
        if self.problem.kind not in entry.facts["problems"]:
            allowed = ", ".join(entry.facts["problems"])
            raise DescriptionError(f"{self.data.source!r} goes with {allowed}, but got {self.problem.kind!r}.", field="problem.kind")
        if self.problem.train_share + self.problem.validation_share > 0.99:
            raise DescriptionError(
                "training and validation share together need at most 0.99, so that a test part is left, but got "
                f"{self.problem.train_share + self.problem.validation_share:g}.",
                field="problem.validation_share",
            )
        length = self.data.length
        if "length" not in (given.get("data") or {}):
            length = entry.facts.get("defaults", {}).get("data.length", length)
        data = dataclasses.replace(self.data, length=length, params=entry.check_params(self.data.params, "data.params"))
        problem = dataclasses.replace(self.problem, params=kind.check_params(self.problem.params, "problem.params"))
        return dataclasses.replace(self, data=data, problem=problem)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object as a dictionary; of a key given twice one value would be lost without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise DescriptionError("this key is given twice; say it once.", field=next(key for key in keys if keys.count(key) > 1))
    return found


def _check_group(group: str, given: object) -> dict[str, Any]:
    settings = SETTINGS[group]
    if not isinstance(given, Mapping):
        raise DescriptionError(f"needs an object with the keys {', '.join(settings)}.", field=group)
    for name in given:
        if name not in settings:
            raise DescriptionError(f"unknown key; {nearest(name, settings)}", field=f"{group}.{name}")
    values = {name: setting.check(given[name], f"{group}.{name}") for name, setting in settings.items() if name in given}
    if values.get("columns") is not None:
        values["columns"] = _check_columns(values["columns"])
    if "changes" in values:
        values["changes"] = _check_changes(values["changes"])
    return values


def _check_columns(columns: list[Any]) -> tuple[str, ...]:
    if not columns or not all(isinstance(c, str) for c in columns) or len(set(columns)) < len(columns):
        raise DescriptionError("needs a list of different column names, or null.", field="data.columns")
    return tuple(columns)


def _check_changes(changes: list[Any]) -> tuple[Change, ...]:
    checked = []
    for i, given in enumerate(changes):
        place = f"training.changes[{i}]"
        if not isinstance(given, Mapping) or set(given) != {"step", "field", "value"}:
            raise DescriptionError('needs an object such as {"step": 120, "field": "learning_rate", "value": 0.003}.', field=place)
        if given["field"] not in LIVE_FIELDS:
            raise DescriptionError(
                f"{given['field']!r} cannot change while it trains; {nearest(given['field'], LIVE_FIELDS)}", field=f"{place}.field"
            )
        step = SETTINGS["training"]["max_steps"].check(given["step"], f"{place}.step")
        checked.append(Change(step, given["field"], SETTINGS["training"][given["field"]].check(given["value"], f"{place}.value")))
    return tuple(sorted(checked, key=lambda c: c.step))


def _parse(setting: Setting | None, text: str, key: str) -> Any:
    """Return a link's text as the field's type where that can be done; `Setting.check` says what is wrong otherwise."""
    if setting is None or (setting.nullable and text == "null"):
        return None if setting else text
    if setting.kind is str:
        return text
    if setting.kind in (int, float):
        return _number_or_text(text)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise DescriptionError(f"needs {setting.allowed()} written as JSON.", field=key) from None


def _parse_param(group: str, name: str, text: str, source: str) -> Any:
    entry = registry.lookup("source", source, field="data.source") if group == "data" else None
    known = {f"params.{p.name}": p for p in entry.parameters} if entry else {}
    return _parse(known.get(name), text, f"{group}.{name}")


def _number_or_text(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
