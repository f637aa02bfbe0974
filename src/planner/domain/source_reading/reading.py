"""A pasted text, read: its date, title and language, and everything in it that is recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.source_reading import clusters, lists, programmes, statements
from planner.domain.source_reading.agreements_told import AgreementTold, agreements_told
from planner.domain.source_reading.centres import CentreList, centre_list
from planner.domain.source_reading.countries import CountryBook, CountryNamed, book
from planner.domain.source_reading.days import OwnDate, own_date
from planner.domain.source_reading.headings import language_of, title_of
from planner.domain.source_reading.invitations_told import Invited, invitations
from planner.domain.source_reading.known import Name, NameBook, Named
from planner.domain.source_reading.passages import Passage, sentences
from planner.domain.source_reading.visits_told import VisitRead, visits_told
from planner.text import clean_text

TEXT_LIMIT: Final = 200_000
"""Characters of a text that are kept and read: a long report; the rest is cut."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The names that a text may use. ``countries`` are (code, language, name)."""

    organisations: tuple[Name, ...]
    programmes: tuple[Name, ...]
    countries: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Reading:
    """What one text says. Places count from the beginning of ``text``, which is the cleaned one."""

    text: str
    title: str
    language: str
    dated: OwnDate | None
    book: CountryBook
    countries: tuple[CountryNamed, ...]
    named: tuple[Named, ...]
    country_lists: tuple[lists.CountryList, ...]
    centres: CentreList | None
    agreements: tuple[AgreementTold, ...]
    visited: tuple[statements.Visited, ...]
    delegations: tuple[statements.Delegation, ...]
    journey: tuple[str, Passage] | None
    size: tuple[int, Passage] | None
    hosts: tuple[statements.OfOne, ...]
    invitations: tuple[Invited, ...]
    pairs: tuple[statements.Pair, ...]
    ranks: tuple[statements.OfOne, ...]
    programmes: tuple[programmes.ProgrammeNamed, ...]
    cluster: tuple[str, Passage] | None
    members: tuple[clusters.Members, ...]
    seats: tuple[clusters.Seat, ...]
    approval: Passage | None
    visits: tuple[VisitRead, ...] = ()

    def passage(self, start: int, end: int) -> Passage:
        """The line around a place, at most 200 characters."""
        first = self.text.rfind("\n", 0, start) + 1
        first = max(first, start - 60)
        last = self.text.find("\n", end)
        return Passage(first, self.text[first : last if last >= 0 else None][:200].strip())

    def is_named(self, key: str) -> bool:
        return any(one.key == key for one in self.named)


def cleaned(text: str) -> str:
    """The text as it is kept and read: one form of line ends and letters, at most 200,000 characters."""
    plain = unicodedata.normalize("NFC", clean_text(text[: TEXT_LIMIT * 2], limit=TEXT_LIMIT))
    return re.sub(r"[ \t\u00a0]+", " ", re.sub(r"\n{3,}", "\n\n", plain))


def read(text: str, lexicon: Lexicon, language: str = "") -> Reading:
    """``language`` overrides what the text seems to be in."""
    text = cleaned(text)
    language = language or language_of(text)
    countries = book(lexicon.countries, language)
    named = NameBook((*lexicon.organisations, *lexicon.programmes)).find(text)
    parts = list(sentences(text))
    found = statements.contexts(parts, named, countries)
    size = statements.delegation_size(parts)
    known = frozenset(name.key for name in lexicon.programmes)
    listed = tuple(lists.country_lists(_without(found, known), countries))
    return Reading(
        text=text,
        title=title_of(text),
        language=language,
        dated=own_date(text),
        book=countries,
        countries=_countries(found),
        named=tuple(one for one in named if one.key not in known),
        country_lists=listed,
        centres=centre_list(_without(found, known), countries),
        agreements=tuple(
            agreements_told(_without(found, known), frozenset(one.sentence.start for one in listed))
        ),
        visited=tuple(statements.visited(_without(found, known))),
        delegations=tuple(statements.delegations(_without(found, known), size[0] if size else 0)),
        journey=statements.journey_to(parts, countries),
        size=size,
        hosts=tuple(statements.hosts(_without(found, known))),
        invitations=tuple(invitations(_without(found, known))),
        pairs=tuple(statements.pairs(_without(found, known))),
        ranks=tuple(statements.ranks(found)),
        programmes=tuple(programmes.programmes(found, known)),
        cluster=clusters.cluster_name(parts),
        members=tuple(clusters.members(parts)),
        seats=tuple(clusters.seats(_without(found, known))),
        approval=clusters.approval(parts),
        visits=tuple(visits_told(_without(found, known))),
    )


def _countries(found: Sequence[statements.Context]) -> tuple[CountryNamed, ...]:
    return tuple(
        CountryNamed(one.code, context.sentence.start + one.start, context.sentence.start + one.end)
        for context in found
        for one in context.countries
    )


def _without(
    found: Sequence[statements.Context], known: frozenset[str]
) -> list[statements.Context]:
    """The same sentences with organisations alone."""
    return [
        statements.Context(
            one.sentence,
            tuple(name for name in one.named if name.key not in known),
            one.countries,
            one.dates,
        )
        for one in found
    ]
