"""Calendars that arrive as files: their events read, compared with a visit, and taken in as its entries."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.domain import event_staging
from planner.domain.calendar_entries import CalendarFile, with_zones
from planner.domain.event_changes import OwnEntry
from planner.domain.event_places import Places
from planner.domain.event_staging import MARGIN_DAYS, EventGround, TextUse, own_item
from planner.domain.findings import Finding, Severity
from planner.domain.ids import ItemId, PersonId, VisitId
from planner.domain.itinerary import Item
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.sheets import PastedText
from planner.domain.sites import Room, Site
from planner.domain.staging import EVENTS, Staging
from planner.i18n import LANGUAGES, N_, language
from planner.interchange import file_reader
from planner.services.core import Core
from planner.storage import reading
from planner.storage.queries.site_names import named_sites
from planner.storage.reading import any_of

if TYPE_CHECKING:
    from planner.services.visits import Visits

_OPEN_DAYS: Final = 366
"""From today on, for a visit without days."""
_BLOCK: Final = 400


class CalendarImporting:
    """Reads and compares; :meth:`planner.services.importing.Importing.commit` writes, as one step."""

    def __init__(self, core: Core, visits: Visits) -> None:
        self._core, self._visits = core, visits

    def read(self, source: Path | PastedText, visit: VisitId) -> CalendarFile:
        """The events; those that repeat on the days of the visit and three before and after.

        :raises NotFound: no such visit.
        :raises NotReadable: it is no calendar with events, or cannot be read.
        """
        one = self._visits.plan(visit).visit
        reach = dt.timedelta(MARGIN_DAYS)
        first = one.first_day - reach if one.first_day else self._core.today()
        end = one.last_day or one.first_day
        last = end + reach if end else first + dt.timedelta(_OPEN_DAYS)
        return file_reader.read_events(source, first, last)

    def stage(
        self,
        file: CalendarFile,
        visit: VisitId,
        *,
        text: TextUse = TextUse.INTERNAL,
        with_hosts: bool = False,
        zones: Mapping[str, str] | None = None,
    ) -> Staging:
        """Compare the events with the visit; nothing is stored. See :func:`event_staging.stage`.

        ``zones`` are the zones of cities that somebody named, by what the file calls them; events in
        one that nobody knows are left out.

        :raises NotFound: no such visit.
        """
        plan = self._visits.plan(visit)
        file = with_zones(file, zones or {})
        ground = self._ground(file, plan)
        staging = event_staging.stage(file, ground, text=text, with_hosts=with_hosts)
        notices = (*staging.notices, *self._read_before(file, visit))
        return replace(staging, notices=notices)

    # what is known

    def _ground(self, file: CalendarFile, plan: Plan) -> EventGround:
        reader = self._core.reader
        own = {key for entry in file.entries if (key := own_item(entry.uid))}
        mails = {entry.organiser[1].casefold() for entry in file.entries} - {""}
        delegates = {one.person_id for one in plan.delegates}
        return EventGround(
            plan,
            self._places(),
            own_entries(plan, own),
            self._before(plan),
            {mail: one for mail, one in self._people(mails).items() if one[0] not in delegates},
            as_of=int(reader.rows("SELECT coalesce(max(number), 0) FROM step")[0][0]),
        )

    def _places(self) -> Places:
        reader = self._core.reader
        addresses: dict[str, tuple[str, ...]] = {
            site.id: (site.address, f"{site.postal_code} {site.city}".strip(), site.city)
            for site in reading.where(reader, Site, "1 = 1", {})
        }
        return Places(named_sites(reader), reading.where(reader, Room, "1 = 1", {}), addresses)

    def _before(self, plan: Plan) -> dict[str, dict[str, Any]]:
        """What calendars wrote into the items of the visit, the latest last."""
        rows = self._core.reader.rows(
            'SELECT c.row_id, c."after" FROM import_batch b'
            " JOIN change c ON c.step_number = b.step AND c.row_word = 'item'"
            " JOIN step s ON s.number = b.step"
            " WHERE b.visit_id = :visit AND b.kind = :kind AND b.undone_at IS NULL"
            " AND s.undone_by IS NULL ORDER BY b.step, c.place",
            {"visit": plan.visit.id, "kind": EVENTS},
        )
        known: dict[str, dict[str, Any]] = defaultdict(dict)
        for key, after in rows:
            known[str(key)] |= json.loads(after) if after else {}
        return known

    def _people(self, mails: Iterable[str]) -> dict[str, tuple[PersonId, str]]:
        """Who has these addresses, where it is exactly one person."""
        found: dict[str, set[str]] = defaultdict(set)
        listed = sorted(mails)
        for start in range(0, len(listed), _BLOCK):
            clause, parameters = any_of("normal", listed[start : start + _BLOCK])
            rows = self._core.reader.rows(
                "SELECT normal, person_id FROM contact_point WHERE kind = 'email'"
                f" AND person_id IS NOT NULL AND {clause}",
                parameters,
            )
            for mail, person in rows:
                found[str(mail)].add(str(person))
        only = {mail: next(iter(keys)) for mail, keys in found.items() if len(keys) == 1}
        people = reading.having(self._core.reader, Person, "id", sorted(set(only.values())))
        names = {one.id: one.name for one in people}
        return {
            mail: (PersonId(key), names[PersonId(key)])
            for mail, key in only.items()
            if PersonId(key) in names
        }

    def _read_before(self, file: CalendarFile, visit: VisitId) -> Iterable[Finding]:
        before = self._core.reader.rows(
            "SELECT max(at) FROM import_batch WHERE file_hash = :hash AND visit_id = :visit"
            " AND kind = :kind AND undone_at IS NULL",
            {"hash": file.sha256, "visit": visit, "kind": EVENTS},
        )[0][0]
        if before:
            yield Finding("workbook.read_before", Severity.NOTE, (), {"date": str(before)[:10]})


def own_entries(plan: Plan, items: Iterable[ItemId]) -> dict[str, OwnEntry]:
    """How our calendars show these items of the plan, in every language that they go out in."""
    from planner.services.calendars import events

    wanted = set(items)
    chosen: list[Item] = [item for item in plan.items if item.id in wanted and item.is_scheduled]
    titles: dict[str, set[str]] = defaultdict(set)
    places: dict[str, set[str]] = defaultdict(set)
    lines: dict[str, set[str]] = defaultdict(set)
    for code in LANGUAGES:
        for item, event in zip(chosen, events(plan, chosen, language(code)), strict=True):
            titles[item.id].add(event.summary)
            places[item.id].add(event.location)
            below = event.description.removeprefix(item.public_text)
            lines[item.id] |= {line for line in below.split("\n") if line}
    speaks = [language(code) for code in LANGUAGES]
    marks = tuple(f" ({speak(N_('to be confirmed'))})" for speak in speaks)
    starts = tuple(speak(N_("Local time: {start} to {end}")).partition("{")[0] for speak in speaks)
    return {
        item.id: OwnEntry(
            frozenset(titles[item.id]),
            frozenset(places[item.id]),
            frozenset(lines[item.id]),
            starts,
            marks,
        )
        for item in chosen
    }
