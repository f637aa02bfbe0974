"""Names of people as a paper's language writes them, with posts, and of those not named yet.

Nothing is invented: a form of address stands only where the records hold one, and nobody's gender
is told from a name. Japanese alone has a form for everyone.
"""

from __future__ import annotations

import enum
import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from planner.documents.speaking.titles import is_japanese
from planner.documents.speaking.wording import NOT_NAMED
from planner.domain.cell_values import is_placeholder
from planner.domain.name_forms import honorific, in_list, is_courtesy
from planner.domain.names import NameOrder
from planner.domain.people import Person
from planner.domain.visits import Delegate
from planner.i18n import primary
from planner.text import is_reading


class NameStyle(enum.StrEnum):
    """How a name is dressed."""

    BARE = "bare"
    """The name alone: labels, plans of seats."""
    LISTED = "listed"
    """With degrees: "Dr. Ursula Meier", "Kenji Tanaka, PhD"; Japanese the name alone."""
    ADDRESSED = "addressed"
    """With the form of address that is recorded: "Ms Hanako Sato", "Frau Dr. Meier"; Japanese 様."""
    SPOKEN_OF = "spoken of"
    """As ``ADDRESSED``, but Japanese 氏: in reports about people, never to them."""


_ADDRESS: Final = {
    "en": {"f": "Ms", "m": "Mr", "x": "Mx"},
    "da": {"f": "fru", "m": "hr.", "x": ""},
    "de": {"f": "Frau", "m": "Herr", "x": ""},
    "sv": {"f": "fru", "m": "herr", "x": ""},
}
_JAPANESE_ADDRESS: Final = ("先生", "閣下", "殿", "様")


def person_name(
    person: Person,
    code: str,
    style: NameStyle = NameStyle.LISTED,
    *,
    capitals: bool = False,
    order: NameOrder | None = None,
    reading: bool = False,
) -> str:
    """One line. Japanese papers have the Japanese name, others the Latin one in its bearer's order.

    ``capitals`` writes the family name in capitals, as the government of Japan does in Latin script
    since 1 January 2020. ``order`` is that of the whole paper, if it demands one. ``reading`` adds how
    a Japanese name is read, in brackets.
    """
    return _written(person, code, style, capitals, order, reading)


@lru_cache(8192)
def _written(
    person: Person,
    code: str,
    style: NameStyle,
    capitals: bool,
    order: NameOrder | None,
    reading: bool,
) -> str:
    """Remembered: on papers for many recipients the same names come again and again."""
    if primary(code) == "ja":
        return _japanese(person, style, capitals=capitals, reading=reading)
    bare = style is NameStyle.BARE
    shown = replace(person, prefix="", suffix="") if bare else person
    name = in_list(shown, code, capitals=capitals, order=order)
    if style in (NameStyle.ADDRESSED, NameStyle.SPOKEN_OF):
        return f"{_address(person, code)} {name}".strip()
    return name


def _address(person: Person, code: str) -> str:
    """ "Ms", "Frau" … as the prefix or a salutation of one word says; a doctor is no "Dr Mr" in English."""
    known = honorific(person.prefix)
    gender = known.gender
    if not gender and is_courtesy(person.salutation):
        gender = honorific(person.salutation).gender
    if known.degrees and primary(code) == "en":
        return ""
    return _ADDRESS.get(primary(code), _ADDRESS["en"]).get(gender, "")


def japanese_name(person: Person) -> str:
    """In kanji or kana, family name first; of a guest from abroad the katakana of the reading; else empty."""
    if is_japanese(person.native_name):
        return person.native_name
    return person.reading if is_reading(person.reading) else ""


def furigana(person: Person) -> str:
    """What stands above or behind the Japanese name; empty where the name is in kana already."""
    name = japanese_name(person)
    return person.reading if person.reading and not is_reading(name) and name else ""


def _japanese(person: Person, style: NameStyle, *, capitals: bool, reading: bool) -> str:
    name = japanese_name(person)
    said = furigana(person) if reading else ""
    if not name:
        latin = replace(person, prefix="", suffix="", native_name="")
        name = in_list(latin, "en", capitals=capitals) or person.native_name
    shown = f"{name}({said})" if said else name
    if style is NameStyle.ADDRESSED:
        return f"{shown} {_japanese_address(person)}"
    return f"{shown} 氏" if style is NameStyle.SPOKEN_OF else shown


def _japanese_address(person: Person) -> str:
    """様, or what was confirmed with the person: 先生, 閣下."""
    confirmed = person.salutation.strip()
    return next((form for form in _JAPANESE_ADDRESS if confirmed.endswith(form)), "様")


# not named yet


_NOT_NAMED_WORDS: Final = re.compile(
    r"^(?:n\.\s?n\.?|nn|tbc|tba|tbd|未定|氏名未定|調整中)(?![\w])[\s,;:(（–-]*", re.IGNORECASE
)

_COUNTED: Final = re.compile(r"[×x]\s?\d")


def placeholder_name(known: str, code: str) -> str:
    """ "N.N.", "N.N. (head of section)"; Japanese "未定(局長)": what is known stays as it was typed."""
    rest = _NOT_NAMED_WORDS.sub("", known.strip(), count=1)
    if rest != known.strip():
        rest = rest.strip(" )）") if rest.count(")") + rest.count("）") > _opened(rest) else rest
    if is_placeholder(rest):
        rest = ""
    name = "未定" if primary(code) == "ja" else NOT_NAMED
    if not rest:
        return name
    if _COUNTED.match(rest):
        return f"{name} {rest}"
    return f"{name}({rest})" if primary(code) == "ja" else f"{name} ({rest})"


def _opened(text: str) -> int:
    return text.count("(") + text.count("（")


def delegate_name(
    delegate: Delegate,
    person: Person | None,
    code: str,
    style: NameStyle = NameStyle.LISTED,
    *,
    capitals: bool = False,
    order: NameOrder | None = None,
    reading: bool = False,
) -> str:
    """A delegate's name, or N.N. with what is known of who will come."""
    if person is None:
        return placeholder_name(delegate.placeholder, code)
    return person_name(person, code, style, capitals=capitals, order=order, reading=reading)


# posts beside names


def with_post(name: str, post: str, organisation: str, code: str) -> str:
    """ "Hanako Sato, Director, MEXT"; Japanese has house and post before the name: "文部科学省 局長 佐藤 花子"."""
    if primary(code) == "ja":
        return " ".join(part for part in (organisation, post, name) if part)
    return ", ".join(part for part in (name, post, organisation) if part)
