"""Who of the library may be meant by the rows of a list: asked in blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from planner.domain.duplicates import KEY_MARK, Known
from planner.domain.ids import VisitId
from planner.domain.name_keys import keys_of_words, name_keys, sort_keys, words_of
from planner.domain.organisations import Organisation
from planner.domain.people import (
    ContactKind,
    ContactPoint,
    ExternalKey,
    KeptProperty,
    Person,
    Position,
)
from planner.domain.private_details import PrivateDetail
from planner.domain.row_changes import Held
from planner.domain.visits import Delegate, GroupMember, Need
from planner.storage.reading import Reader, any_of, having, where
from planner.text import fold

_BLOCK = 400
T = TypeVar("T")


def _blocks(values: Iterable[T]) -> Iterable[list[T]]:
    listed = list(dict.fromkeys(values))
    for start in range(0, len(listed), _BLOCK):
        yield listed[start : start + _BLOCK]


class KnownPeople:
    """The people of the library who may be meant by the rows of one list.

    Found by address, number, name and native name through indexes, never by loading all people.
    """

    def __init__(self, reader: Reader, visit_id: VisitId | None, from_file: frozenset[str]) -> None:
        self._reader = reader
        self._from_file = from_file
        self._known: dict[str, Known] = {}
        self._held: dict[str, Held] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        self._name_keys: dict[str, set[str]] = {}
        delegates = where(reader, Delegate, "visit_id = :id", {"id": visit_id}) if visit_id else []
        self._delegates = {one.person_id: one for one in delegates if one.person_id}
        self._placeholders = [one for one in delegates if not one.person_id]
        keys = [one.id for one in delegates]
        self._members: dict[str, list[GroupMember]] = defaultdict(list)
        for member in having(reader, GroupMember, "delegate_id", keys):
            self._members[member.delegate_id].append(member)
        self._needs: dict[str, list[Need]] = defaultdict(list)
        for need in having(reader, Need, "delegate_id", keys):
            self._needs[need.delegate_id].append(need)

    def find(self, people: Sequence[Known]) -> None:
        """Fetch everybody who may be one of ``people``; then :meth:`like` and :meth:`held` answer."""
        self._name_keys = {one.id: name_keys(one) for one in people}
        found: set[str] = {str(key) for key in self._delegates}
        found |= self._by_way(ContactKind.EMAIL, {way for one in people for way in one.emails})
        found |= self._by_way(ContactKind.PHONE, {way for one in people for way in one.phones})
        found |= self._by_sort_key({key for one in people for key in sort_keys(one)})
        found |= self._by_colleagues(people)
        found |= self._by_native({one.native_key for one in people if one.native_key})
        found |= self._by_external_key({key for one in people for key in one.keys})
        self._load(sorted(found))

    def like(self, one: Known) -> list[Known]:
        """Those who were found and may be ``one``, in the order of their ids."""
        found: set[str] = set()
        for key in _keys(one, self._name_keys[one.id]):
            if key in self._by_key:
                found |= self._by_key[key]
        return [self._known[person] for person in sorted(found)]

    def known(self, person_id: str) -> Known:
        """One of those who were found, as they are compared."""
        return self._known[person_id]

    def held(self, person_id: str) -> Held:
        return self._held[person_id]

    def placeholders(self) -> list[Held]:
        """The heads of the visit that have no name yet."""
        return [self._of_delegate(Held(), one) for one in self._placeholders]

    def _of_delegate(self, held: Held, delegate: Delegate | None) -> Held:
        if delegate is None:
            return held
        return replace(
            held,
            delegate=delegate,
            members=tuple(self._members[delegate.id]),
            needs=tuple(self._needs[delegate.id]),
        )

    # the blocked queries

    def _ids(self, condition: str, parameters: dict[str, object]) -> set[str]:
        sql = f"SELECT id FROM person WHERE {condition}"
        return {str(row[0]) for row in self._reader.rows(sql, parameters)}

    def _by_way(self, kind: ContactKind, normals: set[str]) -> set[str]:
        found: set[str] = set()
        for block in _blocks(sorted(normals)):
            clause, parameters = any_of("normal", block)
            rows = self._reader.rows(
                f"SELECT person_id FROM contact_point WHERE kind = :kind AND person_id IS NOT NULL AND {clause}",
                {"kind": kind.value, **parameters},
            )
            found |= {str(row[0]) for row in rows}
        return found

    def _by_external_key(self, keys: set[str]) -> set[str]:
        found: set[str] = set()
        for block in _blocks(sorted(key.rpartition(KEY_MARK)[2] for key in keys)):
            clause, parameters = any_of("value", block)
            rows = self._reader.rows(
                f"SELECT person_id FROM external_key WHERE person_id IS NOT NULL AND {clause}",
                parameters,
            )
            found |= {str(row[0]) for row in rows}
            found |= self._ids(*any_of("id", block))  # cards that went out from here
        return found

    def _by_sort_key(self, keys: set[str]) -> set[str]:
        found: set[str] = set()
        for block in _blocks(sorted(keys)):
            found |= self._ids(*any_of("sort_key", block))
        return found

    def _by_colleagues(self, people: Sequence[Known]) -> set[str]:
        """Names that are nearly the same at the same organisation: mistyped, shortened or longer."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for one in people:
            for key in one.organisations:
                wanted[key] |= self._name_keys[one.id]
        # Most colleagues share no word with anybody, and that is soon seen.
        words = {key: {name.partition(" ")[0] for name in names} for key, names in wanted.items()}
        found: set[str] = set()
        for block in _blocks(sorted(wanted)):
            clause, parameters = any_of("q.organisation_id", block)
            rows = self._reader.rows(
                "SELECT p.id, p.sort_key, q.organisation_id FROM position q"
                f" JOIN person p ON p.id = q.person_id WHERE {clause}",
                parameters,
            )
            for person, sort_key, key in rows:
                theirs = words_of(sort_key)
                if words[key].isdisjoint(theirs):
                    continue
                if not wanted[key].isdisjoint(keys_of_words(theirs)):
                    found.add(str(person))
        return found

    def _by_native(self, names: set[str]) -> set[str]:
        found: set[str] = set()
        column = "replace(replace(native_name, ' ', ''), :wide, '')"
        for block in _blocks(sorted(names)):
            clause, parameters = any_of(column, block)
            found |= self._ids(f"native_name <> '' AND {clause}", {"wide": "\u3000", **parameters})
        return found

    def _load(self, ids: list[str]) -> None:
        people = having(self._reader, Person, "id", ids)
        ways: dict[str, list[ContactPoint]] = defaultdict(list)
        for point in having(self._reader, ContactPoint, "person_id", ids, "rank, id"):
            ways[str(point.person_id)].append(point)
        posts: dict[str, list[Position]] = defaultdict(list)
        for post in having(self._reader, Position, "person_id", ids, "rank, id"):
            posts[post.person_id].append(post)
        keys: dict[str, list[ExternalKey]] = defaultdict(list)
        for key in having(self._reader, ExternalKey, "person_id", ids):
            keys[str(key.person_id)].append(key)
        lines: dict[str, list[KeptProperty]] = defaultdict(list)
        for kept in having(self._reader, KeptProperty, "person_id", ids, "rank, id"):
            lines[kept.person_id].append(kept)
        pictured = self._with_photo(ids)
        details: dict[str, list[PrivateDetail]] = defaultdict(list)
        for detail in having(self._reader, PrivateDetail, "person_id", ids):
            details[detail.person_id].append(detail)
        used = [post.organisation_id for own in posts.values() for post in own]
        used += [one.organisation_id for one in self._delegates.values() if one.organisation_id]
        names: dict[str, str] = {
            one.id: one.name or one.native_name
            for one in having(self._reader, Organisation, "id", used)
        }
        for person in people:
            own_posts = tuple(posts[person.id])
            delegate = self._delegates.get(person.id)
            held = Held(
                person,
                tuple(ways[person.id]),
                own_posts,
                names,
                keys=tuple(keys[person.id]),
                lines=tuple(lines[person.id]),
                has_photo=person.id in pictured,
                details=tuple(details[person.id]),
            )
            self._held[person.id] = self._of_delegate(held, delegate)
            known = self._as_known(held, delegate)
            self._known[person.id] = known
            for found_by in _keys(known, name_keys(known)):
                self._by_key[found_by].add(person.id)

    def _with_photo(self, ids: list[str]) -> set[str]:
        found: set[str] = set()
        for block in _blocks(ids):
            clause, parameters = any_of("person_id", block)
            rows = self._reader.rows(f"SELECT person_id FROM photo WHERE {clause}", parameters)
            found |= {str(row[0]) for row in rows}
        return found

    def _as_known(self, held: Held, delegate: Delegate | None) -> Known:
        person, ways = held.person, held.ways
        assert person is not None
        organisations = {str(post.organisation_id) for post in held.posts}
        titles = [post.title for post in held.posts] + ([delegate.title] if delegate else [])
        if delegate and delegate.organisation_id:
            organisations.add(delegate.organisation_id)
        return Known(
            person.id,
            person.family_name,
            person.given_name,
            person.native_name,
            person.reading,
            person.country,
            frozenset(way.normal for way in ways if way.kind is ContactKind.EMAIL and way.normal),
            frozenset(way.normal for way in ways if way.kind is ContactKind.PHONE and way.normal),
            frozenset(organisations),
            frozenset(
                {
                    f"vcard{KEY_MARK}{person.id}",
                    *(f"{key.scheme}{KEY_MARK}{key.value}" for key in held.keys),
                }
            ),
            frozenset(fold(title) for title in titles if title),
            delegate is not None,
            person.id in self._from_file,
            person.name,
        )


def people_of_file(reader: Reader, file_hash: str) -> frozenset[str]:
    """Who was added when this very file was taken in before, and not undone."""
    rows = reader.rows(
        "SELECT DISTINCT person.row_id FROM import_batch b"
        " JOIN change batch ON batch.row_word = 'import_batch' AND batch.row_id = b.id"
        " JOIN change person ON person.step_number = batch.step_number AND person.row_word = 'person'"
        " WHERE b.file_hash = :hash",
        {"hash": file_hash},
    )
    return frozenset(str(row[0]) for row in rows)


def _keys(one: Known, names: set[str]) -> set[str]:
    """All by which ``one`` is found; ``names`` are those of the name."""
    ways = {*one.emails, *one.phones, *one.keys, one.native_key, one.reading_key}
    return (ways | names) - {""}
