"""The whole way from inputs to report, as plain functions that the command line and the flows share.

Knows nothing of Prefect. Stages return data; `publish` alone hands it to the store.
"""

from feedback_nlp.pipeline.assemble import assemble
from feedback_nlp.pipeline.publish import Published, publish
from feedback_nlp.pipeline.republish import FocusRequest, republish
from feedback_nlp.pipeline.request import RunRequest, Workspace, open_workspace
from feedback_nlp.pipeline.run import Progress, run
from feedback_nlp.pipeline.stages import extract_stage, ingest_stage, topics_stage

__all__ = [
    "FocusRequest",
    "Progress",
    "Published",
    "RunRequest",
    "Workspace",
    "assemble",
    "extract_stage",
    "ingest_stage",
    "open_workspace",
    "publish",
    "republish",
    "run",
    "topics_stage",
]
