"""The register of what left the house: one record for every file and recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.domain.disclosed import (
    Asked,
    HandedOut,
    Holding,
    SubjectLine,
    holdings,
    old_by_file,
)
from planner.domain.ids import DisclosureId, PersonId, RecordId, VisitId, new_id
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile, Way
from planner.domain.told import SPECIAL, Marks, Told, Values, prints
from planner.errors import NotFound
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.disclosed_today import Today
from planner.services.leaving import save_on_record
from planner.services.special_fields import refuse_unrecorded, require
from planner.storage import reading
from planner.storage.queries import disclosures as queries

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

_ALL: Final = Asked()


@dataclass(frozen=True, kw_only=True)
class Given:
    """One file, print or text that leaves the house for one recipient.

    ``subjects`` is what it says of whom; ``columns`` are all field names that it has, in the words
    of the paper (without: those of the subjects). Of ``content`` only the hash is kept.
    """

    file_name: str
    content: bytes
    subjects: Sequence[Told] = ()
    columns: tuple[str, ...] = ()
    recipient: str = ""
    recipient_key: str = ""
    profile: Profile = Profile.INTERNAL
    way: Way = Way.FILE
    paper: str = ""
    language: str = ""
    purpose: str = ""
    visit_id: VisitId | None = None
    release_number: int | None = None

    def require(self) -> None:
        """:raises RecipientNeeded: it tells more than is usual, and not to whom or not what for."""
        require(self.subjects, self.recipient, self.purpose, self.columns)


class Disclosures:
    """Every path out of the house calls :meth:`record` in the unit of work of its other changes."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def record(self, work: Work, given: Given) -> Disclosure:
        """Put one file for one recipient on record. Of its values only keyed prints are kept.

        :raises RecipientNeeded: it tells more than is usual, and not to whom or not what for.
        """
        given.require()
        told = dict.fromkeys(name for one in given.subjects for name in one.columns)
        special = [name for name in told if name in SPECIAL]
        # What is special is among the columns whatever a paper calls its own: it is looked for there.
        columns = tuple(dict.fromkeys((*given.columns, *special))) if given.columns else tuple(told)
        disclosure = Disclosure(
            id=DisclosureId(new_id()),
            at=self._core.stamp(),
            visit_id=given.visit_id,
            release_number=given.release_number,
            profile=given.profile,
            recipient=given.recipient,
            recipient_key=given.recipient_key,
            purpose=given.purpose,
            columns=columns,
            file_name=given.file_name,
            file_hash=hashlib.sha256(given.content).hexdigest(),
            way=given.way,
            paper=given.paper,
            language=given.language,
        )
        work.add(disclosure)
        work.add_many(self._subjects(work, disclosure, given.subjects))
        return disclosure

    def _subjects(
        self, work: Work, disclosure: Disclosure, subjects: Sequence[Told]
    ) -> Iterator[DisclosureSubject]:
        """A line for each person, with prints under a key of its own."""
        from planner.storage.sealing import keys_for

        ids = [RecordId(new_id()) for _told in subjects]
        printed = [
            key
            for key, told in zip(ids, subjects, strict=True)
            if told.person_id and set(told.columns) - SPECIAL
        ]
        secrets = keys_for(work.connection, work, printed)
        special = [
            told.person_id
            for told in subjects
            if told.person_id is not None and set(told.columns) & SPECIAL
        ]
        today = Today(self._core, special, reader=work) if special else None
        for key, told in zip(ids, subjects, strict=True):
            marks: Marks = {}
            if today is not None and told.person_id in special:
                marks = today.marks(told.person_id, disclosure.visit_id)
            yield DisclosureSubject(
                id=key,
                disclosure_id=disclosure.id,
                person_id=told.person_id,
                name=told.name,
                columns=told.columns,
                prints=prints(secrets.get(key, b""), told.values, marks) if told.person_id else (),
            )

    def record_alone(self, given: Given) -> Disclosure | None:
        """:meth:`record` as a step of its own, for what left without changing anything else.

        From a library that is open read-only people may copy and print; it can keep nothing of it.

        :raises RecipientNeeded: as :meth:`record`.
        """
        given.require()
        if self._core.library.read_only:
            refuse_unrecorded(given.subjects, given.columns)
            return None
        with self._core.work(N_("Hand out {name}"), _facts(given), lasting=True) as work:
            return self.record(work, given)

    def save(self, path: Path, given: Given) -> None:
        """Write the file whole and put it on record, or neither.

        :raises NotWritten: the file could not be written; an old one is as it was.
        :raises RecipientNeeded: as :meth:`record`; nothing is written.
        """
        given.require()
        if self._core.library.read_only:
            refuse_unrecorded(given.subjects, given.columns)
            from planner.interchange.files import save_bytes

            save_bytes(path, given.content)
            return
        step = self._core.work(N_("Hand out {name}"), _facts(given), lasting=True)
        save_on_record(path, given.content, step, lambda work: self.record(work, given))

    # what left

    def recipients(self, limit: int = 50) -> list[str]:
        """To whom something went lately, by name, the latest first."""
        return queries.recipients(self._core.reader, limit)

    def page(self, asked: Asked = _ALL, offset: int = 0, limit: int = 100) -> list[HandedOut]:
        """Records of the register, the latest first."""
        return self.lines(self.found(asked)[offset : offset + limit])

    def found(self, asked: Asked = _ALL) -> list[DisclosureId]:
        """The ids of all records that are asked for, the latest first: a list of many is read from
        them a page at a time."""
        return [DisclosureId(key) for key in queries.found(self._core.reader, asked)]

    def lines(self, keys: Sequence[DisclosureId]) -> list[HandedOut]:
        """These records in this order."""
        return queries.lines(self._core.reader, keys)

    def one(self, text: str) -> HandedOut:
        """The record of this id.

        :raises NotFound: there is none.
        """
        found = reading.one(self._core.reader, Disclosure, text)
        if found is None:
            raise NotFound(_("This is not in the register."), _("See “planner handed-out list”."))
        return self.lines([found.id])[0]

    def subjects(self, disclosure: DisclosureId) -> list[SubjectLine]:
        """Of whom one file said what, and what of it is otherwise today."""
        held = queries.subjects(self._core.reader, disclosure)
        made = reading.one(self._core.reader, Disclosure, disclosure)
        if made is None:
            return []
        people = [one.person_id for one in held if one.person_id]
        today = Today(self._core, people, [one.id for one in held])
        return [
            SubjectLine(
                name=one.name,
                person_id=one.person_id,
                columns=one.columns,
                old=today.old(made, one),
            )
            for one in held
        ]

    # who holds what

    def holdings(self, people: Sequence[PersonId]) -> list[Holding]:
        """Who holds which field of these people, each from the latest file that had it."""
        reader = self._core.reader
        rows = queries.given(reader, people)
        photos = any("photo" in subject.columns for _one, subject in rows)
        subjects = [subject.id for _one, subject in rows]
        return holdings(rows, Today(self._core, people, subjects, photos=photos).old)

    def values_now(self, person: PersonId, visit: VisitId | None) -> Values:
        """What a paper of that visit, or of none, would say of the person today."""
        return Today(self._core, [person]).values(person, visit)

    def old_of_visit(self, visit: VisitId) -> Mapping[DisclosureId, int]:
        """The files of a visit that hold old values, of which their recipient got no newer ones."""
        people = [PersonId(key) for key in queries.people_of(self._core.reader, visit)]
        return old_by_file(self.holdings(people))


def _facts(given: Given) -> dict[str, str | int]:
    """What the history calls it: the file, else whose data it holds."""
    names = ", ".join(told.name for told in given.subjects[:3])
    return {"name": given.file_name or names or given.paper, "word": "disclosure"}


def forget(work: Work, person: PersonId) -> None:
    """Keep that something was given, to whom and when, and nothing of what it said of this person."""
    for one in reading.where(work, DisclosureSubject, "person_id = :id", {"id": person}):
        work.change(DisclosureSubject, one.id, columns=(), prints=())
