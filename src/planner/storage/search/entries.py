"""What each kind of record is found by: its title, where it belongs, its names and other words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from planner.domain.kept_files import plain_name
from planner.domain.searching import entry_text
from planner.domain.words import field_names
from planner.storage.reading import Reader
from planner.storage.search import cooperation_entries, people_entries
from planner.storage.search.entry_parts import Entry, by_key, cited_of, flat

WORD_ORDER: Final = (
    "person",
    "organisation",
    "visit",
    "site",
    "item",
    "agreement",
    "follow_up",
    "funding_programme",
    "call",
    "delegate",
    "attachment",
    "source",
    "country",
)


def entries(reader: Reader, word: str, keys: Sequence[str]) -> dict[str, Entry]:
    """The entries of these records, read together; what is gone or never searched is left out."""
    read = READ.get(word)
    return dict(read(reader, keys)) if read and keys else {}


def _sites(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = by_key(
        reader, "SELECT id, name, native_name, address, city, country FROM site", "id", keys
    )
    cited = cited_of(reader, "site", keys)
    for key, ((name, native, address, city, country),) in found.items():
        detail = ", ".join(part for part in (city, country) if part)
        words = [address, city, country, *cited.get(key, ())]
        yield key, Entry(name, detail, entry_text([name, native], words))


def _visits(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = by_key(reader, "SELECT id, title, code, purpose, first_day FROM visit", "id", keys)
    for key, ((title, code, purpose, first),) in found.items():
        first = str(first or "")
        yield key, Entry(title, first, entry_text([title, code], [purpose, first]), key)


def _items(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    found = by_key(
        reader,
        "SELECT i.id, i.title, i.place, i.public_text, i.start_local, v.title, i.visit_id"
        " FROM item i JOIN visit v ON v.id = i.visit_id",
        "i.id",
        keys,
    )
    legs = by_key(reader, "SELECT item_id, number, from_place, to_place FROM leg", "item_id", keys)
    for key, ((title, place, text, start, visit, visit_id),) in found.items():
        when = str(start)[:16] if start else ""
        words = [place, text, *flat(legs.get(key, ()))]
        yield key, Entry(title, f"{visit} {when}".strip(), entry_text([title], words), visit_id)


def _attachments(reader: Reader, keys: Sequence[str]) -> Iterator[tuple[str, Entry]]:
    """Files are found by their names; whose they are stands beside them."""
    found = by_key(
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
    "person": people_entries.people_entries,
    "organisation": people_entries.organisations,
    "site": _sites,
    "visit": _visits,
    "item": _items,
    "agreement": cooperation_entries.agreements,
    "follow_up": cooperation_entries.follow_ups,
    "funding_programme": cooperation_entries.funding_programmes,
    "call": cooperation_entries.calls,
    "delegate": people_entries.placeholders,
    "attachment": _attachments,
    "source": cooperation_entries.sources,
    "country": cooperation_entries.countries,
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
