"""Makes data/samples/delegation_list.xlsx: a list of delegates as it really arrives, for sample visit 1.

Run when the sample changes: `.venv/bin/python packaging/sample_list.py`. The same sample gives the
same bytes. Nine delegates are those of the sample, three of them with a new title or phone number;
two people and one N.N. are new.
"""

import datetime as dt
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.ids import shipped_id
from planner.domain.organisations import Organisation
from planner.domain.people import ContactKind, ContactPoint, Person
from planner.domain.visits import Delegate
from planner.domain.words import Word
from planner.interchange.reference import reference_records, sample_records

TARGET = Path(__file__).resolve().parent.parent / "data" / "samples" / "delegation_list.xlsx"
SAMPLE = "japan-to-denmark"
MADE = dt.datetime(2027, 4, 12, 9, 0)
HEADERS = (
    "Name / 氏名",
    "Furigana / ふりがな",
    "Organization",
    "Title",
    "E-mail",
    "Phone",
    "Arrival",
)
WIDTHS = (34, 22, 30, 38, 34, 18, 18)

Cell = str | int | dt.datetime | None


@dataclass(frozen=True)
class Change:
    """What the list says otherwise than the sample; a phone number may be typed as a number."""

    title: str = ""
    phone: str | int = ""


KNOWN: Mapping[str, Change] = {
    "takahashi-masahiro": Change(),
    "yamasaki-keiko": Change(title="Acting Deputy Director-General"),
    "tanaka-haruto": Change(phone=300000103),  # typed as 03-0000-0103: the zero is lost
    "ogawa-satoshi": Change(),
    "ishikawa-kenta": Change(phone=819000000106),
    "tanaka-misaki": Change(),
    "watanabe-ryo": Change(phone="+81-90-0000-0198"),
    "matsuda-yui": Change(),
    "nakagawa-sho": Change(title="Principal Researcher", phone="+81 90 0000 0199"),
}
NEW: tuple[tuple[Cell, ...], ...] = (
    (
        "KUDO Naoki (工藤 直樹)",
        "クドウ ナオキ",
        "Japan Agency for Medical Research and Development",
        "Deputy Manager",
        "naoki.kudo@example.org",
        819000000112,
        dt.datetime(2027, 5, 9, 16, 55),
    ),
    (
        "ARAI Sakura (新井 さくら)",
        "アライ サクラ",
        "MEXT",
        "Officer",
        "sakura.arai@example.org",
        "(03) 0000-0113",
        "9 May, evening",
    ),
    ("N.N.", None, "JST", "Programme Officer", None, None, dt.datetime(2027, 5, 10, 5, 55)),
)
BLANK_AFTER = 6
NOTES = (
    "* Mr Ishikawa joins the delegation on Tuesday.",
    "* The name of the Programme Officer will follow.",
)


class Sample:
    """The records of the sample, found by the keys of its data file."""

    def __init__(self) -> None:
        records = [*reference_records(), *sample_records(SAMPLE)]
        self._by_id: dict[str, Word] = {record.id: record for record in records}
        self._phones: dict[str | None, str] = {}
        self._emails: dict[str | None, str] = {}
        for record in records:
            if isinstance(record, ContactPoint):
                known = self._emails if record.kind is ContactKind.EMAIL else self._phones
                known.setdefault(record.person_id, record.value)

    def row(self, key: str, change: Change) -> tuple[Cell, ...]:
        """One delegate as a row of the list."""
        person = self._by_id[shipped_id("person", key)]
        delegate = self._by_id[shipped_id("delegate", key)]
        assert isinstance(person, Person)
        assert isinstance(delegate, Delegate)
        organisation = self._by_id[delegate.organisation_id or ""]
        assert isinstance(organisation, Organisation)
        return (
            f"{person.family_name.upper()} {person.given_name} ({person.native_name})",
            person.reading,
            organisation.name,
            change.title or delegate.title,
            self._emails[person.id],
            change.phone or self._phones[person.id],
            delegate.arrives_local,
        )


def rows() -> Iterator[tuple[Cell, ...]]:
    """All rows of the table, with the empty one that such lists have."""
    sample = Sample()
    people = [*(sample.row(key, change) for key, change in KNOWN.items()), *NEW]
    yield from people[:BLANK_AFTER]
    yield (None,) * len(HEADERS)
    yield from people[BLANK_AFTER:]


def fill(sheet: Worksheet) -> None:
    """Titles above, the header in row 4, the table, notes below."""
    sheet.title = "Delegation"
    sheet["A1"] = "Delegation to Denmark / デンマーク訪問団名簿"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "International Affairs Division, 12 April 2027 (names invented for the sample)"
    for column, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True), 1):
        sheet.cell(4, column, header).font = Font(bold=True)
        sheet.column_dimensions["ABCDEFG"[column - 1]].width = width
    for number, values in enumerate(rows(), 5):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, dt.datetime):
                cell.number_format = "yyyy/mm/dd hh:mm"
    for offset, note in enumerate(NOTES, 2):
        sheet.cell(number + offset, 1, note)


def add_flights(book: Workbook) -> None:
    """A second sheet that is no list of people."""
    sheet = book.create_sheet("Flights")
    for values in (
        ("Flight", "From", "To", "Departure", "Arrival"),
        ("ZZ 801", "HND", "CPH", "9 May 10:50", "9 May 16:55"),
        ("ZZ 803", "NRT", "CPH", "9 May 22:30", "10 May 05:55"),
        ("ZZ 802", "CPH", "HND", "12 May 18:55", "13 May 14:55"),
    ):
        sheet.append(values)


def packed(book: Workbook) -> bytes:
    """The workbook as bytes that carry no trace of when they were made."""
    raw, result = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                stamp = MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, data)
            entry = zipfile.ZipInfo(name, MADE.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return result.getvalue()


def main() -> int:
    """Write the list where the sample has it."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    add_flights(book)
    TARGET.write_bytes(packed(book))
    print(f"{TARGET.name}: {len(KNOWN)} known, {len(NEW)} new")
    return 0


if __name__ == "__main__":
    sys.exit(main())
