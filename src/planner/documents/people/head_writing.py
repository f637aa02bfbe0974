"""Writes the heads of a visit in the languages of a paper, and tells namesakes apart in each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from planner.documents.content import Words
from planner.documents.material import Material
from planner.documents.speaking.person_names import (
    NameStyle,
    delegate_name,
    furigana,
    japanese_name,
    person_name,
    placeholder_name,
)
from planner.documents.speaking.titles import organisation_name
from planner.domain.ids import OrganisationId, PersonId
from planner.domain.itinerary import ItemHost
from planner.domain.organisations import Organisation
from planner.domain.people import Person
from planner.domain.plan import Plan
from planner.domain.same_names import Namesake, told_apart
from planner.domain.travel import Resource
from planner.domain.visits import Category, Delegate
from planner.i18n import primary
from planner.text import fold

NOBODY: Final = Words("")


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """One seat at the table, named or not.

    ``name`` has degrees and tells namesakes apart, ``label`` is the same without degrees, ``bare``
    the name alone (badges say the organisation themselves). ``native`` is the name in its own script,
    or in Latin letters on a Japanese paper, where the paper's languages do not show it. ``groups``
    are letters ("A, B"); ``rank`` is the order of precedence, 0 without one.
    """

    key: str
    name: Words
    label: Words
    bare: Words
    native: str = ""
    reading: str = ""
    initials: str = ""
    post: str = ""
    organisation: Words = NOBODY
    role: Words = NOBODY
    groups: str = ""
    category: Category = Category.OTHER
    rank: int = 0
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None
    is_named: bool = True


def key_of(plan: Plan, host: ItemHost) -> str:
    """By what a host is known: the person, else "organisation:…"; empty where neither is told."""
    if host.person_id is not None and host.person_id in plan.person:
        return str(host.person_id)
    return f"organisation:{host.organisation_id}" if host.organisation_id else ""


@dataclass(frozen=True, slots=True)
class _Someone:
    """What is known of one named person before names are told apart."""

    key: str
    person: Person
    post: str
    house: Organisation | None
    employer: str


class Writer:
    """Writes heads in the languages of one material."""

    def __init__(self, material: Material) -> None:
        self.plan, self.speech = material.plan, material.speech
        self.capitals = material.wishes.capitals
        self.by_name = {
            form: one
            for one in reversed(self.plan.organisations)
            for form in (one.native_name, one.name)
            if form
        }

    def delegates(self, delegates: Sequence[Delegate]) -> list[Head]:
        plan = self.plan
        known = [
            _Someone(one.id, plan.person[one.person_id], one.title, plan.organisation_of(one), "")
            for one in delegates
            if one.person_id in plan.person and one.person_id is not None
        ]
        named = self._named(known)
        heads = [named.get(one.id) or self._placeholder(one) for one in delegates]
        return [
            replace(
                head,
                role=self.speech.both(one.role) if fold(one.role) != fold(one.title) else NOBODY,
                groups=self._groups(one),
                category=one.category,
                rank=one.rank,
                organisation_id=one.organisation_id,
            )
            for head, one in zip(heads, delegates, strict=True)
        ]

    def hosts(self) -> list[Head]:
        """Each once, in the order in which the guests meet them."""
        plan = self.plan
        hosts: dict[str, ItemHost] = {}
        for item in (*plan.scheduled, *plan.unscheduled):
            for host in plan.hosts_of(item):
                hosts.setdefault(key_of(plan, host), host)
        hosts.pop("", None)
        known = [
            _Someone(
                key,
                plan.person[host.person_id],
                plan.titles.get(host.person_id, ""),
                self.by_name.get(plan.employers.get(host.person_id, "")),
                plan.employers.get(host.person_id, ""),
            )
            for key, host in hosts.items()
            if host.person_id is not None and host.person_id in plan.person
        ]
        named = self._named(known)
        return [named.get(key) or self._house(key, host) for key, host in hosts.items()]

    def interpreter(self, booked: Resource) -> Head:
        person = self.plan.person.get(booked.person_id) if booked.person_id else None
        house = self.plan.organisation.get(booked.organisation_id or OrganisationId(""))
        if person is None:
            name = Words(booked.name)
            head = Head(
                key=booked.id, name=name, label=name, bare=name, initials=booked.name[:1].upper()
            )
            return replace(head, organisation=self._organisation(house))
        someone = _Someone(booked.id, person, "", house, "")
        return self._named([someone])[booked.id]

    def _named(self, known: Sequence[_Someone]) -> dict[str, Head]:
        tails = {code: self._tails(known, code) for code in self.speech.codes}

        def tailed(one: _Someone, style: NameStyle) -> Words:
            return self._said(
                one.person,
                lambda code: f"{self._name(one.person, code, style)}{tails[code].get(one.key, '')}",
            )

        return {
            one.key: Head(
                key=one.key,
                name=tailed(one, NameStyle.LISTED),
                label=tailed(one, NameStyle.BARE),
                bare=self._bare(one.person),
                native=self._native(one.person),
                reading=furigana(one.person),
                initials=initials(one.person),
                post=one.post,
                organisation=self._organisation(one.house) or Words(one.employer),
                person_id=one.person.id,
                organisation_id=one.house.id if one.house else None,
            )
            for one in known
        }

    def _bare(self, person: Person) -> Words:
        return self._said(person, lambda code: self._name(person, code, NameStyle.BARE))

    def _said(self, person: Person, write: Callable[[str], str]) -> Words:
        """In each language; once where the person has no form in Japanese to say the second time."""
        said = self.speech.each(write)
        beside = primary(self.speech.second_code) == "ja" and not japanese_name(person)
        return Words(said.text) if beside else said

    def _tails(self, known: Sequence[_Someone], code: str) -> dict[str, str]:
        """What stands behind the names of namesakes, as little as tells them apart."""
        names = [self._name(one.person, code, NameStyle.BARE) for one in known]
        told = told_apart(
            [
                Namesake(
                    key=one.key,
                    name=name,
                    organisations=self._forms(one, code),
                    post=one.post,
                    native_name=self._otherwise(one.person, name),
                )
                for one, name in zip(known, names, strict=True)
            ]
        )
        return {
            one.key: line.removeprefix(name)
            for one, name, line in zip(known, names, told, strict=True)
        }

    def _forms(self, one: _Someone, code: str) -> tuple[str, ...]:
        if one.house is None:
            return (one.employer,) if one.employer else ()
        forms = (one.house.acronym, organisation_name(one.house, code))
        return tuple(form for form in forms if form)

    def _otherwise(self, person: Person, name: str) -> str:
        """Another form of the name than the one that is shown."""
        forms = (person.native_name, self._name(person, "en", NameStyle.BARE), person.reading)
        return next((form for form in forms if form and form != name), "")

    def _name(self, person: Person, code: str, style: NameStyle) -> str:
        return person_name(person, code, style, capitals=self.capitals)

    def _native(self, person: Person) -> str:
        """The form that a reader of other letters needs, unless it is on the paper already."""
        shown = {self._name(person, code, NameStyle.BARE) for code in self.speech.codes}
        latin = self._name(person, "en", NameStyle.BARE)
        japanese = any(primary(code) == "ja" for code in self.speech.codes)
        if japanese and latin not in shown and (person.family_name or person.given_name):
            return latin
        native = person.native_name
        if japanese and native != japanese_name(person):
            native = ""
        return native if native not in shown else ""

    def _placeholder(self, one: Delegate) -> Head:
        # What stands on the next line anyway is not said in brackets too.
        rest = placeholder_name(one.placeholder, "en").removeprefix("N.N.").strip(" ()")
        said = bool(rest) and fold(rest) == fold(one.title)
        blank = replace(one, placeholder="") if said else one
        name = self.speech.each(
            lambda code: delegate_name(blank, None, code, capitals=self.capitals)
        )
        return Head(
            key=one.id,
            name=name,
            label=name,
            bare=name,
            initials="N.N.",
            post=one.title,
            organisation=self._organisation(self.plan.organisation_of(one)),
            is_named=False,
        )

    def _house(self, key: str, host: ItemHost) -> Head:
        name = self.speech.each(lambda code: placeholder_name("", code))
        house = self.plan.organisation.get(host.organisation_id or OrganisationId(""))
        return Head(
            key=key,
            name=name,
            label=name,
            bare=name,
            initials="N.N.",
            organisation=self._organisation(house),
            organisation_id=host.organisation_id,
            is_named=False,
        )

    def _organisation(self, house: Organisation | None) -> Words:
        return self.speech.each(lambda code: organisation_name(house, code)) if house else Words("")

    def _groups(self, one: Delegate) -> str:
        named = self.plan.groups_of.get(one.id, ())
        ordered = sorted(named, key=lambda group: (group.rank, group.letter, group.id))
        return ", ".join(group.letter or group.name for group in ordered)


def initials(person: Person) -> str:
    """ "HS" of Hanako Sato, in the order of the name; the first sign of a name in other letters."""
    given, family = person.given_name[:1], person.family_name[:1]
    if not (given or family):
        return person.native_name[:1]
    shown = person.name
    first_is_family = bool(family) and shown.find(person.family_name) < shown.find(
        person.given_name
    )
    return (f"{family}{given}" if first_is_family else f"{given}{family}").upper()
