"""Phone numbers written plainly with their country's code, read without the whole grammar.

Most numbers of a list are such, and the reader of phonenumbers takes a hundred times as long. Only
what it would call a valid number is answered here, by the same tables; all else is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple

_PLAIN: Final = re.compile(r"\+[1-9](?:[ -]?[0-9]){6,14}")
_APART: Final = str.maketrans("", "", " -")
_Matches = Callable[[str], Any]


class _Plan(NamedTuple):
    """How the numbers of one country look. ``kinds`` are lengths and pattern of each kind."""

    prefix: _Matches
    general: _Matches
    kinds: tuple[tuple[frozenset[int], _Matches], ...]


def valid_number(text: str) -> str:
    """The number in E.164 where it is plain and valid; "" where that takes a closer look."""
    if _PLAIN.fullmatch(text) is None:
        return ""
    digits = text[1:].translate(_APART)
    # No calling code is the beginning of another (ITU-T E.164).
    code = next((digits[:size] for size in (2, 3, 1) if _plan(digits[:size])), "")
    plan, national = _plan(code), digits[len(code) :]
    if plan is None or plan.prefix(national) or not plan.general(national):
        return ""
    size = len(national)
    valid = any(size in sizes and matches(national) for sizes, matches in plan.kinds)
    return "+" + digits if valid else ""


@cache
def _plan(code: str) -> _Plan | None:
    """None for what is no calling code, and for one that several countries share."""
    import phonenumbers  # late: the tables take 20 ms

    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(code or 0), ())
    known = phonenumbers.PhoneMetadata.metadata_for_region(regions[0], None) if regions else None
    if known is None or len(regions) > 1:
        return None
    general, kinds = known.general_desc, (known.mobile, known.fixed_line)
    if general is None or not general.national_number_pattern:
        return None
    # A prefix for calls within the country, or a zero that belongs to the number, is not plain.
    prefix = rf"0|(?:{known.national_prefix_for_parsing or '0'})"
    return _Plan(
        re.compile(prefix).match,
        re.compile(general.national_number_pattern).fullmatch,
        tuple(
            (
                frozenset(kind.possible_length or general.possible_length),
                re.compile(kind.national_number_pattern).fullmatch,
            )
            for kind in kinds
            if kind is not None and kind.national_number_pattern
        ),
    )
