"""Whom a paper set as pages tells of, and what: for the register, read off the paper itself."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from planner.documents.content import Document, Portraits
from planner.documents.kinds import DocumentKind
from planner.documents.material import Material
from planner.domain.ids import PersonId
from planner.domain.people import Person
from planner.domain.private_details import DOTS
from planner.domain.told import SPECIAL, Told, Values, told_of_plan
from planner.places_named import country_name
from planner.services.paper_remarks import NOBODY_YET, texts_of
from planner.text import fold

_NOT_WORD_FOR_WORD: Final = frozenset({"groups", "category", "arrives", "departs"})
"""Fields that stand on papers in other words than in the records: told of everybody who is named."""
_FOUND: Final = frozenset({"name", "photo", "biography"}) | SPECIAL
"""Fields that are there only if they were found on the paper."""


@dataclass(frozen=True)
class OnPaper:
    """``subjects`` are the people, ``columns`` the fields that it has of anybody; those of people who
    are not of the delegation begin with "host."."""

    subjects: tuple[Told, ...]
    columns: tuple[str, ...]


def told_on(kind: DocumentKind, material: Material, document: Document) -> OnPaper:
    """Who is named on the paper, with what it says of each; who is delegate and host comes once.

    The kind of paper says what it may tell at most; the emergency contact, an interpreter or a driver
    may be anybody. What is blank counts where the paper has the field of somebody else, but not on
    one's own paper, which has no field of others.
    """
    plan, page = material.plan, _Page(material, document)
    hosts = {host.person_id for host in plan.hosts if host.person_id}
    heads = {one.person_id for one in plan.delegates if one.person_id}
    sides = (
        (heads, kind.delegate_fields, ""),
        (hosts, kind.host_fields, "host."),
        (set(plan.person) - heads - hosts, (), "host."),
    )
    found: dict[PersonId, Told] = {}
    columns: dict[str, None] = {}
    for people, listed, before in sides:
        fields = {*listed, *kind.anyones_fields}
        named = [key for key in people if fields and page.names(plan.person.get(key))]
        for told in page.told(named, fields, blanks=() if kind.own else listed):
            assert told.person_id is not None
            known = found.get(told.person_id)
            columns.update(dict.fromkeys(f"{before}{name}" for name in told.values))
            values = {**known.values, **told.values} if known else told.values
            found[told.person_id] = replace(known or told, values=values)
    for told in _beside_the_plan(material, page):
        assert told.person_id is not None
        found.setdefault(told.person_id, told)
        columns.update(dict.fromkeys(f"host.{name}" for name in told.values))
    unnamed = [Told(name=plan.name_of(one)) for one in plan.delegates if one.person_id is None]
    if not (kind.delegate_fields and any(map(page.has, NOBODY_YET))):
        unnamed = []
    return OnPaper((*found.values(), *unnamed), tuple(columns))


def _beside_the_plan(material: Material, page: _Page) -> Iterable[Told]:
    """Who gave, got or promised something and is neither guest nor host: their names alone."""
    for key, one in material.aftermath.people.items():
        if key not in material.plan.person and page.names(one):
            yield Told(name=one.name, person_id=key, values={"name": (one.name,)})


class _Page:
    """The texts of a paper, to look for values in."""

    def __init__(self, material: Material, document: Document) -> None:
        self._material = material
        self._plan = material.plan
        # Twice: spaces and capitals are no difference, and neither are marks and width.
        whole = "\n".join(texts_of(document))
        self._pictures = {
            one.picture.data
            for block in document.blocks
            if isinstance(block, Portraits)
            for one in block.people
            if one.picture is not None
        }
        self._text = f"{fold(whole)}\n{' '.join(whole.casefold().split())}"

    def has(self, value: str) -> bool:
        return bool(value.strip()) and (
            fold(value) in self._text or " ".join(value.casefold().split()) in self._text
        )

    def names(self, person: Person | None) -> bool:
        """Whether the person stands here by any form of the name."""
        if person is None:
            return False
        if self.has(person.native_name) or self.has(person.reading):
            return True
        parts = [part for part in (person.family_name, person.given_name) if part.strip()]
        return bool(parts) and all(map(self.has, parts))

    def told(
        self, people: Collection[PersonId], fields: Collection[str], *, blanks: Collection[str]
    ) -> list[Told]:
        made = [
            replace(one, values={**one.values, **self._beside(one.person_id, fields)})
            for one in told_of_plan(self._plan, fields, people, first_way=True)
        ]
        printed = {
            name for one in made for name, held in one.values.items() if self._said(name, held)
        }
        return [
            replace(
                one,
                values={
                    name: tuple(value for value in held if self._said(name, (value,)))
                    for name, held in one.values.items()
                    if self._said(name, held) or (not held and name in blanks and name in printed)
                },
            )
            for one in made
        ]

    def _said(self, name: str, held: tuple[str, ...]) -> bool:
        if not held or name in _NOT_WORD_FOR_WORD or name in _FOUND:
            return bool(held)
        return any(self.has(form) for value in held for form in self._forms(name, value))

    def _forms(self, name: str, value: str) -> Iterable[str]:
        """How a paper may write a value."""
        speech = self._material.speech
        if name == "organisation":
            for house in self._plan.organisations:
                if value in (house.name, house.native_name, house.acronym):
                    yield from (house.name, house.native_name, house.acronym)
        elif name == "role":
            said = speech.both(value)
            yield from (said.text, said.second)
        elif name == "country":
            yield from (country_name(value, code) for code in speech.codes)
        yield value

    def _beside(self, person: PersonId | None, fields: Collection[str]) -> Values:
        """What is no part of the plan: the picture, the biographies and the needs that are printed."""
        if person is None:
            return {}
        found: dict[str, tuple[str, ...]] = {}
        photo = self._material.photos.get(person)
        if "photo" in fields and photo is not None and photo in self._pictures:
            found["photo"] = (base64.b64encode(photo).decode(),)
        if "biography" in fields:
            known = self._material.biographies.get(person, ())
            if told := tuple(one.text for one in known if self.has(one.text)):
                found["biography"] = told
        # Needs reach a paper with their names only where the office asked for that.
        needs = [
            need.text
            for one in self._plan.delegates
            if one.person_id == person
            for need in self._material.needs.get(one.id, ())
        ]
        if printed := tuple(text for text in needs if text != DOTS and self.has(text)):
            found["needs"] = printed
        for kind, text in self._material.private.get(person, {}).items():
            name = kind.value.replace(" ", "_")
            if name in SPECIAL and text != DOTS:
                found[name] = (text,)
        return found
