"""Several people changed together: each verb is one step, whatever their number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planner.domain.ids import DelegateId, PersonId, RecordId, VisitId, new_id
from planner.domain.organisations import Organisation
from planner.domain.people import Person, Position
from planner.domain.people_change import Field, PeopleChange, changed_person
from planner.domain.posts import shown_on
from planner.domain.several_change import Act, WouldChange
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.domain.visits import Delegate, Visit
from planner.i18n import N_
from planner.services.core import Core
from planner.services.named_organisations import known_organisation, named_organisation
from planner.storage import reading
from planner.storage.reading import Reader
from planner.storage.unit_of_work import Work
from planner.text import clean_line

_OPEN_FIRST = "CASE WHEN valid_to = '' THEN 0 ELSE 1 END, rank, id"


class SeveralPeople:
    def __init__(self, core: Core) -> None:
        self._core = core

    def preview(self, people: Sequence[PersonId], change: PeopleChange) -> list[WouldChange]:
        """Who would change, and how; nothing is written.

        :raises UserError: the change says too little, or something that cannot be.
        """
        change.require()
        return [
            WouldChange(
                one.person.id, one.person.name, one.told(change.field), after.told(change.field)
            )
            for one, after in self._changes(self._core.reader, people, change)
        ]

    def edit(
        self, people: Sequence[PersonId], change: PeopleChange, *, origin: object = None
    ) -> int:
        """Change all of them; how many were not so already. An unknown organisation is added.

        :raises UserError: the change says too little, or something that cannot be.
        """
        change.require()
        with self._core.work(
            N_("Change {count} people"),
            {"count": 0, "word": "person"},
            origin=origin,
            before="several",
        ) as work:
            found = list(self._changes(work, people, change))
            names = any(post.organisation_id == _NEW for _, after in found for post in after.posts)
            house = named_organisation(work, change.value) if names else None
            for one, after in found:
                if after.person != one.person:
                    work.put(after.person)
                _write_posts(work, one, after, house)
            work.label_facts["count"] = len(found)
        return len(found)

    def add_to_visit(
        self, people: Sequence[PersonId], visit: VisitId, *, origin: object = None
    ) -> int:
        """Put them into the delegation, with their post of its first day; how many were not in it already."""
        facts: dict[str, str | int] = {"count": 0, "word": "delegate"}
        with self._core.work(
            N_("Add {count} people to the delegation"), facts, origin=origin, before="several"
        ) as work:
            inside = {
                one.person_id
                for one in reading.where(work, Delegate, "visit_id = :visit", {"visit": visit})
            }
            new = [one for one in _states(work, people) if one.person.id not in inside]
            at = work.get(Visit, visit)
            day = at.first_day or self._core.today()
            for one in new:
                post = shown_on(one.posts, day)
                work.add(
                    Delegate(
                        id=DelegateId(new_id()),
                        visit_id=visit,
                        person_id=one.person.id,
                        title=post.title if post else "",
                        organisation_id=post.organisation_id if post else None,
                    )
                )
            work.label_facts["count"] = len(new)
        return len(new)

    def _changes(
        self, reader: Reader, people: Sequence[PersonId], change: PeopleChange
    ) -> Iterator[tuple[_State, _State]]:
        """Each person who would change, before and after."""
        house: Any = None
        if change.field is Field.POST and change.act is not Act.CLEAR:
            house = known_organisation(reader, change.value) or _NEW
        name = _house_name(reader, house, change.value)
        for one in _states(reader, people):
            after = replace(one, person=changed_person(one.person, change))
            if change.field is Field.POST:
                posts = _changed_posts(one, change, house)
                after = replace(one, posts=posts, houses={**one.houses, house: name})
            if (after.person, after.posts) != (one.person, one.posts):
                yield one, after


_NEW = "new"
"""Stands for the organisation that a post is given, whose id is not known before it is written."""


@dataclass(frozen=True, slots=True)
class _State:
    """A person with the posts, open ones first, and the names of their organisations."""

    person: Person
    posts: tuple[Position, ...]
    houses: dict[str, str]

    def told(self, field: Field) -> str:
        if field is Field.POST:
            return "; ".join(map(self._post, self.posts))
        value: Any = getattr(self.person, field.value)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def _post(self, post: Position) -> str:
        house = self.houses.get(post.organisation_id, "")
        told = ", ".join(part for part in (post.title, house) if part)
        return f"{told} (–{post.valid_to})" if post.valid_to else told


def _states(reader: Reader, people: Sequence[PersonId]) -> Iterator[_State]:
    """In the order given; somebody who is gone is left out."""
    found = {one.id: one for one in reading.having(reader, Person, "id", people)}
    posts: dict[str, list[Position]] = {}
    for post in reading.having(reader, Position, "person_id", list(found), _OPEN_FIRST):
        posts.setdefault(post.person_id, []).append(post)
    used = {post.organisation_id for held in posts.values() for post in held}
    houses: dict[str, str] = {
        one.id: one.name or one.native_name or one.acronym
        for one in reading.having(reader, Organisation, "id", sorted(used))
    }
    for key in dict.fromkeys(people):
        if key in found:
            yield _State(found[key], tuple(posts.get(key, ())), houses)


def _house_name(reader: Reader, house: Any, typed: str) -> str:
    known = reading.one(reader, Organisation, house) if house and house != _NEW else None
    return known.name or known.native_name if known else clean_line(typed)


def _changed_posts(one: _State, change: PeopleChange, house: Any) -> tuple[Position, ...]:
    """The posts after the change, at ``house``."""
    now = [post for post in one.posts if not post.valid_to]
    if change.act is Act.CLEAR:
        day = PartialDate(change.day.isoformat() if change.day else UNKNOWN_DATE)
        return tuple(
            replace(post, valid_to=day) if not post.valid_to else post for post in one.posts
        )
    title = clean_line(change.title)
    if change.act is Act.SET and now:
        first = now[0]
        changed = replace(first, organisation_id=house, title=title or first.title)
        return tuple(changed if post is first else post for post in one.posts)
    if any(post.organisation_id == house and title in ("", post.title) for post in now):
        return one.posts
    rank = max((post.rank for post in now), default=-1) + 1
    new = Position(
        id=RecordId(new_id()),
        person_id=one.person.id,
        organisation_id=house,
        title=title,
        rank=rank,
    )
    return (*one.posts, new)


def _write_posts(work: Work, one: _State, after: _State, house: Any) -> None:
    before = {post.id: post for post in one.posts}
    for post in after.posts:
        kept = post
        if post.organisation_id == _NEW:
            kept = replace(post, organisation_id=house)
        if post.id not in before:
            work.add(kept)
        elif kept != before[post.id]:
            work.put(kept)
