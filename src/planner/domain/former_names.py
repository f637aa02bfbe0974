"""What an organisation was called on a day: papers about that day keep the name of then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Final

from planner.domain.organisations import Organisation, OrganisationName
from planner.text import is_native

_NO_MORE: Final = "~"  # sorts behind digits: "2017" ends after "2017-05"


def named_on(
    organisation: Organisation, names: Iterable[OrganisationName], day: dt.date
) -> Organisation:
    """The organisation under the names that it bore on the day; names in a language do not count.

    What a rename ended on one day belongs together: a native script tells the native name, of the
    others the longest is the name and a shorter one the acronym. Of several renames after the day
    the first tells, part by part.
    """
    former = [one for one in names if not one.language and one.name and _was_so(one, day)]
    former.sort(key=lambda one: one.valid_to + _NO_MORE)
    parts: dict[str, str] = {}
    for _until, ended in groupby(former, key=lambda one: one.valid_to):
        for part, name in _parts([one.name for one in ended]).items():
            parts.setdefault(part, name)
    return replace(
        organisation,
        name=parts.get("name", organisation.name),
        acronym=parts.get("acronym", organisation.acronym),
        native_name=parts.get("native_name", organisation.native_name),
    )


def _was_so(one: OrganisationName, day: dt.date) -> bool:
    on = day.isoformat()
    begun = not one.valid_from or one.valid_from <= on
    return begun and bool(one.valid_to) and on[: len(one.valid_to)] <= one.valid_to


def _parts(names: list[str]) -> dict[str, str]:
    native = [name for name in names if is_native(name)]
    others = sorted((name for name in names if not is_native(name)), key=len, reverse=True)
    found = {"name": others[0]} if others else {}
    if len(others) > 1:
        found["acronym"] = others[-1]
    if native:
        found["native_name"] = native[0]
    return found
