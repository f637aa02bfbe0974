"""Libraries with rows in every table that names a record: whatever is merged comes apart again."""

from __future__ import annotations

import datetime as dt
import enum
import random
import typing
from typing import Any

import pytest

from factories import item, person, visit
from planner.domain.handouts import Addressing, Publication
from planner.domain.ids import DelegateId, DisclosureId, RecordId, ResourceId, new_id
from planner.domain.itinerary import ItemHost, ItemResource
from planner.domain.library import WORDS
from planner.domain.merging import Merge, NotDuplicate
from planner.domain.people import Person
from planner.domain.privacy import Disclosure, Profile
from planner.domain.recipients import KEY_WORDS, Recipient, RecipientKind, recipients
from planner.domain.sources import Citation
from planner.domain.travel import Resource, ResourceKind
from planner.domain.visits import Delegate
from planner.domain.words import Word
from planner.services.planner import Planner
from planner.storage.links import ANY_SUBJECT, NAMED_BY_KEY, Link, all_links
from planner.storage.schema import ROWS
from services.test_merging import State, hanging, put, state

KIND = {kind.WORD: kind for kind in WORDS if kind not in (Merge, NotDuplicate)}
LINK = {(link.table, link.column): link for link in all_links()}


class Anything:
    """Two records of every word, with values from so few that doubles are common."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._ids = {word: [str(new_id()) for _ in range(2)] for word in KIND}
        self._ids["person"].append(str(new_id()))

    def records(self) -> list[Word]:
        return [
            self._record(KIND[word], number, key)
            for word, keys in self._ids.items()
            for number, key in enumerate(keys)
        ]

    def some_of(self, word: str) -> list[str]:
        return self._chance.sample(self._ids[word], 2)

    def _record(self, kind: type[Word], number: int, key: str) -> Word:
        values: dict[str, Any] = {}
        for name, hint in typing.get_type_hints(kind).items():
            link = LINK.get((kind.WORD, name))
            if (kind.WORD, name) in NAMED_BY_KEY:
                values[name] = self._keys(hint)
            elif link is not None and link.target != ANY_SUBJECT:
                values[name] = self._linked(link, number)
            elif name != "WORD":
                values[name] = self._value(name, hint)
        if kind is Citation:
            word = self._chance.choice(("person", "organisation", "visit"))
            values |= {"subject_kind": word, "subject_id": self._chance.choice(self._ids[word])}
        return kind(**{**values, "id": key})

    def _linked(self, link: Link, number: int) -> str | None:
        ids = self._ids[link.target]
        if link.target == link.table:  # only to one before it: no line of houses leads round
            ids = ids[:number]
        return self._chance.choice(ids) if ids and (link.needed or self._often()) else None

    def _keys(self, hint: Any) -> Any:
        """Keys of recipients: several, or one, as the column has it."""
        begins = [self._chance.choice(list(KEY_WORDS)) for _ in range(4)]
        keys = [f"{one}:{self._chance.choice(self._ids[KEY_WORDS[one]])}" for one in begins]
        return keys[0] if hint is str else tuple(keys)

    def _value(self, name: str, hint: Any) -> Any:
        inner, *_others = typing.get_args(hint) or (hint,)
        if type(None) in typing.get_args(hint):
            return self._value(name, inner) if self._often() else None
        if typing.get_origin(hint) is tuple:
            return tuple(dict.fromkeys(self._value(name, inner) for _ in range(2)))
        if isinstance(hint, typing.NewType):
            hint = hint.__supertype__
        if hint is str:
            return self._text(name)
        if issubclass(hint, enum.Enum):
            return self._chance.choice(list(hint)[:2])
        if hint is bool:
            return self._often()
        return self._chance.choice(FEW[hint])

    def _text(self, name: str) -> str:
        if name.endswith("_id"):
            return new_id()
        if name == "finding":
            ids = (f"{word}:{key}" for word in ("person", "delegate") for key in self.some_of(word))
            return "|".join(["kind", *sorted(ids)])
        dated = name.startswith("valid_")
        return self._chance.choice(("", "2024", "2025") if dated else ("", "one", "other"))

    def _often(self) -> bool:
        return self._chance.random() < 0.7


FEW: dict[Any, tuple[Any, ...]] = {
    int: (0, 1, 2),
    float: (0.0, 55.5),
    bytes: (b"one", b"other"),
    dt.date: (dt.date(2027, 5, 10), dt.date(2027, 5, 11)),
    dt.datetime: (dt.datetime(2027, 5, 10, 9), dt.datetime(2027, 5, 10, 10)),
    dt.time: (dt.time(9), dt.time(10)),
}


@pytest.mark.parametrize("seed", range(24))
def test_whatever_is_merged_comes_apart_again(planner: Planner, seed: int) -> None:
    chance = random.Random(seed)
    anything = Anything(chance)
    put(planner, *anything.records())
    before = state(planner)
    assert {word for word, _key in before} == set(KIND)

    merges = []
    for kind in chance.choices(("person", "organisation"), k=3):
        keep, gone = anything.some_of(kind)
        if planner.merging.name(kind, keep) and planner.merging.name(kind, gone):
            merges.append(planner.merging.merge(kind, keep, gone))
            assert hanging(state(planner)) == []
            assert not names(state(planner), gone)
    merged = state(planner)
    chance.shuffle(merges)
    for merge in merges:
        planner.merging.take_apart(merge.id)

    assert state(planner) == before
    for _ in merges:
        planner.history.undo()
    assert state(planner) == merged


def names(rows: State, key: str) -> list[tuple[str, str]]:
    """The columns in which an id still stands, also within keys of recipients and of findings."""
    return [
        (word, name)
        for (word, _id), row in rows.items()
        for name, value in row.items()
        if isinstance(value, str) and key in value
    ]


# keys of recipients


def test_every_key_of_a_recipient_names_a_word_and_every_column_of_keys_follows() -> None:
    assert set(KEY_WORDS.values()) <= set(KIND)
    known = {(table, column) for table, column in NAMED_BY_KEY if column.endswith("_key")}
    keys = {
        (table, column.name)
        for table, kind in ROWS.items()
        for column in kind.__table__.columns
        if column.name.endswith("_key") and column.name != "sort_key"
    }
    assert keys == known


class Addressed:
    """Hanako Sato is in the library twice: two heads of one visit, hosts and interpreters of it."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.visit = visit(title="Visit")
        self.keep, self.gone = person("Sato", "Hanako"), person("SATO", "Hanako")
        self.talk = item(self.visit.id, "Talk", "10:00", "11:00")
        heads = [self._head(one) for one in (self.keep, self.gone)]
        interpreters = [self._interpreter(one) for one in (self.keep, self.gone)]
        put(planner, self.visit, self.keep, self.gone, self.talk, *heads, *interpreters)
        for one in (self.keep, self.gone):
            put(planner, ItemHost(id=RecordId(new_id()), item_id=self.talk.id, person_id=one.id))
        put(planner, *(self._booked(one) for one in interpreters))
        self.keys = {one.key for one in self._now()}
        self.old = [f"delegate:{heads[1].id}", f"host:{self.gone.id}"]
        self.old.append(f"interpreter:{interpreters[1].id}")
        self.new = [f"delegate:{heads[0].id}", f"host:{self.keep.id}"]
        self.new.append(f"interpreter:{interpreters[0].id}")

    def _head(self, one: Person) -> Delegate:
        return Delegate(id=DelegateId(new_id()), visit_id=self.visit.id, person_id=one.id)

    def _interpreter(self, one: Person) -> Resource:
        return Resource(
            id=ResourceId(new_id()),
            visit_id=self.visit.id,
            kind=ResourceKind.INTERPRETER,
            person_id=one.id,
        )

    def _booked(self, one: Resource) -> ItemResource:
        return ItemResource(id=RecordId(new_id()), item_id=self.talk.id, resource_id=one.id)

    def _now(self) -> tuple[Recipient, ...]:
        said = self.planner.keeper(Addressing).of(visit_id=self.visit.id)
        return recipients(self.planner.visits.plan(self.visit.id), said)

    def recipients(self) -> dict[str, Recipient]:
        return {one.key: one for one in self._now()}

    def said(self, key: str, **fields: Any) -> Addressing:
        kind = RecipientKind(key.partition(":")[0])
        made = Addressing(
            id=RecordId(new_id()), visit_id=self.visit.id, of_key=key, kind=kind, **fields
        )
        put(self.planner, made)
        return made

    def merge(self) -> Merge:
        return self.planner.merging.merge("person", self.keep.id, self.gone.id)


@pytest.fixture
def addressed(planner: Planner) -> Addressed:
    return Addressed(planner)


def test_what_was_said_of_a_recipient_is_said_of_the_one_kept(addressed: Addressed) -> None:
    assert addressed.keys == {*addressed.old, *addressed.new}
    for key in addressed.old:
        addressed.said(key, name="Dr Sato", left_out=True)
    before = state(addressed.planner)

    merge = addressed.merge()

    now = addressed.recipients()
    assert set(now) == set(addressed.new)
    assert {(one.name, one.left_out) for one in now.values()} == {("Dr Sato", True)}
    addressed.planner.merging.take_apart(merge.id)
    assert state(addressed.planner) == before


def test_of_what_was_said_of_both_the_kept_ones_counts_and_gaps_are_filled(
    addressed: Addressed,
) -> None:
    old, new = addressed.old[0], addressed.new[0]
    addressed.said(old, email="gone@a.example", language="da", left_out=True)
    kept = addressed.said(new, email="kept@a.example", profile=Profile.INTERNAL)
    before = state(addressed.planner)

    merge = addressed.merge()

    (said,) = addressed.planner.keeper(Addressing).of(visit_id=addressed.visit.id)
    assert (said.id, said.of_key, said.email) == (kept.id, new, "kept@a.example")
    assert (said.language, said.profile, said.left_out) == ("da", Profile.INTERNAL, True)
    addressed.planner.merging.take_apart(merge.id)
    assert state(addressed.planner) == before


def test_what_went_out_and_where_calendars_stand_name_the_one_kept(addressed: Addressed) -> None:
    planner = addressed.planner
    others = ("site:1", f"{addressed.old[0]}-and-more")
    put(
        planner,
        Publication(
            id=RecordId(new_id()),
            visit_id=addressed.visit.id,
            recipients=(*addressed.old, *others, *addressed.new),
        ),
        Disclosure(
            id=DisclosureId(new_id()), at=dt.datetime(2027, 1, 1), recipient_key=addressed.old[1]
        ),
        Disclosure(id=DisclosureId(new_id()), at=dt.datetime(2027, 1, 2), recipient_key=others[1]),
    )
    before = state(planner)

    merge = addressed.merge()

    (place,) = planner.keeper(Publication).of()
    assert place.recipients == (*addressed.new, *others)
    assert {one.recipient_key for one in planner.keeper(Disclosure).of()} == {
        addressed.new[1],
        others[1],
    }
    planner.merging.take_apart(merge.id)
    assert state(planner) == before


def test_a_key_in_a_frozen_version_leads_to_who_it_is_now(addressed: Addressed) -> None:
    merging = addressed.planner.merging
    last = person("Satō", "Hanako")
    put(addressed.planner, last)
    first = addressed.merge()
    second = merging.merge("person", last.id, addressed.keep.id)

    host = f"host:{last.id}"
    assert [merging.recipient_now(key) for key in addressed.old] == [
        addressed.new[0], host, addressed.new[2]
    ]  # fmt: skip
    assert merging.recipient_now("press") == "press"
    merging.take_apart(second.id)
    merging.take_apart(first.id)
    assert [merging.recipient_now(key) for key in addressed.old] == addressed.old
