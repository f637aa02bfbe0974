"""The register of what left the house: one record for every file and recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
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
from planner.domain.plan import Plan
from planner.domain.privacy import Disclosure, DisclosureSubject, Profile, Way
from planner.domain.told import SPECIAL, Told, Values, old_fields, prints, told_of_plan
from planner.errors import NotFound
from planner.i18n import N_, _
from planner.services.core import Core
from planner.services.leaving import save_on_record
from planner.services.special_fields import refuse_unrecorded, require
from planner.storage import reading
from planner.storage.queries import disclosures as queries
from planner.storage.queries.beside_plan import needs_of
from planner.storage.queries.plans import load_plan

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work

_OF_THE_VISIT: Final = frozenset(
    {
        *("organisation", "position", "role", "category", "groups", "payer", "notes"),
        *("arrives", "arrives_zone", "departs", "departs_zone", "reference", "seat", "room"),
    }
)
"""Fields that a paper of a visit says of the visit, not of the person."""

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
        work.add_many(
            DisclosureSubject(
                id=RecordId(new_id()),
                disclosure_id=disclosure.id,
                person_id=told.person_id,
                name=told.name,
                columns=told.columns,
                prints=prints(disclosure.id, told.values) if told.person_id else (),
            )
            for told in given.subjects
        )
        return disclosure

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
        visit = made.visit_id if made else None
        today = _Today(self._core, [one.person_id for one in held if one.person_id])
        return [
            SubjectLine(
                name=one.name,
                person_id=one.person_id,
                columns=one.columns,
                old=old_fields(disclosure, one.prints, today.values(one.person_id, visit))
                if one.person_id
                else frozenset(),
            )
            for one in held
        ]

    # who holds what

    def holdings(self, people: Sequence[PersonId]) -> list[Holding]:
        """Who holds which field of these people, each from the latest file that had it."""
        reader = self._core.reader
        rows = queries.given(reader, people)
        photos = any("photo" in subject.columns for _one, subject in rows)
        return holdings(rows, _Today(self._core, people, photos=photos).values)

    def values_now(self, person: PersonId, visit: VisitId | None) -> Values:
        """What a paper of that visit, or of none, would say of the person today."""
        return _Today(self._core, [person]).values(person, visit)

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


class _Today:
    """The values of today, each visit and each person read once."""

    def __init__(self, core: Core, people: Sequence[PersonId], *, photos: bool = False) -> None:
        self._reader, self._today = core.reader, core.today()
        keys = list(dict.fromkeys(people))
        self._people = queries.values_today(core.reader, keys, core.today(), photos=photos)
        self._visits: dict[VisitId, dict[PersonId | None, Values] | None] = {}

    def values(self, person: PersonId, visit: VisitId | None) -> Values:
        """As a paper of that visit would say them; of who is not in it any more, nothing of the visit.

        Who is not in the library any more cannot be compared.
        """
        own = self._people.get(person)
        if own is None:
            return {}
        there = self._visit(visit) if visit is not None else None
        if there is None:
            if visit is None:
                return own
            return {name: held for name, held in own.items() if name not in _OF_THE_VISIT}
        inside = there.get(person) or dict.fromkeys(_OF_THE_VISIT, ())
        return {**own, **inside}

    def _visit(self, visit: VisitId) -> dict[PersonId | None, Values] | None:
        if visit not in self._visits:
            plan = load_plan(self._reader, visit)
            self._visits[visit] = self._of_plan(plan) if plan else None
        return self._visits[visit]

    def _of_plan(self, plan: Plan) -> dict[PersonId | None, Values]:
        """Needs are compared until the visit is over: then they are erased, which is nothing new to tell."""
        found = {one.person_id: one.values for one in told_of_plan(plan)}
        if plan.visit.last_day is None or plan.visit.last_day < self._today:
            return found
        needs: dict[str, list[str]] = {one.id: [] for one in plan.delegates}
        for need in needs_of(self._reader, plan):
            if need.delegate_id in needs:
                needs[need.delegate_id].append(need.text)
        for one in plan.delegates:
            if one.person_id in found:
                found[one.person_id] = {**found[one.person_id], "needs": tuple(needs[one.id])}
        return found
