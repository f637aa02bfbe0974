"""Phone numbers written plainly with their country's code, read without the whole grammar.

Most numbers of a list are such, and the reader of phonenumbers takes fifty times as long. Only what
it would call possible is answered here, by the same tables; all else is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

_PLAIN: Final = re.compile(r"\+[1-9](?:[ -]?[0-9]){6,14}")
_APART: Final = str.maketrans("", "", " -")


class _Plan(NamedTuple):
    """Of the numbers below one calling code: what they do not begin with, and how long they are."""

    prefix: Callable[[str], Any]
    sizes: frozenset[int]


def possible_number(text: str) -> str:
    """The number in E.164 where it is plain and possible; "" where that takes a closer look."""
    if _PLAIN.fullmatch(text) is None:
        return ""
    digits = text[1:].translate(_APART)
    for size in (2, 3, 1):  # no calling code is the beginning of another (ITU-T E.164)
        if plan := _plan(digits[:size]):
            national = digits[size:]
            is_plain = len(national) in plan.sizes and not plan.prefix(national)
            return "+" + digits if is_plain else ""
    return ""


@cache
def _plan(code: str) -> _Plan | None:
    """None for what is no calling code, or the code of no country."""
    import phonenumbers  # late: the tables take 20 ms

    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code))
    known = phonenumbers.PhoneMetadata.metadata_for_region(regions[0], None) if regions else None
    if known is None or known.general_desc is None:
        return None
    # A prefix for calls within the country, or a zero that belongs to the number, is not plain.
    prefix = rf"0|(?:{known.national_prefix_for_parsing or '0'})"
    return _Plan(re.compile(prefix).match, frozenset(known.general_desc.possible_length))
