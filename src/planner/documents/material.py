"""What a paper is made of: a plan in which nothing denied is left, what else was granted, and wishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from planner.documents.content import PageSize
from planner.documents.looks import Look
from planner.documents.speaking.wording import Speech
from planner.domain.access import AccessStatus
from planner.domain.agreements import Agreement, Amendment
from planner.domain.biographies import Biography
from planner.domain.briefs import Brief
from planner.domain.followups import FollowUp
from planner.domain.geography import Box, LandTile
from planner.domain.gifts import Gift
from planner.domain.ids import AgreementId, DelegateId, ItemId, OrganisationId, PersonId, SourceId
from planner.domain.organisations import Organisation
from planner.domain.outcomes import Cost, MediaMention, Outcome
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.private_details import DetailKind
from planner.domain.recipients import Recipient
from planner.domain.sites import Country, CountryFact
from planner.domain.sources import Source
from planner.domain.visits import Need, NeedKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What whoever prints may choose. ``capitals`` writes family names in capitals; ``marks`` puts
    what changed in the margin; ``named_needs`` names people beside their needs, for the office only.
    Without ``names`` a report has roles and counts, and nobody in it by name. ``hidden_details``
    prints passport numbers and dates of birth on lists for gates whose site asks for them.
    """

    size: PageSize = PageSize.A4
    capitals: bool = True
    marks: bool = True
    photos: bool = True
    named_needs: bool = False
    names: bool = True
    hidden_details: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NeedCount:
    """How many on an item need the same; nobody is named.

    Who needs two things is counted once, with both: ``text`` has them all, ``kind`` is the first's.
    """

    kind: NeedKind
    text: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Aftermath:
    """What became of the visit, each in its own order; ``follow_ups`` are done ones too.

    ``people`` and ``organisations`` are all that these records name, of the plan or not; ``agreements``
    are titles by id.
    """

    outcomes: tuple[Outcome, ...] = ()
    gifts: tuple[Gift, ...] = ()
    costs: tuple[Cost, ...] = ()
    mentions: tuple[MediaMention, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    organisations: Mapping[OrganisationId, Organisation] = field(default_factory=dict)
    agreements: Mapping[AgreementId, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.outcomes or self.gifts or self.costs or self.mentions or self.follow_ups)


@dataclass(frozen=True, kw_only=True, eq=False)
class Material:
    """Each is itself: what is worked out of one is remembered for that one.

    ``plan`` is redacted for ``profile`` and ``recipient``; everything else came through the same
    gate, so a paper may print all that it finds here.

    ``before`` is the version that the recipient holds, redacted alike; changes are marked against
    it. ``at`` is the moment of the release, or of printing for a draft, aware. ``need_counts`` are
    by item; ``needs`` are empty unless names were granted. ``states`` are how far delegates are
    with sites; ``private`` what sites ask of people that is hidden elsewhere; ``parties`` the sides of each agreement by name; ``follow_ups`` what is open.
    ``interpreting`` are the delegates who interpret, as everybody at the table sees: their category
    is for the office alone. ``today`` is the office's date, ``office_zone`` its clock (empty: that of
    the programme).
    """

    plan: Plan
    profile: Profile
    speech: Speech
    look: Look
    at: dt.datetime
    today: dt.date
    recipient: Recipient | None = None
    before: Plan | None = None
    wishes: Wishes = field(default_factory=Wishes)
    photos: Mapping[PersonId, bytes] = field(default_factory=dict)
    logos: Mapping[OrganisationId, bytes] = field(default_factory=dict)
    need_counts: Mapping[ItemId, tuple[NeedCount, ...]] = field(default_factory=dict)
    needs: Mapping[DelegateId, tuple[Need, ...]] = field(default_factory=dict)
    briefs: tuple[Brief, ...] = ()
    biographies: Mapping[PersonId, tuple[Biography, ...]] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    countries: Mapping[str, Country] = field(default_factory=dict)
    country_facts: Mapping[str, tuple[CountryFact, ...]] = field(default_factory=dict)
    states: Mapping[tuple[str, str, str], AccessStatus] = field(default_factory=dict)
    land: Callable[[Box, float], Iterable[tuple[LandTile, int]]] | None = None
    interpreting: frozenset[DelegateId] = frozenset()
    amendments: Mapping[AgreementId, tuple[Amendment, ...]] = field(default_factory=dict)
    parties: Mapping[AgreementId, tuple[str, ...]] = field(default_factory=dict)
    follow_ups: tuple[FollowUp, ...] = ()
    sources: Mapping[SourceId, Source] = field(default_factory=dict)
    aftermath: Aftermath = field(default_factory=Aftermath)
    office_zone: str = ""
    private: Mapping[PersonId, Mapping[DetailKind, str]] = field(default_factory=dict)

    @property
    def is_draft(self) -> bool:
        return self.plan.release_number is None

    @property
    def home(self) -> str:
        """The zone of the programme; times of other zones say so."""
        return self.plan.visit.zone
