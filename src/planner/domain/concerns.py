"""Whom a follow-up concerns: the one rule for what is open with a country or an organisation.

It concerns the organisations and people that it names – as what it is about, as its owner or as whom
it waits for –, the parties to its agreement and those with whom its entry of the programme is; and,
unless it is about another organisation, person or agreement, the organisation that leads the other
side of its visit. A country it concerns when one of these belongs there, or when its agreement or
its visit is with that country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from planner.domain.ids import AgreementId, ItemId, OrganisationId, PersonId, VisitId

_PIECE: Final = re.compile(r"[^,;/\n]+")


@dataclass(frozen=True, slots=True)
class Concerned:
    """Organisations by id, countries by their ISO code."""

    organisations: frozenset[OrganisationId] = frozenset()
    countries: frozenset[str] = frozenset()

    def __or__(self, other: Concerned) -> Concerned:
        if not self or not other:  # most follow-ups name one thing
            return self or other
        return Concerned(self.organisations | other.organisations, self.countries | other.countries)

    def __bool__(self) -> bool:
        return bool(self.organisations or self.countries)


NOBODY: Final = Concerned()


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What follow-ups name, each with whom that is: ``people`` with the organisation of their post and
    their country, ``agreements`` with their parties, ``entries`` with hosts and place, ``visits`` with
    who led the other side; ``named`` by what organisations are called. An organisation in
    ``organisations`` stands with its country."""

    organisations: Mapping[OrganisationId, str] = field(default_factory=dict)
    people: Mapping[PersonId, Concerned] = field(default_factory=dict)
    agreements: Mapping[AgreementId, Concerned] = field(default_factory=dict)
    entries: Mapping[ItemId, Concerned] = field(default_factory=dict)
    visits: Mapping[VisitId, Concerned] = field(default_factory=dict)
    named: Mapping[str, OrganisationId] = field(default_factory=dict)


_RUN: Final = 8
"""Commas and slashes that the name of one house may have."""


def names_in(text: str) -> list[str]:
    """Who may be named in "MEXT, Ms Sato": each as it would be looked up in :attr:`Around.named`; a house that
    has commas in its name is one, too."""
    return list(dict.fromkeys(name for _start, _end, name in _runs(text)))


def named_in(text: str, named: Mapping[str, OrganisationId]) -> list[OrganisationId]:
    """Who of these is named; of what may be one name or several the longest is meant."""
    found: dict[int, tuple[int, OrganisationId]] = {}
    for start, end, name in _runs(text):
        taken = any(first < end and start < last for first, (last, _key) in found.items())
        if name in named and not taken:
            found[start] = end, named[name]
    return [found[start][1] for start in sorted(found)]


def _runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Neighbouring pieces as they are written, with their places; the longest first."""
    places = [(one.start(), one.end()) for one in _PIECE.finditer(text)]
    for length in range(min(_RUN, len(places)), 0, -1):
        for first in range(len(places) - length + 1):
            start, end = places[first][0], places[first + length - 1][1]
            if name := " ".join(text[start:end].split()).casefold():
                yield start, end, name


class Naming(Protocol):
    """What of a follow-up says whom it concerns."""

    @property
    def organisation_id(self) -> OrganisationId | None: ...
    @property
    def person_id(self) -> PersonId | None: ...
    @property
    def owner_id(self) -> PersonId | None: ...
    @property
    def agreement_id(self) -> AgreementId | None: ...
    @property
    def visit_id(self) -> VisitId | None: ...
    @property
    def item_id(self) -> ItemId | None: ...
    @property
    def waiting_for(self) -> str: ...
    @property
    def owner(self) -> str: ...


def concerned(follow_up: Naming, around: Around) -> Concerned:
    """Whom it concerns, by the rule at the head of this module."""
    about = _together(_about(follow_up, around))
    visit = around.visits.get(follow_up.visit_id, NOBODY) if follow_up.visit_id else NOBODY
    if about:
        visit = Concerned(countries=visit.countries)
    found = about | visit | _together(_with(follow_up, around))
    home = {around.organisations.get(one, "") for one in found.organisations} - {""}
    return found if home <= found.countries else found | Concerned(countries=frozenset(home))


def _about(follow_up: Naming, around: Around) -> Iterator[Concerned]:
    if follow_up.organisation_id:
        yield Concerned(frozenset({follow_up.organisation_id}))
    if follow_up.person_id:
        yield around.people.get(follow_up.person_id, NOBODY)
    if follow_up.agreement_id:
        yield around.agreements.get(follow_up.agreement_id, NOBODY)


def _with(follow_up: Naming, around: Around) -> Iterator[Concerned]:
    """Who does it, for whom one waits, and who is there."""
    if follow_up.owner_id:
        yield around.people.get(follow_up.owner_id, NOBODY)
    if follow_up.item_id:
        yield around.entries.get(follow_up.item_id, NOBODY)
    for text in (follow_up.waiting_for, follow_up.owner):
        for key in named_in(text, around.named) if text else ():
            yield Concerned(frozenset({key}))


def _together(found: Iterable[Concerned]) -> Concerned:
    every = NOBODY
    for one in found:
        every |= one
    return every
