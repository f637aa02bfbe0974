"""Which group of a mistyped recovery code is not as on the sheet: with one sign wrong it can be told."""

from __future__ import annotations

from typing import Final

from planner.errors import UserError
from planner.i18n import _
from planner.storage import keys

GROUPS: Final = 14
_SIGNS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def wrong_group(code: str) -> int | None:
    """The number of the one group that is wrong, from 1; None where several are, or it cannot be told."""
    groups = _groups(code)
    if len(groups) != GROUPS:
        return None
    odd = [
        number
        for number, group in enumerate(groups, 1)
        if len(group) != keys.GROUP or any(sign not in _SIGNS for sign in group)
    ]
    if odd:
        return odd[0] if len(odd) == 1 else None
    text = "".join(groups)
    found = {1 + place // keys.GROUP for place, other in _neighbours(text) if _is_code(other)}
    return found.pop() if len(found) == 1 else None


def said(code: str) -> str:
    """In a sentence what is wrong with it; empty where that cannot be told."""
    groups = _groups(code)
    if len(groups) > 1 and len(groups) != GROUPS:
        return _("There are {count} groups in place of 14.").format(count=len(groups))
    number = wrong_group(code)
    if number is None:
        return ""
    return _("Look at group {number}, “{group}”.").format(number=number, group=groups[number - 1])


def _groups(code: str) -> list[str]:
    """As they are parted by dashes or gaps; without any, each four signs."""
    parts = [part.translate(keys._LETTERS) for part in code.upper().replace("-", " ").split()]
    if len(parts) == 1:
        whole = parts[0]
        parts = [whole[start : start + keys.GROUP] for start in range(0, len(whole), keys.GROUP)]
    return parts


def _neighbours(text: str) -> list[tuple[int, str]]:
    """Every text with one sign changed, or two beside each other swapped, and the place of it."""
    changed = [
        (place, text[:place] + sign + text[place + 1 :])
        for place in range(len(text))
        for sign in _SIGNS
        if sign != text[place]
    ]
    swapped = [
        (place, text[:place] + text[place + 1] + text[place] + text[place + 2 :])
        for place in range(len(text) - 1)
        if text[place] != text[place + 1]
    ]
    return changed + swapped


def _is_code(text: str) -> bool:
    try:
        keys.of_recovery_code(text)
    except UserError:
        return False
    return True
