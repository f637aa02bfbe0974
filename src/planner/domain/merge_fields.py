"""What a record keeps when another is merged into it: field by field, one, the other, or both."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from planner.errors import UserError
from planner.i18n import N_, _
from planner.text import fold


class Choice(enum.StrEnum):
    """Whose value stays: that of the record that is kept, that of the one that goes, or both."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"


CHOICES: Final = {
    Choice.ONE: N_("This one"),
    Choice.OTHER: N_("The other"),
    Choice.BOTH: N_("Both"),
}

FIELDS: Final = {
    "person": {
        "family_name": N_("Family name"),
        "given_name": N_("Given name"),
        "prefix": N_("Honorific"),
        "suffix": N_("Title after the name"),
        "native_name": N_("Native name"),
        "reading": N_("Reading"),
        "name_order": N_("Order of the name"),
        "salutation": N_("Salutation"),
        "country": N_("Country"),
        "languages": N_("Languages"),
        "address_confirmed_by": N_("Form of address confirmed by"),
        "address_confirmed_on": N_("Form of address confirmed on"),
        "notes": N_("Notes"),
        "photo": N_("Photo"),
    },
    "organisation": {
        "name": N_("Name"),
        "acronym": N_("Acronym"),
        "native_name": N_("Native name"),
        "kind": N_("Kind"),
        "country": N_("Country"),
        "city": N_("City"),
        "parent_id": N_("Belongs to"),
        "valid_from": N_("From"),
        "valid_to": N_("Until"),
        "successor_id": N_("Successor"),
        "approval": N_("Approval"),
        "notes": N_("Notes"),
        "logo": N_("Logo"),
    },
}
"""The fields of a merge by kind, in the order in which they are shown; a picture is a record of its own."""

PICTURES: Final = {"person": ("photo", "person_id"), "organisation": ("logo", "organisation_id")}
"""The picture of each kind: the field, which is its word too, and the column that names its owner."""

TEXTS: Final = frozenset({"notes"})
LISTS: Final = frozenset({"languages"})
OTHER_NAMES: Final = frozenset({"name", "acronym", "native_name"})
"""Names of an organisation: the one that gives way can stay as another name of it."""


def can_hold_both(kind: str, field: str) -> bool:
    return field in TEXTS or field in LISTS or (kind == "organisation" and field in OTHER_NAMES)


def is_empty(value: Any) -> bool:
    return value in (None, "", "[]", 0, False)


def usual_choice(kind: str, field: str, one: Any, other: Any) -> Choice:
    """Nothing known gives way to something known; what can be both is both; else the kept one's."""
    if field == "name_order":  # empty is an answer there: the custom of the country
        return Choice.ONE
    if is_empty(one) and not is_empty(other):
        return Choice.OTHER
    if is_empty(other) or same(one, other) or not can_hold_both(kind, field):
        return Choice.ONE
    return Choice.BOTH


def same(one: Any, other: Any) -> bool:
    """Whether two values differ at most in case, marks and width."""
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    return bool(one == other)


def chosen_value(field: str, one: Any, other: Any, choice: Choice) -> Any:
    """What the kept record holds afterwards, as its column has it."""
    if choice is Choice.OTHER:
        return other
    if choice is Choice.BOTH and field in TEXTS:
        return joined_text(one, other)
    if choice is Choice.BOTH and field in LISTS:
        both = [*json.loads(one or "[]"), *json.loads(other or "[]")]
        return json.dumps(list(dict.fromkeys(both)), ensure_ascii=False)
    return one


def joined_text(one: str, other: str) -> str:
    """One text below the other; one that is in the other already is not said twice."""
    if not other or other in one:
        return one
    if not one or one in other:
        return other
    return f"{one}\n\n{other}"


def checked_choices(kind: str, choices: Mapping[str, str]) -> dict[str, Choice]:
    """:raises UserError: a field that there is not, or a choice that it cannot take."""
    result = {}
    for field, choice in choices.items():
        if field not in FIELDS[kind] or choice not in set(Choice):
            raise UserError(
                _("“{field}: {choice}” is no choice of a merge.").format(
                    field=field, choice=choice
                ),
                _("The fields are: {fields}.").format(fields=", ".join(FIELDS[kind])),
            )
        if choice == Choice.BOTH and not can_hold_both(kind, field):
            raise UserError(
                _("“{field}” holds one value only.").format(field=_(FIELDS[kind][field])),
                _("Choose one or the other."),
            )
        result[field] = Choice(choice)
    return result


@dataclass(frozen=True, slots=True)
class MergeField:
    """One field side by side, as text; ``choice`` is what would be done without a word."""

    name: str
    title: str
    one: str
    other: str
    choice: Choice
    can_both: bool

    @property
    def differs(self) -> bool:
        return self.one != self.other


@dataclass(frozen=True, slots=True)
class Following:
    """So many records of a word go over; ``joined`` of them were there twice and become one."""

    word: str
    count: int
    joined: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do. ``distinct`` when somebody said that the two are not the same."""

    kind: str
    keep_id: str
    gone_id: str
    keep_name: str
    gone_name: str
    fields: tuple[MergeField, ...]
    following: tuple[Following, ...]
    distinct: bool
