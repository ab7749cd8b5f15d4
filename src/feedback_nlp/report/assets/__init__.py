"""Style, script, plotly and base map of the report, as text."""

from feedback_nlp.report.assets.files import BASE_MAP, PLOTLY, script, style, vendor

__all__ = ["BASE_MAP", "PLOTLY", "script", "style", "vendor"]
