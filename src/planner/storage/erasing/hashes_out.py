"""Hashes over what named the person: from such a hash and what is left the name can be guessed.

Without them the next version tells calendars once more, and the next publishing writes once more:
both say something else now, anyway.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.domain.erasing import Mention
from planner.domain.handouts import PublishedEntry
from planner.domain.ids import ItemId
from planner.domain.library import BY_NAME
from planner.domain.releases import CalendarMark
from planner.storage import reading
from planner.storage.erasing.tracing import Trace
from planner.storage.reading import any_of
from planner.storage.unit_of_work import Work


def empty_hashes(work: Work, found: Trace, named: Iterable[Mention]) -> None:
    """Before anything else is erased: what leads from the person to an entry is still there."""
    texts = {word: {one.id for one in named if one.word == word} for word in ("item", "visit")}
    items = texts["item"] | _column(work, "item_host", "item_id", "id", found.of("item_host"))
    for mark in reading.having(work, CalendarMark, "item_id", [ItemId(key) for key in items]):
        work.change(CalendarMark, mark.id, facts_hash="")
    visits = texts["visit"] | _column(work, "item", "visit_id", "id", items)
    visits |= _column(work, "delegate", "visit_id", "id", found.delegates)
    places = _column(work, "publication", "id", "visit_id", visits)
    for entry in reading.having(work, PublishedEntry, "publication_id", sorted(places)):
        work.change(PublishedEntry, entry.id, content_hash="")
    files = _column(
        work, "disclosure_subject", "disclosure_id", "id", found.of("disclosure_subject")
    )
    for key in sorted(files - _with_others(work, found, files)):
        work.change(BY_NAME["disclosure"], key, file_hash="")


def _with_others(work: Work, found: Trace, files: Iterable[str]) -> set[str]:
    """Files with others in them: of these nobody guesses the whole content."""
    own = set(found.of("disclosure_subject"))
    clause, values = any_of("disclosure_id", sorted(files))
    rows = work.rows(f"SELECT id, disclosure_id FROM disclosure_subject WHERE {clause}", values)
    return {str(file) for key, file in rows if key not in own}


def _column(work: Work, word: str, column: str, by: str, values: Iterable[str]) -> set[str]:
    clause, parameters = any_of(f'"{by}"', sorted(values))
    rows = work.rows(f'SELECT "{column}" FROM "{word}" WHERE {clause}', parameters)
    return {str(row[0]) for row in rows if row[0]}
