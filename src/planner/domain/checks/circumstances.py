"""What checks need to know beyond the plan: other visits, papers, needs, travel times, today.

It stands apart from the plan because a release freezes the plan, and none of this may go out with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.access import AccessEntry, BorderPaper
from planner.domain.agreements import AgreementStatus
from planner.domain.ids import (
    AgreementId,
    DelegateId,
    ItemId,
    PersonId,
    RecordId,
    SiteId,
    SourceId,
    VisitId,
)
from planner.domain.itinerary import Item
from planner.domain.times import PartialDate, WallTime, zone
from planner.domain.travel import Mode, TravelTime
from planner.domain.visits import NeedKind


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What an item of another visit holds: somebody (word "person"), a room or a resource."""

    item: Item
    visit: str
    word: str
    key: str


@dataclass(frozen=True, slots=True)
class NeedSeen:
    """That a delegate has a need of a kind; what it is stays in the record."""

    id: RecordId
    delegate_id: DelegateId
    kind: NeedKind


@dataclass(frozen=True, slots=True)
class AgreementSeen:
    """What the signing of an agreement depends on. ``expires_on`` is empty where it renews itself."""

    id: AgreementId
    title: str
    status: AgreementStatus
    expires_on: PartialDate
    texts: int
    """How many language versions are on file."""


@dataclass(frozen=True, slots=True)
class SignatorySeen:
    """Who signs for a party; ``person_id`` where they are in the library, no name where nobody is named."""

    party: str
    person_id: PersonId | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class SigningSeen:
    """What is to be signed at an item and is not noted as signed. ``unprinted`` are the languages of
    the binding texts that are not on paper."""

    agreement_id: AgreementId
    title: str
    signatories: tuple[SignatorySeen, ...] = ()
    unprinted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherVisit:
    """Another visit on the same days."""

    id: VisitId
    title: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The moments (UTC without offset) of an item under the zone rules when it was written."""

    start: dt.datetime
    end: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """All of it may be missing: then the checks that need it stay silent.

    ``today`` is the office's date; ``now``, aware, is what hours are measured by. ``moved`` holds only items whose moments differ from now.
    ``guest_country`` is the ISO code of where the guests come from. ``signed`` holds what was signed
    at an item already.
    """

    today: dt.date | None = None
    now: dt.datetime | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    double_visits: tuple[tuple[PersonId, OtherVisit], ...] = ()
    travel_times: tuple[TravelTime, ...] = ()
    access: tuple[AccessEntry, ...] = ()
    papers: tuple[BorderPaper, ...] = ()
    needs: tuple[NeedSeen, ...] = ()
    passed: frozenset[tuple[RecordId, ItemId]] = frozenset()
    agreements: Mapping[AgreementId, AgreementSeen] = field(default_factory=dict)
    signings: Mapping[ItemId, tuple[SigningSeen, ...]] = field(default_factory=dict)
    signed: frozenset[tuple[ItemId, AgreementId]] = frozenset()
    moved: Mapping[ItemId, Moved] = field(default_factory=dict)
    muted: frozenset[str] = frozenset()
    guest_country: str = ""
    sources: Mapping[SourceId, str] = field(default_factory=dict)
    """Titles of the sources of the travel times."""

    @cached_property
    def _minutes(self) -> dict[tuple[SiteId, SiteId], list[TravelTime]]:
        table: dict[tuple[SiteId, SiteId], list[TravelTime]] = {}
        for entry in self.travel_times:
            table.setdefault((entry.from_site_id, entry.to_site_id), []).append(entry)
            if not entry.one_way:
                table.setdefault((entry.to_site_id, entry.from_site_id), []).append(entry)
        return table

    def travel_time(
        self, start: SiteId, end: SiteId, mode: Mode | None = None
    ) -> TravelTime | None:
        """The office's own figure for a pair of sites; without a mode the quickest one."""
        known = [
            entry
            for entry in self._minutes.get((start, end), ())
            if mode is None or entry.mode is mode
        ]
        return min(known, key=lambda entry: (entry.minutes, entry.id), default=None)

    def source_of(self, entry: TravelTime) -> str:
        """Where a travel time was looked up, or empty text."""
        return self.sources.get(entry.source_id, "") if entry.source_id else ""

    def is_past(self, moment: WallTime) -> bool:
        """Whether a deadline is over, to the minute; by the office's date where the hour is not known."""
        if self.now is not None:
            return moment.instant < self.now
        return self.today is not None and moment.local.date() < self.today

    def days_until(self, moment: WallTime) -> int:
        """Days to the date of a deadline, by the calendar of its zone. Needs ``today``."""
        assert self.today is not None
        there = (
            self.now.astimezone(zone(moment.zone)).date() if self.now is not None else self.today
        )
        return (moment.local.date() - there).days

    @cached_property
    def access_by(self) -> dict[tuple[DelegateId, SiteId], list[AccessEntry]]:
        result: dict[tuple[DelegateId, SiteId], list[AccessEntry]] = {}
        for entry in self.access:
            result.setdefault((entry.delegate_id, entry.site_id), []).append(entry)
        return result

    @cached_property
    def papers_of(self) -> dict[DelegateId, list[BorderPaper]]:
        result: dict[DelegateId, list[BorderPaper]] = {}
        for paper in self.papers:
            result.setdefault(paper.delegate_id, []).append(paper)
        return result
