"""The frame rate and size of the player: ``python -m benchmarks.player_frames``, with Chromium.

The player is opened from its exported file, with untrained networks, because only drawing is
measured. Frames are callbacks of ``requestAnimationFrame``, which a busy page misses.
"""

from __future__ import annotations

import gzip
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from playground.analysis.probe import default_probe
from playground.config.experiment import Experiment
from playground.data.source import load
from playground.data.windowing.windows import make_windows
from playground.export.page import player_page
from playground.models.architecture import Architecture
from playground.player.payload import unpack
from playground.player.training import curve
from playground.player.viewpoint import Viewpoint
from playground.runs.recording import Frame, Recording
from playground.sentences.cell import about_reading

FRAMES = 100
SECONDS = 4
WANTED = 50
#: (time steps, units): the default size, and the one that must still move.
SIZES = ((50, 32), (200, 64))
FLAGS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync".split()

#: Counts frames for some seconds while something moves with each of them.
COUNT = """async ([seconds, what]) => {
  const root = document.querySelector("#player").shadowRoot;
  const [stage, strip] = [root.querySelector(".stage"), root.querySelector(".scrub")];
  const press = (node, key) => node.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  let [frames, back] = [0, true];
  const move = {
    "playing the sequence": () => frames % 900 || (press(stage, "Home"), press(stage, " ")),
    "scrubbing the sequence": () => press(stage, stage.ariaValueNow === stage.ariaValueMax ? "Home" : "ArrowRight"),
    "playing the film": () => frames % 150 || (press(strip, "Home"), press(strip, " ")),
    "scrubbing the training": () => {
      const now = Number(strip.getAttribute("aria-valuenow"));
      if (now === 0) back = false;
      if (now === Number(strip.getAttribute("aria-valuemax"))) back = true;
      press(strip, back ? "ArrowLeft" : "ArrowRight");
    },
  }[what];
  const started = performance.now();
  let [last, longest] = [started, 0];
  while (performance.now() - started < 1000 * seconds) {
    await new Promise((next) => requestAnimationFrame(next));
    const now = performance.now();
    [last, longest] = [now, Math.max(longest, now - last)];
    move();
    frames += 1;
  }
  return [frames / ((performance.now() - started) / 1000), longest];
}"""
MOTIONS = (
    "playing the sequence",
    "scrubbing the sequence",
    "playing the film",
    "scrubbing the training",
)


@dataclass
class Taken:
    """An exported player with its recording, and its size in bytes."""

    page: bytes
    live: int
    film: int
    film_packed: int
    pack_seconds: float
    tracks: int


def taken(steps: int, units: int, frames: int = FRAMES) -> Taken:
    """Return an LSTM's player with this many frames, each with different weights."""
    experiment = Experiment.from_dict(
        {
            "data": {"length": 3000},
            "problem": {"kind": "many_to_many", "lookback": steps},
            "model": {"hidden_size": units},
        }
    )
    data = load(experiment.data, lookback=steps)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    seen = Viewpoint(experiment, data, windows, default_probe(windows), unit=0)
    weights = [
        Architecture(replace(experiment.model, seed=k), 1).initial_weights() for k in range(frames)
    ]
    flat = np.zeros(1, np.float32)  # only that there are weights is asked
    recording = Recording(
        1, [Frame(k, 1.0 / (k + 1), 1.0, 0.01, 1.1 / (k + 1), flat) for k in range(frames)]
    )
    cell: dict[str, Any] = {
        "costs": {},
        "changes": [],
        "told": [],
        "held": 0,
        "can_hold": False,
        "open": True,
    }
    cell["help"] = about_reading(Architecture(experiment.model, 1, readout="every"), scaled=True)
    training = curve(recording, recording.frames[-1], frames, False)
    started = time.process_time()
    film = [seen.frame(k, weights[k]) for k in range(frames)]
    spent = time.process_time() - started
    live = seen.scene(weights[-1], cell=cell, training=training, fixed=True).packed()
    page = player_page(live, film, title="", question="", about="", description="", language="en")
    whole = b"".join(film)
    drawn = sum(track["kind"] == "map" for track in unpack(live)[0]["tracks"])
    return Taken(page, len(live), len(whole), len(gzip.compress(whole, 1)), spent, drawn)


def frame_rates(
    page: bytes, browser: Any, seconds: float = SECONDS
) -> dict[str, tuple[float, float]]:
    """Return (frames per second, longest wait in milliseconds) of each motion."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "player.html"
        file.write_bytes(page)
        shown = browser.new_page(viewport={"width": 1440, "height": 900})
        shown.goto(file.as_uri())
        shown.locator(".tracks .flag").wait_for(timeout=60_000)
        shown.wait_for_timeout(1000)
        found = {what: tuple(shown.evaluate(COUNT, [seconds, what])) for what in MOTIONS}
        shown.close()
    return found


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    from tools.chromium import find_browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for steps, units in SIZES:
            given = taken(steps, units)
            print(f"T = {steps}, H = {units}, {given.tracks} maps, {FRAMES} frames")
            print(f"  one live update {given.live / 1000:.0f} kB")
            print(
                f"  the film {given.film / 1e6:.2f} MB, {given.film_packed / 1e6:.2f} MB compressed"
            )
            print(
                f"  computed and packed in {1000 * given.pack_seconds / FRAMES:.1f} ms of processor time a frame"
            )
            for what, (rate, longest) in frame_rates(given.page, browser).items():
                print(
                    f"  {what}: {rate:.0f} frames a second (wanted: {WANTED}), longest wait {longest:.0f} ms"
                )
        browser.close()


if __name__ == "__main__":
    main()
