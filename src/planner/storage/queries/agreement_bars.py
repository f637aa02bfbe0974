"""Agreements as bars: all that a filter leaves, in the order in which they begin."""

from __future__ import annotations

import datetime as dt

from planner.domain.agreement_bars import AgreementBar, bar_of
from planner.domain.agreements import Agreement, AgreementKind, AgreementStatus
from planner.domain.ids import AgreementId
from planner.domain.renewal import LEAD_WEEKS
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.storage.queries.agreement_tending import over_days
from planner.storage.queries.narrowing import Narrowing
from planner.storage.queries.relationship import parties_of
from planner.storage.queries.relationship_scope import Named
from planner.storage.reading import Reader


def agreement_bars(
    reader: Reader,
    narrowing: Narrowing,
    today: dt.date,
    country: Named = str,
    lead_weeks: int = LEAD_WEEKS,
) -> list[AgreementBar]:
    """The earliest first, those without any date last; terms as they run today, or ran."""
    rows = reader.rows(
        "SELECT x.id, x.title, x.kind, x.status, x.signed_on, x.in_force_on, x.review_on,"
        " x.expires_on, x.notice_months, x.renews_itself, x.renewal_months, x.lead_weeks FROM agreement x"
        f" WHERE {narrowing.sql} ORDER BY"
        " CASE WHEN x.in_force_on = '' AND x.signed_on = '' AND x.expires_on = '' THEN 1 ELSE 0 END,"
        " coalesce(nullif(x.in_force_on, ''), nullif(x.signed_on, ''), x.expires_on), x.title, x.id",
        narrowing.values,
    )
    parties = parties_of(reader, [row[0] for row in rows], country)
    over = over_days(reader)
    return [
        bar_of(
            Agreement(
                id=AgreementId(key),
                title=title,
                kind=AgreementKind(kind),
                status=AgreementStatus(status),
                signed_on=PartialDate(signed),
                in_force_on=PartialDate(in_force),
                review_on=PartialDate(review),
                expires_on=PartialDate(expires),
                notice_months=notice,
                renews_itself=bool(renews),
                renewal_months=term,
                lead_weeks=lead,
            ),
            parties.get(key, ""),
            today,
            over.get(key, UNKNOWN_DATE),
            lead_weeks,
        )
        for key, title, kind, status, signed, in_force, review, expires, notice, renews, term, lead in rows
    ]
