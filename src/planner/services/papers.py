"""The papers that can be sent: each made from a plan in which nothing denied is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from planner.documents.kinds import DOCUMENTS
from planner.domain.ids import PersonId
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.told import Told, fields_of, told_of_plan
from planner.domain.travel import ResourceKind
from planner.i18n import N_
from planner.services.document_papers import document_maker
from planner.services.occasions import Occasion, Paper, PaperKind, paper_name

if TYPE_CHECKING:
    from planner.interchange.calendar import CalendarEvent
    from planner.interchange.invitations import Method


CALENDAR_COLUMNS: Final = ("title", "time", "place", "hosts", "public_text")
_ICS: Final = "text/calendar"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# calendars: plain files, for the first time


def _own_calendar(occasion: Occasion) -> Sequence[Paper]:
    name = occasion.recipient.name
    return _calendar(occasion, "calendar", _shown(occasion), name, [occasion.recipient.person_id])


def _visit_calendar(occasion: Occasion) -> Sequence[Paper]:
    return _calendar(occasion, "visit", _shown(occasion), "")


def _calendars_of_people(occasion: Occasion) -> Sequence[Paper]:
    plan = occasion.plan
    items = _shown(occasion)
    shares = [
        Share(plan.name_of(one), one.person_id, [it for it in items if one.id in plan.heads_on(it)])
        for one in plan.delegates
    ]
    return _each(occasion, "people", shares)


def _calendars_of_groups(occasion: Occasion) -> Sequence[Paper]:
    plan = occasion.plan
    items = _shown(occasion)
    shares = []
    for group in plan.groups:
        members = plan.members_of[group.id]
        theirs = [item for item in items if not members.isdisjoint(plan.heads_on(item))]
        shares.append(Share(group.name or group.letter, None, theirs))
    return _each(occasion, "groups", shares)


def _calendars_of_hosts(occasion: Occasion) -> Sequence[Paper]:
    plan = occasion.plan
    names: dict[PersonId, str] = {}
    theirs: dict[PersonId, dict[str, Item]] = {}  # who receives in two roles receives once
    for item in _shown(occasion):
        for host in plan.hosts_of(item):
            if host.person_id is not None and host.person_id in plan.person:
                names.setdefault(host.person_id, plan.host_name(host))
                theirs.setdefault(host.person_id, {})[item.id] = item
    shares = [Share(name, key, list(theirs[key].values())) for key, name in names.items()]
    return _each(occasion, "hosts", shares)


def _calendars_of_drivers(occasion: Occasion) -> Sequence[Paper]:
    plan = occasion.plan
    items = _shown(occasion)
    shares = [
        Share(one.name, one.person_id, [item for item in items if one in plan.booked_for(item)])
        for one in plan.resources
        if one.kind is ResourceKind.VEHICLE
    ]
    return _each(occasion, "drivers", shares)


def _calendars_of_rooms(occasion: Occasion) -> Sequence[Paper]:
    plan = occasion.plan
    items = _shown(occasion)
    shares = []
    for room in plan.rooms:
        site = plan.site.get(room.site_id)
        name = ", ".join(part for part in (site.name if site else "", room.name) if part)
        shares.append(Share(name, None, [item for item in items if item.room_id == room.id]))
    return _each(occasion, "rooms", shares)


@dataclass(frozen=True, slots=True)
class Share:
    """Whose calendar it is, the person if it is one, and the entries in it."""

    name: str
    person: PersonId | None
    items: Sequence[Item]


def _shown(occasion: Occasion) -> list[Item]:
    from planner.services.calendars import items_for  # late: the command line names papers at start

    return items_for(occasion.plan, occasion.recipient.profile)


def _each(occasion: Occasion, kind: str, shares: Iterable[Share]) -> list[Paper]:
    return [
        paper
        for share in shares
        for paper in _calendar(occasion, kind, share.items, share.name, [share.person])
    ]


def _calendar(
    occasion: Occasion,
    kind: str,
    items: Sequence[Item],
    who: str,
    named: Iterable[PersonId | None] = (),
) -> list[Paper]:
    """One calendar; none without entries, because programs refuse an empty one."""
    from planner.interchange.calendar import write_calendar
    from planner.services.calendars import events

    if not items:
        return []
    plan, speak = occasion.plan, occasion.speak
    title = f"{plan.visit.title} – {who}" if who else plan.visit.title
    return [
        Paper(
            name=paper_name(occasion, "ics", speak(N_("calendar")), who),
            content=write_calendar(
                title, events(plan, items, speak, occasion.alarm_minutes), language=speak
            ),
            kind=kind,
            columns=CALENDAR_COLUMNS,
            subjects=_subjects(plan, items, named),
            entries=len(items),
            media_type=_ICS,
        )
    ]


def _subjects(
    plan: Plan, items: Iterable[Item], named: Iterable[PersonId | None]
) -> tuple[Told, ...]:
    """Who is named in a calendar: whose it is, and the hosts with their posts."""
    hosts = {host.person_id for item in items for host in plan.hosts_of(item) if host.person_id}
    owners = {key for key in named if key is not None} - hosts
    return (
        *told_of_plan(plan, ("name",), owners),
        *told_of_plan(plan, ("name", "position"), hosts),
    )


# calendars: changes that they take over by themselves


def _updates(occasion: Occasion) -> Sequence[Paper]:
    """One REQUEST or CANCEL for each entry that differs from what the recipient's calendar has."""
    from planner.interchange.invitations import Method

    if occasion.organizer is None or occasion.attendee is None:
        return []
    profile = occasion.recipient.profile
    now = _by_uid(occasion, occasion.plan, profile)
    given_as = occasion.given_as or profile
    was = _by_uid(occasion, occasion.before, given_as) if occasion.before else {}
    made = [
        _update(occasion, Method.REQUEST, item, one, is_new=uid not in was)
        for uid, (item, one) in now.items()
        if uid not in was or not _says_the_same(one, was[uid][1])
    ]
    gone = [
        # What is called off because the recipient may see less is not told once more.
        _update(occasion, Method.CANCEL, item, one if given_as is profile else _only_named(one))
        for uid, (item, one) in was.items()
        if uid not in now and item.id not in occasion.staying
    ]
    return [
        replace(
            paper, name=paper_name(occasion, "ics", f"{number:02} {paper.title}", _who(occasion))
        )
        for number, paper in enumerate((*made, *gone), 1)
    ]


def _only_named(event: CalendarEvent) -> CalendarEvent:
    return replace(event, description="", location="", geo=None, categories=())


def _by_uid(
    occasion: Occasion, plan: Plan, profile: Profile
) -> dict[str, tuple[Item, CalendarEvent]]:
    from planner.services.calendars import events, items_for

    items = items_for(plan, profile)
    return {
        event.uid: (item, event)
        for item, event in zip(items, events(plan, items, occasion.speak), strict=True)
    }


def _says_the_same(one: CalendarEvent, other: CalendarEvent) -> bool:
    bare = {"sequence": 0, "stamped_at": one.stamped_at, "last_modified": None}
    return replace(one, **bare) == replace(other, **bare)  # type: ignore[arg-type]


def _update(
    occasion: Occasion, method: Method, item: Item, event: CalendarEvent, *, is_new: bool = False
) -> Paper:
    from planner.interchange.invitations import write_invitation

    assert occasion.organizer
    assert occasion.attendee
    plan = occasion.plan if item.id in occasion.plan.item else (occasion.before or occasion.plan)
    content = write_invitation(
        _raised(event, item, occasion),
        method,
        organizer=occasion.organizer,
        attendee=occasion.attendee,
        language=occasion.speak,
    )
    return Paper(
        name="",
        content=content,
        kind="updates",
        columns=(*CALENDAR_COLUMNS, "email"),
        # Hosts stand in the description, and nowhere without one.
        subjects=_subjects(
            plan, [item] if event.description else [], [occasion.recipient.person_id]
        ),
        entries=1,
        media_type=_ICS,
        method=method,
        title=item.title,
        is_new=is_new,
    )


def _raised(event: CalendarEvent, item: Item, occasion: Occasion) -> CalendarEvent:
    """The marks of an entry, raised by the number of the release.

    The mark alone stands still when somebody only joins or leaves an entry, or when an entry was
    away for a while. Neither part ever falls, so each release outdoes all that were sent before it,
    in whatever order the mails are opened.
    """
    number = occasion.plan.release_number or 0
    stamp = max(event.stamped_at, occasion.at)
    mark = occasion.marks.get(item.id)
    sequence = max(event.sequence, mark.sequence if mark else 0)
    return replace(event, sequence=sequence + number, stamped_at=stamp, last_modified=stamp)


def _who(occasion: Occasion) -> str:
    return occasion.recipient.name


# sheets


def _contacts(occasion: Occasion) -> Sequence[Paper]:
    from planner.interchange.excel_writer import write_workbook
    from planner.services import contact_sheet

    plan, speak, profile = occasion.plan, occasion.speak, occasion.recipient.profile
    if not plan.delegates or not contact_sheet.granted(profile):
        return []
    columns = contact_sheet.columns_granted(profile)
    return [
        Paper(
            name=paper_name(occasion, "xlsx", speak(N_("contacts"))),
            content=write_workbook(
                contact_sheet.contact_sheet(plan, profile, speak),
                title=plan.visit.title,
                created=occasion.at,
                language=speak,
            ),
            kind="contacts",
            columns=columns,
            subjects=_listed(plan, columns),
            entries=len(plan.delegates),
            media_type=_XLSX,
        )
    ]


def _listed(plan: Plan, columns: Iterable[str]) -> tuple[Told, ...]:
    """What the two sheets say of delegates and of hosts; who is both comes once, with both."""
    of_hosts = [name for name in columns if name.startswith("host.")]
    of_delegates = [name for name in columns if name not in of_hosts]
    delegates = {one.person_id for one in plan.delegates}
    hosts = {host.person_id for host in plan.hosts}
    found = {
        told.person_id: told
        for told in told_of_plan(plan, fields_of(of_delegates), delegates, first_way=True)
    }
    for told in told_of_plan(plan, fields_of(of_hosts), hosts, first_way=True):
        known = found.get(told.person_id)
        values = {**known.values, **told.values} if known else told.values
        found[told.person_id] = replace(known or told, values=values)
    unnamed = [Told(name=plan.name_of(one)) for one in plan.delegates if one.person_id is None]
    return (*found.values(), *unnamed)


def _sheet(name: str) -> Callable[[Occasion], Sequence[Paper]]:
    def make(occasion: Occasion) -> Sequence[Paper]:
        from planner.services.sheet_columns import View
        from planner.services.visit_sheets import SHEETS, make_sheet

        one, speak = occasion.recipient, occasion.speak
        view = View(
            plan=occasion.plan,
            profile=one.profile,
            speak=speak,
            recipient=one,
            states=occasion.states,
            chosen=occasion.columns.get(name, ()),
        )
        made = make_sheet(name, view, occasion.at)
        if made is None:
            return []
        return [
            Paper(
                name=paper_name(occasion, "xlsx", speak(SHEETS[name].file_name)),
                content=made.content,
                kind=name,
                columns=made.columns,
                subjects=made.subjects,
                entries=made.entries,
                media_type=_XLSX,
                remarks=made.remarks,
            )
        ]

    return make


def _report_table(occasion: Occasion) -> Sequence[Paper]:
    from planner.services.report_table import report_table

    return report_table(occasion)


# To add a paper: one line.
PAPERS: Final[dict[str, PaperKind]] = {
    "calendar": PaperKind(title=N_("Own calendar"), make=_own_calendar, own=True),
    "updates": PaperKind(title=N_("Changes for the own calendar"), make=_updates, own=True),
    "visit": PaperKind(title=N_("Calendar of the visit"), make=_visit_calendar),
    "people": PaperKind(title=N_("Calendars of the delegates"), make=_calendars_of_people),
    "groups": PaperKind(title=N_("Calendars of the groups"), make=_calendars_of_groups),
    "hosts": PaperKind(title=N_("Calendars of the hosts"), make=_calendars_of_hosts),
    "drivers": PaperKind(title=N_("Calendars of the drivers"), make=_calendars_of_drivers),
    "rooms": PaperKind(title=N_("Calendars of the rooms"), make=_calendars_of_rooms),
    "contacts": PaperKind(title=N_("Contact sheet"), make=_contacts),
    "participants": PaperKind(title=N_("List of participants"), make=_sheet("participants")),
    "programme": PaperKind(title=N_("Programme table"), make=_sheet("programme")),
    "access": PaperKind(title=N_("Access lists"), make=_sheet("access")),
    "rooming": PaperKind(title=N_("Rooming list"), make=_sheet("rooming")),
    "transport": PaperKind(title=N_("Transport list"), make=_sheet("transport")),
    "report-table": PaperKind(title=N_("Visit report as a table"), make=_report_table),
    **{
        name: PaperKind(title=kind.title, make=document_maker(name), own=kind.own)
        for name, kind in DOCUMENTS.items()
    },
}
"""What can be sent, by name, in the order in which it is offered."""
