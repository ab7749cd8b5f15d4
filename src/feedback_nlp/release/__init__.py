"""The released form of a run: files of each table, their description, and the facts of the run.

Returns bytes and dictionaries; `store` alone writes them.
"""

from feedback_nlp.release.datapackage import describe
from feedback_nlp.release.files import read_tables, table_files
from feedback_nlp.release.run_facts import RunFacts, file_hash, run_id_of, versions

__all__ = ["RunFacts", "describe", "file_hash", "read_tables", "run_id_of", "table_files", "versions"]
