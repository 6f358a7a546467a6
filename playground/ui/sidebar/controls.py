"""The sidebar: one control for every field, made from what the field declares of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from playground.config import registry
from playground.config.experiment import LIVE_FIELDS, SEED_MAX, Experiment
from playground.config.field_spec import Setting
from playground.config.lookup import setting_of, value_of
from playground.data.series import Sequences
from playground.figures.palette import palette
from playground.figures.wiring import wiring_svg
from playground.models.cells import cell_of
from playground.ui.session.session import Session
from playground.ui.shell.errors import complain
from playground.ui.shell.held import key as key_of
from playground.ui.shell.held import seeded
from playground.ui.shell.theme import dark
from playground.ui.sidebar.composition import editor
from playground.ui.sidebar.suiting import suiting, suiting_kind, told_of_suiting
from playground.wording import N_, _, number

#: Heading and fields of each group, in the order of the page; "params" stands for the parameters of
#: the source.
ORDER: dict[str, tuple[str, ...]] = {
    "Data": (
        "data.length",
        "data.noise",
        "data.params",
        "data.compose",
        "data.events",
        "data.columns",
        "data.target",
        "data.missing",
        "data.resample",
        "data.resample_by",
        "data.transform",
        "data.scale",
    ),
    "Problem": (
        "problem.kind",
        "problem.params",
        "problem.lookback",
        "problem.horizon",
        "problem.stride",
        "problem.target_form",
        "problem.teacher_forcing",
        "problem.train_share",
        "problem.validation_share",
    ),
    "Network": (
        "model.cell",
        "model.hidden_size",
        "model.num_layers",
        "model.nonlinearity",
        "model.forget_bias",
        "model.input_init",
        "model.recurrent_init",
        "model.spectral_radius",
    ),
    "Training": (
        "training.optimizer",
        "training.learning_rate",
        "training.grad_clip_norm",
        "training.max_steps",
        "training.momentum",
        "training.schedule",
        "training.batch_size",
        "training.evaluate_every",
        "training.patience",
        "training.target_loss",
    ),
    "Seeds": ("data.seed", "model.seed", "training.seed"),
}
#: What the words of a choice are called on screen.
CHOICES = {
    "standard": N_("mean 0, deviation 1"),
    "minmax": N_("range 0 to 1"),
    "none": N_("none"),
    "interpolate": N_("along a line"),
    "previous": N_("value before"),
    "drop": N_("drop the row"),
    "value": N_("the value"),
    "change": N_("its change"),
    "tanh": N_("tanh"),
    "relu": N_("ReLU"),
    "xavier": N_("Xavier"),
    "pytorch": N_("PyTorch's default"),
    "orthogonal": N_("orthogonal"),
    "gaussian": N_("Gaussian"),
    "identity": N_("identity"),
    "adam": N_("Adam"),
    "rmsprop": N_("RMSprop"),
    "sgd": N_("SGD"),
    "constant": N_("constant"),
    "halves": N_("a mark in each half"),
    "original": N_("as in 1997"),
    "linear": N_("down a line"),
    "cosine": N_("down a cosine"),
    "minute": N_("minute"),
    "hour": N_("hour"),
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "mean": N_("their mean"),
    "sum": N_("their sum"),
    "last": N_("the last"),
    "log": N_("the logarithm"),
    "difference": N_("the changes"),
    "log_difference": N_("changes of the logarithm"),
    "min": N_("the smallest"),
    "max": N_("the largest"),
    "ahead": N_("the value ahead"),
    "running_mean": N_("the mean so far"),
    "cumulative_sum": N_("the sum so far"),
    "echo": N_("an echo"),
    "column": N_("another column"),
    "tag": N_("the tag"),
    "auto": N_("choose for me"),
    "square": N_("its square"),
    "absolute": N_("its size"),
    "sine": N_("its sine"),
    "next": N_("the next value"),
    "off": N_("off"),
}
OFF = "off"


def holds(session: Session, field: str) -> Any:
    """Return what a control shows: the value in force at the next training step, changes made while
    it ran included.
    """
    group, _dot, name = field.partition(".")
    if group == "training" and name in LIVE_FIELDS:
        return session.experiment.training.in_force(name, session.run.step + 1)
    return value_of(session.experiment, field)


#: Fields of the data that a source has only if it says that it uses them.
_BY_SOURCE = (
    "length",
    "noise",
    "seed",
    "columns",
    "target",
    "missing",
    "resample",
    "resample_by",
    "compose",
    "events",
)


def relevant(experiment: Experiment, field: str) -> bool:
    """Return whether a field changes anything in this experiment."""
    source, kind, cell = experiment.source(), experiment.problem.kind, experiment.model.cell
    task = source.facts["kind"] == "task" or source.facts.get(
        "collection", False
    )  # independent sequences
    uses = source.facts.get("uses", ())
    group, _dot, name = field.partition(".")
    if group == "data" and name in _BY_SOURCE:
        if name == "resample_by" and experiment.data.resample is None:
            return False
        filling = (
            name != "missing"
            or source.facts["kind"] == "file"
            or any(e["kind"] == "gap" for e in experiment.data.events)
        )
        return name in uses and filling
    answer = experiment.problem.params.get("answer")
    courses = source.facts.get("ahead", False)
    recurrent = cell_of(cell).recurrent
    rules = {
        "data.scale": not task,
        "data.transform": not task,
        "problem.params.answer": not task or courses,
        "problem.params.delay": answer == "echo",
        "problem.lookback": (
            not source.facts.get("collection") and kind not in ("one_to_one", "one_to_many")
        )
        or (task and kind == "one_to_one"),
        "problem.horizon": (not task or courses)
        and (kind in ("many_to_one", "seq2seq", "one_to_many") or answer == "ahead"),
        "problem.stride": not task,
        "problem.target_form": not task
        and (kind in ("many_to_one", "seq2seq", "one_to_many") or answer in ("ahead", "next")),
        "problem.teacher_forcing": kind in ("seq2seq", "one_to_many"),
        "model.nonlinearity": "nonlinearity" in cell_of(cell).uses,
        "model.forget_bias": "forget_bias" in cell_of(cell).uses,
        "model.recurrent_init": recurrent,
        "model.spectral_radius": recurrent,
        "training.momentum": experiment.training.optimizer != "adam",
    }
    return rules.get(field, True)


def controls(session: Session) -> None:
    """Show every field that matters, grouped; what is in the way of a beginner is behind
    "Details".
    """
    experiment = session.experiment
    for group, fields in in_order(experiment):
        open_group(group)
        if group == "Data":
            source_control(session)
        shown = [
            f
            for name in fields
            for f in _spread(experiment, name)
            if relevant(experiment, f) and _fits(session, f)
        ]
        for field in (f for f in shown if not setting_of(experiment, f).details):
            control(session, field)
        if group == "Problem":
            _wiring(session)
        hidden = [f for f in shown if setting_of(experiment, f).details]
        if hidden:
            with st.expander(
                _("Details"),
                expanded=any(place.startswith(tuple(hidden)) for place in session.trouble),
            ):
                for field in hidden:
                    control(session, field)


#: Fields about one long series, which labelled sequences in a reader's file leave without meaning.
_SERIES_ONLY = (
    "data.target",
    "data.resample",
    "data.resample_by",
    "data.transform",
    "data.events",
    "problem.lookback",
    "problem.horizon",
    "problem.stride",
    "problem.target_form",
)


def _fits(session: Session, field: str) -> bool:
    of_file = session.experiment.data.source == "file"
    return not (of_file and field in _SERIES_ONLY and isinstance(session.data, Sequences))


def in_order(experiment: Experiment) -> list[tuple[str, tuple[str, ...]]]:
    """Return each group with its fields; a task begins with the length of its sequences, for that
    is what makes it hard.
    """
    if experiment.source().facts["kind"] != "task":
        return [*ORDER.items()]
    first = "problem.lookback"
    return [
        (group, (first, *fields) if group == "Data" else tuple(f for f in fields if f != first))
        for group, fields in ORDER.items()
    ]


def open_group(group: str) -> None:
    """Show a group's heading."""
    st.subheader(_(group), divider="gray")


def source_control(session: Session) -> None:
    """Choose what is learned from; the problem and the network follow what suits the source."""
    options = [name for name, e in registry.entries("source").items() if e.facts["kind"] != "file"]
    if session.experiment.data.source == "file":
        options.append("file")
    choose(
        session,
        "data.source",
        options,
        lambda name: _(registry.lookup("source", name).label),
        lambda name: suiting(session, name),
    )
    if (told := told_of_suiting(session)) != "":
        st.caption(told)
    st.caption(_(session.experiment.source().summary))


def _wiring(session: Session) -> None:
    """Draw which steps have an input and which outputs enter the loss; equations on request."""
    kind = registry.lookup("problem", session.experiment.problem.kind)
    make: Any = kind.make
    drawing = wiring_svg(make.wiring(), palette(dark())["text"])
    st.image(
        drawing, width="stretch", caption=_("Filled outputs enter the loss."), alt=_(kind.summary)
    )
    with st.popover(_("Equations"), width="stretch"):
        st.markdown(_(kind.summary))
        for equation in make.equations:
            st.latex(equation)


def control(session: Session, field: str) -> None:
    """Show one field as the widget that suits what it declares."""
    setting = setting_of(session.experiment, field)
    if setting.room or setting.choices:
        options = list(registry.entries(setting.room)) if setting.room else list(setting.choices)
        if setting.room == "problem":
            options = [name for name in options if name in session.experiment.problems()]
        if setting.room == "cell" and session.experiment.problem.kind != "one_to_one":
            options.remove("mlp")  # it has no memory
        if setting.nullable:
            options.insert(0, OFF)
        label = (
            (lambda name: _(registry.lookup(setting.room, name).label))
            if setting.room
            else (lambda name: _(CHOICES.get(name) or name))
        )
        choose(
            session,
            field,
            options,
            label,
            (lambda name: suiting_kind(session.experiment, name))
            if setting.room == "problem"
            else None,
        )
    elif setting.kind in (int, float) and (setting.log or setting.nullable):
        _ladder(session, field, setting)
    elif setting.kind in (int, float):
        _number(session, field, setting)
    elif field in ("data.compose", "data.events"):
        editor(session, field)
    elif field in ("data.columns", "data.target"):
        _columns(session, field, setting)
    else:
        _text(session, field, setting)
    if field in session.trouble:
        complain(session.trouble[field])


def choose(
    session: Session,
    field: str,
    options: list[str],
    label: Callable[[str], str],
    values: Callable[[str], dict] | None = None,
) -> None:
    """Show a choice of words: side by side while they are few."""
    setting = setting_of(session.experiment, field)
    value = holds(session, field)
    key, value = _seed(session, field, OFF if value is None else value)
    few = field == "model.cell" and len(options) <= 3  # four do not fit side by side
    make: Any = st.segmented_control if few else st.selectbox
    extra = (
        {"required": True, "width": "stretch", "default": value}
        if few
        else {"index": options.index(value) if value in options else 0}
    )
    make(
        _(setting.label),
        options,
        key=key,
        format_func=label,
        help=_(setting.help),
        on_change=_changed,
        args=(session, field, values),
        **extra,
    )


def _ladder(session: Session, field: str, setting: Setting) -> None:
    """Show a number that moves in factors, or that can be off, as a slider over round values."""
    value = holds(session, field)
    key, first = _seed(session, field, OFF if value is None else value)
    steps: list[Any] = [OFF] if setting.nullable else []
    steps += sorted(
        {*_rungs(setting), *(v for v in (value, first, setting.default) if v not in (None, OFF))}
    )  # the way back stays open
    st.select_slider(
        _label(setting),
        steps,
        first,
        key=key,
        help=_(setting.help),
        on_change=_changed,
        args=(session, field),
        format_func=lambda v: _("off") if v == OFF else number(v, 4),
    )


def _number(session: Session, field: str, setting: Setting) -> None:
    key, value = _seed(session, field, setting.kind(holds(session, field)))
    low, high = (
        None if end is None else setting.kind(end) for end in (setting.minimum, setting.maximum)
    )
    step = 1 if setting.kind is int else _step(low, high)
    common: dict[str, Any] = {
        "key": key,
        "help": _(setting.help),
        "on_change": _changed,
        "args": (session, field),
    }
    if low is not None and high is not None and high < SEED_MAX and (high - low) / step <= 1000:
        st.slider(_label(setting), low, high, value, step=step, **common)
    else:
        st.number_input(
            _label(setting),
            low,
            high,
            value,
            step=step,
            format=None if setting.kind is int else "%g",
            **common,
        )


def _text(session: Session, field: str, setting: Setting) -> None:
    key, value = _seed(session, field, value_of(session.experiment, field) or "")
    st.text_input(
        _label(setting),
        value,
        key=key,
        help=_(setting.help),
        on_change=_changed,
        args=(session, field),
    )


def _columns(session: Session, field: str, setting: Setting) -> None:
    """Choose among the columns of the series."""
    source = (
        session.files.kept.get(session.experiment.data.params.get("sha256", ""))
        if session.experiment.data.source == "file"
        else None
    )
    entry = session.experiment.source()
    names = list(
        entry.facts["columns"]
        if entry.facts["kind"] == "generator"
        else (source or _whole(session)).columns
    )
    common: dict[str, Any] = {
        "help": _(setting.help),
        "on_change": _changed,
        "args": (session, field),
    }
    if field == "data.columns":
        key, value = _seed(session, field, list(session.experiment.data.columns or []))
        st.multiselect(
            _label(setting),
            names,
            value,
            key=key,
            placeholder=_("every column of numbers"),
            **common,
        )
    else:
        series: Any = session.data
        key, value = _seed(session, field, series.columns[series.target])
        st.selectbox(_label(setting), names, names.index(value), key=key, **common)


def _whole(session: Session) -> Any:
    """A bundled series with all its columns."""
    make = session.experiment.source().make
    return make() if session.experiment.source().facts["kind"] == "bundled" else session.data


def _changed(session: Session, field: str, values: Callable[[Any], dict] | None = None) -> None:
    """Take over what a widget says; when that cannot be, the sentence appears at the widget and the
    table stays as it is.
    """
    version, first = session.widgets.shown[f"field.{field}"]
    key = key_of(f"field.{field}", version)
    value = st.session_state[key]
    if value == session.widgets.reported.get(key, first):
        # Streamlit also calls for a widget that merely reports itself, after a run that was cut
        # short
        return
    session.widgets.reported[key] = value
    if ".params." in field and field not in _spread(
        session.experiment, field.partition(".params.")[0] + ".params"
    ):
        return  # the source or the problem type has changed in the same breath
    setting = setting_of(session.experiment, field)
    if value == OFF and setting.nullable and (setting.choices or setting.kind is not str):
        value = None
    if field in ("data.columns", "data.target") or setting.kind is str:
        value = value or None
    session.set(values(value) if values else {field: value}, start=False)


def _spread(experiment: Experiment, field: str) -> list[str]:
    """Put their own parameters in the place of "data.params" and "problem.params"; those of a file
    are asked at the upload.
    """
    if field == "problem.params":
        return [
            f"problem.params.{p.name}"
            for p in registry.lookup("problem", experiment.problem.kind).parameters
        ]
    if field != "data.params":
        return [field]
    return (
        []
        if experiment.data.source == "file"
        else [f"data.params.{p.name}" for p in experiment.source().parameters]
    )


def _seed(session: Session, field: str, value: Any) -> tuple[str, Any]:
    """Return key and first value of a field's widget; what was refused stays at the widget beside
    the sentence why.
    """
    return seeded(session.widgets.shown, f"field.{field}", value, keep=field in session.trouble)


def _label(setting: Setting) -> str:
    return _(setting.label) + (f" ({_(setting.unit)})" if setting.unit else "")


def _rungs(setting: Setting) -> list[int | float]:
    """Return round values over the range: 1, 2, 5 times powers of ten, or powers of two and their
    neighbours for counts.
    """
    low, high = setting.minimum or 1e-6, setting.maximum or 1e6
    rungs = (
        [m * 10.0**e for e in range(-6, 7) for m in (1, 1.5, 2, 3, 5, 7)]
        if setting.kind is float
        else [m * 10**e for e in range(6) for m in (1, 2, 3, 4, 5, 6, 8)]
        + [2**e for e in range(4, 11)]
    )
    fine = [setting.kind(float(f"{r:.6g}")) for r in rungs if low <= r <= high]
    return (
        [setting.kind(low), *fine, setting.kind(high)]
        if setting.log and setting.kind is int
        else fine or [setting.kind(low)]
    )


def _step(low: float | None, high: float | None) -> float:
    span = (high - low) if low is not None and high is not None else 1.0
    return 0.01 if span <= 1 else 0.05 if span <= 15 else 0.5
