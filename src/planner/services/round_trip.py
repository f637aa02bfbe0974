"""A sheet that went out from here and came back: known by its keys, its columns by our own titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from planner.domain.column_meanings import Meaning, bare
from planner.domain.columns import Columns
from planner.domain.own_keys import read_own_key
from planner.domain.sheets import Table
from planner.i18n import LANGUAGES, language
from planner.services import contact_sheet, people_sheet

_MEANINGS: Final[Mapping[str, Meaning]] = {
    "rank": Meaning.RANK,
    "family_name": Meaning.FAMILY_NAME,
    "given_name": Meaning.GIVEN_NAME,
    "native_name": Meaning.NATIVE_NAME,
    "reading": Meaning.READING,
    "prefix": Meaning.PREFIX,
    "suffix": Meaning.SUFFIX,
    "salutation": Meaning.SALUTATION,
    "organisation": Meaning.ORGANISATION,
    "department": Meaning.DEPARTMENT,
    "position": Meaning.POSITION,
    "role": Meaning.ROLE,
    "category": Meaning.CATEGORY,
    "groups": Meaning.GROUP,
    "emails": Meaning.EMAIL,
    "phones": Meaning.PHONE,
    "country": Meaning.COUNTRY,
    "arrives": Meaning.ARRIVAL,
    "arrives_zone": Meaning.IGNORE,
    "departs": Meaning.DEPARTURE,
    "departs_zone": Meaning.IGNORE,
    "payer": Meaning.PAYER,
    "languages": Meaning.IGNORE,
    "notes": Meaning.NOTES,
    "key": Meaning.KEY,
}
"""What the columns of our sheets mean, by their names in the register of disclosures."""

_FORMER: Final[Mapping[str, Meaning]] = {
    **dict.fromkeys(("Form of address", "Tiltale", "Akad. Titel"), Meaning.PREFIX),
    **dict.fromkeys(("After the name", "Efter navnet", "Nach dem Namen"), Meaning.SUFFIX),
}
"""Titles of earlier versions: their sheets are still out and come back."""

_LOOK: Final = 60
"""Rows below the header that are looked at for keys."""


def is_own(table: Table, columns: Columns) -> bool:
    """Whether the sheet has a column with keys that we wrote."""
    return _key_column(table, columns) is not None


def recognised(table: Table, columns: Columns) -> Columns:
    """The columns of our own sheet by their titles in any of our languages; others unchanged."""
    key = _key_column(table, columns)
    if key is None:
        return columns
    ours = _titles()
    changed = []
    for column in columns.columns:
        meaning = Meaning.KEY if column.index == key else ours.get(bare(column.header))
        if meaning is None:
            changed.append(column)
            continue
        imported = meaning is not Meaning.IGNORE
        changed.append(replace(column, meaning=meaning, confidence=3, imported=imported, reason=""))
    return replace(columns, columns=tuple(changed), findings=())


def _key_column(table: Table, columns: Columns) -> int | None:
    first = columns.header_row + columns.header_height
    for row in table.rows[first : first + _LOOK]:
        for index, cell in enumerate(row):
            if cell.text.startswith("planner:") and read_own_key(cell.text):
                return index
    return None


@cache
def _titles() -> dict[str, Meaning]:
    """What our titles mean, in their bare form."""
    named = [(column.field, column.title) for column in contact_sheet.DELEGATE_COLUMNS]
    named.append((contact_sheet.KEY_COLUMN.field, contact_sheet.KEY_COLUMN.title))
    named += [(column.name, column.title) for column in people_sheet.PEOPLE_COLUMNS]
    now = {
        bare(language(code)(title)): _MEANINGS[name] for code in LANGUAGES for name, title in named
    }
    return {**{bare(title): meaning for title, meaning in _FORMER.items()}, **now}
