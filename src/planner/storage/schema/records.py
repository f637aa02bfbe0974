"""What a visit leaves behind: follow-ups, gifts, releases, disclosures, imports; and the journal itself."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import DateTime, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from planner.storage.schema.base import (
    Day,
    Key,
    Listed,
    MaybeWhole,
    Moment,
    Money,
    Row,
    Short,
    Whole,
    owned_by,
    points_to,
)


class FollowUpRow(Row):
    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_status_due_on", "status", "due_on"),)
    title: Mapped[Short]
    kind: Mapped[Short]
    status: Mapped[Short]
    owner_id: Mapped[str | None] = points_to("person")
    owner: Mapped[Short]
    due_on: Mapped[Day]
    done_on: Mapped[Day]
    waiting_for: Mapped[Short]
    visit_id: Mapped[str | None] = points_to("visit")
    item_id: Mapped[str | None] = points_to("item")
    agreement_id: Mapped[str | None] = points_to("agreement")
    organisation_id: Mapped[str | None] = points_to("organisation")
    person_id: Mapped[str | None] = points_to("person")
    notes: Mapped[Short]
    side: Mapped[Short]
    anchor: Mapped[Short]
    due_days: Mapped[MaybeWhole]
    repeats: Mapped[Short]
    remind_days: Mapped[MaybeWhole]
    checklist_id: Mapped[str | None] = points_to("checklist")


class GiftRow(Row):
    __tablename__ = "gift"
    visit_id: Mapped[str | None] = points_to("visit")
    item_id: Mapped[str | None] = points_to("item")
    direction: Mapped[Short]
    description: Mapped[Short]
    giver_id: Mapped[str | None] = points_to("person")
    giver_organisation_id: Mapped[str | None] = points_to("organisation")
    receiver_id: Mapped[str | None] = points_to("person")
    receiver_organisation_id: Mapped[str | None] = points_to("organisation")
    minor_units: Mapped[Money]
    currency: Mapped[Short]
    handed_on: Mapped[Day]
    decision: Mapped[Short]
    kept_by: Mapped[Short]


class ReleaseRow(Row):
    __tablename__ = "release"
    visit_id: Mapped[str] = owned_by("visit")
    number: Mapped[Whole]
    note: Mapped[Short]
    author: Mapped[Short]
    released_at: Mapped[dt.datetime] = mapped_column(DateTime)
    content: Mapped[Short]
    content_hash: Mapped[Short]


class CalendarMarkRow(Row):
    """No foreign key: the number outlives the item, so a removal undone later goes on counting."""

    __tablename__ = "calendar_mark"
    item_id: Mapped[str] = mapped_column(String(32), unique=True)
    sequence: Mapped[Whole]
    stamped_at: Mapped[dt.datetime] = mapped_column(DateTime)
    facts_hash: Mapped[Short]


class AcceptedFindingRow(Row):
    __tablename__ = "accepted_finding"
    visit_id: Mapped[str] = owned_by("visit")
    finding: Mapped[Short]
    reason: Mapped[Short]
    measure: Mapped[Whole]
    author: Mapped[Short]
    at: Mapped[Moment]


class MutedCheckRow(Row):
    __tablename__ = "muted_check"
    visit_id: Mapped[str] = owned_by("visit")
    kind: Mapped[Short]
    reason: Mapped[Short]
    author: Mapped[Short]
    at: Mapped[Moment]


class DisclosureRow(Row):
    """No foreign keys in the register: what left the house stays on record whatever is undone or removed."""

    __tablename__ = "disclosure"
    at: Mapped[dt.datetime] = mapped_column(DateTime)
    visit_id: Mapped[str | None] = mapped_column(String(32), index=True)
    release_number: Mapped[MaybeWhole]
    profile: Mapped[Short]
    recipient: Mapped[Short]
    purpose: Mapped[Short]
    columns: Mapped[Listed]
    file_name: Mapped[Short]
    file_hash: Mapped[Short]
    recipient_key: Mapped[Short]
    way: Mapped[Short]
    paper: Mapped[Short]
    language: Mapped[Short]


class DisclosureSubjectRow(Row):
    __tablename__ = "disclosure_subject"
    disclosure_id: Mapped[str] = owned_by("disclosure")
    person_id: Mapped[str | None] = mapped_column(String(32), index=True)
    name: Mapped[Short]
    columns: Mapped[Listed]
    prints: Mapped[Listed]


class ImportBatchRow(Row):
    __tablename__ = "import_batch"
    at: Mapped[dt.datetime] = mapped_column(DateTime)
    visit_id: Mapped[str | None] = points_to("visit")
    file_name: Mapped[Short]
    file_hash: Mapped[Short]
    sheet: Mapped[Short]
    added: Mapped[Whole]
    updated: Mapped[Whole]
    skipped: Mapped[Whole]
    kind: Mapped[Short]
    step: Mapped[MaybeWhole]
    undone_at: Mapped[Moment]


class ColumnMemoryRow(Row):
    __tablename__ = "column_memory"
    headers: Mapped[Short]
    meanings: Mapped[Listed]


class MergeRow(Row):
    """No foreign keys: one of the two is gone while the merge lasts, and the other may go later."""

    __tablename__ = "merge"
    subject_kind: Mapped[Short]
    kept_id: Mapped[str] = mapped_column(String(32), index=True)
    gone_id: Mapped[str] = mapped_column(String(32), index=True)
    gone_name: Mapped[Short]
    author: Mapped[Short]
    at: Mapped[Moment]
    apart_at: Mapped[Moment]
    record: Mapped[Short]


class NotDuplicateRow(Row):
    __tablename__ = "not_duplicate"
    subject_kind: Mapped[Short]
    one_id: Mapped[str] = mapped_column(String(32), index=True)
    other_id: Mapped[str] = mapped_column(String(32), index=True)
    author: Mapped[Short]
    at: Mapped[Moment]


class SavedViewRow(Row):
    __tablename__ = "saved_view"
    area: Mapped[Short]
    name: Mapped[Short]
    columns: Mapped[Listed]
    filters: Mapped[Short]
    sort: Mapped[Short]
    rank: Mapped[Whole]


class StepRow(Row):
    """One unit of work. ``number`` is the order; the clock is only shown.

    ``label`` is a message id, ``facts`` its values as JSON. ``undoes`` is the number of the step
    whose changes this one reversed; ``undone_by`` points back. ``lasting`` steps cannot be undone.
    ``chain`` is the hash over it and the step before; ``facts_salt`` is empty where the facts were erased.
    """

    __tablename__ = "step"
    number: Mapped[int] = mapped_column(Integer, unique=True)
    label: Mapped[Short]
    facts: Mapped[Short]
    at: Mapped[dt.datetime] = mapped_column(DateTime)
    author: Mapped[Short]
    undoes: Mapped[MaybeWhole]
    undone_by: Mapped[MaybeWhole]
    lasting: Mapped[Whole]
    facts_salt: Mapped[Short]
    facts_digest: Mapped[Short]
    chain: Mapped[Short]


class ChangeRow(Row):
    """One row as it was before and after a step, as JSON objects; empty for *was not there*.

    Where it belongs to a person, both are sealed with that person's key. No foreign keys to person
    and visit: the journal outlives them.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_row_word_row_id", "row_word", "row_id"),
        Index(
            "ix_change_person_id",
            "person_id",
            sqlite_where=text("person_id IS NOT NULL"),
            postgresql_where=text("person_id IS NOT NULL"),
        ),
        Index(
            "ix_change_visit_id",
            "visit_id",
            sqlite_where=text("visit_id IS NOT NULL"),
            postgresql_where=text("visit_id IS NOT NULL"),
        ),
    )
    step_number: Mapped[int] = mapped_column(
        Integer, ForeignKey("step.number", deferrable=True, initially="DEFERRED"), index=True
    )
    place: Mapped[Whole]
    row_word: Mapped[Short]
    row_id: Mapped[Key]
    before: Mapped[Short]
    after: Mapped[Short]
    person_id: Mapped[str | None] = mapped_column(String(32))
    visit_id: Mapped[str | None] = mapped_column(String(32))


class SearchEntryRow(Row):
    """Folded text of one record, for finding. Derived: never journalled, rebuilt at will.

    ``id`` is the id of the record; ``number`` is the rowid that the full-text index uses.
    """

    __tablename__ = "search_entry"
    number: Mapped[int] = mapped_column(Integer, unique=True)
    word: Mapped[Short]
    title: Mapped[Short]
    detail: Mapped[Short]
    visit_id: Mapped[str | None] = mapped_column(String(32))
    folded: Mapped[str] = mapped_column(Text, default="")


class LibraryFactRow(Row):
    """Facts about the library itself: ``id`` is the name ("made_on", "sample")."""

    __tablename__ = "library_fact"
    value: Mapped[Short]
