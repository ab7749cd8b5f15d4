"""Pictures of a report: `python -m tests.browser.screenshots OUT [REPORT]`.

Without REPORT, the newest report of the project is taken, and an invented one where there is none.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import chromium_path
from tests.report.sample_pages import sample_page
from tests.report.sample_tables import build_tables

VIEWS = {
    "desktop-light": {"viewport": {"width": 1440, "height": 900}},
    "desktop-dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}


def main(out: Path, report: Path | None) -> None:
    """Write a picture of the whole page for each view, one of the open drawer, and the PDF."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = report or _newest() or _invented(Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for name, options in VIEWS.items():
            page = _opened(browser, path, options)
            page.screenshot(path=out / f"{name}.png", full_page=True)
            page.context.close()
        page = _opened(browser, path, VIEWS["desktop-light"])
        page.click("#measures-table button.link >> nth=0")
        page.screenshot(path=out / "drawer.png")
        page.keyboard.press("Escape")
        page.pdf(path=out / "print.pdf", prefer_css_page_size=True, print_background=True)
        browser.close()
    print(f"pictures of {path} are in {out}")  # noqa: T201


def _opened(browser: Browser, path: Path, options: dict[str, object]) -> Page:
    page = browser.new_context(offline=True, **options).new_page()  # type: ignore[arg-type]
    page.goto(path.resolve().as_uri())
    page.wait_for_selector("html.ready")
    for chart in page.locator(".plot").all():
        chart.scroll_into_view_if_needed()
        page.wait_for_timeout(700)
    page.evaluate("window.scrollTo(0, 0)")
    return page


def _newest() -> Path | None:
    reports = sorted(Path("reports").glob("*/index.html"), key=lambda path: path.stat().st_mtime)
    return reports[-1] if reports else None


def _invented(folder: Path) -> Path:
    path = folder / "index.html"
    path.write_text(sample_page(build_tables(150)), encoding="utf-8")
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
