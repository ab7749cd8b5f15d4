"""The whole way from inputs to report, as plain functions that the command line and the flows share.

Knows nothing of Prefect. Stages return data; `publish` alone hands it to the store.
"""

from feedback_nlp.pipeline.assemble import assemble
from feedback_nlp.pipeline.publish import Published, publish
from feedback_nlp.pipeline.republish import FocusRequest, republish
from feedback_nlp.pipeline.request import RunRequest, Workspace, open_workspace
from feedback_nlp.pipeline.review import AcceptedReviews, accept_reviews, export_review
from feedback_nlp.pipeline.run import Progress, run
from feedback_nlp.pipeline.stages import extract_stage, ingest_stage, review_stage, topics_stage

__all__ = [
    "AcceptedReviews",
    "FocusRequest",
    "Progress",
    "Published",
    "RunRequest",
    "Workspace",
    "accept_reviews",
    "assemble",
    "export_review",
    "extract_stage",
    "ingest_stage",
    "open_workspace",
    "publish",
    "republish",
    "review_stage",
    "run",
    "topics_stage",
]
