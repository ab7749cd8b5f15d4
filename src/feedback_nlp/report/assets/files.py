"""Read the shipped assets; the order of the script's files is here."""

from __future__ import annotations

from functools import cache
from importlib import resources

SCRIPT = (
    "data",
    "words",
    "selection",
    "tallies",
    "counts",
    "marks",
    "evidence",
    "drawer",
    "charts",
    "listing",
    "sections",
    "filters",
    "download",
    "main",
)
STYLE = ("page", "parts", "print")
PLOTLY, BASE_MAP = "plotly.min.js", "europe.topojson.js"


@cache
def _read(*parts: str) -> str:
    return resources.files(__package__).joinpath(*parts).read_text(encoding="utf-8")


def script() -> str:
    """Return the page's own script: plain files that share one scope, in order of dependence."""
    return "\n".join(_read("script", f"{name}.js") for name in SCRIPT)


def style() -> str:
    """Return the page's style sheet."""
    return "\n".join(_read("style", f"{name}.css") for name in STYLE)


def vendor(name: str) -> str:
    """Return a file that others wrote: plotly's bundle, the base map, or the licence of both."""
    return _read("vendor", name)
