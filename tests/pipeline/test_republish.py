"""Reports of earlier runs are rendered again, whole, focused, or beside shared assets."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedback_nlp.errors import ConfigurationError, InputNotFoundError
from feedback_nlp.pipeline import FocusRequest, RunRequest, republish, run
from feedback_nlp.store import Store

ROWS = """City,Country,Cohort,What did you learn?
Porto,Portugal,2024-1,Leuven showed us how to involve residents in planning. We plan to trial street closures.
Tartu,Estonia,2024-1,From Lahti we learned how restoring peat fields works. It is not feasible for us.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("republish")
    (folder / "export.csv").write_text(ROWS, encoding="utf-8")
    made = Store(folder / "processed", folder / "reports")
    run(RunRequest(inputs=(folder / "export.csv",), processed=made.processed, reports=made.reports))
    return made


def test_the_whole_report_is_the_same_again(store: Store) -> None:
    """Rendering from the released tables gives the page that the run gave."""
    page = store.reports / str(store.latest()) / "index.html"
    before = page.read_bytes()
    assert republish("latest", store=store) == page
    assert page.read_bytes() == before


def test_a_focused_report_stands_beside_the_run(store: Store) -> None:
    """It is named by its focus and leaves the run's own page alone."""
    page = republish("latest", store=store, focus=FocusRequest(city="Leuven"))
    assert page.parent.name == f"{store.latest()}-city-leuven"
    assert "Leuven" in page.read_text(encoding="utf-8")
    assert [facts["run_id"] for facts in store.runs()] == [store.latest()]


def test_shared_assets_are_written_once(store: Store, tmp_path: Path) -> None:
    """The page links files that are there, and is far smaller than one that holds them."""
    settings = tmp_path / "s.yaml"
    settings.write_text("report: {assets: folder}\n", encoding="utf-8")
    page = republish("latest", store=store, settings=settings, focus=FocusRequest(theme="energy"))
    text = page.read_text(encoding="utf-8")
    names = [path.name for path in (store.reports / "assets").iterdir() if path.suffix in {".js", ".css"}]
    assert names
    assert all(f"../assets/{name}" in text for name in names)
    assert len(text) < 500_000


@pytest.mark.parametrize(
    ("focus", "message"),
    [
        (FocusRequest(city="Atlantis"), "Atlantis"),
        (FocusRequest(city="Leuven", theme="energy"), "one focus"),
    ],
)
def test_a_focus_that_cannot_be_is_told(store: Store, focus: FocusRequest, message: str) -> None:
    """Unknown names and two foci at once are configuration errors."""
    with pytest.raises(ConfigurationError, match=message):
        republish("latest", store=store, focus=focus)


def test_an_unknown_run_is_told(store: Store) -> None:
    """The message lists the runs that there are."""
    with pytest.raises(InputNotFoundError, match=str(store.latest())):
        republish("run-0", store=store)
