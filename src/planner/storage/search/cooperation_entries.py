"""What agreements, follow-ups, programmes, calls, sources and countries are found by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.domain.searching import entry_text
from planner.storage.reading import Reader
from planner.storage.search.entry_parts import (
    FACTS,
    Entry,
    by_key,
    called,
    cited_of,
    flat,
    words_once,
)


def agreements(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = by_key(
        reader, "SELECT id, title, number, text, signed_on, kind FROM agreement", "id", keys
    )
    parties = by_key(
        reader,
        "SELECT p.agreement_id, o.name, o.acronym, p.name, p.country, p.signatory_name"
        " FROM agreement_party p LEFT JOIN organisation o ON o.id = p.organisation_id",
        "p.agreement_id",
        keys,
    )
    countries = called(
        reader,
        by_key(reader, "SELECT agreement_id, country FROM agreement_party", "agreement_id", keys),
    )
    cited = cited_of(reader, "agreement", keys)
    for key, ((title, number, text, signed, kind),) in found.items():
        detail = ", ".join(part for part in (number, signed) if part)
        words = [kind, *flat(parties.get(key, ())), *countries.get(key, ()), text]
        words += cited.get(key, ())
        yield key, Entry(title, detail, entry_text([title, number], words))


def follow_ups(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = by_key(reader, "SELECT id, title, owner, due_on, visit_id FROM follow_up", "id", keys)
    for key, ((title, owner, due, visit_id),) in found.items():
        yield key, Entry(title, str(due or ""), entry_text([title], [owner]), visit_id)


def funding_programmes(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = by_key(
        reader,
        "SELECT p.id, p.name, p.acronym, p.text, o.name, o.acronym FROM funding_programme p"
        " LEFT JOIN organisation o ON o.id = p.organisation_id",
        "p.id",
        keys,
    )
    owner = "funding_programme_id"
    named = by_key(reader, f"SELECT {owner}, country FROM programme_country", owner, keys)
    countries, cited = called(reader, named), cited_of(reader, "funding_programme", keys)
    calls = by_key(reader, f'SELECT {owner}, title, text FROM "call"', owner, keys)
    for key, ((name, acronym, text, *funder),) in found.items():
        words = [text, *flat([funder]), *countries.get(key, ()), *flat(calls.get(key, ()))]
        words += cited.get(key, ())
        yield key, Entry(name, acronym, entry_text([name, acronym], words))


def calls(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = by_key(
        reader,
        'SELECT c.id, c.title, c.text, c.url, c.closes_on, p.name, p.acronym FROM "call" c'
        " JOIN funding_programme p ON p.id = c.funding_programme_id",
        "c.id",
        keys,
    )
    for key, ((title, text, url, closes, programme, acronym),) in found.items():
        detail = ", ".join(str(part) for part in (acronym or programme, closes) if part)
        words = [programme, acronym, text, url, str(closes or "")]
        yield key, Entry(title or programme, detail, entry_text([title], words))


def sources(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """By what they are, by what they state, and by the words of what was pasted of them."""
    found = by_key(
        reader,
        "SELECT id, title, publisher, language, as_of, url, notes, text FROM source",
        "id",
        keys,
    )
    cited = by_key(reader, "SELECT source_id, fact, value FROM citation", "source_id", keys)
    about = by_key(reader, "SELECT source_id, text FROM country_fact", "source_id", keys)
    for key, ((title, publisher, language, as_of, url, notes, text),) in found.items():
        detail = ", ".join(str(part) for part in (publisher, as_of) if part)
        said = [*flat(cited.get(key, ())), *flat(about.get(key, ()))][: 2 * FACTS]
        words = [publisher, language, str(as_of or ""), url, notes, *said, words_once(text)]
        yield key, Entry(title or publisher, detail, entry_text([title], words))


def countries(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """By any of their names, and by the facts about them."""
    found = by_key(
        reader, "SELECT id, name, name_da, name_de, name_native FROM country", "id", keys
    )
    about = by_key(reader, "SELECT country, text FROM country_fact", "country", keys)
    cited = cited_of(reader, "country", keys)
    for key, (names,) in found.items():
        said = [*flat(about.get(key, ()))[:FACTS], *cited.get(key, ())]
        yield key, Entry(names[0] or key, key, entry_text([*names, key], said))
