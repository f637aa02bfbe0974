"""What each kind of record is found by: its title, where it belongs, its names and other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.kana import romaji
from planner.domain.kept_files import plain_name
from planner.domain.names import NameOrder, display_name
from planner.domain.people import ContactKind
from planner.domain.searching import entry_text
from planner.domain.words import field_names
from planner.storage.reading import Reader, any_of


@dataclass(frozen=True)
class Entry:
    """One line of an answer, and the text by which it is found."""

    title: str
    detail: str
    text: str
    visit_id: str | None = None


WORD_ORDER: Final = (
    "person",
    "organisation",
    "visit",
    "site",
    "item",
    "agreement",
    "follow_up",
    "funding_programme",
    "delegate",
    "attachment",
    "source",
    "country",
)

Rows = dict[str, list[tuple[Any, ...]]]
_FACTS: Final = 300
"""Statements of sources by which one record is found."""
_PHONE: Final = ContactKind.PHONE.value


def entries(reader: Reader, word: str, keys: Sequence[str]) -> dict[str, Entry]:
    """The entries of these records, read together; what is gone or never searched is left out."""
    read = READ.get(word)
    return dict(read(reader, keys)) if read and keys else {}


def _by_key(reader: Reader, sql: str, column: str, keys: Sequence[str], more: str = "") -> Rows:
    """All rows of ``sql`` by their first column."""
    found: Rows = {}
    clause, values = any_of(column, keys)
    for row in reader.rows(f"{sql} WHERE {clause}{more}", values):
        found.setdefault(row[0], []).append(row[1:])
    return found


def _ways(reader: Reader, owner: str, keys: Sequence[str]) -> tuple[Rows, Rows]:
    """Phone numbers and other addresses, by whose they are."""
    phones: Rows = {}
    others: Rows = {}
    rows = _by_key(
        reader, f"SELECT {owner}, kind, value, normal FROM contact_point", owner, keys, ""
    )
    for key, points in rows.items():
        for kind, value, normal in points:
            side = phones if kind == _PHONE else others
            side.setdefault(key, []).append((value, normal))
    return phones, others


def _cited(reader: Reader, word: str, keys: Sequence[str]) -> dict[str, list[str]]:
    """What sources say of these records: a fact is found by its words."""
    rows = _by_key(
        reader,
        "SELECT subject_id, fact, value FROM citation",
        "subject_id",
        keys,
        f" AND subject_kind = '{word}'",
    )
    return {key: _flat(said)[: 2 * _FACTS] for key, said in rows.items()}


def _flat(rows: Iterable[Iterable[Any]]) -> list[str]:
    return [str(part) for row in rows for part in row if part]


def _people(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    people = _by_key(
        reader,
        "SELECT id, family_name, given_name, prefix, suffix, native_name, reading, name_order, country"
        " FROM person",
        "id",
        keys,
    )
    posts = _by_key(
        reader,
        "SELECT p.person_id, p.title, o.name, p.native_title, p.department, o.acronym, o.native_name"
        " FROM position p JOIN organisation o ON o.id = p.organisation_id",
        "p.person_id",
        keys,
        " ORDER BY CASE WHEN p.valid_to = '' THEN 0 ELSE 1 END, p.rank, p.id",
    )
    phones, ways = _ways(reader, "person_id", keys)
    cited = _cited(reader, "person", keys)
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
        words = [prefix, suffix, *_flat(held), *_flat(ways.get(key, ())), *cited.get(key, ())]
        yield key, Entry(title, detail, entry_text(names, words, _flat(phones.get(key, ()))))


def _together(name: str) -> tuple[str, str]:
    """A name in a script that needs no spaces, with and without them."""
    return name, "".join(name.split())


def _organisations(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = _by_key(
        reader, "SELECT id, name, acronym, native_name, city, country FROM organisation", "id", keys
    )
    names = _by_key(
        reader, "SELECT organisation_id, name FROM organisation_name", "organisation_id", keys
    )
    seats = _by_key(
        reader, "SELECT organisation_id, city FROM organisation_seat", "organisation_id", keys
    )
    phones, ways = _ways(reader, "organisation_id", keys)
    cited = _cited(reader, "organisation", keys)
    for key, ((name, acronym, native, city, country),) in found.items():
        detail = ", ".join(part for part in (acronym, city, country) if part)
        forms = [name, acronym, native, *_flat(names.get(key, ())), initials(name)]
        words = [
            city,
            country,
            *_flat(seats.get(key, ())),
            *_flat(ways.get(key, ())),
            *cited.get(key, ()),
        ]
        yield (
            key,
            Entry(name or native, detail, entry_text(forms, words, _flat(phones.get(key, ())))),
        )


def initials(name: str) -> str:
    """What people call an organisation that has no acronym on file: the capitals of three words or more."""
    capitals = re.findall(r"\b[^\W\d_]", " ".join(re.findall(r"\b[A-ZÀ-ÖØ-Þ]\w*", name)))
    return "".join(capitals) if len(capitals) >= 3 else ""


def _sites(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = _by_key(
        reader, "SELECT id, name, native_name, address, city, country FROM site", "id", keys
    )
    cited = _cited(reader, "site", keys)
    for key, ((name, native, address, city, country),) in found.items():
        detail = ", ".join(part for part in (city, country) if part)
        words = [address, city, country, *cited.get(key, ())]
        yield key, Entry(name, detail, entry_text([name, native], words))


def _visits(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = _by_key(reader, "SELECT id, title, code, purpose, first_day FROM visit", "id", keys)
    for key, ((title, code, purpose, first),) in found.items():
        first = str(first or "")
        yield key, Entry(title, first, entry_text([title, code], [purpose, first]), key)


def _items(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = _by_key(
        reader,
        "SELECT i.id, i.title, i.place, i.public_text, i.start_local, v.title, i.visit_id"
        " FROM item i JOIN visit v ON v.id = i.visit_id",
        "i.id",
        keys,
    )
    legs = _by_key(reader, "SELECT item_id, number, from_place, to_place FROM leg", "item_id", keys)
    for key, ((title, place, text, start, visit, visit_id),) in found.items():
        when = str(start)[:16] if start else ""
        words = [place, text, *_flat(legs.get(key, ()))]
        yield key, Entry(title, f"{visit} {when}".strip(), entry_text([title], words), visit_id)


def _placeholders(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """Delegates of whom only the post is known; the others are found as people."""
    found = _by_key(
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


def _agreements(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = _by_key(
        reader, "SELECT id, title, number, text, signed_on, kind FROM agreement", "id", keys
    )
    parties = _by_key(
        reader,
        "SELECT p.agreement_id, o.name, o.acronym, p.name, p.country, p.signatory_name"
        " FROM agreement_party p LEFT JOIN organisation o ON o.id = p.organisation_id",
        "p.agreement_id",
        keys,
    )
    cited = _cited(reader, "agreement", keys)
    for key, ((title, number, text, signed, kind),) in found.items():
        detail = ", ".join(part for part in (number, signed) if part)
        words = [kind, *_flat(parties.get(key, ())), text, *cited.get(key, ())]
        yield key, Entry(title, detail, entry_text([title, number], words))


def _follow_ups(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = _by_key(reader, "SELECT id, title, owner, due_on, visit_id FROM follow_up", "id", keys)
    for key, ((title, owner, due, visit_id),) in found.items():
        yield key, Entry(title, str(due or ""), entry_text([title], [owner]), visit_id)


def _funding_programmes(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = _by_key(reader, "SELECT id, name, acronym, text FROM funding_programme", "id", keys)
    cited = _cited(reader, "funding_programme", keys)
    calls = _by_key(
        reader, 'SELECT funding_programme_id, title, text FROM "call"', "funding_programme_id", keys
    )
    for key, ((name, acronym, text),) in found.items():
        words = [text, *_flat(calls.get(key, ())), *cited.get(key, ())]
        yield key, Entry(name, acronym, entry_text([name, acronym], words))


def _sources(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """By what they are and by what they state; the pasted text itself is not searched."""
    found = _by_key(
        reader, "SELECT id, title, publisher, language, as_of, url FROM source", "id", keys
    )
    cited = _by_key(reader, "SELECT source_id, fact, value FROM citation", "source_id", keys)
    about = _by_key(reader, "SELECT source_id, text FROM country_fact", "source_id", keys)
    for key, ((title, publisher, language, as_of, url),) in found.items():
        detail = ", ".join(str(part) for part in (publisher, as_of) if part)
        said = [*_flat(cited.get(key, ())), *_flat(about.get(key, ()))][: 2 * _FACTS]
        words = [publisher, language, str(as_of or ""), url, *said]
        yield key, Entry(title or publisher, detail, entry_text([title], words))


def _countries(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """By any of their names, and by the facts about them."""
    found = _by_key(
        reader, "SELECT id, name, name_da, name_de, name_native FROM country", "id", keys
    )
    about = _by_key(reader, "SELECT country, text FROM country_fact", "country", keys)
    cited = _cited(reader, "country", keys)
    for key, (names,) in found.items():
        said = [*_flat(about.get(key, ()))[:_FACTS], *cited.get(key, ())]
        yield key, Entry(names[0] or key, key, entry_text([*names, key], said))


def _attachments(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """Files are found by their names; whose they are stands beside them."""
    found = _by_key(
        reader, "SELECT id, file_name, subject_kind, subject_id FROM attachment", "id", keys
    )
    owners: dict[str, dict[str, None]] = {}
    for ((_name, kind, owner),) in found.values():
        owners.setdefault(kind, {})[owner] = None
    titles = {
        key: entry.title
        for kind, ids in owners.items()
        if kind != "attachment"
        for key, entry in entries(reader, kind, list(ids)).items()
    }
    for key, ((name, kind, owner),) in found.items():
        visit = owner if kind == "visit" else None
        text = entry_text([name], [_words_of(name)])
        yield key, Entry(plain_name(name), titles.get(owner, ""), text, visit)


def _words_of(name: str) -> str:
    """The words of "2027_draft-MoU.pdf" one by one."""
    return re.sub(r"[._\-]+", " ", name)


READ: Final[dict[str, Callable[[Reader, Sequence[str]], Iterator[tuple[str, Entry]]]]] = {
    "person": _people,
    "organisation": _organisations,
    "site": _sites,
    "visit": _visits,
    "item": _items,
    "agreement": _agreements,
    "follow_up": _follow_ups,
    "funding_programme": _funding_programmes,
    "delegate": _placeholders,
    "attachment": _attachments,
    "source": _sources,
    "country": _countries,
}


def name_of(reader: Reader, word: str, key: str) -> str:
    """A name to show for any record; parts are named by what they belong to."""
    if found := entries(reader, word, [key]):
        return found[key].title
    from planner.domain.library import BY_NAME  # late: all forty words, for a rare message

    fields = field_names(BY_NAME[word]) if word in BY_NAME else ()
    for column, owner in _OWNERS:
        if column in fields:
            rows = reader.rows(f'SELECT "{column}" FROM "{word}" WHERE id = :id', {"id": key})
            if rows and rows[0][0]:
                return name_of(reader, owner, rows[0][0])
    return "" if word in READ else word


_OWNERS: Final = (
    ("visit_id", "visit"),
    ("item_id", "item"),
    ("person_id", "person"),
    ("agreement_id", "agreement"),
    ("organisation_id", "organisation"),
)
