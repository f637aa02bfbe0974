"""What the values of a column look like, and what header and values together say it means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.domain.cell_values import is_blank, read_category, read_moment, slash_order
from planner.domain.column_meanings import SEVERAL, Meaning, bare
from planner.domain.country_names import read_country
from planner.domain.headers import meaning_of
from planner.domain.names import is_native, is_reading
from planner.domain.sheets import Cell, CellKind

_SAMPLED: Final = 200
_LOOKED_AT: Final = 200
"""Signs of a cell; nothing that these patterns look for is longer."""


@dataclass(frozen=True, slots=True)
class Look:
    """Of the filled cells of a column, the share that looks like each kind of value."""

    filled: int
    shares: Mapping[str, float]
    distinct: float
    samples: tuple[str, ...]
    slashes: str

    def share(self, *kinds: str) -> float:
        return sum(self.shares.get(kind, 0.0) for kind in kinds)


_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE: Final = re.compile(r"(?:tel\.?:?\s*)?[+(]?[\d\s()/.\-–ext]{6,}", re.IGNORECASE)
_PASSPORT: Final = re.compile(r"[A-Z]{1,3}\s?\d{6,8}|\d{6}-\d{4}|(?:19|20)\d{6}-\d{4}")
"""Numbers of passports, and the personal numbers of Denmark and Sweden."""
_ACADEMIC: Final = re.compile(
    r"(?:(?:univ|assoc|hon)[. -]*)?(?:prof(?!essor)|prof(?:essor)? dr|dr|ph\.?d|dipl|ing|mag|msc|mba)\b.{0,25}",
    re.IGNORECASE,
)
_POLITE: Final = re.compile(
    r"(?:mr|mrs|ms|miss|mx|sir|dame|herr|frau|hr|fru|frk|氏|様|女史)\.?", re.IGNORECASE
)
_PARTICLES: Final = frozenset("von van de der den zu af la le du di da dos del al bin".split())
_INSTITUTION: Final = re.compile(
    r"universit|minist|institut|agency|styrelse|gmbh|\ba/s\b|\binc\b|\bltd\b|\bag\b|\bab\b|corporation|council|foundation"
    r"|embassy|botschaft|ambassade|college|hochschule|center|centre|zentrum|大学|省|庁|研究所|株式会社|機構|財団|大使館",
    re.IGNORECASE,
)


def look(body: Sequence[Sequence[Cell]], index: int) -> Look:
    cells: list[Cell] = []
    for row in body:
        if (
            index < len(row)
            and row[index].kind is not CellKind.ERROR
            and not is_blank(row[index].text)
        ):
            cells.append(row[index])
            if len(cells) >= _SAMPLED:
                break
    kinds = Counter(_kind(cell) for cell in cells)
    total = len(cells) or 1
    distinct = len({cell.text for cell in cells}) / total
    samples = tuple(dict.fromkeys(cell.text[:40] for cell in cells[:20]))[:3]
    order = slash_order([cell.text for cell in cells if cell.kind is CellKind.TEXT])
    return Look(
        len(cells), {kind: count / total for kind, count in kinds.items()}, distinct, samples, order
    )


def _kind(cell: Cell) -> str:
    """The one kind of value that a cell looks like."""
    text = cell.text[:_LOOKED_AT]
    if cell.kind is CellKind.DATE:
        return "born" if str(cell.value)[:4] < "2012" else "date"
    if cell.kind is CellKind.TIME:
        return "time"
    if _EMAIL.search(text):
        return "email"
    digits = sum(sign.isdigit() for sign in text)
    if text.isdecimal() and len(text) <= 4:
        return "small"
    if _PASSPORT.fullmatch(text):
        return "passport"
    if cell.kind is CellKind.TEXT and digits and (moment := read_moment(cell, year=2000)):
        if moment.date is None:
            return "time"
        return "born" if moment.date.year < 2012 and moment.date.year != 2000 else "date"
    if digits >= 6 and _PHONE.fullmatch(text):
        return "phone"
    if cell.kind is CellKind.NUMBER:
        return "number"
    if _POLITE.fullmatch(text):
        return "polite"
    if len(text) < 30 and _ACADEMIC.fullmatch(text):
        return "academic"
    if read_country(text):
        return "country"
    if is_reading(text):
        return "kana"
    if _INSTITUTION.search(text):
        return "institution"
    if read_category(text) and len(text.split()) == 1:
        return "category"
    if len(text) > 60 or digits:
        return "long" if len(text) > 60 else "mixed"
    if is_native(text):
        return "native"
    words = text.replace(",", " ").split()
    capital = all(word[0].isupper() or word in _PARTICLES for word in words)
    return "person" if 2 <= len(words) <= 5 and capital else "words"


# header and values together

_FITS: Final[Mapping[Meaning, tuple[str, ...]]] = {
    Meaning.EMAIL: ("email",),
    Meaning.PHONE: ("phone", "number"),
    Meaning.MOBILE: ("phone", "number"),
    Meaning.ARRIVAL: ("date", "time"),
    Meaning.DEPARTURE: ("date", "time"),
    Meaning.ARRIVAL_TIME: ("time", "date", "small"),
    Meaning.DEPARTURE_TIME: ("time", "date", "small"),
    Meaning.NUMBER: ("small", "mixed", "words", "person", "number"),
    Meaning.RANK: ("small",),
}
"""Kinds of value without which a header of this meaning is not believed."""

_AGAINST: Final = ("email", "phone", "number", "date", "born", "time", "passport")
"""Kinds of value that no name, organisation or post is made of."""

_WORDS: Final = frozenset(
    {
        Meaning.FAMILY_NAME,
        Meaning.GIVEN_NAME,
        Meaning.FULL_NAME,
        Meaning.NATIVE_NAME,
        Meaning.READING,
        Meaning.PREFIX,
        Meaning.SALUTATION,
        Meaning.ORGANISATION,
        Meaning.DEPARTMENT,
        Meaning.POSITION,
        Meaning.COUNTRY,
        Meaning.NATIONALITY,
    }
)

_BY_VALUE: Final = (
    ("email", 0.6, Meaning.EMAIL, 2),
    ("passport", 0.6, Meaning.PASSPORT, 2),
    ("born", 0.7, Meaning.BIRTH_DATE, 1),
    ("phone", 0.7, Meaning.PHONE, 1),
    ("kana", 0.7, Meaning.READING, 2),
    ("country", 0.7, Meaning.COUNTRY, 1),
    ("academic", 0.7, Meaning.PREFIX, 1),
    ("polite", 0.7, Meaning.SALUTATION, 1),
    ("institution", 0.5, Meaning.ORGANISATION, 1),
)


def judge(columns: Sequence[tuple[str, Look]]) -> list[tuple[Meaning, int]]:
    """For each column, given as header and look: its meaning and how sure that is, 0 to 3."""
    found = [_one(header, look) for header, look in columns]
    _settle_names(found, columns)
    _settle_titles(found, columns)
    _give_single_ones(found)
    if not any(
        meaning in (Meaning.FAMILY_NAME, Meaning.GIVEN_NAME, Meaning.FULL_NAME)
        for meaning, _ in found
    ):
        _guess_name(found, columns)
    return found


def _one(header: str, look: Look) -> tuple[Meaning, int]:
    meaning, sure = meaning_of(header)
    if not sure:
        return _by_value(look)
    if not look.filled:
        return meaning, min(sure, 2)
    if meaning is Meaning.FULL_NAME and sure < 3 and look.filled > 2:
        # "Hotel name" has the word and not the people.
        people = look.share("person", "native", "kana")
        return (meaning, sure) if people >= 0.5 else (Meaning.IGNORE, 1)
    if meaning in (Meaning.NUMBER, Meaning.IGNORE) and look.share("passport") >= 0.6:
        return Meaning.PASSPORT, 2
    # One or two odd values do not outweigh a header that is known.
    trusted = sure == 3 and look.filled < 3
    if meaning in _FITS and look.share(*_FITS[meaning]) < 0.3 and not trusted:
        return _by_value(look)
    if meaning in _WORDS and look.share(*_AGAINST) > 0.6 and not trusted:
        return _by_value(look)
    if meaning is Meaning.ARRIVAL and look.share("time") > 0.6:
        return Meaning.ARRIVAL_TIME, sure
    if meaning is Meaning.DEPARTURE and look.share("time") > 0.6:
        return Meaning.DEPARTURE_TIME, sure
    if meaning in _FITS and sure < 3 and look.share(*_FITS[meaning]) > 0.8:
        return meaning, sure + 1
    if meaning is Meaning.IGNORE:
        guessed = _by_value(look)
        return guessed if guessed[0] is Meaning.EMAIL else (meaning, sure)
    return meaning, sure


def _by_value(look: Look) -> tuple[Meaning, int]:
    for kind, least, meaning, sure in _BY_VALUE:
        if look.share(kind) >= least:
            return meaning, sure
    return Meaning.IGNORE, 0


def _settle_names(found: list[tuple[Meaning, int]], columns: Sequence[tuple[str, Look]]) -> None:
    """ "Name" beside "Vorname" is the family name; a second name column may be the native one."""
    meanings = [meaning for meaning, _ in found]
    native = [look.share("native", "kana") > 0.6 for _, look in columns]

    def places(meaning: Meaning, *, in_native: bool) -> list[int]:
        return [
            place
            for place, one in enumerate(meanings)
            if one is meaning and native[place] is in_native
        ]

    for meaning in (Meaning.FULL_NAME, Meaning.FAMILY_NAME, Meaning.GIVEN_NAME):
        latin_names = [
            place
            for one in (Meaning.FULL_NAME, Meaning.FAMILY_NAME, Meaning.GIVEN_NAME)
            for place in places(one, in_native=False)
        ]
        for place in places(meaning, in_native=True) if latin_names else []:
            kana = columns[place][1].share("kana") > 0.6
            found[place] = (Meaning.READING if kana else Meaning.NATIVE_NAME, found[place][1])
    for place in places(Meaning.NATIVE_NAME, in_native=False):
        if columns[place][1].filled and bare(columns[place][0]) == "姓名":
            found[place] = (Meaning.FULL_NAME, found[place][1])
    meanings = [meaning for meaning, _ in found]
    if Meaning.FULL_NAME not in meanings:
        return
    whole = meanings.index(Meaning.FULL_NAME)
    if Meaning.GIVEN_NAME in meanings and Meaning.FAMILY_NAME not in meanings:
        found[whole] = (Meaning.FAMILY_NAME, found[whole][1])
    elif Meaning.GIVEN_NAME in meanings:
        found[whole] = (Meaning.IGNORE, 2)
    elif Meaning.FAMILY_NAME in meanings:
        family = meanings.index(Meaning.FAMILY_NAME)
        found[family] = (Meaning.IGNORE, 2)


_TITLE: Final = re.compile(r"\b(?:title|titel|titul)\b")


def _settle_titles(found: list[tuple[Meaning, int]], columns: Sequence[tuple[str, Look]]) -> None:
    """ "Title" holds posts, degrees or "Mr": the values say which."""
    for place, (meaning, sure) in enumerate(found):
        look = columns[place][1]
        open_to_all = _TITLE.search(bare(columns[place][0])) or meaning is not Meaning.POSITION
        if (
            meaning in (Meaning.POSITION, Meaning.PREFIX, Meaning.SALUTATION)
            and look.filled
            and open_to_all
        ):
            if look.share("polite") > 0.5:
                found[place] = (Meaning.SALUTATION, sure)
            elif look.share("academic", "polite") > 0.6:
                found[place] = (Meaning.PREFIX, sure)
            elif meaning is Meaning.PREFIX and look.share("academic", "polite") < 0.1:
                found[place] = (Meaning.POSITION, max(sure - 1, 1))


def _give_single_ones(found: list[tuple[Meaning, int]]) -> None:
    """A meaning that only one column can have goes to the surest, then to the leftmost."""
    for meaning in {meaning for meaning, _ in found} - SEVERAL:
        places = [place for place, (one, _) in enumerate(found) if one is meaning]
        keeper = max(places, key=lambda place: (found[place][1], -place))
        for place in places:
            if place != keeper:
                found[place] = (Meaning.IGNORE, 1)


def _guess_name(found: list[tuple[Meaning, int]], columns: Sequence[tuple[str, Look]]) -> None:
    """Without any name header: the first column of unlike cells that look like names of people.

    Beside addresses single words will do; alone they could be anything, and are left.
    """
    has_addresses = any(meaning is Meaning.EMAIL for meaning, _ in found)
    for place, (header, look) in enumerate(columns):
        free = found[place][0] is Meaning.IGNORE and not meaning_of(header)[1]
        people = look.share("person", "native", *(("words",) if has_addresses else ()))
        if free and look.filled and people > 0.6 and look.distinct > 0.7:
            found[place] = (Meaning.FULL_NAME, 1)
            return
    for place, (meaning, _) in enumerate(found):
        if meaning is Meaning.NATIVE_NAME:
            found[place] = (Meaning.FULL_NAME, 2)
            return
