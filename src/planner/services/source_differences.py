"""Where sources do not say the same, put into sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.domain.source_reading import difference_sentences
from planner.domain.source_reading.differences import Difference, Stated, differences
from planner.domain.source_reading.offers import Offer, Shelf
from planner.domain.source_reading.sameness import is_same_value
from planner.domain.source_reading.stating import stated
from planner.domain.sources import Citation, Source
from planner.i18n import current
from planner.services.citations import english_names, known_countries
from planner.services.country_naming import names_by_code
from planner.storage import search
from planner.storage.queries import sources as queries
from planner.storage.reading import Reader

if TYPE_CHECKING:
    pass


def of_offers(
    reader: Reader, shelf: Shelf, source: Source, offers: Iterable[Offer]
) -> Iterable[str]:
    """What a text states otherwise than others, whether it is taken or on record already."""
    records = [record for one in offers for record in one.records]
    offered = [record for record in records if isinstance(record, Citation)]
    wider = _with(shelf, records, source)
    own = [one for one in shelf.citations if one.source_id == source.id]
    mine = _stated([*own, *offered], wider)
    others = _stated(shelf.citations, wider)
    return _sentences(reader, _differences(mine, others), wider)


def of_source(reader: Reader, source: str) -> list[str]:
    """What one source says otherwise than others."""
    return _all(
        reader,
        queries.compared(reader, source, names_by_code(reader, current()), english_names()),
        [source],
    )


def everywhere(reader: Reader) -> list[str]:
    """All differences that there are, each once."""
    shelf = queries.contested(reader, names_by_code(reader, current()), english_names())
    return _all(reader, shelf, [one.source_id for one in shelf.citations])


def _all(reader: Reader, shelf: Shelf, sources: Iterable[str]) -> list[str]:
    stated_of: dict[str, list[Stated]] = {}
    for one in (every := _stated(shelf.citations, shelf)):
        stated_of.setdefault(one.source, []).append(one)
    found: dict[str, None] = {}
    for key in dict.fromkeys(sources):
        mine = stated_of.get(key, [])
        for text in _sentences(reader, _differences(mine, every), shelf):
            found[text] = None
    return list(found)


def _differences(mine: list[Stated], others: list[Stated]) -> list[Difference]:
    countries = known_countries()
    return differences(mine, others, lambda one, other: is_same_value(one, other, countries.read))


def _stated(citations: Iterable[Citation], shelf: Shelf) -> list[Stated]:
    return list(stated(citations, shelf.organisations, shelf.parties, known_countries()))


def _sentences(reader: Reader, found: Iterable[Difference], shelf: Shelf) -> Iterable[str]:
    countries = known_countries()
    words = {one.subject_id: one.subject_kind for one in shelf.citations}

    def source_named(key: str) -> str:
        known = shelf.sources.get(key)
        return difference_sentences.source_title(known) if known else ""

    def owner_named(key: str) -> str:
        house = shelf.organisations.get(key)
        if house is not None:
            return house.acronym or house.name
        if key in shelf.agreements:
            return shelf.agreements[key].title
        if key in shelf.shown:
            return shelf.shown[key]
        return search.name_of(reader, words[key], key) if key in words else ""

    def shown(value: str) -> str:
        code = countries.read(value)
        return shelf.shown.get(code, value) if code else value

    for one in found:
        yield difference_sentences.sentence(one, source_named, owner_named, shown)


def _with(shelf: Shelf, records: list[Any], source: Source) -> Shelf:
    """The shelf as it would be with these records."""
    from planner.domain.agreements import Agreement, AgreementParty
    from planner.domain.organisations import Organisation

    houses: dict[str, Organisation] = {
        one.id: one for one in records if isinstance(one, Organisation)
    }
    agreements: dict[str, Agreement] = {
        one.id: one for one in records if isinstance(one, Agreement)
    }
    parties: dict[str, tuple[AgreementParty, ...]] = {}
    for one in records:
        if isinstance(one, AgreementParty):
            parties[one.agreement_id] = (*parties.get(one.agreement_id, ()), one)
    return replace(
        shelf,
        organisations={**shelf.organisations, **houses},
        agreements={**shelf.agreements, **agreements},
        parties={**shelf.parties, **parties},
        sources={**shelf.sources, source.id: source},
    )
