"""An agreement as a bar on a timeline: only what is drawn of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.domain.agreements import Agreement, AgreementKind, AgreementStatus
from planner.domain.ids import AgreementId
from planner.domain.renewal import last_notice, renews, term_end
from planner.domain.times import UNKNOWN_DATE, PartialDate


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementBar:
    """``expires_on`` is the end of the term that runs today, ``notice_on`` its last day of
    notice, ``renews_itself`` whether another term follows."""

    id: AgreementId
    title: str
    parties: str = ""
    kind: AgreementKind = AgreementKind.OTHER
    status: AgreementStatus = AgreementStatus.UNKNOWN
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


def bar_of(agreement: Agreement, parties: str, today: dt.date) -> AgreementBar:
    return AgreementBar(
        id=agreement.id,
        title=agreement.title,
        parties=parties,
        kind=agreement.kind,
        status=agreement.status,
        signed_on=agreement.signed_on,
        in_force_on=agreement.in_force_on,
        review_on=agreement.review_on,
        expires_on=term_end(agreement, today),
        notice_on=last_notice(agreement, today),
        renews_itself=renews(agreement),
    )
