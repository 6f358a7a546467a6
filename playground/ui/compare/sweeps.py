"""A sweep on the page, and the search for each lane's learning rate."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.config.experiment import Experiment
from playground.config.lookup import setting_of
from playground.config.variants import value
from playground.errors import PlaygroundError
from playground.evaluation.score import loss_name, score_name, solved_below
from playground.execution.trials import Key, Trials
from playground.figures.sweep import learning_rate_chart, sweep_chart
from playground.sentences.learning_rate_search import about_learning_rates, selection_rule
from playground.sentences.sweep import about_sweep
from playground.studies import learning_rate_search, sweep
from playground.ui.compare.repeats import about_runs, going, loader
from playground.ui.session.comparison import Comparison
from playground.ui.session.trials_progress import progress_line
from playground.ui.shell.errors import complain
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _

#: First range of a field; of others, from a quarter to four times the value they have.
RANGES: dict[str, tuple[float, float]] = {
    "problem.lookback": (10, 100),
    "model.hidden_size": (1, 64),
    "model.forget_bias": (-1, 5),
    "model.spectral_radius": (0.25, 2),
    "model.num_layers": (1, 4),
    "data.noise": (0, 0.8),
    "training.learning_rate": (0.001, 0.1),
    "training.grad_clip_norm": (0.05, 5),
}


def sweep_buttons(comparison: Comparison) -> None:
    """Offer to sweep one field, to stop and to go on."""
    fields = sweep.sweepable(comparison.base)
    with st.container(horizontal=True, vertical_alignment="bottom", key="sweep.buttons"):
        usual = fields.index("problem.lookback") if comparison.base.source().is_task else 0
        words = lambda f: _(setting_of(comparison.base, f).label)  # noqa: E731
        field = (
            st.selectbox(_("Sweep"), fields, usual, key="sweep.field", format_func=words, width=220)
            or fields[0]
        )
        low, high = _range(comparison.base, field)
        whole = setting_of(comparison.base, field).kind is int
        ends = [
            st.number_input(
                label,
                value=int(v) if whole else float(v),
                key=f"sweep.{end}.{field}",
                width=130,
                format=None if whole else "%g",
            )
            for label, v, end in ((_("from"), low, "low"), (_("to"), high, "high"))
        ]
        points = st.number_input(
            _("Points"), 2, sweep.MOST_POINTS, 5, key="sweep.points", width=110
        )
        seeds = st.number_input(_("Seeds each"), 1, 10, 3, key="sweep.seeds", width=120)
        chosen = (field, ends[0], ends[1], int(points), int(seeds))
        going(comparison.studies.sweep, lambda: _start(comparison, *chosen), _("Start the sweep"))
    if field in comparison.trouble:
        complain(comparison.trouble[field])
    st.caption(
        _("How long is the memory of each cell? Sweep the lookback of a memory task.")
        + " "
        + _size(comparison, *chosen)
    )


def sweep_view(comparison: Comparison) -> None:
    """Show progress, the curves with their bands, and what they say."""
    trials, field = comparison.studies.sweep, comparison.studies.swept
    if trials is None or field is None:
        st.info(
            _(
                "No sweep yet. Choose a field and a range: every lane is trained at every value with several seeds."
            ),
            icon=":material/timeline:",
        )
        return
    progress_line(trials)
    setting = setting_of(comparison.base, field)
    label = _(setting.label) + (f" ({_(setting.unit)})" if setting.unit else "")
    curves = sweep.curves(trials.outcomes)
    said = about_sweep(curves, _(setting.label), solved_below(comparison.base))
    st.markdown("\n\n".join(said[:-1] if len(said) > 1 else said))
    guess = (
        _("always predicting the mean") if comparison.base.source().is_task else _("best baseline")
    )
    values = [v for (_n, _k, v) in trials.experiments]
    log = (setting.log or field in ("problem.lookback", "data.length")) and min(values) > 0
    show(
        sweep_chart(
            curves, _cells(trials), label, score_name(comparison.base), dark(), log=log, guess=guess
        ),
        "sweep.chart",
        alt=" ".join(said),
        height=380,
    )
    if len(said) > 1:
        st.caption(said[-1] + " " + _("Bands show the quartiles over the seeds."))
    for (name, k, v), outcome in trials.outcomes.items():
        if outcome.error is not None:
            complain(
                _("{name}, seed {k}, {field} {value}: {error}").format(
                    name=name, k=k, field=label, value=v, error=outcome.error
                )
            )


def learning_rate_buttons(comparison: Comparison) -> None:
    """Offer to look for each lane's learning rate, and to use what was found."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="rates.buttons"):
        going(
            comparison.studies.rates,
            lambda: _search(comparison),
            _("Try {count} learning rates for each lane").format(
                count=len(learning_rate_search.RATES)
            ),
        )
        if comparison.studies.rates is not None and comparison.studies.rates.finished:
            st.button(_("Use each lane's best"), on_click=_use, args=(comparison,))
    variants = dict(zip(comparison.names, comparison.experiments, strict=True))
    runs = about_runs(comparison, learning_rate_search.trials(variants))
    st.caption(selection_rule() + " " + runs)


def learning_rate_view(comparison: Comparison) -> None:
    """Show what each lane reached with each rate."""
    trials = comparison.studies.rates
    if trials is None:
        st.info(
            _("One learning rate for all is seldom fair: let every lane search for its own first."),
            icon=":material/tune:",
        )
        return
    progress_line(trials)
    losses = learning_rate_search.losses(trials.outcomes)
    best = learning_rate_search.best_rates(losses, trials.outcomes)
    said = about_learning_rates(losses, best) if trials.finished else []
    st.markdown("\n\n".join(said) or _("Still searching: the results so far are drawn below."))
    show(
        learning_rate_chart(losses, best, _cells(trials), loss_name(comparison.base), dark()),
        "rates.chart",
        alt=" ".join(said),
        height=340,
    )


def _cells(trials: Trials) -> dict[str, str]:
    """Return the cell of each lane, whose colour its line has."""
    return {str(key[0]): experiment.model.cell for key, experiment in trials.experiments.items()}


def _range(experiment: Experiment, field: str) -> tuple[float, float]:
    setting = setting_of(experiment, field)
    if field in RANGES:
        return RANGES[field]
    now = (
        experiment.data.params.get(field.removeprefix("data.params."))
        if field.startswith("data.params.")
        else value(experiment, field)
    )
    now = float(setting.default if now is None else now) or 1.0
    low, high = max(setting.minimum or 0.0, now / 4), min(setting.maximum or 4 * now, 4 * now)
    return (round(low), round(high)) if setting.kind is int else (low, high)


def _start(
    comparison: Comparison, field: str, low: Any, high: Any, points: int, seeds: int
) -> None:
    comparison.trouble = {}
    try:
        runs = _runs(comparison, field, low, high, points, seeds)
        trials = Trials(runs, loader(comparison), comparison.session.run.workers)
    except PlaygroundError as error:
        comparison.trouble = {field: error.message}
        return
    if comparison.studies.sweep is not None:
        comparison.studies.sweep.pause()
    comparison.studies.sweep, comparison.studies.swept = trials, field
    trials.start()


def _runs(
    comparison: Comparison, field: str, low: Any, high: Any, points: int, seeds: int
) -> dict[Key, Experiment]:
    variants = dict(zip(comparison.names, comparison.experiments, strict=True))
    values = sweep.values(setting_of(comparison.base, field), low, high, points)
    return sweep.trials(variants, field, values, seeds)


def _size(comparison: Comparison, field: str, low: Any, high: Any, points: int, seeds: int) -> str:
    """Return the number of runs of a sweep and the time they will take; empty if there is none."""
    try:
        return about_runs(comparison, _runs(comparison, field, low, high, points, seeds))
    except PlaygroundError:
        return ""  # said when it is started


def _search(comparison: Comparison) -> None:
    if comparison.studies.rates is not None:
        comparison.studies.rates.pause()
    comparison.studies.rates = Trials(
        learning_rate_search.trials(
            dict(zip(comparison.names, comparison.experiments, strict=True))
        ),
        loader(comparison),
        comparison.session.run.workers,
    )
    comparison.studies.rates.start()


def _use(comparison: Comparison) -> None:
    if comparison.studies.rates is None:
        return
    best = learning_rate_search.best_rates(
        learning_rate_search.losses(comparison.studies.rates.outcomes),
        comparison.studies.rates.outcomes,
    )
    kept = comparison.studies.rates
    variants = [
        {**one.changes, **({"training.learning_rate": best[name]} if name in best else {})}
        for one, name in zip(comparison.variants, comparison.names, strict=True)
    ]
    if comparison.set(variants):
        comparison.studies.rates = kept
