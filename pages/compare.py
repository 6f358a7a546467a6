"""The Compare page: two to four experiments side by side, and what is luck in their differences."""

from __future__ import annotations

import streamlit as st

from playground.sentences.size import about_size
from playground.ui.compare.lane_cards import buttons, cards, differences
from playground.ui.compare.live_feed import VERDICT, LanesFeed
from playground.ui.compare.race import over, race, reaches
from playground.ui.compare.repeats import seeds_buttons, seeds_view
from playground.ui.compare.runs import runs_view
from playground.ui.compare.score_table import score_table
from playground.ui.compare.sections import choose_section, heading
from playground.ui.compare.sweeps import (
    learning_rate_buttons,
    learning_rate_view,
    sweep_buttons,
    sweep_view,
)
from playground.ui.compare.verdict import verdict
from playground.ui.session.comparison_arrival import describe, open_comparison
from playground.ui.session.renewing import part
from playground.ui.session.trials_progress import TrialsFeed
from playground.ui.shell.feed import Source
from playground.ui.shell.theme import dark
from playground.wording import _

comparison = open_comparison()
comparison.touch()
drawn = comparison.standing()
heading(comparison)
st.caption(differences(comparison))
with st.container(horizontal=True, vertical_alignment="center", key="compare.bar"):
    section = choose_section(comparison)
    if section == "lanes":
        buttons(comparison)
if section == "seeds":
    seeds_buttons(comparison)
elif section == "sweep":
    sweep_buttons(comparison)
elif section == "rates":
    learning_rate_buttons(comparison)
elif section == "runs":
    runs_view(comparison)


def view() -> Source | None:
    """Show what changes while it trains."""
    comparison.touch()
    if section == "lanes":
        with st.container(key=VERDICT):
            # one paragraph with room for two lines: what stands below keeps its place
            st.markdown(" ".join(verdict(comparison)))
        numbers = {name: one.numbers(comparison.session) for name, one in comparison.named}
        race(comparison, numbers)
        cards(comparison)
        reaches(comparison, numbers)
        score_table(comparison)
    elif section == "seeds":
        seeds_view(comparison)
    elif section == "sweep":
        sweep_view(comparison)
    elif section == "rates":
        learning_rate_view(comparison)
    if not comparison.waiting:
        return None
    if section == "lanes":
        return LanesFeed(comparison, drawn, over(), dark())
    trials = comparison.studies.section(section)
    return TrialsFeed(trials, comparison.touch, comparison.standing, drawn)


part(
    view,
    comparison.standing,
    drawn,
    key="compare",
    describe=lambda: describe(comparison),
)
with st.expander(_("Is this fair?"), expanded=False):
    for remark in about_size(
        dict(zip(comparison.names, comparison.experiments, strict=True)),
        [one.cost.parameters for one in comparison.variants],
    ):
        st.markdown(remark)
describe(comparison)
