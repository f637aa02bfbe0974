"""What hangs on the holder of a post: open follow-ups, entries to host, coming delegations, postings."""

from __future__ import annotations

import datetime as dt
from typing import Any

from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.handover import Target, TargetKind
from planner.domain.organisations import Posting
from planner.domain.people import Position
from planner.domain.visits import VisitStatus
from planner.storage.queries.narrowing import day_of
from planner.storage.queries.organisations import names_of_organisations
from planner.storage.reading import BY_DUE, Reader, any_of, where

_OVER = (VisitStatus.DONE.value, VisitStatus.CANCELLED.value, VisitStatus.TEMPLATE.value)


def targets(
    reader: Reader, post: Position, on: dt.date, successor: str | None
) -> tuple[Target, ...]:
    """Kind by kind, each in order of its day; ``on`` is the first day of whoever follows."""
    values = {"holder": post.person_id, "successor": successor or "", "on": on.isoformat()}
    return (
        *_follow_ups(reader, post, TargetKind.OWNED, "owner_id"),
        *_follow_ups(reader, post, TargetKind.ABOUT, "person_id"),
        *_hosted(reader, values),
        *_places(reader, post, values),
        *_postings(reader, post),
    )


def _follow_ups(reader: Reader, post: Position, kind: TargetKind, column: str) -> list[Target]:
    found = where(
        reader,
        FollowUp,
        f"{column} = :holder AND status IN (:open, :waiting)",
        {
            "holder": post.person_id,
            "open": FollowUpStatus.OPEN.value,
            "waiting": FollowUpStatus.WAITING.value,
        },
        f"{BY_DUE}, id",
    )
    return [
        Target(
            kind=kind,
            key=one.id,
            text=one.title,
            day=one.due_on,
            usual=one.organisation_id in (None, post.organisation_id),
        )
        for one in found
    ]


def _hosted(reader: Reader, values: dict[str, Any]) -> list[Target]:
    """Entries from that day on, and those without a time in visits that are still to come."""
    clause, over = any_of("v.status", _OVER, "over")
    rows = reader.rows(
        "SELECT h.id, i.title, v.title, i.start_local, EXISTS (SELECT 1 FROM item_host o"
        " WHERE o.item_id = h.item_id AND o.person_id = :successor)"
        " FROM item_host h JOIN item i ON i.id = h.item_id JOIN visit v ON v.id = i.visit_id"
        f" WHERE h.person_id = :holder AND NOT ({clause}) AND i.status <> 'cancelled'"
        " AND (i.start_local >= :on OR (i.start_local IS NULL"
        " AND (v.first_day IS NULL OR v.first_day >= :on)))"
        " ORDER BY i.start_local IS NULL, i.start_local, h.id",
        {**values, **over},
    )
    return [
        Target(
            kind=TargetKind.HOST, key=key, text=title, about=visit, day=_day(at), taken=bool(taken)
        )
        for key, title, visit, at, taken in rows
    ]


def _places(reader: Reader, post: Position, values: dict[str, Any]) -> list[Target]:
    """Of visits that begin on that day or later, or have no date yet."""
    clause, over = any_of("v.status", _OVER, "over")
    rows = reader.rows(
        "SELECT d.id, v.title, d.title, d.organisation_id, v.first_day, EXISTS"
        " (SELECT 1 FROM delegate o WHERE o.visit_id = d.visit_id AND o.person_id = :successor)"
        " FROM delegate d JOIN visit v ON v.id = d.visit_id"
        f" WHERE d.person_id = :holder AND NOT ({clause})"
        " AND (v.first_day IS NULL OR v.first_day >= :on)"
        " ORDER BY v.first_day IS NULL, v.first_day, d.id",
        {**values, **over},
    )
    return [
        Target(
            kind=TargetKind.DELEGATE,
            key=key,
            text=visit,
            about=title,
            day=day_of(first),
            usual=house in (None, post.organisation_id),
            taken=bool(taken),
        )
        for key, visit, title, house, first, taken in rows
    ]


def _postings(reader: Reader, post: Position) -> list[Target]:
    found = where(
        reader, Posting, "person_id = :holder AND valid_to = ''", {"holder": post.person_id}
    )
    houses = names_of_organisations(reader, [one.organisation_id for one in found])
    return [
        Target(
            kind=TargetKind.POSTING,
            key=one.id,
            text=one.title,
            about=houses.get(one.organisation_id, ""),
            usual=post.organisation_id in (one.organisation_id, one.posted_by_id),
        )
        for one in found
    ]


def _day(at: Any) -> dt.date | None:
    if isinstance(at, dt.datetime):
        return at.date()
    return dt.date.fromisoformat(str(at)[:10]) if at else None
