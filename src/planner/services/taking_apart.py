"""A merge is taken apart, also long after: what went over goes back, what was changed since stays.

The rule, row by row: what the merge changed returns to what it was, unless somebody changed it
since; then the later value stays, with the kept record. What the merge removed comes back as it
was. What came later, stays with the kept record; what was removed since, stays removed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.domain.attachments import Attachment
from planner.domain.merge_fields import Choice
from planner.domain.merging import Merge
from planner.domain.private_details import PrivateDetail
from planner.services.joining import LINES_OF, Joining
from planner.storage.links import ANY_SUBJECT, links_of
from planner.storage.overlay import Columns, Overlay, Place


@dataclass(frozen=True, slots=True)
class RowMerged:
    """One row as it was before a merge and what the merge made of it.

    ``after`` has the columns that changed; None when the row was removed, ``into`` which it then
    became one with. ``before`` is None for a row that the merge added; it is whole for one that was
    removed or could go with the kept record, else it has the columns that changed and no more: the
    record is no second place for what somebody needs.
    """

    word: str
    id: str
    before: Columns | None
    after: Columns | None
    into: str = ""


@dataclass(frozen=True, slots=True)
class MergeRecord:
    """What ``Merge.record`` holds: the choices, the kept record as it was, and every row touched."""

    choices: Mapping[str, Choice]
    kept: Columns
    rows: Sequence[RowMerged]

    @classmethod
    def of(
        cls,
        kind: str,
        choices: Mapping[str, Choice],
        kept: Columns,
        noted: Mapping[Place, tuple[Columns | None, Columns | None]],
        into: Mapping[Place, str],
    ) -> MergeRecord:
        rows = []
        for (word, key), (before, now) in noted.items():
            after = now
            if before is not None and now is not None:
                after = {name: value for name, value in now.items() if before[name] != value}
                if not _is_part(word, kind, after):
                    before = {name: before[name] for name in after}
            elif before is not None and word == PrivateDetail.WORD:
                before = {**before, "text": ""}  # the row that it became one with has it
            rows.append(RowMerged(word, key, before, after, into.get((word, key), "")))
        return cls(dict(choices), kept, tuple(rows))

    @classmethod
    def read(cls, text: str) -> MergeRecord:
        data = json.loads(text)
        choices = {field: Choice(value) for field, value in data["choices"].items()}
        return cls(choices, data["kept"], tuple(RowMerged(*row) for row in data["rows"]))

    def text(self) -> str:
        rows = [(row.word, row.id, row.before, row.after, row.into) for row in self.rows]
        data = {"version": 1, "choices": dict(self.choices), "kept": self.kept, "rows": rows}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @property
    def touched(self) -> frozenset[Place]:
        return frozenset((row.word, row.id) for row in self.rows)

    @property
    def named(self) -> frozenset[str]:
        """All ids that its rows point to."""
        return frozenset(
            value
            for row in self.rows
            for columns in (row.before, row.after)
            if columns
            for name, value in columns.items()
            if name.endswith("_id") and value
        )


def _is_part(word: str, kind: str, moved: Columns) -> bool:
    """Whether a row that went over is part of the record: it goes when that is removed.

    A hidden detail goes for good: no register holds what it says.
    """
    return word != PrivateDetail.WORD and any(
        (link.rule == "follow" and link.target == kind) or word == Attachment.WORD
        for link in links_of(word)
        if link.column in moved
    )


def take_apart(rows: Overlay, merge: Merge, record: MergeRecord) -> None:
    """Undo one merge in the overlay; merges after it that met it are undone already."""
    kind, keep = merge.subject_kind, merge.kept_id
    kept_is_there = rows.get(kind, keep) is not None
    noted = {(row.word, row.id): row for row in record.rows}
    coming = [row for row in record.rows if _comes_back(rows, row, kind, kept_is_there, noted)]
    _restore(rows, coming)
    for row in record.rows:
        now = rows.get(row.word, row.id)
        if now is None or row.after is None:
            continue
        if row.before is None:
            if now == row.after:
                rows.remove(row.word, row.id)
        else:
            _revert(rows, row, row.before, now)
    if kind == "organisation":
        for key in (keep, merge.gone_id):
            if rows.get(kind, key) is not None:
                for column in LINES_OF:
                    Joining(rows).untangle(key, column, ())


def _revert(rows: Overlay, row: RowMerged, before: Columns, now: Columns) -> None:
    assert row.after is not None
    back = {name: before[name] for name, value in row.after.items() if now[name] == value}
    for name, value in list(back.items()):
        if not _leads_somewhere(rows, row.word, name, now, value):
            del back[name]
    rows.set(row.word, row.id, **back)


def _comes_back(
    rows: Overlay,
    row: RowMerged,
    kind: str,
    kept_is_there: bool,
    noted: Mapping[Place, RowMerged],
) -> bool:
    """Whether a row that is not there now is to be brought back.

    What went over and was removed since stays removed, unless it only went with the kept record.
    A double comes back if the row it went into is there, or comes back itself.
    """
    if row.before is None or rows.get(row.word, row.id) is not None:
        return False
    if row.after is None:
        if not row.into or not kept_is_there or rows.get(row.word, row.into) is not None:
            return True
        into = noted.get((row.word, row.into))
        return (
            into is not None
            and into.after is None
            and _comes_back(rows, into, kind, kept_is_there, noted)
        )
    return not kept_is_there and _is_part(row.word, kind, row.after)


def _restore(rows: Overlay, coming: Sequence[RowMerged]) -> None:
    """Bring rows back as they were, as far as what they are part of is there."""
    waiting = {(row.word, row.id): dict(row.before or {}) for row in coming}
    for row in coming:
        if row.word == PrivateDetail.WORD and (twin := rows.get(row.word, row.into)) is not None:
            waiting[row.word, row.id]["text"] = twin["text"]
    for (word, _key), before in waiting.items():
        rows.add(word, before)
    settled = False
    while not settled:
        settled = True
        for word, key in list(waiting):
            for link in links_of(word):
                now = rows.get(word, key)
                if now is None or _leads_somewhere(rows, word, link.column, now, now[link.column]):
                    continue
                if link.rule == "follow" or link.needed:
                    rows.remove(word, key)
                    del waiting[word, key]
                    settled = False
                else:
                    rows.set(word, key, **{link.column: None})


def _leads_somewhere(rows: Overlay, word: str, column: str, row: Columns, value: Any) -> bool:
    """Whether a value of a link is the id of a record that is there; other columns always do."""
    link = next((link for link in links_of(word) if link.column == column), None)
    if link is None or not link.rule or value is None:
        return True
    target = row[link.kind_column] if link.target == ANY_SUBJECT else link.target
    return rows.get(target, value) is not None
