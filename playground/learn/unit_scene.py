"""The inside of a unit: the cell's diagram and the tracks of a recorded network, for the player."""

from __future__ import annotations

from functools import cache

from playground.learn.recorded import recorded
from playground.player.viewpoint import Viewpoint
from playground.sentences.cell import about_reading
from playground.wording import language


def unit_scene(exhibit: str) -> bytes:
    """Return the packed view of an exhibit's trained network, on which nothing can be changed."""
    return _packed(exhibit, language())


@cache
def _packed(exhibit: str, _language: str) -> bytes:
    network = recorded(exhibit)
    viewpoint = Viewpoint(network.experiment, network.data, network.windows, network.probe, unit=0)
    cell = {
        "costs": {},
        "changes": [],
        "told": [],
        "held": 0,
        "can_hold": False,
        "open": True,
        "large": False,
        "help": about_reading(network.architecture, scaled=False),
    }
    scene = viewpoint.scene(
        network.weights(), network.explanation(), every_unit=True, cell=cell, fixed=True
    )
    return scene.packed()
