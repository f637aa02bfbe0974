"""Names of people: parts, scripts, readings and order; how they are shown and sorted."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, replace

from planner.text import fold
from planner.text import is_native as is_native
from planner.text import is_reading as is_reading

# Countries whose own custom puts the family name first. Japan writes official Latin-script
# documents so since 1 January 2020 (Government of Japan); the others by long custom.
FAMILY_FIRST_COUNTRIES = frozenset(
    {"JP", "KR", "KP", "CN", "TW", "HK", "MO", "VN", "HU", "SG", "KH"}
)


class NameOrder(enum.StrEnum):
    """Which part comes first; ``CUSTOM`` follows the person's country."""

    CUSTOM = ""
    FAMILY_FIRST = "family-first"
    GIVEN_FIRST = "given-first"


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name as it came in, taken apart as far as it is certain."""

    family_name: str = ""
    given_name: str = ""
    prefix: str = ""
    native_name: str = ""
    reading: str = ""
    suffix: str = ""


def family_first(order: NameOrder, country: str, native_name: str = "") -> bool:
    """Whether the family name stands first; without a country the script of the native name tells."""
    if order is NameOrder.CUSTOM:
        return country.upper() in FAMILY_FIRST_COUNTRIES if country else is_native(native_name)
    return order is NameOrder.FAMILY_FIRST


def display_name(
    family_name: str,
    given_name: str,
    *,
    prefix: str = "",
    native_name: str = "",
    order: NameOrder = NameOrder.CUSTOM,
    country: str = "",
    capitals: bool = False,
) -> str:
    """The name in one line, Latin form first choice.

    ``capitals`` writes the family name in capitals, as the Japanese government does where
    parts could be mistaken. "YAMAMOTO Kenji" for country JP, "Kenji YAMAMOTO" given first.
    """
    family = family_name.upper() if capitals else family_name
    pair = (
        (family, given_name) if family_first(order, country, native_name) else (given_name, family)
    )
    joined = " ".join(part for part in pair if part) or native_name
    return f"{prefix} {joined}".strip() if prefix else joined


def sort_key(family_name: str, given_name: str, native_name: str = "", reading: str = "") -> str:
    """Folded "family given", never the honorific; a name in native script only sorts by its reading."""
    latin = f"{family_name} {given_name}".strip()
    return fold(latin or reading or native_name)


# Honorifics and degrees that stand before a name; folded, without the full stop.
_PREFIXES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "dr",
        "prof",
        "professor",
        "univ-prof",
        "dipl-ing",
        "ing",
        "mag",
        "sir",
        "dame",
        "he",
        "he.",
        "h.e",
        "hon",
        "rev",
        "herr",
        "frau",
        "hr",
        "fru",
        "dr.-ing",
        "dr-ing",
        "dr.med",
        "dr.rer.nat",
        "ph.d",
        "doc",
        "amb",
        "ambassador",
        "prof.dr",
    ]
)


def _is_prefix(word: str) -> bool:
    return fold(word).rstrip(".,") in _PREFIXES


# What stands behind a name and a comma; without full stops. The second kind could also be names.
_SUFFIXES = frozenset(
    "phd msc bsc mphil dphil dsc mba mpa llm lld jr sr frs cbe obe kbe mbe esq frcp".split()
)
_SUFFIXES_BEHIND_TWO_WORDS = frozenset("ma ba md ii iii iv".split())


def split_suffix(text: str) -> tuple[str, str]:
    """The name and what follows it: "Alice O'Neill, PhD, MBA" gives ("Alice O'Neill", "PhD, MBA")."""
    name, *behind = (part.strip() for part in text.split(","))
    known = _SUFFIXES if " " not in name else _SUFFIXES | _SUFFIXES_BEHIND_TWO_WORDS
    cut = len(behind)
    while cut and fold(behind[cut - 1]).replace(".", "") in known:
        cut -= 1
    return ", ".join([name, *behind[:cut]]), ", ".join(behind[cut:])


def split_prefix(text: str) -> tuple[str, str]:
    """The titles that a name begins with, and the name: "Prof. Kenji" gives ("Prof.", "Kenji")."""
    words = text.split()
    cut = 0
    while cut < len(words) - 1 and _is_prefix(words[cut]):
        cut += 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def _is_capitals(word: str) -> bool:
    letters = [sign for sign in word if sign.isalpha()]
    return len(letters) > 1 and all(sign.isupper() for sign in letters)


def split_name(text: str, *, country: str = "") -> NameParts:
    """Take a name of one cell apart.

    "TANAKA Haruto", "Tanaka, Haruto", "Dr. Åse Sørensen", "田中 陽斗", "Haruto Tanaka (田中 陽斗)".
    A word in capitals is the family name; a comma ends it; else the country's custom decides.
    """
    text, suffix = split_suffix(" ".join(text.split()))
    parts = _split_bare(text, country)
    return replace(parts, suffix=suffix) if suffix else parts


def _split_bare(text: str, country: str) -> NameParts:
    native, reading = "", ""
    for inner in re.findall(r"[(（]([^()（）]*)[)）]", text):
        if is_reading(inner):
            reading = inner.strip()
        elif is_native(inner):
            native = inner.strip()
        elif not (text.rstrip().endswith((")", "）")) and inner[:1].islower()):
            continue  # "(Bob)" may be part of a name, "(afbud)" behind it is a remark
        text = re.sub(r"\s*[(（]" + re.escape(inner) + r"[)）]", "", text).strip()
    if is_native(text):
        latin = " ".join(word for word in text.split() if not is_native(word))
        native_words = " ".join(word for word in text.split() if is_native(word))
        if not latin:
            if native and not is_native(native):
                native = ""
            return NameParts(native_name=native_words, reading=reading)
        native, text = native_words, latin
    prefix, rest = split_prefix(text)
    words = rest.split()
    if "," in rest:
        family, _, given = rest.partition(",")
        before, given = split_prefix(given)
        prefix = f"{prefix} {before}".strip()
        given_words = given.split()
        while given_words and _is_prefix(given_words[-1]):
            prefix = f"{prefix} {given_words.pop()}".strip()
        return NameParts(family.strip(), " ".join(given_words), prefix, native, reading)
    capitals = [word for word in words if _is_capitals(word)]
    if capitals and len(capitals) < len(words):
        others = [word for word in words if not _is_capitals(word)]
        return NameParts(_title_case(" ".join(capitals)), " ".join(others), prefix, native, reading)
    if len(words) == 1:
        return NameParts(words[0], "", prefix, native, reading)
    if family_first(NameOrder.CUSTOM, country):
        return NameParts(words[0], " ".join(words[1:]), prefix, native, reading)
    # Nobiliary particles belong to the family name: "Ursula von der Leyen", "Ludwig van Beethoven".
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold() in _PARTICLES:
        cut -= 1
    return NameParts(" ".join(words[cut:]), " ".join(words[:cut]), prefix, native, reading)


_PARTICLES = frozenset(
    [
        "von",
        "van",
        "de",
        "der",
        "den",
        "zu",
        "zur",
        "af",
        "la",
        "le",
        "du",
        "di",
        "da",
        "dos",
        "del",
        "della",
        "ter",
        "ten",
        "el",
        "al",
        "bin",
    ]
)


def _title_case(word: str) -> str:
    """ "MÜLLER-LÜDENSCHEIDT" to "Müller-Lüdenscheidt"; "O'CONNOR" to "O'Connor"."""
    return re.sub(r"[^\W\d_]+", lambda found: found[0][0] + found[0][1:].lower(), word)
