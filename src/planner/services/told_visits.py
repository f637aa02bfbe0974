"""Visits of which sources tell: found, and kept as visits of the library, each as one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.domain.ids import VisitId
from planner.domain.relationship import Counterpart, VisitTie
from planner.domain.told_keeping import visit_records
from planner.domain.told_ties import Side, is_ours
from planner.domain.told_visits import ToldVisit, joined, tellings
from planner.domain.visits import Visit
from planner.errors import NotFound, UserError
from planner.i18n import N_, _, current
from planner.services.citations import known_countries
from planner.services.core import Core
from planner.storage.queries import told_visits as queries


class ToldVisits:
    def __init__(self, core: Core) -> None:
        self._core = core

    def all(self) -> list[ToldVisit]:
        """Those that are no visits of the library, the latest first; without days at the end."""
        found = [one for one in _told(self._core)[0] if not one.kept]
        return sorted(found, key=lambda one: (one.visit.since, one.id), reverse=True)

    def get(self, citation: str) -> ToldVisit:
        """By the citation that it is shown by.

        :raises NotFound: no source tells of it, or it is kept already.
        """
        for one in self.all():
            if citation in {telling.citation_id for telling in one.tellings}:
                return one
        raise NotFound(
            _("No source tells of this visit any more."), _("It may have been kept already.")
        )

    def tie(self, told: ToldVisit) -> VisitTie:
        """As it is seen from our country."""
        visit, home = told.visit, self._core.settings.text("home_country")
        other = visit.origin if visit.to == home else visit.to
        (found,) = ties_with(self._core, Counterpart(other), (), [told], {})
        return found[1]

    def require_ours(self, told: ToldVisit) -> None:
        """:raises UserError: it was between others."""
        if not is_ours(told.visit, self._core.settings.text("home_country")):
            raise UserError(
                _("This visit was between others, and none of yours."),
                _("It stays with what the source tells."),
            )

    def keep(self, citation: str, *, origin: object = None) -> VisitId:
        """Make it a visit of the library, cited from every source that tells of it.

        :raises NotFound: no source tells of it, or it is kept already.
        :raises UserError: it was between others.
        """
        told, core = self.get(citation), self._core
        home = core.settings.text("home_country")
        self.require_ours(told)
        sources = [one.source_id for one in told.tellings]
        visit, *parts = visit_records(
            told,
            home=home,
            country_of=queries.tellings(core.reader).country_of,
            hosts=queries.hosts(core.reader, sources),
            zone=zone_there(core)(told.visit.to),
            today=core.today(),
        )
        assert isinstance(visit, Visit)
        with core.work(
            N_("Keep {name} as a visit"), {"name": visit.title, "word": "visit"}, origin=origin
        ) as work:
            for record in (visit, *parts):
                work.add(record)
        return visit.id


def zone_there(core: Core) -> Callable[[str], str]:
    """Gives a time zone of a country, by its code; "" where none is known."""

    def zone(code: str) -> str:
        from planner.services.countries import Countries

        if code == core.settings.text("home_country"):
            return core.settings.text("home_zone")
        return next(iter(Countries(core).zones(code)), "")

    return zone


def ties(
    core: Core, counterpart: Counterpart, houses: Sequence[str]
) -> list[tuple[ToldVisit, VisitTie]]:
    """All told visits that have to do with a side, kept or not; ``houses`` are its organisations."""
    told, country_of = _told(core)
    return ties_with(core, counterpart, houses, told, country_of) if told else []


def ties_with(
    core: Core,
    counterpart: Counterpart,
    houses: Sequence[str],
    told: list[ToldVisit],
    country_of: dict[str, str],
) -> list[tuple[ToldVisit, VisitTie]]:
    from planner.services.country_naming import country_namer

    side = Side(
        counterpart=counterpart,
        houses=frozenset(houses),
        home=core.settings.text("home_country"),
        country_of=country_of,
        named=country_namer(core.reader, current()),
    )
    return side.ties(told)


def _told(core: Core) -> tuple[list[ToldVisit], dict[str, str]]:
    found = queries.tellings(core.reader)
    if not found.citations:
        return [], {}
    read = known_countries().read
    told = tellings(found.citations, found.titles, read, found.visits)
    return joined(told, found.country_of), found.country_of
