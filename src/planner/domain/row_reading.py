"""One row of a list as a person and a delegate: every cell read, every doubt a finding in its row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from planner.domain.cell_values import is_blank, is_placeholder, read_category, read_moment
from planner.domain.column_meanings import Meaning
from planner.domain.columns import Column, Columns
from planner.domain.country_names import read_country
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.list_rows import filled_down
from planner.domain.names import (
    NameOrder,
    NameParts,
    family_first,
    is_native,
    is_reading,
    split_name,
)
from planner.domain.own_keys import OwnKey, read_own_key
from planner.domain.sheets import Cell, CellKind, Table
from planner.domain.visits import Category, NeedKind, Visit
from planner.text import NAME_LIMIT, clean_line, clean_text, fold


@dataclass(frozen=True, slots=True)
class ContactCell:
    """A cell with addresses or numbers as it stands, and where it stands.

    ``is_number`` says that Excel held a number, so a plus or a zero may be lost.
    """

    text: str
    column: str
    cell: str
    label: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """An arrival or departure: a date, with its time if the file gives one."""

    date: dt.date
    time: dt.time | None = None


@dataclass(frozen=True)
class Draft:
    """What one row says. Empty text means that the row does not say it; nothing is looked up yet."""

    number: int
    name: NameParts = field(default_factory=NameParts)
    placeholder: str = ""
    suffix: str = ""
    salutation: str = ""
    country: str = ""
    organisation: str = ""
    department: str = ""
    position: str = ""
    emails: tuple[ContactCell, ...] = ()
    phones: tuple[ContactCell, ...] = ()
    pages: tuple[ContactCell, ...] = ()
    role: str = ""
    category: Category | None = None
    groups: tuple[str, ...] = ()
    rank: int = 0
    payer: str = ""
    arrives: When | None = None
    departs: When | None = None
    notes: str = ""
    needs: tuple[tuple[NeedKind, str], ...] = ()
    key: str = ""
    """By what the sender's own list or address book knows the person."""
    photo: str = ""
    """Media type, width, height and base64 of a small picture, with ";" between them."""
    card_lines: str = ""
    """The version of a contact card, and below it the lines that have no field here."""
    own: OwnKey | None = None
    """Whom the row was written for, when the sheet went out from here."""
    empty: frozenset[Meaning] = frozenset()
    """Of such a row the columns that came back empty."""
    struck: bool = False
    doubtful: bool = False
    order_guessed: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def is_named(self) -> bool:
        return bool(self.name.family_name or self.name.given_name or self.name.native_name)


_FILLED_DOWN: Final = frozenset(
    {
        Meaning.ORGANISATION,
        Meaning.DEPARTMENT,
        Meaning.COUNTRY,
        Meaning.NATIONALITY,
        Meaning.GROUP,
        Meaning.CATEGORY,
        Meaning.PAYER,
        Meaning.ARRIVAL,
        Meaning.ARRIVAL_TIME,
        Meaning.DEPARTURE,
        Meaning.DEPARTURE_TIME,
    }
)
"""Merged over several rows, these count for each of them."""

_FAR_DAYS: Final = 60


class RowReader:
    """Reads the rows of one list. ``countries`` are further names of countries, folded, by code."""

    def __init__(
        self,
        table: Table,
        columns: Columns,
        *,
        visit: Visit | None = None,
        countries: Mapping[str, str] | None = None,
    ) -> None:
        self._table, self._columns, self._visit = table, columns, visit
        self._countries = countries
        self._year = visit.first_day.year if visit and visit.first_day else None
        self._covered = filled_down(table, columns.rows)
        self.imported = columns.of(*Meaning)

    def read(self, row: int) -> Draft:
        """The row counted from 0, as the draft of the row that Excel counts from 1."""
        one = _Row(self, row)
        text = one.text
        country = one.country()
        name = one.name(country)
        arrives = one.when(Meaning.ARRIVAL, Meaning.ARRIVAL_TIME)
        departs = one.when(Meaning.DEPARTURE, Meaning.DEPARTURE_TIME)
        placeholder = one.placeholder()
        key = text(Meaning.KEY)
        own = read_own_key(key)
        return Draft(
            number=row + 1,
            name=NameParts() if placeholder else name,
            placeholder=placeholder,
            suffix=text(Meaning.SUFFIX),
            salutation=text(Meaning.SALUTATION),
            country=country,
            organisation=text(Meaning.ORGANISATION),
            department=text(Meaning.DEPARTMENT),
            position=text(Meaning.POSITION),
            emails=one.contacts(Meaning.EMAIL),
            phones=one.contacts(Meaning.PHONE, Meaning.MOBILE),
            pages=one.contacts(Meaning.WEB),
            role=text(Meaning.ROLE),
            category=one.category(),
            groups=one.groups(),
            rank=one.rank(),
            payer=text(Meaning.PAYER),
            arrives=arrives,
            departs=departs,
            notes=one.notes(),
            needs=tuple(one.needs()),
            key=own.person_id if own else key,
            photo=one.whole(Meaning.PHOTO),
            card_lines=one.whole(Meaning.CARD_LINES),
            own=own,
            empty=one.empty() if own else frozenset(),
            struck=one.struck,
            doubtful=row in self._columns.doubtful,
            order_guessed=one.order_guessed,
            findings=tuple(one.findings),
        )

    def cell(self, row: int, column: Column) -> Cell:
        cell = self._table.cell(row, column.index)
        source = self._covered.get((row, column.index))
        if source and cell.kind is CellKind.EMPTY and column.meaning in _FILLED_DOWN:
            return self._table.cell(*source)
        return cell

    def of(self, *meanings: Meaning) -> list[Column]:
        return self._columns.of(*meanings)

    def moment(self, cell: Cell, column: Column) -> When | dt.time | None:
        found = read_moment(cell, day_first=column.day_first, year=self._year)
        if found is None:
            return None
        return When(found.date, found.time) if found.date else found.time

    @property
    def visit(self) -> Visit | None:
        return self._visit

    def country(self, text: str) -> str:
        return read_country(text, self._countries)


class _Row:
    """One row while it is read; collects its findings."""

    def __init__(self, reader: RowReader, row: int) -> None:
        self._reader, self._row = reader, row
        self.findings: list[Finding] = []
        self.struck = self.order_guessed = False
        self._cells: dict[Meaning, list[tuple[Column, Cell]]] = {}
        for column in reader.imported:
            cell = reader.cell(row, column)
            if cell.kind is CellKind.ERROR:
                kind = "cell.formula_empty" if cell.text == "=" else "cell.error"
                self.find(kind, column, text=cell.text)
            elif not is_blank(cell.text):
                self._cells.setdefault(column.meaning, []).append((column, cell))

        self.own = read_own_key("".join(self.texts(Meaning.KEY))) is not None

    def empty(self) -> frozenset[Meaning]:
        """The meanings of all columns that are there and say nothing in this row."""
        return frozenset(column.meaning for column in self._reader.imported) - set(self._cells)

    def find(
        self, kind: str, column: Column, severity: Severity = Severity.WARNING, **facts: str | int
    ) -> None:
        self.findings.append(
            Finding(
                kind,
                severity,
                (Subject("row", str(self._row + 1)),),
                {"column": _title(column), "cell": f"{column.letters}{self._row + 1}", **facts},
            )
        )

    def cells(self, *meanings: Meaning) -> list[tuple[Column, Cell]]:
        if len(meanings) == 1:
            return self._cells.get(meanings[0], [])
        return [pair for meaning in meanings for pair in self._cells.get(meaning, ())]

    def texts(self, *meanings: Meaning) -> list[str]:
        return [cell.text for _, cell in self.cells(*meanings)]

    def text(self, meaning: Meaning) -> str:
        for column, cell in self._cells.get(meaning, ()):
            return self._line(column, cell.text)
        return ""

    def whole(self, meaning: Meaning) -> str:
        """The cell as it came, however long."""
        return next(iter(self.texts(meaning)), "")

    def _line(self, column: Column, text: str) -> str:
        if len(text) > NAME_LIMIT:
            self.find("cell.too_long", column, limit=NAME_LIMIT, length=len(text))
        return clean_line(text)

    # names

    def placeholder(self) -> str:
        text = " ".join(
            self.texts(Meaning.FULL_NAME) or self.texts(Meaning.GIVEN_NAME, Meaning.FAMILY_NAME)
        )
        text = text or " ".join(self.texts(Meaning.NATIVE_NAME))
        return clean_line(text) if text and is_placeholder(clean_line(text)) else ""

    def name(self, country: str) -> NameParts:
        """All name columns together; Latin and native script go where they belong."""
        native: list[str] = []
        readings = [clean_line(text) for text in self.texts(Meaning.READING)]
        parts = NameParts()
        for column, cell in self.cells(Meaning.FULL_NAME):
            text = self._line(column, cell.text)
            parts = _split(text, country)
            self.order_guessed = _is_guess(text, parts, country)
            self._check(column, cell)
        family, given = parts.family_name, parts.given_name
        for column, cell in self.cells(Meaning.FAMILY_NAME):
            family, own = _scripts(self._line(column, cell.text))
            native += own
            self._check(column, cell)
        for column, cell in self.cells(Meaning.GIVEN_NAME):
            given, own = _scripts(self._line(column, cell.text))
            native += own
            self._check(column, cell)
        columns = self._native_columns()
        native = [text for text in columns if not is_reading(text)] or native
        native = native or [parts.native_name]
        if not (family or given or any(native)):  # all kana, and nothing else: the name itself
            native = columns
        furigana = [
            cell.reading
            for _, cell in self.cells(
                Meaning.NATIVE_NAME, Meaning.FULL_NAME, Meaning.FAMILY_NAME, Meaning.GIVEN_NAME
            )
            if cell.reading and cell.reading != cell.text
        ]
        reading = readings or [parts.reading] if parts.reading or readings else furigana
        prefix = " ".join(
            dict.fromkeys([*map(clean_line, self.texts(Meaning.PREFIX)), parts.prefix])
        ).strip()
        return NameParts(
            family if self.own else _from_capitals(family),
            given if self.own else _from_capitals(given),
            prefix,
            clean_line(" ".join(part for part in native if part)),
            clean_line(" ".join(reading)),
        )

    def _native_columns(self) -> list[str]:
        return [self._line(column, cell.text) for column, cell in self.cells(Meaning.NATIVE_NAME)]

    def _check(self, column: Column, cell: Cell) -> None:
        self.struck = self.struck or cell.struck
        text = cell.text
        if "\ufffd" in text:
            self.find("cell.broken_signs", column)
        if "@" in text or re.search(r"\d{2}", text) or text.startswith(("=", "+", "http")):
            self.find("cell.odd_name", column, text=clean_line(text, limit=60))

    # the rest

    def country(self) -> str:
        for column, cell in self.cells(Meaning.COUNTRY, Meaning.NATIONALITY):
            if code := self._reader.country(cell.text):
                return code
            self.find("cell.country_unknown", column, text=clean_line(cell.text, limit=60))
        return ""

    def contacts(self, *meanings: Meaning) -> tuple[ContactCell, ...]:
        return tuple(
            ContactCell(
                cell.text,
                _title(column),
                f"{column.letters}{self._row + 1}",
                "mobile" if column.meaning is Meaning.MOBILE else _way_label(column.header),
                cell.kind is CellKind.NUMBER,
            )
            for column, cell in self.cells(*meanings)
        )

    def category(self) -> Category | None:
        for column, cell in self.cells(Meaning.CATEGORY):
            category = read_category(cell.text)
            if category is None:
                self.find("cell.category_unknown", column, text=clean_line(cell.text, limit=60))
            return category
        return None

    def groups(self) -> tuple[str, ...]:
        """ "A, B" and "Group A" name groups by their letters or names."""
        names: list[str] = []
        for _, cell in self.cells(Meaning.GROUP):
            for part in re.split(r"[,;/+&\n]|\s(?:and|og|und|och)\s", cell.text):
                bare = re.sub(
                    r"^(?:group|gruppe|grupp|グループ)\s*", "", part.strip(), flags=re.IGNORECASE
                )
                if name := clean_line(bare or part):
                    names.append(name)
        return tuple(dict.fromkeys(names))

    def rank(self) -> int:
        for column, cell in self.cells(Meaning.RANK):
            digits = re.fullmatch(r"\D{0,3}(\d{1,4})\D{0,3}", cell.text)
            if digits and int(digits[1]) > 0:
                return int(digits[1])
            self.find("cell.rank_unread", column, text=clean_line(cell.text, limit=60))
        return 0

    def when(self, of_date: Meaning, of_time: Meaning) -> When | None:
        date: When | None = None
        time: dt.time | None = None
        for column, cell in self.cells(of_date, of_time):
            found = self._reader.moment(cell, column)
            if isinstance(found, When):
                date = date or found
                time = found.time or time
                self._check_far(column, found.date)
            elif found is not None:
                time = found
            else:
                self.find("cell.date_unread", column, text=clean_line(cell.text, limit=60))
        if date is not None:
            return When(date.date, time)
        return self._time_alone(of_date, of_time, time)

    def _time_alone(self, of_date: Meaning, of_time: Meaning, time: dt.time | None) -> When | None:
        if time is None:
            return None
        visit = self._reader.visit
        day = (visit.first_day if of_date is Meaning.ARRIVAL else visit.last_day) if visit else None
        column = self.cells(of_date, of_time)[0][0]
        kind = "cell.time_without_date" if day is None else "cell.time_on_visit_day"
        self.find(
            kind, column, Severity.NOTE if day else Severity.WARNING, time=time.strftime("%H:%M")
        )
        return When(day, time) if day else None

    def _check_far(self, column: Column, date: dt.date) -> None:
        visit = self._reader.visit
        if visit and visit.first_day and abs((date - visit.first_day).days) > _FAR_DAYS:
            self.find("cell.date_far", column, date=date.isoformat())

    def notes(self) -> str:
        found = self.cells(Meaning.NOTES)
        if len(found) == 1:
            return clean_text(found[0][1].text)
        return "\n".join(
            f"{clean_line(column.header)}: {clean_text(cell.text)}" for column, cell in found
        )

    def needs(self) -> list[tuple[NeedKind, str]]:
        pairs: list[tuple[NeedKind, Callable[[], list[str]]]] = [
            (NeedKind.DIET, lambda: self.texts(Meaning.DIET)),
            (NeedKind.MEDICAL, lambda: self.texts(Meaning.HEALTH)),
        ]
        return [(kind, clean_text(text)) for kind, texts in pairs for text in texts()]


_BRACKETED: Final = re.compile(r"\(([^()]{2,24})\)")


def _way_label(header: str) -> str:
    """ "Phone (work)" heads numbers at work."""
    found = _BRACKETED.search(header)
    return clean_line(found[1]).lower() if found and not found[1].isdigit() else ""


def _title(column: Column) -> str:
    return clean_line(column.header) or column.letters


_HONORIFIC: Final = re.compile(r"(?<=\S)\s*(?:様|氏|さん|殿|先生|女史)$")
_PARTICLES: Final = frozenset(
    "von van de der den zu zur af la le du di da dos del della ter ten el al bin ibn".split()
)


def _split(text: str, country: str) -> NameParts:
    text = _HONORIFIC.sub("", text) if is_native(text) else text
    parts = split_name(text, country=country)
    if is_native(parts.native_name) and is_reading(parts.native_name) and not parts.family_name:
        # A name that is all kana is a name, and its own reading.
        return NameParts(
            "", "", parts.prefix, parts.native_name, parts.reading or parts.native_name
        )
    return parts


def _is_guess(text: str, parts: NameParts, country: str) -> bool:
    """Whether only the custom of the country said which word is the family name."""
    if not (parts.family_name and parts.given_name) or "," in text:
        return False
    has_capitals = any(word.isupper() and len(word) > 1 for word in text.split())
    return family_first(NameOrder.CUSTOM, country) and not has_capitals


def _scripts(text: str) -> tuple[str, list[str]]:
    """The Latin and the native words of a part of a name: "Haruto 陽斗" is both."""
    words = re.sub(r"[()（）/]", " ", text).split() if is_native(text) else [text]
    latin = " ".join(word for word in words if not is_native(word))
    native = "".join(word for word in words if is_native(word))
    return latin, [native] if native else []


def _from_capitals(name: str) -> str:
    """ "MÜLLER-LÜDENSCHEIDT" as "Müller-Lüdenscheidt"; a name in mixed letters stays as it is."""
    letters = [sign for sign in name if sign.isalpha()]
    if (
        len(letters) < 3
        or not all(sign.isupper() for sign in letters)
        or not name.isupper()
        or "." in name
    ):
        return (
            name if not (len(letters) == 2 and name.isupper() and name.isalpha()) else name.title()
        )
    words = re.sub(r"[^\W\d_]+", lambda found: found[0][0] + found[0][1:].lower(), name).split(" ")
    last = len(words) - 1
    lowered = [
        word.lower() if place < last and fold(word) in _PARTICLES else word
        for place, word in enumerate(words)
    ]
    return " ".join(lowered)
