"""Every page through axe, light and dark: nothing moderate, nothing serious."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from playground.ui.main import PAGES
from tests.browser.sights import PATIENCE, SCHEMES, at_rest

GRAVE = ("moderate", "serious", "critical")


@pytest.mark.parametrize("path", [path for _file, _title, _icon, path in PAGES])
def test_page_has_no_grave_fault_of_accessibility(path: str, page: Page) -> None:
    """Contrast, names, roles, keyboard: as axe-core judges them, in light and dark."""
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.goto(f"/{path}")
        page.locator("h1, h2, h3").first.wait_for(timeout=PATIENCE)
        at_rest(page)
        grave = [
            f"{scheme}: {fault['id']}: {node['target']} {node['html'][:160]}"
            for fault in Axe().run(page).response["violations"]
            if fault["impact"] in GRAVE
            for node in fault["nodes"]
        ]
        assert grave == []
