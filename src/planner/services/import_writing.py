"""Writing what a staging says, within the unit of work of its import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planner.domain.itinerary import Item
from planner.domain.library import BY_NAME
from planner.domain.organisations import Organisation
from planner.domain.people import ContactPoint, Person
from planner.domain.staging import Add, Edit, Remove, SetField, Staging
from planner.domain.visits import Visit
from planner.errors import OutOfDate
from planner.i18n import _
from planner.text import fold

if TYPE_CHECKING:
    from planner.storage.unit_of_work import Work


def refuse_outdated(work: Work, staging: Staging) -> None:
    """Keep a list out that was taken in already, or that brings what was added meanwhile."""
    if staging.visit_id is not None:
        work.get(Visit, staging.visit_id)
    added = [edit.record for edit in _edits(staging) if isinstance(edit, Add)]
    made_here = [record for record in added if isinstance(record, Person | Item)]
    if any(work.find(type(record), record.id) is not None for record in made_here[:1]):
        raise OutOfDate(
            _("This list was taken in already."),
            _("Nothing was written again. Choose the file again to compare it with the library."),
        )
    ways = {record.normal for record in added if isinstance(record, ContactPoint)} - {""}
    made = {
        fold(record.name) for record in staging.making.values() if isinstance(record, Organisation)
    }
    for word, sql, ours in (
        (
            "contact_point",
            "SELECT p.normal FROM change c JOIN contact_point p"
            " ON p.id = c.row_id AND p.person_id IS NOT NULL",
            ways,
        ),
        (
            "organisation",
            "SELECT o.sort_key FROM change c JOIN organisation o ON o.id = c.row_id",
            made,
        ),
    ):
        where = " WHERE c.step_number > :seen AND c.row_word = :word AND c.\"before\" = ''"
        rows = work.rows(sql + where, {"seen": staging.as_of, "word": word})
        for (theirs,) in rows:
            if theirs in ours:
                raise OutOfDate(
                    _("“{name}” was added to the library since the list was compared.").format(
                        name=theirs
                    ),
                    _("Nothing was written. Compare the list with the library again."),
                )


def _edits(staging: Staging) -> Sequence[Edit]:
    return [edit for row in staging.rows for edit in row.edits]


_AT_A_TIME: Final = 200
"""Changes that are written before it is asked whether to go on."""


def write(work: Work, staging: Staging, go_on: Callable[[], None]) -> None:
    """``go_on`` is asked now and then; what it raises leaves nothing behind."""
    edits = _edits(staging)
    needed = {value for edit in edits for value in _pointed_at(edit)}
    for key, record in staging.making.items():
        if key in needed:
            work.add(record)
    go_on()
    work.add_many(edit.record for edit in edits if isinstance(edit, Add))
    for place, edit in enumerate(edits):
        if place % _AT_A_TIME == 0:
            go_on()
        _apply(work, edit)


def _pointed_at(edit: Edit) -> list[str]:
    """The ids that an edit points to, among them those of organisations and groups still to be made."""
    if isinstance(edit, Add):
        names = ("organisation_id", "group_id")
        return [str(key) for name in names if (key := getattr(edit.record, name, None))]
    return (
        [str(edit.value)] if isinstance(edit, SetField) and edit.name == "organisation_id" else []
    )


def _apply(work: Work, edit: Edit) -> None:
    match edit:
        case Add():
            pass  # all of them at once, before
        case Remove(word, key):
            work.remove(BY_NAME[word], key)
        case SetField(word, key, name, seen, value):
            kind = BY_NAME[word]
            before = replace(work.get(kind, key), **{name: seen})
            work.change(kind, key, before, **{name: value})
