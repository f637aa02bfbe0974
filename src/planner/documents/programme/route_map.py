"""The map of the route: stops numbered by first arrival, ways by means of travel, drawn quietly."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.documents.content import Block, Figure, Heading, Picture, Words
from planner.documents.material import Material
from planner.documents.programme.map_drawing import MapMark, MapWay, box_of, drawn
from planner.documents.programme.own_lines import own_delegate
from planner.documents.programme.programme_items import stands
from planner.documents.speaking.titles import site_name
from planner.documents.speaking.words_together import each_apart
from planner.domain.geography import Position, box_around, distance_km, great_circle, turned
from planner.domain.ids import SiteId
from planner.domain.map_layout import Frame, clusters, fitted, numbers_in_words
from planner.domain.route import Move, Route, Stop, route_of
from planner.domain.travel import MODES, Mode
from planner.i18n import N_, paper_language

ROUTE: Final = N_("Route")
MAP_OF: Final = N_("Map of the route")
OVERVIEW: Final = N_("The whole way")
MORE: Final = N_("… and {count} more")
AROUND_KM: Final = 120.0
"""A station within this distance of a visited stop belongs to the visit's own ground."""
WIDE: Final = 1000.0
"""Units of a map across: a unit is about a sixth of a millimetre on A4."""
LOWEST, HIGHEST, FLAT = 480.0, 900.0, 430.0
LEAST_KM: Final = 12.0
NEAR: Final = 27.0
MARGIN: Final = 90.0
EDGE: Final = 40.0
SEEN: Final = 15.0
"""Units from which on a way can be told from its ends."""
MOST_NAMES: Final = 4
IMPLIED: Final = "implied"


@dataclass(frozen=True, slots=True)
class _View:
    frame: Frame
    stops: tuple[Stop, ...]


def route_blocks(material: Material) -> list[Block]:
    """A heading and one map; two where the way to the visited ground is far. Empty without a place."""
    route = _route(material)
    if not route.stops:
        return []
    detail, overview = _views(route.stops, route.moves)
    blocks: list[Block] = [Heading(text=material.speech.both(ROUTE), new_page=True)]
    if overview is not None:
        blocks.append(_figure(material, route, overview, material.speech.both(OVERVIEW)))
    blocks.append(_figure(material, route, detail, _caption(material, route.stops)))
    return blocks


def _route(material: Material) -> Route:
    plan = material.plan
    shown = replace(plan, items=tuple(item for item in plan.items if stands(plan, item)))
    one = own_delegate(material)
    return route_of(shown, delegate=one.id if one else None)


def _views(stops: Sequence[Stop], moves: Sequence[Move]) -> tuple[_View, _View | None]:
    """Where the visit takes place, and all of the way where that is more."""
    heart = _heart(stops)
    box = box_around(stop.position for stop in heart)
    seen = fitted(box, WIDE, HIGHEST, MARGIN, LEAST_KM)
    detail = _View(_cut(seen, heart), tuple(heart))
    if len(heart) == len(stops):
        return detail, None
    at = {stop.site.id: stop.position for stop in stops}
    along = [point for move in moves for point in _line(at[move.start], at[move.end], _look(move))]
    box = box_around([*at.values(), *along])
    return detail, _View(fitted(box, WIDE, FLAT, EDGE, LEAST_KM), tuple(stops))


def _heart(stops: Sequence[Stop]) -> list[Stop]:
    visited = [stop.position for stop in stops if not stop.is_passed_through]
    return [
        stop
        for stop in stops
        if not visited or any(distance_km(stop.position, one) < AROUND_KM for one in visited)
    ]


def _cut(frame: Frame, stops: Iterable[Stop]) -> Frame:
    """No higher than the stops need: a way from west to east needs no tall sheet."""
    heights = [frame.at(stop.position)[1] for stop in stops]
    high = max(LOWEST, min(HIGHEST, max(heights) - min(heights) + 2 * MARGIN))
    return replace(frame, height=high)


def _figure(material: Material, route: Route, view: _View, caption: Words) -> Figure:
    ways = _ways(route, view)
    looks = dict.fromkeys(
        way.look for way in ways if way.look != IMPLIED and _length(view.frame, way) > SEEN
    )
    speak = paper_language(material.speech.code)
    data = drawn(
        view.frame,
        material.land,
        _marks(material, view),
        ways,
        legend=[(look, speak(MODES[Mode(look)])) for look in looks],
        accent=material.look.accent,
    )
    return Figure(Picture(data, material.speech.line(MAP_OF)), caption)


def _length(frame: Frame, way: MapWay) -> float:
    return math.dist(frame.at(way.points[0]), frame.at(way.points[-1]))


def _marks(material: Material, view: _View) -> list[MapMark]:
    """A mark for stops that lie together; marks that would cover each other are joined, too."""
    spots = [view.frame.at(stop.position) for stop in view.stops]
    groups = clusters(spots, NEAR)
    marks = [_mark(material, [view.stops[number] for number in group]) for group in groups]
    while (pair := _covering(view.frame, marks)) is not None:
        one, other = pair
        groups[one] = sorted(groups[one] + groups.pop(other))
        marks.pop(other)
        marks[one] = _mark(material, [view.stops[number] for number in groups[one]])
    return marks


def _covering(frame: Frame, marks: Sequence[MapMark]) -> tuple[int, int] | None:
    boxes = [box_of(frame, mark) for mark in marks]
    for (one, first), (other, second) in itertools.combinations(enumerate(boxes), 2):
        if first.meets(second):
            return one, other
    return None


def _mark(material: Material, group: Sequence[Stop]) -> MapMark:
    """One or several stops that lie too close together to be told apart."""
    code, many = material.speech.code, len(group) > 1
    names = [
        f"{stop.number}  {site_name(stop.site, code)}" if many else site_name(stop.site, code)
        for stop in group
    ]
    if len(names) > MOST_NAMES:
        more = paper_language(code)(MORE).format(count=len(names) - MOST_NAMES + 1)
        names = [*names[: MOST_NAMES - 1], more]
    return MapMark(
        number=numbers_in_words([stop.number for stop in group]),
        positions=tuple(stop.position for stop in group),
        names=tuple(names),
        is_passed_through=all(stop.is_passed_through for stop in group),
    )


def _ways(route: Route, view: _View) -> list[MapWay]:
    """Each way once, whichever direction it was gone."""
    at = {stop.site.id: stop.position for stop in route.stops}
    found: dict[tuple[frozenset[SiteId], str], MapWay] = {}
    for move in route.moves:
        if move.start in at and move.end in at:
            look = _look(move)
            points = _line(at[move.start], at[move.end], look)
            found.setdefault((frozenset((move.start, move.end)), look), MapWay(look, points))
    known = {tuple(key[0]) for key in found if key[1] != IMPLIED}
    pairs = {frozenset(pair) for pair in known}
    return [way for (pair, look), way in found.items() if look != IMPLIED or pair not in pairs]


def _look(move: Move) -> str:
    return IMPLIED if move.mode is None else move.mode.value


def _line(start: Position, end: Position, look: str) -> tuple[Position, ...]:
    """Flights along the great circle, everything else straight; longitudes run on."""
    if look == Mode.FLIGHT.value:
        return tuple(great_circle(start, end))
    return (start, Position(turned(end.longitude, start.longitude), end.latitude))


def _caption(material: Material, stops: Sequence[Stop]) -> Words:
    """ "1 Copenhagen Airport · 2 Hotel Eksempel · …"."""

    def said(code: str) -> str:
        return " · ".join(f"{stop.number} {site_name(stop.site, code)}" for stop in stops)

    return each_apart(material.speech, said)
