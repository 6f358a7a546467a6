"""The server: the script of the pages, its routes, and the life of the worker processes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from playground import visitor
from playground.execution.worker_process import stop_when_hung_up
from playground.live.warm import warm_up
from playground.ui.main import PAGES
from playground.ui.session import janitor, monitoring
from playground.ui.shell import (
    assets,
    descriptors,
    errors,
    film_route,
    glossary_route,
    in_memory,
    log_lines,
    no_delay,
    paper_route,
    pings,
    preview,
    source_pictures,
    visit,
)
from playground.ui.shell.callers import OwnCallers
from playground.ui.shell.feed import Feeds
from playground.ui.shell.first_sight import FirstSight
from playground.ui.shell.headers import Headed
from playground.ui.shell.upload_limit import UploadLimit
from playground.ui.train.first_exhibit import first_exhibit


@asynccontextmanager
async def workers(_app: st.App) -> AsyncIterator[None]:
    """Start the workers with the server and stop them with it."""
    from playground.execution.workers import (
        start_workers,
        stop_workers,
    )  # here, so that importing this file starts nothing

    # Streamlit puts the script's own folder on the path, where our data, errors, training … would
    # answer to those bare names.
    own = str(Path(__file__).parent / "playground" / "ui")
    sys.path[:] = [folder for folder in sys.path if folder != own]
    in_memory.keep_uploads_in_memory()
    log_lines.keep_lines()
    assets.warm()
    first_exhibit()
    stop_when_hung_up()
    descriptors.allow_many()
    no_delay.send_at_once()
    visitor.identify_with(visit.visitor)
    started = start_workers()
    warming = asyncio.create_task(
        asyncio.to_thread(warm_up, started, first_exhibit()[0].experiment)
    )
    tidying = asyncio.create_task(janitor.keep_tidy())
    try:
        yield
    finally:
        warming.cancel()
        tidying.cancel()
        stop_workers()


#: Titles of the pages (message ids) by their paths.
TITLES = {path: title for _file, title, _icon, path in PAGES}
routes = [
    *monitoring.routes(),
    *assets.routes(),
    *film_route.routes(),
    *preview.routes(),
    *pings.routes(),
    *paper_route.routes(),
    *glossary_route.routes(),
    *source_pictures.routes(),
]
middleware = [
    Middleware(Headed),
    Middleware(OwnCallers),
    Middleware(Feeds),
    Middleware(FirstSight, titles=TITLES, exhibit=first_exhibit),
    Middleware(UploadLimit),
]
app = st.App(
    "playground/ui/main.py",
    routes=routes,
    middleware=middleware,
    lifespan=workers,
    on_script_error=errors.tell,
)
