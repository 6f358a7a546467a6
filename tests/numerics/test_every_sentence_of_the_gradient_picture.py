"""Sentences next to the gradient chart, in many settings, against independent computations.

The lines are computed again from the layers' gradients in extended precision. A sentence without a
claim below fails the test, so a new sentence needs its claim.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from playground.analysis.gradients.inputs import Inputs, draw_inputs
from playground.analysis.gradients.lines import Line, eigenvalues, lines
from playground.analysis.gradients.view import View
from playground.config.experiment import Experiment
from playground.data.source import loaded
from playground.gallery.gradient_presets import PRESETS
from playground.runs.messages import Budget
from playground.training.advance import advance
from playground.ui.gradients.gradient_picture import told
from tests.claims import SHARE, Claims, N, faults, names, same, share, value

CELLS = {"the simple RNN": "elman", "the GRU": "gru", "the LSTM": "lstm"}
CELL = f"({'|'.join(CELLS)})"
VIEWS = (
    View(),
    View(measure="absolute"),
    View(measure="loss"),
    View(step="other"),
    View(step="other", at=2),
    View(step="all"),
    View(state="hidden"),
    View(scale=0.0),
    View(scale=10.0),
    View(linear=True),
    View(measure="loss", step="other", state="hidden"),
)


@dataclass(frozen=True, repr=False)
class State:
    """One chart and its sentences."""

    experiment: Experiment
    view: View
    inputs: Inputs
    lines: dict[str, Line]
    alone: dict[str, Line]
    said: tuple[str, ...]

    def share(self, cell: str, of: dict[str, Line] | None = None) -> np.ndarray:
        """Return a cell's influence relative to that of the step asked about."""
        line = (of or self.lines)[CELLS.get(cell, cell)]
        norms = np.sqrt(
            (line.layer.gradients()[line.signal].astype(np.longdouble) ** 2).sum(axis=-1)
        )  # (T, P)
        with np.errstate(invalid="ignore", divide="ignore"):
            if of is not None or self.view.measure == "relative":
                norms = norms / norms[line.at]
            middle = np.median(norms, axis=1)
            return np.asarray((middle / middle[line.at])[: line.at + 1], np.float64)

    def reach(self, cell: str) -> int | None:
        """Return how many steps back the influence is first under 1 %."""
        back = self.share(cell)[::-1]
        return next((k for k, v in enumerate(back) if v < 0.01), None)

    def slope(self, cell: str) -> float:
        """Return decades per step back."""
        back = self.share(cell)[::-1]
        with np.errstate(divide="ignore"):
            decades = np.log10(back)
        k = np.arange(len(back))[np.isfinite(decades)]
        return float(np.cov(k, decades[k])[0, 1] / np.var(k, ddof=1))

    @property
    def mark(self) -> int:
        """How far before the answer the marked step lies, in the sequence in the middle."""
        assert self.inputs.marked is not None
        return sorted(len(self.inputs.x) - 1 - self.inputs.marked)[len(self.inputs.marked) // 2]

    @property
    def weighs(self) -> dict[str, float]:
        """Influence of the marked step, by the cell's name in a sentence."""
        return {name: float(self.share(name)[-1 - self.mark]) for name in CELLS}

    @property
    def forget(self) -> float:
        """The middle of the LSTM's forget gate."""
        return float(np.median(self.lines["lstm"].layer.signals()["forget_gate"]))


def experiments() -> Iterator[Experiment]:
    """Yield the presets', and networks of other kinds, some without a mark, some of two steps."""
    yield from (
        preset.experiment for name, preset in PRESETS.items() if name != "clipped"
    )  # whose picture is that of "exploding"
    changes: tuple[dict[str, Any], ...] = (
        {"model.spectral_radius": 2.0},
        {"model.nonlinearity": "relu"},
        {"model.nonlinearity": "relu", "model.spectral_radius": 2.0},
        {"model.forget_bias": -2.0},
        {"model.num_layers": 2},
        {"model.hidden_size": 1},
        {"model.forget_bias": 5.0},
    )
    for source, kind, lookback in (
        ("long_recall", "many_to_one", 20),
        ("sine", "many_to_one", 30),
        ("adding", "many_to_one", 40),
        ("echo", "many_to_many", 10),
    ):
        base = Experiment.from_dict(
            {
                "data": {"source": source},
                "problem": {"kind": kind, "lookback": lookback},
                "model": {"hidden_size": 6},
            }
        )
        yield from (base.with_values(change) for change in changes)
    yield Experiment.from_dict({"data": {"source": "sine"}, "problem": {"lookback": 2}})
    yield Experiment.from_dict(
        {
            "data": {"source": "sine"},
            "problem": {"lookback": 500},
            "model": {"cell": "elman", "hidden_size": 3},
        }
    )


@pytest.fixture(scope="module")
def states() -> list[State]:
    """Return all pictures."""
    found = []
    for experiment in experiments():
        inputs, model = draw_inputs(experiment), experiment.model
        for view in VIEWS:
            drawn = lines(model, inputs, view)
            alone = (
                lines(model, inputs, View(state=view.state, scale=view.scale, linear=view.linear))
                if view.step == "all"
                else drawn
            )
            radius = float(abs(eigenvalues(model, inputs)).max())
            said = [
                x for whole in told(model, view, inputs, drawn, radius) for x in ENDS.split(whole)
            ]
            found.append(State(experiment, view, inputs, drawn, alone, tuple(said)))
    return found


ENDS = re.compile(
    r"(?<=\.) (?=At least 1 %|Before training|Less than 1 %|For the prediction|The hidden state|Clipping shortens|These networks)"
)


def halves(f: float, words: str) -> bool:
    """Return whether a gate that stays at f halves a memory as soon as these words say."""
    count = re.search(rf"in {N} steps$", words)
    return (
        abs(f ** float(count[1].replace(",", "")) - 0.5) < 0.04
        if count
        else f > 0.999
        if "never" in words
        else 0.5 < f < 0.52
        if "about" in words
        else f <= 0.5
    )


def marked(s: State, m: re.Match[str]) -> bool:
    listed = [re.fullmatch(rf"{SHARE} in {CELL}", one) for one in names(m[2])]
    return (
        int(m[1]) == s.mark
        and [x[2] for x in listed if x] == list(CELLS)
        and all(x is not None and share(x[1], s.weighs[x[2]]) for x in listed)
    )


def hear(s: State) -> set[str]:
    """Return who hears the marked step."""
    return {name for name, weight in s.weighs.items() if weight >= 0.01}


def by_reach(s: State, m: re.Match[str]) -> bool:
    found = dict(re.fullmatch(rf"{CELL} (.+)", one).groups() for one in names(m[1]))  # type: ignore[union-attr]
    whole = next(iter(s.lines.values())).at
    wanted = {
        name: f"all {whole}" if s.reach(name) is None else str(s.reach(name)) for name in CELLS
    }
    return found == wanted and (s.inputs.marked is None or s.view.step != "last")


def explodes(s: State, m: re.Match[str]) -> bool:
    peaks = {name: float(s.share(name).max()) for name in CELLS}
    name = max(peaks, key=lambda n: peaks[n])
    return (
        m[1] == name
        and peaks[name] > 100
        and share(m[3], peaks[name])
        and int(m[2]) == int(s.share(name)[::-1].argmax())
    )


def no_cure(s: State, m: re.Match[str]) -> bool:
    lstm, plain = -s.slope("lstm"), -s.slope("elman")
    return (
        same(m[1], s.forget)
        and same(m[2], 10**lstm)
        and same(m[3], 10**plain)
        and lstm > 0.1
        and abs(lstm - plain) < 0.05
    )


def saturates(s: State, m: re.Match[str]) -> bool:
    radius = max(abs(eigenvalues(s.experiment.model, s.inputs)))
    h = s.lines["elman"].layer.signals()["hidden_state"]
    return (
        same(m[1], radius, 3)
        and m[2] == m[1]
        and same(m[3], 10 ** s.slope("elman"), 3)
        and value(m[3]) < value(m[2])
        and np.mean(np.abs(h) > 0.3) > 0.05
        and s.experiment.model.nonlinearity == "tanh"
        and not s.view.linear
    )


def everything(s: State) -> tuple[float, float]:
    """Return the influence of the simple RNN's first state on all predictions and on the last."""
    return float(s.share("elman")[0]), float(s.share("elman", s.alone)[0])


def both(s: State, m: re.Match[str], fits: bool) -> bool:
    whole, alone = everything(s)
    return s.view.step == "all" and share(m[1], whole) and share(m[2], alone) and fits


def own_reading(line: Line) -> float:
    """Return the middle influence of the state of the step asked about itself."""
    return float(np.median(np.linalg.norm(line.layer.gradients()[line.signal][line.at], axis=-1)))


CLAIMS: Claims = {
    r"In the median sequence the (?:first )?marked step is (\d+) steps? before the prediction\. Relative to the last step, its influence is (.+)\.": marked,
    r"Less than 1 % in each: before training, all of them nearly ignore it\.": lambda s, m: (
        not hear(s)
    ),
    r"At least 1 % in each: before training, all of them respond to it\.": lambda s, m: (
        hear(s) == set(CELLS)
    ),
    rf"Before training, only {CELL} responds to it; in the others the influence is less than 1 %\.": lambda s, m: (
        hear(s) == {m[1]}
    ),
    rf"Before training, {CELL} nearly ignores it; the others respond to it\.": lambda s, m: (
        hear(s) == set(CELLS) - {m[1]}
    ),
    r"Steps back until a change moves the chosen prediction less than 1 % as much as one at its own step: (.+)\.": by_reach,
    rf"In {CELL}, a change (\d+) steps? back moves the chosen prediction {SHARE} as much as one at its own step: the gradient explodes\.": explodes,
    r"Clipping shortens such a gradient and keeps its direction\.": lambda s, m: any(
        "explodes" in x for x in s.said
    ),
    rf"The LSTM's forget gate starts at f = {N}: (alone, it .+)\.": lambda s, m: (
        same(m[1], s.forget) and halves(s.forget, m[2]) and s.view.state == "memory"
    ),
    rf"An LSTM alone is no cure: with its forget gate at f = {N} its gradient shrinks by a factor of {N} per step, the simple RNN's by {N}\. A forget gate that starts open helps\.": no_cure,
    rf"A linear network with spectral radius {N} would eventually multiply the gradient by {N} per step; the simple RNN multiplies it by {N}, since tanh is flat where it saturates\.": saturates,
    r"These networks are untrained\. Training changes the reach: train one and see\.": lambda s, m: (
        s.reach("gru") is not None
    ),
    r"In at least one of these networks no state influences the chosen prediction, or the numbers are beyond the range of double precision\.": lambda s, m: (
        any(not np.isfinite(s.share(name)).all() for name in CELLS)
    ),
    r"There is only one time step, so no gradient flows back through time\.": lambda s, m: (
        s.lines["gru"].at == 0
    ),
    r"Absolute values, not relative to the last step: the right end of each line is the influence of the state at the prediction's own step\.": lambda s, m: (
        s.view.measure == "absolute"
        and all(
            np.isclose(line.middle[line.at], own_reading(line), rtol=1e-9)
            for line in s.lines.values()
        )
    ),
    r"The gradient of the loss, as in training: the influence times the error of the prediction\. When the error shrinks, .+": lambda s, m: (
        s.view.measure == "loss"
    ),
    r"For the prediction at time step (\d+): later states cannot affect it, so the lines end there\.": lambda s, m: (
        s.view.step == "other"
        and all(
            int(m[1]) == np.isfinite(line.middle).sum() == line.at + 1 for line in s.lines.values()
        )
    ),
    r"The hidden state h of every cell\. In an LSTM .+": lambda s, m: all(
        line.signal == "hidden_state" for line in s.lines.values()
    ),
    rf"All predictions together hide vanishing, because every state also serves the prediction of its own step\. Relative to the last state, the influence of the simple RNN's first state is {SHARE}; for the last prediction alone it is {SHARE}\.": lambda s, m: (
        both(s, m, everything(s)[1] < 0.01 and everything(s)[0] > 10 * everything(s)[1])
    ),
    rf"For all predictions together, the influence of the simple RNN's first state relative to the last is {SHARE}; for the last prediction alone it is {SHARE}, because .+": lambda s, m: (
        both(s, m, everything(s)[0] > 2 * everything(s)[1])
    ),
    rf"All predictions together hide nothing here: relative to the last state, the influence of the simple RNN's first state is {SHARE}; for the last prediction alone it is {SHARE}\.": lambda s, m: (
        both(
            s,
            m,
            everything(s)[0] <= 2 * everything(s)[1]
            or (everything(s)[0] < 0.01 and everything(s)[0] <= 10 * everything(s)[1]),
        )
    ),
    r"For all predictions together, the numbers are beyond the range of double precision\.": lambda s, m: (
        not np.isfinite(everything(s)).all()
    ),
}


def test_every_sentence_beside_the_gradient_picture_is_true(states: list[State]) -> None:
    """Of every preset and of other networks, in every view."""
    assert len(states) > 300
    wrong = [
        f"{s.experiment.data.source} {s.view}: {w[:900]}"
        for s in states
        for w in faults(s.said, CLAIMS, s)
    ]
    assert not wrong, "\n".join(wrong[:10])


@pytest.mark.parametrize("peak", [1.0, 99.0, 101.0, 1e9])
def test_sentences_of_lines_drawn_by_hand_are_true(peak: float) -> None:
    """Where the largest networks, a tie or a line that nothing reaches would lead, in every order
    of the cells.
    """
    from playground.sentences import reach as say

    shares = {
        "elman": np.full(4, np.nan),
        "gru": np.array([0.5, 0.009, peak, 1.0]),
        "lstm": np.array([peak, 0.2, 0.1, 1.0]),
    }
    for order in itertools.permutations(shares):
        drawn = {
            c: Line(c, "hidden_state", shares[c], shares[c], shares[c], 3, SimpleNamespace())
            for c in order
        }  # type: ignore[arg-type]
        assert say.about_reach(drawn, None).startswith(
            "In at least one of these networks no state influences"
        )
        told_ = say.about_explosion(drawn)
        assert (told_ is None) == (peak <= 100)
        assert told_ is None or "not finite" not in told_


def claims_of_presets() -> dict[str, bool]:
    """Return, by preset, whether the chart is as its text says."""
    drawn = {
        name: State(
            p.experiment,
            p.view,
            i := draw_inputs(p.experiment),
            lines(p.experiment.model, i, p.view),
            {},
            (),
        )
        for name, p in PRESETS.items()
    }
    weighs = {name: s.weighs for name, s in drawn.items()}
    slopes = {name: {c: s.slope(c) for c in CELLS} for name, s in drawn.items()}
    return {
        "vanishing": drawn["vanishing"].reach("the LSTM") is None
        and max(slopes["vanishing"]["the simple RNN"], slopes["vanishing"]["the GRU"]) < -0.1,
        "pytorch": max(slopes["pytorch"].values()) < -0.1,
        "forget_1": 0.02 < weighs["forget_1"]["the LSTM"] < 0.1,
        "forget_3": weighs["forget_3"]["the LSTM"] > 1
        and weighs["forget_3"]["the GRU"] == weighs["forget_1"]["the GRU"],
        "exploding": slopes["exploding"]["the simple RNN"] > 0
        and max(slopes["exploding"]["the GRU"], -1) < 0,
        "clipped": np.array_equal(
            drawn["clipped"].share("the simple RNN"), drawn["exploding"].share("the simple RNN")
        ),
    }


def test_what_a_preset_says_of_its_picture_holds() -> None:
    """A preset's text is shown only with its own settings, so it can be checked once."""
    found = claims_of_presets()
    assert set(found) == set(PRESETS)
    assert all(found.values()), found


def test_the_exploding_preset_diverges_and_clipping_mends_it() -> None:
    """As both say; the last twenty training errors are smaller than the first ones."""
    ends = {}
    for name in ("exploding", "clipped"):
        experiment = PRESETS[name].experiment
        ends[name] = advance(experiment, loaded(experiment), None, Budget(steps=150))
    assert ends["exploding"].stop_reason == "diverged"
    assert ends["clipped"].stop_reason is None
    errors = [f.train_loss for f in ends["clipped"].frames if f.step > 0]
    assert np.median(errors[-20:]) < np.median(errors[:5])
