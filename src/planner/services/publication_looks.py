"""A look at one place: what one release says there, what is there, and what publishing would do."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.handouts import PlaceKind, Publication, PublishedEntry
from planner.domain.ids import ReleaseId, VisitId
from planner.domain.plan import Plan
from planner.domain.publishing import Act, Clash, Step, steps
from planner.domain.recipients import Recipient
from planner.errors import NotFound
from planner.i18n import _
from planner.services.publication_contents import (
    Calendar,
    Content,
    Contents,
    contents,
    free_name,
)
from planner.storage import reading

if TYPE_CHECKING:
    from planner.interchange.calendar_places import Place
    from planner.services.core import Core
    from planner.services.merging import Merging
    from planner.services.releases import Releases

_FORMER: Final = 10
"""Releases, the latest first, in which we look for something that our books do not know."""


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One file or entry in a look: what would be done, and what it is called for people."""

    step: Step
    title: str
    content: Content | None = None
    known: PublishedEntry | None = None


@dataclass(frozen=True, kw_only=True)
class Look:
    """What publishing would change; nothing is written. ``release`` None withdraws everything."""

    publication: Publication
    release: int | None
    release_id: ReleaseId | None
    planned: tuple[Planned, ...]
    calendars: tuple[Calendar, ...] = ()

    def count(self, act: Act) -> int:
        """Of those that nobody has to decide about."""
        return sum(one.step.act is act and one.step.clash is None for one in self.planned)

    @property
    def clashes(self) -> tuple[Planned, ...]:
        return tuple(one for one in self.planned if one.step.clash is not None)

    @property
    def is_nothing(self) -> bool:
        return all(one.step.act is Act.SAME for one in self.planned)


@dataclass(frozen=True, kw_only=True)
class Published:
    """What was done. ``clashes`` are left as others made them, with why."""

    release: int | None
    new: int = 0
    changed: int = 0
    removed: int = 0
    clashes: tuple[tuple[Planned, Clash], ...] = ()


def recorded(core: Core, publication: Publication) -> list[PublishedEntry]:
    """What our books say is ours at a place."""
    return reading.where(
        core.reader, PublishedEntry, "publication_id = :id", {"id": publication.id}
    )


def recipients_now(releases: Releases, merging: Merging, plan: Plan) -> dict[str, Recipient]:
    """Those of a version by the keys that they have today."""
    return {merging.recipient_now(key): one for key, one in releases.recipients(plan).items()}


class Looking:
    """One release at one place; ``withdraw`` looks at the place as if nothing should be there."""

    def __init__(
        self,
        core: Core,
        releases: Releases,
        merging: Merging,
        publication: Publication,
        release: int | None = None,
        *,
        withdraw: bool = False,
    ) -> None:
        """:raises NotFound: there is no release yet."""
        self._core = core
        self._releases = releases
        self._merging = merging
        self._publication = publication
        lines = [line for line in releases.list(publication.visit_id) if line.is_intact]
        self._numbers = [line.number for line in lines]
        self._number: int | None = None
        if not withdraw:
            if release is None and not lines:
                raise NotFound(
                    _("This visit has not been released yet."),
                    _("Release it first: what is published is always a version with a number."),
                )
            self._number = lines[0].number if release is None else release
        self._recorded = {one.href: one for one in recorded(core, publication)}
        self._made: dict[int, Contents] = {}

    def look(self, place: Place) -> Look:
        contents = Contents() if self._number is None else self._contents(self._number)
        wanted = contents.by_name
        names = {*wanted, *self._recorded}
        there = place.states(names) if names else {}
        read: dict[str, bytes | None] = {}

        def now(name: str) -> bytes | None:
            if name not in read:
                read[name] = place.read(name)
            return read[name]

        found = steps(
            {name: one.hash for name, one in wanted.items()},
            self._recorded,
            there,
            lambda name: self._is_ours(name, now(name)),
            lambda name: self._is_same(wanted[name].data, now(name)),
        )
        return Look(
            publication=self._publication,
            release=self._number,
            release_id=None
            if self._number is None
            else self._releases.record(self._releases.plan(self._visit, self._number)),
            planned=tuple(self._planned(one, wanted.get(one.name)) for one in found),
            calendars=contents.calendars,
        )

    @property
    def _visit(self) -> VisitId:
        return self._publication.visit_id

    def _planned(self, step: Step, content: Content | None) -> Planned:
        known = self._recorded.get(step.name)
        title = content.title if content else ""
        if not title and known is not None:
            title = self._former_titles.get(known.uid) or step.name
        return Planned(step=step, title=title, content=content, known=known)

    @cached_property
    def _former_titles(self) -> dict[str, str]:
        """What is gone from the release is called as in the version that the place holds."""
        held = self._publication.release_number
        if held is None or held not in self._numbers:
            return {}
        return {one.uid: one.title for one in self._contents(held).by_name.values()}

    def _contents(self, number: int) -> Contents:
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def _make(self, number: int) -> Contents:
        releases = self._releases
        plan = releases.plan(self._visit, number)
        at = next(one.released_at for one in releases.list(self._visit) if one.number == number)
        return contents(
            plan,
            self._publication,
            recipients_now(self._releases, self._merging, plan),
            at.replace(tzinfo=dt.UTC),
            self._name_of,
        )

    def _name_of(self, key: str, suggestion: str) -> str:
        """The name that a calendar got once; subscribers have it in their programs."""
        names = self._names
        if key not in names:
            names[key] = free_name(suggestion, self._taken)
        return names[key]

    @cached_property
    def _names(self) -> dict[str, str]:
        now = self._merging.recipient_now
        return {now(one.uid): one.href for one in self._recorded.values()}

    @cached_property
    def _taken(self) -> set[str]:
        """Names of other calendars at the same place, and of our own."""
        rows = self._core.reader.rows(
            "SELECT e.href FROM published_entry e JOIN publication p ON p.id = e.publication_id"
            " WHERE p.kind = :kind AND p.target = :target",
            {"kind": self._publication.kind.value, "target": self._publication.target},
        )
        taken: set[str] = set()
        for (href,) in rows:
            free_name(str(href), taken)
        return taken

    def _is_ours(self, name: str, data: bytes | None) -> bool:
        """Whether it is what one of our versions said: put there, and not come into our books."""
        return data is not None and any(
            self._is_same(one.data, data)
            for number in self._numbers[:_FORMER]
            if (one := self._contents(number).by_name.get(name)) is not None
        )

    def _is_same(self, wanted: bytes, data: bytes | None) -> bool:
        if data is None or wanted == data:
            return data is not None
        if self._publication.kind is PlaceKind.FOLDER:
            return False
        from planner.interchange.calendar_places import says_the_same

        return says_the_same(wanted, data)


@contextlib.contextmanager
def opened(publication: Publication, password: str) -> Iterator[Place]:
    """The place itself. A server is asked nothing yet.

    :raises NotWritten: the folder is not there.
    """
    place: Place
    if publication.kind is PlaceKind.FOLDER:
        from planner.interchange.calendar_folder import CalendarFolder

        place = CalendarFolder(Path(publication.target))
    else:
        from planner.interchange.calendar_server import CalendarServer

        place = CalendarServer(publication.target, publication.user_name, password)
    try:
        yield place
    finally:
        place.close()
