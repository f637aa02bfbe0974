"""Two records side by side, field by field, as text for a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from planner.domain.merge_fields import FIELDS, PICTURES, Choice, MergeField, can_hold_both
from planner.domain.names import NameOrder
from planner.domain.organisations import ORGANISATION_KINDS, OrganisationKind
from planner.i18n import N_, _
from planner.services.keeping import name_of
from planner.storage.overlay import Columns, Overlay

_ORDERS: Final = {
    NameOrder.FAMILY_FIRST.value: N_("Family name first"),
    NameOrder.GIVEN_FIRST.value: N_("Given name first"),
}


def fields_of(
    rows: Overlay, kind: str, keep: str, gone: str, choices: Mapping[str, Choice]
) -> tuple[MergeField, ...]:
    """The fields that one of two records has filled in; a picture is one of them."""
    one, other = rows.get(kind, keep), rows.get(kind, gone)
    assert one is not None
    assert other is not None
    fields = side_by_side(rows, kind, one, other, choices)
    picture, owner = PICTURES[kind]
    left, right = (_("yes") if rows.where(picture, **{owner: key}) else "" for key in (keep, gone))
    if left or right:
        choice = choices[picture] if left else Choice.OTHER
        title = _(FIELDS[kind][picture])
        fields.append(MergeField(picture, title, left, right, choice, can_both=False))
    return tuple(fields)


def side_by_side(
    rows: Overlay, kind: str, one: Columns, other: Columns, choices: Mapping[str, Choice]
) -> list[MergeField]:
    """The columns of two rows that one of them has filled in, in their order."""
    result = []
    for name, title in FIELDS[kind].items():
        if name not in one:
            continue
        left, right = (_shown(rows, name, side[name]) for side in (one, other))
        if left or right:
            choice = choices.get(name, Choice.ONE)
            result.append(
                MergeField(name, _(title), left, right, choice, can_hold_both(kind, name))
            )
    return result


def _shown(rows: Overlay, field: str, value: Any) -> str:
    if value in (None, "", "[]"):
        return ""
    if field == "languages":
        return ", ".join(json.loads(value))
    if field in ("parent_id", "successor_id"):
        found = rows.value("organisation", value)
        return name_of(found) if found else ""
    if field == "kind":
        return _(ORGANISATION_KINDS[OrganisationKind(value)])
    if field == "name_order":
        return _(_ORDERS.get(value, value))
    return str(value)
