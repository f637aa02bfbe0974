"""Free time between the entries of one person's day, said below the entry after which it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from planner.documents.content import Change, Entry, Line
from planner.documents.material import Material
from planner.documents.programme.entry_making import Standing
from planner.documents.speaking.clocks import clock, same_clock
from planner.domain.itinerary import ItemKind
from planner.domain.times import WallTime
from planner.i18n import N_

FREE_UNTIL: Final = N_("Then free until {time}.")
LEAST: Final = dt.timedelta(minutes=60)
"""Less is a break, in which one waits for the others."""


def with_free_time(
    material: Material, standing: Sequence[Standing], entries: Sequence[Entry]
) -> tuple[Entry, ...]:
    """The entries of a day, those before a gap with a line that says until when one is free."""
    gaps = gaps_in(standing)
    return tuple(
        replace(entry, lines=(*entry.lines, _line(material, gaps[place])))
        if place in gaps
        else entry
        for place, entry in enumerate(entries)
    )


def gaps_in(standing: Sequence[Standing]) -> dict[int, WallTime]:
    """By the place of the entry that ends last before a gap: when the next one begins.

    Named free time and journeys by night are no gaps; what began on another day ends where it ends.
    """
    found: dict[int, WallTime] = {}
    last: tuple[WallTime, int] | None = None
    for place, one in enumerate(standing):
        if one.item.all_day or one.mark.change is Change.GONE:
            continue
        span = one.item.span
        start, end = span.start, span.end
        if one.item.kind is ItemKind.STAY:
            start = end = span.start if one.begins else span.end
        if last is not None and one.begins and one.item.kind is not ItemKind.FREE:
            until, at = last
            apart = start.instant - until.instant
            if apart >= LEAST and same_clock(until, start.zone):
                found[at] = start
        if not one.ends and one.item.kind is not ItemKind.STAY:
            return found
        if last is None or end.instant >= last[0].instant:
            last = (end, place)
    return found


def _line(material: Material, until: WallTime) -> Line:
    time = material.speech.each(lambda code: clock(until.local, code))
    return Line(text=material.speech.both(FREE_UNTIL, time=time), soft=True)
