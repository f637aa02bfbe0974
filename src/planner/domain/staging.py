"""A list taken in but not stored: per row what would happen, why, and what somebody decided about it."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any, Final

from planner.domain.columns import Columns
from planner.domain.duplicates import REASONS
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import OrganisationId, PersonId, VisitId
from planner.domain.words import Word, field_names
from planner.i18n import N_, _


class Decision(enum.StrEnum):
    """What happens to a row when the list is committed.

    ``SAME`` is known already and brings nothing new. ``UNDECIDED`` may be somebody known: it is
    skipped until somebody says who it is.
    """

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    UNDECIDED = "undecided"
    SKIP = "skip"


DECISIONS: Final = {
    Decision.NEW: N_("New"),
    Decision.UPDATE: N_("Update"),
    Decision.SAME: N_("Unchanged"),
    Decision.UNDECIDED: N_("Possibly the same"),
    Decision.SKIP: N_("Skip"),
}


@dataclass(frozen=True, slots=True)
class SetField:
    """Set one field of a stored record; ``seen`` is what it was when the list was compared."""

    word: str
    id: str
    name: str
    seen: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Add:
    """Add a record under the id it has already."""

    record: Word


@dataclass(frozen=True, slots=True)
class Remove:
    word: str
    id: str


Edit = SetField | Add | Remove


@dataclass(frozen=True, slots=True)
class Change:
    """One difference as it is shown, old to new, and the edit that makes it. Old is "" for *nothing yet*.

    One that is ``offered`` is left as it is until somebody takes it: a cell that came back empty.
    """

    field: str
    old: str
    new: str
    edit: Edit
    offered: bool = False


CHANGED_FIELDS: Final = {
    "family_name": N_("Family name"),
    "given_name": N_("Given name"),
    "native_name": N_("Name in native script"),
    "reading": N_("Reading of the name"),
    "prefix": N_("Honorific"),
    "suffix": N_("Title after the name"),
    "salutation": N_("Salutation"),
    "country": N_("Country"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "web": N_("Web page"),
    "key": N_("Key of the sender"),
    "photo": N_("Photo"),
    "card_lines": N_("Other lines of the card"),
    "organisation": N_("Organisation"),
    "visit_organisation": N_("Organisation at this visit"),
    "visit_position": N_("Position at this visit"),
    "department": N_("Department"),
    "position": N_("Position"),
    "delegate": N_("Delegation"),
    "role": N_("Role in the delegation"),
    "category": N_("Category"),
    "rank": N_("Order of precedence"),
    "payer": N_("Who pays"),
    "arrives": N_("Arrival"),
    "departs": N_("Departure"),
    "group": N_("Group"),
    "need": N_("Need"),
    "private_detail": N_("Hidden detail"),
    "notes": N_("Notes"),
    "title": N_("Title"),
    "when": N_("Time"),
    "place": N_("Place"),
    "status": N_("Status"),
    "internal_notes": N_("Internal note"),
    "public_text": N_("Public text"),
    "host": N_("Host"),
    "second_title": N_("Title in the guests' language"),
    "start": N_("Start"),
    "end": N_("End"),
    "room_kind": N_("Kind of room"),
    "room": N_("Room no."),
    "room_notes": N_("Notes"),
    "reference": N_("Booking reference"),
    "vehicle": N_("Vehicle"),
    "seat": N_("Seat"),
    "admission": N_("Admission"),
}

EVENTS: Final = "events"
"""The kind of a staging of a calendar's events; its rows mean entries of a visit, not people."""


SHEET: Final = "sheet"
"""The kind of a staging of one of our sheets of a visit that came back edited."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known person whom a row may mean, and what the row would change about that person.

    For a row that names nobody yet it is the unnamed delegate, under the delegate's id; for an
    event the entry of the visit, under its id.
    """

    person_id: PersonId
    name: str
    detail: str
    reasons: tuple[str, ...]
    sure: bool
    changes: tuple[Change, ...] = ()
    holds: Mapping[str, str] = field(default_factory=dict)
    """What the library has of that person, by the same fields as a row, as text to show."""
    at: frozenset[str] = frozenset()
    """The organisations where that person has a post that is open."""
    listed: bool = False
    """Whether the person comes with another row of the same list and is not in the library yet."""


@dataclass(frozen=True)
class StagedRow:
    """One row of the list. ``number`` is the row as Excel counts it.

    ``person``, ``delegate`` and the like are what the row says, by field, as text to show.
    ``added`` are the edits that make it a new person or placeholder; ``changes`` are those of the
    decision as it stands, ``declined`` the places among them that stay as they are in the library.
    """

    number: int
    name: str
    person: Mapping[str, str] = field(default_factory=dict)
    organisation: str = ""
    department: str = ""
    position: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    delegate: Mapping[str, str] = field(default_factory=dict)
    placeholder: str = ""
    decision: Decision = Decision.SKIP
    chosen: str = ""
    candidates: tuple[Candidate, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    added: tuple[Edit, ...] = ()
    decided: bool = False
    declined: frozenset[int] = frozenset()
    facts: tuple[str, ...] = ()
    """What the file says of an event, line by line; empty for people."""
    repeats: int = 0
    """The row that speaks of the same person; 0 for none. See :mod:`planner.domain.repeats`."""
    doubtful: bool = False
    """Whether it is asked if this row and that one are the same person."""

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What committing the row does."""
        if self.decision is Decision.NEW:
            return self.added
        if self.decision is Decision.UPDATE:
            return tuple(change.edit for change in self.taken)
        return ()

    @property
    def taken(self) -> tuple[Change, ...]:
        """The changes that are made; what leans on a record that is not added goes with it."""
        if not self.declined:
            return self.changes
        edits = [self.changes[place].edit for place in self.declined]
        missing = {edit.record.id for edit in edits if isinstance(edit, Add)}
        return tuple(
            change
            for place, change in enumerate(self.changes)
            if place not in self.declined and not _leans(change.edit, missing)
        )

    @property
    def can_be_new(self) -> bool:
        return bool(self.added)


def _leans(edit: Edit, missing: Set[str]) -> bool:
    if not isinstance(edit, Add) or not missing:
        return False
    names = (name for name in field_names(type(edit.record)) if name.endswith("_id"))
    return any(getattr(edit.record, name) in missing for name in names)


@dataclass(frozen=True, slots=True)
class LikelyHouse:
    """An organisation of the library that one of the list may be, and why."""

    id: OrganisationId
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Staging:
    """A whole list, ready to be looked through; a value, so deciding gives another one.

    ``making`` are records that several rows share, by id: organisations and groups that are not in
    the library yet. They are stored only if a stored row needs them. ``as_of`` is the last step of
    the history that the comparison saw. ``kind`` is that of the workbook; ``purposes`` are those for
    which sensitive columns were taken in.
    """

    file_name: str
    file_hash: str
    sheet: str
    columns: Columns
    rows: tuple[StagedRow, ...]
    visit_id: VisitId | None = None
    notices: tuple[Finding, ...] = ()
    making: Mapping[str, Word] = field(default_factory=dict)
    as_of: int = 0
    kind: str = "excel"
    purposes: tuple[str, ...] = ()
    houses: Mapping[str, LikelyHouse] = field(default_factory=dict)
    """By the id of an organisation that is to be made: the one of the library that it may be."""
    houses_taken: frozenset[str] = frozenset()

    def row(self, number: int) -> StagedRow:
        """:raises KeyError: no such row in the list."""
        for row in self.rows:
            if row.number == number:
                return row
        raise KeyError(number)

    def count(self, decision: Decision) -> int:
        return sum(row.decision is decision for row in self.rows)

    @property
    def changes_anything(self) -> bool:
        return any(row.edits for row in self.rows)


def repeated(row: StagedRow, other: int) -> StagedRow:
    """The row as one that says again what row ``other`` says: skipped, with the finding."""
    finding = Finding(
        "row.repeated",
        Severity.WARNING,
        (Subject("row", str(row.number), row.name),),
        {"name": row.name, "row": other},
    )
    return replace(
        row,
        decision=Decision.SKIP,
        chosen="",
        changes=(),
        declined=frozenset(),
        findings=(*row.findings, finding),
    )


_OPEN: Final = frozenset({"row.undecided", "row.repeated", "row.repeated_more"})
"""What is no longer said of a row once somebody decided about it."""


def decided(row: StagedRow, decision: Decision, person_id: str = "") -> StagedRow:
    """One row after a decision; see :func:`planner.domain.choosing.decide`."""
    findings = tuple(finding for finding in row.findings if finding.kind not in _OPEN)
    if decision is Decision.NEW and row.can_be_new:
        return replace(
            row,
            decision=decision,
            chosen="",
            changes=(),
            declined=frozenset(),
            findings=findings,
            decided=True,
        )
    if decision in (Decision.UPDATE, Decision.SAME) and row.candidates:
        wanted = (
            [one for one in row.candidates if one.person_id == person_id]
            if person_id
            else row.candidates
        )
        if wanted:
            return _meaning(replace(row, findings=findings, decided=True), wanted[0])
    if decision is Decision.SKIP:
        return replace(
            row,
            decision=decision,
            chosen="",
            changes=(),
            declined=frozenset(),
            findings=findings,
            decided=True,
        )
    if decision is Decision.UNDECIDED and row.candidates:
        return undecided(replace(row, findings=findings, decided=False, repeats=0))
    return row


def _meaning(row: StagedRow, candidate: Candidate) -> StagedRow:
    """The row as this person, with all that is new and nothing that is only offered."""
    offered = frozenset(place for place, one in enumerate(candidate.changes) if one.offered)
    changed = replace(row, chosen=candidate.person_id, changes=candidate.changes, declined=offered)
    return settled(changed)


def settled(row: StagedRow) -> StagedRow:
    """A row that means somebody known, as an update or as unchanged, by what is taken of it."""
    return replace(row, decision=Decision.UPDATE if row.taken else Decision.SAME)


def undecided(row: StagedRow) -> StagedRow:
    """The row as one that may be somebody known: skipped, with the finding that says so."""
    likeliest = row.candidates[0]
    reasons = ", ".join(_(REASONS[reason]) for reason in likeliest.reasons)
    finding = Finding(
        "row.undecided",
        Severity.WARNING,
        (
            Subject("row", str(row.number), row.name),
            Subject("person", likeliest.person_id, likeliest.name),
        ),
        {"name": row.name, "other": likeliest.name, "detail": likeliest.detail or reasons},
    )
    return replace(
        row,
        decision=Decision.UNDECIDED,
        chosen="",
        changes=(),
        declined=frozenset(),
        findings=(*row.findings, finding),
    )


def proposed(row: StagedRow) -> StagedRow:
    """The row with the decision that follows from its candidates, before anybody looked."""
    if row.candidates and row.candidates[0].sure:
        return _meaning(row, row.candidates[0])
    if row.candidates:
        return undecided(row)
    decision = Decision.NEW if row.can_be_new else Decision.SKIP
    return row if row.decision is decision else replace(row, decision=decision)
