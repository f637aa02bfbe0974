"""What Home asks about agreements: which dates are near or over, under which nothing happens."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from planner.domain.agreements import Agreement, AgreementStatus
from planner.domain.ids import AgreementId
from planner.domain.itinerary import ItemStatus
from planner.domain.renewal import ALIVE, OVER
from planner.domain.times import PartialDate
from planner.domain.visits import VisitStatus
from planner.storage.queries.agreement_register import TO_SIGN
from planner.storage.queries.held import NOT_HELD
from planner.storage.queries.reminders import stored
from planner.storage.reading import Reader, any_of

_COLUMNS: Final = (
    "id, number, title, status, review_on, expires_on, renews_itself, notice_months, renewal_months,"
    " lead_weeks, signed_on, in_force_on"
)
"""Without texts and notes: they can be long."""


def dated_agreements(reader: Reader, today: dt.date, until: dt.date) -> list[Agreement]:
    """Agreements whose dates may ask for something up to this day, or asked for it in a term that is
    not over. What ran out before this year is left to :func:`ran_out`.

    Notice and lead are looked for up to three years before the end; one that renews itself may have
    had its first end long ago.
    """
    over, values = any_of("status", sorted(OVER), "s")
    return _agreements(
        reader,
        f"NOT {over} AND ((expires_on >= :year AND expires_on <= :latest) OR (renews_itself AND expires_on <> '')"
        " OR (review_on <> '' AND review_on <= :until AND (expires_on = '' OR expires_on >= :year)))",
        {
            **values,
            "year": today.isoformat()[:4],
            "until": until.isoformat(),
            "latest": f"{until.year + 3}{until.isoformat()[4:]}",
        },
    )


def ran_out(reader: Reader, today: dt.date, limit: int) -> tuple[list[Agreement], int]:
    """Agreements that count as alive after their end, the latest end first; and how many there are."""
    alive, values = _alive()
    clause = (
        f"{alive} AND NOT x.renews_itself AND x.expires_on <> ''"
        f" AND {_END.format('x.expires_on')} < :today"
    )
    values = {**values, "today": today.isoformat()}
    ((count,),) = reader.rows(f"SELECT count(*) FROM agreement x WHERE {clause}", values)
    order = f"{_END.format('x.expires_on')} DESC, x.id LIMIT :limit"
    return _agreements(reader, f"{clause} ORDER BY {order}", {**values, "limit": limit}), int(count)


def _agreements(reader: Reader, clause: str, values: dict[str, Any]) -> list[Agreement]:
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
            signed_on=PartialDate(signed),
            in_force_on=PartialDate(begun),
        )
        for key, number, title, status, review, expires, renews, notice, months, lead, signed, begun
        in reader.rows(f"SELECT {_COLUMNS} FROM agreement x WHERE {clause}", values)
    ]  # fmt: skip


def unnoted_signings(
    reader: Reader, now: dt.datetime, today: dt.date, limit: int
) -> list[tuple[str, str, str]]:
    """Entry, agreement and visit of signings that are over and of which nobody said whether they took
    place, the latest first. Visits that are not over say so themselves."""
    rest, values = any_of("x.status", sorted({*ALIVE, *OVER}), "s")
    rows = reader.rows(
        f"SELECT i.id, x.title, v.title FROM ({TO_SIGN}) AS t JOIN item i ON i.id = t.item_id"
        " JOIN agreement x ON x.id = t.agreement_id JOIN visit v ON v.id = i.visit_id"
        f" WHERE i.end_instant < :now AND i.status <> '{ItemStatus.CANCELLED.value}'"
        f" AND v.status NOT IN {NOT_HELD} AND v.status <> '{VisitStatus.POSTPONED.value}'"
        f" AND coalesce(v.last_day, v.first_day) < :today AND NOT {rest}"
        " ORDER BY i.end_instant DESC, i.id, x.id LIMIT :limit",
        {
            **values,
            "now": stored(now),
            "today": today.isoformat(),
            "limit": limit,
        },
    )
    return [(entry, agreement, visit) for entry, agreement, visit in rows]


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
        {
            **values,
            "since": since.isoformat(),
            "since_day": since.isoformat(),
            "first": first,
            "limit": limit,
        },
    )
    return [(key, title) for key, title in rows]


_END: Final = "({0} || substr('9999-12-31', length({0}) + 1))"
"""The last day that a date known to the year or month may mean."""
# Days are compared with :since_day, dates known in part, which are text, with :since.
_HAPPENED: Final = (
    "SELECT 1 FROM visit_agreement a JOIN visit v ON v.id = a.visit_id WHERE a.agreement_id = x.id"
    f" AND v.status NOT IN {NOT_HELD} AND coalesce(v.last_day, v.first_day) >= :since_day",
    "SELECT 1 FROM item a JOIN visit v ON v.id = a.visit_id WHERE a.agreement_id = x.id"
    f" AND v.status NOT IN {NOT_HELD} AND coalesce(v.last_day, v.first_day) >= :since_day",
    "SELECT 1 FROM signing a WHERE a.agreement_id = x.id AND a.done_on >= :since_day",
    "SELECT 1 FROM follow_up a WHERE a.agreement_id = x.id AND (a.done_on >= :since_day"
    " OR (substr(a.id, 13, 1) = '7' AND a.id >= :first))",
    f"SELECT 1 FROM amendment a WHERE a.agreement_id = x.id AND a.signed_on <> '' AND {_END.format('a.signed_on')} >= :since",
    f"SELECT 1 FROM agreement_state a WHERE a.agreement_id = x.id AND a.since <> '' AND {_END.format('a.since')} >= :since",
)


def _before(column: str) -> str:
    return f"({column} = '' OR {_END.format(column)} < :since)"


def _alive() -> tuple[str, dict[str, Any]]:
    return any_of("x.status", sorted(ALIVE), "s")
