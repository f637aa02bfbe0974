"""The days of a programme on paper: what stands on which day, in order, and the heading of each day.

The rule of the day: an entry stands on the local date on which it begins, and once more on the date
on which it ends, each by the clocks of that end; what lasts longer on the days between, too. Nights
in a hotel stand where one checks in and out. Whole-day entries come first, the others by the moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.documents.content import Change, Entries, Heading, Words
from planner.documents.material import Material
from planner.documents.programme.change_marks import NO_MARK, Mark, marks_of
from planner.documents.programme.entry_lines import Shown
from planner.documents.programme.entry_making import Standing, entry_for
from planner.documents.programme.free_time import with_free_time
from planner.documents.programme.programme_items import stands
from planner.documents.speaking.clocks import same_clock, zone_said
from planner.documents.speaking.dates import long_date
from planner.documents.speaking.titles import site_name
from planner.documents.speaking.words_together import beside, comma_in
from planner.domain.board import BoardDay, board_days
from planner.domain.itinerary import Item, ItemKind
from planner.domain.plan import Plan
from planner.domain.times import WallTime, is_zone
from planner.i18n import N_
from planner.places_named import town_name

OVERNIGHT: Final = N_("Overnight: {hotel}")
USUAL: Final = Shown()
MOST_PLACES: Final = 6
"""Towns that the heading of a day names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperDay:
    """One local date. ``clocks`` are moments of the day, one of each clock that is read on it, that
    of most people first; ``nights`` the stays of which neither end is on the day."""

    date: dt.date
    standing: tuple[Standing, ...]
    clocks: tuple[WallTime, ...] = ()
    towns: tuple[tuple[str, str], ...] = ()
    """Town and its zone, in the order in which the day comes to them."""
    nights: tuple[Item, ...] = ()


def paper_days(
    material: Material, wanted: Callable[[Item], bool] = lambda item: True, *, own: bool = False
) -> tuple[PaperDay, ...]:
    """The days on which something stands, in order.

    Marked against ``material.before`` if marks are wished; then what is gone stands where it was.
    ``wanted`` narrows the entries: those of one vehicle, of one interpreter. ``own`` says that the
    plan holds the recipient's entries alone.
    """
    marks = marks_of(material, own=own)
    plan = _shown(material.plan, wanted)
    found = {day.date: _day(plan, day, marks) for day in board_days(plan)}
    if material.before is not None and marks:
        was = material.before
        gone = _shown(
            was,
            lambda item: wanted(item) and marks.get(item.id, NO_MARK).change is Change.GONE,
        )
        for day in board_days(gone):
            lost = _day(gone, day, marks)
            here = found.get(day.date)
            found[day.date] = _joined(here, lost) if here else lost
    return tuple(found[date] for date in sorted(found) if found[date].standing)


def day_heading(
    material: Material, day: PaperDay, *, level: int = 1, new_page: bool = False
) -> Heading:
    """ "Monday 10 May 2027", below it the towns, the clocks and where one sleeps."""
    return Heading(
        text=material.speech.each(lambda code: _capital(long_date(day.date, code))),
        level=level,
        note=_note(material, day),
        new_page=new_page,
    )


def _capital(text: str) -> str:
    """Weekdays that are written small stand at the head of a day with a capital all the same."""
    return text[:1].upper() + text[1:]


def day_entries(
    material: Material, day: PaperDay, shown: Shown = USUAL, *, compact: bool = False
) -> Entries:
    """The entries of a day as blocks, in order."""
    home = day.clocks[0].zone if day.clocks else material.home
    entries = tuple(entry_for(material, one, shown, home) for one in day.standing)
    if shown.own:
        entries = with_free_time(material, day.standing, entries)
    return Entries(entries, compact=compact)


def _shown(plan: Plan, wanted: Callable[[Item], bool]) -> Plan:
    items = tuple(item for item in plan.items if stands(plan, item) and wanted(item))
    return replace(plan, items=items)


def _day(plan: Plan, day: BoardDay, marks: dict[str, Mark]) -> PaperDay:
    def standing(item: Item, begins: bool, ends: bool) -> Standing:
        mark = marks.get(item.id, NO_MARK)
        return Standing(plan=plan, item=item, day=day.date, begins=begins, ends=ends, mark=mark)

    whole = [item for item in day.whole if item.kind is not ItemKind.STAY]
    timed = [standing(part.item, part.begins, part.ends) for part in day.parts]
    stays = [_check(item, day.date) for item in day.whole if item.kind is ItemKind.STAY]
    timed += [standing(*one) for one in stays if one[1] or one[2]]
    return PaperDay(
        date=day.date,
        standing=(
            *(standing(item, True, True) for item in whole),
            *sorted(timed, key=_moment),
        ),
        clocks=_clocks(day, timed, plan.visit.zone),
        towns=_towns(plan, timed),
        nights=tuple(item for item, begins, ends in stays if not begins and not ends),
    )


def _check(item: Item, day: dt.date) -> tuple[Item, bool, bool]:
    assert item.start_local is not None
    assert item.end_local is not None
    return (item, item.start_local.date() == day, item.end_local.date() == day)


def _joined(one: PaperDay, gone: PaperDay) -> PaperDay:
    """What still stands with what is gone; a whole day stays in front."""
    both = (*one.standing, *gone.standing)
    whole = [standing for standing in both if standing.item.all_day]
    timed = sorted((standing for standing in both if not standing.item.all_day), key=_moment)
    return replace(one, standing=(*whole, *timed))


def _moment(one: Standing) -> tuple[int, int, int, str]:
    """When it is met on the day. What began earlier comes first; one checks out when one leaves."""
    start, end = one.plan.when(one.item)
    leaves = one.item.kind is ItemKind.STAY and not one.begins
    return (end if leaves else start, end, one.item.rank, one.item.id)


def _ends(one: Standing) -> Iterable[tuple[WallTime, str]]:
    """The moments of an entry that are on its day, with the town there."""
    start, end = one.plan.towns_of(one.item)
    span = one.item.span
    if one.begins:
        yield span.start, start
    if one.ends:
        yield span.end, end


def _clocks(day: BoardDay, timed: Sequence[Standing], home: str) -> tuple[WallTime, ...]:
    """One moment of each clock; two zones whose clocks show the same are one."""
    moments = [wall for one in timed for wall, _town in _ends(one)]
    noon = dt.datetime.combine(day.date, dt.time(12))
    zones = dict.fromkeys((day.zone, *(wall.zone for wall in moments)))
    # Where the clocks show the same the programme names them after its own city all along.
    if is_zone(day.zone) and same_clock(WallTime(noon, day.zone), home):
        zones = {home: None, **zones}
    found: list[WallTime] = []
    for name in zones:
        wall = WallTime(noon, name)
        if is_zone(name) and not any(same_clock(wall, known.zone) for known in found):
            found.append(wall)
    return tuple(found)


def _towns(plan: Plan, timed: Sequence[Standing]) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for one in timed:
        for wall, town in _ends(one):
            site = plan.site_of(one.item)
            # A room or a street that was only typed is no town; where a journey leads mostly is.
            if town and (site.city if site else one.item.kind is ItemKind.LEG):
                found.setdefault(town, wall.zone)
    return tuple(found.items())


def _note(material: Material, day: PaperDay) -> Words:
    def said(code: str) -> str:
        comma = comma_in(code)
        towns = dict.fromkeys(town_name(town, zone, code) for town, zone in day.towns)
        clocks = comma.join(zone_said(wall, code) for wall in day.clocks)
        places = comma.join(list(towns)[:MOST_PLACES])
        return " · ".join(part for part in (places, clocks) if part)

    text = material.speech.each(said)
    hotels = _hotels(material, day)
    if not hotels:
        return text
    night = material.speech.both(OVERNIGHT, hotel=hotels)
    return beside(text, night, " · ")


def _hotels(material: Material, day: PaperDay) -> Words | None:
    sites = dict.fromkeys(material.plan.site_of(item) for item in day.nights)
    known = [site for site in sites if site is not None]
    if not known:
        return None
    return material.speech.each(
        lambda code: comma_in(code).join(dict.fromkeys(site_name(site, code) for site in known))
    )


__all__ = ["PaperDay", "Shown", "Standing", "day_entries", "day_heading", "paper_days"]
