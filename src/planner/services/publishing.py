"""Publishing: calendars that others subscribe to, overwritten in place with each release, one way."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.domain.handouts import PlaceKind, Publication, PublishedEntry
from planner.domain.ids import RecordId, ReleaseId, VisitId, new_id
from planner.domain.plan import Plan
from planner.domain.privacy import Disclosure, Way
from planner.domain.publishing import Act, Clash, Step, steps
from planner.domain.recipients import Recipient
from planner.domain.releases import Release
from planner.errors import NotFound, UserError
from planner.i18n import LANGUAGES, N_, _
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.publication_contents import (
    VISIT,
    Calendar,
    Content,
    Contents,
    contents,
    free_name,
    subscribers,
)
from planner.storage import reading

if TYPE_CHECKING:
    from planner.interchange.calendar_places import Place
    from planner.services.merging import Merging
    from planner.services.releases import Releases
    from planner.storage.unit_of_work import Work

Progress = Callable[[int, int], None]
"""Told how many of how many parts are done; whatever it raises stops between two of them."""

_FORMER = 10
"""Releases, the latest first, in which we look for something that our books do not know."""
_WAYS = {PlaceKind.FOLDER: Way.FOLDER, PlaceKind.SERVER: Way.SERVER}


@dataclass(frozen=True, kw_only=True)
class PlaceLine:
    """A place as a list shows it. ``latest`` is the number of the latest release."""

    publication: Publication
    who: str
    entries: int
    latest: int | None

    @property
    def is_stale(self) -> bool:
        return self.latest is not None and self.publication.release_number != self.latest


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


class Publishing:
    """First :meth:`look`, then :meth:`publish`. Nothing is touched that we did not put there."""

    def __init__(self, core: Core, releases: Releases, merging: Merging) -> None:
        self._core = core
        self._releases = releases
        self._merging = merging
        self._disclosures = Disclosures(core)
        self._passwords: dict[str, str] = {}

    # the places

    def places(self, visit: VisitId) -> list[PlaceLine]:
        """The places of a visit, in the order of their making."""
        latest = self._releases.list(visit)
        number = latest[0].number if latest else None
        found = reading.where(self._core.reader, Publication, "visit_id = :id", {"id": visit})
        return [
            PlaceLine(
                publication=one,
                who=self._who(one),
                entries=len(self._recorded(one)),
                latest=number,
            )
            for one in found
        ]

    def get(self, key: str) -> Publication:
        """:raises NotFound: no such place."""
        found = reading.one(self._core.reader, Publication, key)
        if found is None:
            raise NotFound(
                _("This place is not in the library."), _("See “planner visit published”.")
            )
        return found

    def add(self, publication: Publication, *, origin: object = None) -> Publication:
        """:raises UserError: the place cannot be used like this; nothing was kept."""
        checked = self._checked(publication)
        with self._work(N_("Add a published calendar at {name}"), checked, origin) as work:
            work.add(checked)
        return checked

    def edit(self, key: str, *, origin: object = None, **fields: Any) -> Publication:
        """Change what a place is for. Where entries of ours are, it cannot move.

        :raises UserError: the place cannot be used like this; nothing was changed.
        """
        before = self.get(key)
        after = self._checked(replace(before, **fields))
        moved = (before.kind, before.target) != (after.kind, after.target)
        if moved and self._recorded(before):
            raise UserError(
                _("Calendars of this visit are at {place} already.").format(place=before.target),
                _("Take them away first, or add the new place beside it."),
            )
        with self._work(N_("Change the published calendar at {name}"), after, origin) as work:
            work.put(after)
        return after

    def remove(self, key: str, *, origin: object = None) -> None:
        """Keep it up to date no longer. What is there stays; see :meth:`look` to withdraw it."""
        publication = self.get(key)
        with self._work(N_("Remove the published calendar at {name}"), publication, origin) as work:
            work.remove(Publication, publication.id)
        self._passwords.pop(key, None)

    def _work(
        self, label: str, publication: Publication, origin: object
    ) -> contextlib.AbstractContextManager[Work]:
        facts = {"name": publication.target, "word": "publication"}
        return self._core.work(label, facts, origin=origin)

    def _checked(self, one: Publication) -> Publication:
        target = self._target(one)
        if one.language not in LANGUAGES:
            raise UserError(_("There are no papers in “{name}”.").format(name=one.language))
        if one.kind is PlaceKind.SERVER and len(one.recipients) > 1:
            raise UserError(
                _("A calendar on a server is for the visit or for one recipient."),
                _("Add one calendar for each recipient."),
            )
        same = reading.where(
            self._core.reader,
            Publication,
            "visit_id = :visit AND kind = :kind AND target = :target AND id <> :id",
            {"visit": one.visit_id, "kind": one.kind.value, "target": target, "id": one.id},
        )
        if same:
            raise UserError(
                _("This visit has calendars at {place} already.").format(place=target),
                _("Change that place, or choose another one."),
            )
        return replace(one, target=target)

    @staticmethod
    def _target(one: Publication) -> str:
        if one.kind is PlaceKind.SERVER:
            from planner.interchange.calendar_server import checked_address

            return checked_address(one.target)
        folder = Path(one.target).expanduser()
        if not one.target.strip() or not folder.is_absolute() or not folder.is_dir():
            raise UserError(
                _("There is no folder “{path}”.").format(path=one.target),
                _("Choose a folder that exists."),
            )
        return str(folder)

    def _who(self, one: Publication) -> str:
        if not one.recipients:
            return _("The whole visit")
        known = self._recipients(self._releases.plan(one.visit_id, None))
        return ", ".join(
            known[key].name if key in known else _("no longer in the visit")
            for key in one.recipients
        )

    # looking

    def give_password(self, key: str, password: str) -> None:
        """Kept in memory until the program ends, and nowhere else."""
        self._passwords[key] = password

    def look(self, key: str, release: int | None = None, *, withdraw: bool = False) -> Look:
        """What would change at a place with a release (None: the latest); nothing is written.

        :raises NotFound: there is no such place or release.
        :raises PasswordWanted: the server wants a password, or another one.
        :raises UserError: the place cannot be reached or refuses.
        """
        run = _Run(self, self.get(key), release, withdraw=withdraw)
        with run.place() as place:
            return run.look(place)

    def publish(
        self, look: Look, overwrite: Collection[str] = (), progress: Progress | None = None
    ) -> Published:
        """Do what a look found. Clashes are left alone but for those named in ``overwrite``.

        Each file or entry is on our books as soon as it is there: after a broken connection, a
        cancellation or an end of the program another run does the rest.

        :raises UserError: the place refused; the message says how much was done.
        """
        run = _Run(self, look.publication, look.release, withdraw=look.release is None)
        with self._core.work(N_("Publish"), None):  # a library that is read-only says so before
            pass
        with run.place() as place:
            return run.publish(place, look, overwrite, progress)

    def _recorded(self, publication: Publication) -> list[PublishedEntry]:
        return reading.where(
            self._core.reader, PublishedEntry, "publication_id = :id", {"id": publication.id}
        )

    def _recipients(self, plan: Plan) -> dict[str, Recipient]:
        """Those of a version by the keys that they have today."""
        return {
            self._merging.recipient_now(key): one
            for key, one in self._releases.recipients(plan).items()
        }


class _Run:
    """One visit to one place."""

    def __init__(
        self,
        publishing: Publishing,
        publication: Publication,
        release: int | None,
        *,
        withdraw: bool,
    ) -> None:
        self._all = publishing
        self._core = publishing._core
        self._publication = publication
        lines = [line for line in publishing._releases.list(publication.visit_id) if line.is_intact]
        self._numbers = [line.number for line in lines]
        self._number: int | None = None
        if not withdraw:
            if release is None and not lines:
                raise NotFound(
                    _("This visit has not been released yet."),
                    _("Release it first: what is published is always a version with a number."),
                )
            self._number = lines[0].number if release is None else release
        self._recorded = {one.href: one for one in publishing._recorded(publication)}
        self._made: dict[int, Contents] = {}

    @contextlib.contextmanager
    def place(self) -> Iterator[Place]:
        publication = self._publication
        place: Place
        if publication.kind is PlaceKind.FOLDER:
            from planner.interchange.calendar_folder import CalendarFolder

            place = CalendarFolder(Path(publication.target))
        else:
            from planner.interchange.calendar_server import CalendarServer

            password = self._all._passwords.get(publication.id, "")
            place = CalendarServer(publication.target, publication.user_name, password)
        try:
            yield place
        finally:
            place.close()

    # looking

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
            else self._all._releases.record(self._all._releases.plan(self._visit, self._number)),
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
        releases = self._all._releases
        plan = releases.plan(self._visit, number)
        at = next(one.released_at for one in releases.list(self._visit) if one.number == number)
        return contents(
            plan,
            self._publication,
            self._all._recipients(plan),
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
        now = self._all._merging.recipient_now
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

    # writing

    def publish(
        self, place: Place, look: Look, overwrite: Collection[str], progress: Progress | None
    ) -> Published:
        from planner.interchange.calendar_places import ChangedThere, IdentityTaken

        left = [(one, one.step.clash) for one in look.clashes if one.step.name not in overwrite]
        skipped = {one.step.name for one, _clash in left}
        todo = [one for one in look.planned if one.step.name not in skipped and _has_work(one)]
        done = dict.fromkeys(Act, 0)
        clashes: list[tuple[Planned, Clash]] = [(one, clash) for one, clash in left if clash]
        for number, one in enumerate(todo):
            if progress:
                progress(number, len(todo))
            try:
                self._do(place, look, one)
            except ChangedThere:
                clashes.append((one, Clash.EDITED))
            except IdentityTaken:
                clashes.append((one, Clash.IDENTITY))
            except UserError as error:
                raise _with_count(error, sum(done.values()), len(todo)) from None
            else:
                done[one.step.act] += 1
        if progress:
            progress(len(todo), len(todo))
        self._finish(look, {one.step.name for one, _clash in clashes})
        return Published(
            release=look.release,
            new=done[Act.NEW],
            changed=done[Act.CHANGED],
            removed=done[Act.REMOVED],
            clashes=tuple(clashes),
        )

    def _do(self, place: Place, look: Look, one: Planned) -> None:
        """First at the place, then in the books: a lock on the library must not wait for a server."""
        step, content = one.step, one.content
        if content is None:
            if step.there is not None:
                place.remove(step.name, step.there)
            with self._step(look) as work:
                if one.known is not None:
                    work.remove(PublishedEntry, one.known.id)
                self._record(work, look, step.name)
            return
        if step.found and step.there is not None:
            state = step.there
        else:
            state = place.put(step.name, content.data, step.there)
        entry = PublishedEntry(
            id=one.known.id if one.known else RecordId(new_id()),
            publication_id=self._publication.id,
            uid=content.uid,
            href=step.name,
            etag=state,
            content_hash=content.hash,
        )
        with self._step(look) as work:
            work.add_or_put(entry)
            self._record(work, look, step.name)

    def _step(self, look: Look) -> contextlib.AbstractContextManager[Work]:
        facts: dict[str, str | int] = {
            "name": self._publication.target,
            "number": look.release or 0,
            "word": "publication",
        }
        label = (
            N_("Take published calendars away from {name}")
            if look.release is None
            else N_("Publish version {number} at {name}")
        )
        return self._core.work(label, facts, lasting=True)

    def _finish(self, look: Look, left: Collection[str]) -> None:
        """Those that stand as they were say what this version says, too."""
        with self._step(look) as work:
            publication = work.get(Publication, self._publication.id)
            at = None if look.release is None else self._core.stamp()
            work.put(replace(publication, release_number=look.release, at=at))
            work.make_lasting(Publication, publication.id)
            if look.release_id is not None:
                work.make_lasting(Release, look.release_id)
            for calendar in look.calendars:
                if calendar.file not in left:
                    self._record_one(work, look, calendar)

    def _record(self, work: Work, look: Look, name: str) -> None:
        """What was just put or taken away is of one calendar: its file, or that on the server."""
        for calendar in look.calendars:
            if calendar.file in ("", name):
                self._record_one(work, look, calendar)

    def _record_one(self, work: Work, look: Look, calendar: Calendar) -> None:
        """One record for each version of a calendar at a place, however many entries it takes."""
        given = self._given(look, calendar)
        last = reading.where(
            work,
            Disclosure,
            "visit_id = :visit AND way = :way AND file_name = :name AND recipient_key = :key",
            {
                "visit": self._visit,
                "way": given.way.value,
                "name": given.file_name,
                "key": given.recipient_key,
            },
            order="at, id",
        )
        if last and (last[-1].file_hash, last[-1].release_number) == (
            _hash(given.content),
            given.release_number,
        ):
            return
        self._all._disclosures.record(work, given)

    def _given(self, look: Look, calendar: Calendar) -> Given:
        one, is_visit = calendar.recipient, calendar.key == VISIT
        place = self._publication.target
        return Given(
            file_name=str(Path(place) / calendar.file) if calendar.file else place,
            content=calendar.paper.content,
            subjects=calendar.paper.subjects,
            columns=calendar.paper.columns,
            recipient=subscribers(self._publication) if is_visit else one.name,
            recipient_key="" if is_visit else calendar.key,
            profile=one.profile,
            way=_WAYS[self._publication.kind],
            paper=calendar.paper.kind,
            language=one.language,
            purpose=_("Calendar to subscribe to"),
            visit_id=self._visit,
            release_number=look.release,
        )


def _hash(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def _has_work(one: Planned) -> bool:
    return one.step.act is not Act.SAME or one.step.found


def _with_count(error: UserError, done: int, of: int) -> UserError:
    """The same error, which also says how far it got."""
    if not done:
        return error
    kept = _(
        "{done} of {total} changes are at the place and in our books; publish again to do the rest."
    ).format(done=done, total=of)
    error.message = f"{error.message} {kept}"
    return error


__all__ = ["Look", "PlaceLine", "Planned", "Progress", "Published", "Publishing"]
