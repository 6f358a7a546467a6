"""Sentences next to the picture, in several hundred states, against independent computations.

The states are untrained, half trained, trained, noisy and diverged networks of every cell on every
problem type, and those of the exhibits. A sentence without a claim below fails the test, so a new
sentence needs its claim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from playground.analysis.explain import Explanation
from playground.analysis.probe import default_probe, explain_probe
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.gallery.exhibits import EXHIBITS
from playground.models.architecture import architecture_of, flatten
from playground.player.viewpoint import Viewpoint
from playground.runs.messages import Budget
from playground.training.advance import advance

TASKS = {
    "hold": "many_to_many",
    "recall": "many_to_many",
    "stopwatch": "many_to_many",
    "echo": "many_to_many",
    "long_recall": "many_to_one",
    "adding": "many_to_one",
    "temporal_order": "classification",
}
WAVES = ("many_to_one", "many_to_many", "seq2seq")
COURSES = ("one_to_many", "classification", "one_to_one")


@dataclass(frozen=True)
class State:
    """One network with its sequence and its sentences, and the same network before training."""

    seen: Viewpoint
    weights: dict[str, np.ndarray]
    own: Explanation
    untrained: Explanation
    said: tuple[str, ...]
    name: str

    @property
    def signals(self) -> dict[str, np.ndarray]:
        """The layer's signals."""
        return self.own.layers[0]

    @property
    def mark(self) -> np.ndarray:
        """Time steps marked ▲."""
        columns = self.seen.data.columns
        return (
            self.own.x[:, columns.index("bell")] > 0.5
            if "bell" in columns
            else np.zeros(len(self.own.x), bool)
        )

    def norm(self) -> np.ndarray:
        """Influence of each step's memory on the last prediction."""
        layer = (self.own.decoder or self.own).layers[0]
        return np.linalg.norm(
            layer[
                "sensitivity_cell_state" if "cell_state" in layer else "sensitivity_hidden_state"
            ],
            axis=1,
        )

    def share(self) -> np.ndarray:
        """Influence relative to that of the last step, in percent."""
        norm = self.norm()
        return 100 * norm / norm[-1] if norm[-1] > 0 else np.full_like(norm, np.nan)

    def answers(self) -> tuple[np.ndarray, np.ndarray]:
        """Target and prediction, in the data's own units."""
        scene = self.seen.scene(self.weights, self.own)
        return np.asarray(scene.target(), np.float64), np.asarray(scene.prediction(), np.float64)


def described(cell: str, source: str, kind: str, units: int) -> Experiment:
    """Return a small experiment."""
    lookback = 1 if kind == "one_to_one" else 14
    return Experiment.from_dict(
        {
            "data": {"source": source, "length": 80 if source != "sine" else 260},
            "problem": {"kind": kind, **({} if kind == "one_to_one" else {"lookback": lookback})},
            "model": {"cell": cell, "hidden_size": units},
            "training": {"max_steps": 60, "learning_rate": 0.05, "evaluate_every": 20},
        }
    )


def experiments() -> Iterator[Experiment]:
    """Yield the descriptions, every cell on every kind of problem."""
    for cell in ("elman", "gru", "lstm"):
        for source, kind in TASKS.items():
            yield from (described(cell, source, kind, units) for units in (1, 3))
        yield from (described(cell, "sine", kind, 3) for kind in WAVES)
        yield from (described(cell, "waveforms", kind, 3) for kind in COURSES)


def weights_of(experiment: Experiment, data: Any) -> Iterator[tuple[str, np.ndarray]]:
    """Yield weights from untrained to trained, and noisy and thrown-away ones."""
    frames = advance(experiment, data, None, Budget()).frames
    heavy = [f for f in frames if f.weights is not None]
    for frame in (heavy[len(heavy) // 3], heavy[-1]):
        yield f"step {frame.step}", frame.weights
    rng = np.random.default_rng(1)
    last = heavy[-1].weights
    yield "noisy", (last + rng.normal(0, 1, last.shape)).astype(np.float32)
    yield "thrown away", (last * 1e4).astype(np.float32)
    yield "shut", (last * 0).astype(np.float32)
    yield "not finite", np.full_like(last, np.nan)


@pytest.fixture(scope="session")
def states() -> list[State]:
    """Return all states, each with its sentences."""
    found = []
    for experiment in experiments():
        data = loaded(experiment)
        found += _seen(experiment, data, weights_of(experiment, data), 0)
    for exhibit in EXHIBITS.values():
        for experiment in exhibit.experiments:
            data = loaded(experiment)
            size = architecture_of(experiment, data).parameters
            kept = [
                (
                    "drawn",
                    np.random.default_rng(0).normal(0, 0.3, size).astype(np.float32),
                )
            ]
            if experiment == exhibit.experiment:
                heavy = exhibit.recording().with_weights()
                kept += [(f"step {f.step}", f.weights) for f in heavy[:: max(1, len(heavy) // 12)]]
                kept.append(("last", heavy[-1].weights))
            found += _seen(experiment, data, iter(kept), exhibit.probe)
    return found


def _seen(
    experiment: Experiment, data: Any, weights: Iterator[tuple[str, np.ndarray]], probe_number: int
) -> Iterator[State]:
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    probe = default_probe(windows, probe_number)
    seen = Viewpoint(experiment, data, windows, probe)
    architecture, first = architecture_of(experiment, data), None
    start = flatten(architecture.initial_weights())
    for name, flat in (("step 0", start), *weights):
        own = explain_probe(architecture, architecture.unflatten(flat), probe)
        first = first or own
        said = seen.scene(architecture.unflatten(flat), own).said
        yield State(
            seen,
            architecture.unflatten(flat),
            own,
            first,
            tuple(said),
            f"{experiment.data.source} {experiment.problem.kind} {experiment.model.cell} {name}",
        )


def close(written: str, value: float, digits: int = 2) -> bool:
    """Return whether a written number is this one, rounded to its digits."""
    if written in ("infinite", "minus infinite", "not a number"):
        return not np.isfinite(value)
    written = written.replace("−", "-")
    power = re.fullmatch(r"(?:(-?[\d.,]+)·)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", written)
    if power:
        exponent = int(power[2].translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
        told = float((power[1] or "1").replace(",", "")) * 10.0**exponent
    else:
        told = float(written.replace(",", ""))
    return bool(abs(told - value) <= 0.6 * 10.0 ** (1 - digits) * max(abs(value), 1e-300))


def signed(written: str) -> float:
    """Return a written number with its minus."""
    return float(written.replace("−", "-"))


N = r"((?:−?[\d.,]*\d·)?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|−?[\d,.]*\d|infinite|minus infinite|not a number)"


def gate_of(signals: dict[str, np.ndarray]) -> np.ndarray:
    """Return the gate that keeps, (T, H)."""
    return signals["forget_gate" if "forget_gate" in signals else "update_gate"]


def followed(s: State, unit: int, x: np.ndarray) -> float:
    """Return the correlation of a unit, from 1, after the first step with values (T - 1,)."""
    return float(np.corrcoef(s.signals["hidden_state"][1:, unit - 1], x)[0, 1])


def keeper(s: State) -> np.ndarray:
    """Return the gate that keeps, (T, H)."""
    return gate_of(s.signals)


def at_and_elsewhere(s: State, at: str, elsewhere: str) -> bool:
    """Return whether two written numbers are the gate's medians at ▲ and elsewhere, in a network
    that was trained at all.
    """
    gate, mark = keeper(s), s.mark
    moved = not np.allclose(gate, gate_of(s.untrained.layers[0]), rtol=0, atol=1e-6)
    return moved and close(at, np.median(gate[mark])) and close(elsewhere, np.median(gate[~mark]))


def gap(explanation: State) -> float:
    """Return by how much more is kept elsewhere than at ▲."""
    gate, mark = keeper(explanation), explanation.mark
    return float(np.median(gate[~mark]) - np.median(gate[mark]))


def forgets(s: State, m: re.Match[str]) -> bool:
    gate, mark = keeper(s), s.mark
    return (
        np.median(gate[mark]) < 0.5
        and np.median(gate[~mark]) > 0.95
        and close(m[2], np.median(gate[mark]))
    )


def falls(s: State, m: re.Match[str]) -> bool:
    share, reach = s.share(), int(m[2])
    return bool(share[-1 - reach] < 1 and (share[len(share) - reach :] >= 1).all()) and (
        m[1] == "C"
    ) == (s.seen.experiment.model.cell == "lstm")


def rises(s: State, m: re.Match[str]) -> bool:
    share = s.share()
    faint = int(np.flatnonzero(share[::-1] < 1)[0])
    beyond = share[: len(share) - faint]
    return beyond.max() >= 1 and close(m[1], beyond.max()) and int(m[2]) == beyond.argmax() + 1


def nothing_before(s: State, m: re.Match[str]) -> bool:
    share, t = s.share(), int(m[1])
    last = int(np.flatnonzero(s.mark)[-1]) + 1
    return (
        t == last
        and (share[: t - 1] < 1).all()
        and (share[t - 1 :] > 50).all()
        and s.seen.experiment.data.source in ("hold", "recall", "long_recall")
    )


def squares(s: State, m: re.Match[str]) -> bool:
    y, said = s.answers()
    mean = float(
        s.seen.windows.train.own[: s.seen.windows.bounds[0] * s.seen.windows.length].mean()
    )
    return (
        close(m[1], np.mean((said - y) ** 2))
        and close(m[2], np.mean((mean - y) ** 2))
        and s.seen.experiment.source().facts["kind"] == "task"
    )


def misses(s: State, m: re.Match[str]) -> bool:
    y, said = s.answers()
    return close(m[1], np.mean(np.abs(said - y)))


def one_answer(s: State, m: re.Match[str]) -> bool:
    y, said = s.answers()
    return (
        close(m[1], said[0], 3)
        and close(m[2], y[0], 3)
        and (abs(said[0] - y[0]) < 1e-6 or close(m[3], abs(said[0] - y[0])))
    )


def led(s: State, m: re.Match[str]) -> bool:
    along = s.own.along
    lead = along.argmax(axis=1)
    since = int(m[3])
    correctly = "correctly" in m[0]
    return (
        (lead[since - 1 :] == lead[-1]).all()
        and (since == 1 or lead[since - 2] != lead[-1])
        and correctly == (lead[-1] == int(s.seen.probe.y[0]))
    )


def explodes(s: State, m: re.Match[str]) -> bool:
    share = s.share() / 100
    return share.max() > 100 and int(m[2]) == share.argmax() + 1 and close(m[3], share.max())


def within(s: State, m: re.Match[str]) -> bool:
    h = s.signals["hidden_state"]
    full = 100 * np.mean(np.abs(h) > 0.9)
    return (
        (close(m[1], h.min()) or abs(h.min()) < 1e-12)
        and (close(m[2], h.max()) or abs(h.max()) < 1e-12)
        and (full == 0 or close(m[3], full))
    )


def quantiles(s: State, m: re.Match[str]) -> bool:
    low, middle, high = np.quantile(keeper(s), [0.05, 0.5, 0.95])
    pairs = zip((m[2], m[3], m[4]), (low, high, middle), strict=True)
    if not all(close(w, v) or abs(v) < 1e-12 for w, v in pairs):
        return False
    halves = re.search(r"in ([\d,]+(?:\.\d+)?) steps?$", m[0].rstrip("."))
    return (
        abs(middle ** float(halves[1].replace(",", "")) - 0.5) < 0.04
        if halves
        else middle >= 0.999
        if "never" in m[5]
        else 0.5 < middle < 0.52
        if "about" in m[5]
        else middle <= 0.5
    )


def unfinite(s: State, _m: re.Match[str]) -> bool:
    return not np.isfinite(s.own.y_hat).all()


Claim = Callable[[State, "re.Match[str]"], bool]
CLAIMS: dict[str, Claim] = {
    rf"On this example its mean squared error is {N}; always predicting the mean gives {N}\.": squares,
    rf"On this example it is off by {N}(?: \S+)? per step on average(?:; always predicting the mean would be off by {N}(?: \S+)?)?\.": misses,
    rf"It predicts {N}, the target is {N}: off by {N}\.": one_answer,
    r"The network's predictions are not finite numbers\.": unfinite,
    r"(?:The gates|Its units) are no longer finite numbers\.": lambda s, m: (
        not np.isfinite(s.signals["hidden_state"]).all()
    ),
    rf"It correctly predicts (.+), with a probability of {N} %; that class has led since step (\d+) of \d+\.": led,
    rf"It predicts (.+) with a probability of {N} %, but the true class is .+; the wrong class has led since step (\d+) of \d+\.": led,
    rf"Its only input is one row, at the first step: the value {N}.* and its slope, {N}.* per step; it generates the rest itself\.": lambda s, m: (
        s.seen.experiment.problem.kind == "one_to_many"
    ),
    r"Its only input is the class .+, at the first step; it generates the rest itself\.": lambda s, m: (
        s.seen.experiment.problem.kind == "one_to_many"
    ),
    rf"The median [fz] of its (\d+) units is {N} at ▲ and {N} elsewhere; single units may differ\.": lambda s, m: (
        at_and_elsewhere(s, m[2], m[3]) and int(m[1]) == keeper(s).shape[1] > 1
    ),
    rf"At ▲ it forgets \(([fz]) = {N}\)(?: and writes \(i = {N}\))?; elsewhere it keeps {N} % per step\.": forgets,
    rf"Its gate hardly responds to ▲: [fz] is {N} at ▲ and {N} elsewhere\.": lambda s, m: (
        at_and_elsewhere(s, m[1], m[2]) and abs(gap(s)) < 0.1
    ),
    rf"It keeps more at ▲ \([fz] = {N}\) than elsewhere \({N}\)\.": lambda s, m: (
        at_and_elsewhere(s, m[1], m[2]) and gap(s) < 0
    ),
    rf"It keeps less at ▲ \([fz] = {N}\) than elsewhere \({N}\)\.": lambda s, m: (
        at_and_elsewhere(s, m[1], m[2]) and gap(s) > 0
    ),
    rf"It responds to ▲ more than before training: [fz] is {N} at ▲ and {N} elsewhere\.": lambda s, m: (
        at_and_elsewhere(s, m[1], m[2]) and gap(s) > 0.1 + gap(replace(s, own=s.untrained))
    ),
    rf"On this window ([fz]) ranges from {N} to {N} \(5 to 95 % of all steps and units\) with median {N}: (alone, it .+)\.": quantiles,
    rf"A simple RNN has no gates: every step rewrites all of h\. Here h ranges from {N} to {N}; {N} % of its values are beyond 0\.9 in absolute value\.": within,
    r"A change of ([Ch]) (\d+) steps? before the end moves the last prediction less than 1 % as much as one at the last step: the reach is \d+ steps?\.": falls,
    rf"Further back it rises again, to {N} % at t = (\d+)\.": rises,
    r"Nothing before the last ▲ at t = (\d+) matters, and the task needs nothing from before it\.": nothing_before,
    rf"A change of ([Ch]) at t = (\d+) moves the last prediction {N} times as much as one at the last step: going back in time, the gradient explodes\.": explodes,
    rf"Even at the first step, a change of [Ch] moves the last prediction {N} % as much as one at the last step: the reach is the whole window\.": lambda s, m: (
        (s.share() >= 1).all() and close(m[1], s.share()[0], 3)
    ),
    r"[Ch] has no influence on the last prediction at any step: the gradient is zero\.": lambda s, m: (
        not s.norm().any()
    ),
    r"[Ch] has no influence on the last prediction at the last step, so earlier steps cannot be compared with it\.": lambda s, m: (
        s.norm()[-1] == 0 and s.norm().any()
    ),
    r"The influence of [Ch] on the last prediction is beyond the range of numbers\.": lambda s, m: (
        not np.isfinite(s.norm()).all()
    ),
    r"There is only one time step, so no gradient flows back through time\.": lambda s, m: (
        len((s.own.decoder or s.own).x) == 1
    ),
    # The exhibits', each of which also needs its exhibit's claim.
    rf"Unit (\d+) follows the input \(correlation {N}\)\. Unit (\d+) follows the previous input \(correlation {N}\), which reached it through the state hₜ₋₁ alone\.": lambda s, m: (
        close(m[2], followed(s, int(m[1]), s.own.x[1:, 0]), 3)
        and close(m[4], followed(s, int(m[3]), s.own.x[:-1, 0]), 3)
        and m[1] != m[3]
    ),
    rf"Each step back divides the influence on the prediction by {N} \(geometric mean\)\. At ▲, (\d+) steps? back, {N} of it is left\.": lambda s, m: (
        s.own.x[-1 - int(m[2]), 1] == 1
        and close(m[3], s.share()[-1 - int(m[2])] / 100)
        and close(m[1], (s.share()[-1 - int(m[2])] / 100) ** (-1 / int(m[2])))
    ),
    rf"Unit (\d+) remembers: its C follows the number \(correlation {N}\), and its output gate opens only at \? \(o = {N}; elsewhere {N}\)\.(?: Unit (\d+) follows it less closely \(correlation {N}\)\. Other seeds find other solutions\.)?": lambda s, m: (
        abs(signed(m[2])) > 0.89
        and signed(m[3]) > 0.69
        and signed(m[4]) < 0.21
        and s.own.x.shape[1] == 3
        and (m[5] is None or (m[5] != m[1] and abs(signed(m[6])) <= abs(signed(m[2]))))
    ),
    rf"C counts: its absolute correlation with the time since ▲ is {N}\. f is {N} at ▲ and {N} elsewhere\.": lambda s, m: (
        abs(np.corrcoef(s.signals["cell_state"][:, 0], s.own.y)[0, 1]) >= 0.99
        and signed(m[2]) <= 0.5 <= signed(m[3])
    ),
    rf"{N} was marked at t = (\d+); at t = (\d+) the network predicts {N}\. A change of the memory at the marked step has {N} times the effect on the prediction of one at the last step\.": lambda s, m: (
        close(m[4], s.own.y_hat[-1])
        and close(m[5], s.share()[int(m[2]) - 1] / 100)
        and s.own.x[int(m[2]) - 1, 1] == 1
    ),
    rf"Its predictions reach {N} in absolute value, the targets at most {N}\. If training led to this, try gradient clipping\.": lambda s, m: (
        not np.abs(s.own.y_hat).max() <= 10 * np.abs(s.own.y).max()
    ),
    rf"Without any gates it repeats the inputs: its mean squared error on this example is {N}\. Compare the other cells on this task, then the other tasks\.": lambda s, m: (
        close(m[1], s.own.loss) and s.own.loss < 0.01 and s.seen.experiment.model.cell == "elman"
    ),
    rf"In the second half of this wave, half of its predictions are off by at most {N}; the first ones cannot know the period yet\.": lambda s, m: (
        close(m[1], np.median(np.abs(s.own.y_hat - s.own.y)[len(s.own.y) // 2 :]))
    ),
}
ENDS = re.compile(r"(?<=[.%]) (?=(?:Further back|Nothing before)\b)")


def test_every_sentence_beside_the_picture_is_true(states: list[State]) -> None:
    """Each has exactly one claim, and it holds."""
    assert len(states) > 300
    wrong = set()
    for state in states:
        for whole in state.said:
            for sentence in ENDS.split(whole):
                found = [
                    (m, claim)
                    for pattern, claim in CLAIMS.items()
                    if (m := re.fullmatch(pattern, sentence))
                ]
                if len(found) != 1:
                    wrong.add(f"{state.name}: no claim, or several, for: {sentence}")
                elif not found[0][1](state, found[0][0]):
                    wrong.add(f"{state.name}: {sentence}")
    assert not wrong, "\n".join(sorted(wrong)[:25])


def test_nothing_is_said_in_a_manner_that_is_none(states: list[State]) -> None:
    """No "1 steps", no minus nothing, no number in the notation of a program, nothing that is not a
    number in a network that is sound.
    """
    for state in states:
        for sentence in state.said:
            assert not re.search(
                r"(?<![\d.,])1 (?:steps|rows|units|seeds|weights|inputs|sequences|windows)\b",
                sentence,
            ), sentence
            assert not re.search(r"[-−]0(?:\.0*)?(?![\d.])|\de[-+]\d", sentence), sentence
            assert np.isfinite(state.own.y_hat).all() or not re.search(
                "it forgets|responds to|the reach is", sentence
            ), (state.name, sentence)


def test_an_untrained_network_is_not_said_to_respond_to_anything(states: list[State]) -> None:
    """A response of random weights to ▲ is luck."""
    fresh = [s for s in states if s.name.endswith("step 0")]
    assert len(fresh) > 20
    assert not [
        x
        for s in fresh
        for x in s.said
        if "▲" in x and ("responds" in x or "forgets" in x or "keeps" in x)
    ]
