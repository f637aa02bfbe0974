"""Comparing a list with the library: each row as new, known, possibly known or skipped, with its findings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from planner.domain.cell_changes import cell_changes
from planner.domain.column_meanings import Meaning
from planner.domain.columns import Columns
from planner.domain.drafts import ContactCell, Draft
from planner.domain.duplicates import KEY_MARK, Known, Likeness, Match, best, compare
from planner.domain.findings import Finding, Severity, Subject
from planner.domain.heads_named import additions_for, changes_for
from planner.domain.ids import GroupId, OrganisationId, PersonId
from planner.domain.names import display_name
from planner.domain.organisation_duplicates import REASONS
from planner.domain.people import ContactKind
from planner.domain.row_changes import (
    Held,
    Row,
    Target,
    Way,
    additions,
    changes,
    post_in_notes,
)
from planner.domain.row_reading import RowReader
from planner.domain.sheets import Table, Workbook
from planner.domain.staging import (
    Add,
    Candidate,
    Change,
    Decision,
    Edit,
    SetField,
    StagedRow,
    Staging,
    decided,
    proposed,
    repeated,
)
from planner.domain.unread import people_in_sheets, unread
from planner.domain.visits import CATEGORIES, Visit
from planner.i18n import _
from planner.interchange import phones
from planner.services.import_lookup import GroupBook, KnownPeople, OrganisationBook, people_of_file
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
    _usual_country: str = ""

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
        rows = [self._looked_up(draft, organisations, groups) for draft in drafts]
        incoming = {row.draft.number: _known(row) for row in rows if row.draft.is_named}
        people.find(list(incoming.values()))
        target = Target(self.visit, groups.named)
        compared = _Comparison(people, target, incoming, organisations.names)
        staged = [compared.staged(row) for row in rows]
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
        ways, findings = self._ways(draft)
        organisation = organisations.meant(draft.organisation, draft.country)
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
        return _of_row(draft, "row.organisation_maybe", Severity.WARNING, **facts)

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

    def _ways(self, draft: Draft) -> tuple[list[Way], list[Finding]]:
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
            findings.append(_of_row(draft, kind, severity, **facts))

        own = draft.country or self._usual_country
        countries = list(dict.fromkeys(code for code in (own, self.home_country) if code))
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
        special = self.columns.of(Meaning.DIET, Meaning.HEALTH)
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


def _of_row(draft: Draft, kind: str, severity: Severity, **facts: str | int) -> Finding:
    return Finding(kind, severity, (Subject("row", str(draft.number)),), facts)


class _Comparison:
    """Goes down the list; remembers who is taken, so that nobody is meant by two rows."""

    def __init__(
        self,
        people: KnownPeople,
        target: Target,
        incoming: Mapping[int, Known],
        organisations: Mapping[str, str],
    ) -> None:
        self._people, self._target, self._incoming = people, target, incoming
        self._organisations = organisations
        self._taken: dict[str, int] = {}
        self._new: dict[str, list[int]] = {}
        self._placeholders = people.placeholders()

    def staged(self, row: Row) -> StagedRow:
        draft = row.draft
        if draft.placeholder:
            return self._placeholder(row)
        if not draft.is_named:
            finding = _of_row(draft, "row.no_name", Severity.WARNING)
            return replace(_shown(row), findings=(*draft.findings, finding))
        one = self._incoming[draft.number]
        matches = best(one, self._people.like(one))
        free = [match for match in matches if match.known.id not in self._taken]
        known = [match for match in matches if match.likeness is Likeness.SAME]
        head = self._head_of(row)
        added = additions_for(row, head, self._target) if head else additions(row, self._target)
        staged = _shown(row, added)
        if known and not any(match.likeness is Likeness.SAME for match in free):
            staged = replace(staged, candidates=self._candidates(row, matches))
            return repeated(staged, self._taken[known[0].known.id])
        if free:
            staged = replace(staged, candidates=self._candidates(row, free))
        staged = proposed(staged)
        if staged.decision is Decision.NEW:
            staged = self._within_list(staged, one)
        if text := post_in_notes(row, self._target):
            finding = _of_row(draft, "row.title_without_organisation", Severity.NOTE, text=text)
            edits = staged.edits if staged.chosen else staged.added
            if any(_keeps(edit, text) for edit in edits):
                staged = replace(staged, findings=(*staged.findings, finding))
        staged = self._set_aside(staged, draft)
        if staged.chosen:
            self._taken[staged.chosen] = draft.number
        return staged

    def _head_of(self, row: Row) -> Held | None:
        """The head without a name for whom this row of our own sheet was written."""
        if row.own is None or row.own.person_id or self._target.visit is None:
            return None
        wanted = row.own.delegate_id
        return next(
            (one for one in self._placeholders if one.delegate and one.delegate.id == wanted), None
        )

    def _candidates(self, row: Row, matches: Sequence[Match]) -> tuple[Candidate, ...]:
        shown = []
        for match in matches[:_CANDIDATES_SHOWN]:
            held = self._people.held(match.known.id)
            head = None if held.delegate else self._head_of(row)
            differences = (
                changes_for(row, held, head, self._target)
                if head
                else _differences(row, held, self._target)
            )
            shown.append(
                Candidate(
                    PersonId(match.known.id),
                    match.known.label,
                    self._detail(held),
                    match.reasons,
                    match.likeness is Likeness.SAME,
                    differences,
                    self._holds(held),
                    frozenset(post.organisation_id for post in held.posts if not post.valid_to),
                )
            )
        return tuple(shown)

    def _holds(self, held: Held) -> dict[str, str]:
        """The present values of somebody known, so that they can be held against those of the file."""
        person, post = held.person, next(iter(held.posts), None)
        if person is None:
            return {}
        names = ("family_name", "given_name", "native_name", "reading", "prefix", "suffix")
        said = {name: str(getattr(person, name)) for name in names}
        if post is not None:
            said["organisation"] = self._organisations.get(post.organisation_id, "")
            said |= {"department": post.department, "position": post.title}
        for kind in (ContactKind.EMAIL, ContactKind.PHONE):
            said[kind.value] = ", ".join(way.value for way in held.ways if way.kind is kind)
        said["country"] = person.country
        return {field: text for field, text in said.items() if text}

    def _detail(self, held: Held) -> str:
        """Where somebody known belongs: post and organisation, else an address, else the country."""
        if held.posts:
            post = held.posts[0]
            return ", ".join(
                part
                for part in (post.title, self._organisations.get(post.organisation_id, ""))
                if part
            )
        if held.ways:
            return held.ways[0].value
        return held.person.country if held.person else ""

    def _within_list(self, staged: StagedRow, one: Known) -> StagedRow:
        """A new person who stands further up in the list already, or shares something with someone there."""
        keys = {
            *one.emails,
            *one.phones,
            one.native_key,
            "|".join(sorted(min(w, key=len) for w in one.latin_words)),
        }
        earlier = sorted({number for key in keys - {""} for number in self._new.get(key, ())})
        for number in earlier:
            match = compare(one, self._incoming[number])
            if match.likeness is Likeness.SAME:
                return repeated(staged, number)
            kind = "row.shared_email" if "same_email" in match.reasons else "row.same_name"
            if match.likeness is Likeness.POSSIBLE:
                finding = Finding(
                    kind,
                    Severity.NOTE if kind == "row.shared_email" else Severity.WARNING,
                    (Subject("row", str(staged.number), staged.name),),
                    {"name": staged.name, "row": number},
                )
                staged = replace(staged, findings=(*staged.findings, finding))
        for key in keys - {""}:
            self._new.setdefault(key, []).append(staged.number)
        return staged

    def _set_aside(self, staged: StagedRow, draft: Draft) -> StagedRow:
        """Rows that are read but not taken in until somebody says so: crossed out, or perhaps no person."""
        kind = "row.struck" if draft.struck else "row.heading" if draft.doubtful else ""
        is_odd = any(finding.kind == "cell.odd_name" for finding in draft.findings)
        if staged.decision is Decision.SAME or not (kind or is_odd):
            return staged
        if kind != "row.struck" and staged.candidates:
            return staged
        aside = replace(decided(staged, Decision.SKIP), decided=False)
        if not kind:
            return aside
        finding = _of_row(draft, kind, Severity.WARNING, name=staged.name)
        return replace(aside, findings=(*staged.findings, finding))

    def _placeholder(self, row: Row) -> StagedRow:
        draft = row.draft
        if self._target.visit is None:
            finding = _of_row(
                draft, "row.placeholder_needs_visit", Severity.WARNING, name=draft.placeholder
            )
            return replace(_shown(row), findings=(*draft.findings, finding))
        staged = _shown(row, additions(row, self._target))
        held = self._free_placeholder(row)
        if held is None:
            return replace(staged, decision=Decision.NEW)
        self._placeholders.remove(held)
        assert held.delegate is not None
        itself = Candidate(
            PersonId(held.delegate.id),
            held.delegate.placeholder,
            held.delegate.title,
            ("same_visit",),
            True,
            changes(row, held, self._target),
        )
        return proposed(replace(staged, candidates=(itself,)))

    def _free_placeholder(self, row: Row) -> Held | None:
        """The head without a name that this row means: by key, by text and post, by text alone."""
        if (own := self._head_of(row)) is not None:
            return own

        def key(delegate_title: str, text: str) -> tuple[str, str]:
            return fold(text), fold(delegate_title)

        same_text = [
            held
            for held in self._placeholders
            if held.delegate and fold(held.delegate.placeholder) == fold(row.draft.placeholder)
        ]
        wanted = key(row.draft.position, row.draft.placeholder)
        for held in same_text:
            if held.delegate and key(held.delegate.title, held.delegate.placeholder) == wanted:
                return held
        # One of several unnamed heads with another post is another head.
        open_ones = [held for held in same_text if held.delegate and not held.delegate.title]
        return open_ones[0] if open_ones else None


def _keeps(edit: Edit, text: str) -> bool:
    """Whether the edit puts this text into somebody's notes."""
    if isinstance(edit, Add):
        return text in str(getattr(edit.record, "notes", ""))
    return isinstance(edit, SetField) and edit.name == "notes" and text in str(edit.value)


def _differences(row: Row, held: Held, target: Target) -> tuple[Change, ...]:
    """A row of our own sheet, for whom it was written, cell by cell; any other forgivingly."""
    own = row.own
    if own and held.person and held.person.id == own.person_id:
        return cell_changes(row, held, target)
    return changes(row, held, target)


def _shown(row: Row, added: tuple[Edit, ...] = ()) -> StagedRow:
    """The row as text, undecided."""
    draft = row.draft
    name = draft.name
    full = display_name(
        name.family_name,
        name.given_name,
        prefix=name.prefix,
        native_name=name.native_name,
        country=draft.country,
    )
    person = {
        "family_name": name.family_name,
        "given_name": name.given_name,
        "native_name": name.native_name,
        "reading": name.reading,
        "prefix": name.prefix,
        "suffix": draft.suffix,
        "salutation": draft.salutation,
        "country": draft.country,
    }
    delegate = {
        "role": draft.role,
        "category": _(CATEGORIES[draft.category]) if draft.category else "",
        "group": ", ".join(draft.groups),
        "rank": str(draft.rank or ""),
        "payer": draft.payer,
        "arrives": _when(draft.arrives),
        "departs": _when(draft.departs),
        "notes": draft.notes,
        "need": "; ".join(text for _kind, text in draft.needs),
    }
    return StagedRow(
        draft.number,
        full or draft.placeholder,
        {field: text for field, text in person.items() if text},
        draft.organisation,
        draft.department,
        draft.position,
        tuple(way.value for way in row.ways if way.kind is ContactKind.EMAIL),
        tuple(way.value for way in row.ways if way.kind is ContactKind.PHONE),
        {field: text for field, text in delegate.items() if text},
        draft.placeholder,
        Decision.NEW if added else Decision.SKIP,
        findings=draft.findings,
        added=added,
    )


def _when(when: object) -> str:
    date, time = getattr(when, "date", None), getattr(when, "time", None)
    if date is None:
        return ""
    return f"{date.isoformat()} {time.strftime('%H:%M')}" if time else str(date.isoformat())
