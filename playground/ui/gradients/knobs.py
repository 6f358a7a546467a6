"""The gradient page's knobs: what the untrained networks are made of, and what they read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from playground.config import registry
from playground.ui.session.gradient_settings import GradientSettings, sources
from playground.ui.shell.errors import complain
from playground.ui.shell.slide import slide
from playground.wording import N_, _, number

#: Forget biases to choose from; "drawn" keeps what the initialization draws.
DRAWN = "drawn"
BIASES = (DRAWN, *(b / 2 for b in range(-4, 13)))
HIDDEN = (1, 2, 4, 8, 16, 24, 32, 48, 64, 96, 128)
RADII = tuple(round(0.05 * k, 2) for k in range(2, 61))
SCALES = (0.0, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
LENGTHS = range(5, 501)
#: How all weights are drawn: name to label and the fields it sets.
STARTS: dict[str, tuple[str, dict[str, Any]]] = {
    "orthogonal": (
        N_("orthogonal"),
        {"model.recurrent_init": "orthogonal", "model.input_init": "xavier"},
    ),
    "gaussian": (
        N_("Gaussian"),
        {"model.recurrent_init": "gaussian", "model.input_init": "xavier"},
    ),
    "identity": (
        N_("identity"),
        {"model.recurrent_init": "identity", "model.input_init": "xavier"},
    ),
    "pytorch": (
        N_("PyTorch's default"),
        {
            "model.recurrent_init": "pytorch",
            "model.input_init": "pytorch",
            "model.forget_bias": None,
        },
    ),
}
ACTIVATIONS = {"tanh": N_("tanh"), "relu": N_("ReLU"), "linear": N_("none (theory)")}


def knobs(settings: GradientSettings) -> None:
    """Show every knob; the picture follows each at once."""
    _length(settings)
    _weights(settings)
    _network(settings)
    _inputs(settings)
    if not settings.learning:  # the picture of a training shows other weights only once they train
        st.button(
            _("Draw other weights"),
            on_click=settings.turn,
            args=({"model.seed": (settings.experiment.model.seed + 1) % 2**31},),
            width="stretch",
        )
    for sentence in settings.trouble.values():
        complain(sentence)


def _length(settings: GradientSettings) -> None:
    _ladder(
        settings,
        "problem.lookback",
        _("Steps in the sequence"),
        LENGTHS,
        settings.experiment.problem.lookback,
        _("Length of the sequence; the loss is at its end."),
        say=str,
    )


def _weights(settings: GradientSettings) -> None:
    model = settings.experiment.model
    if model.recurrent_init == "pytorch":
        st.caption(
            _("PyTorch's default does not set a spectral radius.")
            if settings.learning
            else _(
                "PyTorch's default does not set a spectral radius; the circle below shows the eigenvalues it drew."
            )
        )
    else:
        _ladder(
            settings,
            "model.spectral_radius",
            _("Spectral radius of Wₕₕ"),
            RADII,
            model.spectral_radius,
            _(
                "Magnitude of the largest eigenvalue of the recurrent weights: the gradient of a linear network vanishes below 1 and explodes above 1."
            ),
        )
    bias = DRAWN if model.forget_bias is None else model.forget_bias
    _ladder(
        settings,
        "model.forget_bias",
        _("Forget bias of the LSTM"),
        BIASES,
        bias,
        _(
            "The larger it is, the more open the forget gate starts: 0 keeps 50 % per step, 1 keeps 73 %, 3 keeps 95 %, 6 keeps 99.8 %."
        ),
    )
    _pick(
        settings,
        "start",
        _("Initial weights"),
        list(STARTS),
        model.recurrent_init,
        lambda name: _(STARTS[name][0]),
        lambda name: settings.turn(STARTS[name][1] | _bias_again(settings, name)),
    )


def _network(settings: GradientSettings) -> None:
    model = settings.experiment.model
    activation = "linear" if settings.view.linear else model.nonlinearity
    _pick(
        settings,
        "activation",
        _("Activation of the simple RNN"),
        list(ACTIVATIONS),
        activation,
        lambda name: _(ACTIVATIONS[name]),
        lambda name: _activate(settings, name),
        _(
            "Without an activation function the network is linear, and its gradient follows the spectral radius exactly. That is for theory only: PyTorch's simple RNN has tanh or ReLU, so a linear one is drawn here but never trained."
        ),
    )
    _ladder(
        settings,
        "model.hidden_size",
        _("Hidden units"),
        HIDDEN,
        model.hidden_size,
        _("Units of each network."),
    )


def _inputs(settings: GradientSettings) -> None:
    _pick(
        settings,
        "source",
        _("Input"),
        sources_with(settings),
        settings.experiment.data.source,
        lambda name: _(registry.source(name).label),
        settings.feed,
        _("The inputs of all three networks."),
    )
    _ladder(
        settings,
        "scale",
        _("Input scale"),
        SCALES,
        settings.view.scale,
        _("Factor for the inputs; at 0 the networks read nothing and only their weights matter."),
    )


def sources_with(settings: GradientSettings) -> list[str]:
    """Return the inputs to choose from, the present one among them."""
    entries = sources()
    now = settings.experiment.data.source
    return entries if now in entries else [now, *entries]


def _bias_again(settings: GradientSettings, name: str) -> dict[str, Any]:
    """Return the forget bias of an initialization: 1, but for PyTorch's default."""
    return (
        {"model.forget_bias": 1.0}
        if name != "pytorch" and settings.experiment.model.recurrent_init == "pytorch"
        else {}
    )


def _activate(settings: GradientSettings, name: str) -> None:
    settings.look(linear=name == "linear")
    if name != "linear":
        settings.turn({"model.nonlinearity": name})


def _ladder(
    settings: GradientSettings,
    field: str,
    label: str,
    rungs: Sequence[Any],
    value: Any,
    help: str,
    say: Callable[[Any], str] | None = None,
) -> None:
    """Show a slider over round values; the one it was made with is among them however it came."""
    key = f"knob.{field}"
    first = settings.first(f"{key}.{settings.made}", value)
    numbers = sorted({v for v in (*rungs, first, value) if not isinstance(v, str)})
    steps = [v for v in rungs if isinstance(v, str)] + numbers
    meant = [None if v == DRAWN else v for v in steps]

    def turned(place: int) -> None:
        if field == "scale":
            settings.look(scale=meant[place])
        else:
            settings.turn({field: meant[place]})

    ahead = (settings.preview.key, settings.preview.address(field, meant))
    texts = [(say or _shown)(v) for v in steps]
    slide(
        label,
        texts,
        steps.index(value),
        key=key,
        made=settings.made,
        help=help,
        then=turned,
        ahead=ahead,
    )


def _pick(
    settings: GradientSettings,
    field: str,
    label: str,
    options: list[str],
    value: str,
    say: Callable[[str], str],
    then: Callable[[str], None],
    help: str | None = None,
) -> None:
    key = f"knob.{field}.{settings.made}"
    first = settings.first(key, value)
    st.selectbox(
        label,
        options,
        index=options.index(first) if first in options else 0,
        key=key,
        format_func=say,
        help=help,
        on_change=_turned,
        args=(settings, field, key, then),
    )


def _turned(
    settings: GradientSettings, field: str, key: str, then: Callable[[Any], None] | None
) -> None:
    value = settings.heard(key)
    if value is None:
        return
    if then is not None:
        then(value)
    else:
        settings.turn({field: None if value == DRAWN else value})
    if field in ("start", "source"):
        settings.make_anew()  # other knobs follow this one


def _shown(value: Any) -> str:
    return _("random") if value == DRAWN else number(value, 4)
