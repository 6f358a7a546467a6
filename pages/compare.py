"""The Compare page: two to four experiments side by side, and what is luck in their differences."""

from __future__ import annotations

import streamlit as st

from playground.execution.run import TICK
from playground.sentences.size import about_size
from playground.ui.compare.charts import race, verdict
from playground.ui.compare.lane_cards import buttons, cards, differences
from playground.ui.compare.repeats import seeds_buttons, seeds_view
from playground.ui.compare.runs import runs_view
from playground.ui.compare.sections import choose_section, heading, prepared_comparisons
from playground.ui.compare.sweeps import (
    learning_rate_buttons,
    learning_rate_view,
    sweep_buttons,
    sweep_view,
)
from playground.ui.session.comparison import comparison, describe
from playground.ui.session.renewing import part
from playground.wording import _

found = comparison()
drawn = found.standing()
prepared_comparisons(found)
heading(found)
st.caption(differences(found))
section = choose_section()
if section == "lanes":
    buttons(found)
elif section == "seeds":
    seeds_buttons(found)
elif section == "sweep":
    sweep_buttons(found)
elif section == "rates":
    learning_rate_buttons(found)
else:
    runs_view(found)


def view() -> None:
    """Show what changes while it trains."""
    found.touch()
    if section == "lanes":
        st.markdown(
            "\n\n".join(verdict(found))
        )  # one element, however many sentences: what stands below keeps its place
        cards(found)
        race(found)
    elif section == "seeds":
        seeds_view(found)
    elif section == "sweep":
        sweep_view(found)
    elif section == "rates":
        learning_rate_view(found)


slow = section != "lanes" and found.trials_running
part(view, found.standing, drawn, every=(1.0 if slow else TICK) if found.waiting else None)
with st.expander(_("Is this fair?"), expanded=False):
    for remark in about_size(
        dict(zip(found.names, found.experiments, strict=True)),
        [one.cost_of.parameters for one in found.variants],
    ):
        st.markdown(remark)
describe(found)
