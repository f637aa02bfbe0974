"""Innovation centres with their towns, and funding programmes with their countries, as offers."""

from __future__ import annotations

from planner.domain.ids import OrganisationId, new_id
from planner.domain.organisations import Organisation, OrganisationKind
from planner.domain.source_reading import facts
from planner.domain.source_reading.offered import Offered
from planner.domain.source_reading.offers import OfferKind
from planner.domain.source_reading.parties import Party
from planner.domain.source_reading.sameness import town_key
from planner.i18n import N_
from planner.text import fold


def centres(told: Offered) -> None:
    centres = told.reading.centres
    if centres is None:
        return
    house = _centre_house(told, centres.owner)
    for town in centres.towns:
        known = _centre_in(told, town)
        if known is not None:
            told.cite(
                OfferKind.CENTRE, known, facts.LOCATED, town, centres.passage,
                N_("Innovation centre in {town}"), {"town": town},
            )  # fmt: skip
            continue
        made = Organisation(
            id=OrganisationId(new_id()),
            name=f"{house.name}, {town}" if house else f"Innovation centre, {town}",
            kind=OrganisationKind.INNOVATION_CENTRE,
            city=town,
            country=country_of_town(told, town),
            parent_id=house.id if house else None,
        )
        told.make(
            OfferKind.CENTRE, f"centre|{fold(town)}", (made,), made, facts.LOCATED, town,
            centres.passage, N_("New innovation centre in {town}"), {"town": town},
        )  # fmt: skip
    if house is None:
        return
    for fact, count, passage, sentence in (
        (facts.CENTRES, centres.count, centres.passage, N_("{name}: {count} centres")),
        (facts.ATTACHES, centres.attaches, centres.attaches_at, N_("{name}: {count} attachés are posted there")),
    ):  # fmt: skip
        if count and passage is not None:
            told.cite(
                OfferKind.CENTRE, house, fact, str(count), passage, sentence,
                {"name": house.name, "count": str(count)},
            )  # fmt: skip


def _centre_house(told: Offered, owner: Party | None) -> Organisation | None:
    """The network of the centres: one that the text names, or the one that has centres below it – of its
    owner or country, where the text says whose they are."""
    centres = [
        one for one in told.shelf.organisations.values()
        if one.kind is OrganisationKind.INNOVATION_CENTRE
    ]  # fmt: skip
    above = {one.parent_id for one in centres if one.parent_id}
    heads = [one for one in centres if one.id in above] or [
        one for one in centres if told.reading.is_named(one.id)
    ]
    named = [one for one in heads if told.reading.is_named(one.id)]
    if named:
        return named[0]
    if owner is not None and not owner.generic:
        keys = {owner.key, owner.code} - {""}
        heads = [one for one in heads if keys & {one.id, one.parent_id, one.country}]
    return heads[0] if len(heads) == 1 else None


def _centre_in(told: Offered, town: str) -> Organisation | None:
    wanted = {town_key(part) for part in town.split("/")}
    for one in told.shelf.organisations.values():
        if one.kind is OrganisationKind.INNOVATION_CENTRE and town_key(one.city) in wanted:
            return one
    return None


def country_of_town(told: Offered, town: str) -> str:
    codes = {
        one.country for one in told.shelf.organisations.values()
        if one.city and town_key(one.city) == town_key(town)
    }  # fmt: skip
    return codes.pop() if len(codes) == 1 else ""


def programmes(told: Offered) -> None:
    for one in told.reading.programmes:
        programme = told.shelf.programmes.get(one.key)
        if programme is None:
            continue
        words = {"programme": programme.name, "count": str(one.count or "")}
        if one.count:
            told.cite(
                OfferKind.PROGRAMME, programme, facts.COUNTRIES, str(one.count), one.passage,
                N_("{programme} names {count} countries"), words,
            )  # fmt: skip
        if one.country:
            words = {**words, "country": told.shelf.shown.get(one.country, one.country)}
            told.cite(
                OfferKind.PROGRAMME, programme, facts.PRIORITY, told.english(one.country),
                one.passage, N_("{programme} has among its countries: {country}"), words,
            )  # fmt: skip
        if not one.count and not any(key == programme.id for key, _fact in told.stated):
            told.cite(
                OfferKind.PROGRAMME, programme, facts.NAMED, "", one.passage,
                N_("{programme} is named"), words,
            )  # fmt: skip
