"""The results on the test set, shown when the run has finished, with the baselines."""

from __future__ import annotations

from typing import Any

import streamlit as st

from playground.data.class_names import class_names
from playground.evaluation.meaningful import meaningful
from playground.evaluation.score import baseline_scores, score, score_name
from playground.figures.confusion import confusion_chart
from playground.figures.errors import BASELINES
from playground.runs.messages import Evaluated
from playground.sentences.classes import about_classes
from playground.sentences.results import about_measured, about_results
from playground.ui.session.session import Session
from playground.ui.shell.markdown import literal
from playground.ui.shell.show import show
from playground.ui.shell.theme import dark
from playground.wording import _, counted, number


def results(session: Session) -> None:
    """Show the table and a sentence about it, or a note while they are not known."""
    evaluated = session.results.evaluation()
    st.markdown("#### " + _("On the test set"))
    if evaluated is None:
        st.caption(_missing(session))
        return
    if sentence := about_measured(evaluated.windows, len(session.windows.test)):
        st.caption(sentence)
    baselines = meaningful(evaluated.baselines, session.experiment)
    rows = {
        _("this network"): evaluated.network,
        **{_(BASELINES[name]): values for name, values in baselines.items()},
    }
    if "accuracy" in evaluated.network:
        classes(session, evaluated, rows)
        return
    rows = {
        name: values
        for name, values in rows.items()
        if name == _("this network") or values["mae"] is not None
    }
    st.markdown(
        _table(
            rows,
            session.data.unit,
            squared=session.experiment.source().is_task,
        )
    )
    scored = {
        _(BASELINES[name]): value
        for name, value in baseline_scores(evaluated, session.experiment).items()
    }
    st.markdown(
        about_results(score(evaluated, session.experiment), scored, score_name(session.experiment))
    )
    if not session.experiment.source().is_task:
        _details(evaluated, rows)


def _missing(session: Session) -> str:
    """Return why there are no results yet, and when there will be."""
    run, test = session.run, session.results.test
    if not run.finished:
        return _("Shown with the baselines once the run has finished.")
    failed = test is not None and test.done() and session.results.evaluation() is None
    if failed or run.recording.kept is None:
        return _("The results could not be computed. Press Train to repeat the run.")
    return _("The run has finished; its results are being computed.")


def classes(session: Session, evaluated: Evaluated, rows: dict[str, dict[str, Any]]) -> None:
    """Show the accuracy, and which classes are confused."""
    lines = [
        f"| {_('classifier')} | {_('classified correctly')} | {_('cross-entropy')} |",
        "|:--|--:|--:|",
    ]
    lines += [
        f"| {name} | {number(100 * r['accuracy'], 3)} % | {_figure(r['cross_entropy'])} |"
        for name, r in rows.items()
    ]
    st.markdown("\n".join(lines))
    sentence = about_classes(evaluated.network, evaluated.baselines)
    st.markdown(literal(sentence))
    names = class_names(session.experiment, session.data)
    height = min(460, 110 + 34 * len(names))
    show(
        confusion_chart(evaluated.network["confusion"], names, dark()),
        "confusion",
        alt=sentence,
        height=height,
    )
    st.caption(
        _(
            "Rows are true classes, columns are predicted classes; correct predictions are on the diagonal."
        )
    )


def _table(rows: dict[str, dict[str, float | None]], unit: str, *, squared: bool) -> str:
    """Return the scores as a table; for a task the mean squared error, as in its thresholds."""
    if squared:
        lines = [f"| {_('forecast')} | {_('mean squared error')} |", "|:--|--:|"]
        return "\n".join(
            [
                *lines,
                *(
                    f"| {name} | {_figure(None if r['rmse'] is None else r['rmse'] ** 2)} |"
                    for name, r in rows.items()
                ),
            ]
        )
    behind = f" ({literal(unit)})" if unit else ""
    lines = [
        f"| {_('forecast')} | {_('mean error')}{behind} | {_('root mean squared error')}{behind} |",
        "|:--|--:|--:|",
    ]
    return "\n".join(
        [
            *lines,
            *(
                f"| {name} | {_figure(r['mae'])} | {_figure(r['rmse'])} |"
                for name, r in rows.items()
            ),
        ]
    )


def _details(evaluated: Evaluated, rows: dict[str, dict[str, float | None]]) -> None:
    with st.popover(_("Details")):
        st.markdown(
            _(
                "MASE: the mean error divided by that of repeating the last value, from one row to the next in the training set:"
            )
        )
        st.markdown("\n".join(f"- {name}: {_figure(r['mase'])}" for name, r in rows.items()))
        if evaluated.period > 1:
            st.markdown(
                counted(
                    evaluated.period,
                    "The season detected in the training set has {n} row.",
                    "The season detected in the training set has {n} rows.",
                )
            )


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value)
