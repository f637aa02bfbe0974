"""Merges in the overlay: one made, later ones taken apart so that an earlier one can be, with how to
make them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.domain.merge_fields import Choice
from planner.domain.merging import Merge
from planner.services.joining import Joining
from planner.services.taking_apart import MergeRecord, take_apart
from planner.storage.overlay import Overlay


def join(rows: Overlay, merge: Merge, choices: Mapping[str, Choice]) -> str:
    """Merge in the overlay; the record from which it can be taken apart, as text."""
    kept = rows.get(merge.subject_kind, merge.kept_id)
    assert kept is not None
    joining = Joining(rows)
    rows.start_notes()
    joining.merge(merge.subject_kind, merge.kept_id, merge.gone_id, choices, merge.id)
    kind = merge.subject_kind
    return MergeRecord.of(kind, choices, kept, rows.end_notes(), joining.into).text()


def unwound(
    rows: Overlay, merge: Merge, later: Sequence[Merge]
) -> list[tuple[Merge, dict[str, Choice]]]:
    """Take apart the later merges that met the same records, the last first; with how to redo them."""
    first = MergeRecord.read(merge.record)
    touched = {*first.touched, *_ends(merge)}
    named = set(first.named)
    met = []
    for one in later:
        record = MergeRecord.read(one.record)
        if {*record.touched, *_ends(one)} & touched or one.gone_id in named:
            met.append((one, record))
            touched |= {*record.touched, *_ends(one)}
            named |= record.named
    undone = []
    for one, record in reversed(met):
        if rows.get(one.subject_kind, one.kept_id) is None:
            continue  # removed since: it cannot be done again, and stays as it is
        undone.append((one, _choices_again(rows, one, record)))
        take_apart(rows, one, record)
    return undone


def _choices_again(rows: Overlay, merge: Merge, record: MergeRecord) -> dict[str, Choice]:
    """The choices as they were made; what was edited since keeps its later value."""
    choices = dict(record.choices)
    now = rows.get(merge.subject_kind, merge.kept_id)
    row = next((row for row in record.rows if row.id == merge.kept_id), None)
    if now is not None and row is not None and row.after is not None:
        for field, value in row.after.items():
            if now[field] != value:
                choices[field] = Choice.ONE
    return choices


def _ends(merge: Merge) -> set[tuple[str, str]]:
    return {(merge.subject_kind, merge.kept_id), (merge.subject_kind, merge.gone_id)}
