"""What a check of inputs tells an evaluator: how each file is read, what is accepted, what is not and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

_SAMPLES = 3

Rejected: TypeAlias = tuple[str, int, str, str]
"""Source, row number, reason code and detail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """How one file is read.

    Attributes:
        source: Name of the file.
        details: Format, encoding and the like.
        mapped: Field and column name, for every column used.
        unmapped: Columns that are not used.
        personal: Columns about persons, which are left out.
        notes: What an evaluator should know.
        n_accepted: Answers accepted.
        rejected: Reason code and count, most frequent first.
        samples: Row number, reason and detail of the first rejections of each reason.
        error: Why the file cannot be read, None if it can.
    """

    source: str
    details: str = ""
    mapped: tuple[tuple[str, str], ...] = ()
    unmapped: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    n_accepted: int = 0
    rejected: tuple[tuple[str, int], ...] = ()
    samples: tuple[tuple[int, str, str], ...] = ()
    error: str | None = None

    def lines(self) -> Iterator[str]:
        """Yield the report as lines of text."""
        if self.error is not None:
            yield f"{self.source}: cannot be read"
            yield f"  error     {self.error}"
            return
        yield f"{self.source}: {self.details}"
        yield from (f"  {field:<9} ← {column}" for field, column in self.mapped)
        if self.unmapped:
            yield f"  not used  {', '.join(self.unmapped)}"
        if self.personal:
            yield f"  personal  {', '.join(self.personal)} (left out)"
        yield from (f"  note      {note}" for note in self.notes)
        yield f"  accepted  {self.n_accepted}"
        if self.rejected:
            reasons = ", ".join(f"{reason} {count}" for reason, count in self.rejected)
            yield f"  rejected  {sum(count for _, count in self.rejected)} ({reasons})"
        yield from (f"    row {row}: {reason}: {detail}" for row, reason, detail in self.samples)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How inputs are read, and what comes of them.

    Attributes:
        files: One report per file, in the order of their names.
    """

    files: tuple[FileReport, ...]

    @property
    def ok(self) -> bool:
        """Whether every file can be read and something is accepted."""
        return all(file.error is None for file in self.files) and self.n_accepted > 0

    @property
    def has_errors(self) -> bool:
        """Whether a run on these inputs would fail."""
        return not self.ok

    @property
    def n_accepted(self) -> int:
        """Answers accepted in all files."""
        return sum(file.n_accepted for file in self.files)

    @property
    def n_rejected(self) -> int:
        """Answers rejected in all files."""
        return sum(count for file in self.files for _, count in file.rejected)

    def lines(self) -> Iterator[str]:
        """Yield the report as lines of text, the totals last."""
        for file in self.files:
            yield from file.lines()
        n_input = self.n_accepted + self.n_rejected
        yield f"{n_input} answers read: {self.n_accepted} accepted, {self.n_rejected} rejected"
        if not self.ok:
            n_errors = sum(file.error is not None for file in self.files)
            yield (
                f"not ready: {n_errors} of {len(self.files)} files cannot be read"
                if n_errors
                else ("not ready: nothing is accepted, so there would be nothing to publish")
            )


def with_counts(files: Sequence[FileReport], accepted: Sequence[str], rejected: Sequence[Rejected]) -> CheckReport:
    """Return the report with its counts.

    Args:
        files: Reports without counts.
        accepted: Source of every accepted answer.
        rejected: Source, row number, reason and detail of every other answer.
    """
    return CheckReport(tuple(_counted(file, accepted, rejected) for file in files))


def _counted(file: FileReport, accepted: Sequence[str], rejected: Sequence[Rejected]) -> FileReport:
    here = [answer for answer in rejected if _is_of(answer[0], file)]
    counts = Counter(reason for _, _, reason, _ in here)
    samples = [
        (row, reason, detail)
        for reason in sorted(counts)
        for _, row, _, detail in [answer for answer in here if answer[2] == reason][:_SAMPLES]
    ]
    return replace(
        file,
        n_accepted=sum(_is_of(source, file) for source in accepted),
        rejected=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
        samples=tuple(samples),
    )


def _is_of(source: str, file: FileReport) -> bool:
    return source == file.source or source.startswith(f"{file.source}#")
