"""The benchmark: baselines against five networks that differ in their seeds, with a verdict."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from playground.config import registry
from playground.config.experiment import SEED_MAX, Experiment
from playground.data.windowing.scaler import Scaler
from playground.evaluation.score import baseline_scores, score, score_name
from playground.execution.trials import Outcome, Trials
from playground.execution.workers import shared_workers
from playground.figures.benchmark import benchmark_chart
from playground.figures.errors import BASELINES
from playground.sentences.benchmark import about_benchmark
from playground.studies.seeds import REPEATS
from playground.ui.session.renewing import part
from playground.ui.session.session import Session
from playground.ui.session.trials_progress import TrialsFeed, progress_line
from playground.ui.shell import page_paths
from playground.ui.shell.data_name import called
from playground.ui.shell.errors import complain
from playground.ui.shell.feed import Source
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _, number

#: Key of the tabs of the My data page, one of which is the benchmark.
TABS = "data.tab"


def title() -> str:
    """Return the title of the tab, which is also the label of the button that opens it."""
    return _("Benchmark")


def invite() -> None:
    """Show the button that opens the benchmark from the Train page."""
    st.button(
        title(),
        help=_(
            "Is a network worth it? Five networks against the baselines; the verdict may be no."
        ),
        on_click=_open,
    )


def _open() -> None:
    """Switch the page in the callback; later, the browser would keep an empty sidebar."""
    st.session_state[TABS] = title()
    st.switch_page(page_paths.DATA)


def offer(session: Session) -> None:
    """Show the baselines, the five runs and the verdict, updated while they are running."""

    def is_active() -> bool:
        trials = _trials(session)
        return (trials is not None and trials.running) or session.waiting

    def standing() -> tuple:
        return is_active(), session.results.known()

    def touch() -> None:
        session.results.request(session.run)
        trials = _trials(session)
        if trials is not None and trials.running:
            trials.touch()

    def view() -> Source | None:
        touch()
        # Looked up here, since a button in this part reruns only this part.
        trials, drawn = _trials(session), standing()
        _show(session, trials)
        return TrialsFeed(trials, touch, standing, drawn) if is_active() else None

    session.results.request(session.run)
    drawn = is_active()
    part(view, is_active, drawn, key="worth")


def _show(session: Session, trials: Trials | None) -> None:
    st.markdown(
        _(
            "About **{source}** with the settings of the Train page ({cell}, hidden units: {units}, {steps} training steps)."
        ).format(
            source=literal(called(session.experiment)),
            cell=_(registry.lookup("cell", session.experiment.model.cell).label),
            units=session.experiment.model.hidden_size,
            steps=session.experiment.training.max_steps,
        )
    )
    _first_look(session, trials)
    if trials is None:
        st.button(
            _("Train {count} networks").format(count=REPEATS),
            type="primary",
            on_click=_start,
            args=(session,),
            key="worth.start",
        )
        st.caption(
            _(
                "They differ only in their initial weights and in the order of their batches. The test set is used once, at the end."
            )
        )
        return
    if not trials.finished:
        _progress(trials)
        return
    _verdict(session, trials)


def _first_look(session: Session, trials: Trials | None) -> None:
    """Show the validation errors of the baselines, and of each network as it finishes."""
    baselines = session.baselines()
    if not baselines:
        st.caption(_("The baselines are being computed."))
        return
    if session.windows.train.spec.classes:
        st.caption(_("The accuracy of the baselines is shown at the end, on the test set."))
        return
    unit = session.data.unit
    rows: dict[str, float | None] = {
        _(BASELINES.get(name, name)): _rmse(value, session.windows.scaler)
        for name, value in baselines.items()
    }
    done = {} if trials is None else {key[0]: outcome for key, outcome in trials.outcomes.items()}
    for number_, outcome in sorted(done.items()):
        last = outcome.rows[-1].validation_loss if outcome.rows else None
        rows[_("network {number}").format(number=number_)] = (
            None if last is None else _rmse(last, session.windows.scaler)
        )
    behind = f" ({literal(unit)})" if unit else ""
    lines = [
        f"| {_('forecast')} | {_('root mean squared error on the validation set')}{behind} |",
        "|:--|--:|",
    ]
    st.markdown(
        "\n".join([*lines, *(f"| {name} | {_figure(value)} |" for name, value in rows.items())])
    )


def _progress(trials: Trials) -> None:
    progress_line(trials)
    if trials.running:
        st.button(_("Stop"), on_click=trials.pause, key="worth.stop")
    else:
        st.button(_("Continue"), on_click=trials.start, type="primary", key="worth.go_on")


def _verdict(session: Session, trials: Trials) -> None:
    """Show the scores on the test set, and the verdict."""
    outcomes = list(trials.outcomes.values())
    error = next((o.error for o in outcomes if o.error is not None), None)
    if error is not None:
        complain(error.message)
        return
    networks = [_score(outcome) for outcome in outcomes]
    evaluated = next(o.evaluated for o in outcomes if o.evaluated is not None)
    baselines = {
        _(BASELINES.get(name, name)): value
        for name, value in baseline_scores(evaluated, session.experiment).items()
    }
    measure, unit = score_name(session.experiment), session.data.unit
    sentence = about_benchmark(
        networks,
        baselines,
        f"({measure})" if session.windows.task or session.windows.train.spec.classes else unit,
    )
    st.markdown(f"#### {literal(sentence)}")
    show(
        benchmark_chart(networks, baselines, measure, unit, dark()),
        "worth",
        alt=sentence,
        height=56 * (len(baselines) + 1) + 60,
    )
    caption = _(
        "Score: {score} on the test set, which was not used before. Choosing other settings because of it would make it worthless."
    )
    st.caption(caption.format(score=measure))


def _score(outcome: Outcome) -> float:
    return (
        math.inf
        if outcome.stop_reason == "diverged" or outcome.evaluated is None
        else score(outcome.evaluated, outcome.experiment)
    )


def _trials(session: Session) -> Trials | None:
    """Return the runs of the experiment in the session, or None."""
    key, trials = st.session_state.get("worth.trials", (None, None))
    return trials if key == _key(session) else None


def _key(session: Session) -> tuple[str, str]:
    return seeded(session.experiment, 0).digest(), session.data.digest()


def _start(session: Session) -> None:
    data: Any = session.data
    trials = Trials(
        {(k + 1,): seeded(session.experiment, k) for k in range(REPEATS)},
        lambda _experiment: data,
        shared_workers(),
    )
    st.session_state["worth.trials"] = (_key(session), trials)
    trials.start()


def seeded(experiment: Experiment, repeat: int) -> Experiment:
    """Return the experiment with other initial weights and batch order, on the same data.

    Changes during training belong to a single run and are dropped.
    """
    seeds = {
        "model.seed": experiment.model.seed + repeat,
        "training.seed": experiment.training.seed + repeat,
    }
    return experiment.with_values(
        {**{name: value % (SEED_MAX + 1) for name, value in seeds.items()}, "training.changes": []}
    )


def _rmse(mse: float, scaler: Scaler) -> float:
    """Return the root mean squared error in the target's unit, given the scaled MSE."""
    return math.sqrt(mse) * float(scaler.factor[scaler.target])


def _figure(value: float | None) -> str:
    return "–" if value is None or not math.isfinite(value) else number(value)
