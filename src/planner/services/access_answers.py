"""Subject access (GDPR article 15): everything held about a person, gathered by reflection over the schema."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.domain.access_answer import (
    NOT_TOLD,
    AccessAnswer,
    Came,
    Held,
    KeptFor,
    Looked,
    Received,
)
from planner.domain.data_rights import LookUp
from planner.domain.disclosed import PAPERS
from planner.domain.ids import PersonId
from planner.domain.library import BY_NAME
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.domain.privacy import WAYS, Disclosure, DisclosureSubject
from planner.domain.private_details import DETAIL_KINDS, DetailKind
from planner.domain.retention import FieldGroup
from planner.domain.sources import Source
from planner.domain.told import FIELDS, Told
from planner.domain.visits import NEED_KINDS, NeedKind, Visit
from planner.domain.without_names import without_names
from planner.domain.words import Word, plain
from planner.errors import NotFound
from planner.i18n import _
from planner.services.core import Core
from planner.services.disclosures import Disclosures, Given
from planner.services.retention import Retention
from planner.storage import reading
from planner.storage.links import links_of
from planner.storage.queries import disclosures as register

if TYPE_CHECKING:
    from planner.storage.erasing.tracing import Trace

PAPER: Final = "access-answer"
_OTHERS: Final = "person"
_DRAFT: Final = "draft"
_OF_OTHERS_ALONE: Final = frozenset({"private_detail", "need", "border_paper"})
"""What is hidden about somebody else is nothing to tell, but that the person is named there."""
_NAMELESS: Final = _OF_OTHERS_ALONE | {"person", "contact_point"}
"""Records that are called by somebody else's name."""
_BLOCK: Final = 400


class AccessAnswers:
    def __init__(self, core: Core) -> None:
        self._core = core

    def answer(self, person: PersonId) -> AccessAnswer:
        """All that is held about the person; who else is named in it is taken out.

        :raises NotFound: nobody of that id is in the library.
        """
        from planner.storage.erasing.tracing import trace

        found = trace(self._core.reader, person)
        if found is None or not found.of("person"):
            raise NotFound(_("This person is not in the library."), _("Nothing was written."))
        return _Gathering(self._core, found).answer()

    def write(self, folder: Path, person: PersonId) -> list[Path]:
        """The answer as PDF and as JSON in the folder, each on the register; a folder that is not there
        is made.

        :raises NotWritten: one could not be written; what was there is as it was.
        """
        from planner.interchange.files import made_folder

        made_folder(folder)
        stem = f"{self._core.today().isoformat()}_access_{person[-8:]}"
        answer = self.answer(person)
        paths = [folder / f"{stem}.json", folder / f"{stem}.pdf"]
        for path in paths:
            self._save(path, person, answer)
        return paths[::-1]

    def save(self, path: Path, person: PersonId) -> None:
        """One file of the answer: JSON where the name ends so, else a PDF. The PDF is to answer the
        request, once it was sent; where nobody had asked, it is on record as asked today.

        :raises NotWritten: it could not be written; what was there is as it was.
        """
        self._save(path, person, self.answer(person))

    def _save(self, path: Path, person: PersonId, answer: AccessAnswer) -> None:
        from planner.services.access_paper import paper
        from planner.services.data_requests import DataRequests

        is_json = path.suffix.lower() == ".json"
        content = as_json(answer) if is_json else paper(self._core, answer)
        Disclosures(self._core).save(
            path,
            Given(
                file_name=path.name,
                content=content,
                subjects=[self._told(person, answer)],
                recipient=answer.name,
                recipient_key=f"host:{person}",
                paper=PAPER,
                purpose=_("Answer to a request for access"),
            ),
        )
        if not is_json and not self._core.library.read_only:
            DataRequests(self._core).written(person, content)

    def _told(self, person: PersonId, answer: AccessAnswer) -> Told:
        values = register.values_today(self._core.reader, [person], self._core.today(), photos=True)
        return Told(name=answer.name, person_id=person, values=values.get(person, {}))


def as_json(answer: AccessAnswer) -> bytes:
    """Machine-readable, in a stable shape: ``{"version": 1, "access_answer": …}``."""
    shape = {"version": 1, "access_answer": plain(answer)}
    return (json.dumps(shape, ensure_ascii=False, indent=2) + "\n").encode()


class _Gathering:
    """One answer in the making."""

    def __init__(self, core: Core, found: Trace) -> None:
        self._core, self._reader, self._found = core, core.reader, found

    def answer(self) -> AccessAnswer:
        found = self._found
        records = [
            (kind, record)
            for word, keys in sorted(found.ids.items())
            if keys
            for kind in (BY_NAME[word],)
            for record in reading.having(self._reader, kind, "id", keys)
        ]
        self._names = self._named(record for _kind, record in records)
        former = list(self._former())
        mentioned = list(self._mentioned())
        self._bare = self._without_others(
            [
                *(plain(record) for _kind, record in records),
                *(one.values for one in former),
                *({**one.values, "about": one.about} for one in mentioned),
                {"titles": [*self._names.values(), *self._cited(), *self._versions()]},
                *({"purpose": one.purpose, "file": one.file_name} for one, _who in self._given),
                *({"file": row[-1] or ""} for row in self._steps),
            ]
        )
        return AccessAnswer(
            person_id=found.person,
            name=found.name,
            made_at=self._core.stamp(),
            controller=self._core.settings.text("controller"),
            contact=self._core.settings.text("data_contact") or self._core.settings.text("email"),
            held=tuple(self._held(kind.WORD, record) for kind, record in records),
            mentioned=tuple(self._shown(one) for one in mentioned),
            former=tuple(self._shown(one) for one in former),
            came=tuple(self._came()),
            cited=tuple(map(self._bare, self._cited())),
            looked=tuple(self._looked()),
            received=tuple(self._received()),
            kept_for=tuple(self._kept_for()),
            merged=tuple(sorted(found.family - {found.person})),
            versions=tuple(map(self._bare, self._versions())),
        )

    # what is held

    def _held(self, word: str, record: Word) -> Held:
        values: dict[str, Any] = plain(record)
        return self._shown(Held(word=word, about=self._about(word, values), values=values))

    def _shown(self, one: Held) -> Held:
        """Without what is no data of the person, and without anybody else."""
        hidden = NOT_TOLD.get(one.word, frozenset())
        others = {link.column for link in links_of(one.word) if link.target == _OTHERS}
        shown = {
            name: None
            if name in others and value not in self._found.family
            else self._without(value)
            for name, value in one.values.items()
            if name not in hidden
        }
        return Held(word=one.word, about=self._bare(one.about), values=shown)

    def _without(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._bare(value)
        return [self._without(part) for part in value] if isinstance(value, list) else value

    def _about(self, word: str, values: Mapping[str, Any]) -> str:
        """The names of what a record leads to: the visit, the entry, the house."""
        named = (
            self._names.get((link.target, str(values.get(link.column) or "")), "")
            for link in links_of(word)
            if link.target != _OTHERS
        )
        return ", ".join(dict.fromkeys(name for name in named if name))

    def _named(self, records: Iterable[Word]) -> dict[tuple[str, str], str]:
        from planner.storage.search import name_of

        wanted: dict[tuple[str, str], None] = {}
        for record in records:
            for link in links_of(record.WORD):
                key = getattr(record, link.column, None)
                if key and link.target not in (_OTHERS, "*"):
                    wanted[link.target, str(key)] = None
        return {
            (word, key): name
            for word, key in wanted
            if (name := name_of(self._reader, word, key)) and name != word
        }

    def _former(self) -> Iterator[Held]:
        """Values that the history remembers, of the person alone and of the person with somebody else."""
        from planner.storage.erasing.tracing import opened_of
        from planner.storage.queries.second_owner import also_owned

        for word, key, state in opened_of(self._reader, self._found.family):
            if word in BY_NAME:
                yield Held(word=word, values={"id": key, **state})
        for word, key, state in also_owned(self._reader, self._found.family):
            if word in BY_NAME:
                yield Held(word=word, values={"id": key, **state})
        for key in self._found.of("merge"):
            ((record,),) = self._reader.rows("SELECT record FROM merge WHERE id = :id", {"id": key})
            for word, row, before, *_rest in json.loads(record or "{}").get("rows", ()):
                if before and word in BY_NAME and word not in ("merge",):
                    yield Held(word=word, values={"id": row, **before})

    def _mentioned(self) -> Iterator[Held]:
        """What other texts of the office say of the person, and text that was not saved yet.

        Of what is hidden about somebody else it is only said that the person is named there.
        """
        from planner.storage.erasing.tracing import mentions
        from planner.storage.search import name_of

        found = self._found
        for one in mentions(self._reader, found):
            if one.word == _DRAFT:
                continue
            ((value,),) = self._reader.rows(
                f'SELECT "{one.field}" FROM "{one.word}" WHERE id = :id', {"id": one.id}
            )
            said = (
                one.excerpt if one.word in _OF_OTHERS_ALONE else found.naming.passages(_text(value))
            )
            about = "" if one.word in _NAMELESS else name_of(self._reader, one.word, one.id)
            yield Held(word=one.word, about=about, values={one.field: said})
        theirs = found.gone | found.delegates
        for subject, text in self._reader.rows("SELECT subject_id, text FROM draft ORDER BY id"):
            if not theirs.isdisjoint(subject.split("/")):
                yield Held(word=_DRAFT, values={"text": text})
            elif found.naming.is_in(text):
                yield Held(word=_DRAFT, values={"text": found.naming.passages(text)})

    def _without_others(self, records: list[Mapping[str, Any]]) -> Callable[[str], str]:
        """What takes other people of the library out of texts; houses keep their names."""
        words = {part for one in records for value in one.values() for part in _parts(value)}
        own = self._found.family
        people = [
            Person(
                id=PersonId(key), family_name=family, given_name=given, native_name=native,
                reading=read,
            )
            for key, family, given, native, read in self._reader.rows(
                "SELECT id, family_name, given_name, native_name, reading FROM person"
            )
            if key not in own
            and not words.isdisjoint(
                part for name in (family, given, native, read) for part in _parts(name)
            )
        ]  # fmt: skip
        if not people:
            return lambda text: text
        kept = [name for (word, _key), name in self._names.items() if word == Organisation.WORD]
        return without_names(people, [*kept, *self._own_names()])

    def _own_names(self) -> list[str]:
        rows = reading.having(self._reader, Person, "id", sorted(self._found.family))
        return [
            name
            for one in rows
            for name in (one.name, one.family_name, one.given_name, one.native_name, one.reading)
            if name
        ]

    # from whom, to whom

    @cached_property
    def _given(self) -> list[tuple[Disclosure, DisclosureSubject]]:
        return register.given(self._reader, sorted(self._found.family))

    @cached_property
    def _steps(self) -> list[tuple[Any, ...]]:
        """The steps that touched the person, with the name of the file that was imported."""
        clause, values = reading.any_of("c.person_id", sorted(self._found.family))
        return self._reader.rows(
            'SELECT DISTINCT s.number, s."at", s.label, s.author, b.file_name FROM change c'
            " JOIN step s ON s.number = c.step_number LEFT JOIN import_batch b ON b.step = s.number"
            f" WHERE {clause} ORDER BY s.number",
            values,
        )

    def _came(self) -> Iterator[Came]:
        for _number, at, label, _author, file in self._steps:
            yield Came(at=_moment(at), what=step_words(label), file=self._bare(file or ""))

    def _cited(self) -> list[str]:
        rows = self._reader.rows
        keys = self._found.of("citation")
        found: list[str] = []
        for start in range(0, len(keys), _BLOCK):
            clause, values = reading.any_of("id", keys[start : start + _BLOCK])
            found += [r[0] for r in rows(f"SELECT source_id FROM citation WHERE {clause}", values)]
        sources = reading.having(self._reader, Source, "id", found)
        return [
            ", ".join(part for part in (one.title, one.publisher, one.url, said_day(one)) if part)
            for one in sources
        ]

    def _looked(self) -> Iterator[Looked]:
        keys = self._found.of("look_up")
        for one in reading.having(self._reader, LookUp, "id", keys, '"at", id'):
            yield Looked(at=one.at, field=looked_title(one.field), purpose=self._bare(one.purpose))

    def _kept_for(self) -> Iterator[KeptFor]:
        retention = Retention(self._core)
        until = retention.until(self._found.family)
        for one in retention.rules():
            yield KeptFor(
                group=one.id, days=one.days, purpose=one.purpose, basis=one.basis,
                until=until.get(FieldGroup(one.id)),
            )  # fmt: skip

    def _received(self) -> Iterator[Received]:
        for one, subject in sorted(self._given, key=lambda row: (row[0].at, row[0].id)):
            yield Received(
                at=one.at,
                recipient=one.recipient or _("not said"),
                purpose=self._bare(one.purpose),
                way=_(WAYS[one.way]),
                paper=_(PAPERS[one.paper]) if one.paper in PAPERS else "",
                file=self._bare(one.file_name),
                fields=tuple(
                    _(FIELDS[name]) if name in FIELDS else name for name in subject.columns
                ),
            )

    def _versions(self) -> list[str]:
        """Frozen programmes with the person in them."""
        titles = {
            one.id: one.title
            for one in reading.having(self._reader, Visit, "id", list(self._visits))
        }
        marks = (*self._found.family, *self._found.delegates)
        found = []
        for visit in sorted(titles):
            for number, content in self._reader.rows(
                "SELECT number, content FROM release WHERE visit_id = :id ORDER BY number",
                {"id": visit},
            ):
                if any(mark in content for mark in marks):
                    text = _("{visit}, version {number}")
                    found.append(text.format(visit=titles[visit], number=number))
        return found

    @cached_property
    def _visits(self) -> frozenset[str]:
        """The visits that anything of the person belongs to."""
        found = set()
        for word in ("delegate", "item_host"):
            keys = self._found.of(word)
            for start in range(0, len(keys), _BLOCK):
                clause, values = reading.any_of("r.id", keys[start : start + _BLOCK])
                sql = (
                    f"SELECT r.visit_id FROM delegate r WHERE {clause}"
                    if word == "delegate"
                    else "SELECT i.visit_id FROM item_host r JOIN item i ON i.id = r.item_id"
                    f" WHERE {clause}"
                )
                found |= {str(row[0]) for row in self._reader.rows(sql, values)}
        return frozenset(found)


def looked_title(field: str) -> str:
    """What was looked at, as the window calls it: a need or a hidden detail."""
    if field in set(NeedKind):
        return _(NEED_KINDS[NeedKind(field)])
    return _(DETAIL_KINDS[DetailKind(field)]) if field in set(DetailKind) else field


def step_words(label: str) -> str:
    """What was done, without whom or what it was done to: that may be somebody else."""
    text = _(label)
    bare = re.sub(r"[“„»«”\"(]*\{[^}]*\}[“”»«\")]*", "", text)
    return " ".join(bare.split()).strip(" :,.–")


def _text(value: Any) -> str:
    """A text column; a list of texts is kept as JSON."""
    if isinstance(value, str) and value.startswith("["):
        with contextlib.suppress(ValueError):
            return ", ".join(map(str, json.loads(value)))
    return str(value)


def said_day(one: Source) -> str:
    return one.as_of.isoformat() if one.as_of else ""


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value and len(value) < 20_000:  # pictures have no names in them
            yield from value.casefold().replace(",", " ").replace(".", " ").split()
            yield value.casefold()
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _parts(part)


def _moment(at: Any) -> Any:
    import datetime as dt

    return dt.datetime.fromisoformat(at) if isinstance(at, str) else at
