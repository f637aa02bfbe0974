"""An agreement as a bar on a timeline: only what is drawn of it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.agreements import AgreementKind, AgreementStatus
from planner.domain.ids import AgreementId
from planner.domain.times import UNKNOWN_DATE, PartialDate


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreementBar:
    """``notice_on`` is the last day on which notice can be given."""

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
