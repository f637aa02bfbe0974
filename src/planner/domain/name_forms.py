"""A name in the forms that papers need: line of a list, badge, opening of a letter, sort form.

English, Danish, German, Swedish and Japanese; another language is treated as English.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.names import NameOrder, display_name, family_first
from planner.domain.people import Person
from planner.text import fold, is_native

LANGUAGES: Final = ("en", "da", "de", "sv", "ja")
"""Languages that have forms of their own, as IETF tags."""

_WOMEN: Final = frozenset({"frau", "fru", "froken", "frk", "ms", "mrs", "miss", "dame"})
_MEN: Final = frozenset({"herr", "hr", "mr", "sir"})
_NEITHER: Final = frozenset({"mx"})
_GREETINGS: Final = (
    "dear", "sehr geehrte", "guten tag", "liebe", "hallo", "kaere", "hej", "basta", "god dag",
    "your excellency", "exzellenz",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Honorific:
    """What stands before a name, taken apart: a form of address ("f", "m", "x", "") and the degrees."""

    gender: str = ""
    degrees: tuple[str, ...] = ()


def honorific(prefix: str) -> Honorific:
    """ "Frau Dr." is a woman with a doctorate; "Dr." alone tells nothing of whom."""
    gender, degrees = "", []
    for word in prefix.split():
        bare = fold(word).rstrip(".")
        if bare in _WOMEN:
            gender = "f"
        elif bare in _MEN:
            gender = "m"
        elif bare in _NEITHER:
            gender = "x"
        else:
            degrees.append(word)
    return Honorific(gender, tuple(degrees))


def is_courtesy(text: str) -> bool:
    """Whether it only says what goes before a name: "Herr", "Ms", "Frau Dr.", "Prof."."""
    known = honorific(text)
    return bool(text.strip()) and all(_highest(Honorific("", (one,))) for one in known.degrees)


# in a list, on a badge


def in_list(
    person: Person, language: str, *, capitals: bool = False, order: NameOrder | None = None
) -> str:
    """One line. Japanese papers have the native name, all others the Latin one with its degrees.

    ``capitals`` puts the family name in capitals: the government of Japan does so in Latin script
    since 1 January 2020 where the parts could be mistaken. ``order`` is that of the document, if it
    demands one; else each name stands in its own.
    """
    if _primary(language) == "ja" and person.native_name:
        return person.native_name
    shown = display_name(
        person.family_name,
        person.given_name,
        prefix=" ".join(honorific(person.prefix).degrees),
        native_name=person.native_name,
        order=person.name_order if order is None else order,
        country=person.country,
        capitals=capitals,
    )
    return f"{shown}, {person.suffix}" if person.suffix else shown


def badge(person: Person, language: str) -> tuple[str, str]:
    """Two lines, the first one large: the part that comes first, then the other, family name in capitals.

    Japanese: the native name, and how it is read in Latin letters. A single name leaves the second empty.
    """
    bare = replace(person, prefix="", suffix="")
    if _primary(language) == "ja" and person.native_name:
        latin = in_list(bare, "en", capitals=True) if person.family_name else person.reading
        return person.native_name, latin if latin != person.native_name else ""
    family, given = person.family_name.upper(), person.given_name
    if not (family and given):
        return in_list(bare, language, capitals=bool(family)), ""
    first, second = given, family
    if family_first(person.name_order, person.country, person.native_name):
        first, second = family, given
    return " ".join((*honorific(person.prefix).degrees, first)), second


# letters


def opening(person: Person, language: str) -> str:
    """How a letter begins, with its comma where the language has one.

    The form of address that was confirmed with the person wins. "Sehr geehrte Frau" is only written
    when the honorific says so; nobody's gender is guessed from a name. "Herr" or "Mr" alone, as lists
    have it, is no form of address yet: it says which one the name gets.
    """
    tongue = _primary(language)
    if person.salutation and not is_courtesy(person.salutation):
        return _confirmed(person, tongue)
    if person.salutation:
        person = replace(person, prefix=f"{person.salutation} {person.prefix}".strip())
    if tongue == "ja":
        return f"{_plain(person, tongue)} 様"
    known = honorific(person.prefix)
    return f"{_WRITERS.get(tongue, _english)(person, known)},"


def _confirmed(person: Person, tongue: str) -> str:
    """A whole greeting stands as it is; "Mr Tanaka" is greeted as each language greets a Mr Tanaka.

    A Japanese letter goes to the native name, where only a form in Latin letters was confirmed.
    """
    said = person.salutation.strip().rstrip(",")
    if said.endswith(("様", "先生", "殿", "閣下")):
        return said
    if fold(said).startswith(_GREETINGS):
        return f"{said},"
    if tongue == "ja":
        # "Frau Ministerin" and "Tanaka-san" are honours already: 様 goes behind the name alone.
        return f"{said if is_native(said) else _plain(person, tongue)} 様"
    words = said.split()
    known = honorific(words[0])
    if len(words) == 1 or known.gender not in ("f", "m"):
        return f"{_HELLO.get(tongue, 'Dear')} {said},"
    tongue = tongue if tongue in _TO else "en"
    hello, word = _TO[tongue][known.gender]
    if fold(words[0]).rstrip(".") in _OWN_WORDS[tongue]:
        return f"{hello} {said},"
    # Another language's word: only the highest degree is kept beside ours.
    degrees = [one for one in words[1:-1] if _highest(Honorific("", (one,)))]
    name = " ".join(one for one in words[1:] if one not in degrees)
    if degrees and tongue in ("en", "de"):
        said_so = Honorific(known.gender, tuple(degrees))
        return f"{_WRITERS.get(tongue, _english)(replace(person, family_name=name), said_so)},"
    return f"{hello} {word} {name},"


_TO: Final = {
    "en": {"f": ("Dear", "Ms"), "m": ("Dear", "Mr")},
    "da": {"f": ("Kære", "fru"), "m": ("Kære", "hr.")},
    "de": {"f": ("Sehr geehrte", "Frau"), "m": ("Sehr geehrter", "Herr")},
    "sv": {"f": ("Bästa", "fru"), "m": ("Bästa", "herr")},
}
_OWN_WORDS: Final = {
    "en": frozenset({"ms", "mrs", "miss", "mr", "sir", "dame"}),
    "da": frozenset({"fru", "froken", "frk", "hr"}),
    "de": frozenset({"frau", "herr"}),
    "sv": frozenset({"fru", "froken", "herr"}),
}
_HELLO: Final = {"en": "Dear", "da": "Kære", "de": "Guten Tag", "sv": "Bästa"}


def _english(person: Person, known: Honorific) -> str:
    """One title only, without a full stop: "Dear Dr Sørensen", "Dear Professor Tanaka"."""
    title = {"f": "Ms", "m": "Mr", "x": "Mx"}.get(known.gender, "")
    if degree := _highest(known):
        title = {"prof": "Professor", "dr": "Dr"}[degree]
    if title and person.family_name:
        return f"Dear {title} {person.family_name}"
    return f"Dear {_plain(person, 'en')}"


def _german(person: Person, known: Honorific) -> str:
    degree = {"prof": "Prof.", "dr": "Dr.", "": ""}[_highest(known)]
    if known.gender in ("f", "m") and person.family_name:
        start = "Sehr geehrte Frau" if known.gender == "f" else "Sehr geehrter Herr"
        return " ".join(part for part in (start, degree, person.family_name) if part)
    return " ".join(part for part in ("Guten Tag", degree, _plain(person, "de")) if part)


def _danish(person: Person, _known: Honorific) -> str:
    return f"Kære {_plain(person, 'da')}"


def _swedish(person: Person, _known: Honorific) -> str:
    return f"Bästa {_plain(person, 'sv')}"


_WRITERS: Final = {"de": _german, "da": _danish, "sv": _swedish}


def _plain(person: Person, tongue: str) -> str:
    """The name alone, without what stands before and after it."""
    return in_list(replace(person, prefix="", suffix=""), tongue)


def _highest(known: Honorific) -> str:
    """Of several degrees only the highest one is addressed: "prof", "dr" or "" for none."""
    bare = {fold(word).replace(".", "") for word in known.degrees}
    if any(word.startswith("prof") for word in bare):
        return "prof"
    return "dr" if any(word.startswith("dr") or word == "phd" for word in bare) else ""


# sorting

# Signs behind "z" stand for the letters that come last in the alphabet of a language.
_LAST: Final = {
    "da": {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"},
    "sv": {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"},
}
_HIRAGANA: Final = str.maketrans({chr(code): chr(code - 0x60) for code in range(0x30A1, 0x30F7)})


def sorted_as(person: Person, language: str) -> str:
    """Where a paper finds the name: "Tanaka, Haruto"; in Japanese by the reading, where it is known."""
    if _primary(language) == "ja" and (person.reading or person.native_name):
        return person.reading or person.native_name
    latin = ", ".join(part for part in (person.family_name, person.given_name) if part)
    return latin or person.reading or person.native_name


def sort_form(person: Person, language: str) -> str:
    """What is compared to put names in the order of a language: family name, then given name.

    Danish: Æ Ø Å at the end, Aa as Å. Swedish: Å Ä Ö at the end. German: ä as a (as in dictionaries).
    Japanese: by the reading, whichever kana it is in; names that have none come first, in Latin order.
    """
    tongue = _primary(language)
    latin = f"{person.family_name} {person.given_name}".strip()
    if tongue == "ja":
        return _kana(person.reading) if person.reading else fold(latin or person.native_name)
    if not latin:
        return fold(person.reading or person.native_name)
    low = unicodedata.normalize("NFC", latin.casefold())
    last = _LAST.get(tongue, {})
    if tongue == "da":
        low = low.replace("aa", "å")
    return "".join(last.get(sign) or (" " if sign.isspace() else fold(sign)) for sign in low)


def _kana(reading: str) -> str:
    """In the order of the fifty sounds: voiced sounds stand with the voiceless ones, then decide."""
    wide = unicodedata.normalize("NFKC", reading).translate(_HIRAGANA)
    words = " ".join(wide.replace("\u30fb", " ").split())
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", words) if sign not in "\u3099\u309a"
    )
    return f"{bare}\0{words}"


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].casefold()
