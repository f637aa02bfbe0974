"""How a report says people, houses and amounts: by name, or by role and house alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from planner.documents.content import Text, Words
from planner.documents.material import Material
from planner.documents.speaking.customs import custom
from planner.documents.speaking.person_names import NameStyle, person_name
from planner.documents.speaking.sheet_words import joined, title_of
from planner.documents.speaking.titles import organisation_name
from planner.domain.amounts import amount_text
from planner.domain.cost_sums import Share
from planner.domain.ids import ItemId, OrganisationId, PersonId
from planner.domain.organisations import Organisation
from planner.domain.without_names import without_names
from planner.i18n import N_

OF_THE_DELEGATION: Final = N_("The delegation")
SOMEBODY: Final = N_("A person")


@dataclass(frozen=True)
class Telling:
    """``bare`` takes names out of a text, where the paper is to have none."""

    material: Material
    bare: Callable[[str], str]

    @property
    def names(self) -> bool:
        return self.material.wishes.names

    def text(self, text: str) -> str:
        return self.bare(text.strip())

    def day(self, day: dt.date | None) -> Words:
        """ "19 Apr 2027", as narrow as the language writes it."""
        if day is None:
            return Words("")
        speech = self.material.speech
        return speech.each(lambda code: _narrow(day, code))

    def amount(self, minor_units: int | None, currency: str) -> Words:
        return self.material.speech.each(lambda code: amount_text(minor_units, currency, code))

    def entry(self, key: ItemId | None) -> Words:
        """The title of an entry; empty where it is in this version no more."""
        item = self.material.plan.item.get(key) if key else None
        if item is None:
            return Words("")
        said = title_of(self.material, item)
        return Words(self.bare(said.text), self.bare(said.second))

    def house(self, key: OrganisationId | None) -> Words:
        one = self._organisation(key)
        if one is None:
            return Words("")
        return self.material.speech.each(lambda code: organisation_name(one, code))

    def briefly(self, key: OrganisationId | None) -> Words:
        """The house by its short name, where it has one."""
        found = self._organisation(key)
        return Words(found.acronym) if found and found.acronym else self.house(key)

    def _organisation(self, key: OrganisationId | None) -> Organisation | None:
        if key is None:
            return None
        known = self.material.plan.organisation.get(key)
        return known or self.material.aftermath.organisations.get(key)

    def someone(self, person: PersonId | None, house: OrganisationId | None) -> Words:
        """ "Haruto Tanaka, Research Agency"; without names the house, or whose side it was."""
        material = self.material
        plan, beside = material.plan, material.aftermath.people
        found = (plan.person.get(person) or beside.get(person)) if person else None
        where = self.briefly(house)
        if found is None:
            return where
        one = found
        if self.names:
            name = material.speech.each(
                lambda code: person_name(
                    one, code, NameStyle.BARE, capitals=material.wishes.capitals
                )
            )
            return joined(material, [name, where], ", ")
        if where:
            return where
        if any(head.person_id == one.id for head in plan.delegates):
            return material.speech.both(OF_THE_DELEGATION)
        return Words(plan.employers.get(one.id, "")) or material.speech.both(SOMEBODY)

    def sums(self, share: Share) -> Text:
        """A line for each currency; "*" where some of it is estimated, "?" where an amount is open."""
        told = [
            joined(
                self.material,
                [self.amount(one.total, one.currency), "*" if one.estimated else ""],
                "\u00a0",
            )
            for one in share.sums
        ]
        open_ones: list[Text] = ["?"] if share.open else []
        return joined(self.material, [*told, *open_ones], "\n")


def _narrow(day: dt.date, code: str) -> str:
    known = custom(code)
    months = known.months if code[:2] == "ja" else known.short_months
    return known.plain_date.format(day=day.day, month=months[day.month - 1], year=day.year)


@lru_cache(4)
def telling(material: Material) -> Telling:
    """Asked for by every part of a report."""
    if material.wishes.names:
        return Telling(material, lambda text: text)
    plan, beside = material.plan, material.aftermath
    houses = [*plan.organisations, *beside.organisations.values()]
    kept = [name for one in houses for name in (one.name, one.native_name, one.acronym)]
    kept += [name for one in plan.sites for name in (one.name, one.native_name)]
    return Telling(material, without_names([*plan.people, *beside.people.values()], kept))
