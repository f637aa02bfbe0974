"""A route put into what the map shows: marks with their texts, lines by way of travel, a legend."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence

from planner.domain.geography import Position, great_circle, turned
from planner.domain.ids import SiteId
from planner.domain.route import Move, Route, Stop
from planner.domain.travel import MODES, Mode
from planner.i18n import _, day_in_words
from planner.ui.widgets.map_symbols import LOOKS, MapLine, MapStop

IMPLIED = "implied"


def stops_of(route: Route) -> list[MapStop]:
    onward = _onward(route)
    return [
        MapStop(
            key=stop.site.id,
            number=stop.number,
            name=stop.site.name or stop.site.native_name,
            position=stop.position,
            detail="\n".join(part for part in (_native(stop), days_in_words(stop.days)) if part),
            spoken=". ".join(
                part
                for part in (_native(stop), days_in_words(stop.days), onward[stop.site.id])
                if part
            ),
            is_passed_through=stop.is_passed_through,
        )
        for stop in route.stops
    ]


def _native(stop: Stop) -> str:
    return stop.site.native_name if stop.site.name else ""


def days_in_words(days: Sequence[dt.date]) -> str:
    """ "Mon 10 May – Wed 12 May, Fri 14 May": days in a row are written as a span."""
    spans: list[list[dt.date]] = []
    for day in days:
        if spans and day - spans[-1][-1] == dt.timedelta(1):
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(
        " – ".join(day_in_words(day) for day in dict.fromkeys((span[0], span[-1])))
        for span in spans
    )


def _onward(route: Route) -> dict[SiteId, str]:
    """Where the way goes on from each stop, for those who do not see the lines."""
    names = {stop.site.id: stop.site.name or stop.site.native_name for stop in route.stops}
    ways: dict[SiteId, dict[str, None]] = defaultdict(dict)
    for move in route.moves:
        way = _("{way} to {place}").format(way=way_in_words(move.mode), place=names[move.end])
        ways[move.start].setdefault(way)
    told: dict[SiteId, str] = defaultdict(str)
    for key, onward in ways.items():
        told[key] = _("From here: {ways}").format(ways=", ".join(onward))
    return told


def way_in_words(mode: Mode | None) -> str:
    return _(MODES[mode]) if mode is not None else _("No journey entered")


def look_of(move: Move) -> str:
    return str(move.mode) if move.mode is not None else IMPLIED


def lines_of(route: Route) -> list[MapLine]:
    """One line for each pair of stops and way of travel; none is implied beside one in the plan."""
    places = {stop.site.id: stop.position for stop in route.stops}
    drawn = {(frozenset((move.start, move.end)), look_of(move)): move for move in route.moves}
    stated = {pair for pair, look in drawn if look != IMPLIED}
    return [
        MapLine(look=look, points=tuple(_way(places[move.start], places[move.end], look)))
        for (pair, look), move in drawn.items()
        if look != IMPLIED or pair not in stated
    ]


def _way(start: Position, end: Position, look: str) -> list[Position]:
    """Flights along the great circle, all else straight: roads and rails are not on this map."""
    if look == str(Mode.FLIGHT):
        return great_circle(start, end)
    return [start, Position(turned(end.longitude, start.longitude), end.latitude)]


def legend_of(lines: Iterable[MapLine]) -> list[tuple[str, str]]:
    used = {line.look for line in lines}
    return [
        (look, way_in_words(None if look == IMPLIED else Mode(look)))
        for look in LOOKS
        if look in used
    ]


def missing_in_words(route: Route) -> str:
    """The sentence on what the map cannot show; empty when it shows all."""
    if not route.unplaced:
        return ""
    shown = list(itertools.islice(route.unplaced, 12))
    if len(route.unplaced) > len(shown):
        left = len(route.unplaced) - len(shown)
        shown.append(_("{count} more").format(count=left))
    return _("Not on the map, since their position is not known: {places}").format(
        places=", ".join(shown)
    )
