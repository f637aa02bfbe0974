"""The office's own table of how long the way takes between two sites."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.ids import RecordId, SiteId, SourceId, new_id
from planner.domain.organisation_lines import Way
from planner.domain.sites import Site
from planner.domain.sources import Source
from planner.domain.travel import Mode, TravelTime
from planner.errors import NotFound, UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.storage import reading
from planner.storage.reading import Reader

LONGEST = 24 * 60


class TravelTimes:
    """Checks take these figures before any estimate from the distance."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def of_site(self, site: SiteId) -> list[Way]:
        """The ways from a site, by the name of the other end; an entry for one way back is not one."""
        reader = self._core.reader
        entries = [
            entry
            for entry in reading.where(
                reader, TravelTime, "from_site_id = :id OR to_site_id = :id", {"id": site}
            )
            if entry.from_site_id == site or not entry.one_way
        ]
        others = reading.having(reader, Site, "id", [_other(entry, site) for entry in entries])
        names = {one.id: one.name or one.native_name for one in others}
        sources = {
            one.id: one.title
            for one in reading.having(reader, Source, "id", [entry.source_id for entry in entries])
        }
        ways = [
            Way(
                entry=entry,
                site_id=_other(entry, site),
                site=names.get(_other(entry, site), ""),
                source=sources.get(entry.source_id, "") if entry.source_id else "",
            )
            for entry in entries
        ]
        return sorted(ways, key=lambda way: (way.site, way.entry.mode, way.entry.id))

    def minutes(self, start: SiteId, end: SiteId, mode: Mode) -> int | None:
        """What the table has for one way and mode, or None."""
        entry = _find(self._core.reader, start, end, mode)
        return entry.minutes if entry else None

    def set(
        self,
        start: SiteId,
        end: SiteId,
        mode: Mode,
        minutes: int | None,
        *,
        one_way: bool = False,
        source: SourceId | None = None,
        origin: object = None,
    ) -> None:
        """Enter how long it takes from door to door, as looked up today; None takes the entry away.

        It holds both ways unless ``one_way``; a new figure for one that holds both ways is for both.

        :raises UserError: the same site twice, or a figure that no way takes.
        :raises NotFound: a site is not there (any more).
        """
        if start == end:
            raise UserError(
                _("The way would end where it begins."), _("Choose another site as its end.")
            )
        if minutes is not None and not 1 <= minutes <= LONGEST:
            raise UserError(
                _("A way takes between 1 and {most} minutes.").format(most=LONGEST),
                _("Longer journeys are entries of the visit."),
            )
        facts: dict[str, str | int] = {
            "name": self._name(start),
            "other": self._name(end),
            "word": TravelTime.WORD,
        }
        label = N_("Change how long it takes from {name} to {other}")
        with self._core.work(label, facts, origin=origin) as work:
            known = _find(work, start, end, mode)
            if minutes is None:
                if known is not None:
                    work.remove(TravelTime, known.id)
                return
            today = self._core.today()
            if known is not None:
                source = source or (known.source_id if minutes == known.minutes else None)
                work.put(replace(known, minutes=minutes, source_id=source, checked_on=today))
                return
            work.add(
                TravelTime(
                    id=RecordId(new_id()),
                    from_site_id=start,
                    to_site_id=end,
                    mode=mode,
                    minutes=minutes,
                    one_way=one_way,
                    source_id=source,
                    checked_on=today,
                )
            )

    def _name(self, site: SiteId) -> str:
        found = reading.one(self._core.reader, Site, site)
        if found is None:
            raise NotFound(_("This site is not in the library."), _("It may have been removed."))
        return found.name or found.native_name


def _other(entry: TravelTime, site: SiteId) -> SiteId:
    return entry.to_site_id if entry.from_site_id == site else entry.from_site_id


def _find(reader: Reader, start: SiteId, end: SiteId, mode: Mode) -> TravelTime | None:
    """The entry for exactly this way first, else one for the way back that holds both ways."""
    found = reading.where(
        reader,
        TravelTime,
        "mode = :mode AND (from_site_id = :start AND to_site_id = :end"
        " OR from_site_id = :end AND to_site_id = :start)",
        {"mode": mode.value, "start": start, "end": end},
    )
    usable = [one for one in found if one.from_site_id == start or not one.one_way]
    return min(usable, key=lambda one: (one.from_site_id != start, one.id), default=None)
