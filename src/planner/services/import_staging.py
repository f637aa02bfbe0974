"""Comparing a list with the library: each row as new, known, possibly known or skipped, with its findings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from planner.domain.column_meanings import Meaning
from planner.domain.columns import Columns
from planner.domain.drafts import ContactCell, Draft
from planner.domain.duplicates import KEY_MARK, Known
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.ids import GroupId, OrganisationId
from planner.domain.organisation_duplicates import REASONS
from planner.domain.people import ContactKind
from planner.domain.row_changes import (
    Row,
    Target,
    Way,
)
from planner.domain.row_reading import RowReader
from planner.domain.sheets import Table, Workbook
from planner.domain.staging import (
    Decision,
    StagedRow,
    Staging,
)
from planner.domain.unread import people_in_sheets, unread
from planner.domain.visits import Visit
from planner.i18n import _
from planner.interchange import phones
from planner.services.import_books import GroupBook, OrganisationBook
from planner.services.import_comparing import Comparison, of_row
from planner.services.import_lookup import KnownPeople, people_of_file
from planner.storage.reading import Reader
from planner.text import clean_line, fold

_CANDIDATES_SHOWN = 5
_MERE_NOTES: Final = frozenset(("cell.phone_plus_added", "cell.phone_assumed"))


@dataclass
class Stager:
    """Compares one list with the library; made anew for each list."""

    reader: Reader
    home_country: str
    workbook: Workbook
    table: Table
    columns: Columns
    visit: Visit | None
    countries: Mapping[str, str] = field(default_factory=dict)
    today: dt.date | None = None
    _usual_country: str = ""
    _is_japanese: bool = False
    """Whether the headers of the list are Japanese."""

    def stage(self) -> Staging:
        people = KnownPeople(
            self.reader,
            self.visit.id if self.visit else None,
            people_of_file(self.reader, self.workbook.sha256),
        )
        organisations = OrganisationBook(self.reader)
        groups = GroupBook(self.reader, self.visit.id if self.visit else None)
        reader = RowReader(self.table, self.columns, visit=self.visit, countries=self.countries)
        drafts = [reader.read(row) for row in self.columns.rows]
        self._usual_country = phones.usual_country(
            cell.text for one in drafts for cell in one.phones
        )
        self._is_japanese = any(
            _JAPANESE_HEADER.search(column.header) for column in self.columns.columns
        )
        rows = [self._looked_up(draft, organisations, groups) for draft in drafts]
        incoming = {row.draft.number: _known(row) for row in rows if row.draft.is_named}
        people.find(list(incoming.values()))
        target = Target(self.visit, groups.named, self.today)
        compared = Comparison(people, target, incoming, organisations.names)
        staged = [_quiet(compared.staged(row)) for row in rows]
        return Staging(
            self.workbook.file_name,
            self.workbook.sha256,
            self.table.name,
            self.columns,
            tuple(staged),
            self.visit.id if self.visit else None,
            (*self.workbook.notices, *self._notices(staged, drafts)),
            {**organisations.making, **groups.making},
            houses=dict(organisations.likely),
            as_of=int(self.reader.rows("SELECT coalesce(max(number), 0) FROM step")[0][0]),
            kind=self.workbook.kind,
            purposes=tuple(
                dict.fromkeys(column.purpose for column in self.columns.columns if column.purpose)
            ),
        )

    def _looked_up(self, draft: Draft, organisations: OrganisationBook, groups: GroupBook) -> Row:
        if (
            not draft.own
            and not draft.department
            and (parted := organisations.with_department(draft.organisation))
        ):
            draft = replace(draft, organisation=parted[0], department=parted[1])
        organisation = organisations.meant(draft.organisation, draft.country)
        ways, findings = self._ways(draft, organisations.country(organisation))
        if house := self._likely_house(draft, organisation, organisations):
            findings.append(house)
        named: dict[GroupId, str] = {}
        for name in draft.groups:
            if (group := groups.meant(name)) is not None:
                named[group] = name
        if findings:
            draft = replace(draft, findings=(*draft.findings, *findings))
        return Row(draft, tuple(ways), organisation, named, self._key(draft))

    def _likely_house(
        self, draft: Draft, organisation: OrganisationId | None, book: OrganisationBook
    ) -> Finding | None:
        """That an organisation which is to be made may be one of the library; it is never merged unasked."""
        house = book.likely.get(organisation) if organisation else None
        if house is None or organisation is None:
            return None
        reason = ", ".join(_(REASONS[reason]) for reason in house.reasons)
        facts = {"name": book.names[organisation], "other": house.name, "reason": reason}
        return of_row(draft, "row.organisation_maybe", Severity.WARNING, **facts)

    def _key(self, draft: Draft) -> tuple[str, str]:
        """The key of a row within its kind of source; UUIDs are compared without their frame."""
        value = draft.key.removeprefix("urn:uuid:").strip()
        if _UUID.fullmatch(value):
            value = value.replace("-", "").lower()
        kind = self.workbook.kind
        if draft.own:
            return ("vcard", value) if value else ("", "")
        if not value:
            return "", ""
        return (kind if kind in ("vcard", "calendar") else f"list:{self.columns.signature}", value)

    def _phone_countries(self, draft: Draft, house: str) -> list[str]:
        """The countries whose number it may be, the likeliest first; ``house`` is that of the organisation."""
        addresses = (phones.country_of_address(cell.text.strip()) for cell in draft.emails)
        own = draft.country or self._usual_country
        japan = "JP" if self._is_japanese or _KANA.search(draft.name.reading) else ""
        codes = (own, house, *addresses, japan, self.home_country)
        return list(dict.fromkeys(code for code in codes if code))

    def _ways(self, draft: Draft, house: str = "") -> tuple[list[Way], list[Finding]]:
        """Addresses and numbers in normal form, and what is odd about them."""
        ways: dict[tuple[ContactKind, str], Way] = {}
        findings: list[Finding] = []

        def note(kind: str, cell: ContactCell, text: str, country: str = "") -> None:
            severity = Severity.NOTE if kind in _MERE_NOTES else Severity.WARNING
            shown = clean_line(text, limit=60)
            facts = {
                "column": cell.column,
                "cell": cell.cell,
                "text": shown,
                "country": country or ", ".join(countries),
            }
            findings.append(of_row(draft, kind, severity, **facts))

        countries = self._phone_countries(draft, house)
        for cell in draft.emails:
            reached, nothing = phones.read_emails(cell.text)
            if nothing:
                note(nothing, cell, cell.text)
            for one in reached:
                way = Way(ContactKind.EMAIL, one.value, one.normal, cell.label)
                ways.setdefault((ContactKind.EMAIL, one.normal), way)
                if one.doubt:
                    note(one.doubt, cell, one.value)
        for cell in draft.phones:
            for part in phones.split_phones(cell.text):
                number = phones.read_phone(part, countries, bare_digits=cell.is_number)
                if number is None:
                    note("cell.phone_none", cell, part)
                    continue
                way = Way(ContactKind.PHONE, number.value, number.normal, cell.label)
                ways.setdefault((ContactKind.PHONE, number.normal), way)
                if number.doubt:
                    note(number.doubt, cell, part)
                elif number.assumed and number.assumed != draft.country:
                    note("cell.phone_assumed", cell, part, country=number.assumed)
        for cell in draft.pages:
            way = Way(ContactKind.WEB, clean_line(cell.text), fold(cell.text), cell.label)
            ways.setdefault((ContactKind.WEB, way.normal), way)
        return list(ways.values()), findings

    def _notices(self, rows: Sequence[StagedRow], drafts: Sequence[Draft]) -> Iterable[Finding]:
        """What there is to say about the sheet as a whole."""
        sheet = Subject("sheet", self.table.name, self.table.name)
        if self.table.hidden:
            yield Finding("sheet.hidden", Severity.NOTE, (sheet,))
        if not rows:
            yield Finding("sheet.no_people", Severity.WARNING, (sheet,))
        yield from unread(self.workbook, self.columns, people_in_sheets(self.workbook))
        yield from self.columns.findings
        if any(draft.order_guessed for draft in drafts):
            for column in self.columns.of(Meaning.FULL_NAME):
                yield Finding(
                    "column.name_order",
                    Severity.NOTE,
                    (Subject("column", column.letters, column.header),),
                    {"column": column.header or column.letters},
                )
        special = self.columns.of(
            Meaning.DIET, Meaning.HEALTH, Meaning.PASSPORT, Meaning.BIRTH_DATE
        )
        if special and not self.visit:
            for column in special:
                subject = Subject("column", column.letters, column.header)
                yield Finding(
                    "column.special_needs_visit",
                    Severity.WARNING,
                    (subject,),
                    {"column": column.header},
                )
        before = self.reader.rows(
            "SELECT max(at) FROM import_batch WHERE file_hash = :hash AND undone_at IS NULL",
            {"hash": self.workbook.sha256},
        )[0][0]
        if before:
            yield Finding("workbook.read_before", Severity.NOTE, (), {"date": str(before)[:10]})


_JAPANESE_HEADER: Final = re.compile("[\u3041-\u30ff\uff66-\uff9f]|氏名|所属|電話")
_KANA: Final = re.compile("[\u3041-\u30ff\uff66-\uff9f]")
_OF_WAYS: Final = frozenset(
    ("cell.phone_plus_added", "cell.phone_assumed", "cell.phone_unlikely", "cell.email_invalid")
)


def _quiet(row: StagedRow) -> StagedRow:
    """A row that brings nothing new leaves nothing to doubt about its numbers and addresses."""
    if row.decision is not Decision.SAME:
        return row
    left = tuple(one for one in row.findings if one.kind not in _OF_WAYS)
    return row if len(left) == len(row.findings) else replace(row, findings=left)


_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(?:-?[0-9A-Fa-f]{4}){3}-?[0-9A-Fa-f]{12}")


def _known(row: Row) -> Known:
    """The row as it is compared."""
    name = row.draft.name
    return Known(
        str(row.draft.number),
        name.family_name,
        name.given_name,
        name.native_name,
        name.reading,
        row.draft.country,
        frozenset(way.normal for way in row.ways if way.kind is ContactKind.EMAIL),
        frozenset(way.normal for way in row.ways if way.kind is ContactKind.PHONE),
        frozenset({str(row.organisation_id)} if row.organisation_id else ()),
        frozenset({KEY_MARK.join(row.key)} if row.key[1] else ()),
        frozenset({fold(row.draft.position)} if row.draft.position else ()),
    )
