"""What the last change has set besides the field that was changed."""

from __future__ import annotations

from playground.config.experiment import Experiment
from playground.config.lookup import setting_of, value_of
from playground.gallery.exhibits import EXHIBITS, exhibit_of
from playground.ui.session.session import Session
from playground.ui.sidebar.choices import in_words
from playground.ui.sidebar.groups import ORDER
from playground.ui.sidebar.relevance import relevant
from playground.wording import _

#: Fields that a source, a problem type or an exhibit may set: the network first.
_FIELDS = tuple(
    name
    for group in ("Network", "Problem", "Training")
    for name in ORDER[group]
    if name != "problem.params"
)
#: Fields by which a change is named, and then not listed.
_NAMING = ("data.source", "problem.kind", "model.cell")


def also_set(session: Session) -> str:
    """Return in words what the last change has set besides what was chosen; empty if nothing.

    It holds until the next change. A change of one field has set nothing else.
    """
    if not session.past:
        return ""
    before, now = session.past[-1], session.experiment
    changed = [name for name in _FIELDS if _differ(before, now, name)]
    chosen = next((name for name in _NAMING if _differ(before, now, name)), None)
    opened = exhibit_opened(session)
    listed = [name for name in changed if name != chosen or opened]
    if not listed or (chosen is None and not opened):
        return ""
    names = ", ".join(_said(now, name) for name in listed)
    if opened:
        sentence = _("Set by this exhibit: {names}.")
    elif chosen == "data.source":
        sentence = _("Set to suit this source: {names}.")
    else:
        sentence = _("Also set: {names}.")
    return sentence.format(names=names)


def exhibit_opened(session: Session) -> bool:
    """Return whether the last change was to open an exhibit, and not to choose its source alone."""
    exhibit = exhibit_of(session.experiment, EXHIBITS)
    return (
        exhibit is not None
        and exhibit.experiment == session.experiment
        and exhibit is not exhibit_of(session.past[-1], EXHIBITS)
    )


def _differ(before: Experiment, now: Experiment, name: str) -> bool:
    return value_of(before, name) != value_of(now, name) and relevant(now, name)


def _said(experiment: Experiment, name: str) -> str:
    setting, value = setting_of(experiment, name), value_of(experiment, name)
    return f"{_(setting.label)} {in_words(setting.room, value)}"
