"""Which organisation of the library a new one of a list may be: its acronym, or another legal form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from planner.domain.duplicates import Likeness
from planner.domain.ids import OrganisationId
from planner.domain.organisation_duplicates import KnownOrganisation, compare_organisations
from planner.domain.organisations import Organisation
from planner.domain.staging import LikelyHouse
from planner.storage.reading import Reader
from planner.text import fold


class Alike:
    """The organisations of the library by their names without legal form, acronyms and initials."""

    def __init__(self, reader: Reader) -> None:
        more: dict[str, list[str]] = defaultdict(list)
        for key, name in reader.rows(
            "SELECT organisation_id, name FROM organisation_name ORDER BY id"
        ):
            more[key].append(name)
        self._known: dict[str, KnownOrganisation] = {}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        for key, name, native, acronym, country in reader.rows(
            "SELECT id, name, native_name, acronym, country FROM organisation ORDER BY id"
        ):
            names = tuple(text for text in (name, native, *more[key]) if text)
            known = KnownOrganisation(key, names, acronym, country=country, label=name or native)
            self._known[key] = known
            for one in set(_keys(known)):
                self._by_key[one].append(key)

    def to(self, made: Organisation) -> LikelyHouse | None:
        """The likeliest one; the country of a person says nothing about where the house is."""
        names = tuple(name for name in (made.name, made.native_name) if name)
        one = KnownOrganisation(made.id, names, made.acronym)
        found = []
        for key in sorted({key for text in _keys(one) for key in self._by_key.get(text, ())}):
            likeness, reasons, score = compare_organisations(one, self._known[key])
            if likeness is not Likeness.NONE:
                found.append((-score, key, reasons))
        if not found:
            return None
        _score, key, reasons = min(found)
        return LikelyHouse(OrganisationId(key), self._known[key].label, reasons)


def _keys(known: KnownOrganisation) -> Iterable[str]:
    """What two that are one house have in common: a whole name, or the one short for the other."""
    yield from known.spelt
    if known.acronym:
        yield fold(known.acronym)
    for name in known.spelt:
        if name.count(" ") > 1:
            yield "".join(word[0] for word in name.split())
