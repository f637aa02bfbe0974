"""Names on cards: badges to wear, and tent cards for the table, one for each head."""

from __future__ import annotations

from collections.abc import Iterable

from planner.documents.content import (
    Block,
    Card,
    CardKind,
    Cards,
    Document,
    Picture,
    Text,
    first,
    second,
)
from planner.documents.framing import framed
from planner.documents.material import Material
from planner.documents.people.heads import Head, everybody
from planner.i18n import N_


def badges(material: Material) -> Document | None:
    """One for each delegate with the letters of the groups, then one for each host who is named.

    None where there is nobody.
    """
    here = everybody(material)
    logo = office_logo(material)
    visit = material.plan.visit.title
    sets = [
        [_badge(head, visit, logo) for head in here.delegates.values()],
        [_badge(head, visit, logo) for head in _named(here.receiving)],
    ]
    blocks = [Cards(CardKind.BADGE, tuple(cards)) for cards in sets if cards]
    return _paper(material, N_("Badges"), blocks)


def tent_cards(material: Material) -> Document | None:
    """One for each delegate, then for each host who is named; the name stands on both sides.

    Whoever is not named yet gets a card that holds the seat. None where there is nobody.
    """
    here = everybody(material)
    heads = (*here.delegates.values(), *_named(here.receiving))
    cards = tuple(
        Card(
            name=head.bare,
            native=head.native,
            lines=_filled(head.organisation if head.is_named else head.post, head.organisation),
        )
        for head in heads
    )
    return _paper(material, N_("Tent cards"), [Cards(CardKind.TENT, cards)] if cards else [])


def office_logo(material: Material) -> Picture | None:
    """The logo of the template, else that of the host of the visit."""
    if material.look.logo is not None:
        return material.look.logo
    host = material.plan.visit.host_organisation_id
    data = material.logos.get(host) if host else None
    return Picture(data, material.plan.organisation_name(host)) if data else None


def _badge(head: Head, visit: str, logo: Picture | None) -> Card:
    return Card(
        name=head.bare,
        native=head.native,
        lines=_filled(head.post, head.organisation),
        top=visit,
        tag=head.groups,
        logo=logo,
    )


def _named(heads: Iterable[Head]) -> list[Head]:
    """A badge that says only a house is nobody's."""
    return [head for head in heads if head.is_named]


def _filled(*lines: Text) -> tuple[Text, ...]:
    """Each language on a line of its own: a card is too narrow for two beside each other."""
    said = (form for line in lines for form in (first(line), second(line)))
    return tuple(dict.fromkeys(form for form in said if form))


def _paper(material: Material, title: str, blocks: list[Cards]) -> Document | None:
    if not blocks:
        return None
    made: list[Block] = list(blocks)
    return framed(material, material.speech.both(title), made, contact=False)
