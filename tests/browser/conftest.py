"""A real Chromium without network, and pages of the invented programme for it to open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.report.sample_pages import sample_page
from tests.report.sample_tables import build_tables

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium_path() -> str | None:
    """Return where Chromium is: named by an environment variable, or found on the path."""
    return os.environ.get("FEEDBACK_NLP_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests are skipped, except in CI, where they fail."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = chromium_path() or (own if Path(own).exists() else None)
        if path is None:
            missing = "no Chromium found: install the package chromium or set FEEDBACK_NLP_CHROMIUM to its path"
            (pytest.fail if os.environ.get("CI", "").lower() in {"1", "true"} else pytest.skip)(missing)
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def tables() -> dict[str, Any]:
    """Tables of 150 invented testimonials."""
    return build_tables(150)


@pytest.fixture(scope="session")
def report(tables: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of their report."""
    path: Path = tmp_path_factory.mktemp("report") / "index.html"
    path.write_text(sample_page(tables), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open addresses offline; afterwards, no page may have logged an error or asked for anything outside itself."""
    contexts, troubles = [], []

    def opened(address: str, **options: Any) -> Page:
        context = browser.new_context(offline=True, **{"viewport": {"width": 1440, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda sent: None if _own(sent.url) else troubles.append(f"request for {sent.url}"))
        page.goto(address)
        page.wait_for_selector("html.ready")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def _own(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:"))
