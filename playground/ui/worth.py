"""Is it worth it? Simple forecasts at once, then five networks that differ in nothing but chance, then one sentence that may say no."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from playground import executor, registry
from playground.data.scaler import Scaler
from playground.experiment import SEED_MAX, Experiment
from playground.figures.errors import GUESSES
from playground.figures.worth import worth_chart
from playground.pace import TICK
from playground.score import baseline_scores, score, score_name
from playground.seeds import USUAL
from playground.sentences.worth import about_worth
from playground.trials import Outcome, Trials
from playground.ui import places
from playground.ui.called import called
from playground.ui.desk import Desk
from playground.ui.literal import literal
from playground.ui.renewing import part
from playground.ui.show import show
from playground.ui.theme import dark
from playground.ui.trouble import complain
from playground.wording import _, number

#: Name of the tabs of the page "My data", of which this is one.
TABS = "data.tab"


def title() -> str:
    """Return what this is called, as a tab and on the button that leads here."""
    return _("Is it worth it?")


def invite() -> None:
    """Lead here from the Train page."""
    st.button(title(), help=_("Five networks beside simple forecasts, and one sentence that may say no."), on_click=_open)


def _open() -> None:
    """Go there before anything of this page is drawn once more: the browser would keep an empty column of its sidebar."""
    st.session_state[TABS] = title()
    st.switch_page(places.DATA)


def offer(desk: Desk) -> None:
    """Show the simple forecasts, the five runs and the verdict, renewed while they are under way."""

    def going() -> bool:
        trials = _trials(desk)
        return (trials is not None and trials.running) or desk.waiting

    def view() -> None:
        trials = _trials(desk)  # looked up here: a button in this part renews only this part
        if trials is not None and trials.running:
            trials.touch()
        _show(desk, trials)

    drawn = going()
    part(view, going, drawn, every=max(TICK, 0.5) if drawn else None)


def _show(desk: Desk, trials: Trials | None) -> None:
    st.markdown(
        _("About **{source}** with the settings of the Train page ({cell}, hidden units: {units}, {steps} training steps).").format(
            source=literal(called(desk.experiment)),
            cell=_(registry.lookup("cell", desk.experiment.model.cell).label),
            units=desk.experiment.model.hidden_size,
            steps=desk.experiment.training.max_steps,
        )
    )
    _first_look(desk, trials)
    if trials is None:
        st.button(_("Train {count} networks").format(count=USUAL), type="primary", on_click=_start, args=(desk,), key="worth.start")
        st.caption(
            _("They differ only in their first weights and the order of their batches. The test part is looked at once, at the end.")
        )
        return
    if not trials.finished:
        _progress(trials)
        return
    _verdict(desk, trials)


def _first_look(desk: Desk, trials: Trials | None) -> None:
    """Show the validation part's errors: the simple forecasts' at once, and the networks' as they end."""
    guesses = desk.guesses()
    if not guesses:
        st.caption(_("The simple forecasts are being made."))
        return
    if desk.windows.train.plan.classes:
        st.caption(_("How often the simple ways name the class is told at the end, on the test part."))
        return
    unit = getattr(desk.data, "unit", "")
    rows: dict[str, float | None] = {_(GUESSES.get(name, name)): _own(value, desk.windows.scaler) for name, value in guesses.items()}
    done = {} if trials is None else {key[0]: outcome for key, outcome in trials.outcomes.items()}
    for number_, outcome in sorted(done.items()):
        last = outcome.rows[-1].validation_loss if outcome.rows else None
        rows[_("network {number}").format(number=number_)] = None if last is None else _own(last, desk.windows.scaler)
    behind = f" ({literal(unit)})" if unit else ""
    lines = [f"| {_('forecast')} | {_('root mean square error on the validation part')}{behind} |", "|:--|--:|"]
    st.markdown("\n".join([*lines, *(f"| {name} | {_figure(value)} |" for name, value in rows.items())]))


def _progress(trials: Trials) -> None:
    left = trials.seconds_left
    told = _("{done} of {count} networks have ended.").format(done=len(trials.outcomes), count=USUAL)
    if trials.running and left is not None:
        told += " " + _("About {seconds} s left.").format(seconds=math.ceil(left))
    st.progress(trials.progress, text=told)
    if trials.running:
        st.button(_("Stop"), on_click=trials.pause, key="worth.stop")
    else:
        st.button(_("Go on"), on_click=trials.start, type="primary", key="worth.go_on")


def _verdict(desk: Desk, trials: Trials) -> None:
    """Show the test part, once, and the sentence."""
    ended = list(trials.outcomes.values())
    broken = next((o.error for o in ended if o.error is not None), None)
    if broken is not None:
        complain(broken.message)
        return
    networks = [_score(outcome) for outcome in ended]
    found = next(o.found for o in ended if o.found is not None)
    others = {_(GUESSES.get(name, name)): value for name, value in baseline_scores(found, desk.experiment).items()}
    measure, unit = score_name(desk.experiment), getattr(desk.data, "unit", "")
    sentence = about_worth(networks, others, f"({measure})" if desk.windows.task or desk.windows.train.plan.classes else unit)
    st.markdown(f"#### {literal(sentence)}")
    show(worth_chart(networks, others, measure, unit, dark()), "worth", alt=sentence, height=56 * (len(others) + 1) + 60)
    said = _(
        "Score: {score} on the test part, which was looked at for the first time here. Choosing other settings after it would make it worthless."
    )
    st.caption(said.format(score=measure))


def _score(outcome: Outcome) -> float:
    return math.inf if outcome.stop_reason == "diverged" or outcome.found is None else score(outcome.found, outcome.experiment)


def _trials(desk: Desk) -> Trials | None:
    """Return the runs about what is on the desk, if there are any."""
    about, trials = st.session_state.get("worth.trials", (None, None))
    return trials if about == _about(desk) else None


def _about(desk: Desk) -> tuple[str, str]:
    return seeded(desk.experiment, 0).digest(), desk.data.digest()


def _start(desk: Desk) -> None:
    data: Any = desk.data
    trials = Trials({(k + 1,): seeded(desk.experiment, k) for k in range(USUAL)}, lambda _experiment: data, executor.shared())
    st.session_state["worth.trials"] = (_about(desk), trials)
    trials.start()


def seeded(experiment: Experiment, repeat: int) -> Experiment:
    """Return the experiment with other first weights and another order of batches; the data stay as they are.

    What was changed while it trained belongs to one run and is left out.
    """
    seeds = {"model.seed": experiment.model.seed + repeat, "training.seed": experiment.training.seed + repeat}
    return experiment.with_values({**{name: value % (SEED_MAX + 1) for name, value in seeds.items()}, "training.changes": []})


def _own(mean_square: float, scaler: Scaler) -> float:
    """Return a mean square in the network's units as a root mean square in the target's own."""
    return math.sqrt(mean_square) * float(scaler.factor[scaler.target])


def _figure(value: float | None) -> str:
    return "–" if value is None or not math.isfinite(value) else number(value)
