"""What Home asks: a few rows each, by an index or with a limit, however large the library is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from planner.domain.followups import FollowUpStatus
from planner.domain.lines import FollowUpLine, VisitLine
from planner.domain.visits import VisitStatus
from planner.storage.queries.held import NOT_HELD
from planner.storage.queries.visits import visit_lines
from planner.storage.reading import Reader, any_of, day_of

if TYPE_CHECKING:
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


def dated_agreements(reader: Reader, today: dt.date, until: dt.date) -> list[Agreement]:
    """Agreements whose dates may ask for something in these days.

    Without texts and notes: they can be long. Notice and lead are looked for up to three years
    before the end; one that renews itself may have had its first end long ago.
    """
    from planner.domain.agreements import Agreement, AgreementStatus
    from planner.domain.ids import AgreementId
    from planner.domain.renewal import OVER
    from planner.domain.times import PartialDate

    over, values = any_of("status", sorted(OVER), "s")
    rows = reader.rows(
        "SELECT id, number, title, status, review_on, expires_on, renews_itself, notice_months, renewal_months, lead_weeks FROM agreement"
        f" WHERE NOT {over} AND ((expires_on >= :year AND expires_on <= :latest) OR (review_on >= :year AND review_on <= :until)"
        " OR (renews_itself AND expires_on <> '' AND expires_on < :year))",
        {
            **values,
            "year": today.isoformat()[:4],
            "until": until.isoformat(),
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
            renewal_months=months,
            lead_weeks=lead,
        )
        for key, number, title, status, review, expires, renews, notice, months, lead in rows
    ]


def ran_out(reader: Reader, today: dt.date, limit: int) -> list[tuple[str, str]]:
    """Id and title of agreements that count as alive after their end, the latest end first."""
    alive, values = _alive()
    rows = reader.rows(
        f"SELECT x.id, x.title FROM agreement x WHERE {alive} AND NOT x.renews_itself AND x.expires_on <> ''"
        " AND x.expires_on || substr('9999-12-31', length(x.expires_on) + 1) < :today"
        " ORDER BY x.expires_on DESC, x.id LIMIT :limit",
        {**values, "today": today.isoformat(), "limit": limit},
    )
    return [(key, title) for key, title in rows]


def quiet(reader: Reader, since: dt.date, limit: int) -> list[tuple[str, str]]:
    """Id and title of agreements under which nothing happened or is planned since then.

    What counts is as in ``agreement_register.last_activity``; asked the other way round, so that no
    more is read than is shown.
    """
    alive, values = _alive()
    first = f"{int(dt.datetime.combine(since, dt.time(), dt.UTC).timestamp() * 1000):012x}"
    nothing = " AND ".join(f"NOT EXISTS ({sql})" for sql in _HAPPENED)
    rows = reader.rows(
        f"SELECT x.id, x.title FROM agreement x WHERE {alive} AND {_before('x.signed_on')}"
        f" AND {_before('x.in_force_on')} AND {nothing} LIMIT :limit",
        {**values, "since": since.isoformat(), "first": first, "limit": limit},
    )
    return [(key, title) for key, title in rows]


_END: Final = "({0} || substr('9999-12-31', length({0}) + 1))"
"""The last day that a date known to the year or month may mean."""
_HAPPENED: Final = (
    "SELECT 1 FROM visit_agreement a JOIN visit v ON v.id = a.visit_id WHERE a.agreement_id = x.id"
    f" AND v.status NOT IN {NOT_HELD} AND v.last_day >= :since",
    "SELECT 1 FROM item a JOIN visit v ON v.id = a.visit_id WHERE a.agreement_id = x.id"
    f" AND v.status NOT IN {NOT_HELD} AND v.last_day >= :since",
    "SELECT 1 FROM signing a WHERE a.agreement_id = x.id AND a.done_on >= :since",
    "SELECT 1 FROM follow_up a WHERE a.agreement_id = x.id AND (a.done_on >= :since"
    " OR (substr(a.id, 13, 1) = '7' AND a.id >= :first))",
    f"SELECT 1 FROM amendment a WHERE a.agreement_id = x.id AND a.signed_on <> '' AND {_END.format('a.signed_on')} >= :since",
    f"SELECT 1 FROM agreement_state a WHERE a.agreement_id = x.id AND a.since <> '' AND {_END.format('a.since')} >= :since",
)


def _before(column: str) -> str:
    return f"({column} = '' OR {_END.format(column)} < :since)"


def _alive() -> tuple[str, dict[str, Any]]:
    from planner.domain.renewal import ALIVE

    return any_of("x.status", sorted(ALIVE), "s")


def closing_calls(
    reader: Reader, today: dt.date, until: dt.date
) -> list[tuple[str, str, str, dt.date]]:
    """Id, title, name of the programme and last day of the calls that close in these days."""
    rows = reader.rows(
        "SELECT c.id, c.title, coalesce(nullif(p.acronym, ''), p.name), c.closes_on FROM call c"
        " JOIN funding_programme p ON p.id = c.funding_programme_id"
        " WHERE c.closes_on >= :today AND c.closes_on <= :until ORDER BY c.closes_on LIMIT 100",
        {"today": today.isoformat(), "until": until.isoformat()},
    )
    return [(key, title, name, _day(day)) for key, title, name, day in rows]


def titles(reader: Reader, keys: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Word, title and detail of these records by id; what was removed is not among them."""
    clause, values = any_of("id", list(keys))
    rows = reader.rows(f"SELECT id, word, title, detail FROM search_entry WHERE {clause}", values)
    return {key: (word, title, detail) for key, word, title, detail in rows}


def _day(value: Any) -> dt.date:
    day = day_of(value)
    assert day is not None
    return day
