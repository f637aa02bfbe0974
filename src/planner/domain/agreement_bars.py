"""An agreement as a bar on a timeline: only what is drawn of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.domain.agreements import Agreement, AgreementKind, AgreementStatus
from planner.domain.ids import AgreementId
from planner.domain.renewal import LEAD_WEEKS, last_notice, ran_until, renews, shown_state
from planner.domain.times import UNKNOWN_DATE, PartialDate


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementBar:
    """``expires_on`` is the end of the term that runs today, or the day on which it was over;
    ``notice_on`` its last day of notice, ``renews_itself`` whether another term follows, ``state``
    what :func:`renewal.shown_state` gives."""

    id: AgreementId
    title: str
    parties: str = ""
    kind: AgreementKind = AgreementKind.OTHER
    status: AgreementStatus = AgreementStatus.UNKNOWN
    state: str = ""
    signed_on: PartialDate = UNKNOWN_DATE
    in_force_on: PartialDate = UNKNOWN_DATE
    review_on: PartialDate = UNKNOWN_DATE
    expires_on: PartialDate = UNKNOWN_DATE
    notice_on: PartialDate = UNKNOWN_DATE
    renews_itself: bool = False

    @property
    def start(self) -> PartialDate:
        """From when it binds; the day of signing where nothing else is known."""
        return self.in_force_on or self.signed_on


def bar_of(
    agreement: Agreement,
    parties: str,
    today: dt.date,
    over_on: PartialDate = UNKNOWN_DATE,
    lead_weeks: int = LEAD_WEEKS,
) -> AgreementBar:
    """:param over_on: the day on which it was ended or superseded, where it is over."""
    return AgreementBar(
        id=agreement.id,
        title=agreement.title,
        parties=parties,
        kind=agreement.kind,
        status=agreement.status,
        state=shown_state(agreement, today, lead_weeks),
        signed_on=agreement.signed_on,
        in_force_on=agreement.in_force_on,
        review_on=agreement.review_on,
        expires_on=ran_until(agreement, today, over_on),
        notice_on=last_notice(agreement, today),
        renews_itself=renews(agreement),
    )
