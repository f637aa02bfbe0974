"""What a typed party of an agreement is: a country, an organisation of the library, or a new one.

The one place that decides it – for the window, the command line and texts that are read.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from planner.domain.agreements import AgreementParty
from planner.domain.country_names import country_exactly
from planner.domain.ids import AgreementId, OrganisationId, RecordId, new_id
from planner.domain.organisations import Organisation
from planner.domain.sites import Country
from planner.domain.source_reading.regions import country_of_region
from planner.i18n import PAPER_LANGUAGES, _, current
from planner.places_named import country_names
from planner.services.country_naming import country_namer
from planner.services.named_organisations import known_organisation
from planner.storage import reading
from planner.text import clean_line, fold

if TYPE_CHECKING:
    from planner.storage.reading import Reader
    from planner.storage.unit_of_work import Work

_CODE: Final = 3
"""Letters up to which a name may be a code, so that an organisation that is called so comes first."""
_TAIL: Final = re.compile(r"(?P<name>.+?)\s*(?:,\s*|\()(?P<country>[^,()]+)\)?")
""" "Tohoku University (Japan)", "JSTT, JP"."""
_OF: Final = re.compile(r"(?i)\b(?:of|in|von|für|for|i|af|the)\s+(?P<country>[^,]+)$")
_CLOSE: Final = 0.75
"""Likeness from which a name is asked about: "JSTT" is near "JST"."""


@dataclass(frozen=True, slots=True)
class TypedParty:
    """``country`` is the party itself, or where the organisation is that ``is_new``; ``near`` is the name
    of an organisation that is called almost so."""

    name: str
    country: str = ""
    house: OrganisationId | None = None
    is_new: bool = False
    near: str = ""

    @property
    def is_country(self) -> bool:
        return bool(self.country) and self.house is None and not self.is_new


def typed_party(reader: Reader, typed: str) -> TypedParty:
    """A name in any of our languages or a code is the country, unless an organisation is called by that
    code; then organisations of the library; any other is a new one, of the country that its name tells."""
    name = clean_line(typed)
    code = country_typed(reader, name)
    known = known_organisation(reader, name)
    if known is not None and not (code and _is_country(reader, known, name)):
        return TypedParty(name, house=known)
    if code:
        return TypedParty(name, country=code)
    if (tail := _TAIL.fullmatch(name)) and (where := country_typed(reader, tail["country"])):
        house = known_organisation(reader, tail["name"])
        return TypedParty(tail["name"], where, house, house is None)
    return TypedParty(name, _told_by(name), is_new=True, near=_nearly(reader, name))


def _is_country(reader: Reader, house: OrganisationId, name: str) -> bool:
    """Whether the country is meant: the organisation only has its name, not an acronym that is a code, too."""
    known = reading.one(reader, Organisation, house)
    return len(name) > _CODE or known is None or fold(known.name) == fold(name)


def country_typed(reader: Reader, name: str) -> str:
    """The code of the country that is called exactly so: in our languages, its own, or by its code."""
    kept = reading.where(reader, Country, "1 = 1")
    ours = {
        fold(called): one.id
        for one in kept
        for called in (one.id, one.name, one.name_da, one.name_de, one.name_native)
        if called
    }
    return country_exactly(name, ours) or _usual().get(fold(name), "")


def made_party(work: Work, agreement: AgreementId, one: TypedParty) -> AgreementParty:
    """The party; a new organisation is added, the party itself is not yet."""
    party = AgreementParty(id=RecordId(new_id()), agreement_id=agreement)
    if one.is_country:
        return replace(party, country=one.country)
    settle_country(work, one)
    house = reading.one(work, Organisation, one.house) if one.house else None
    if house is None:
        house = Organisation(id=OrganisationId(new_id()), name=one.name, country=one.country)
        work.add(house)
    return replace(party, organisation_id=house.id, name=house.name or house.native_name)


def settle_country(work: Work, one: TypedParty) -> None:
    """ "JST (Japan)" says where an organisation is of which the library does not know it."""
    house = reading.one(work, Organisation, one.house) if one.house and one.country else None
    if house is not None and not house.country:
        work.change(Organisation, house.id, None, country=one.country)


def new_ones(reader: Reader, names: Sequence[str]) -> list[TypedParty]:
    """Those of the names that are no country and no organisation of the library yet."""
    found = [typed_party(reader, name) for name in names if name.strip()]
    return [one for one in found if one.is_new]


def new_words(reader: Reader, found: Sequence[TypedParty]) -> list[str]:
    """A sentence for each new organisation: its country, or how to say it."""
    named, said = country_namer(reader, current()), []
    for one in found:
        if one.country:
            text = _("New organisation: {name} ({country}).")
        elif one.near:
            text = _("New organisation: {name}, of no country yet. Or is {near} meant?")
        else:
            text = _(
                "New organisation: {name}, of no country yet. Type “{name} (Japan)” to say it."
            )
        said.append(text.format(name=one.name, country=named(one.country), near=one.near))
    return said


@cache
def _usual() -> dict[str, str]:
    """What the countries of the world are called in the languages of papers."""
    return {
        fold(name): code
        for language in PAPER_LANGUAGES
        for code, name in country_names(language).items()
    }


def _told_by(name: str) -> str:
    """Where "Danish Agency for Science", "Technical University of Denmark" and "Land Schleswig-Holstein" are."""
    words = name.split()
    for count in (2, 1):
        if len(words) > count and (code := _whole(" ".join(words[:count]))):
            return code
    of = _OF.search(name)
    return (_whole(of["country"]) if of else "") or country_of_region(name)


def _whole(text: str) -> str:
    return country_exactly(text) if len(text) > _CODE else ""


def _nearly(reader: Reader, name: str) -> str:
    """What it may be a slip of: the acronym or the name of an organisation."""
    rows = reader.rows("SELECT name, acronym FROM organisation ORDER BY id LIMIT 20000")
    known = {fold(one): one for row in rows for one in row if one and abs(len(one) - len(name)) < 4}
    near = difflib.get_close_matches(fold(name), known, 1, _CLOSE)
    return known[near[0]] if near else ""
