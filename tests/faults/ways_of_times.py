"""Every way by which the times of entries leave, each read back with a reader that is not ours."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import icalendar
import openpyxl
from dateutil.tz import tzical

from documents.papers_made import material
from faults.clock_changes import Moments, instant, moments
from planner.documents.content import Entries, Entry, Heading, first
from planner.documents.programme.official_programme import official_programme
from planner.domain.calendar_entries import CalendarEntry
from planner.domain.event_places import Placed
from planner.domain.event_reading import said, wall
from planner.domain.handouts import PlaceKind, Publication
from planner.domain.ids import RecordId, VisitId, new_id
from planner.domain.itinerary import Item
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.words import from_plain
from planner.i18n import language
from planner.interchange.calendar import write_calendar
from planner.interchange.calendar_events import read
from planner.interchange.invitations import Method, write_invitation
from planner.interchange.mailboxes import mailbox
from planner.services.calendars import events
from planner.services.planner import Planner
from planner.services.publication_contents import contents
from planner.services.sheet_columns import View
from planner.services.visit_sheets import make_sheet

AT = dt.datetime(2027, 4, 1, 9, 30, tzinfo=dt.UTC)
SPEAK = language("en")


@dataclass(frozen=True)
class Ground:
    """The library with the visit and another one to hand it to; ``plan`` is as it was meant."""

    planner: Planner
    colleague: Planner
    plan: Plan
    folder: Path

    @property
    def visit(self) -> VisitId:
        return self.plan.visit.id


# calendars


def calendar_file(ground: Ground) -> Moments:
    """A plain file: by the names of its zones."""
    return _by_names(_written(ground.plan))


def calendar_file_by_its_own_zones(ground: Ground) -> Moments:
    """The same by a reader that knows no zones but those that the file describes."""
    data = _written(ground.plan)
    known = tzical(io.StringIO(data.decode())) if b"VTIMEZONE" in data else None
    found: Moments = {}
    for event in data.decode().replace("\r\n ", "").split("BEGIN:VEVENT")[1:]:
        ends = []
        for zone, value in re.findall(r"^DT(?:START|END)(?:;TZID=([^:]+))?:(\S+)", event, re.M):
            moment = dt.datetime.fromisoformat(value)
            if zone:
                assert known is not None
                moment = moment.replace(tzinfo=known.get(zone))
            assert moment.tzinfo is not None
            ends.append(moment.astimezone(dt.UTC))
        title = re.search(r"^SUMMARY:(.+?)\r?$", event, re.M)
        assert title is not None
        found[title[1]] = (ends[0], ends[1])
    return found


def invitations(ground: Ground) -> Moments:
    office, guest = mailbox("Office", "office@example.dk"), mailbox("Guest", "g@example.org")
    found: Moments = {}
    for event in events(ground.plan, ground.plan.items, SPEAK):
        data = write_invitation(
            event, Method.REQUEST, organizer=office, attendee=guest, language=SPEAK
        )
        found |= _by_names(data)
    return found


def entries_of_a_server(ground: Ground) -> Moments:
    """One for each event, as they are put on a CalDAV server."""
    found: Moments = {}
    for one in _published(ground, PlaceKind.SERVER):
        found |= _by_names(one)
    return found


def calendar_of_a_folder(ground: Ground) -> Moments:
    found: Moments = {}
    for one in _published(ground, PlaceKind.FOLDER):
        found |= _by_names(one)
    return found


def _published(ground: Ground, kind: PlaceKind) -> Iterator[bytes]:
    place = Publication(
        id=RecordId(new_id()), visit_id=ground.visit, kind=kind, profile=Profile.INTERNAL
    )
    made = contents(ground.plan, place, {}, AT, lambda _key, name: name)
    return (one.data for one in made.by_name.values())


def _written(plan: Plan) -> bytes:
    return write_calendar("All", events(plan, plan.items, SPEAK), language=SPEAK)


def _by_names(data: bytes) -> Moments:
    found: Moments = {}
    for event in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert start.tzinfo is not None
        assert end.tzinfo is not None
        found[str(event["SUMMARY"])] = (start.astimezone(dt.UTC), end.astimezone(dt.UTC))
    return found


# what people read


def programme_sheet(ground: Ground) -> Moments:
    return _sheet(ground, "programme", ("Start", "End", "Local time of", "Title"))


def transport_sheet(ground: Ground) -> Moments:
    columns = ("Leaves at", "Arrives at", "Local time of", "Connection")
    found = _sheet(ground, "transport", columns)
    return {title.removeprefix("Flight "): ends for title, ends in found.items()}


def _sheet(ground: Ground, name: str, columns: tuple[str, ...]) -> Moments:
    """Time on the wall, zone, and what is said where the wall shows it twice or never."""
    view = View(plan=ground.plan, profile=Profile.INTERNAL, speak=SPEAK)
    made = make_sheet(name, view, AT)
    assert made is not None
    rows = openpyxl.load_workbook(io.BytesIO(made.content)).active.values
    head = next(rows)
    places = [head.index(title) for title in columns]
    found: Moments = {}
    for row in rows:
        start, end, zones, title = (row[place] for place in places)
        first_zone, _arrow, last_zone = zones.partition(" → ")
        found[title] = (_said(start, first_zone), _said(end, last_zone or first_zone, last=True))
    return found


_OFFSET = re.compile(r"UTC(?:([+−])(\d+)(?::(\d\d))?)?")


def _said(local: dt.datetime, zone: str, *, last: bool = False) -> dt.datetime:
    """ "Europe/Copenhagen (UTC+2)", or "(UTC+2 – UTC+1)" where both ends are in one zone."""
    name, _space, told = zone.partition(" (")
    offsets = told.removesuffix(")").split(" – ")
    if not told:
        moments = {instant(local, fold, name) for fold in (0, 1)}
        assert len(moments) == 1, f"nobody can know which {local} in {zone} is meant"
        return moments.pop()
    offset = _ahead(offsets[-1] if last else offsets[0])
    return local.replace(tzinfo=dt.timezone(offset)).astimezone(dt.UTC)


def _ahead(text: str) -> dt.timedelta:
    found = _OFFSET.fullmatch(text)
    assert found is not None, text
    sign, hours, minutes = found.groups()
    ahead = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return -ahead if sign == "−" else ahead


def official_paper(ground: Ground) -> Moments:
    """The programme as it is set in PDF and Word: from the blocks that both are drawn from."""
    document = official_programme(material(ground.plan, profile=Profile.INTERNAL))
    assert document is not None
    items = {item.title: item for item in ground.plan.items}
    found: Moments = {}
    day = dt.date.min
    for block in document.blocks:
        if isinstance(block, Heading) and re.search(r" \d{4}$", text := first(block.text)):
            day = dt.datetime.strptime(text, "%A %d %B %Y").date()
        elif isinstance(block, Entries):
            for entry in block.entries:
                if not entry.time.startswith("→"):
                    title = first(entry.title)
                    found[title] = _read(entry, items[title], day)
    return found


_CLOCK = r"(\d\d:\d\d)(?: \((UTC[^)]*)\))?"
_TIMES = re.compile(rf"{_CLOCK}(?:(?: → | ?– ?){_CLOCK})?")


def _read(entry: Entry, item: Item, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The reader knows which place is meant, and nothing else but what is printed."""
    found = _TIMES.fullmatch(entry.time)
    assert found is not None, entry.time
    start, start_offset, end, end_offset = found.groups()
    later = re.match(r"([+−])(\d+)", first(entry.time_note))
    days = int(later[2]) * (-1 if later[1] == "−" else 1) if later else 0
    return (
        _printed(day, start, start_offset, item.start_zone),
        _printed(day + dt.timedelta(days), end or start, end_offset or "", item.end_zone)
        if end
        else _printed(day, start, start_offset, item.start_zone),
    )


def _printed(day: dt.date, clock: str, offset: str | None, zone: str) -> dt.datetime:
    local = dt.datetime.combine(day, dt.time.fromisoformat(clock))
    return _said(local, f"{zone} ({offset})" if offset else zone)


# what is kept and handed on


def library(ground: Ground) -> Moments:
    return moments(ground.planner.visits.plan(ground.visit).items)


def planned_moments(ground: Ground) -> Moments:
    """The moments that stand beside the local times in the library, to find those that rules moved."""
    rows = ground.planner._core.reader.rows(
        "SELECT title, start_instant, end_instant FROM item WHERE visit_id = :visit",
        {"visit": ground.visit},
    )
    return {str(title): (_utc(start), _utc(end)) for title, start, end in rows}


def _utc(text: object) -> dt.datetime:
    return dt.datetime.fromisoformat(str(text)).replace(tzinfo=dt.UTC)


def release(ground: Ground) -> Moments:
    """A version frozen as JSON."""
    number = ground.planner.releases.release(ground.visit).number
    return moments(ground.planner.releases.plan(ground.visit, number).items)


def visit_file(ground: Ground) -> Moments:
    path = ground.folder / f"{ground.visit}.planner-visit"
    ground.planner.visit_files.give(ground.visit, path, "Colleague")
    files = ground.colleague.visit_files
    files.take(files.look(files.read(path)))
    return moments(ground.colleague.visits.plan(ground.visit).items)


def calendar_taken_in_again(ground: Ground) -> Moments:
    """Our file, read by our own import: what a colleague with another library gets."""
    found: Moments = {}
    told = read(_written(ground.plan), dt.date(2026, 1, 1), dt.date(2036, 12, 31))
    for values in told["entries"]:
        entry = from_plain(CalendarEntry, values)
        fields = said(entry, Placed(), ground.plan.visit.zone).values
        found[entry.title] = (wall(fields, "start").instant, wall(fields, "end").instant)
    return found


WAYS: tuple[Callable[[Ground], Moments], ...] = (
    library, planned_moments, release, visit_file, calendar_file, calendar_file_by_its_own_zones,
    calendar_of_a_folder, entries_of_a_server, invitations, programme_sheet, official_paper,
    calendar_taken_in_again,
)  # fmt: skip
OF_JOURNEYS: tuple[Callable[[Ground], Moments], ...] = (transport_sheet,)
