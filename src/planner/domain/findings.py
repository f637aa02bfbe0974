"""Findings: what is normal in planning and yet needs a look. Shown, never thrown."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from planner.domain.ids import RecordId, VisitId
from planner.domain.words import Word
from planner.i18n import N_


class Severity(enum.IntEnum):
    """How much it matters; a conflict makes ``planner visit check`` answer 3."""

    NOTE = 0
    WARNING = 1
    CONFLICT = 2


SEVERITIES = {
    Severity.NOTE: N_("Note"),
    Severity.WARNING: N_("Warning"),
    Severity.CONFLICT: N_("Conflict"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a finding is about: the word, the id and a name to show."""

    word: str
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One conflict, gap or bad cell.

    ``kind`` selects the sentence in ``phrases``; ``facts`` fill it in. Equal findings have equal
    ``key``, so that one accepted with a reason is recognised again.
    """

    kind: str
    severity: Severity
    subjects: tuple[Subject, ...] = ()
    facts: Mapping[str, str | int] = field(default_factory=dict)
    accepted: str = ""
    measure: int = 0
    """How bad it is, in heads or minutes; an acceptance holds while it gets no worse."""
    aspect: str = ""
    """What tells it from another one of its kind about the same subjects."""

    @property
    def key(self) -> str:
        about = sorted(f"{subject.word}:{subject.id}" for subject in self.subjects)
        return "|".join([self.kind, *about, *([self.aspect] if self.aspect else [])])


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptedFinding(Word):
    """A finding that somebody accepted, and why. ``at`` is UTC without offset.

    It holds while the finding is no worse than ``measure``, how bad it was then.
    """

    WORD: ClassVar[str] = "accepted_finding"

    id: RecordId
    visit_id: VisitId
    finding: str = ""
    reason: str = ""
    measure: int = 0
    author: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MutedCheck(Word):
    """A kind of finding that is not wanted for one visit, and why. ``at`` is UTC without offset."""

    WORD: ClassVar[str] = "muted_check"

    id: RecordId
    visit_id: VisitId
    kind: str = ""
    reason: str = ""
    author: str = ""
    at: dt.datetime | None = None
