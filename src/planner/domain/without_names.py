"""Free texts in which nobody is named: for papers that are asked for by people outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from planner.domain.people import Person
from planner.text import is_native

GAP: Final = "[…]"
"""Stands where a name was."""


def without_names(people: Iterable[Person], kept: Iterable[str] = ()) -> Callable[[str], str]:
    """What takes the names of these people out of a text.

    Family and given names go where they stand as words of their own, written in small letters or
    capitals; names in their own script wherever they stand. ``kept`` are names of houses and places,
    which may have a person's name in them and stay whole.
    """
    names: set[str] = set()
    native: set[str] = set()
    for one in people:
        for name in (one.family_name, one.given_name, one.native_name, one.reading):
            parts = {name.strip(), *name.split()}
            native |= {part for part in parts if is_native(part)}
            names |= {part for part in parts if part and not is_native(part)}
    names = {one for one in names if sum(sign.isalpha() for sign in one) > 1}
    if not names and not native:
        return lambda text: text
    whole = {form for one in names for form in (one, one.upper(), one.capitalize())}
    stays = "|".join(map(re.escape, _longest(one for one in kept if one.strip()))) or "(?!)"
    goes = [rf"(?<!\w)(?:{'|'.join(map(re.escape, _longest(whole)))})(?!\w)"] if whole else []
    goes += ["|".join(map(re.escape, _longest(native)))] if native else []
    pattern = re.compile(rf"(?P<stays>{stays})|(?:{'|'.join(goes)})")
    row = re.compile(rf"{re.escape(GAP)}(?:[\s,.\-]+{re.escape(GAP)})+")

    def bare(text: str) -> str:
        told = pattern.sub(lambda found: found["stays"] or GAP, text)
        return row.sub(GAP, told)

    return bare


def _longest(texts: Iterable[str]) -> list[str]:
    """The longest first: of two names that begin alike the whole one is found."""
    return sorted(set(texts), key=lambda text: (-len(text), text))
