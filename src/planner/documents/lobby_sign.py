"""The sign in the lobby: a welcome on one sheet, to be read from the door."""

from __future__ import annotations

from planner.documents.content import Card, CardKind, Cards, Document, Picture, Text
from planner.documents.dates import date_range
from planner.documents.framing import author, framed
from planner.documents.material import Material
from planner.i18n import N_


def lobby_sign(material: Material) -> Document | None:
    """The visit with its day, and who leads the delegation. None for a visit without a title."""
    plan, speech = material.plan, material.speech
    visit = plan.visit
    if not visit.title:
        return None
    lines: list[Text] = []
    if visit.first_day and visit.last_day:
        first_day, last_day = visit.first_day, visit.last_day
        lines.append(speech.each(lambda code: date_range(first_day, last_day, code)))
    host = author(material)
    if host and not material.look.logo:
        lines.append(host)
    card = Card(
        name=visit.title,
        top=speech.both(N_("Welcome")),
        lines=tuple(lines),
        logo=_logo(material),
    )
    return framed(
        material,
        speech.both(N_("Lobby sign")),
        [Cards(CardKind.SIGN, (card,))],
        landscape=True,
        contact=False,
    )


def _logo(material: Material) -> Picture | None:
    if material.look.logo is not None:
        return material.look.logo
    host = material.plan.visit.host_organisation_id
    data = material.logos.get(host) if host else None
    return Picture(data, material.plan.organisation_name(host)) if data else None
