"""What ties one country or one organisation to us over the years: visits both ways, agreements, promises."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from planner.domain.agreements import Agreement
from planner.domain.followups import FollowUp, FollowUpStatus
from planner.domain.funding import Call
from planner.domain.gifts import Gift
from planner.domain.ids import OrganisationId, VisitId
from planner.domain.invitations import Invitation, InvitationDirection
from planner.domain.preparation import Prepared, prepares
from planner.domain.renewal import LEAD_WEEKS, UNTENDED, Tended
from planner.domain.times import UNKNOWN_DATE, PartialDate, partial_end, partial_start
from planner.domain.visits import Direction, VisitStatus
from planner.i18n import N_
from planner.text import fold

NOT_HELD: Final = frozenset({VisitStatus.CANCELLED, VisitStatus.POSTPONED, VisitStatus.TEMPLATE})
"""Visits that took nobody anywhere and, as they stand, will take nobody."""
UNSURE: Final = frozenset({VisitStatus.IDEA, VisitStatus.REQUESTED})


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The other side: a country by its ISO code, or an organisation with all that is part of it."""

    country: str = ""
    organisation_id: OrganisationId | None = None
    name: str = ""

    @property
    def key(self) -> str:
        """Names it in the address of a page: "country:JP"."""
        if self.organisation_id:
            return f"organisation:{self.organisation_id}"
        return f"country:{self.country}"


@dataclass(frozen=True, slots=True)
class ToldBy:
    """A source that tells of a visit, and the day for which it speaks."""

    source_id: str
    title: str
    as_of: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitTie:
    """A visit that has to do with the counterpart. ``partner`` when it was with them: they came, or we
    went to them; otherwise they only took part, or it was between others. ``level`` is the title that
    the highest-ranking delegate had then, ``people`` how many came or went; each link is id and title.

    With ``told_by`` it is no record: sources tell of it, and ``id`` is that of a citation. ``since``
    and ``until`` are the days as they are told, ``way`` the countries from and to, ``where`` places;
    ``ours`` when one of them is the country of our office.
    """

    id: VisitId
    title: str
    code: str = ""
    direction: Direction = Direction.INBOUND
    status: VisitStatus = VisitStatus.IDEA
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    partner: bool = True
    level: str = ""
    people: int = 0
    revived_as: tuple[VisitId, str] | None = None
    revives: tuple[VisitId, str] | None = None
    told_by: tuple[ToldBy, ...] = ()
    since: PartialDate = UNKNOWN_DATE
    until: PartialDate = UNKNOWN_DATE
    way: tuple[str, str] = ("", "")
    where: str = ""
    ours: bool = True

    @property
    def starts(self) -> PartialDate:
        """Its first day, as exactly as it is known."""
        return PartialDate(self.first_day.isoformat()) if self.first_day else self.since

    @property
    def ends(self) -> PartialDate:
        if self.first_day or self.last_day:
            return PartialDate(self.last_day.isoformat()) if self.last_day else UNKNOWN_DATE
        return self.until

    def was_held(self, today: dt.date) -> bool:
        """It took place: it is over, or has begun, and was neither called off nor only an idea."""
        if self.told_by:
            first = partial_start(self.since)
            return first is None or first <= today
        if self.status is VisitStatus.DONE:
            return True
        if self.status in NOT_HELD | UNSURE or self.first_day is None:
            return False
        return self.first_day <= today

    def is_coming(self, today: dt.date) -> bool:
        """Still ahead, or running; a visit without a date may be."""
        if self.told_by:
            last = partial_end(self.until or self.since)
            return last is not None and last >= today
        if self.status in NOT_HELD or self.status is VisitStatus.DONE:
            return False
        end = self.last_day or self.first_day
        return end is None or end >= today


@dataclass(frozen=True, slots=True)
class AgreementTie:
    """``parties`` as they are called now, or were when that is all that is known; ``signing_on`` the
    day of the entry of a programme at which it is to be signed; ``over_on`` when it was over;
    ``tended`` which steps somebody took up."""

    agreement: Agreement
    parties: str = ""
    signing_on: dt.date | None = None
    over_on: PartialDate = UNKNOWN_DATE
    tended: Tended = field(default_factory=lambda: UNTENDED, hash=False)


@dataclass(frozen=True, slots=True)
class FollowUpTie:
    """``about`` names the visit, agreement or organisation; ``visit`` is the one whose step it is."""

    follow_up: FollowUp
    about: str = ""
    visit: Prepared | None = None

    @property
    def prepares(self) -> bool:
        return prepares(self.follow_up, self.visit)

    def is_open_on(self, today: dt.date) -> bool:
        """A step that was not ticked off is not open any more when the visit that it prepares is over."""
        over = self.visit is not None and self.visit.is_over(today)
        return self.is_open and not (over and self.prepares)

    @property
    def is_open(self) -> bool:
        return self.follow_up.status in (FollowUpStatus.OPEN, FollowUpStatus.WAITING)


@dataclass(frozen=True, slots=True)
class InvitationTie:
    """``said_at`` is the visit at which it was said, ``answer`` the visit that followed."""

    invitation: Invitation
    whom: str = ""
    said_at: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class CallTie:
    call: Call
    programme: str = ""

    def is_open(self, today: dt.date) -> bool:
        """One can apply now or later; a call without a last day stays open."""
        return self.call.closes_on is None or self.call.closes_on >= today


@dataclass(frozen=True, slots=True)
class GiftTie:
    """``on`` is the day it was handed over, or the first of its visit."""

    gift: Gift
    on: dt.date | None = None
    visit: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Relationship:
    """Everything with one counterpart, each kind in the order of time. ``people`` is how many of their
    people were met at visits that took place; ``lead_weeks`` how long before notice or end the office
    wants to be told of an agreement."""

    counterpart: Counterpart
    today: dt.date
    visits: tuple[VisitTie, ...] = ()
    agreements: tuple[AgreementTie, ...] = ()
    follow_ups: tuple[FollowUpTie, ...] = ()
    invitations: tuple[InvitationTie, ...] = ()
    calls: tuple[CallTie, ...] = ()
    gifts: tuple[GiftTie, ...] = ()
    people: int = 0
    lead_weeks: int = LEAD_WEEKS


# reciprocity


class Debt(enum.StrEnum):
    """Who owes a return visit."""

    NOBODY = ""
    OURS = "ours"
    THEIRS = "theirs"


DEBTS: Final = {
    Debt.NOBODY: N_("Nobody owes a return visit."),
    Debt.OURS: N_("We owe a return visit."),
    Debt.THEIRS: N_("They owe a return visit."),
}


@dataclass(frozen=True, slots=True)
class LevelMet:
    """The last visit that a title headed; ``title`` as it was written then."""

    title: str
    visit: VisitTie


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Visits that took place are counted. ``planned`` is the next one that would pay the debt."""

    to_us: tuple[VisitTie, ...] = ()
    to_them: tuple[VisitTie, ...] = ()
    levels: tuple[LevelMet, ...] = ()
    debt: Debt = Debt.NOBODY
    planned: VisitTie | None = None
    coming: tuple[VisitTie, ...] = field(default=())

    @property
    def last_to_us(self) -> VisitTie | None:
        return self.to_us[-1] if self.to_us else None

    @property
    def last_to_them(self) -> VisitTie | None:
        return self.to_them[-1] if self.to_them else None


def reciprocity(visits: Iterable[VisitTie], today: dt.date) -> Reciprocity:
    """Who visited whom how often, last at which level, and who owes a return visit.

    The side that was visited more often owes one; a difference of years makes no debt lapse.
    """
    ours = sorted((one for one in visits if one.partner), key=by_day)
    held = [one for one in ours if one.was_held(today)]
    to_us = tuple(one for one in held if one.direction is Direction.INBOUND)
    to_them = tuple(one for one in held if one.direction is Direction.OUTBOUND)
    debt = Debt.NOBODY
    if len(to_us) != len(to_them):
        debt = Debt.OURS if len(to_us) > len(to_them) else Debt.THEIRS
    way = {Debt.OURS: Direction.OUTBOUND, Debt.THEIRS: Direction.INBOUND}.get(debt)
    coming = tuple(one for one in ours if one.is_coming(today) and not one.was_held(today))
    planned = next((one for one in coming if one.direction is way), None)
    levels: dict[tuple[str, Direction], LevelMet] = {}
    for visit in held:
        if visit.level:
            levels[fold(visit.level), visit.direction] = LevelMet(visit.level, visit)
    latest = sorted(levels.values(), key=lambda one: by_day(one.visit), reverse=True)
    return Reciprocity(to_us, to_them, tuple(latest), debt, planned, coming)


def by_day(visit: VisitTie) -> tuple[bool, str, str]:
    """For sorting: without a date last."""
    return not visit.starts, visit.starts, visit.id


def may_answer(
    invitation: Invitation, visits: Iterable[VisitTie], chosen: Iterable[VisitId] = ()
) -> list[VisitTie]:
    """Visits that can be the answer to an invitation, the earliest first: later, in its direction,
    not called off, and not ``chosen`` for another one."""
    given = invitation.direction is InvitationDirection.GIVEN
    way = Direction.INBOUND if given else Direction.OUTBOUND
    taken = set(chosen)
    return sorted(
        (
            visit
            for visit in visits
            if visit.partner
            and visit.direction is way
            and visit.status not in NOT_HELD
            and visit.id not in taken
            and visit.id != invitation.visit_id
            and (
                invitation.given_on is None
                or visit.first_day is None
                or visit.first_day > invitation.given_on
            )
        ),
        key=by_day,
    )
