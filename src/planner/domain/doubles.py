"""When two records that came to belong to the same one are one record, and what it then holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from planner.domain.merge_fields import TEXTS, is_empty, joined_text, same

Columns = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Doubled:
    """Two records are one when ``same`` are alike: "normal/value" means the first that is filled.

    ``needs`` must be filled for that. A ``strict`` double is one only if nothing in it contradicts;
    otherwise both stay. ``fills``: what the one lacks is taken from the other. ``alone``: where the
    last of these is filled they decide, and nothing else has to be alike.
    """

    same: tuple[str, ...]
    needs: tuple[str, ...] = ()
    strict: bool = False
    fills: bool = True
    alone: tuple[str, ...] = ()


DOUBLED: Final[Mapping[str, Doubled | None]] = {
    # what a person or an organisation owns
    "contact_point": Doubled(("person_id", "organisation_id", "kind", "normal/value")),
    "external_key": Doubled(("person_id", "organisation_id", "scheme", "value")),
    "kept_property": Doubled(("person_id", "line")),
    "photo": Doubled(("person_id",), fills=False),
    "private_detail": Doubled(("person_id", "kind", "text")),
    "biography": Doubled(("person_id", "language", "text")),
    "logo": Doubled(("organisation_id",), fills=False),
    "position": Doubled(("person_id", "organisation_id", "title"), strict=True),
    "organisation_name": Doubled(("organisation_id", "name"), strict=True),
    "membership": Doubled(
        ("organisation_id", "member_id", "member_kind"), needs=("member_id",), strict=True
    ),
    "coverage": Doubled(("organisation_id", "country", "valid_from"), strict=True),
    "organisation_seat": Doubled(("organisation_id", "city", "country"), strict=True),
    "posting": Doubled(("organisation_id", "person_id", "title"), strict=True),
    # visits: one head is counted once, is in a group once, is named once
    "delegate": Doubled(("visit_id", "person_id"), needs=("person_id",)),
    "need": Doubled(("delegate_id", "kind", "text")),
    "need_passed": Doubled(("need_id", "item_id")),
    "access_entry": Doubled(("delegate_id", "site_id", "field")),
    "border_paper": Doubled(("delegate_id", "country", "kind"), strict=True),
    "group_member": Doubled(("group_id", "delegate_id")),
    "leg_reference": Doubled(("leg_id", "delegate_id", "reference"), strict=True),
    "item_audience": Doubled(("item_id", "group_id", "delegate_id")),
    "item_host": Doubled(("item_id", "person_id", "organisation_id", "role")),
    "resource": Doubled(("visit_id", "kind", "person_id"), needs=("person_id",), strict=True),
    "ride": Doubled(("item_id", "delegate_id")),
    "rooming": Doubled(("item_id", "delegate_id")),
    "item_resource": Doubled(("item_id", "resource_id")),
    "agreement_party": Doubled(
        ("agreement_id", "organisation_id"), needs=("organisation_id",), strict=True
    ),
    "addressing": Doubled(
        ("visit_id", "of_key", "kind", "person_id", "organisation_id", "email"),
        alone=("visit_id", "of_key"),
    ),
    "citation": Doubled(("source_id", "subject_kind", "subject_id", "fact", "value"), strict=True),
    # each of these stands for itself, whoever it names
    "follow_up": None,
    "gift": None,
    "attachment": None,
    "invitation": None,
    "cost": None,
    "funding_programme": None,
    "organisation": None,
    "site": None,
    "visit": None,
    "disclosure_subject": None,
    "look_up": None,
    "correction": None,
    "data_request": None,
}
"""For every table with a link to a person or an organisation, or to a record that a merge joins."""

OWN_LISTS: Final = frozenset({"contact_point", "position", "kept_property"})
"""Lists of a record in an order of their own: what comes over stands behind what was there."""


def are_one(word: str, one: Columns, other: Columns) -> bool:
    """Whether the two rows, which belong to the same records, are one."""
    rule = DOUBLED[word]
    if rule is None or any(is_empty(one[name]) for name in rule.needs):
        return False
    decides = rule.alone if rule.alone and one[rule.alone[-1]] else rule.same
    if not all(same(_part(one, name), _part(other, name)) for name in decides):
        return False
    return not rule.strict or all(
        is_empty(one[name]) or is_empty(other[name]) or same(one[name], other[name])
        for name in one
        if name not in ("id", "rank")
    )


def joined(word: str, one: Columns, other: Columns) -> dict[str, Any]:
    """The columns that ``one`` takes over from its double ``other``."""
    rule = DOUBLED[word]
    if rule is None or not rule.fills:
        return {}
    result = {
        name: other[name]
        for name in one
        if name not in ("id", *rule.same) and is_empty(one[name]) and not is_empty(other[name])
    }
    for name in TEXTS & set(one) - set(result):
        result[name] = joined_text(one[name], other[name])
    if "rank" in result and word in OWN_LISTS:
        del result["rank"]
    return result


def _part(row: Columns, name: str) -> Any:
    filled = (row[part] for part in name.split("/") if row[part])
    return next(filled, row[name.split("/")[0]])
