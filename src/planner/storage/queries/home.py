"""What Home asks: a few rows each, by an index or with a limit, however large the library is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from planner.domain.followups import FollowUpStatus
from planner.domain.lines import FollowUpLine, VisitLine
from planner.domain.visits import VisitStatus
from planner.storage.queries.visits import visit_lines
from planner.storage.reading import Reader, any_of, day_of

if TYPE_CHECKING:
    import datetime as dt

    from planner.domain.agreements import Agreement

_NOT_COMING: Final = (
    VisitStatus.TEMPLATE,
    VisitStatus.CANCELLED,
    VisitStatus.POSTPONED,
    VisitStatus.DONE,
)
LONGEST: Final = 400
"""Days of the longest visit that is looked for; ``times.LONGEST_SHOWN``."""


def is_empty(reader: Reader) -> bool:
    """Whether there is no visit yet."""
    return not reader.rows("SELECT 1 FROM visit LIMIT 1")


def coming_visits(reader: Reader, today: dt.date, since: dt.date, limit: int) -> list[VisitLine]:
    """Visits that take place and are not over, the nearest first; none that began before ``since``."""
    clause, values = any_of("x.status", [status.value for status in _NOT_COMING], "s")
    rows = reader.rows(
        "SELECT x.id, x.code, x.title, x.direction, x.status, x.first_day, x.last_day, x.country, coalesce(o.name, '')"
        " FROM visit x LEFT JOIN organisation o ON o.id = x.host_organisation_id"
        f" WHERE x.first_day >= :since AND coalesce(x.last_day, x.first_day) >= :today AND NOT {clause}"
        " ORDER BY x.first_day, x.id LIMIT :limit",
        {**values, "since": since.isoformat(), "today": today.isoformat(), "limit": limit},
    )
    return visit_lines(reader, rows)


def due_follow_ups(reader: Reader, until: dt.date, limit: int) -> list[FollowUpLine]:
    """Open follow-ups that are due by then, the oldest first."""
    rows = reader.rows(
        "SELECT x.id, x.title, x.status, x.kind, x.owner, x.due_on, coalesce(v.title, a.title, o.name, ''), x.visit_id"
        " FROM follow_up x LEFT JOIN visit v ON v.id = x.visit_id"
        " LEFT JOIN agreement a ON a.id = x.agreement_id LEFT JOIN organisation o ON o.id = x.organisation_id"
        " WHERE x.status IN ('open', 'waiting') AND x.due_on <= :until ORDER BY x.due_on, x.id LIMIT :limit",
        {"until": until.isoformat(), "limit": limit},
    )
    return [
        FollowUpLine(
            id=key,
            title=title,
            status=FollowUpStatus(status),
            kind=kind,
            owner=owner,
            due_on=day_of(due),
            about=about,
            visit_id=visit,
        )
        for key, title, status, kind, owner, due, about, visit in rows
    ]


def steps(reader: Reader, today: dt.date, until: dt.date) -> list[tuple[str, str, dt.date, str]]:
    """Id, title, day and visit of the open steps of checklists that fall due in these days."""
    rows = reader.rows(
        "SELECT x.id, x.title, x.due_on, coalesce(v.title, '') FROM follow_up x LEFT JOIN visit v ON v.id = x.visit_id"
        " WHERE x.status IN ('open', 'waiting') AND x.due_on >= :today AND x.due_on <= :until"
        " AND x.checklist_id IS NOT NULL ORDER BY x.due_on LIMIT 100",
        {"today": today.isoformat(), "until": until.isoformat()},
    )
    return [(key, title, _day(due), visit) for key, title, due, visit in rows]


def dated_agreements(
    reader: Reader, statuses: Sequence[str], today: dt.date, until: dt.date
) -> list[Agreement]:
    """Agreements with an end, a review or a last day of notice that may lie in these days.

    Without texts and notes: they can be long. Notice is looked for up to three years before the end.
    """
    from planner.domain.agreements import Agreement, AgreementStatus
    from planner.domain.ids import AgreementId
    from planner.domain.times import PartialDate

    clause, values = any_of("status", list(statuses), "s")
    rows = reader.rows(
        "SELECT id, number, title, status, review_on, expires_on, renews_itself, notice_months, lead_weeks FROM agreement"
        f" WHERE {clause} AND ((expires_on >= :from_month AND expires_on <= :latest) OR (review_on >= :from_month AND review_on <= :until_end))",
        {
            **values,
            "from_month": today.isoformat()[:7],
            "until_end": until.isoformat(),
            "latest": f"{until.year + 3}{until.isoformat()[4:]}",
        },
    )
    return [
        Agreement(
            id=AgreementId(key),
            number=number,
            title=title,
            status=AgreementStatus(status),
            review_on=PartialDate(review),
            expires_on=PartialDate(expires),
            renews_itself=bool(renews),
            notice_months=notice,
            lead_weeks=lead,
        )
        for key, number, title, status, review, expires, renews, notice, lead in rows
    ]


def closing_calls(
    reader: Reader, today: dt.date, until: dt.date
) -> list[tuple[str, str, str, str, dt.date]]:
    """Id, programme, title, name of the programme and last day of the calls that close in these days."""
    rows = reader.rows(
        "SELECT c.id, p.id, c.title, coalesce(nullif(p.acronym, ''), p.name), c.closes_on FROM call c"
        " JOIN funding_programme p ON p.id = c.funding_programme_id"
        " WHERE c.closes_on >= :today AND c.closes_on <= :until ORDER BY c.closes_on LIMIT 100",
        {"today": today.isoformat(), "until": until.isoformat()},
    )
    return [(key, programme, title, name, _day(day)) for key, programme, title, name, day in rows]


def open_invitations(reader: Reader, limit: int) -> list[tuple[str, str, str, str, Any]]:
    """Id, direction, whom, the visit at which it was said, and day of those that no visit answered."""
    rows = reader.rows(
        "SELECT i.id, i.direction, coalesce(o.name, i.country), coalesce(i.visit_id, ''), i.given_on FROM invitation i"
        " LEFT JOIN organisation o ON o.id = i.organisation_id"
        " WHERE i.answered_by_id IS NULL AND i.withdrawn_on IS NULL ORDER BY i.given_on, i.id LIMIT :limit",
        {"limit": limit},
    )
    return [(key, way, whom, visit, day_of(day)) for key, way, whom, visit, day in rows]


def titles(reader: Reader, keys: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Word, title and detail of these records by id; what was removed is not among them."""
    clause, values = any_of("id", list(keys))
    rows = reader.rows(f"SELECT id, word, title, detail FROM search_entry WHERE {clause}", values)
    return {key: (word, title, detail) for key, word, title, detail in rows}


def _day(value: Any) -> dt.date:
    day = day_of(value)
    assert day is not None
    return day
