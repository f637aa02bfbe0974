"""A row of a list as it is looked through before anything is stored: every field as text."""

from __future__ import annotations

from planner.domain.names import display_name
from planner.domain.people import ContactKind
from planner.domain.private_details import DETAIL_KINDS
from planner.domain.row_changes import Row
from planner.domain.staging import Decision, Edit, StagedRow
from planner.domain.visits import CATEGORIES
from planner.i18n import _


def shown(row: Row, added: tuple[Edit, ...] = ()) -> StagedRow:
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
        "private_detail": ", ".join(_(DETAIL_KINDS[kind]) for kind, _text in draft.details),
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
