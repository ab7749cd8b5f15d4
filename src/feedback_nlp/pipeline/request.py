"""What a run was asked to do, and everything it needs before the first row is read.

A workspace is opened before anything else, so that a wrong path or key is told at once and nothing is half done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import feedback_nlp
from feedback_nlp.codebook import Codebook, load_codebook
from feedback_nlp.encoder.files import MANIFEST, recorded_hashes
from feedback_nlp.errors import InputFormatError, InputNotFoundError, RecordError
from feedback_nlp.ingest import KNOWN_SUFFIXES
from feedback_nlp.places import OWN_PLACES, Addition, Gazetteer, load_gazetteer, read_supplements, supplement_csv
from feedback_nlp.programme import Programme, load_programme
from feedback_nlp.release import file_hash, run_id_of, versions
from feedback_nlp.review import Decision, decision_paths, read_decisions, standing
from feedback_nlp.settings import Settings, load_settings
from feedback_nlp.store import Store

DEFAULT_INPUT = Path("data/raw")
DEFAULT_PROCESSED = Path("data/processed")
DEFAULT_REPORTS = Path("reports")
DEFAULT_REVIEWS = Path("data/raw/reviews")
PROGRAMME_FILE = "programme.yaml"
SETTINGS_FILE = Path("feedback-nlp.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRequest:
    """What a user asked for.

    Attributes:
        inputs: Files or folders of testimonials; a folder stands for the inputs directly in it.
        processed: Folder for the data packages.
        reports: Folder for the reports.
        programme: `programme.yaml`; where None, the file of that name beside the inputs, if there is one.
        codebook: A codebook of the user's own; None for the packaged one.
        settings: Settings file; where None, `feedback-nlp.yaml` in the working directory, if there is one.
        reviews: Folder of the decisions of reviewers; where None, `data/raw/reviews`, if there is one.
    """

    inputs: tuple[Path, ...] = (DEFAULT_INPUT,)
    processed: Path = DEFAULT_PROCESSED
    reports: Path = DEFAULT_REPORTS
    programme: Path | None = None
    codebook: Path | None = None
    settings: Path | None = None
    reviews: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Everything a run needs, loaded and checked.

    Attributes:
        run_id: Content-made id of the run.
        coding_id: The id that the run would have without decisions of reviewers: all that coding depends on.
        files: Input files, sorted by name.
        settings: Settings of the run.
        programme: The programme.
        codebook: The codebook.
        gazetteer: Places, those of the programme included.
        store: Where the run is published.
        previous_run: Run that topics are matched against, None for the first.
        input_hashes: Input file name → SHA-256; files of decisions are `reviews/<name>`.
        versions: Package → version.
        models: Model file → SHA-256.
        decisions: The decisions of reviewers that hold, one per transfer.
    """

    run_id: str
    coding_id: str
    files: tuple[Path, ...]
    settings: Settings
    programme: Programme
    codebook: Codebook
    gazetteer: Gazetteer
    store: Store
    previous_run: str | None
    input_hashes: dict[str, str]
    versions: dict[str, str] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()


def open_workspace(request: RunRequest) -> Workspace:
    """Load and check all that a run needs.

    Args:
        request: What was asked for.

    Raises:
        InputNotFoundError: If an input, the programme, the codebook, the settings file or a named folder of reviews
            does not exist.
        InputFormatError: If a file of decisions cannot be read, or two decisions contradict one another.
        ConfigurationError: If one of the YAML files holds an unknown key or an illegal value.
        ModelFileError: If a shipped model file is missing or altered.
    """
    files = input_files(request.inputs)
    settings = load_settings(request.settings or (SETTINGS_FILE if SETTINGS_FILE.is_file() else None))
    programme = load_programme(request.programme or _programme_beside(request.inputs))
    codebook = load_codebook(request.codebook)
    reviews = review_files(request.reviews)
    answers = {path.name: file_hash(path) for path in files}
    hashes = answers | {f"reviews/{path.name}": file_hash(path) for path in reviews}
    models = model_hashes()
    added = read_supplements(OWN_PLACES)
    store = Store(request.processed, request.reports)
    configuration = _canonical(settings, programme, codebook, added)
    name_of = partial(run_id_of, configuration=configuration, versions=versions(), models=models)
    run_id = name_of(inputs=hashes)
    return Workspace(
        run_id=run_id,
        coding_id=name_of(inputs=answers),
        files=files,
        settings=settings,
        programme=programme,
        codebook=codebook,
        gazetteer=load_gazetteer(extra=programme.cities, added=added),
        store=store,
        previous_run=previous_run(store, run_id),
        input_hashes=hashes,
        versions=versions(),
        models=models,
        decisions=stored_decisions(reviews),
    )


def review_files(folder: Path | None) -> tuple[Path, ...]:
    """Return the files of decisions.

    Args:
        folder: Where they are; None for `data/raw/reviews`, which need not exist.

    Raises:
        InputNotFoundError: If the folder is named and does not exist.
    """
    if folder is not None and not folder.is_dir():
        raise InputNotFoundError(f"there is no folder {folder}; name the folder of the reviews, or leave it out")
    return decision_paths(folder or DEFAULT_REVIEWS)


def stored_decisions(files: tuple[Path, ...]) -> tuple[Decision, ...]:
    """Return the decisions that hold, one per transfer.

    Raises:
        InputFormatError: If a file cannot be read, or two decisions contradict one another.
    """
    decisions = read_decisions(files)
    try:
        return standing(decisions)
    except RecordError as error:
        raise InputFormatError(f"{files[0].parent}: {error}") from error


def model_hashes() -> dict[str, str]:
    """Return the recorded hash of every shipped model file, by its path in the package."""
    root = Path(feedback_nlp.__file__).parent
    return {
        (manifest.parent / name).relative_to(root).as_posix(): digest
        for manifest in sorted(root.rglob(MANIFEST))
        for name, digest in recorded_hashes(manifest.parent).items()
    }


def input_files(inputs: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the input files that paths stand for, sorted by name.

    Args:
        inputs: Files, or folders whose direct files of a known kind are meant.

    Raises:
        InputNotFoundError: If a path does not exist or a folder holds no input.
    """
    files = [path for given in inputs for path in _expand(given)]
    return tuple(sorted(dict.fromkeys(files), key=lambda path: (path.name, str(path))))


def previous_run(store: Store, run_id: str) -> str | None:
    """Return the run that a run's topics are matched against.

    A run that is made again is matched against the same run as the first time: only so does it give the same bytes.
    """
    runs = store.runs()
    for facts in runs:
        if facts["run_id"] == run_id:
            known = facts["previous_run"]
            return known if known in {other["run_id"] for other in runs} else None
    return runs[0]["run_id"] if runs else None


def _expand(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise InputNotFoundError(f"there is no file or folder {path}; name an existing input")
    found = [
        child
        for child in sorted(path.iterdir())
        if child.suffix.lower() in KNOWN_SUFFIXES and not child.name.startswith((".", "README"))
    ]
    if not found:
        kinds = ", ".join(sorted(KNOWN_SUFFIXES))
        raise InputNotFoundError(f"the folder {path} holds no input; put a file of one of these kinds there: {kinds}")
    yield from found


def _programme_beside(inputs: tuple[Path, ...]) -> Path | None:
    for given in inputs:
        beside = (given if given.is_dir() else given.parent) / PROGRAMME_FILE
        if beside.is_file():
            return beside
    return None


def _canonical(settings: Settings, programme: Programme, codebook: Codebook, added: tuple[Addition, ...]) -> str:
    content = {
        "settings": settings.model_dump(mode="json"),
        "programme": programme.model_dump(mode="json"),
        "codebook": codebook.model_dump(mode="json"),
        "places": supplement_csv(added),
    }
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
