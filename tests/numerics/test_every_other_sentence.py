"""Sentences about memory, units, interventions, free running and divergence, in many states.

Each sentence is read back and compared with its claim, computed here from the same numbers. A
sentence without a claim below fails the test, so a new sentence needs its claim.
"""

from __future__ import annotations

import itertools
import math
import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from playground.analysis.ablation import Ablation
from playground.analysis.first_step import FirstStep
from playground.analysis.interventions import AblatedUnit, ClampedGate
from playground.analysis.memory_curve import Memory
from playground.config.experiment import Experiment
from playground.runs.recording import Frame
from playground.sentences.ablation import about_unit
from playground.sentences.divergence import about_divergence
from playground.sentences.first_step import about_first_step
from playground.sentences.free_running import about_free_running, about_steps_ahead
from playground.sentences.interventions import about_interventions
from playground.sentences.memory import about_memory
from tests.claims import Claims, N, faults, names, same, value

UNIT = r"(?: °C)?"


def fall(s: Memory) -> float:
    """Return how far the error falls from a wholly wrong window to the right one."""
    return float(s.error[0] - s.error[-1])


def helps(s: Memory) -> bool:
    """Return whether the right window brings a tenth."""
    return bool(np.isfinite(s.error).all()) and s.error[-1] < 0.9 * s.error[0]


def steps_down(s: Memory, k: int, before: str, after: str) -> bool:
    """Return whether over two thirds of the fall are between neighbors with these errors."""
    i = s.k.tolist().index(k)
    drop = s.error[i - 1] - s.error[i]
    return (
        helps(s)
        and same(before, s.error[i - 1])
        and same(after, s.error[i])
        and drop > 2 / 3 * fall(s)
        and s.k[i - 1] == k - 1
    )


def nine_tenths(s: Memory, rounding: float) -> int:
    """Return the smallest k from which on nine tenths of the fall stay, but for rounding."""
    return min(
        int(k)
        for i, k in enumerate(s.k)
        if all(s.error[0] - e >= (0.9 + rounding) * fall(s) for e in s.error[i:])
    )


def falls(s: Memory, m: re.Match[str], k: int) -> bool:
    return (
        helps(s)
        and same(m[1], s.error[0])
        and same(m[2], s.error[-1])
        and value(m[1]) > value(m[2])
        and nine_tenths(s, -1e-9) <= k <= nine_tenths(s, 1e-9)
    )


MEMORY: Claims = {
    r"The network's predictions are not finite numbers\.": lambda s, m: (
        not np.isfinite(s.error).all()
    ),
    rf"With the inputs of another window it is off by {N}{UNIT}, with the right ones by {N}{UNIT}: its inputs hardly help\.": lambda s, m: (
        not helps(s) and same(m[1], s.error[0]) and same(m[2], s.error[-1])
    ),
    rf"The error drops at k = 1: without the newest input it is off by {N}{UNIT}, with it by {N}{UNIT}\. It relies mostly on that input\.": lambda s, m: (
        steps_down(s, 1, m[1], m[2])
    ),
    rf"The error drops at k = (\d+): with the newest (\d+) inputs? it is off by {N}{UNIT}, with one more by {N}{UNIT}\. It relies mostly on that input\.": lambda s, m: (
        int(m[1]) == int(m[2]) + 1 > 1 and steps_down(s, int(m[1]), m[3], m[4])
    ),
    rf"Its error falls from {N}{UNIT} to {N}{UNIT}\. The newest of its (\d+) inputs alone accounts for at least nine tenths of that\.": lambda s, m: (
        falls(s, m, 1) and int(m[3]) == s.k[-1]
    ),
    rf"Its error falls from {N}{UNIT} to {N}{UNIT}\. The newest (\d+) of its (\d+) inputs account for at least nine tenths of that\.": lambda s, m: (
        falls(s, m, int(m[3])) and int(m[4]) == s.k[-1] > int(m[3]) > 1
    ),
    rf"Its error falls from {N}{UNIT} to {N}{UNIT}, and even the oldest of its (\d+) inputs? matters(: try a longer lookback)?\.": lambda s, m: (
        falls(s, m, int(s.k[-1])) and int(m[3]) == s.k[-1] and (m[4] is None) is (int(s.k[-1]) == 3)
    ),
}


def test_every_sentence_about_memory_is_true() -> None:
    """Steps, slopes, curves that rise on the way, zero errors, some k left out."""
    wrong: list[str] = []
    for draw in range(400):
        rng = np.random.default_rng(draw)
        lookback = int(rng.choice([2, 3, 12, 40]))
        k = (
            np.arange(lookback + 1)
            if draw % 5
            else np.unique(np.linspace(0, lookback, 7).round().astype(int))
        )
        shapes = (
            -k,
            0.7**k,
            k < lookback / 2,
            k < 1,
            0 * k,
            k,
        )  # a slope, a curve, two steps, none, the wrong way up
        error = 1.0 * shapes[draw % 6]
        error = (
            (error - error.min() + rng.choice([0.0, 0.1, 9.0]))
            * rng.choice([1.0, 1e-6, 4000.0])
            * np.exp(rng.normal(0, 0.05 * (draw % 2), len(k)))
        )
        if draw % 29 == 0:
            error[-1] = math.inf
        memory = Memory(k, error, len(k) == lookback + 1, 50)
        wrong += faults(
            [about_memory(memory, ("", "°C")[draw % 2], older=lookback != 3)], MEMORY, memory
        )
    assert not wrong, "\n".join(wrong[:10])


LOSS = r"(?P<loss>mean squared error|cross-entropy) (?P<place>on this example|over \d+ validation (?:sequences?|windows?))"


def about(s: Any, m: re.Match[str]) -> bool:
    """Return whether measure, place and numbers are right, and different numbers look different."""
    place = (
        "on this example"
        if s.found.sequences == 1
        else f"over {s.found.sequences} validation {'sequence' if s.task else 'window'}s"
    )
    named = {
        "error": s.found.error,
        "all": s.found.all_ablated,
        "silent": s.found.ablated[s.unit] if len(s.found.ablated) > 1 else s.found.all_ablated,
        "worst": max(s.found.ablated),
    }
    told = {n: w for n, w in m.groupdict().items() if w is not None and n in named}
    return (
        (m["loss"] == "cross-entropy") is s.classes
        and m["place"] == place
        and all(same(w, float(named[n])) for n, w in told.items())
        and all(
            (value(told[a]) < value(told[b])) <= (named[a] < named[b])
            for a, b in itertools.permutations(told, 2)
        )
        and int(m.groupdict().get("unit") or s.unit + 1) == s.unit + 1
    )


def carried(s: Any) -> float:
    """Return the cost of switching off the worst unit relative to that of all units."""
    return float((max(s.found.ablated) - s.found.error) / (s.found.all_ablated - s.found.error))


def worst(s: Any) -> list[str]:
    """Return the units that matter most, from 1."""
    return [str(k + 1) for k, v in enumerate(s.found.ablated) if v == max(s.found.ablated)]


def named(name: str) -> str:
    """Return the pattern of a number by this name."""
    return f"(?P<{name}>{N[1:-1]})"


ERROR, SILENT, ALL, WORST = map(named, ("error", "silent", "all", "worst"))
SILENCED: Claims = {
    r"The effect of switching off a unit cannot be measured: an error is not finite\.": lambda s, m: (
        not np.isfinite([s.found.error, s.found.all_ablated, *s.found.ablated]).all()
    ),
    rf"Without this layer the {LOSS} is no larger \({ALL} instead of {ERROR}\): its units contribute nothing here\.": lambda s, m: (
        about(s, m) and s.found.all_ablated <= s.found.error
    ),
    rf"The only unit does all the work: switching it off takes the {LOSS} from {ERROR} to {SILENT}\.": lambda s, m: (
        about(s, m) and len(s.found.ablated) == 1 and s.found.all_ablated > 2 * s.found.error
    ),
    rf"Switching off the only unit takes the {LOSS} from {ERROR} to {SILENT}\.": lambda s, m: (
        about(s, m)
        and len(s.found.ablated) == 1
        and s.found.error < s.found.all_ablated <= 2 * s.found.error
    ),
    rf"No single unit is decisive: switching off unit (?P<unit>\d+) takes the {LOSS} from {ERROR} to {SILENT}, switching off all (?P<units>\d+) units takes it to {ALL}\.": lambda s, m: (
        spread(s, m)
    ),
    rf"Unit (?P<unit>\d+) matters most: switching it off takes the {LOSS} from {ERROR} to {SILENT}, switching off all (?P<units>\d+) units takes it to {ALL}\.": lambda s, m: (
        loaded_on(s, m) and worst(s) == [m["unit"]]
    ),
    rf"Unit (?P<unit>\d+) matters as much as any other: switching it off takes the {LOSS} from {ERROR} to {SILENT}, switching off all (?P<units>\d+) units takes it to {ALL}\.": lambda s, m: (
        loaded_on(s, m) and m["unit"] in worst(s) and len(worst(s)) > 1
    ),
    rf"Switching off unit (?P<unit>\d+) takes the {LOSS} from {ERROR} to {SILENT}; unit (?P<most>\d+) matters most \({WORST}\)\.": lambda s, m: (
        loaded_on(s, m) and worst(s) == [m["most"]] != [m["unit"]]
    ),
    rf"Switching off unit (?P<unit>\d+) takes the {LOSS} from {ERROR} to {SILENT}; units (?P<most>[\d, and]+) matter most \({WORST} each\)\.": lambda s, m: (
        loaded_on(s, m)
        and names(m["most"]) == worst(s)
        and m["unit"] not in worst(s)
        and len(worst(s)) > 1
    ),
}


def spread(s: Any, m: re.Match[str]) -> bool:
    return about(s, m) and carried(s) < 0.2 and int(m["units"]) == len(s.found.ablated) > 1


def loaded_on(s: Any, m: re.Match[str]) -> bool:
    return (
        about(s, m)
        and carried(s) >= 0.2
        and int(m.groupdict().get("units") or len(s.found.ablated)) == len(s.found.ablated) > 1
    )


def test_every_sentence_about_ablation_is_true() -> None:
    """Of every unit; ties name all; a layer that does nothing, or does harm, carries nothing."""
    wrong: list[str] = []
    for draw in range(400):
        rng = np.random.default_rng(draw)
        error = float(rng.choice([0.0, 0.1, 1.0, 250.0]))
        silenced = error + rng.choice(
            [0.0, 0.01, 0.2, 0.2001, 0.9, -0.05], int(rng.choice([1, 2, 4]))
        ) * rng.choice([1.0, 1e-4, 30.0])
        everything = error + float(rng.choice([0.0, -0.01, 1.0, 4.6, 1e-4, 40.0]))
        if draw % 23 == 0:
            silenced[0] = math.nan
        found = Ablation(
            0,
            error,
            silenced,
            float(silenced[0]) if len(silenced) == 1 else everything,
            int(rng.choice([1, 8])),
        )
        for unit, task, classes in itertools.product(
            range(len(silenced)), (True, False), (True, False)
        ):
            said = about_unit(found, unit, task=task, classes=classes)
            wrong += faults(
                [said],
                SILENCED,
                SimpleNamespace(found=found, unit=unit, task=task, classes=classes),
            )
    assert not wrong, "\n".join(wrong[:10])


HELD = {
    ClampedGate("forget_gate", 1.0): "f held at 1",
    ClampedGate("update_gate", 0.25, 0, 2): "z of unit 3 held at 0.25",
    ClampedGate("output_gate", 0.0, 1): "o of layer 2 held at 0",
    ClampedGate("input_gate", 0.5, 1, 0): "i of unit 1 of layer 2 held at 0.5",
    AblatedUnit(4): "unit 5 switched off",
    AblatedUnit(0, 2): "unit 1 of layer 3 switched off",
}


def measured(s: Any, said: np.ndarray) -> float:
    """Return the error by the measure of the story."""
    return float(np.mean(np.square(said - s.y)) if s.task else np.mean(np.abs(said - s.y)))


def held(s: Any, m: re.Match[str]) -> bool:
    return (
        sorted(names(m[1])) == sorted(HELD[c] for c in s.changes)
        and (m[2] == "mean squared error") is s.task
        and same(m[3], measured(s, s.before))
    )


WHAT_IF: Claims = {
    rf"What if: with (.+), the (mean squared error|mean error) on this example goes from {N} to {N}\. Nothing is trained; the thin line is the unchanged network\.": lambda s, m: (
        held(s, m) and same(m[4], measured(s, s.after)) and m[3] != m[4]
    ),
    rf"What if: with (.+), the (mean squared error|mean error) on this example stays at {N}\. Nothing is trained\.": lambda s, m: (
        held(s, m) and math.isclose(measured(s, s.before), measured(s, s.after), rel_tol=1e-3)
    ),
}


def test_every_sentence_about_interventions_is_true() -> None:
    """Layers and units are distinguished; a small change of the error is visible, and no change is
    called none.
    """
    wrong: list[str] = []
    for draw in range(300):
        rng = np.random.default_rng(draw)
        y, before = rng.normal(size=(2, 1 + draw % 5))
        after = [before, before + 1e-3, before * 50, y, rng.normal(size=len(y)), before + 1e-9][
            draw % 6
        ]
        chosen = [list(HELD)[k] for k in rng.permutation(len(HELD))[: 1 + draw % 3]]
        facts = SimpleNamespace(
            changes=chosen, y=y, before=before, after=after, task=bool(draw % 2)
        )
        wrong += faults(
            [about_interventions(chosen, y, before, after, task=facts.task)], WHAT_IF, facts
        )
    assert not wrong, "\n".join(wrong[:10])


SHOWN = rf"Its mean error is {N}{UNIT} when it reads the true values and {N}{UNIT} when it reads its own predictions: "


def fed(s: Any, m: re.Match[str]) -> float:
    """Return the ratio of the free-running to the teacher-forced error, NaN if they are wrong."""
    told = same(m[1], s.forced.mean()) and same(m[2], s.free.mean())
    shown, mine = float(s.forced.mean()), float(s.free.mean())
    return math.nan if not told else 1.0 if mine == shown else mine / shown if shown else math.inf


WRITTEN: Claims = {
    r"The network's predictions are not finite numbers\.": lambda s, m: (
        not np.isfinite([s.free, s.forced]).all()
    ),
    r"Only one step is predicted, so nothing is fed back\.": lambda s, m: len(s.free) == 1,
    rf"{SHOWN}errors compound\.": lambda s, m: fed(s, m) > 1.2 and value(m[2]) > value(m[1]),
    rf"{SHOWN}free running helps here\.": lambda s, m: (
        fed(s, m) < 1 / 1.2 and value(m[2]) < value(m[1])
    ),
    rf"{SHOWN}free running costs little here\.": lambda s, m: 1 / 1.2 <= fed(s, m) <= 1.2,
    r"In training it always read the true values \(teacher forcing 1\); lower teacher forcing and train again to see the difference\.": lambda s, m: (
        s.share == 1 and not s.untrained
    ),
    r"In training it read its own predictions at every step \(teacher forcing 0\)\.": lambda s, m: (
        s.share == 0 and not s.untrained
    ),
    rf"In training it read the true values at {N} % of the steps\.": lambda s, m: (
        0 < s.share < 1 and same(m[1], 100 * s.share, 3) and not s.untrained
    ),
    rf"One step ahead it is off by {N}{UNIT} on average, (\d+) steps ahead by {N}{UNIT}(?:, {N} times as much)?\.": lambda s, m: (
        same(m[1], s.free[0])
        and int(m[2]) == len(s.free) > 1
        and same(m[3], s.free[-1])
        and (m[4] is None) == (s.free[-1] <= 2 * s.free[0] or s.free[0] <= 1e-10 * max(s.free))
        and (m[4] is None or same(m[4], s.free[-1] / s.free[0]))
    ),
}


def test_every_sentence_about_free_running_is_true() -> None:
    """Nothing is compared with an error that is 0 or rounding; an untrained network had no
    training.
    """
    wrong: list[str] = []
    for draw in range(400):
        rng = np.random.default_rng(draw)
        count = int(rng.choice([1, 2, 7, 40]))
        free, forced = rng.random((2, count)) * rng.choice([1.0, 1e-6, 300.0])
        free = free * [1.0, 3.0, 0.2, 0.0][draw % 4]
        free[0] *= [1.0, 0.1, 1e-16, 0.0][draw % 7 % 4]
        forced = [forced, free, forced * 0, free * 1.19, free * 1.21][draw % 5]
        if draw % 31 == 0:
            free[-1] = math.nan
        facts = SimpleNamespace(
            free=free,
            forced=forced,
            share=(0.0, 0.25, 0.999, 1.0)[draw % 4],
            untrained=draw % 9 == 0,
        )
        unit = ("", "°C")[draw % 2]
        said = re.split(
            r"(?<=\.) (?=In training)",
            about_free_running(free, forced, facts.share, unit, facts.untrained),
        )
        ahead = about_steps_ahead(free, unit)
        wrong += faults([*said, *([ahead] if ahead else [])], WRITTEN, facts)
    assert not wrong, "\n".join(wrong[:10])


def acted(s: Any, m: re.Match[str]) -> bool:
    return (value(m[1]), value(m[2])) == (s.found.weights, s.found.acting)


LEFT: Claims = {
    r"Every sequence has only one time step, so the previous state is h₀ = 0 and the recurrent weights Wₕ are multiplied by 0\.": lambda s, m: (
        True
    ),
    rf"The forget gate has nothing to keep: f₁ · C₀ = {N} · 0 = 0\. What remains is C₁ = i₁ · C̃₁ and h₁ = o₁ · tanh\(C₁\)\.": lambda s, m: (
        s.cell == "lstm" and same(m[1], float(np.median(s.forget)))
    ),
    r"The update gate has nothing to keep: z₁ · h₀ = 0\. What remains is h₁ = \(1 − z₁\) · h̃₁\.": lambda s, m: (
        s.cell == "gru"
    ),
    r"What remains is h₁ = (tanh|ReLU)\(Wₓ x₁ \+ b\), a layer of an MLP\.": lambda s, m: (
        s.cell == "elman" and m[1].lower() == s.nonlinearity
    ),
    rf"Of its {N} weights \(PyTorch keeps two biases\), {N} can affect an output\.": acted,
    rf"Without the other {N}, the outputs for {N} inputs? are the same to the last digit: it is a feed-forward network\.": lambda s, m: (
        value(m[2]) == s.found.inputs
        and value(m[1]) == s.found.weights - s.found.acting
        and s.found.difference == 0
    ),
}


@pytest.mark.parametrize("cell", ["elman", "gru", "lstm"])
def test_every_sentence_about_one_step_is_true(cell: str) -> None:
    """Also of a simple RNN of ReLU units, whose layer is no tanh."""
    for nonlinearity, difference, readings in itertools.product(
        ("tanh", "relu"), (0.0, 1e-9, math.nan), (1, 200, 1500)
    ):
        found, forget = FirstStep(1185, 161, difference, readings), np.array([0.2, 0.73, 0.9])
        said = about_first_step(cell, found, forget if cell == "lstm" else None, nonlinearity)
        facts = SimpleNamespace(cell=cell, found=found, forget=forget, nonlinearity=nonlinearity)
        assert not faults(said, LEFT, facts)
        assert len(said) == 3 + (difference == 0)


def lengths(s: Any) -> list[tuple[int, float]]:
    """Return step and length of every recorded gradient that is finite."""
    return [(k, v) for k, v in enumerate(s.norms, 1) if math.isfinite(v)]


def grew(s: Any) -> bool:
    """Return whether the last finite gradient is a hundred times the first."""
    found = lengths(s)
    return len(found) > 1 and found[0][1] > 0 and found[-1][1] / found[0][1] > 100


def rate(s: Any) -> float:
    """Return the rate at the step that failed."""
    changed = [c["value"] for c in s.changes if c["step"] <= s.step]
    return float(changed[-1] if changed else s.rate)


DIVERGED: Claims = {
    r"At training step (\d+) the loss or its gradient was no longer finite, so training stopped and kept the weights from before that step\.": lambda s, m: (
        int(m[1]) == s.step
    ),
    rf"The gradient norm had grown from {N} at step (\d+) to {N} at step (\d+)\.": lambda s, m: (
        grew(s)
        and (int(m[2]), int(m[4])) == (lengths(s)[0][0], lengths(s)[-1][0])
        and same(m[1], lengths(s)[0][1])
        and same(m[3], lengths(s)[-1][1])
    ),
    rf"The last finite gradient recorded, at step (\d+), had norm {N}\.": lambda s, m: (
        not grew(s) and int(m[1]) == lengths(s)[-1][0] and same(m[2], lengths(s)[-1][1])
    ),
    r"The gradient was not clipped: try gradient clipping\.": lambda s, m: (
        s.clip is None and rate(s) < 1
    ),
    rf"Try a learning rate below {N}\.": lambda s, m: (
        (s.clip is not None or rate(s) >= 1) and same(m[1], rate(s), 3)
    ),
}


def test_every_sentence_about_a_run_that_diverged_is_true() -> None:
    """At the first step and later, clipped and not, at rates changed while it ran, with gradients
    of length 0.
    """
    wrong: list[str] = []
    for draw in range(300):
        rng = np.random.default_rng(draw)
        norms = [
            float(v) for v in rng.choice([0.0, 3.4, 2.98, 339.0, 1e5, math.inf, math.nan], draw % 6)
        ]
        changes = [{"step": 2, "field": "learning_rate", "value": 5.0}] if draw % 3 == 0 else []
        clip, own = (None, 1.0)[draw % 4 == 0], float(rng.choice([0.01, 1.0, 10.0]))
        training = Experiment.from_dict(
            {"training": {"grad_clip_norm": clip, "learning_rate": own, "changes": changes}}
        ).training
        facts = SimpleNamespace(
            norms=norms, changes=changes, clip=clip, rate=own, step=len(norms) + 1
        )
        frames = [
            Frame(0, math.nan, math.nan, math.nan),
            *(Frame(k, 1.0, v, 0.1) for k, v in enumerate(norms, 1)),
        ]
        wrong += faults(
            re.split(r"(?<=\.) ", about_divergence(facts.step, training, frames)), DIVERGED, facts
        )
    assert not wrong, "\n".join(wrong[:10])
