"""All words of the library in one list: table, value, verbs and reads exist for each of them."""

from __future__ import annotations

from typing import Final

from planner.domain.access import AccessEntry, BorderPaper
from planner.domain.agreements import (
    Agreement,
    AgreementParty,
    AgreementText,
    AgreementTheme,
    Amendment,
)
from planner.domain.biographies import Biography
from planner.domain.briefs import Brief
from planner.domain.findings import AcceptedFinding, MutedCheck
from planner.domain.followups import FollowUp
from planner.domain.funding import Call, FundingProgramme, ProgrammeCountry
from planner.domain.gifts import Gift
from planner.domain.handouts import Addressing, Publication, PublishedEntry, VisitCopy
from planner.domain.imports import ColumnMemory, ImportBatch
from planner.domain.itinerary import Item, ItemAudience, ItemHost, ItemResource
from planner.domain.merging import Merge, NotDuplicate
from planner.domain.organisations import Logo, Membership, Organisation, OrganisationName, Posting
from planner.domain.people import (
    ContactPoint,
    ExternalKey,
    KeptProperty,
    Person,
    Photo,
    Position,
)
from planner.domain.privacy import Disclosure, DisclosureSubject
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
from planner.i18n import N_

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
)

BY_NAME: Final = {kind.WORD: kind for kind in WORDS}

TITLES: Final = {
    "country": N_("Country"),
    "source": N_("Source"),
    "theme": N_("Theme"),
    "person": N_("Person"),
    "organisation": N_("Organisation"),
    "contact_point": N_("Contact point"),
    "organisation_name": N_("Name in another language"),
    "position": N_("Position"),
    "membership": N_("Membership"),
    "posting": N_("Posting"),
    "site": N_("Site"),
    "room": N_("Room"),
    "opening_hours": N_("Opening hours"),
    "site_rule": N_("Site rule"),
    "country_fact": N_("Fact about a country"),
    "agreement": N_("Agreement"),
    "agreement_party": N_("Party"),
    "agreement_theme": N_("Theme of an agreement"),
    "amendment": N_("Amendment"),
    "agreement_text": N_("Language version"),
    "funding_programme": N_("Funding programme"),
    "programme_country": N_("Country of a programme"),
    "call": N_("Call"),
    "visit": N_("Visit"),
    "visit_theme": N_("Theme of a visit"),
    "visit_agreement": N_("Agreement of a visit"),
    "delegate": N_("Delegate"),
    "need": N_("Need"),
    "visit_group": N_("Group"),
    "group_member": N_("Member of a group"),
    "resource": N_("Vehicle or interpreter"),
    "item": N_("Item"),
    "leg": N_("Leg"),
    "leg_reference": N_("Booking reference"),
    "item_host": N_("Host"),
    "item_audience": N_("Audience"),
    "item_resource": N_("Booking"),
    "follow_up": N_("Follow-up"),
    "gift": N_("Gift"),
    "citation": N_("Citation"),
    "release": N_("Release"),
    "calendar_mark": N_("Calendar mark"),
    "accepted_finding": N_("Accepted finding"),
    "muted_check": N_("Muted check"),
    "travel_time": N_("Travel time"),
    "access_entry": N_("Admission to a site"),
    "border_paper": N_("Travel document"),
    "need_passed": N_("Need passed on"),
    "disclosure": N_("Disclosure"),
    "disclosure_subject": N_("Person in a disclosure"),
    "import_batch": N_("Import"),
    "column_memory": N_("Remembered columns"),
    "external_key": N_("Key of another address book"),
    "kept_property": N_("Line of a contact card"),
    "photo": N_("Photo"),
    "merge": N_("Merge"),
    "not_duplicate": N_("No duplicate"),
    "saved_view": N_("Saved view"),
    "ride": N_("Ride in a vehicle"),
    "rooming": N_("Room in a stay"),
    "addressing": N_("Recipient"),
    "publication": N_("Published calendar"),
    "published_entry": N_("Published entry"),
    "visit_copy": N_("Copy of a visit"),
    "brief": N_("Brief"),
    "biography": N_("Biography"),
    "logo": N_("Logo"),
}
"""What each word is called on screen."""
