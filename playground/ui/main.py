"""The frame around every page: title, navigation, language, address bar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from playground.ui.classroom import present
from playground.ui.lesson.under_way import way_back
from playground.ui.session.admission import admit
from playground.ui.session.arrival import room_here
from playground.ui.session.room import unknown
from playground.ui.shell import language, link, theme
from playground.ui.shell.errors import complain
from playground.ui.shell.markdown import literal
from playground.ui.shell.own_turn import own_turn
from playground.wording import N_, _

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

ROOT = Path(__file__).parents[2]
ICON = ROOT / "playground" / "ui" / "browser" / "favicon.svg"

#: Every page: file in ``pages/``, title (a message id), icon, and its place in the address; the
#: first one is at "/".
PAGES = (
    ("train.py", N_("Train"), ":material/play_circle:", ""),
    ("learn.py", N_("Learn"), ":material/menu_book:", "learn"),
    ("cell.py", N_("Inside the cell"), ":material/memory:", "cell"),
    ("gradients.py", N_("Gradients"), ":material/trending_down:", "gradients"),
    ("compare.py", N_("Compare"), ":material/compare_arrows:", "compare"),
    ("data.py", N_("My data"), ":material/table_chart:", "data"),
)

#: What is said about names in the link that do not exist.
_UNKNOWN = "unknown names"


def main() -> None:
    """Run the page that the address names, inside the frame."""
    link.arrive()
    language.use_visit_language()
    st.set_page_config(page_title=_("Recurrent Playground"), page_icon=str(ICON), layout="wide")
    theme.style()
    present.style()
    pages = [
        st.Page(ROOT / "pages" / file, title=_(title), icon=icon, url_path=path, default=not path)
        for file, title, icon, path in PAGES
    ]
    page = st.navigation(pages, position="hidden")
    room = room_here()
    top_bar([one for one in pages if not room.closes(one.url_path)])
    language.switch()
    present.switch()
    for told in link.without_effect():
        st.caption(told)
    if (arriving := link.arriving()) is not None:
        st.session_state[_UNKNOWN] = unknown(arriving)  # the address will lose these names
    if names := st.session_state.get(_UNKNOWN):
        st.caption(literal(names))
    if page.url_path:
        way_back()
    if refusal := admit():
        complain(refusal)
        return
    try:
        with own_turn():
            if room.closes(page.url_path):
                closed(pages[0])
            else:
                page.run()
    # st.stop() and st.rerun() leave a page by exceptions; the address is written either way
    finally:
        link.write()


def top_bar(pages: Sequence[StreamlitPage]) -> None:
    """Show the name of the product and the pages, always in sight."""
    with st.container(horizontal=True, wrap=False, gap="xsmall", key="topbar"):
        st.markdown(f"**{_('Recurrent Playground')}**", width="content")
        for page in pages:
            st.page_link(page, label=page.title)


def closed(first: StreamlitPage) -> None:
    """Say that the link has closed this page, and offer the first one."""
    st.markdown(_("The link that you opened leaves this page out."))
    st.page_link(first, label=first.title)


if __name__ == "__main__":
    main()
