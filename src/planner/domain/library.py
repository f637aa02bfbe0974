"""All words of the library in one list: table, value, verbs and reads exist for each of them."""

from __future__ import annotations

from typing import Final

from planner.domain.access import AccessEntry, BorderPaper
from planner.domain.agreements import (
    Agreement,
    AgreementParty,
    AgreementState,
    AgreementText,
    AgreementTheme,
    Amendment,
    Signing,
)
from planner.domain.attachments import Attachment
from planner.domain.biographies import Biography
from planner.domain.briefs import Brief
from planner.domain.data_rights import (
    Correction,
    DataRequest,
    Erasure,
    LookUp,
    RetentionRule,
)
from planner.domain.findings import AcceptedFinding, MutedCheck
from planner.domain.followups import Checklist, ChecklistStep, FollowUp
from planner.domain.funding import (
    Call,
    FundingProgramme,
    ProgrammeAgreement,
    ProgrammeCountry,
    ProgrammeTheme,
    ProgrammeVisit,
)
from planner.domain.gifts import Gift
from planner.domain.handouts import Addressing, Publication, PublishedEntry, VisitCopy
from planner.domain.imports import ColumnMemory, ImportBatch
from planner.domain.invitations import Invitation
from planner.domain.itinerary import Item, ItemAudience, ItemHost, ItemResource
from planner.domain.merging import Merge, NotDuplicate
from planner.domain.organisations import (
    Coverage,
    Logo,
    Membership,
    Organisation,
    OrganisationName,
    OrganisationSeat,
    Posting,
)
from planner.domain.outcomes import Cost, MediaMention, Outcome
from planner.domain.people import (
    ContactPoint,
    ExternalKey,
    KeptProperty,
    Person,
    Photo,
    Position,
)
from planner.domain.privacy import Disclosure, DisclosureSubject
from planner.domain.private_details import PrivateDetail
from planner.domain.releases import CalendarMark, Release
from planner.domain.saved_views import SavedView
from planner.domain.sites import Country, CountryFact, OpeningHours, Room, Site, SiteRule
from planner.domain.sources import Citation, Source
from planner.domain.travel import Leg, LegReference, Resource, Ride, Rooming, TravelTime
from planner.domain.visits import (
    Delegate,
    Group,
    GroupMember,
    Need,
    NeedPassed,
    Theme,
    Visit,
    VisitAgreement,
    VisitTheme,
)
from planner.domain.words import Word

WORDS: Final[tuple[type[Word], ...]] = (
    Country,
    Source,
    Theme,
    Person,
    Organisation,
    ContactPoint,
    OrganisationName,
    Position,
    Membership,
    Posting,
    Site,
    Room,
    OpeningHours,
    SiteRule,
    CountryFact,
    Agreement,
    AgreementParty,
    AgreementTheme,
    Amendment,
    AgreementText,
    FundingProgramme,
    ProgrammeCountry,
    Call,
    Visit,
    VisitTheme,
    VisitAgreement,
    Delegate,
    Need,
    Group,
    GroupMember,
    Resource,
    Item,
    Leg,
    LegReference,
    ItemHost,
    ItemAudience,
    ItemResource,
    FollowUp,
    Gift,
    Citation,
    Release,
    CalendarMark,
    AcceptedFinding,
    MutedCheck,
    TravelTime,
    AccessEntry,
    BorderPaper,
    NeedPassed,
    Disclosure,
    DisclosureSubject,
    ImportBatch,
    ColumnMemory,
    ExternalKey,
    KeptProperty,
    Photo,
    Merge,
    NotDuplicate,
    SavedView,
    Ride,
    Rooming,
    Addressing,
    Publication,
    PublishedEntry,
    VisitCopy,
    Brief,
    Biography,
    Logo,
    Coverage,
    OrganisationSeat,
    AgreementState,
    Signing,
    ProgrammeTheme,
    ProgrammeAgreement,
    ProgrammeVisit,
    Checklist,
    ChecklistStep,
    Invitation,
    Outcome,
    Cost,
    MediaMention,
    Attachment,
    PrivateDetail,
    LookUp,
    DataRequest,
    Correction,
    Erasure,
    RetentionRule,
)

BY_NAME: Final = {kind.WORD: kind for kind in WORDS}
