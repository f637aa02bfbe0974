"""Doing what a look found: each file or entry is on our books as soon as it is there."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.handouts import PlaceKind, Publication, PublishedEntry
from planner.domain.ids import RecordId, new_id
from planner.domain.privacy import Disclosure, Way
from planner.domain.publishing import Act, Clash
from planner.domain.releases import Release
from planner.errors import UserError
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.publication_contents import VISIT, Calendar, subscribers
from planner.services.publication_looks import Look, Planned, Published
from planner.storage import reading

if TYPE_CHECKING:
    from planner.interchange.calendar_places import Place
    from planner.storage.unit_of_work import Work

Progress = Callable[[int, int], None]
"""Told how many of how many parts are done; whatever it raises stops between two of them."""

_WAYS: Final = {PlaceKind.FOLDER: Way.FOLDER, PlaceKind.SERVER: Way.SERVER}


class Writing:
    """One run at one place."""

    def __init__(self, core: Core, look: Look) -> None:
        self._core = core
        self._disclosures = Disclosures(core)
        self._publication = look.publication
        self._look = look

    def publish(
        self, place: Place, overwrite: Collection[str] = (), progress: Progress | None = None
    ) -> Published:
        """:raises UserError: the place refused; the message says how much was done."""
        from planner.interchange.calendar_places import ChangedThere, IdentityTaken

        look = self._look
        left = [(one, one.step.clash) for one in look.clashes if one.step.name not in overwrite]
        skipped = {one.step.name for one, _clash in left}
        todo = [one for one in look.planned if one.step.name not in skipped and _has_work(one)]
        done = dict.fromkeys(Act, 0)
        clashes: list[tuple[Planned, Clash]] = [(one, clash) for one, clash in left if clash]
        for number, one in enumerate(todo):
            if progress:
                progress(number, len(todo))
            try:
                self._do(place, one)
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
        self._finish({one.step.name for one, _clash in clashes})
        return Published(
            release=look.release,
            new=done[Act.NEW],
            changed=done[Act.CHANGED],
            removed=done[Act.REMOVED],
            clashes=tuple(clashes),
        )

    def _do(self, place: Place, one: Planned) -> None:
        """First at the place, then in the books: a lock on the library must not wait for a server."""
        step, content = one.step, one.content
        if content is None:
            if step.there is not None:
                place.remove(step.name, step.there)
            with self._step() as work:
                if one.known is not None:
                    work.remove(PublishedEntry, one.known.id)
                self._record(work, step.name)
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
        with self._step() as work:
            work.add_or_put(entry)
            self._record(work, step.name)

    def _step(self) -> contextlib.AbstractContextManager[Work]:
        facts: dict[str, str | int] = {
            "name": self._publication.target,
            "number": self._look.release or 0,
            "word": "publication",
        }
        label = (
            N_("Take published calendars away from {name}")
            if self._look.release is None
            else N_("Publish version {number} at {name}")
        )
        return self._core.work(label, facts, lasting=True)

    def _finish(self, left: Collection[str]) -> None:
        """Those that stand as they were say what this version says, too."""
        with self._step() as work:
            publication = work.get(Publication, self._publication.id)
            at = None if self._look.release is None else self._core.stamp()
            work.put(replace(publication, release_number=self._look.release, at=at))
            work.make_lasting(Publication, publication.id)
            if self._look.release_id is not None:
                work.make_lasting(Release, self._look.release_id)
            for calendar in self._look.calendars:
                if calendar.file not in left:
                    self._record_one(work, calendar)

    def _record(self, work: Work, name: str) -> None:
        """What was just put or taken away is of one calendar: its file, or that on the server."""
        for calendar in self._look.calendars:
            if calendar.file in ("", name):
                self._record_one(work, calendar)

    def _record_one(self, work: Work, calendar: Calendar) -> None:
        """One record for each version of a calendar at a place, however many entries it takes."""
        given = self._given(calendar)
        last = reading.where(
            work,
            Disclosure,
            "visit_id = :visit AND way = :way AND file_name = :name AND recipient_key = :key",
            {
                "visit": self._publication.visit_id,
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
        self._disclosures.record(work, given)

    def _given(self, calendar: Calendar) -> Given:
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
            visit_id=self._publication.visit_id,
            release_number=self._look.release,
        )


def _hash(content: bytes) -> str:
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
