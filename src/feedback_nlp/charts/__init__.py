"""Charts: a tidy frame in, a plotly figure out. They neither count nor show nor save.

One chart a file. Each mark carries a key in `customdata` by which the page finds the testimonials behind it.
"""

from feedback_nlp.charts.barriers import barriers
from feedback_nlp.charts.flow_map import flow_map
from feedback_nlp.charts.ladder import ladder
from feedback_nlp.charts.matrix import matrix
from feedback_nlp.charts.sankey import sankey
from feedback_nlp.charts.style import HUES, colours
from feedback_nlp.charts.themes import themes
from feedback_nlp.charts.topic_map import topic_bars, topic_map

__all__ = ["HUES", "barriers", "colours", "flow_map", "ladder", "matrix", "sankey", "themes", "topic_bars", "topic_map"]
