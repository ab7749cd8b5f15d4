"""Tallies: tables in, small tidy frames out. They count; they neither draw nor write.

Each takes all tables of a run (perhaps restricted by `select`) or a `ledger`, and returns a frame made anew.
"""

from feedback_nlp.tally.barriers import barriers
from feedback_nlp.tally.counts import exchange, key_counts
from feedback_nlp.tally.flows import REST, Level, city_flows, city_totals, theme_flows
from feedback_nlp.tally.ladder import RUNGS, ladder
from feedback_nlp.tally.ledger import UNKNOWN, Tables, ledger, taken
from feedback_nlp.tally.matrix import STATES, citations, expected_observed, silent_leads
from feedback_nlp.tally.measures import travelling_measures
from feedback_nlp.tally.quality import Accuracy, accuracy_table, intake, wilson
from feedback_nlp.tally.selection import Selection, fold, select
from feedback_nlp.tally.themes import new_measures, themes_by_cohort
from feedback_nlp.tally.topics import topic_counts, topic_points

__all__ = [
    "REST",
    "RUNGS",
    "STATES",
    "UNKNOWN",
    "Accuracy",
    "Level",
    "Selection",
    "Tables",
    "accuracy_table",
    "barriers",
    "citations",
    "city_flows",
    "city_totals",
    "exchange",
    "expected_observed",
    "fold",
    "intake",
    "key_counts",
    "ladder",
    "ledger",
    "new_measures",
    "select",
    "silent_leads",
    "taken",
    "theme_flows",
    "themes_by_cohort",
    "topic_counts",
    "topic_points",
    "travelling_measures",
    "wilson",
]
