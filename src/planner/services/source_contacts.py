"""The contact persons of a text that becomes a source, as offers and as an import of people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.domain.ids import RecordId, new_id
from planner.domain.people import Person
from planner.domain.source_reading import facts
from planner.domain.source_reading.offers import Offer, OfferKind, Shelf
from planner.domain.source_reading.passages import Passage
from planner.domain.source_reading.reading import Reading
from planner.domain.sources import Citation, Source
from planner.domain.staging import Add, Decision, StagedRow, Staging, decided
from planner.i18n import N_
from planner.services.source_staging import SourceStaging
from planner.text import clean_line, fold

if TYPE_CHECKING:
    from planner.services.importing import Importing


def people_of(text: str, source: Source, importing: Importing) -> Staging | None:
    """The people of its contact blocks as an import of them; None where it has none."""
    from planner.interchange.limits import Refused  # late: only a text with addresses needs it
    from planner.interchange.people_in_text import people_in_text

    try:
        workbook = people_in_text(text, source.title or source.publisher)
    except Refused:
        return None  # a page of thousands of addresses is a list: it is imported as one
    if workbook is None:
        return None
    (table,) = workbook.sheets
    return importing.stage(workbook, table.name, importing.match(table))


def contacts(
    people: Staging | None, shelf: Shelf, source: Source, found: Reading
) -> Iterator[Offer]:
    """Persons with an address or number, new ones and those that the source is not cited for."""
    cited = {one.subject_id for one in shelf.citations if one.source_id == source.id}
    for row in people.rows if people is not None else ():
        is_new = row.decision is Decision.NEW
        key = _new_person(row) if is_new else row.chosen
        if row.decision in (Decision.SKIP, Decision.UNDECIDED) or not key:
            continue
        if not (row.emails or row.phones):
            continue  # a name alone is too often none
        details = clean_line(
            ", ".join(part for part in (row.position, *row.phones, *row.emails) if part)
        )
        records = () if key in cited else (_citation(source, key, details),)
        writes = is_new or (row.decision is Decision.UPDATE and bool(row.taken))
        if not writes and not records:
            continue
        sentence = (
            N_("New contact person: {name}, {details}")
            if is_new
            else N_("Contact person: {name}, {details}")
        )
        yield Offer(
            f"contact|{fold(row.name)}", OfferKind.CONTACT, sentence,
            {"name": row.name, "details": details}, _passage(row.name, found.text), records,
            row=row.number if writes else 0, makes=is_new,
        )  # fmt: skip


def _new_person(row: StagedRow) -> str:
    return next(
        (
            one.record.id
            for one in row.added
            if isinstance(one, Add) and isinstance(one.record, Person)
        ),
        "",
    )


def _citation(source: Source, person: str, details: str) -> Citation:
    return Citation(
        id=RecordId(new_id()), source_id=source.id, subject_kind="person", subject_id=person,
        fact=facts.CONTACT, value=details, as_of=source.as_of,
    )  # fmt: skip


def _passage(name: str, text: str) -> Passage:
    start = max(0, text.find(name.split()[-1] if name else ""))
    return Passage(start, text[start : start + 120])


def chosen_people(staging: SourceStaging) -> Staging | None:
    """The import of people with those rows alone that were taken."""
    wanted = {one.row for one in staging.taken if one.row}
    if staging.people is None or not wanted:
        return None
    left = tuple(
        row if row.number in wanted else decided(row, Decision.SKIP) for row in staging.people.rows
    )
    return replace(staging.people, rows=left)
