"""The latency of an intervention, LSTM of 32 units, lookback 50: ``python -m benchmarks.what_if``.

The server's part is the explanation with the gate held, and packing the tracks and the cell. With
an installed Chromium the whole path is timed in the browser, too: from the click on a gate to the
first frame that shows it held.
"""

from __future__ import annotations

import time
from statistics import median

from benchmarks.opened import opened
from playground.analysis.explain import explain
from playground.analysis.interventions import ClampedGate, changed_weights
from playground.analysis.probe import default_probe
from playground.config.experiment import Experiment
from playground.data.source import load
from playground.data.windowing.windows import make_windows
from playground.models.architecture import architecture_of
from playground.player.cell import Inside
from playground.player.scene import Scene

REPEATS = 30
WANTED = 0.1  # seconds
#: Click a button and wait, frame by frame, until the forget gate's number says what was asked for.
CLICK = """async (value) => {
  const inside = [...document.querySelectorAll("*")].map((n) => n.shadowRoot).find((r) => r?.querySelector(".cellbox"));
  const button = inside.querySelector(`[data-role="hold-${value}"]`);
  const wanted = `f ${value}.000`;
  const begun = performance.now();
  button.click();
  while (performance.now() - begun < 5000) {
    await new Promise(requestAnimationFrame);
    const labels = [...inside.querySelectorAll('.diagram [data-part="f"] text.label')];
    if (labels.some((n) => n.textContent === wanted)) return performance.now() - begun;
  }
  return NaN;
}"""


def server_seconds(repeats: int = REPEATS) -> float:
    """Return the median seconds to explain the network with the gate held, and pack it."""
    experiment = Experiment()
    data = load(experiment.data, lookback=experiment.problem.lookback)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    architecture, probe = architecture_of(experiment, data), default_probe(windows)
    weights = architecture.initial_weights()
    own = explain(architecture, weights, probe.x, probe.y)
    spent = []
    for k in range(repeats):
        started = time.perf_counter()
        changed = changed_weights(
            architecture, weights, [ClampedGate("forget_gate", (k % 10) / 10)]
        )
        held = explain(architecture, changed, probe.x, probe.y)
        inside = Inside(held, changed, architecture, 0, 0, data.columns, every_unit=True)
        Scene(
            experiment,
            data,
            windows,
            probe,
            held,
            untouched=own,
            cell=inside.view(),
            extra=inside.tracks(),
        ).packed()
        spent.append(time.perf_counter() - started)
    return median(spent)


def browser_seconds(repeats: int = 10) -> float | None:
    """Return the median seconds from click to picture, or None without a browser."""
    with opened("/cell?data.length=601&v=1") as page:
        if page is None:
            return None
        page.locator(".cellbox .diagram text.label").first.wait_for(timeout=60_000)
        page.locator('.cellbox .diagram [data-part="f"][role=button]').press("Enter")
        return median([page.evaluate(CLICK, k % 2) / 1000 for k in range(repeats + 2)][2:])


if __name__ == "__main__":
    print(
        f"a what-if on the server: {server_seconds() * 1000:.1f} ms (wanted: the whole way in at most {WANTED * 1000:.0f} ms)"
    )
    whole = browser_seconds()
    print("no browser found" if whole is None else f"from click to picture: {whole * 1000:.0f} ms")
