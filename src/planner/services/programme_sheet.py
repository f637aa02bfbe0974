"""The programme as a table: one row an entry, with local times of each end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.grants import GRANTS
from planner.domain.itinerary import (
    ITEM_KINDS,
    ITEM_STATUSES,
    AudienceKind,
    Item,
    ItemAudience,
    ItemHost,
)
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.times import WallTime, is_zone, offset_text
from planner.i18n import N_, Language, day_in_words
from planner.services.sheet_columns import Named, Page, SheetField, Value, View, VisitSheet

_ITEM: Final = GRANTS[Item]
_ALL: Final = frozenset(Profile)


@dataclass(frozen=True, slots=True)
class Entry:
    plan: Plan
    item: Item

    @property
    def day(self) -> dt.date | None:
        return self.item.start_local.date() if self.item.start_local else None


def _end(item: Item, local: dt.datetime | None) -> Value:
    """The time on the wall; the date alone where the entry takes whole days."""
    return local.date() if local is not None and item.all_day else local


def zone_of(item: Item) -> str:
    """The zone of an entry, of both ends where they differ.

    A cell holds a time on the wall alone. Where the clock shows it twice or never, how far it is ahead
    of UTC stands here too: "Europe/Copenhagen (UTC+2 – UTC+1)" for the two ends.
    """
    zones = dict.fromkeys(name for name in (item.start_zone, item.end_zone) if name)
    if not item.is_scheduled or item.all_day or not all(is_zone(name) for name in zones):
        return " → ".join(zones)
    span = item.span
    ends = {span.start.zone: [span.start]}
    ends.setdefault(span.end.zone, []).append(span.end)
    return " → ".join(_told(name, walls) for name, walls in ends.items())


def _told(zone: str, walls: Sequence[WallTime]) -> str:
    if not any(wall.is_awkward for wall in walls):
        return zone
    offsets = dict.fromkeys(offset_text(wall) for wall in walls)
    return f"{zone} ({' – '.join(offsets)})"


def hosts_of(plan: Plan, item: Item) -> str:
    """Each host with the post held, where that is told."""
    return "\n".join(
        ", ".join(
            part
            for part in (plan.host_name(host), plan.titles.get(host.person_id or "", ""))
            if part
        )
        for host in plan.hosts_of(item)
    )


def audience_of(plan: Plan, item: Item, speak: Language) -> str:
    """Whom an entry is for, in words; people by name, "all except" with who is missing."""
    if item.audience is AudienceKind.ALL:
        return speak(N_("Whole delegation"))
    groups = [group.name or group.letter for group in plan.groups_on(item)]
    named = ", ".join([*groups, *(plan.name_of(one) for one in plan.named_on(item))])
    if item.audience is AudienceKind.ALL_EXCEPT:
        return speak(N_("All except {names}")).format(names=named) if named else ""
    return named


# To add a column: one line here.
COLUMNS: Final[tuple[SheetField[Entry], ...]] = (
    SheetField(
        name="day",
        title=N_("Day"),
        width=13,
        value=lambda row, speak: day_in_words(row.day, speak) if row.day else "",
        profiles=_ALL,
    ),
    SheetField(
        name="start",
        title=N_("Start"),
        width=17,
        value=lambda row, speak: _end(row.item, row.item.start_local),
        profiles=_ALL,
        kind="datetime",
    ),
    SheetField(
        name="end",
        title=N_("End"),
        width=17,
        value=lambda row, speak: _end(row.item, row.item.end_local),
        profiles=_ALL,
        kind="datetime",
    ),
    SheetField(
        name="zone",
        title=N_("Local time of"),
        width=20,
        value=lambda row, speak: zone_of(row.item),
        profiles=_ALL,
    ),
    SheetField(
        name="title",
        title=N_("Title"),
        width=34,
        value=lambda row, speak: row.item.title,
        profiles=_ITEM["title"],
    ),
    SheetField(
        name="second_title",
        title=N_("Title in the guests' language"),
        width=28,
        value=lambda row, speak: row.item.second_title,
        profiles=_ITEM["second_title"],
    ),
    SheetField(
        name="place",
        title=N_("Place"),
        width=30,
        value=lambda row, speak: row.plan.place_of(row.item),
        profiles=_ITEM["place"],
    ),
    SheetField(
        name="hosts",
        title=N_("Hosts"),
        width=30,
        value=lambda row, speak: hosts_of(row.plan, row.item),
        profiles=GRANTS[ItemHost]["organisation_id"],
    ),
    SheetField(
        name="audience",
        title=N_("Who is on it"),
        width=22,
        value=lambda row, speak: audience_of(row.plan, row.item, speak),
        profiles=GRANTS[ItemAudience]["id"],
    ),
    SheetField(
        name="public_text",
        title=N_("Text"),
        width=44,
        value=lambda row, speak: row.item.public_text,
        profiles=_ITEM["public_text"],
    ),
    SheetField(
        name="kind",
        title=N_("Kind"),
        width=13,
        value=lambda row, speak: speak(ITEM_KINDS[row.item.kind]),
        profiles=_ITEM["kind"],
        usual=False,
    ),
    SheetField(
        name="status",
        title=N_("Status"),
        width=13,
        value=lambda row, speak: speak(ITEM_STATUSES[row.item.status]),
    ),
    SheetField(
        name="internal_notes",
        title=N_("Internal notes"),
        width=34,
        value=lambda row, speak: row.item.internal_notes,
        profiles=_ITEM["internal_notes"],
        usual=False,
    ),
)


def _pages(view: View) -> Sequence[Page[Entry]]:
    plan = view.plan
    rows = [Entry(plan, item) for item in plan.scheduled]
    if not rows:
        return []
    zones = {zone_of(row.item) for row in rows}
    second = any(row.item.second_title for row in rows)
    usual = [
        column
        for column in COLUMNS
        if (column.name != "zone" or len(zones) > 1)
        and (column.name != "second_title" or second or view.is_office)
    ]
    note = "" if len(zones) > 1 else next(iter(zones))
    columns = COLUMNS if view.chosen else usual
    return [
        Page(title=view.speak(N_("Programme")), rows=rows, note=note, columns=columns),
    ]


def _hosts(row: Entry) -> Sequence[Named]:
    return [(host.person_id, "") for host in row.plan.hosts_of(row.item)]


def _of_hosts(columns: Sequence[str]) -> Sequence[str]:
    """One column says both of each host; all others are about entries."""
    return ("name", "position") if "hosts" in columns else ()


PROGRAMME: Final = VisitSheet(
    name="programme",
    file_name=N_("programme"),
    columns=COLUMNS,
    pages=_pages,
    key=lambda row: (row.item.id,),
    names=_hosts,
    told=_of_hosts,
    profiles=_ALL,
)
