"""Style and scripts of a page: in the page itself, or in files that pages share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from markupsafe import Markup

from feedback_nlp.report import assets as shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What a template needs to load style and scripts.

    Attributes:
        head: HTML for the head of the page.
        scripts: HTML for its end.
        files: File name → content of what the page loads from beside it; names hold a hash of the content.
    """

    head: Markup
    scripts: Markup
    files: dict[str, bytes]


def inline() -> Bundle:
    """Return style and scripts as part of the page."""
    parts = [shipped.vendor(shipped.BASE_MAP), shipped.vendor(shipped.PLOTLY), shipped.script()]
    scripts = "\n".join("<script>" + part.replace("</script", r"<\/script") + "</script>" for part in parts)
    return Bundle(head=Markup(f"<style>{shipped.style()}</style>"), scripts=Markup(scripts), files={})  # noqa: S704


def linked(path: str) -> Bundle:
    """Return style and scripts as files.

    Args:
        path: Folder of the files, relative to the page.
    """
    parts = {
        "report.css": shipped.style(),
        shipped.BASE_MAP: shipped.vendor(shipped.BASE_MAP),
        shipped.PLOTLY: shipped.vendor(shipped.PLOTLY),
        "report.js": shipped.script(),
    }
    named = {_hashed(name, text): text for name, text in parts.items()}
    style, *scripts = named
    files = {name: text.encode("utf-8") for name, text in named.items()}
    files["plotly-LICENSE.txt"] = shipped.vendor("plotly-LICENSE.txt").encode("utf-8")
    return Bundle(
        head=Markup('<link rel="stylesheet" href="{}/{}">').format(path, style),
        scripts=Markup("\n").join(Markup('<script src="{}/{}"></script>').format(path, name) for name in scripts),
        files=files,
    )


def _hashed(name: str, text: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:10]}.{ending}"
