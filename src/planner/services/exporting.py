"""Handing out: calendars and contact sheets, for an audience, from the draft or a release."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.file_names import unused
from planner.domain.ids import DelegateId, PersonId, VisitId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.releases import Release
from planner.domain.told import Told, fields_of, told_of_plan
from planner.domain.visits import Delegate
from planner.errors import NotFound, UserError
from planner.i18n import N_, Language, _, language
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.leaving import Leaving
from planner.services.releases import Releases, put_marks
from planner.text import fold, safe_file_name

if TYPE_CHECKING:
    from planner.services.visits import Visits


class Calendars(enum.StrEnum):
    """For whom calendar files are made."""

    VISIT = "visit"
    GROUPS = "groups"
    PEOPLE = "people"


@dataclass(frozen=True, kw_only=True)
class ExportRequest:
    """What to hand out. ``release`` None means the draft. ``people`` narrows calendars to these delegates.

    ``language`` is the language of the papers, not of the window.
    """

    visit_id: VisitId
    folder: Path
    profile: Profile = Profile.DELEGATES
    release: int | None = None
    language: str = "en"
    calendars: tuple[Calendars, ...] = ()
    contact_sheet: bool = False
    sheet_columns: tuple[str, ...] = ()
    """Names of the contact sheet's columns, of which only the granted go out; empty for all granted."""
    people: tuple[DelegateId, ...] = ()
    recipient: str = ""
    purpose: str = ""
    file_names: tuple[str, ...] = ()
    """Names to use instead of ours, in the order of the files; what has them is replaced."""
    alarm_minutes: int | None = None
    """How long before an entry calendars remind; 0 is never, None as the settings say."""


@dataclass(frozen=True)
class Paper:
    """One file before it is written, with whose data it holds."""

    name: str
    content: bytes
    columns: tuple[str, ...]
    subjects: tuple[Told, ...]
    """Everybody whose data it holds, hosts too, and what it says of them."""
    recipient: str = ""
    entries: int = 0
    recipient_key: str = ""
    kind: str = "calendar"


@dataclass(frozen=True)
class ExportReport:
    """What was written; ``skipped`` are sentences about what was left out and why."""

    files: tuple[Path, ...] = ()
    skipped: tuple[str, ...] = field(default_factory=tuple)


class Exporting:
    """Each file is written whole or not at all, and each hand-over is put on record."""

    def __init__(self, core: Core, visits: Visits, releases: Releases) -> None:
        self._core = core
        self._visits = visits
        self._releases = releases
        self._disclosures = Disclosures(core)

    def delegate(self, plan: Plan, text: str) -> Delegate:
        """The delegate that a typed name means.

        :raises NotFound: none or several fit.
        """
        terms = fold(text).split()
        found = []
        for delegate in plan.delegates:
            person = plan.person.get(delegate.person_id) if delegate.person_id else None
            names = [plan.name_of(delegate), delegate.id]
            names += (
                [person.family_name, person.given_name, person.native_name, person.reading]
                if person
                else []
            )
            whole = fold(" ".join(names))
            if all(term in whole for term in terms):
                found.append(delegate)
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(
                _("Nobody in this delegation is called “{text}”.").format(text=text),
                _("See “planner visit show” for the names."),
            )
        names = [plan.name_of(delegate) for delegate in found]
        raise NotFound(
            _("“{text}” may mean several people: {names}.").format(
                text=text, names="; ".join(names)
            ),
            _("Add the given name."),
        )

    def plan(self, visit: VisitId, release: int | None) -> Plan:
        """The released plan, or the draft as it stands."""
        return self._visits.plan(visit) if release is None else self._releases.plan(visit, release)

    def write(self, request: ExportRequest) -> ExportReport:
        """Make and write all files asked for, then record the disclosure.

        Marks for calendars rise here, where something is handed out, and never with a mere look.

        :raises NotWritten: a file could not be written; those before it are complete and on record.
        """
        plan = self.plan(request.visit_id, request.release)
        leaving = Leaving(self._disclosures, request.folder)
        with (
            leaving.in_step(),
            self._core.work(
                N_("Hand out {name}"),
                {"name": plan.visit.title, "word": "disclosure"},
                lasting=True,
            ) as work,
        ):
            if request.calendars and plan.release_number is None:
                plan = replace(plan, marks=put_marks(work, plan, self._core.stamp()))
            papers, skipped = self.papers(plan, request)
            for place, paper in enumerate(papers):
                chosen = request.file_names[place] if place < len(request.file_names) else ""
                if not leaving.put(work, _given(request, plan, paper), chosen=chosen):
                    break
            release = self._releases.record(plan)
            if leaving.files and release is not None:
                work.make_lasting(Release, release)
        return ExportReport(leaving.finished(), tuple(skipped))

    def write_people(
        self,
        path: Path,
        *,
        language_code: str = "en",
        text: str = "",
        people: Sequence[PersonId] | None = None,
        columns: Sequence[str] = (),
        recipient: str = "",
    ) -> int:
        """All people, or those that ``text`` finds, or just ``people``, as one sheet. Returns how many.

        ``columns`` are names of :data:`people_sheet.PEOPLE_COLUMNS`, the usual ones without.

        :raises NotWritten: the file could not be written; an old one is as it was.
        """
        from planner.interchange.excel_writer import write_workbook
        from planner.services import people_sheet

        speak = language(language_code)
        today = self._core.today()
        cards = people_sheet.cards(self._core.reader, today, text, people)
        sheet = people_sheet.people_sheet(cards, speak, today, columns)
        content = write_workbook(
            (sheet,), title=speak(N_("Contacts")), created=self._core.now(), language=speak
        )
        chosen = [one.name for one in people_sheet.chosen_columns(columns)]
        given = Given(
            file_name=path.name,
            content=content,
            subjects=[people_sheet.told(card, chosen) for card in cards],
            columns=(*chosen, "key"),
            recipient=recipient,
            paper="list of people",
            language=language_code,
        )
        self._disclosures.save(path, given)
        return len(cards)

    def papers(self, plan: Plan, request: ExportRequest) -> tuple[list[Paper], list[str]]:
        """All files as bytes, nothing written: the same plan and request give the same bytes."""
        speak = language(request.language)
        papers: list[Paper] = []
        skipped: list[str] = []
        for kind in request.calendars:
            made, left_out = self._calendars(plan, kind, request, speak)
            papers += made
            skipped += left_out
        if request.contact_sheet:
            papers.append(_contact_sheet(plan, request, speak, self._made_at(plan)))
        taken: set[str] = set()  # two people of one name get two files
        return [replace(paper, name=unused(paper.name, taken)) for paper in papers], skipped

    def _calendars(
        self, plan: Plan, kind: Calendars, request: ExportRequest, speak: Language
    ) -> tuple[list[Paper], list[str]]:
        from planner.services import calendars

        wished = request.alarm_minutes
        alarm = self._core.settings.whole("alarm_minutes") if wished is None else wished
        profile = request.profile
        if kind is Calendars.VISIT:
            items = calendars.items_for(plan, profile)
            if not items:
                return [], [_nothing_on(plan.visit.title)]
            made = _calendar(plan, items, "", plan.visit.title, plan.delegates, speak, alarm=alarm)
            return [replace(made, kind="visit")], []
        papers: list[Paper] = []
        skipped: list[str] = []
        if kind is Calendars.PEOPLE:
            skipped += self._missing(plan, request)
        if kind is Calendars.GROUPS:
            for group in plan.groups:
                members = [one for one in plan.delegates if one.id in plan.members_of[group.id]]
                title = f"{plan.visit.title} – {group.name or group.letter}"
                items = calendars.items_of_group(plan, profile, group.id)
                if not items:
                    skipped.append(_nothing_on(title))
                    continue
                made = _calendar(
                    plan, items, group.letter or group.name, title, members, speak, alarm=alarm
                )
                papers.append(replace(made, kind="groups"))
            return papers, skipped
        for delegate in plan.delegates:
            if request.people and delegate.id not in request.people:
                continue
            name = plan.name_of(delegate)
            items = calendars.items_of_delegate(plan, profile, delegate.id)
            if not items:
                skipped.append(_nothing_on(name))
                continue
            papers.append(
                replace(
                    _calendar(
                        *(plan, items, name, f"{plan.visit.title} – {name}", [delegate], speak),
                        named=("name",),
                        alarm=alarm,
                    ),
                    recipient=name,
                    recipient_key=f"delegate:{delegate.id}",
                )
            )
        return papers, skipped

    def _missing(self, plan: Plan, request: ExportRequest) -> list[str]:
        """Who was asked for and is not in an older version: said, so that no file is missed."""
        unknown = [key for key in request.people if key not in plan.delegate]
        draft = self._visits.plan(request.visit_id) if unknown else plan
        return [
            _("{name} is not in this version of the visit, so no calendar was written.").format(
                name=draft.name_of(draft.delegate[key]) if key in draft.delegate else "–"
            )
            for key in unknown
        ]

    def _made_at(self, plan: Plan) -> dt.datetime:
        """A release has its own moment, so that its papers come out the same every time."""
        if plan.release_number is not None:
            for line in self._releases.list(plan.visit.id):
                if line.number == plan.release_number:
                    return line.released_at.replace(tzinfo=dt.UTC)
        return self._core.now()


def _given(request: ExportRequest, plan: Plan, paper: Paper) -> Given:
    return Given(
        file_name=paper.name,
        content=paper.content,
        subjects=paper.subjects,
        columns=paper.columns,
        recipient=request.recipient or paper.recipient,
        recipient_key="" if request.recipient else paper.recipient_key,
        profile=request.profile,
        paper=paper.kind,
        language=request.language,
        purpose=request.purpose,
        visit_id=plan.visit.id,
        release_number=plan.release_number,
    )


def _subjects(
    plan: Plan,
    delegates: Iterable[Delegate],
    items: Iterable[Item],
    of_delegates: Iterable[str],
    of_hosts: Iterable[str],
) -> tuple[Told, ...]:
    """Delegates and the hosts of these entries, each once, with what the file says of them."""
    heads = list(delegates)
    hosts = dict.fromkeys(host.person_id for item in items for host in plan.hosts_of(item))
    told = {
        one.person_id: one
        for one in told_of_plan(
            plan, list(of_delegates), [one.person_id for one in heads], first_way=True
        )
    }
    found = {
        one.id: told.get(one.person_id) or Told(name=plan.name_of(one), person_id=one.person_id)
        for one in heads
    }
    place = {one.person_id: one.id for one in heads if one.person_id is not None}
    receiving = told_of_plan(plan, list(of_hosts), hosts, first_way=True)
    for one in receiving:
        assert one.person_id is not None
        known = place.get(one.person_id)
        if known is None:
            found[DelegateId(one.person_id)] = one
        else:
            found[known] = replace(found[known], values={**found[known].values, **one.values})
    return tuple(found.values())


def _nothing_on(name: str) -> str:
    """Programs refuse a calendar without entries; saying so is better than handing one out."""
    return _("{name}: there is no entry yet, so no calendar was written.").format(name=name)


def _calendar(
    plan: Plan,
    items: Sequence[Item],
    who: str,
    title: str,
    subjects: Iterable[Delegate],
    speak: Language,
    named: tuple[str, ...] = (),
    alarm: int = 0,
) -> Paper:
    """``named`` is what the calendar itself says of those whose days it has: the name in its title."""
    from planner.interchange.calendar import write_calendar
    from planner.services import calendars

    events = calendars.events(plan, items, speak, alarm)
    content = write_calendar(title, events, language=speak)
    columns = ("title", "time", "place", "hosts", "public_text")
    return Paper(
        _file_name(plan, who, "ics", speak),
        content,
        columns,
        _subjects(plan, subjects, items, named, ("name", "position")),
        entries=len(items),
    )


def _contact_sheet(plan: Plan, request: ExportRequest, speak: Language, at: dt.datetime) -> Paper:
    from planner.interchange.excel_writer import write_workbook
    from planner.services import contact_sheet
    from planner.services.calendars import items_for

    chosen = request.sheet_columns
    if not contact_sheet.granted(request.profile, chosen):
        raise UserError(
            _("None of the chosen columns may go to this audience."),
            _("Choose other columns, or another audience. No sheet was written."),
        )
    sheets = contact_sheet.contact_sheet(plan, request.profile, speak, chosen)
    content = write_workbook(sheets, title=plan.visit.title, created=at, language=speak)
    columns = contact_sheet.columns_granted(request.profile, chosen)
    return Paper(
        _file_name(plan, speak(N_("contacts")), "xlsx", speak),
        content,
        columns,
        _subjects(
            plan,
            plan.delegates,
            items_for(plan, request.profile),
            fields_of(name for name in columns if not name.startswith("host.")),
            fields_of(name for name in columns if name.startswith("host.")),
        ),
        entries=len(plan.delegates),
        kind="contacts",
    )


def _file_name(plan: Plan, who: str, ending: str, speak: Language) -> str:
    """ "2027-05-10_JP-DK_YAMAMOTO Kenji_v1.ics": sorts by date, says whose and which version."""
    day = plan.visit.first_day.isoformat() if plan.visit.first_day else ""
    version = f"v{plan.release_number}" if plan.release_number else speak(N_("draft"))
    parts = [day, plan.visit.code or plan.visit.title[:40], who, version]
    return f"{safe_file_name('_'.join(part for part in parts if part))}.{ending}"
