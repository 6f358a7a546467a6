"""Repeats with other seeds on the page: start, stop, go on, bands, wins and the verdict."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import streamlit as st

from playground.config.experiment import Experiment
from playground.config.variants import names
from playground.data.series import Sequences, Series
from playground.evaluation.score import loss_name, score_name
from playground.execution.trials import Key, Trials
from playground.figures.seeds import bands_chart, seeds_chart
from playground.sentences.seeds import about_seeds, significance_rule
from playground.studies.duration import study_seconds
from playground.studies.seeds import REPEATS, repeats, scores
from playground.ui.session.comparison import Comparison
from playground.ui.session.loading import opened
from playground.ui.session.trials_progress import progress_line
from playground.ui.shell.errors import complain
from playground.ui.shell.show import show
from playground.ui.shell.status import duration
from playground.ui.shell.theme import dark
from playground.wording import _, counted


def seeds_buttons(comparison: Comparison) -> None:
    """Offer to repeat all lanes with other seeds, to stop and to go on."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="seeds.buttons"):
        st.number_input(
            _("Seeds"),
            2,
            20,
            REPEATS,
            key="seeds.count",
            width=120,
            help=_("A verdict needs at least 5."),
        )
        going(
            comparison.studies.seeds,
            lambda: _start(comparison),
            _("Repeat all lanes with these seeds"),
        )
    variants = dict(zip(comparison.names, comparison.experiments, strict=True))
    runs = repeats(variants, int(st.session_state.get("seeds.count", REPEATS)))
    st.caption(_seeds_told(comparison) + " " + about_runs(comparison, runs))


def seeds_view(comparison: Comparison) -> None:
    """Show progress, bands, the score of every seed, and the verdict with its rule."""
    trials = comparison.studies.seeds
    if trials is None:
        st.info(
            _(
                "No repeats yet. A difference between single runs may be luck; repeats with other seeds show how much of it is."
            ),
            icon=":material/casino:",
        )
        return
    progress_line(trials)
    scores_by_seed = {name: own for name, own in scores(trials.outcomes).items()}
    st.markdown("\n\n".join(about_seeds(scores_by_seed)))
    st.caption(significance_rule())
    left, right = st.columns(2)
    cells = {
        str(name): experiment.model.cell for (name, _k), experiment in trials.experiments.items()
    }
    order = names([e for (_n, k), e in trials.experiments.items() if k == 0])
    with left:
        st.markdown("#### " + _("Error while training, all seeds"))
        curves = {
            n: [
                o.rows for (m, _k), o in list(trials.outcomes.items()) if m == n and o.error is None
            ]
            for n in order
        }
        alt = _("Median of the validation errors, with the band between the quartiles.")
        show(
            bands_chart(curves, cells, loss_name(comparison.base), dark()),
            "seeds.bands",
            alt=alt,
            height=320,
        )
        st.caption(alt)
    with right:
        st.markdown("#### " + _("Each seed on the test set"))
        finite = {
            n: {k: v for k, v in scores_by_seed.get(n, {}).items() if math.isfinite(v)}
            for n in order
        }
        alt = _(
            "One column per seed: within a column, all lanes have the same data and the same seed of the weights."
        )
        show(
            seeds_chart(finite, cells, score_name(comparison.base), dark()),
            "seeds.each",
            alt=alt,
            height=320,
        )
        st.caption(alt)
    for (name, k), outcome in trials.outcomes.items():
        if outcome.error is not None:
            complain(_("{name}, seed {k}: {error}").format(name=name, k=k, error=outcome.error))


def going(trials: Trials | None, start: Callable[[], None], label: str) -> None:
    """Show the button that starts, stops or goes on, whichever fits."""
    if trials is not None and trials.running:
        st.button(
            _("Stop here"),
            on_click=trials.pause,
            type="primary",
            help=_("Nothing is lost: it can continue from here."),
        )
    elif trials is not None and not trials.finished:
        st.button(_("Continue"), on_click=trials.start, type="primary")
        st.button(label, on_click=start)
    else:
        st.button(label, on_click=start, type="primary")


def about_runs(comparison: Comparison, runs: Mapping[Key, Experiment]) -> str:
    """Return the number of runs and the time that they will take, calibrated by trained lanes."""
    measured = [
        one.seconds_per_step / one.cost.step_seconds
        for one in comparison.variants
        if one.seconds_per_step is not None
    ]
    factor = sum(measured) / len(measured) if measured else None
    seconds = study_seconds(runs.values(), comparison.session.run.workers.count, factor)
    return _("{runs}, about {time}.").format(
        runs=counted(len(runs), "{n} run", "{n} runs"), time=duration(seconds)
    )


def loader(comparison: Comparison) -> Callable[[Experiment], Series | Sequences]:
    """Return the function that gives trials their data, this visitor's files included."""
    files = dict(comparison.session.files.kept)

    def load(experiment: Experiment) -> Series | Sequences:
        return opened(experiment, files)[0]

    return load


def _start(comparison: Comparison) -> None:
    count = int(st.session_state.get("seeds.count", REPEATS))
    if comparison.studies.seeds is not None:
        comparison.studies.seeds.pause()
    variants = dict(zip(comparison.names, comparison.experiments, strict=True))
    comparison.studies.seeds = Trials(
        repeats(variants, count), loader(comparison), comparison.session.run.workers
    )
    comparison.studies.seeds.start()


def _seeds_told(comparison: Comparison) -> str:
    uses = comparison.base.source().facts
    if uses["kind"] in ("bundled", "file"):
        return _(
            "Each repeat has other seeds for the weights and the batch order; the data stay the same."
        )
    return _(
        "Each repeat has other seeds for the data, the weights and the batch order, the same for every lane."
    )
