"""What lists show of a country, and what its page needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from planner.domain.agreements import AgreementStatus
from planner.domain.clock_difference import ClockThere
from planner.domain.funding_lines import CallLine
from planner.domain.ids import AgreementId, FundingProgrammeId, OrganisationId, VisitId
from planner.domain.organisation_lines import Statement
from planner.domain.organisation_tree import PostingLine
from planner.domain.organisations import Coverage, OrganisationKind
from planner.domain.preparation import Preparing
from planner.domain.sites import Country, CountryFact
from planner.domain.visits import Direction, VisitStatus


@dataclass(frozen=True, slots=True)
class CountryLine:
    """A country in a list; ``id`` is its code. Each number is how many have to do with it."""

    id: str
    names: tuple[str, ...]
    """In English, Danish, German and its own language; empty ones stay empty."""
    visits: int = 0
    agreements: int = 0
    organisations: int = 0
    follow_ups: int = 0
    """Those that are open."""
    facts: int = 0
    is_home: bool = False
    """Our own country, with which there is no relationship."""

    @property
    def has_something(self) -> bool:
        """There is a relationship with it."""
        return not self.is_home and bool(
            self.visits or self.agreements or self.organisations or self.follow_ups
        )


@dataclass(frozen=True, slots=True)
class CountryVisit:
    id: VisitId
    title: str
    direction: Direction
    status: VisitStatus
    first_day: dt.date | None
    last_day: dt.date | None


@dataclass(frozen=True, slots=True)
class CountryAgreement:
    """As of today: ``expires_on`` is the end of the term that runs, or the day on which it was over;
    ``state`` is as ``renewal.shown_state`` gives it, ``told_state`` as papers tell it."""

    id: AgreementId
    title: str
    status: AgreementStatus
    signed_on: str
    expires_on: str
    state: str = ""
    told_state: str = ""


@dataclass(frozen=True, slots=True)
class CountryHouse:
    """An organisation there, or one that covers the country; ``coverage`` says from when to when."""

    id: OrganisationId
    name: str
    kind: OrganisationKind
    city: str
    country: str
    coverage: Coverage | None = None


@dataclass(frozen=True, slots=True)
class CountryAttache:
    """Somebody posted at a centre or embassy who covers the country."""

    line: PostingLine
    house_id: OrganisationId
    house: str


@dataclass(frozen=True, slots=True)
class CountryProgramme:
    """``as_of`` is the latest date for which the programme is known to name the country."""

    id: FundingProgrammeId
    name: str
    funder: str
    as_of: dt.date | None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class SourcedFact:
    """A fact with its source as it is shown, "" without one."""

    fact: CountryFact
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CountryCard:
    """All that the library knows of a country. What is over is here too, with its dates.

    ``organisations`` are at most 200, of ``organisation_count``. ``holidays`` are those of the next
    twelve months. ``is_kept`` is false where only other records name the country.
    """

    country: Country
    is_kept: bool = True
    is_home: bool = False
    """Our own, with which there are no visits, agreements and promises."""
    facts: tuple[SourcedFact, ...] = ()
    statements: tuple[Statement, ...] = ()
    organisations: tuple[CountryHouse, ...] = ()
    organisation_count: int = 0
    centres: tuple[CountryHouse, ...] = ()
    attaches: tuple[CountryAttache, ...] = ()
    programmes: tuple[CountryProgramme, ...] = ()
    calls: tuple[CallLine, ...] = ()
    agreements: tuple[CountryAgreement, ...] = ()
    visits: tuple[CountryVisit, ...] = ()
    follow_ups: tuple[tuple[str, str, dt.date | None], ...] = ()
    """Open ones: id, title, due date; without the steps that prepare visits."""
    preparing: tuple[Preparing, ...] = ()
    clocks: tuple[ClockThere, ...] = ()
    holidays: tuple[tuple[dt.date, str], ...] = field(default=())
