"""One row of a list while it is read: its cells by meaning, every doubt a finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from planner.domain.cell_values import is_blank, is_placeholder, read_category
from planner.domain.column_meanings import Meaning
from planner.domain.columns import Column
from planner.domain.drafts import ContactCell, When
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.hidden_columns import detail_of, is_national_number
from planner.domain.name_cells import (
    from_capitals,
    is_guess,
    scripts,
    split_cell,
    without_address,
)
from planner.domain.name_forms import honorific, is_courtesy
from planner.domain.names import NameParts, is_reading, split_prefix, split_suffix
from planner.domain.own_keys import read_own_key
from planner.domain.private_details import DAYS, DetailKind
from planner.domain.sheets import Cell, CellKind
from planner.domain.visits import Category, NeedKind
from planner.text import NAME_LIMIT, clean_line, clean_text

if TYPE_CHECKING:
    from planner.domain.row_reading import RowReader

_FAR_DAYS: Final = 60


class Heading(NamedTuple):
    """What is said of the cells of a column: its title, what Excel calls it, what its ways are for."""

    title: str
    letters: str
    label: str

    @classmethod
    def of(cls, column: Column) -> Heading:
        return cls(_title(column), column.letters, _way_label(column))


class ReadRow:
    """One row while it is read; collects its findings."""

    def __init__(self, reader: RowReader, row: int) -> None:
        self._reader, self._row = reader, row
        self.findings: list[Finding] = []
        self.struck = self.order_guessed = False
        self._cells: dict[Meaning, list[tuple[Column, Cell]]] = {}
        for column, cell in reader.cells(row):
            if cell.kind is CellKind.ERROR:
                kind = "cell.formula_empty" if cell.text == "=" else "cell.error"
                self.find(kind, column, text=cell.text)
            elif not is_blank(cell.text):
                self._cells.setdefault(column.meaning, []).append((column, cell))

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
        text = clean_line(text or " ".join(self.texts(Meaning.NATIVE_NAME)))
        return text if text and is_placeholder(text) else ""

    def name(self, country: str) -> NameParts:
        """All name columns together; Latin and native script go where they belong."""
        readings = [clean_line(text) for text in self.texts(Meaning.READING)]
        parts = NameParts()
        for column, cell in self.cells(Meaning.FULL_NAME):
            text = self._line(column, without_address(cell.text)[0])
            parts = split_cell(text, country)
            self.order_guessed = is_guess(text, parts, country)
            self._check(column, cell, text)
        native: list[str] = []
        family = self._part(Meaning.FAMILY_NAME, parts.family_name, native)
        given = self._part(Meaning.GIVEN_NAME, parts.given_name, native)
        columns = self._native_columns()
        native = [text for text in columns if not is_reading(text)] or native
        native = native or [parts.native_name]
        if not (family or given or any(native)):  # all kana, and nothing else: the name itself
            native = columns
        if not readings:
            readings = [parts.reading] if parts.reading else self._furigana()
        prefixes = [*map(clean_line, self.texts(Meaning.PREFIX)), parts.prefix]
        suffix = parts.suffix
        if not self.is_own:
            family, behind = split_suffix(from_capitals(family))
            before, given = split_prefix(from_capitals(given))
            degrees = " ".join(honorific(self._courtesy).degrees)
            prefixes, suffix = [degrees, *prefixes, before], suffix or behind
        return NameParts(
            family,
            given,
            _said_once(prefixes),
            clean_line(" ".join(filter(None, native))),
            clean_line(" ".join(readings)),
            suffix,
        )

    @property
    def is_own(self) -> bool:
        """Whether it went out from here: then every cell is meant as it stands."""
        return read_own_key("".join(self.texts(Meaning.KEY))) is not None

    @property
    def _courtesy(self) -> str:
        """What a column of salutations says where that is no more than "Mr" or "Prof. Dr."."""
        said = self.text(Meaning.SALUTATION)
        return said if said and not self.is_own and is_courtesy(said) else ""

    def salutation(self) -> str:
        """Degrees among "Frau Prof. Dr." belong to the name and are left to it."""
        if not (courtesy := self._courtesy):
            return self.text(Meaning.SALUTATION)
        degrees = honorific(courtesy).degrees
        return " ".join(word for word in courtesy.split() if word not in degrees)

    def _part(self, meaning: Meaning, otherwise: str, native: list[str]) -> str:
        """What the columns of one part of a name say in Latin letters; the rest goes to ``native``."""
        for column, cell in self.cells(meaning):
            otherwise, others = scripts(self._line(column, cell.text))
            native += others
            self._check(column, cell)
        return otherwise

    def _furigana(self) -> list[str]:
        cells = self.cells(
            Meaning.NATIVE_NAME, Meaning.FULL_NAME, Meaning.FAMILY_NAME, Meaning.GIVEN_NAME
        )
        return [cell.reading for _, cell in cells if cell.reading and cell.reading != cell.text]

    def _native_columns(self) -> list[str]:
        return [self._line(column, cell.text) for column, cell in self.cells(Meaning.NATIVE_NAME)]

    def _check(self, column: Column, cell: Cell, name: str | None = None) -> None:
        self.struck = self.struck or cell.struck
        text = cell.text if name is None else name
        if "\ufffd" in text:
            self.find("cell.broken_signs", column)
        if "@" in text or _DIGITS.search(text) or text.startswith(("=", "+", "http")):
            self.find("cell.odd_name", column, text=clean_line(text, limit=60))

    # the rest

    def country(self) -> str:
        for column, cell in self.cells(Meaning.COUNTRY, Meaning.NATIONALITY):
            if code := self._reader.country(cell.text):
                return code
            self.find("cell.country_unknown", column, text=clean_line(cell.text, limit=60))
        return ""

    def contacts(self, *meanings: Meaning) -> tuple[ContactCell, ...]:
        found = []
        for column, cell in self.cells(*meanings):
            title, letters, label = self._reader.headings[column.index]
            place = f"{letters}{self._row + 1}"
            found.append(ContactCell(cell.text, title, place, label, cell.kind is CellKind.NUMBER))
        return tuple(found)

    def emails(self) -> tuple[ContactCell, ...]:
        """Those of the columns for it, and one that stands behind the name: "Jan Berg <jan@x.example>"."""
        found = list(self.contacts(Meaning.EMAIL))
        for cell in self.contacts(Meaning.FULL_NAME):
            if address := without_address(cell.text)[1]:
                found.append(cell._replace(text=address))
        return tuple(found)

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

    def needs(self) -> tuple[tuple[NeedKind, str], ...]:
        kinds = ((NeedKind.DIET, Meaning.DIET), (NeedKind.MEDICAL, Meaning.HEALTH))
        return tuple(
            (kind, clean_text(text)) for kind, meaning in kinds for text in self.texts(meaning)
        )

    def details(self) -> tuple[tuple[DetailKind, str], ...]:
        """Hidden details, the first of each kind. What cannot be read is said without repeating it."""
        found: dict[DetailKind, str] = {}
        for column, cell in self.cells(Meaning.PASSPORT, Meaning.BIRTH_DATE):
            kind = detail_of(column.header, column.meaning)
            text = clean_line(cell.text)
            if kind is None or kind in found or not text:
                continue
            if kind in DAYS:
                moment = self._reader.moment(cell, column)
                text = moment.date.isoformat() if isinstance(moment, When) else ""
                if not text or (kind is DetailKind.BIRTH_DATE and self._is_late(text)):
                    self.find("cell.date_unread", column, text="…")
                    continue
            elif is_national_number(text):
                self.find("cell.number_refused", column)
                continue
            found[kind] = text
        return tuple(found.items())

    def _is_late(self, day: str) -> bool:
        """A birth after the visit: "70" was read as 2070."""
        visit = self._reader.visit
        return bool(visit and visit.first_day and day > visit.first_day.isoformat())


_BRACKETED: Final = re.compile(r"\(([^()]{2,24})\)")
_DIGITS: Final = re.compile(r"\d{2}")


def _way_label(column: Column) -> str:
    """ "Phone (work)" heads numbers at work."""
    if column.meaning is Meaning.MOBILE:
        return "mobile"
    found = _BRACKETED.search(column.header)
    return clean_line(found[1]).lower() if found and not found[1].isdigit() else ""


def _title(column: Column) -> str:
    return clean_line(column.header) or column.letters


def _said_once(prefixes: Sequence[str]) -> str:
    """Titles from several places as one: the longest as it stands ("Dr. Dr. h.c."), of others what is new."""
    whole = max(prefixes, key=lambda prefix: len(prefix.split()))
    found: dict[str, None] = {}
    for prefix in prefixes:
        known = [whole] if prefix == whole else prefix.split()
        found |= dict.fromkeys(word for word in known if word == whole or word not in whole.split())
    return " ".join(found)
