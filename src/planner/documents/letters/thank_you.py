"""The letter of thanks to one host of a visit: whose entries are named, as a paper for Word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.documents.content import Align, Block, Bullets, Document, Heading, Paragraph
from planner.documents.material import Material
from planner.documents.people.heads import Head
from planner.documents.speaking.dates import date_range, plain_date
from planner.documents.speaking.person_names import NameStyle, person_name
from planner.documents.speaking.titles import item_title
from planner.documents.templates.letter_texts import LetterText, filled
from planner.domain.itinerary import Item
from planner.domain.name_forms import opening
from planner.domain.people import Person
from planner.domain.sites import Site
from planner.i18n import N_, primary
from planner.places_named import country_name

NAME: Final = "thank-you"
TITLE: Final = N_("Thank-you letter")
_PLACED: Final = {
    "da": "{place}, den {date}",
    "de": "{place}, den {date}",
    "sv": "{place} den {date}",
}
_SIGNS: Final = "#>,. \n（）()"
_NO_PLACE: Final = frozenset({"ja"})
_ROOM: Final = ("\u200b",) * 2
"""Empty lines for the hand of whoever signs, in which nothing is seen."""


@dataclass(frozen=True, kw_only=True)
class Thanked:
    """Whom a letter thanks, for which entries, in the order of time. Without ``person`` a house.

    ``site`` is where the letter goes, None where no address is known; ``native_post`` the post in the
    language of whoever holds it.
    """

    head: Head
    entries: tuple[Item, ...]
    person: Person | None = None
    site: Site | None = None
    native_post: str = ""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Where, when and by whom; ``country`` is that of the office, whose own is not in addresses.

    ``sender`` is the office with its address, empty where its letterhead says that.
    """

    day: dt.date
    place: str = ""
    lines: tuple[str, ...] = ()
    country: str = ""
    sender: tuple[str, ...] = ()


def thank_you(material: Material, text: LetterText, to: Thanked, signed: Signed) -> Document:
    """``material`` speaks the language of the text."""
    code, visit = text.code, material.plan.visit
    days = ""
    if (first := visit.first_day) is not None:
        days = date_range(first, visit.last_day or first, code)
    lines = [line for line in signed.lines if line]
    if primary(code) == "ja":
        lines.reverse()  # the house stands before whoever signs for it
    values = {
        "sender": "\n".join(line for line in signed.sender if line),
        "address": "\n".join(address(material, to, signed)),
        "place_and_date": _place_and_date(signed, code),
        "visit": visit.title,
        "days": days,
        "salutation": _salutation(material, to, code),
        "signature": "\n".join([*_ROOM, *lines]) if lines else "",
    }
    blocks: list[Block] = []
    for part in text.text.strip().split("\n\n"):
        blocks += _blocks(part.strip(), values, _entries(material, to.entries, code))
    title = material.speech.both(TITLE).text
    return Document(
        title=f"{title} · {to.head.bare.text or to.head.organisation.text}",
        language=code,
        made_at=material.at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0),
        author=signed.lines[0] if signed.lines else "",
        subject=title,
        page_of="",
        blocks=tuple(blocks),
    )


def _blocks(part: str, values: dict[str, str], entries: Sequence[str]) -> list[Block]:
    """A paragraph, one at the right ("> …"), the line of the subject ("# …"), or the entries; nothing
    where all are empty."""
    if part == "{entries}":
        return [Bullets(tuple(entries))] if entries else []
    known = {**values, "entries": "; ".join(entries)}
    said = filled(part, known)
    bare = filled(part, {}).strip(_SIGNS)
    if not said.strip(_SIGNS) or (not bare and not any(values.values())):
        return []
    if said.startswith("# "):
        return [Heading(text=said[2:].strip(" ,"), level=2)]
    if said.startswith("> "):
        return [Paragraph(said[2:], align=Align.RIGHT)]
    return [Paragraph(said)]


def address(material: Material, to: Thanked, signed: Signed) -> list[str]:
    """Name, post, house, street, town; the country where it is another one than the office's.

    In Japanese from the large to the small: the place, the house, the post, the name at the end.
    """
    code = material.speech.code
    japanese = primary(code) == "ja"
    house = to.head.organisation.text
    name = ""
    if to.person is not None:
        name = person_name(to.person, code, NameStyle.ADDRESSED)
    elif japanese and house:
        house = f"{house} 御中"
    place = list(at_post(to.site, code)) if to.site is not None else []
    if to.site is not None and to.site.country and to.site.country != signed.country:
        place.append(country_name(to.site.country, code))
    lines = [name, to.head.post, house, *place]
    if japanese:
        lines = [*reversed(place), house, to.native_post or to.head.post, name]
    return list(dict.fromkeys(line for line in lines if line))


def at_post(site: Site, code: str) -> tuple[str, ...]:
    """The street, then the town with its postal code."""
    number = f"〒{site.postal_code}" if site.postal_code and _is_japanese_post(site, code) else ""
    town = " ".join(part for part in (number or site.postal_code, site.city) if part)
    return tuple(line for line in (site.address, town) if line)


def _is_japanese_post(site: Site, code: str) -> bool:
    return primary(code) == "ja" and site.country == "JP" and not site.postal_code.startswith("〒")


def _salutation(material: Material, to: Thanked, code: str) -> str:
    if to.person is None:
        return material.speech.both(N_("Dear Sir or Madam,")).text
    return opening(to.person, code)


def _place_and_date(signed: Signed, code: str) -> str:
    date = plain_date(signed.day, code)
    if not signed.place or primary(code) in _NO_PLACE:
        return date
    return _PLACED.get(primary(code), "{place}, {date}").format(place=signed.place, date=date)


def _entries(material: Material, items: Sequence[Item], code: str) -> list[str]:
    guests = material.plan.visit.languages
    lines = []
    for item in items:
        day = plain_date(item.start_local.date(), code) if item.start_local else ""
        title = item_title(item, code, guests)
        between = "、" if primary(code) == "ja" else ", "
        lines.append(between.join(part for part in (title, day) if part))
    return list(dict.fromkeys(lines))
