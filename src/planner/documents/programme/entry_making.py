"""One entry of a programme as a block: its time by the clocks of the place, title, lines and mark."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from planner.documents.content import Entry, Text, Words
from planner.documents.material import Material
from planner.documents.programme.change_marks import NO_MARK, Mark
from planner.documents.programme.entry_lines import Shown, lines_of
from planner.documents.speaking.clocks import (
    clock_at,
    clock_range,
    later,
    same_clock,
)
from planner.documents.speaking.dates import short_date
from planner.documents.speaking.titles import item_title
from planner.documents.speaking.wording import TBC, WHOLE_DAY
from planner.domain.itinerary import ITEM_KINDS, Item, ItemKind, ItemStatus
from planner.domain.plan import Plan
from planner.domain.times import WallTime, offset_text
from planner.i18n import N_
from planner.places_named import town_name, zone_city

FROM_DAY: Final = N_("since {day}")
CHECK_IN: Final = N_("check-in")
CHECK_OUT: Final = N_("check-out")


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """An entry as it stands on one day. ``begins`` and ``ends`` say which of its ends are on it;
    ``plan`` is the version that it is taken from: for what is gone, the one before."""

    plan: Plan
    item: Item
    day: dt.date
    begins: bool = True
    ends: bool = True
    mark: Mark = NO_MARK


def entry_for(material: Material, one: Standing, shown: Shown, home: str) -> Entry:
    """``home`` is the zone whose clocks the heading of the day names first."""
    continued = not one.begins
    return Entry(
        time=_time(material, one),
        time_note=_time_note(material, one, home),
        title=title_of(material, one.item),
        tag=material.speech.both(TBC) if is_open(one.item) else "",
        lines=lines_of(material, one.plan, one.item, shown, continued=continued),
        kind=one.item.kind.value,
        change=one.mark.change,
        change_note="" if continued else one.mark.note,
    )


def title_of(material: Material, item: Item) -> Words:
    """In each language of the paper; the kind of entry where nothing was typed."""
    if not (item.title or item.second_title):
        return material.speech.both(ITEM_KINDS[item.kind])
    guests = material.plan.visit.languages
    return material.speech.each(lambda code: item_title(item, code, guests))


def is_open(item: Item) -> bool:
    """Whether "tbc" stands beside it."""
    return item.status is not ItemStatus.CONFIRMED


def _time(material: Material, one: Standing) -> str:
    code, span = material.speech.code, one.item.span
    if one.item.all_day or not (one.begins or one.ends):
        return material.speech.both(WHOLE_DAY).text
    if one.item.kind is ItemKind.STAY and one.begins != one.ends:
        return clock_at(span.start if one.begins else span.end, code)
    if not one.begins:
        return f"→ {clock_at(span.end, code)}"
    if _has_two_clocks(one.item):
        return f"{clock_at(span.start, code)} → {clock_at(span.end, code)}"
    return clock_range(span, code).removesuffix(f" ({later(span)})")


def _time_note(material: Material, one: Standing, home: str) -> Text:
    """ "+1", the towns whose clocks are meant, "check-in", or since when it has lasted."""
    speech, span = material.speech, one.item.span
    if one.item.all_day:
        return ""
    if one.item.kind is ItemKind.STAY and one.begins != one.ends:
        return speech.both(CHECK_IN if one.begins else CHECK_OUT)
    towns = one.plan.towns_of(one.item)

    def said(code: str) -> str:
        start = _place(span.start, towns[0], code)
        end = _place(span.end, towns[1], code)
        if not one.begins:
            place = end if not same_clock(span.end, home) or _has_two_clocks(one.item) else ""
        elif _has_two_clocks(one.item):
            place = f"{start} → {end}"
        else:
            place = end if not same_clock(span.end, home) else ""
        mark = later(span) if one.begins else ""
        return " · ".join(part for part in (mark, place) if part)

    note = speech.each(said)
    if one.begins:
        return note
    since = speech.both(
        FROM_DAY, day=speech.each(lambda code: short_date(span.start.local.date(), code))
    )
    parts = [(note.text, since.text), (note.second or note.text, since.second or since.text)]
    main, other = ("\n".join(part for part in pair if part) for pair in parts)
    return Words(main, other if other != main else "")


def _has_two_clocks(item: Item) -> bool:
    span = item.span
    return not same_clock(span.start, span.end.zone) or not same_clock(span.end, span.start.zone)


def _place(wall: WallTime, town: str, code: str) -> str:
    return town_name(town, wall.zone, code) or zone_city(wall.zone, code) or offset_text(wall)
