"""All services together: what the window and the command line receive.

Each service is loaded with its first use: Home is on screen before agreements are known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planner.domain.words import Word
from planner.errors import UserError
from planner.i18n import _
from planner.services.core import Clock, Core, system_clock
from planner.services.keeping import Keeper
from planner.storage import engine

if TYPE_CHECKING:
    from planner.services.access import Access
    from planner.services.access_answers import AccessAnswers
    from planner.services.addressings import Addressings
    from planner.services.afterwards import Costs, Gifts, Mentions, Outcomes
    from planner.services.agreement_list import AgreementsList
    from planner.services.agreement_parts import AgreementTexts, Amendments, Parties
    from planner.services.agreements import Agreements
    from planner.services.arranging import Arranging
    from planner.services.backing_up import BackingUp, Outcome
    from planner.services.backup_reading import BackupReading
    from planner.services.backup_records import BackupRecords
    from planner.services.backups import Backups
    from planner.services.biographies import Biographies
    from planner.services.briefs import Briefs
    from planner.services.calendar_importing import CalendarImporting
    from planner.services.changes import Changed, Listener
    from planner.services.charts import Charts
    from planner.services.checking import Checking
    from planner.services.checking_up import CheckingUp
    from planner.services.checklists import Checklists
    from planner.services.citations import Citations
    from planner.services.clock_watch import ClockWatch
    from planner.services.compacting import Compacting
    from planner.services.contacts import Contacts
    from planner.services.corrections import Corrections
    from planner.services.countries import Countries, CountryFacts
    from planner.services.country_papers import CountryPapers
    from planner.services.data_requests import DataRequests
    from planner.services.deadlines import Deadlines
    from planner.services.delegate_parts import Needs, Papers
    from planner.services.delegations import Delegations
    from planner.services.disclosures import Disclosures
    from planner.services.drafts import Drafts
    from planner.services.erasing import Erasing
    from planner.services.exporting import Exporting
    from planner.services.files import Files
    from planner.services.fixing import Fixing
    from planner.services.follow_up_lines import FollowUpLines
    from planner.services.follow_up_owners import FollowUpOwners
    from planner.services.follow_ups import FollowUps
    from planner.services.follow_ups_out import FollowUpsOut
    from planner.services.handing_out import HandingOut
    from planner.services.handing_over import HandingOver
    from planner.services.hidden_details import HiddenDetails
    from planner.services.history import History
    from planner.services.history_details import HistoryDetails
    from planner.services.home import Home
    from planner.services.import_history import ImportHistory
    from planner.services.importing import Importing
    from planner.services.invitations import Invitations
    from planner.services.itinerary import Itineraries
    from planner.services.lodging import Lodging
    from planner.services.logos import Logos
    from planner.services.look_ups import LookUps
    from planner.services.merging import Merging
    from planner.services.organisation_list import OrganisationsList
    from planner.services.organisation_parts import (
        Coverages,
        Memberships,
        OrganisationNames,
        Postings,
        Seats,
    )
    from planner.services.organisation_sheets import OrganisationSheets
    from planner.services.organisations import Organisations
    from planner.services.people_list import PeopleList
    from planner.services.person_histories import PersonHistories
    from planner.services.photos import Photos
    from planner.services.posts import Posts
    from planner.services.precedence import Precedence
    from planner.services.printing import Printing
    from planner.services.programmes import Calls, ProgrammeCountries, Programmes
    from planner.services.publishing import Publishing
    from planner.services.register_out import RegisterOut
    from planner.services.relationships import Relationships
    from planner.services.releases import Releases
    from planner.services.reminding import Reminding
    from planner.services.reporting import Reporting
    from planner.services.retention import Retention
    from planner.services.reviving import Reviving
    from planner.services.seating import Seating
    from planner.services.send_presets import SendPresets
    from planner.services.sending import Sending
    from planner.services.several import SeveralItems
    from planner.services.several_organisations import SeveralOrganisations
    from planner.services.several_people import SeveralPeople
    from planner.services.sheets_back import SheetsBack
    from planner.services.signings import Signings
    from planner.services.site_parts import Hours, Rooms, SiteRules
    from planner.services.sites import Sites
    from planner.services.sources import Sources
    from planner.services.templates import Templates
    from planner.services.thanking import Thanking
    from planner.services.told_visits import ToldVisits
    from planner.services.travel_times import TravelTimes
    from planner.services.views import Views
    from planner.services.visit_files import VisitFiles
    from planner.services.visit_moving import VisitMoving
    from planner.services.visits import Visits
    from planner.services.whereabouts import Whereabouts
    from planner.settings import Settings
    from planner.storage.search import Hit

W = TypeVar("W", bound=Word)


class Planner:
    """An open library with everything that can be done to it."""

    def __init__(
        self, library: engine.Library, settings: Settings, clock: Clock = system_clock
    ) -> None:
        self._core = Core(library, settings, clock)
        self.backing_up: BackingUp | None = None
        self._back_up_again: Callable[[], None] = lambda: None
        self._begin_backups: Callable[[], BackingUp | None] = lambda: None

    # the subjects

    @cached_property
    def contacts(self) -> Contacts:
        from planner.services.contacts import Contacts

        return Contacts(self._core)

    @cached_property
    def organisations(self) -> Organisations:
        from planner.services.organisations import Organisations

        return Organisations(self._core)

    @cached_property
    def sites(self) -> Sites:
        from planner.services.sites import Sites

        return Sites(self._core)

    @cached_property
    def travel_times(self) -> TravelTimes:
        from planner.services.travel_times import TravelTimes

        return TravelTimes(self._core)

    @cached_property
    def visits(self) -> Visits:
        from planner.services.visits import Visits

        return Visits(self._core)

    @cached_property
    def delegations(self) -> Delegations:
        from planner.services.delegations import Delegations

        return Delegations(self._core)

    @cached_property
    def itineraries(self) -> Itineraries:
        from planner.services.itinerary import Itineraries

        return Itineraries(self._core)

    @cached_property
    def arranging(self) -> Arranging:
        from planner.services.arranging import Arranging

        return Arranging(self._core, self.visits)

    @cached_property
    def visit_moving(self) -> VisitMoving:
        from planner.services.visit_moving import VisitMoving

        return VisitMoving(self._core, self.visits, self.arranging)

    @cached_property
    def several(self) -> SeveralItems:
        from planner.services.several import SeveralItems

        return SeveralItems(self._core)

    @cached_property
    def fixing(self) -> Fixing:
        from planner.services.fixing import Fixing

        return Fixing(self.checking, self.arranging, self.itineraries, self.delegations)

    @cached_property
    def checking(self) -> Checking:
        from planner.services.checking import Checking

        return Checking(self._core)

    @cached_property
    def visit_files(self) -> VisitFiles:
        from planner.services.disclosures import Disclosures
        from planner.services.visit_files import VisitFiles

        return VisitFiles(self._core, Disclosures(self._core))

    @cached_property
    def access(self) -> Access:
        from planner.services.access import Access

        return Access(self._core, self.checking)

    @cached_property
    def releases(self) -> Releases:
        from planner.services.releases import Releases

        return Releases(self._core, self.visits)

    @cached_property
    def agreements(self) -> Agreements:
        from planner.services.agreements import Agreements

        return Agreements(self._core)

    @cached_property
    def agreement_parties(self) -> Parties:
        from planner.services.agreement_parts import Parties

        return Parties(self._core)

    @cached_property
    def agreement_texts(self) -> AgreementTexts:
        from planner.services.agreement_parts import AgreementTexts

        return AgreementTexts(self._core)

    @cached_property
    def amendments(self) -> Amendments:
        from planner.services.agreement_parts import Amendments

        return Amendments(self._core)

    @cached_property
    def signings(self) -> Signings:
        from planner.services.signings import Signings

        return Signings(self._core)

    def agreements_list(self) -> AgreementsList:
        """A register of one's own: what it shows and how it is sorted is its state."""
        from planner.services.agreement_list import AgreementsList

        return AgreementsList(self._core)

    @cached_property
    def follow_ups(self) -> FollowUps:
        from planner.services.follow_ups import FollowUps

        return FollowUps(self._core)

    @cached_property
    def follow_up_lines(self) -> FollowUpLines:
        from planner.services.follow_up_lines import FollowUpLines

        return FollowUpLines(self._core, self.follow_ups)

    @cached_property
    def follow_up_owners(self) -> FollowUpOwners:
        from planner.services.follow_up_owners import FollowUpOwners

        return FollowUpOwners(self._core, self.follow_ups, self.follow_up_lines)

    @cached_property
    def follow_ups_out(self) -> FollowUpsOut:
        from planner.services.follow_ups_out import FollowUpsOut

        return FollowUpsOut(self._core, self.follow_ups, self.disclosures)

    @cached_property
    def files(self) -> Files:
        from planner.services.files import Files

        return Files(self._core)

    @cached_property
    def checklists(self) -> Checklists:
        from planner.services.checklists import Checklists

        return Checklists(self._core)

    @cached_property
    def importing(self) -> Importing:
        from planner.services.importing import Importing

        return Importing(self._core)

    @cached_property
    def merging(self) -> Merging:
        from planner.services.merging import Merging

        return Merging(self._core)

    @cached_property
    def exporting(self) -> Exporting:
        from planner.services.exporting import Exporting

        return Exporting(self._core, self.visits, self.releases)

    @cached_property
    def sending(self) -> Sending:
        from planner.services.sending import Sending

        return Sending(self._core, self.visits, self.releases)

    @cached_property
    def printing(self) -> Printing:
        from planner.services.printing import Printing

        return Printing(self._core, self.visits, self.releases)

    @cached_property
    def templates(self) -> Templates:
        from planner.services.templates import Templates

        return Templates(self._core.settings)

    @cached_property
    def addressings(self) -> Addressings:
        from planner.services.addressings import Addressings

        return Addressings(self._core)

    @cached_property
    def publishing(self) -> Publishing:
        from planner.services.publishing import Publishing

        return Publishing(self._core, self.releases, self.merging)

    @cached_property
    def send_presets(self) -> SendPresets:
        from planner.services.send_presets import SendPresets

        return SendPresets(self._core)

    @cached_property
    def handing_out(self) -> HandingOut:
        from planner.services.handing_out import HandingOut

        return HandingOut(self._core)

    @cached_property
    def calendar_importing(self) -> CalendarImporting:
        from planner.services.calendar_importing import CalendarImporting

        return CalendarImporting(self._core, self.visits)

    @cached_property
    def lodging(self) -> Lodging:
        from planner.services.lodging import Lodging

        return Lodging(self._core)

    @cached_property
    def seating(self) -> Seating:
        from planner.services.seating import Seating

        return Seating(self._core)

    @cached_property
    def sheets_back(self) -> SheetsBack:
        from planner.services.sheets_back import SheetsBack

        return SheetsBack(self._core, self.visits)

    @cached_property
    def import_history(self) -> ImportHistory:
        from planner.services.import_history import ImportHistory

        return ImportHistory(self._core)

    @cached_property
    def history(self) -> History:
        from planner.services.history import History

        return History(self._core)

    @cached_property
    def reminding(self) -> Reminding:
        from planner.services.reminding import Reminding

        return Reminding(self._core, self.home)

    @cached_property
    def charts(self) -> Charts:
        from planner.services.charts import Charts

        return Charts(self._core)

    @cached_property
    def home(self) -> Home:
        from planner.services.home import Home

        return Home(
            self._core,
            lambda: self.visits,
            lambda: self.checking,
            lambda: self.releases,
            lambda: self.invitations,
            lambda: self.retention,
        )

    @cached_property
    def needs(self) -> Needs:
        from planner.services.delegate_parts import Needs

        return Needs(self._core)

    @cached_property
    def hidden_details(self) -> HiddenDetails:
        from planner.services.hidden_details import HiddenDetails

        return HiddenDetails(self._core)

    @cached_property
    def look_ups(self) -> LookUps:
        from planner.services.look_ups import LookUps

        return LookUps(self._core)

    @cached_property
    def retention(self) -> Retention:
        from planner.services.retention import Retention

        return Retention(self._core)

    @cached_property
    def papers(self) -> Papers:
        from planner.services.delegate_parts import Papers

        return Papers(self._core)

    @cached_property
    def site_rules(self) -> SiteRules:
        from planner.services.site_parts import SiteRules

        return SiteRules(self._core)

    @cached_property
    def rooms(self) -> Rooms:
        from planner.services.site_parts import Rooms

        return Rooms(self._core)

    @cached_property
    def opening_hours(self) -> Hours:
        from planner.services.site_parts import Hours

        return Hours(self._core)

    @cached_property
    def views(self) -> Views:
        from planner.services.views import Views

        return Views(self._core)

    @cached_property
    def photos(self) -> Photos:
        from planner.services.photos import Photos

        return Photos(self._core)

    @cached_property
    def logos(self) -> Logos:
        from planner.services.logos import Logos

        return Logos(self._core)

    @cached_property
    def briefs(self) -> Briefs:
        from planner.services.briefs import Briefs

        return Briefs(self._core)

    @cached_property
    def biographies(self) -> Biographies:
        from planner.services.biographies import Biographies

        return Biographies(self._core)

    @cached_property
    def history_details(self) -> HistoryDetails:
        from planner.services.history_details import HistoryDetails

        return HistoryDetails(self._core)

    @cached_property
    def person_histories(self) -> PersonHistories:
        from planner.services.person_histories import PersonHistories

        return PersonHistories(self._core)

    @cached_property
    def several_people(self) -> SeveralPeople:
        from planner.services.several_people import SeveralPeople

        return SeveralPeople(self._core)

    @cached_property
    def posts(self) -> Posts:
        from planner.services.posts import Posts

        return Posts(self._core)

    @cached_property
    def organisation_names(self) -> OrganisationNames:
        from planner.services.organisation_parts import OrganisationNames

        return OrganisationNames(self._core)

    @cached_property
    def memberships(self) -> Memberships:
        from planner.services.organisation_parts import Memberships

        return Memberships(self._core)

    @cached_property
    def postings(self) -> Postings:
        from planner.services.organisation_parts import Postings

        return Postings(self._core)

    @cached_property
    def precedence(self) -> Precedence:
        from planner.services.precedence import Precedence

        return Precedence(self._core)

    @cached_property
    def handing_over(self) -> HandingOver:
        from planner.services.handing_over import HandingOver

        return HandingOver(self._core)

    @cached_property
    def disclosures(self) -> Disclosures:
        from planner.services.disclosures import Disclosures

        return Disclosures(self._core)

    @cached_property
    def erasing(self) -> Erasing:
        from planner.services.erasing import Erasing

        return Erasing(self._core)

    @cached_property
    def access_answers(self) -> AccessAnswers:
        from planner.services.access_answers import AccessAnswers

        return AccessAnswers(self._core)

    @cached_property
    def corrections(self) -> Corrections:
        from planner.services.corrections import Corrections

        return Corrections(self._core)

    @cached_property
    def register_out(self) -> RegisterOut:
        from planner.services.register_out import RegisterOut

        return RegisterOut(self._core, self.disclosures)

    @cached_property
    def data_requests(self) -> DataRequests:
        from planner.services.data_requests import DataRequests

        return DataRequests(self._core)

    @cached_property
    def citations(self) -> Citations:
        from planner.services.citations import Citations

        return Citations(self._core)

    @cached_property
    def sources(self) -> Sources:
        from planner.services.sources import Sources

        return Sources(self._core, lambda: self.importing)

    def people_list(self) -> PeopleList:
        """A list of people of one's own: what it shows and how it is sorted is its state."""
        from planner.services.people_list import PeopleList

        return PeopleList(self._core)

    def organisations_list(self) -> OrganisationsList:
        """A list of organisations of one's own: what it shows and how it is sorted is its state."""
        from planner.services.organisation_list import OrganisationsList

        return OrganisationsList(self._core)

    @cached_property
    def several_organisations(self) -> SeveralOrganisations:
        from planner.services.several_organisations import SeveralOrganisations

        return SeveralOrganisations(self._core)

    @cached_property
    def organisation_sheets(self) -> OrganisationSheets:
        from planner.services.organisation_sheets import OrganisationSheets

        return OrganisationSheets(self._core)

    @cached_property
    def invitations(self) -> Invitations:
        from planner.services.invitations import Invitations

        return Invitations(self._core)

    @cached_property
    def relationships(self) -> Relationships:
        from planner.services.relationships import Relationships

        return Relationships(self._core)

    @cached_property
    def told_visits(self) -> ToldVisits:
        from planner.services.told_visits import ToldVisits

        return ToldVisits(self._core)

    @cached_property
    def coverages(self) -> Coverages:
        from planner.services.organisation_parts import Coverages

        return Coverages(self._core)

    @cached_property
    def seats(self) -> Seats:
        from planner.services.organisation_parts import Seats

        return Seats(self._core)

    @cached_property
    def countries(self) -> Countries:
        from planner.services.countries import Countries

        return Countries(self._core)

    @cached_property
    def country_papers(self) -> CountryPapers:
        from planner.services.country_papers import CountryPapers

        return CountryPapers(self._core, self.countries)

    @cached_property
    def country_facts(self) -> CountryFacts:
        from planner.services.countries import CountryFacts

        return CountryFacts(self._core)

    @cached_property
    def programmes(self) -> Programmes:
        from planner.services.programmes import Programmes

        return Programmes(self._core)

    @cached_property
    def programme_countries(self) -> ProgrammeCountries:
        from planner.services.programmes import ProgrammeCountries

        return ProgrammeCountries(self._core)

    @cached_property
    def calls(self) -> Calls:
        from planner.services.programmes import Calls

        return Calls(self._core)

    @cached_property
    def deadlines(self) -> Deadlines:
        from planner.services.deadlines import Deadlines

        return Deadlines(self._core)

    @cached_property
    def outcomes(self) -> Outcomes:
        from planner.services.afterwards import Outcomes

        return Outcomes(self._core)

    @cached_property
    def gifts(self) -> Gifts:
        from planner.services.afterwards import Gifts

        return Gifts(self._core)

    @cached_property
    def costs(self) -> Costs:
        from planner.services.afterwards import Costs

        return Costs(self._core)

    @cached_property
    def mentions(self) -> Mentions:
        from planner.services.afterwards import Mentions

        return Mentions(self._core)

    @cached_property
    def reviving(self) -> Reviving:
        from planner.services.reviving import Reviving

        return Reviving(self._core, self.arranging)

    @cached_property
    def reporting(self) -> Reporting:
        from planner.services.reporting import Reporting

        return Reporting(self.printing)

    @cached_property
    def thanking(self) -> Thanking:
        from planner.services.thanking import Thanking

        return Thanking(self._core, self.visits)

    @cached_property
    def drafts(self) -> Drafts:
        from planner.services.drafts import Drafts

        return Drafts(self._core)

    @property
    def can_back_up(self) -> bool:
        """A library in a file; one on a server has the backups of its server."""
        return self._core.library.path is not None

    @cached_property
    def backups(self) -> Backups:
        """:raises UserError: the library is on a server."""
        from planner.services.backups import Backups

        path = self._core.library.path
        if path is None:
            raise UserError(
                _("This library lies on a server."),
                _("Its backups are made there; ask whoever runs it."),
            )
        return Backups(path, self._core.settings, self._core.now, self._core.reader)

    @cached_property
    def checking_up(self) -> CheckingUp:
        from planner.services.checking_up import CheckingUp

        if not self.can_back_up:
            return CheckingUp(self._core, None)
        return CheckingUp(self._core, self.backups, self.backup_reading)

    @cached_property
    def backup_reading(self) -> BackupReading:
        from planner.services.backup_reading import BackupReading

        return BackupReading(self._core)

    @cached_property
    def clock_watch(self) -> ClockWatch:
        from planner.services.clock_watch import ClockWatch

        return ClockWatch(self._core)

    @cached_property
    def backup_records(self) -> BackupRecords:
        from planner.services.backup_records import BackupRecords

        return BackupRecords(self._core, self.backups, self.backup_reading)

    def back_up_by_itself(
        self, tell: Callable[[Outcome], None] = lambda _outcome: None, *, quick: bool = False
    ) -> None:
        """From now on backups are made by change and time, and before what is large.

        ``tell`` is called on another thread; ``quick`` is for a session of one command. Not for the
        sample, and not where nothing is written. What it takes is loaded with the first change.
        """
        if not self.can_back_up or self.is_read_only:
            return
        self._back_up_again = lambda: self.back_up_by_itself(tell, quick=quick)

        def begin() -> BackingUp | None:
            from planner.services.backing_up import BackingUp, is_wanted

            if self.backing_up is None and is_wanted() and self.facts().get("sample") != "1":
                end()
                self.backing_up = BackingUp(self._core, self.backups, tell, quick=quick)
                self.backing_up.start()
            return self.backing_up

        def changed(what: Changed) -> None:
            if (backing := begin()) is not None:
                backing.note(what)

        def before(why: str) -> None:
            if (backing := begin()) is not None:
                backing.before(why)

        end = self._core.changes.subscribe(changed)
        self._core.before = before
        self._begin_backups = begin

    def look_for_backups(self) -> None:
        """Make a backup if one is due; asked for every minute."""
        if (backing := self._begin_backups()) is not None:
            backing.look()

    def keeper(self, kind: type[W]) -> Keeper[W]:
        """Create, edit, delete and read of any word, where its subject has no verb of its own."""
        return Keeper(self._core, kind)

    # the library as a whole

    @property
    def settings(self) -> Settings:
        return self._core.settings

    @property
    def title(self) -> str:
        """The name of the library."""
        return self._core.library.title

    @property
    def address(self) -> str:
        return self._core.library.address

    @property
    def is_read_only(self) -> bool:
        return self._core.library.read_only

    def now(self) -> dt.datetime:
        """Now, aware, in UTC."""
        return self._core.now()

    def today(self) -> dt.date:
        return self._core.today()

    def search(
        self, text: str, limit: int = 50, *, words: Sequence[str] = (), recent: Sequence[str] = ()
    ) -> list[Hit]:
        """Anything in the library that contains every word of ``text``, the nearest first.

        Only records of these ``words``, if any are given; among equals the ``recent`` ids come first.
        """
        from planner.storage import search

        return search.find(self._core.reader, text, words=words, limit=limit, recent=recent)

    @property
    def finds_at_once(self) -> bool:
        """Whether a search costs less than a keystroke: there is an index, and no network before it."""
        return self._core.reader.has_trigrams

    def facts(self) -> dict[str, str]:
        """Facts about the library itself: when it was made, whether it is the sample."""
        rows = self._core.reader.rows("SELECT id, value FROM library_fact")
        return {str(name): str(value) for name, value in rows}

    def counts(self) -> dict[str, int]:
        """How many records there are of each word."""
        from planner.domain.library import WORDS

        return {
            kind.WORD: int(self._core.reader.rows(f'SELECT count(*) FROM "{kind.WORD}"')[0][0])
            for kind in WORDS
        }

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        return self._core.changes.subscribe(listener)

    @property
    def is_encrypted(self) -> bool:
        """Quick: whether a key is held for its file."""
        from planner.storage import keys

        path = self._core.library.path
        return path is not None and keys.held(path) is not None

    def meanwhile(self, act: Callable[[], None] | None) -> None:
        """What this thread does while another one writes and it waits: see :class:`Turns`."""
        self._core.library.turns.meanwhile(act)

    @cached_property
    def compacting(self) -> Compacting:
        from planner.services.compacting import Compacting

        return Compacting(self._core)

    @cached_property
    def whereabouts(self) -> Whereabouts:
        from planner.services.whereabouts import Whereabouts

        return Whereabouts(self._core)

    def continue_in(self, copy: Path) -> None:
        """Go on in a copy of a library whose file or disk is lost; its backups begin there.

        :raises Locked: another program writes to the copy.
        """
        self.whereabouts.continue_in(copy)
        if self.backing_up is not None:
            self.backing_up.close()
            self.backing_up = None
        for name in ("backups", "backup_records"):
            self.__dict__.pop(name, None)
        self._back_up_again()

    def keep_locked(self, *, despite_text: bool = False) -> None:
        """Keep other programs from writing until :meth:`close`.

        :raises Locked: one is writing already.
        :raises NoLongerThere: somebody on another machine may be; ``despite_text`` says that nobody is.
        """
        self._core.library.keep_locked(despite_text=despite_text)

    def close(self) -> None:
        if "files" in self.__dict__:
            self.files.close()
        if "backup_reading" in self.__dict__:
            self.backup_reading.close()
        if self.backing_up is not None:
            self.backing_up.close()  # pins the state while nobody else may write or move the file
        self._core.library.close()


def open_planner(
    address: str, settings: Settings, *, read_only: bool = False, clock: Clock = system_clock
) -> Planner:
    """Open an existing library; see :func:`planner.storage.engine.open_library` for errors."""
    return Planner(engine.open_library(address, read_only=read_only), settings, clock)


def create_planner(
    address: str, settings: Settings, *, sample: bool = False, clock: Clock = system_clock
) -> Planner:
    """Make a library: empty, or with the reference data and the two sample visits."""
    planner = Planner(engine.create_library(address), settings, clock)
    from planner.services import starting  # late: the sample's files are read only here

    starting.fill(planner._core, sample=sample)
    return planner
