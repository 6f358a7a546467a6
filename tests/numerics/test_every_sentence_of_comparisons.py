"""Sentences that compare the errors, sizes and reaches of lanes, in many states.

The errors include ties, tiny differences, rounding, divergence and missing values; the lanes come
in every order. A sentence without a claim below fails the test, so a new sentence needs its claim.
"""

from __future__ import annotations

import itertools
import math
import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from playground.config.experiment import Experiment
from playground.config.variants import variant
from playground.sentences.comparison import Standing, about_comparison, about_linear_baseline
from playground.sentences.lane_reach import about_reach
from playground.sentences.size import about_size
from tests.claims import Claims, N, faults, names, same, value

LANES = ("Simple RNN", "GRU", "LSTM")
BASELINE, SOLVED = 0.1704, 0.02
#: Around every threshold there is, by hair's breadths too.
ERRORS = (
    0.0,
    1e-17,
    0.0199,
    0.01996,
    0.02,
    0.0852,
    0.08521,
    0.12,
    0.1533,
    0.1534,
    0.16,
    0.1703,
    BASELINE,
    0.1705,
    3.4,
    7e35,
    math.inf,
    math.nan,
    None,
)


def lanes_that_fit(listed: str, standings: dict[str, Standing], fits: Any) -> bool:
    """Return whether exactly the lanes that fit are named, each with its own error."""
    found = [re.fullmatch(rf"(.+) with {N}", one) for one in names(listed)]
    errors = {
        r.name: float(r.error)
        for r in standings.values()
        if not r.diverged and r.error is not None and math.isfinite(r.error)
    }
    wanted = {name for name, error in errors.items() if fits(error, standings[name])}
    return {m[1] for m in found if m} == wanted and all(
        m is not None and same(m[2], errors[m[1]]) for m in found
    )


def group(low: float, high: float, ended: bool | None = None) -> Any:
    """Return the claim of one group: errors from ``low`` up to ``high``, and written so that one
    sees it.
    """

    def holds(s: Any, m: re.Match[str]) -> bool:
        if s.baseline is None:
            return False

        def inside(e: float, r: Standing) -> bool:
            above = e > low * s.baseline if low == 0.5 else e >= low * s.baseline
            below = e <= high * s.baseline if high == 0.5 else e < high * s.baseline
            return (
                above and below and (s.solved is None or e >= s.solved) and ended in (None, r.ended)
            )

        shown = all(
            (value(w) < value(m[1])) == (high <= 1)
            for w in re.findall(rf"with {N}", m[2])
            if value(w) != value(m[1]) or high <= 1
        )
        return same(m[1], s.baseline) and shown and lanes_that_fit(m[2], s.standings, inside)

    return holds


def learned(s: Any, m: re.Match[str]) -> bool:
    """Return whether these lanes, and no other, are below the task's own mark."""
    below = all(value(w) < s.solved for w in re.findall(rf"with {N}", m[2]))
    return (
        below
        and same(m[1], s.solved)
        and lanes_that_fit(m[2], s.standings, lambda e, _r: e < s.solved)
    )


def lowest(s: Any, m: re.Match[str]) -> bool:
    errors = {
        r.name: r.error
        for r in s.standings.values()
        if not r.diverged and r.error is not None and math.isfinite(r.error)
    }
    least = min(errors.values())
    return (
        s.baseline is None
        and set(names(m[1])) == {n for n, e in errors.items() if e == least}
        and same(m[2], least)
    )


COMPARED: Claims = {
    r"Not trained yet: press Train all and watch the errors fall\.": lambda s, m: all(
        r.error is None and not r.diverged for r in s.standings.values()
    ),
    r"(.+) diverged after training step (\d+)\.": lambda s, m: (
        s.standings[m[1]].diverged and s.standings[m[1]].step == int(m[2])
    ),
    r"The validation error has overflowed: (.+)\.": lambda s, m: (
        set(names(m[1]))
        == {
            r.name
            for r in s.standings.values()
            if not r.diverged and r.error is not None and not math.isfinite(r.error)
        }
    ),
    rf"Learned \(error below {N}\): (.+)\.": learned,
    rf"At least twice as good as chance \({N}\): (.+)\.": group(0, 0.5),
    rf"Better than chance \({N}\), but not twice as good: (.+)\.": group(0.5, 0.9),
    rf"Hardly better than chance \({N}\): (.+)\.": group(0.9, 1),
    rf"No better than chance \({N}\): (.+)\.": group(1, math.inf, ended=True),
    rf"Not yet better than chance \({N}\): (.+)\.": group(1, math.inf, ended=False),
    rf"Lowest validation error so far: (.+), {N}\.": lowest,
    r"Each lane was trained only once: the order of similar errors may be luck, so repeat with other seeds\.": lambda s, m: (
        all(r.ended for r in s.standings.values())
    ),
}


def test_every_sentence_that_compares_errors_is_true_and_names_every_lane() -> None:
    """Whatever the order of the lanes; each one that has an error is in exactly one group."""
    wrong: list[str] = []
    for draw in range(400):
        rng = np.random.default_rng(draw)
        baseline, solved = [(None, None), (BASELINE, None), (BASELINE, SOLVED)][draw % 3]
        standings = []
        for name in LANES[: 1 + draw % 4 % 3]:
            diverged = bool(rng.random() < 0.15)
            standings.append(
                Standing(
                    name,
                    ERRORS[rng.integers(len(ERRORS))],
                    int(rng.integers(1, 2000)),
                    diverged or bool(rng.random() < 0.6),
                    diverged,
                )
            )
        for order in itertools.permutations(standings):
            said = about_comparison(order, baseline, "chance", solved)
            facts = SimpleNamespace(
                standings={r.name: r for r in order}, baseline=baseline, solved=solved
            )
            wrong += faults(said, COMPARED, facts)
            if any(r.error is not None for r in order):
                wrong += [
                    f"{r.name} is left out: {said}"
                    for r in order
                    if r.error is not None and baseline and sum(r.name in x for x in said) != 1
                ]
    assert not wrong, "\n".join(wrong[:20])


def test_a_linear_model_is_said_to_solve_what_it_solves() -> None:
    """By the task's own mark, or exactly."""
    for linear, mean, solved in itertools.product(
        (0.0, 1e-30, 1e-9, 0.01, 0.02, 0.03, math.nan, None), (0.17, 1e9), (None, 0.02)
    ):
        baselines = {"mean": mean} | ({} if linear is None else {"linear_ar": linear})
        told = about_linear_baseline(baselines, solved)
        exact = linear is not None and linear <= 1e-10 * mean
        claims: Claims = {
            r"A linear model is exact here: no network is needed\.": lambda s, m: s,
            rf"A linear model solves this task \(error {N}\): it needs memory, but no nonlinearity\.": lambda s, m, linear=linear: (
                not s and same(m[1], linear)
            ),
        }
        assert not faults([told] if told else [], claims, exact)
        assert bool(told) == (
            exact or (solved is not None and linear is not None and linear < solved)
        )


def sized(s: Any, m: re.Match[str]) -> bool:
    """Return whether the largest and the smallest networks are named with their sizes."""
    big, small = max(s.sizes.values()), min(s.sizes.values())
    named = tuple({n for n, c in s.sizes.items() if c == end} for end in (big, small))
    return (
        (set(names(m[2])), set(names(m[5]))) == named
        and (value(m[1]), value(m[4])) == (big, small)
        and same(m[3], big / small)
        and big > 1.2 * small
        and ("both biases" in m[0]) == any(e.model.cell != "mlp" for e in s.variants.values())
    )


def values_of(s: Any, group_: str, name: str) -> set[Any]:
    """Return the values that lanes have in one field."""
    return {getattr(getattr(e, group_), name) for e in s.variants.values()}


FAIR: Claims = {
    r"All lanes see the same data, in the same batches and the same order\.": lambda s, m: (
        len(values_of(s, "training", "batch_size")) == 1
    ),
    r"All lanes see the same data, but in different batches, since their batch sizes differ\.": lambda s, m: (
        len(values_of(s, "training", "batch_size")) > 1
    ),
    rf"The networks differ in size: {N} weights in (.+), {N} times as many as the {N} in (.+?)(?: \(with both biases that PyTorch keeps in a recurrent cell\))?\.": sized,
    rf"The same learning rate \({N}\) does not suit every cell equally: search for each lane's own rate before you conclude that a cell cannot learn this\.": lambda s, m: (
        values_of(s, "training", "learning_rate") == {value(m[1])}
        and len(values_of(s, "model", "cell")) > 1
    ),
    rf"The LSTM starts with its forget gate opened by a bias of {N}; the other cells have no such help\.": lambda s, m: (
        len(values_of(s, "model", "cell")) > 1
        and {e.model.forget_bias for e in s.variants.values() if e.model.cell == "lstm"}
        == {value(m[1])}
        and value(m[1]) > 0
    ),
}


def test_every_remark_on_fairness_is_true() -> None:
    """Ties in size name all; MLPs keep one bias."""
    base = Experiment.from_dict({"problem": {"kind": "one_to_one"}})
    recurrent, wrong = Experiment.from_dict({}), []
    for draw in range(200):
        rng = np.random.default_rng(draw)
        changes = [
            {
                "model.cell": "mlp" if draw % 5 == 0 else str(rng.choice(["elman", "gru", "lstm"])),
                "training.learning_rate": float(rng.choice([0.01, 0.03])),
                "training.batch_size": int(rng.choice([16, 32] if draw % 3 == 0 else [32])),
                "model.forget_bias": (None, 0.0, 1.0, -1.0)[rng.integers(4)],
            }
            for _name in LANES
        ]
        variants = {
            n: variant(base if draw % 5 == 0 else recurrent, c)
            for n, c in zip(LANES, changes, strict=True)
        }
        sizes = {n: int(rng.choice([22, 26, 27, 1185, 4740])) for n in LANES}
        for order in itertools.permutations(LANES):
            said = about_size({n: variants[n] for n in order}, [sizes[n] for n in order])
            wrong += faults(said, FAIR, SimpleNamespace(variants=variants, sizes=sizes))
    assert not wrong, "\n".join(wrong[:20])


def at(s: Any, steps: int) -> set[str]:
    """Return who reaches so far."""
    return {n for n, v in s.now.items() if v == steps}


def moved(s: Any, listed: str, sign_: int) -> bool:
    """Return whether exactly the lanes whose reach changed noticeably this way are named."""
    found = re.findall(r"(?:^|, | and )(.+?) from (\d+) to (\d+)(?=$|, | and )", listed)
    wanted = {
        (n, str(s.before[n]), str(v))
        for n, v in s.now.items()
        if sign_ * (v - s.before[n]) >= max(2, s.whole // 20)
    }
    return set(found) == wanted


HEAD = {
    r"All of them reach back over the whole window\.": lambda s, m: (
        len(s.now) > 1 and at(s, s.whole) == set(s.now)
    ),
    r"All of them reach back equally far: (\d+) steps?\.": lambda s, m: (
        len(s.now) > 1 and at(s, int(m[1])) == set(s.now) and int(m[1]) < s.whole
    ),
    r"(?!All of them)(.+) reaches back over the whole window\.": lambda s, m: (
        s.now == {m[1]: s.whole}
    ),
    r"(.+) reaches back (\d+) steps?\.": lambda s, m: (
        s.now == {m[1]: int(m[2])} and int(m[2]) < s.whole
    ),
    r"Longest reach: the whole window, (.+)\. Shortest: (\d+) steps?, (.+)\.": lambda s, m: (
        (set(names(m[1])), set(names(m[3]))) == (at(s, s.whole), at(s, min(s.now.values())))
        and int(m[2]) == min(s.now.values()) < s.whole
    ),
    r"Longest reach: (\d+) steps?, (.+)\. Shortest: (\d+) steps?, (.+)\.": lambda s, m: (
        int(m[3]) == min(s.now.values()) < int(m[1]) == max(s.now.values()) < s.whole
        and (set(names(m[2])), set(names(m[4]))) == (at(s, int(m[1])), at(s, int(m[3])))
    ),
}
CHANGED = {
    r"The reach grew in training: (.+)\.": lambda s, m: moved(s, m[1], 1),
    r"The reach shrank in training: (.+)\.": lambda s, m: moved(s, m[1], -1),
}


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_sentence_about_the_reach_of_lanes_is_true(count: int) -> None:
    """Ties name all, whoever comes first."""
    wrong: list[str] = []
    for now in itertools.product((0, 1, 5, 40), repeat=count):
        for before in ((5,) * count, (1, 40, 6)[:count]):
            facts = SimpleNamespace(
                now=dict(zip(LANES, now, strict=False)),
                before=dict(zip(LANES, before, strict=False)),
                whole=40,
            )
            said = re.split(r"(?<=\.) (?=The reach)", about_reach(facts.now, facts.before, 40))
            wrong += faults(said[:1], HEAD, facts) + faults(said[1:], CHANGED, facts)
    assert not wrong, "\n".join(wrong[:20])
