"""The viewpoint, from which any training step's weights become a scene with its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from playground.analysis.earlier_windows import earlier_predictions
from playground.analysis.explain import Explanation
from playground.analysis.gradients.inputs import ALL_MATTER
from playground.analysis.influence import influence
from playground.analysis.interventions import AblatedUnit, ClampedGate, changed_weights
from playground.analysis.probe import Probe, explain_probe, explain_untrained
from playground.config.experiment import Experiment
from playground.data.class_names import class_names
from playground.data.series import Sequences, Series
from playground.data.windowing.windows import Windows
from playground.evaluation.class_metrics import softmax
from playground.gallery.exhibits import exhibit_sentences
from playground.models.architecture import Architecture, architecture_of
from playground.models.cells import cell_of
from playground.player.cell import Inside
from playground.player.editing import bell_steps
from playground.player.film import pack_frame
from playground.player.groups import LISTENS
from playground.player.readings import inputs_in_data_units
from playground.player.scene import Scene
from playground.sentences.classes import about_class
from playground.sentences.condition import about_condition
from playground.sentences.gates import about_gates
from playground.sentences.gradient import about_gradient, reach_in_words
from playground.sentences.interventions import about_interventions
from playground.sentences.prediction import about_prediction
from playground.wording import _


@dataclass(frozen=True)
class Viewpoint:
    """An experiment, a sequence, a layer, and interventions.

    Parameters
    ----------
    experiment, data, windows, probe
        As in `Scene`.
    layer : int
        From 0.
    changes : tuple of ClampedGate or AblatedUnit
        The interventions; empty shows the unchanged network.
    unit : int or None
        Unit shown in the cell's diagram, from 0; None omits the diagram.
    brief : bool
        Whether only the sentence about the gates is said, as where several are side by side.
    """

    experiment: Experiment
    data: Series | Sequences
    windows: Windows
    probe: Probe
    layer: int = 0
    changes: tuple[ClampedGate | AblatedUnit, ...] = ()
    unit: int | None = None
    brief: bool = False

    def scene(
        self,
        weights: Mapping[str, np.ndarray],
        explanation: Explanation | None = None,
        *,
        every_unit: bool = False,
        of_step: bool = False,
        cell: Mapping[str, Any] | None = None,
        **rest: Any,
    ) -> Scene:
        """Return the scene of a network with these weights, including its sentences.

        Parameters
        ----------
        weights : mapping of str to array
        explanation : Explanation or None
            Explanation with these weights, if it is already known.
        every_unit : bool
            Whether to send the diagram's data of all units, not only those of the chosen one.
        of_step : bool
            Whether the diagram is described only as far as training steps differ.
        cell : mapping or None
            Further items of `View.cell`.
        **rest
            Further attributes of the `Scene`.
        """
        architecture = self._architecture
        unchanged = explanation or explain_probe(architecture, weights, self.probe)
        used = changed_weights(architecture, weights, self.changes) if self.changes else weights
        shown = explain_probe(architecture, used, self.probe) if self.changes else unchanged
        untouched = unchanged if self.changes else None
        scene = Scene(
            self.experiment,
            self.data,
            self.windows,
            self.probe,
            shown,
            self.layer,
            untouched=untouched,
            unit=self.unit,
            held=self._held(),
            earlier=earlier_predictions(architecture, used, self.probe, self.windows),
            **rest,
        )
        scene = replace(scene, said=self._sentences(scene, unchanged), asides=self._asides(scene))
        if self.unit is None or not cell_of(architecture.model.cell).recurrent:
            return scene
        inside = Inside(
            shown,
            used,
            architecture,
            self.layer,
            self.unit,
            self._inputs(scene),
            every_unit,
        )
        hidden = [*inside.tracks(), *(inside.untouched(untouched) if untouched else ())]
        described = inside.of_step() if of_step else inside.view()
        return replace(scene, cell={**described, **(cell or {})}, extra=hidden)

    @cached_property
    def _architecture(self) -> Architecture:
        return architecture_of(self.experiment, self.data)

    def frame(
        self,
        step: int,
        weights: Mapping[str, np.ndarray],
        drawings: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return one recorded training step, packed as a frame of the player's film."""
        scene = self.scene(weights, of_step=True, cell={"costs": {}})
        return pack_frame(step, scene.tracks(), scene.said, scene.cell, scene.asides, drawings)

    def _held(self) -> dict[str, float]:
        alone = self.experiment.model.hidden_size == 1
        return {
            c.gate: c.value
            for c in self.changes
            if isinstance(c, ClampedGate) and c.layer == self.layer and (c.unit is None or alone)
        }

    def _inputs(self, scene: Scene) -> list[str]:
        """Return the names of the first layer's inputs."""
        names, width = inputs_in_data_units(scene)[0], scene.explanation.x.shape[1]
        names = (
            [name.replace("_", " ") for name in names]
            if len(names) == width
            else [_("input {n}").format(n=c + 1) for c in range(width)]
        )
        return [_("value") if name == "x" else name for name in names]

    def _asides(self, scene: Scene) -> dict[str, str]:
        """Return what the folded groups of rows amount to, in words."""
        explanation = scene.explanation
        if len(explanation.x) == 1:
            return {}
        shown = explanation if explanation.decoder is None else explanation.decoder
        bell = self._last_bell(scene) if shown is explanation else None
        return {LISTENS: reach_in_words(influence(shown, self.layer), bell)}

    def _last_bell(self, scene: Scene) -> int | None:
        """Return the time step, from 1, of the last ▲ where nothing before it can matter."""
        bells = bell_steps(scene).nonzero()[0]
        if not len(bells) or self.experiment.data.source in ALL_MATTER:
            return None
        return int(bells[-1]) + 1

    def _sentences(self, scene: Scene, explanation: Explanation) -> Sequence[str]:
        prediction = "" if self.brief else self._about_answer(scene)
        if self.changes:  # the other sentences are about the unchanged network
            interventions = about_interventions(
                self.changes,
                scene.target(),
                scene.prediction(explanation),
                scene.prediction(),
                task=self._squared,
            )
            return interventions, prediction
        if len(explanation.x) == 1:  # a single step has no memory and no gradient through time
            return (prediction,)
        bells = bell_steps(scene)
        gates = about_gates(
            explanation,
            self.experiment.model.cell,
            bells if bells.any() else None,
            self.layer,
            self._untrained,
        )
        if self.brief:
            return (gates,) if gates else ()
        last_bell = self._last_bell(scene)
        shown = explanation if explanation.decoder is None else explanation.decoder
        condition = (
            (
                about_condition(
                    self.probe, self.data, self.windows, class_names(self.experiment, self.data)
                ),
            )
            if self.windows.train.spec.generated
            else ()
        )
        sentences = (
            *exhibit_sentences(self.experiment, explanation),
            *condition,
            gates,
            prediction,
            about_gradient(
                influence(shown, self.layer), last_bell if shown is explanation else None
            ),
        )
        return tuple(sentence for sentence in sentences if sentence)

    @property
    def _squared(self) -> bool:
        """Whether errors are squared, as for tasks, whose targets have no unit."""
        return self.experiment.source().is_task and not self.windows.train.spec.blend

    def _untrained(self) -> Explanation:
        """Return the explanation of the untrained network on the probe."""
        return explain_untrained(self._architecture, self.probe)

    def _about_answer(self, scene: Scene) -> str:
        spec, along = self.windows.train.spec, scene.explanation.along
        if spec.classes and along is not None:
            return about_class(
                softmax(along), int(self.probe.y[0]), class_names(self.experiment, self.data)
            )
        baseline = None
        if self.windows.task and not spec.blend:
            baseline = scene.target() * 0 + float(
                self.windows.train.own[: self.windows.bounds[0] * self.windows.length].mean()
            )
        return about_prediction(
            scene.target(),
            scene.prediction(),
            self.data.unit,
            baseline,
            squared=self._squared,
        )
