"""Below the gradient picture: where the gradient goes, one view at a time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from playground.analysis.gradients.inputs import Inputs
from playground.analysis.gradients.itemised import itemised, jacobian_norms, unit_shares
from playground.analysis.gradients.layers import layer_gradients
from playground.analysis.gradients.lines import Line, first_weights, line, network_of
from playground.analysis.gradients.parameters import gradient_lengths
from playground.analysis.gradients.view import CELLS, View
from playground.config import registry
from playground.figures import gradient_breakdown as draw
from playground.models.architecture import Architecture
from playground.models.cells import cell_of
from playground.sentences import gradient_breakdown as say
from playground.ui.session.gradient_settings import GradientSettings
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import N_, _

PARTS = {
    "paths": N_("Paths"),
    "layers": N_("Layers"),
    "losses": N_("Losses"),
    "units": N_("Units"),
    "advanced": N_("Advanced"),
}
#: Time steps times units squared of a Jacobian that is still worked out at once.
MOST_JACOBIAN = 2_500_000


def where_it_goes(settings: GradientSettings, inputs: Inputs, found: dict[str, Line]) -> None:
    """Show the part that is chosen; only that one is worked out."""
    st.markdown("#### " + _("Gradient breakdown"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="parts"):
        _choice(settings, "part", _("Show"), {name: _(label) for name, label in PARTS.items()})
        if settings.view.part != "paths":
            _choice(
                settings,
                "cell",
                _("Cell"),
                {cell: _(registry.lookup("cell", cell).label) for cell in CELLS},
            )
    part = settings.view.part
    if part == "paths":
        _paths(settings, inputs, found)
    elif part == "layers":
        _layers(settings, inputs)
    elif part == "losses":
        _losses(settings, inputs)
    elif part == "units":
        _units(settings, inputs, found)
    else:
        _advanced(settings, inputs)


def _choice(settings: GradientSettings, name: str, label: str, options: dict[str, str]) -> None:
    key = f"where.{name}.{settings.made}"
    st.segmented_control(
        label,
        list(options),
        default=settings.first(key, getattr(settings.view, name)),
        key=key,
        required=True,
        format_func=options.__getitem__,
        on_change=lambda: settings.look(
            **{name: settings.heard(key) or getattr(settings.view, name)}
        ),
    )


def _network(
    settings: GradientSettings, inputs: Inputs, cell: str
) -> tuple[Architecture, Mapping[str, np.ndarray]]:
    network = network_of(settings.experiment.model, cell, inputs, settings.view)
    return network, first_weights(network)


def _alone(settings: GradientSettings, inputs: Inputs, found: dict[str, Line], cell: str) -> Line:
    """Return a cell's line for the last prediction; most often it is that of the picture."""
    if settings.view.step == "last" and settings.view.measure != "loss":
        return found[cell]
    view = View(state=settings.view.state, scale=settings.view.scale, linear=settings.view.linear)
    return line(*_network(settings, inputs, cell), inputs, view)


def _paths(settings: GradientSettings, inputs: Inputs, found: dict[str, Line]) -> None:
    gated = {cell: _alone(settings, inputs, found, cell) for cell in CELLS if cell_of(cell).keeper}
    sentence = say.about_direct(gated)
    show(draw.direct_and_total(gated, dark()), "direct_and_total", alt=sentence, height=300)
    st.markdown(sentence)


def _layers(settings: GradientSettings, inputs: Inputs) -> None:
    cell = settings.view.cell
    layers = layer_gradients(*_network(settings, inputs, cell), inputs, settings.view)
    st.markdown(say.layers_table(layers))
    st.markdown(say.about_layers(layers))


def _losses(settings: GradientSettings, inputs: Inputs) -> None:
    cell = settings.view.cell
    network, weights = _network(settings, inputs, cell)
    signal = cell_of(cell).memory.name if settings.view.state == "memory" else "hidden_state"
    items = itemised(network, weights, inputs.x[:, 0] * settings.view.scale, signal)
    sentence = say.about_items(items, cell)
    show(draw.loss_by_step(items, cell, dark()), "loss_by_step", alt=sentence, height=420)
    st.markdown(sentence)
    st.caption(
        _(
            "For one sequence, as if there were a loss at every step (many-to-many); colors are relative to the step of each loss, on the diagonal."
        )
    )


def _units(settings: GradientSettings, inputs: Inputs, found: dict[str, Line]) -> None:
    cell = settings.view.cell
    shares = unit_shares(_alone(settings, inputs, found, cell))
    sentence = say.about_units(shares, cell)
    show(
        draw.unit_by_step(shares, cell, dark()),
        "unit_by_step",
        alt=sentence,
        height=min(520, 150 + 10 * shares.shape[1]),
    )
    st.markdown(sentence)


def _advanced(settings: GradientSettings, inputs: Inputs) -> None:
    cell, experiment = settings.view.cell, settings.experiment
    network, weights = _network(settings, inputs, cell)
    left, right = st.columns(2)
    with left:
        st.markdown(
            "#### " + _("The Jacobian {formula}").format(formula=r"$\partial h_T / \partial h_t$")
        )
        if len(inputs.x) * network.model.hidden_size**2 > MOST_JACOBIAN:
            st.info(
                _(
                    "Too large to compute while you wait: choose at most 64 units, or a shorter sequence."
                ),
                icon=":material/info:",
            )
        else:
            norms = jacobian_norms(
                network, weights, inputs.x[:, 0] * settings.view.scale, "hidden_state"
            )
            sentence = say.about_jacobian(norms, cell)
            show(draw.jacobian_lines(norms, cell, dark()), "jacobian", alt=sentence, height=300)
            st.markdown(sentence)
    with right:
        st.markdown("#### " + _("The gradient of each group of weights"))
        clip = experiment.training.grad_clip_norm
        lengths = gradient_lengths(
            network,
            weights,
            inputs,
            settings.view.scale,
            experiment.problem.kind == "many_to_many",
            clip,
        )
        sentence = say.about_lengths(lengths, clip, inputs.x.shape[1])
        if np.isfinite(lengths.total):
            show(draw.group_bars(lengths, cell, dark()), "group_bars", alt=sentence, height=300)
        st.markdown(sentence)
