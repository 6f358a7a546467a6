"""Sentences about paths, losses, units, layers, gradient norms and reach, in many states.

A sentence without a claim below fails the test, so a new sentence needs its claim.
"""

from __future__ import annotations

import itertools
import math
import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from playground.analysis.gradients.inputs import draw_inputs
from playground.analysis.gradients.itemised import Items
from playground.analysis.gradients.layers import LayerGradient, layer_gradients
from playground.analysis.gradients.learning import Moment, Use, clipped, use
from playground.analysis.gradients.lines import Line, first_weights, lines, network_of
from playground.analysis.gradients.parameters import Lengths
from playground.analysis.gradients.view import View
from playground.config.experiment import Experiment
from playground.runs.recording import Frame, Recording
from playground.sentences import gradient_breakdown as say
from playground.sentences.learning import about_clipping, about_growth, about_use
from tests.claims import SHARE, Claims, N, faults, names, same, share

CELLS = {"the simple RNN": "elman", "the GRU": "gru", "the LSTM": "lstm"}
CELL = f"({'|'.join(CELLS)})"
LOST = r"(?:There is nothing to compare: n|N)o state influences the prediction, or the numbers are beyond the range of double precision\."


def path(line: Line) -> float:
    """Return the direct path at the first step, step by step and sequence by sequence."""
    gate = line.layer.signals()["forget_gate" if line.signal == "cell_state" else "update_gate"]
    left = []
    for p in range(gate.shape[1]):
        last = line.layer.gradients()[line.signal][line.at, p]
        kept = last.astype(np.longdouble)
        for t in range(line.at, 0, -1):
            kept = kept * gate[t, p]
        left.append(np.sqrt((kept**2).sum()) / np.linalg.norm(last))
    return float(np.median(left))


def part(s: Any, m: re.Match[str]) -> bool:
    line = s[CELLS[m[2]]]
    return (
        (m[3] == "Πf") == (line.signal == "cell_state")
        and share(m[4], path(line))
        and share(m[5], float(line.share[0]))
    )


PATHS: Claims = {
    rf"(Relative to the last step: )?At the first step of {CELL}, the direct path (Π[fz]) alone would leave {SHARE}; all paths together leave {SHARE}\.": part,
    r"The other paths go through gates, candidates and other units; they may add to the direct path or cancel it\.": lambda s, m: (
        True
    ),
    r"A simple RNN has no direct path that keeps its state unchanged, so there is nothing to compare the total with\.": lambda s, m: (
        set(s) <= {"elman"}
    ),
    LOST: lambda s, m: (
        "elman" not in s and any(not np.isfinite(line.share[0]) for line in s.values())
    ),
}


def test_every_sentence_about_the_direct_path_is_true() -> None:
    """Of open, shut and exploding networks, and of the pictures' cells in any choice; h of an LSTM
    has no such path.
    """
    wrong: list[str] = []
    for changes in itertools.product((-2.0, 1.0, 5.0), (0.5, 1.0, 2.0), (1.0, 10.0)):
        base = Experiment.from_dict(
            {
                "data": {"source": "long_recall"},
                "problem": {"kind": "many_to_one", "lookback": 25},
                "model": {"hidden_size": 4},
            }
        )
        experiment = base.with_values(
            {"model.forget_bias": changes[0], "model.spectral_radius": changes[1]}
        )
        drawn = lines(experiment.model, draw_inputs(experiment), View(scale=changes[2]))
        for chosen in (("gru", "lstm"), ("lstm",), ("elman",)):
            found = {c: drawn[c] for c in chosen}
            wrong += faults(
                re.split(r"(?<=\.) (?=At the|The other)", say.about_direct(found)), PATHS, found
            )
    nothing = SimpleNamespace(
        signals=lambda: {"forget_gate": np.full((3, 1, 2), 0.5)},
        gradients=lambda: {"cell_state": np.zeros((3, 1, 2))},
    )
    dead = {"lstm": Line("lstm", "cell_state", np.zeros(3), np.zeros(3), np.zeros(3), 2, nothing)}  # type: ignore[arg-type]
    wrong += faults([say.about_direct(dead)], PATHS, dead)
    assert not wrong, "\n".join(wrong[:10])


def losses(s: Any, m: re.Match[str]) -> bool:
    first = s.items.influence[:, 0]
    near = [v for v, k in zip(first, s.items.steps, strict=True) if k <= 10]
    return (
        m[1] == s.name
        and same(m[2], 100 * sum(near) / sum(first), 3)
        and int(m[3]) == min(11, int(s.items.steps[-1]) + 1)
        and share(m[4], first[-1] / max(first))
    )


def carriers(s: Any, m: re.Match[str]) -> bool:
    size = sorted((np.asarray(s.shares[0], np.longdouble) ** 2).tolist(), reverse=True)
    count, whole = int(m[1]), math.fsum(size) or sum(size)
    return (
        m[3] == s.name
        and int(m[2]) == len(size)
        and sum(size[:count]) >= 0.8999999 * whole > sum(size[: count - 1]) * 0.9999999
        and ("carries" in m[0]) == (count == 1)
        and whole > 0
    )


def size(written: str, own: float) -> bool:
    """Return whether a size is this one, to one digit where it is small or large."""
    return same(written, own, 2 if own == 0 or 1e-3 <= own < 1e5 else 1)


BY_HAND: Claims = {
    rf"Each row is one loss and the gradient it sends to every earlier state\. Of what all losses send to the first state of {CELL}, {N} % comes from the losses of the first (\d+) steps?; the last loss sends {SHARE} of what the strongest one sends\.": losses,
    r"No gradient reaches the first state here\.": lambda s, m: (
        s.kind in ("items", "units") and not s.first.any()
    ),
    r"The gradient at the first state is beyond the range of numbers\.": lambda s, m: (
        s.kind == "items" and not np.isfinite(s.first).all()
    ),
    r"There is only one time step, so no gradient flows back through time\.": lambda s, m: (
        s.kind == "items" and len(s.first) == 1
    ),
    rf"At the first step (\d+) of (\d+) units? of {CELL} (?:carry|carries) at least 90 % of the influence \(squared, in this sequence\)\. The order of units has no meaning\.": carriers,
    LOST: lambda s, m: s.kind == "units" and not np.isfinite(s.shares).all(),
    rf"How strongly the last state of {CELL} depends on the first: spectral norm {N} \(the strongest direction\), Frobenius norm {N} \(all directions\)\. The chart above follows only the direction that the prediction reads\.": lambda s, m: (
        m[1] == s.name and size(m[2], s.strongest) and size(m[3], s.all) and s.all >= s.strongest
    ),
    rf"The Jacobian of {CELL} is beyond the range of numbers\.": lambda s, m: (
        not math.isfinite(s.all)
    ),
    rf"On the (?:(\d+) sequences|only sequence) of the chart the gradient of the loss has norm {N}\. (?:Clipping is off|Clipping at {N} leaves it unchanged|Clipping at {N} multiplies every weight's gradient by {N}: the whole gets shorter and keeps its direction)\.": lambda s, m: (
        int(m[1] or 1) == s.count
        and same(m[2], s.total, 3)
        and (
            "off" in m[0]
            if s.clip is None
            else m[3] is not None and same(m[3], s.clip, 3) and s.total <= s.clip
            if s.total <= s.clip
            else m[4] is not None and same(m[4], s.clip, 3) and same(m[5], s.clip / s.total, 3)
        )
    ),
    r"The gradient is beyond the range of numbers: clipping cannot bring it back\.": lambda s, m: (
        s.kind == "lengths" and not math.isfinite(s.total)
    ),
    rf"Norm of the gradient that each layer passes down, the median over the sequences\. From the top layer to the input it is multiplied by {N}, over all steps\.": lambda s, m: (
        len(s.handed) > 1
        and same(m[1], s.handed[-1].summed / s.handed[0].summed)
        and s.handed[0].layer == len(s.handed)
    ),
    r"Norm of the gradient that each layer passes down, the median over the sequences\. With one layer it goes straight to the input; add layers on the Train page to see it pass through them\.": lambda s, m: (
        len(s.handed) == 1
    ),
    r"Norm of the gradient that each layer passes down, the median over the sequences\.": lambda s, m: (
        any(h.summed in (0.0, math.inf) or h.summed != h.summed for h in s.handed)
    ),
}


def test_every_sentence_about_losses_units_layers_and_lengths_is_true() -> None:
    """With numbers that vanish, explode or are not finite; squares of numbers like 1e-200 are 0."""
    wrong: list[str] = []
    for draw, name in itertools.product(range(60), CELLS):
        rng, cell = np.random.default_rng(draw), CELLS[name]
        scale = [1.0, 1e-200, 1e-30, 1e8, 0.0, math.nan][draw % 6]
        asked = np.unique(np.linspace(0, [0, 1, 5, 40, 300][draw % 5], 50).round().astype(int))
        items = Items(
            asked,
            rng.random((len(asked), asked[-1] + 1))
            * scale
            * 10.0 ** -np.arange(len(asked))[:, None].clip(max=3 * (draw % 3)),
        )
        wrong += faults(
            [say.about_items(items, cell)],
            BY_HAND,
            SimpleNamespace(kind="items", items=items, name=name, first=items.influence[:, 0]),
        )
        shares = rng.random((3, 1 + draw % 5)) * scale
        wrong += faults(
            [say.about_units(shares, cell)],
            BY_HAND,
            SimpleNamespace(kind="units", shares=shares, name=name, first=shares[0]),
        )
        strongest = float(rng.random()) * scale
        norms = np.array([strongest * 1.5, 1.0]), np.array([strongest, 1.0])
        wrong += faults(
            [say.about_jacobian(norms, cell)],
            BY_HAND,
            SimpleNamespace(kind="jacobian", name=name, strongest=strongest, all=strongest * 1.5),
        )
        total, clip = float(rng.random()) * scale, (None, 0.5, 1.0)[draw % 3]
        lengths = Lengths({}, total, 1.0 if clip is None or not total > clip else clip / total)
        wrong += faults(
            [say.about_lengths(lengths, clip, 1 + draw % 11)],
            BY_HAND,
            SimpleNamespace(kind="lengths", total=total, clip=clip, count=1 + draw % 11),
        )
        handed = [
            LayerGradient(k, 1.0, float(rng.random()) * scale) for k in range(1 + draw % 4, 0, -1)
        ]
        wrong += faults(
            [say.about_layers(handed)], BY_HAND, SimpleNamespace(kind="layers", handed=handed)
        )
    assert not wrong, "\n".join(wrong[:10])


@pytest.mark.parametrize("cell", CELLS.values())
def test_what_layers_hand_down_is_told_of_networks_of_their_own(cell: str) -> None:
    """The table has one row a layer, the top one first, and the sentence its last row over its
    first.
    """
    base = Experiment.from_dict(
        {
            "data": {"source": "echo"},
            "problem": {"kind": "many_to_many", "lookback": 12},
            "model": {"cell": cell, "hidden_size": 4},
        }
    )
    for layers in (1, 2, 4):
        model, inputs = base.with_values({"model.num_layers": layers}).model, draw_inputs(base)
        network = network_of(model, cell, inputs, View())
        handed = layer_gradients(network, first_weights(network), inputs, View())
        assert not faults([say.about_layers(handed)], BY_HAND, SimpleNamespace(handed=handed))
        assert len(say.layers_table(handed).splitlines()) == 2 + layers


def moment(step: int, own: np.ndarray, uses: dict[str, Use] | None = None) -> Moment:
    """Return a moment with this influence."""
    faint = np.flatnonzero(~(own[::-1] >= 0.01))
    return Moment(step, own, int(faint[0]) if faint.size else None, uses or {})


def reached(words: str, own: np.ndarray) -> bool:
    """Return whether a reach in words is that of an influence."""
    steps = next((k for k, v in enumerate(own[::-1]) if v < 0.01), None)
    count = len(own) - 1 if steps is None else steps
    noun = "step" if count == 1 else "steps"
    return words == (
        f"{count} {noun}"
        if steps is not None
        else "all the way, 1 step"
        if count == 1
        else f"all {count} steps"
    )


def growth(sign: int) -> Any:
    """Return the claim that the reach changed in this direction."""

    def holds(s: Any, m: re.Match[str]) -> bool:
        before, after = (
            next((k for k, v in enumerate(own[::-1]) if v < 0.01), len(own) - 1)
            for own in (s.first, s.last)
        )
        told = (m[1], m[2], m[3]) if sign else (m[2], m[2], m[1])
        passed = s.step - s.begun if sign else s.step
        return (
            np.sign(after - before) == sign
            and reached(told[0], s.first)
            and reached(told[1], s.last)
            and int(told[2].replace(",", "")) == passed
        )

    return holds


MARKED = rf"In this example the (first )?step that matters is (\d+) steps? before the last\. Relative to the last, its influence was {SHARE} (before training|at training step \d+) and is {SHARE} after ([\d,]+) training steps?: "


def weighed(before: bool, after: bool) -> Any:
    """Return the claim that the step that matters was heard before, and after."""

    def holds(s: Any, m: re.Match[str]) -> bool:
        was, now = float(s.first[-1 - s.marked]), float(s.last[-1 - s.marked])
        since = "before training" if s.begun == 0 else f"at training step {s.begun}"
        numbers = (
            share(m[3], was)
            and m[4] == since
            and share(m[5], now)
            and (int(m[2]), int(m[6].replace(",", ""))) == (s.marked, s.step)
        )
        numbers = numbers and (m[1] is not None) is s.several
        return numbers and (was >= 0.01, now >= 0.01) == (before, after)

    return holds


GROWTH: Claims = {
    r"There is no influence to follow here: no state influences the last prediction, the numbers are beyond their range, or there is only one time step\.": lambda s, m: (
        len(s.last) == 1 or not np.isfinite([s.first, s.last]).all()
    ),
    r"Before training the reach is (.+)\.": lambda s, m: s.step == 0 and reached(m[1], s.first),
    r"At training step (\d+) the reach is (all .+|\d+ steps?)\.": lambda s, m: (
        s.step == s.begun == int(m[1]) > 0 and reached(m[2], s.first)
    ),
    r"At training step (\d+) the reach is the same as (?:before training|at training step \d+): (.+)\.": growth(
        0
    ),
    r"The reach grew from (.+) to (.+) in ([\d,]+) training steps?\.": growth(1),
    r"The reach shrank from (.+) to (.+) in ([\d,]+) training steps?: earlier states hardly move the last prediction now\.": growth(
        -1
    ),
    rf"{MARKED}the network has learned to use it\.": weighed(False, True),
    rf"{MARKED}the network has stopped using it\.": weighed(True, False),
    rf"{MARKED}the network still nearly ignores it\.": weighed(False, False),
    rf"{MARKED}the network responded to it from the start\.": lambda s, m: (
        s.begun == 0 and weighed(True, True)(s, m)
    ),
    rf"{MARKED}the network already responded to it then\.": lambda s, m: (
        s.begun > 0 and weighed(True, True)(s, m)
    ),
    r"Nothing before it matters: the influence there is less than 1 % of the last step's\.": lambda s, m: (
        s.last[-1 - s.marked] > 0.5 and (s.last[: -1 - s.marked] < 0.01).all()
    ),
}


def test_every_sentence_about_the_reach_while_training_is_true() -> None:
    """One moment and two, marked and unmarked, of lines that fall, rise, explode and are lost;
    after 1 training step and after thousands.
    """
    wrong: list[str] = []
    lengths = (1, 2, 3, 50)
    ways, times = (
        itertools.product((0.3, 0.6, 1.0, 1.3, math.nan), (0.3, 0.6, 1.0, 1.3)),
        ((0, 0), (0, 1), (0, 2500), (8, 8), (8, 2500)),
    )
    for T, (was, now), (begun, step), marked in itertools.product(
        lengths, ways, times, (None, 1, 40)
    ):
        first, last = (base ** np.arange(T)[::-1].astype(float) for base in (was, now))
        if marked is not None and step == 2500 and T == 50:
            last[: -1 - marked] = 0.001
        last = first if step == begun else last
        moments = (
            [moment(begun, first)]
            if step == begun
            else [moment(begun, first), moment(begun + 1, first), moment(step, last)]
        )
        said = re.split(
            r"(?<=\.) (?=Relative to the last|Nothing before)",
            about_growth(moments, marked, several=step == 2500),
        )
        said = (
            [f"{said[0]} {said[1]}", *said[2:]]
            if len(said) > 1 and said[1].startswith("Relative")
            else said
        )
        facts = SimpleNamespace(
            first=first,
            last=last,
            begun=begun,
            step=step,
            several=step == 2500,
            marked=marked if marked is not None and marked < T else None,
        )
        wrong += faults(said, GROWTH, facts)
    assert not wrong, "\n".join(wrong[:10])


SYMBOLS = {"forget_gate": "f_t", "output_gate": "o_t", "hidden_state": "h_t"}


def ends(s: Any, name: str) -> float:
    """Return the share of a signal's values at the ends of its range, in percent."""
    values = s.signals[name]
    return 100 * float(
        np.mean(np.abs(values) > 0.95)
        if name == "hidden_state"
        else np.mean((values < 0.05) | (values > 0.95))
    )


def most(s: Any, m: re.Match[str]) -> bool:
    known = {SYMBOLS[n]: ends(s, n) for n in s.signals if s.bounded or n != "hidden_state"}
    return same(m[2], max(known.values())) and set(names(m[1])) == {
        n for n, v in known.items() if abs(v - max(known.values())) < 1e-9
    }


def stuck(s: Any) -> dict[str, float]:
    """Return the share of units that move by less than 0.01, in percent, where there are any."""
    found = {
        SYMBOLS[n]: 100 * float(np.mean([v.max() - v.min() < 0.01 for v in values.T]))
        for n, values in s.signals.items()
    }
    return {n: v for n, v in found.items() if v}


USE: Claims = {
    rf"On this sequence ([a-z]_t) saturates most: {N} % of its values\.": most,
    rf"On this sequence (.+) saturate most: {N} % of the values of each\.": most,
    r"On this sequence no gate and no state saturates\.": lambda s, m: (
        not any(ends(s, n) for n in s.signals if s.bounded or n != "hidden_state")
    ),
    r"ReLU units have no upper bound at which to saturate\.": lambda s, m: (
        not s.bounded and set(s.signals) == {"hidden_state"}
    ),
    r"The gates and states are no longer finite numbers\.": lambda s, m: (
        not all(np.isfinite(v).all() for v in s.signals.values())
    ),
    r"No unit is stuck\.": lambda s, m: not stuck(s),
    r"Stuck units, which hardly change here: (.+)\.": lambda s, m: (
        {x.split(" % of ")[1]: True for x in names(m[1])} == dict.fromkeys(stuck(s), True)
        and all(same(x.split(" % of ")[0], stuck(s)[x.split(" % of ")[1]]) for x in names(m[1]))
    ),
}


def test_every_sentence_about_saturation_is_true() -> None:
    """Ties name all; numbers that are not finite have no range; a ReLU unit has no upper bound."""
    wrong: list[str] = []
    for draw in range(150):
        rng = np.random.default_rng(draw)
        kinds = (
            ("hidden_state",),
            ("forget_gate", "hidden_state"),
            ("forget_gate", "output_gate", "hidden_state"),
        )[draw % 3]
        signals = {
            n: rng.choice([0.01, 0.5, 0.6, 0.99], (6, 3)) * (0.0 if rng.random() < 0.2 else 1.0)
            for n in kinds
        }
        signals = dict.fromkeys(kinds, next(iter(signals.values()))) if draw % 4 == 0 else signals
        if draw % 11 == 0:
            signals[kinds[-1]] = np.full((6, 3), np.inf)
        if draw % 7 == 0:
            signals = {n: np.linspace(0.4, 0.6, 6)[:, None] * np.ones(3) for n in kinds}
        bounded = draw % 5 != 0
        one = moment(3, np.ones(6), {n: use(n, v) for n, v in signals.items()})
        said = re.split(r"(?<=\.) ", about_use([one], SYMBOLS, bounded=bounded))
        wrong += faults(said, USE, SimpleNamespace(signals=signals, bounded=bounded))
    assert not wrong, "\n".join(wrong[:10])


CLIPPED: Claims = {
    r"Clipping is off\.": lambda s, m: s.limit is None,
    r"The gradient was not clipped at the 1 recorded training step\.": lambda s, m: (
        len(s.norms) == 1 and not s.beyond
    ),
    r"The gradient was clipped at none of the (\d+) recorded training steps\.": lambda s, m: (
        len(s.norms) == int(m[1]) and not s.beyond
    ),
    rf"The gradient was clipped at 1 of (\d+) recorded training steps?, at step (\d+) \(marked next to the error\); the largest gradient norm was {N}\.": lambda s, m: (
        s.beyond == [int(m[2])]
        and int(m[1]) == len(s.norms)
        and same(m[3], max(v for v in s.norms if v == v))
    ),
    rf"The gradient was clipped at (\d+) of (\d+) recorded training steps, first at step (\d+) and last at step (\d+) \(marked next to the error\); the largest gradient norm was {N}\.": lambda s, m: (
        [int(m[k]) for k in range(1, 5)] == [len(s.beyond), len(s.norms), s.beyond[0], s.beyond[-1]]
        and same(m[5], max(v for v in s.norms if v == v))
    ),
}


def test_every_sentence_about_clipping_is_true() -> None:
    """Changed while it ran, exploded and not a number."""
    wrong: list[str] = []
    for draw in range(150):
        rng = np.random.default_rng(draw)
        norms = [
            float(v)
            for v in rng.choice([0.1, 0.99, 1.0, 1.5, 30.0, math.inf, math.nan], rng.integers(1, 7))
        ]
        training = Experiment.from_dict(
            {"training": {"grad_clip_norm": (1.0, None, 20.0)[draw % 3]}}
        ).training
        recording = Recording(
            1,
            [
                Frame(0, math.nan, math.nan, math.nan),
                *(Frame(k, 1.0, v, 0.1) for k, v in enumerate(norms, 1)),
            ],
        )
        limit = training.grad_clip_norm
        beyond = [k for k, v in enumerate(norms, 1) if limit is not None and v > limit]
        told = about_clipping(recording, clipped(recording, training), off=limit is None)
        wrong += faults(
            [told or ""], CLIPPED, SimpleNamespace(norms=norms, beyond=beyond, limit=limit)
        )
    assert about_clipping(Recording(1), np.array([])) is None
    assert not wrong, "\n".join(wrong[:10])
