"""Invitations that a text tells of, as offers: that it was so, and to keep it as an open item of one's own."""

from __future__ import annotations

from dataclasses import replace

from planner.domain.ids import OrganisationId, RecordId, new_id
from planner.domain.invitations import Invitation, InvitationDirection
from planner.domain.organisations import Organisation
from planner.domain.sites import Country
from planner.domain.source_reading import facts
from planner.domain.source_reading.invitations_told import Invited
from planner.domain.source_reading.offer_centres import country_of_town
from planner.domain.source_reading.offered import TONGUES, Offered
from planner.domain.source_reading.offers import Offer, OfferKind
from planner.i18n import N_
from planner.text import clean_line


def invitation(told: Offered, asked: Invited) -> None:
    house = told.shelf.organisations.get(asked.key)
    country = told.shelf.countries.get(asked.code)
    subject: Organisation | Country | None = house or country
    if subject is not None:
        _statement(told, asked, subject)
    asked = _by_others(told, asked)
    house = told.shelf.organisations.get(asked.key)
    code = house.country if house else asked.code or country_of_town(told, asked.place)
    if subject is not None or code:
        _open_item(told, asked, house, code)


def _by_others(told: Offered, asked: Invited) -> Invited:
    """Where one of our country was asked by somebody abroad, the open item is the one received."""
    home, houses = told.shelf.home, told.shelf.organisations
    guest, host = houses.get(asked.key), houses.get(asked.host)
    code = guest.country if guest else asked.code
    abroad = host is not None and host.country not in ("", home)
    if asked.received or not home or code != home or not abroad:
        return asked
    return replace(asked, key=asked.host, code="", received=True, host=asked.key, us=True)


def _is_ours(told: Offered, asked: Invited, house: Organisation | None) -> bool:
    """Whether it is plain that one side is our country and the other is not."""
    home, houses = told.shelf.home, told.shelf.organisations
    if house is None or house.country in ("", home) or not home:
        return False
    other = houses.get(asked.host)
    if other is not None:
        return other.country == home
    speaks = told.source_country() if told.source.publisher else home
    return asked.received and asked.us and speaks == home and _is_at_home(told)


def _is_at_home(told: Offered) -> bool:
    """The text is in our language, or names our country or one of its organisations."""
    home = told.shelf.home
    return (
        told.reading.language == TONGUES.get(home)
        or any(one.code == home for one in told.reading.countries)
        or any(
            house.country == home
            for one in told.reading.named
            if (house := told.shelf.organisations.get(one.key)) is not None
        )
    )


def _statement(told: Offered, asked: Invited, subject: Organisation | Country) -> None:
    words = {"name": _name(told, subject), "place": asked.place}
    value = "return visit" if asked.again else "visit"
    if asked.place:
        value = f"{value}: {asked.place}"
    if asked.received:
        sentence = N_("{name} gave an invitation to a visit")
        again, fact = N_("{name} gave an invitation to a return visit"), facts.INVITES
    else:
        sentence = N_("{name} was invited to a visit")
        again, fact = N_("{name} was invited to a visit in return"), facts.INVITED
    told.cite(
        OfferKind.INVITATION, subject, fact, value, asked.passage, again if asked.again else sentence, words
    )  # fmt: skip


def _open_item(told: Offered, asked: Invited, house: Organisation | None, code: str) -> None:
    """Ticked only where it is plain whose invitation it was; else that is for a person to say."""
    received = asked.received or not (asked.key or asked.code)
    kept = Invitation(
        id=RecordId(new_id()), country=code, given_on=told.source.as_of, text=clean_line(asked.text),
        organisation_id=OrganisationId(house.id) if house else None,
        direction=InvitationDirection.RECEIVED if received else InvitationDirection.GIVEN,
    )  # fmt: skip
    if house is not None:
        name = house.name or house.native_name
    elif asked.code:
        name = told.shelf.shown.get(code, code)
    else:
        name = asked.place
    if asked.code or house is not None:
        sentence = (
            N_("{name} invited us: keep it as an open invitation")
            if received
            else N_("We invited {name}: keep it as an open invitation")
        )
    else:
        sentence = N_("We were invited to {name}: keep it as an open invitation")
    told.keep(
        Offer(
            f"invitation|{asked.key or asked.code or name}", OfferKind.INVITATION, sentence,
            {"name": name}, asked.passage, (kept,), taken=_is_ours(told, asked, house), makes=True,
        )
    )  # fmt: skip


def _name(told: Offered, subject: Organisation | Country) -> str:
    if isinstance(subject, Organisation):
        return subject.name or subject.native_name
    return told.shelf.shown.get(subject.id, subject.name)
