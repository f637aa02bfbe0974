"""A table of people made by a reader: its columns say what they mean, a second number has its own column."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from planner.interchange.sheet_cells import Plain, Sheet


@dataclass
class Entry:
    """One person as read. ``fields`` by meaning; ways are (meaning, label, value) in their order."""

    fields: dict[str, str] = field(default_factory=dict)
    ways: list[tuple[str, str, str]] = field(default_factory=list)

    def add_way(self, meaning: str, value: str, label: str = "") -> None:
        """Another address or number, once."""
        if value and (meaning, value) not in [(kind, text) for kind, _label, text in self.ways]:
            self.ways.append((meaning, label, value))


@dataclass
class Rows:
    """What a reader of people hands on; notices count what was left aside."""

    sheet: Sheet
    notices: dict[str, int]


_HEADERS: Final = {
    "key": "UID",
    "prefix": "Honorific",
    "given_name": "Given name",
    "family_name": "Family name",
    "suffix": "Title after the name",
    "full_name": "Name",
    "native_name": "Native name",
    "reading": "Reading",
    "organisation": "Organisation",
    "department": "Department",
    "position": "Title",
    "email": "E-mail",
    "phone": "Phone",
    "mobile": "Mobile",
    "web": "Web page",
    "notes": "Note",
    "birth_date": "Birthday",
    "photo": "Photo",
    "card_lines": "Other lines",
}


_COLUMNS_OF_ONE: Final = 24
"""Columns with labels of one kind of way, and as many without: all of a sheet are below 256."""


def sheet_of(entries: list[Entry]) -> Sheet:
    """Row 1 has the headers; a second number of a kind gets a column of its own.

    Where strangers made up more labels than there is room for, the rarer ones are dropped and
    their addresses and numbers stand without one.
    """
    _drop_rare_labels(entries)
    widths: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], list[int]] = {}
    for entry in entries:
        for way, count in Counter((meaning, label) for meaning, label, _v in entry.ways).items():
            widths[way] = min(max(widths[way], count), _COLUMNS_OF_ONE)
        for place, (meaning, label, _value) in enumerate(entry.ways):
            places.setdefault((meaning, label), []).append(place)
    earliest = {way: sum(found) / len(found) for way, found in places.items()}
    columns: list[tuple[str, str, int]] = []
    used = {key for entry in entries for key in entry.fields}
    for key in _HEADERS:
        if key in used:
            columns.append((key, "", 0))
        labels = [
            label for meaning, label in sorted(widths, key=earliest.__getitem__) if meaning == key
        ]
        columns += [(key, label, place) for label in labels for place in range(widths[key, label])]
    sheet = Sheet("", hidden=False, meanings=[key for key, _label, _place in columns])
    sheet.rows.append([_header(*column) for column in columns])
    sheet.rows += [_row(entry, columns) for entry in entries]
    return sheet


def _drop_rare_labels(entries: list[Entry]) -> None:
    widths: Counter[tuple[str, str]] = Counter()
    often: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        for way, count in Counter((meaning, label) for meaning, label, _v in entry.ways).items():
            widths[way] = max(widths[way], count)
            often[way] += 1
    room: Counter[str] = Counter()
    dropped = set()
    for way, _count in often.most_common():  # of equals the one that came first
        if not way[1]:
            continue
        if room[way[0]] + widths[way] > _COLUMNS_OF_ONE:
            dropped.add(way)
        else:
            room[way[0]] += widths[way]
    for entry in entries if dropped else ():
        entry.ways = [
            (meaning, "" if (meaning, label) in dropped else label, value)
            for meaning, label, value in entry.ways
        ]


def _header(key: str, label: str, place: int) -> str:
    text = f"{_HEADERS[key]} ({label})" if label else _HEADERS[key]
    return f"{text} {place + 1}" if place else text


def _row(entry: Entry, columns: list[tuple[str, str, int]]) -> list[Plain]:
    ways: dict[tuple[str, str], list[str]] = {}
    for meaning, label, value in entry.ways:
        ways.setdefault((meaning, label), []).append(value)
    row: list[Plain] = []
    for key, label, place in columns:
        values = ways.get((key, label), [])
        text = values[place] if place < len(values) else ""
        row.append(text or entry.fields.get(key) or None if not label else text or None)
    while row and row[-1] is None:
        row.pop()
    return row
