"""By what somebody of nearly the same name is found: other spellings, another order, initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from planner.domain.duplicates import Known
from planner.text import fold, spellings


def sort_keys(one: Known) -> set[str]:
    """The sort keys under which a person of this name may stand, in either order and any spelling."""
    keys = {fold(one.reading), fold(one.native_name)}
    for name in (f"{one.family_name} {one.given_name}", f"{one.given_name} {one.family_name}"):
        for spelling in spellings(name.strip()):
            keys |= {spelling, _collapsed(spelling)}
    return keys - {""}


_PAIRS: Final = re.compile("oe|ue|aa|ae")


def _collapsed(text: str) -> str:
    """ "moeller" as "moller": what "Møller" is filed under."""
    return _PAIRS.sub(lambda found: found[0][0], text)


def name_keys(one: Known) -> set[str]:
    """ "jensen p" and "peter j": each word of the name with the initial of each other word."""
    words = {min(word, key=len) for word in one.latin_words}
    return keys_of_words(sorted({*words, *map(_collapsed, words)}))


def keys_of_words(words: Sequence[str]) -> set[str]:
    if len(words) == 1:
        return {f"{words[0]} "}
    return {f"{word} {other[:1]}" for word in words for other in words if word != other}


def words_of(sort_key: str) -> list[str]:
    return sort_key.replace("-", " ").replace(".", " ").split()
