"""The cost and latency of the gradient picture: ``python -m benchmarks.gradient_picture``."""

from __future__ import annotations

import time
from dataclasses import replace
from statistics import median

from benchmarks.opened import opened
from playground.analysis.explain import explain
from playground.analysis.gradients.inputs import PROBES, draw_inputs
from playground.analysis.gradients.lines import first_weights, lines, network_of
from playground.analysis.gradients.view import CELLS, View
from playground.config.experiment import Experiment
from playground.figures.gradient_lines import gradient_lines
from playground.ui.shell.show import pack

ROUNDS = 20
WANTED_MS = 50
WANTED_IN_ALL_MS = 150
#: Press an arrow key on a slider and wait, frame by frame, until the lines drawn are others.
MOVE = """async (key) => {
  const lines = ".scatterlayer path.js-line";
  const drawn = () => [...document.querySelector(".js-plotly-plot").querySelectorAll(lines)].map((n) => n.getAttribute("d")).join();
  const before = drawn();
  const inputs = [...document.querySelectorAll("*")].map((n) => n.shadowRoot?.querySelector("input[type=range]")).filter(Boolean);
  const slider = inputs.find((n) => n.getRootNode().querySelector("label").textContent.startsWith("Spectral"));
  const begun = performance.now();
  slider.value = Number(slider.value) + key;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  while (performance.now() - begun < 5000) {
    await new Promise(requestAnimationFrame);
    if (drawn() !== before) return performance.now() - begun;
  }
  return NaN;
}"""


def gradient_picture(
    rounds: int = ROUNDS, lookback: int = 100, hidden: int = 32
) -> dict[str, float]:
    """Return the median milliseconds of one change of a setting, and of the comparison.

    A change draws the inputs, all three cells and the figure. Times are processor times, because
    the machine may be busy; every round draws new weights, as a change does. ``one_by_one`` is the
    same for one sequence after the other, through `explain`, which shows what the batch saves.
    """
    experiment = Experiment.from_dict(
        {
            "data": {"source": "long_recall"},
            "problem": {"lookback": lookback},
            "model": {"hidden_size": hidden},
        }
    )
    spent: dict[str, list[float]] = {"inputs": [], "cells": [], "figure": [], "one_by_one": []}
    for seed in range(-1, rounds):  # the first is a warm-up
        model, started = replace(experiment.model, seed=seed % 1000), [time.process_time()]
        inputs = draw_inputs(experiment)
        started.append(time.process_time())
        found = lines(model, inputs, View())
        started.append(time.process_time())
        pack(
            gradient_lines(found, View(), 1.0, inputs.steps_before, False),
            "picture",
            alt="",
            height=430,
            clicks=False,
        )
        started.append(time.process_time())
        for cell in CELLS:
            network = network_of(model, cell, inputs, View())
            weights = first_weights(network)
            for p in range(PROBES):
                explain(replace(network, readout="last"), weights, inputs.x[:, p], None)
        started.append(time.process_time())
        if seed >= 0:
            for name, a, b in zip(spent, started, started[1:], strict=False):
                spent[name].append(1000 * (b - a))
    return {name: median(times) for name, times in spent.items()}


def slider_ms(repeats: int = 12) -> float | None:
    """Return the median milliseconds from a slider's movement to its picture, or None."""
    with opened(
        "/gradients?data.source=long_recall&problem.lookback=100&model.hidden_size=32&v=1"
    ) as page:
        if page is None:
            return None
        page.locator(".js-plotly-plot .main-svg").nth(8).wait_for(state="attached", timeout=60_000)
        page.wait_for_timeout(5000)
        spent = []
        for k in range(repeats + 2):
            spent.append(page.evaluate(MOVE, (-1, 1)[k % 2]))
            page.wait_for_timeout(1500)  # the page has been updated, too
        return median(spent[2:])


def main() -> None:
    """Print the table; the ratio is far more trustworthy than the times."""
    found = gradient_picture()
    whole = found["inputs"] + found["cells"] + found["figure"]
    print(
        f"inputs {found['inputs']:.1f} ms, three cells {found['cells']:.1f} ms, figure {found['figure']:.1f} ms of processor time"
    )
    print(
        f"together {whole:.1f} ms, wanted at most {WANTED_MS} ms at T = 100, H = 32 and {PROBES} sequences"
    )
    followed = slider_ms()
    print(
        "no browser found"
        if followed is None
        else f"from slider to picture: {followed:.0f} ms, wanted at most {WANTED_IN_ALL_MS} ms"
    )
    print(
        f"three cells / the same sequences one after the other: {found['cells'] / found['one_by_one']:.2f}"
    )


if __name__ == "__main__":
    main()
