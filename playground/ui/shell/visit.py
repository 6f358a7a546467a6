"""Who a page's thread works for: the browser, whose many tabs share one share of the workers."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.web.server.starlette.starlette_app_utils import decode_xsrf_token_string

_COOKIE = "_streamlit_xsrf"


def visitor() -> Hashable | None:
    """Return what identifies the browser: its cookie or else its address; None outside a page."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    token, _time = decode_xsrf_token_string(st.context.cookies.get(_COOKIE, ""))
    return token or f"address {st.context.ip_address}"
