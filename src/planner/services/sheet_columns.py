"""What the sheets of a visit have in common: columns that are granted, the hidden key, the workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from planner.domain.access import AccessStatus
from planner.domain.ids import PersonId
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient
from planner.domain.sheet_keys import SheetKey, cell_print
from planner.domain.told import fields_of
from planner.i18n import N_, Language
from planner.interchange.excel_writer import Kind, Sheet, SheetColumn, as_written

Value = str | int | dt.date | dt.datetime | None
Named = tuple[PersonId | None, str]
"""Somebody in a row: the record, and the name where there may be none. Without either nobody is meant."""
R = TypeVar("R")
Read = TypeVar("Read", contravariant=True)

OFFICE: Final = frozenset({Profile.INTERNAL})
KEY_TITLE: Final = N_("Planner key")

States = Mapping[tuple[str, str, str], AccessStatus]
"""How far delegates are with sites: by delegate, site and field ("" is the admission as a whole)."""


@dataclass(frozen=True, kw_only=True)
class SheetField(Generic[Read]):
    """One column: its name in the register of disclosures and in saved sets, and what stands there.

    ``profiles`` may have it; the default is to deny. ``usual`` ones go out unless others are chosen.
    """

    name: str
    title: str
    width: float
    value: Callable[[Read, Language], Value]
    profiles: frozenset[Profile] = OFFICE
    kind: Kind = "text"
    usual: bool = True


@dataclass(frozen=True, kw_only=True)
class View:
    """What a sheet is made from. ``plan`` is redacted for ``profile`` and, if there is one, ``recipient``.

    ``states`` are for the office alone. ``chosen`` are names of columns, in order; none are the usual.
    """

    plan: Plan
    profile: Profile
    speak: Language
    recipient: Recipient | None = None
    states: States = field(default_factory=dict)
    chosen: Sequence[str] = ()

    @property
    def is_office(self) -> bool:
        return self.profile is Profile.INTERNAL


@dataclass(frozen=True, kw_only=True)
class Page(Generic[R]):
    """One sheet of the workbook. ``note`` stands at the top of each printed page.

    ``columns`` are those of this page where they are not the same on all.
    """

    title: str
    rows: Sequence[R]
    note: str = ""
    columns: Sequence[SheetField[R]] | None = None


def told_of_head(columns: Sequence[str]) -> Sequence[str]:
    """What a sheet with these columns says of a person in it, as fields of the register."""
    fields = fields_of(columns)
    return ("name", *fields) if "family_name" in fields else fields


@dataclass(frozen=True, kw_only=True)
class VisitSheet(Generic[R]):
    """One kind of sheet. ``name`` is that of the paper, ``key`` tells by which ids a row is known again.

    For the register: ``names`` is who stands in a row, ``told`` which fields the columns say of them.
    """

    name: str
    file_name: str
    columns: Sequence[SheetField[R]]
    pages: Callable[[View], Sequence[Page[R]]]
    key: Callable[[R], tuple[str, ...]]
    names: Callable[[R], Sequence[Named]]
    profiles: frozenset[Profile]
    told: Callable[[Sequence[str]], Sequence[str]] = told_of_head

    @property
    def area(self) -> str:
        """The area of the saved sets of columns."""
        return f"sheet:{self.name}"


def granted(
    columns: Sequence[SheetField[R]], profile: Profile, chosen: Sequence[str] = ()
) -> list[SheetField[R]]:
    """The columns that a profile may have: the usual ones, or of the ``chosen``, never another."""
    allowed = {column.name: column for column in columns if profile in column.profiles}
    known = {column.name for column in columns}
    if not any(name in known for name in chosen):
        return [column for column in allowed.values() if column.usual]
    return [allowed[name] for name in dict.fromkeys(chosen) if name in allowed]


def sheet_of(kind: VisitSheet[R], page: Page[R], view: View) -> Sheet:
    """The page with the columns that are granted, and the key as the last column."""
    speak = view.speak
    columns = granted(page.columns or kind.columns, view.profile, view.chosen)
    rows = []
    for row in page.rows:
        values = [column.value(row, speak) for column in columns]
        prints = {
            column.name: cell_print(as_written(value) if isinstance(value, str) else value)
            for column, value in zip(columns, values, strict=True)
        }
        key = SheetKey(kind.name, view.plan.visit.id, kind.key(row), prints)
        rows.append((*values, key.text))
    return Sheet(
        page.title,
        (
            *(SheetColumn(speak(one.title), one.width, one.kind) for one in columns),
            SheetColumn(speak(KEY_TITLE), 14, "text", hidden=True),
        ),
        tuple(rows),
        note=page.note,
    )


AnySheet = VisitSheet[Any]
