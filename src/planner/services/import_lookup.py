"""What the library knows about the people, organisations and groups that a list names: asked in blocks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from planner.domain.duplicates import KEY_MARK, Known
from planner.domain.ids import GroupId, OrganisationId, VisitId, new_id
from planner.domain.names import is_native
from planner.domain.organisations import Organisation
from planner.domain.people import (
    ContactKind,
    ContactPoint,
    ExternalKey,
    KeptProperty,
    Person,
    Position,
)
from planner.domain.row_changes import Held
from planner.domain.staging import LikelyHouse
from planner.domain.visits import Delegate, Group, GroupMember, Need
from planner.domain.words import Word
from planner.services.import_houses import Alike
from planner.storage.reading import Reader, any_of, having, where
from planner.text import clean_line, fold, spellings

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
        found: set[str] = {str(key) for key in self._delegates}
        found |= self._by_way(ContactKind.EMAIL, {way for one in people for way in one.emails})
        found |= self._by_way(ContactKind.PHONE, {way for one in people for way in one.phones})
        found |= self._by_sort_key({key for one in people for key in _sort_keys(one)})
        found |= self._by_colleagues(people)
        found |= self._by_native({one.native_key for one in people if one.native_key})
        found |= self._by_external_key({key for one in people for key in one.keys})
        self._load(sorted(found))

    def like(self, one: Known) -> list[Known]:
        keys = {
            *one.emails,
            *one.phones,
            *one.keys,
            *_name_keys(one),
            one.native_key,
            one.reading_key,
        } - {""}
        found = sorted({person for key in keys for person in self._by_key.get(key, ())})
        return [self._known[person] for person in found]

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
        wanted = {
            (key, name) for one in people for key in one.organisations for name in _name_keys(one)
        }
        found: set[str] = set()
        for block in _blocks(sorted({key for key, _name in wanted})):
            clause, parameters = any_of("q.organisation_id", block)
            rows = self._reader.rows(
                "SELECT p.id, p.sort_key, q.organisation_id FROM position q"
                f" JOIN person p ON p.id = q.person_id WHERE {clause}",
                parameters,
            )
            found |= {
                str(person)
                for person, sort_key, key in rows
                if any((key, name) in wanted for name in _word_keys(_words(sort_key)))
            }
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
            )
            self._held[person.id] = self._of_delegate(held, delegate)
            known = self._as_known(held, delegate)
            self._known[person.id] = known
            for way in {
                *known.emails,
                *known.phones,
                *known.keys,
                *_name_keys(known),
                known.native_key,
                known.reading_key,
            } - {""}:
                self._by_key[way].add(person.id)

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


def _sort_keys(one: Known) -> set[str]:
    """The sort keys under which a person of this name may stand, in either order and any spelling."""
    keys = {fold(one.reading), fold(one.native_name)}
    for name in (f"{one.family_name} {one.given_name}", f"{one.given_name} {one.family_name}"):
        for spelling in spellings(name.strip()):
            keys |= {spelling, _collapsed(spelling)}
    return keys - {""}


def _collapsed(text: str) -> str:
    """ "moeller" as "moller": what "Møller" is filed under."""
    return re.sub(r"oe|ue|aa|ae", lambda found: found[0][0], text)


def _name_keys(one: Known) -> set[str]:
    """ "jensen p" and "peter j": each word of the name with the initial of each other word."""
    words = {min(word, key=len) for word in one.latin_words}
    return _word_keys(sorted({*words, *map(_collapsed, words)}))


def _word_keys(words: Sequence[str]) -> set[str]:
    if len(words) == 1:
        return {f"{words[0]} "}
    return {f"{word} {other[:1]}" for word in words for other in words if word != other}


def _words(sort_key: str) -> list[str]:
    return sort_key.replace("-", " ").replace(".", " ").split()


class OrganisationBook:
    """Which organisation a name in a list means; one that nobody knows is made, once for the whole list."""

    def __init__(self, reader: Reader) -> None:
        self._by_name: dict[str, OrganisationId] = {}
        self._countries: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.making: dict[str, Word] = {}
        self.likely: dict[str, LikelyHouse] = {}
        """By the id of one that is made: which of the library it may be, and why."""
        self._alike: Alike | None = None
        self._reader = reader
        rows = reader.rows(
            "SELECT id, name, acronym, native_name, country FROM organisation ORDER BY id"
        )
        for place in (1, 3, 2):  # a name beats a native name beats an acronym
            for row in rows:
                self._learn(row[place], row[0])
        for row in rows:
            self.names[row[0]] = row[1] or row[3]
            self._countries[row[0]] = row[4]
        for key, name in reader.rows(
            "SELECT organisation_id, name FROM organisation_name ORDER BY id"
        ):
            self._learn(name, key)

    def _learn(self, name: str, key: str) -> None:
        if folded := fold(name or ""):
            self._by_name.setdefault(folded, OrganisationId(key))
            if (country := self._countries.get(key, "")) and _OF_A_STATE.search(name):
                self._by_name.setdefault(f"{folded}\x1f{country}", OrganisationId(key))

    def _known(self, name: str, country: str) -> OrganisationId | None:
        """Every country has a "Ministry of Education": that of the person's country is meant.

        Of other houses the person's country says nothing: Italians work at Swedish facilities.
        """
        found = self._by_name.get(fold(name))
        if found is None or not country or not _OF_A_STATE.search(name):
            return found
        if self._countries.get(found, "") in ("", country):
            return found
        return self._by_name.get(f"{fold(name)}\x1f{country}")

    def meant(self, text: str, country: str) -> OrganisationId | None:
        """The organisation of a cell: "MEXT", "Ministry of Education (MEXT)", "文部科学省 / MEXT"."""
        text = clean_line(text)
        if not text:
            return None
        pieces = _name_pieces(text)
        for piece in [text, *pieces]:
            if known := self._known(piece, country):
                return known
        made = _made(text, pieces, country)
        self._countries[made.id] = made.country
        self.making[made.id] = made
        self.names[made.id] = made.name or made.native_name
        self._alike = self._alike or Alike(self._reader)
        if (house := self._alike.to(made)) is not None:
            self.likely[made.id] = house
        for name in (text, made.name, made.native_name, made.acronym):
            self._learn(name, made.id)
        return made.id


_OF_A_STATE = re.compile(
    r"(?i)^(?:the )?(?:ministry of|department of|ministeriet? for|ministerium für|bundesministerium|parliament|government"
    r"|embassy of|national agency|kabinet)|ministeriet$|departementet$"
)

_BRACKETED = re.compile(r"^(.{3,}?)\s*[(（]([^()（）]{2,})[)）]$")


def _name_pieces(text: str) -> list[str]:
    """The names that one cell gives one after the other, the longest first."""
    if found := _BRACKETED.match(text):
        return [found[1].strip(), found[2].strip()]
    pieces = [
        piece.strip() for piece in re.split(r"\s*[/／\n]\s*|\s+[–—-]\s+", text) if piece.strip()
    ]
    # "University of Lund / Physics" is one institution with a part, not two names of one.
    if len(pieces) == 2 and is_native(pieces[0]) != is_native(pieces[1]):
        return pieces
    return []


def _made(text: str, pieces: Sequence[str], country: str) -> Organisation:
    name, native, acronym = text, "", ""
    if len(pieces) == 2:
        first, second = pieces
        if is_native(first) != is_native(second):
            name, native = (second, first) if is_native(first) else (first, second)
        elif (
            re.fullmatch(r"[A-ZÆØÅÄÖÜ][\w&.-]{1,11}", second)
            and sum(sign.isupper() for sign in second) >= 2
        ):
            name, acronym = first, second
    elif is_native(text):
        name, native = "", text
    # An organisation that only has a native name goes by it.
    return Organisation(
        id=OrganisationId(new_id()),
        name=name or native,
        acronym=acronym,
        native_name=native,
        country=country,
    )


class GroupBook:
    """The groups of a visit by letter and name; those that a list names and nobody knows are made."""

    def __init__(self, reader: Reader, visit_id: VisitId | None) -> None:
        self._visit_id = visit_id
        self._by_name: dict[str, GroupId] = {}
        self.named: dict[GroupId, str] = {}
        self.making: dict[str, Word] = {}
        groups = (
            where(reader, Group, "visit_id = :id", {"id": visit_id}, "rank, id") if visit_id else []
        )
        self._taken = len(groups)
        for group in groups:
            for name in (group.letter, group.name):
                if name:
                    self._by_name.setdefault(fold(name), group.id)

    def meant(self, name: str) -> GroupId | None:
        if self._visit_id is None:
            return None
        known = self._by_name.get(fold(name))
        if known is None:
            self._taken += 1
            is_letter = len(name) <= 2
            group = Group(
                id=GroupId(new_id()),
                visit_id=self._visit_id,
                letter=name.upper() if is_letter else "",
                name="" if is_letter else name,
                rank=self._taken,
            )
            known = self._by_name[fold(name)] = group.id
            self.making[known] = group
        self.named[known] = name
        return known


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
