"""Sources with what is cited from them, and everything a pasted text may speak of."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.agreements import Agreement, AgreementParty
from planner.domain.funding import FundingProgramme
from planner.domain.organisations import Organisation, OrganisationName
from planner.domain.sites import Country, CountryFact
from planner.domain.source_lines import CitedFact, SourceLine
from planner.domain.source_reading.facts import LISTS
from planner.domain.source_reading.known import Name
from planner.domain.source_reading.offers import Shelf
from planner.domain.source_reading.reading import Lexicon
from planner.domain.sources import Citation, Source
from planner.domain.visits import Visit
from planner.storage import reading, search
from planner.storage.queries.narrowing import Narrowing, day_of
from planner.storage.reading import Reader
from planner.storage.search.entries import entries


def sources_page(reader: Reader, narrowing: Narrowing, offset: int, limit: int) -> list[SourceLine]:
    """Sources, the latest first; those without a date last."""
    rows = reader.rows(
        "SELECT x.id, x.title, x.publisher, x.language, x.as_of,"
        " (SELECT count(*) FROM citation c WHERE c.source_id = x.id)"
        " + (SELECT count(*) FROM country_fact f WHERE f.source_id = x.id), x.text != '' FROM source x"
        f" WHERE {narrowing.sql} ORDER BY CASE WHEN x.as_of IS NULL THEN 1 ELSE 0 END, x.as_of DESC,"
        " x.title, x.id LIMIT :limit OFFSET :offset",
        {**narrowing.values, "limit": limit, "offset": offset},
    )
    return [
        SourceLine(key, title, publisher, language, day_of(as_of), int(facts), bool(has_text))
        for key, title, publisher, language, as_of, facts, has_text in rows
    ]


def cited_facts(reader: Reader, source: str) -> list[CitedFact]:
    """What the source states, by record; facts about countries, too."""
    rows = reader.rows(
        "SELECT id, subject_kind, subject_id, fact, value, as_of FROM citation"
        " WHERE source_id = :id ORDER BY subject_kind, fact, id",
        {"id": source},
    )
    by_word: dict[str, list[str]] = {}
    for _id, word, key, *_rest in rows:
        by_word.setdefault(word, []).append(key)
    names = {
        key: entry.title
        for word, keys in by_word.items()
        for key, entry in entries(reader, word, keys).items()
    }
    found = [
        CitedFact(
            key, word, subject, names.get(subject) or search.name_of(reader, word, subject),
            fact, value, day_of(as_of),
        )
        for key, word, subject, fact, value, as_of in rows
    ]  # fmt: skip
    for key, country, text, as_of in reader.rows(
        "SELECT id, country, text, as_of FROM country_fact WHERE source_id = :id ORDER BY id",
        {"id": source},
    ):
        name = reader.rows("SELECT name FROM country WHERE id = :id", {"id": country})
        shown = str(name[0][0]) if name else country
        found.append(CitedFact(key, "country", country, shown, text, "", day_of(as_of)))
    return found


def lexicon(reader: Reader, countries: tuple[tuple[str, str, str], ...]) -> Lexicon:
    """All names that a text may use; ``countries`` are those known beside the library's own."""
    houses = {one.id: one for one in reading.where(reader, Organisation, "1 = 1")}
    names = [
        Name(one.id, text, one.kind, one.city)
        for one in houses.values()
        for text in (one.name, one.acronym, one.native_name)
        if text
    ]
    names += [
        Name(one.organisation_id, one.name, houses[one.organisation_id].kind)
        for one in reading.where(reader, OrganisationName, "1 = 1")
        if one.organisation_id in houses
    ]
    programmes = [
        Name(one.id, text)
        for one in reading.where(reader, FundingProgramme, "1 = 1")
        for text in (one.name, one.acronym)
        if text
    ]
    return Lexicon(tuple(names), tuple(programmes), (*_countries(reader), *countries))


def _countries(reader: Reader) -> Iterator[tuple[str, str, str]]:
    for one in reading.where(reader, Country, "1 = 1"):
        for language, name in (("en", one.name), ("da", one.name_da), ("de", one.name_de)):
            if name:
                yield one.id, language, name


def shelf(reader: Reader, shown: dict[str, str], english: dict[str, str]) -> Shelf:
    parties: dict[str, list[AgreementParty]] = {}
    for party in reading.where(reader, AgreementParty, "1 = 1", {}, "rank, id"):
        parties.setdefault(party.agreement_id, []).append(party)
    countries = {one.id: one for one in reading.where(reader, Country, "1 = 1")}
    own = {code: one.name for code, one in countries.items() if one.name}
    return Shelf(
        organisations={one.id: one for one in reading.where(reader, Organisation, "1 = 1")},
        agreements={one.id: one for one in reading.where(reader, Agreement, "1 = 1")},
        parties={key: tuple(several) for key, several in parties.items()},
        programmes={one.id: one for one in reading.where(reader, FundingProgramme, "1 = 1")},
        countries=countries,
        country_facts=tuple(reading.where(reader, CountryFact, "1 = 1")),
        citations=tuple(reading.where(reader, Citation, "1 = 1")),
        sources={one.id: one for one in reading.where(reader, Source, "1 = 1")},
        shown=shown,
        english={**english, **own},
        visits={one.id: one for one in reading.where(reader, Visit, "1 = 1")},
    )


def compared(reader: Reader, source: str, shown: dict[str, str], english: dict[str, str]) -> Shelf:
    """The part of the shelf with which one source is compared: what others say of the same records,
    and the lists in which it could stand."""
    lists = ", ".join(f"'{fact}'" for fact in sorted(LISTS))
    citations = reading.where(
        reader,
        Citation,
        "source_id = :source OR subject_id IN"
        f" (SELECT subject_id FROM citation WHERE source_id = :source) OR fact IN ({lists})",
        {"source": source},
    )
    return _shelf_of(reader, citations, shown, english)


def contested(reader: Reader, shown: dict[str, str], english: dict[str, str]) -> Shelf:
    """All citations with the records that they speak of."""
    return _shelf_of(reader, reading.where(reader, Citation, "1 = 1"), shown, english)


def _shelf_of(
    reader: Reader, citations: list[Citation], shown: dict[str, str], english: dict[str, str]
) -> Shelf:
    about: dict[str, dict[str, None]] = {}
    for one in citations:
        about.setdefault(one.subject_kind, {})[one.subject_id] = None
    agreements = list(about.get("agreement", ()))
    parties: dict[str, list[AgreementParty]] = {}
    for party in reading.having(reader, AgreementParty, "agreement_id", agreements):
        parties.setdefault(party.agreement_id, []).append(party)
    for several in parties.values():
        several.sort(key=lambda one: (one.rank, one.id))
    houses = dict.fromkeys(about.get("organisation", ()))
    houses |= dict.fromkeys(
        one.organisation_id
        for several in parties.values()
        for one in several
        if one.organisation_id
    )
    known = {one.id: one for one in reading.having(reader, Organisation, "id", list(houses))}
    above = [
        one.parent_id for one in known.values() if one.parent_id and one.parent_id not in known
    ]
    known |= {one.id: one for one in reading.having(reader, Organisation, "id", above)}
    return Shelf(
        organisations={str(key): one for key, one in known.items()},
        agreements={one.id: one for one in reading.having(reader, Agreement, "id", agreements)},
        parties={key: tuple(several) for key, several in parties.items()},
        citations=tuple(citations),
        sources={one.id: one for one in reading.where(reader, Source, "1 = 1")},
        shown=shown,
        english=english,
    )
