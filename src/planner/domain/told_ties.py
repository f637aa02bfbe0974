"""Told visits as the relationship with one country or organisation has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from planner.domain.ids import VisitId
from planner.domain.relationship import Counterpart, ToldBy, VisitTie
from planner.domain.times import partial_end, partial_start
from planner.domain.told_visits import ToldVisit, VisitTold, title_of
from planner.domain.visits import Direction, VisitStatus


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """The counterpart with all its organisations; ``home`` is the country of the office, by its code,
    ``country_of`` the countries of organisations, ``named`` what the reader calls countries."""

    counterpart: Counterpart
    houses: Collection[str]
    home: str
    country_of: Mapping[str, str]
    named: Callable[[str], str] = str

    def ties(self, told: Iterable[ToldVisit]) -> list[tuple[ToldVisit, VisitTie]]:
        """Those of the visits that have to do with this side."""
        return [(one, self._tie(one)) for one in told if self._touches(one)]

    def _touches(self, told: ToldVisit) -> bool:
        country = self.counterpart.country
        if country and country in (told.visit.origin, told.visit.to):
            return True
        return any(key in self.houses for key in told.subjects("organisation"))

    def _tie(self, told: ToldVisit) -> VisitTie:
        visit = told.visit
        way = (self.named(visit.origin), self.named(visit.to))
        return VisitTie(
            id=VisitId(told.id),
            title=title_of(visit) if visit.who else " → ".join(way),
            direction=direction(visit, self.home),
            status=VisitStatus.DONE,
            partner=self._is_partner(told),
            level=visit.head,
            people=visit.people,
            told_by=tuple(ToldBy(one.source_id, one.title, one.as_of) for one in told.tellings),
            since=visit.since,
            until=visit.until,
            way=way,
            ours=is_ours(visit, self.home),
            where=visit.where,
        )

    def _is_partner(self, told: ToldVisit) -> bool:
        """Between us and them: one end is our country, and the other theirs."""
        ends = {told.visit.origin, told.visit.to}
        if self.home not in ends or len(ends) < 2:
            return False
        if self.counterpart.country:
            return self.counterpart.country != self.home and self.counterpart.country in ends
        theirs = {
            self.country_of.get(key, "")
            for key in told.subjects("organisation")
            if key in self.houses
        }
        return bool(theirs & (ends - {self.home}))


def is_ours(visit: VisitTold, home: str) -> bool:
    """One end is our country; all else was between others."""
    return home in (visit.origin, visit.to)


def direction(visit: VisitTold, home: str) -> Direction:
    """As seen from our country; of a visit between others as those saw it who went."""
    return Direction.INBOUND if visit.to == home else Direction.OUTBOUND


def not_on_record(told: Iterable[VisitTie], records: Iterable[VisitTie]) -> list[VisitTie]:
    """Without those that go the way of a visit of the library, with the same side, at the same time."""
    kept = [one for one in records if one.partner and one.first_day]

    def known(tie: VisitTie) -> bool:
        first, last = partial_start(tie.since), partial_end(tie.until or tie.since)
        if first is None or last is None or len(tie.since) < len("2024-05") or not tie.partner:
            return False
        return any(
            one.first_day is not None
            and one.direction is tie.direction
            and one.first_day <= last
            and (one.last_day or one.first_day) >= first
            for one in kept
        )

    return [tie for tie in told if not known(tie)]
