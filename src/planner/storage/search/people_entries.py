"""What people, organisations and heads without a name are found by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planner.domain.kana import romaji
from planner.domain.names import NameOrder, display_name
from planner.domain.searching import entry_text
from planner.storage.reading import Reader
from planner.storage.search.entry_parts import Entry, by_key, cited_of, flat, ways_of


def people_entries(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    people = by_key(
        reader,
        "SELECT id, family_name, given_name, prefix, suffix, native_name, reading, name_order, country"
        " FROM person",
        "id",
        keys,
    )
    posts = by_key(
        reader,
        "SELECT p.person_id, p.title, o.name, p.native_title, p.department, o.acronym, o.native_name"
        " FROM position p JOIN organisation o ON o.id = p.organisation_id",
        "p.person_id",
        keys,
        " ORDER BY CASE WHEN p.valid_to = '' THEN 0 ELSE 1 END, p.rank, p.id",
    )
    posted = by_key(
        reader,
        "SELECT p.person_id, p.title, o.name, o.acronym FROM posting p"
        " JOIN organisation o ON o.id = p.organisation_id",
        "p.person_id",
        keys,
    )
    phones, ways = ways_of(reader, "person_id", keys)
    cited = cited_of(reader, "person", keys)
    for key, ((family, given, prefix, suffix, native, reading, order, country),) in people.items():
        title = display_name(
            family,
            given,
            prefix=prefix,
            native_name=native,
            order=NameOrder(order),
            country=country,
        )
        held = posts.get(key, [])
        detail = ", ".join(part for part in held[0][:2] if part) if held else ""
        names = [f"{family} {given}", f"{given} {family}"]
        if native or reading:
            names += [*_together(native), *_together(reading)]
        if reading and not (family or given):  # nothing in Latin letters yet
            latin = romaji(reading)
            names += [latin, " ".join(reversed(latin.split()))]
        words = [prefix, suffix, *flat(held), *flat(posted.get(key, ())), *flat(ways.get(key, ()))]
        words += cited.get(key, ())
        yield key, Entry(title, detail, entry_text(names, words, flat(phones.get(key, ()))))


def _together(name: str) -> tuple[str, str]:
    """A name in a script that needs no spaces, with and without them."""
    return name, "".join(name.split())


def organisations(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = by_key(
        reader, "SELECT id, name, acronym, native_name, city, country FROM organisation", "id", keys
    )
    names = by_key(
        reader, "SELECT organisation_id, name FROM organisation_name", "organisation_id", keys
    )
    seats = by_key(
        reader, "SELECT organisation_id, city FROM organisation_seat", "organisation_id", keys
    )
    posts = _postings(reader, keys)
    phones, ways = ways_of(reader, "organisation_id", keys)
    cited = cited_of(reader, "organisation", keys)
    for key, ((name, acronym, native, city, country),) in found.items():
        detail = ", ".join(part for part in (acronym, city, country) if part)
        forms = [name, acronym, native, *flat(names.get(key, ())), initials(name)]
        words = [
            city,
            country,
            *flat(seats.get(key, ())),
            *flat(ways.get(key, ())),
            *posts.get(key, ()),
            *cited.get(key, ()),
        ]
        yield (
            key,
            Entry(name or native, detail, entry_text(forms, words, flat(phones.get(key, ())))),
        )


def _postings(reader: Reader, keys: Sequence[str]) -> dict[str, list[str]]:
    """Who is posted there as what, and what sources say of the posts."""
    posts = by_key(
        reader,
        "SELECT p.organisation_id, p.title, q.given_name, q.family_name, q.native_name"
        " FROM posting p LEFT JOIN person q ON q.id = p.person_id",
        "p.organisation_id",
        keys,
    )
    said = by_key(
        reader,
        "SELECT p.organisation_id, c.fact, c.value FROM posting p JOIN citation c"
        " ON c.subject_id = p.id AND c.subject_kind = 'posting'",
        "p.organisation_id",
        keys,
    )
    return {key: flat([*posts[key], *said.get(key, ())]) for key in posts}


def initials(name: str) -> str:
    """What people call an organisation that has no acronym on file: the capitals of three words or more."""
    capitals = re.findall(r"\b[^\W\d_]", " ".join(re.findall(r"\b[A-ZÀ-ÖØ-Þ]\w*", name)))
    return "".join(capitals) if len(capitals) >= 3 else ""


def placeholders(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """Delegates of whom only the post is known; the others are found as people."""
    found = by_key(
        reader,
        "SELECT d.id, d.placeholder, d.title, o.name, o.acronym, v.title, d.visit_id"
        " FROM delegate d JOIN visit v ON v.id = d.visit_id"
        " LEFT JOIN organisation o ON o.id = d.organisation_id",
        "d.id",
        keys,
        " AND d.person_id IS NULL",
    )
    for key, ((name, title, organisation, acronym, visit, visit_id),) in found.items():
        if name or title:
            detail = ", ".join(part for part in (organisation, visit) if part)
            words = [organisation or "", acronym or ""]
            yield key, Entry(name or title, detail, entry_text([name, title], words), visit_id)
