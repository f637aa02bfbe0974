"""How alike two descriptions of a person are, with the reasons; a name alone never decides."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from planner.i18n import N_
from planner.text import fold, spellings

_ALIKE: Final = 88.0
"""Similarity of two names, 0 to 100, from which a slip of the keyboard is thinkable."""


_spellings = lru_cache(65_536)(spellings)
"""In a whole library the same names come again and again."""


KEY_MARK: Final = "\x1f"
"""Stands between scheme and value of an external key: neither can hold it."""


class Likeness(enum.IntEnum):
    """How sure it is that two descriptions mean one person."""

    NONE = 0
    POSSIBLE = 1
    SAME = 2


REASONS: Final = {
    "same_key": N_("same key in the sender's list"),
    "same_email": N_("same e-mail address"),
    "same_phone": N_("same phone number"),
    "same_native_name": N_("same name in native script"),
    "same_name": N_("same name"),
    "same_reading": N_("same reading of the name"),
    "similar_name": N_("similar name"),
    "same_organisation": N_("same organisation"),
    "same_file": N_("read in from this file before"),
    "same_list": N_("in this list already"),
    "same_visit": N_("in this delegation already"),
    "other_name": N_("another name"),
    "other_native_name": N_("another name in native script"),
    "other_title": N_("another title"),
    "emails_differ": N_("different e-mail addresses"),
    "other_email": N_("another e-mail address there"),
    "other_organisation": N_("another organisation"),
    "other_country": N_("another country"),
    "own_row": N_("a row of our own sheet"),
    "same_uid": N_("the same event of the calendar"),
    "same_start": N_("same title and start"),
    "same_day": N_("same title on the same day"),
}


@dataclass(frozen=True)
class Known:
    """What is compared of a person, from a file or from the library.

    ``emails`` and ``phones`` are normal forms; ``keys`` are schemes and values of external keys; ``organisations`` are ids or folded names, as long as
    both sides use the same. ``titles`` are folded. ``files`` are the marks of what the person came from.
    """

    id: str
    family_name: str = ""
    given_name: str = ""
    native_name: str = ""
    reading: str = ""
    country: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    in_visit: bool = False
    from_file: bool = False
    label: str = field(default="", compare=False)

    @cached_property
    def latin_words(self) -> tuple[frozenset[str], ...]:
        """The words of the Latin name, each with all its spellings ("Møller": "moller", "moeller")."""
        parts = f"{self.family_name} {self.given_name}".replace("-", " ").replace(".", " ").split()
        return tuple(_spellings(part) for part in parts)

    @cached_property
    def native_key(self) -> str:
        if not self.native_name:
            return ""
        return "".join(fold(self.native_name).split()).replace("・", "")

    @cached_property
    def reading_key(self) -> str:
        return hiragana("".join(fold(self.reading).split())) if self.reading else ""


@dataclass(frozen=True, slots=True)
class Match:
    """A person who may be meant, with the reasons for and against as kinds of ``REASONS``."""

    known: Known
    likeness: Likeness
    reasons: tuple[str, ...]
    score: int


def compare(incoming: Known, known: Known) -> Match:
    """How alike two people are.

    "TANAKA Haruto, MEXT" and "Haruto Tanaka, MEXT" are the same; "Peter Jensen" and "Peter Jensen"
    without more are only possibly so.
    """
    reasons: list[str] = []
    name = _names(incoming, known)
    if incoming.keys & known.keys:
        reasons.append("same_key")
    if incoming.emails & known.emails:
        reasons.append("same_email")
    elif _domains(incoming.emails) & _domains(known.emails):
        reasons.append("other_email")
    elif incoming.emails and known.emails:
        reasons.append("emails_differ")
    if incoming.phones & known.phones:
        reasons.append("same_phone")
    if name:
        reasons.append(name)
    same_name = name in ("same_name", "same_native_name", "same_reading")
    if incoming.organisations & known.organisations:
        reasons.append("same_organisation")
    elif incoming.organisations and known.organisations:
        reasons.append("other_organisation")
    if incoming.country and known.country and incoming.country != known.country:
        reasons.append("other_country")
    clash = _clash(incoming, known)
    if not name and _contradict(incoming, known):
        reasons.append("other_name")
    elif clash and same_name:
        reasons.append("other_native_name")
    if same_name and incoming.titles and known.titles and not incoming.titles & known.titles:
        reasons.append("other_title")
    if same_name and known.in_visit:
        reasons.append("same_visit")
    if same_name and known.from_file:
        reasons.append("same_file")
    shared = incoming.emails & known.emails
    only_house = bool(shared) and _are_of_a_house(shared)
    likeness = _likeness(set(reasons), name, clash=clash, only_house=only_house)
    return Match(known, likeness, tuple(reasons), _score(reasons))


def _likeness(reasons: set[str], name: str, *, clash: bool, only_house: bool) -> Likeness:
    """SAME lets an import write unasked: nothing may speak against it, and a name alone is too little."""
    exact = name in ("same_name", "same_native_name", "same_reading")
    if "same_key" in reasons:
        return Likeness.POSSIBLE if "other_name" in reasons else Likeness.SAME
    if "same_email" in reasons:
        against = clash or "other_name" in reasons or (only_house and not exact)
        return Likeness.POSSIBLE if against else Likeness.SAME
    apart = bool(reasons & {"other_email", "emails_differ"})
    if "same_phone" in reasons and name:
        return Likeness.POSSIBLE if clash or apart else Likeness.SAME
    if exact:
        return Likeness.POSSIBLE if clash else _by_name(reasons, apart=apart)
    if {"similar_name", "same_organisation"} <= reasons and "other_email" not in reasons:
        return Likeness.POSSIBLE
    return Likeness.NONE


def _by_name(reasons: set[str], *, apart: bool) -> Likeness:
    """The same name and nothing by which both are reached: the file, the house or the visit must agree."""
    if "same_file" in reasons or ("same_organisation" in reasons and "other_email" not in reasons):
        return Likeness.SAME
    elsewhere = reasons & {"other_organisation", "other_country", "other_title"}
    if "same_visit" in reasons and not elsewhere and not apart:
        return Likeness.SAME
    if "other_organisation" in reasons and reasons & {"other_country", "other_email"}:
        return Likeness.NONE
    return Likeness.POSSIBLE


_HOUSES: Final = frozenset(
    "info kontakt contact office mail post sekretariat secretariat reception presse press admin support"
    " service international kokusai team hello booking events event conference bureau protokol protocol"
    " zentrale poststelle registrator koho soumu jimu".split()
)
"""What stands before the @ of an address that a whole office reads."""


def _are_of_a_house(emails: Iterable[str]) -> bool:
    return all(email.partition("@")[0].rstrip("0123456789-_.") in _HOUSES for email in emails)


def _clash(one: Known, other: Known) -> bool:
    """Whether names that look or sound alike are two people's all the same.

    佐藤 博 and 佐藤 浩 are both Sato Hiroshi; "Peter A." is not short for "Anna".
    """
    if one.native_key and other.native_key:
        ours, theirs = sorted((one.native_key, other.native_key), key=len)
        if not theirs.startswith(ours) and ours not in theirs:
            return True
    ours_given, theirs_given = _first_word(one), _first_word(other)
    if not (ours_given and theirs_given and one.family_name and other.family_name):
        return False
    swapped = _spelt(one.given_name) & _spelt(other.family_name)
    return not swapped and not _may_be_one(ours_given, theirs_given, one, other)


def _first_word(known: Known) -> str:
    words = known.given_name.replace(".", " ").split()
    return words[0] if words else ""


def _may_be_one(ours: str, theirs: str, one: Known, other: Known) -> bool:
    """The same first name, an initial of it, one of several, or letters mistyped."""
    if spellings(ours) & spellings(theirs) or _spelt(one.given_name) & _spelt(other.given_name):
        return True
    short, long = sorted((fold(ours), fold(theirs)), key=len)
    if len(short) == 1:
        return long.startswith(short)
    from rapidfuzz import fuzz

    # "Anna" and "Anne" are two names as often as a slip: only long ones are taken for slips.
    return min(len(short), len(long)) >= 6 and bool(fuzz.ratio(short, long) >= _ALIKE)


_WEIGHTS: Final = {
    "same_key": 9,
    "same_email": 8,
    "same_phone": 5,
    "same_native_name": 5,
    "same_name": 4,
    "same_reading": 3,
    "similar_name": 2,
    "same_organisation": 3,
    "same_visit": 3,
    "same_file": 3,
    "other_name": -4,
    "other_native_name": -4,
    "other_title": -1,
    "emails_differ": -1,
    "other_email": -2,
    "other_organisation": -1,
    "other_country": -2,
}


def _score(reasons: Iterable[str]) -> int:
    return sum(_WEIGHTS[reason] for reason in reasons)


def best(incoming: Known, candidates: Iterable[Known]) -> tuple[Match, ...]:
    """Those who may be meant, the likeliest first; of equally likely ones who agrees in more."""
    found = [compare(incoming, known) for known in candidates if _may_be(incoming, known)]
    real = [match for match in found if match.likeness]

    def place(match: Match) -> tuple[int, int, int, str]:
        return -match.likeness, -match.score, -_agreement(incoming, match.known), match.known.id

    return tuple(sorted(real, key=place))


def _agreement(one: Known, other: Known) -> int:
    """In how much two agree; to have nothing is to agree with whoever has nothing."""
    names = ("titles", "emails", "phones", "organisations", "country", "native_name", "reading")
    return sum(getattr(one, name) == getattr(other, name) for name in names)


def _may_be(one: Known, other: Known) -> bool:
    """Whether a closer look is worth it: without the very name, something must be shared."""
    shared = (
        one.keys & other.keys
        or one.emails & other.emails
        or one.phones & other.phones
        or one.organisations & other.organisations
    )
    return bool(shared) or bool(_exact_name(one, other))


def _domains(emails: frozenset[str]) -> set[str]:
    """Where addresses are: two people of one house have two addresses of one domain."""
    return {email.rpartition("@")[2] for email in emails}


def _names(one: Known, other: Known) -> str:
    """Which of the reasons about names holds, the strongest first; "" when the names differ."""
    exact = _exact_name(one, other)
    if not exact and one.latin_words and other.latin_words and _similar_words(one, other):
        return "similar_name"
    return exact


def _exact_name(one: Known, other: Known) -> str:
    if one.native_key and one.native_key == other.native_key:
        return "same_native_name"
    if one.latin_words and other.latin_words:
        return "same_name" if _same_words(one.latin_words, other.latin_words) else ""
    if one.reading_key and one.reading_key == other.reading_key:
        return "same_reading"
    return ""


def _contradict(one: Known, other: Known) -> bool:
    """Whether both have a name in one script and the names cannot be one person's.

    "Sato" may be "Hanako Sato", and "Hanako Sato" may have become "Hanako Tanaka".
    """
    if one.latin_words and other.latin_words:
        fewer, more = sorted((one.latin_words, other.latin_words), key=len)
        part = all(any(word & candidate for candidate in more) for word in fewer)
        return not part and not (_spelt(one.given_name) & _spelt(other.given_name))
    return bool(one.native_key and other.native_key)


def _spelt(name: str) -> set[str]:
    return {spelling for word in name.split() for spelling in spellings(word) if len(spelling) > 1}


def _same_words(ones: tuple[frozenset[str], ...], others: tuple[frozenset[str], ...]) -> bool:
    """The same words in any order, each in any of its spellings."""
    if len(ones) != len(others):
        return False
    left = list(others)
    for word in ones:
        hit = next((other for other in left if word & other), None)
        if hit is None:
            return False
        left.remove(hit)
    return True


def _similar_words(one: Known, other: Known) -> bool:
    """A word more, an initial for a name, or letters mistyped, with at least one whole word shared."""
    fewer, more = sorted((one.latin_words, other.latin_words), key=len)
    left = list(more)
    whole = 0
    for word in fewer:
        hit = next((candidate for candidate in left if word & candidate), None)
        if hit is not None:
            whole += 1
        else:
            hit = next((candidate for candidate in left if _initial(word, candidate)), None)
        if hit is None:
            return _mistyped(one, other)
        left.remove(hit)
    return whole > 0 and (whole < len(fewer) or len(fewer) > 1)


def _initial(word: frozenset[str], other: frozenset[str]) -> bool:
    short, long = sorted((min(word, key=len), min(other, key=len)), key=len)
    return len(short) == 1 and long.startswith(short)


def _mistyped(one: Known, other: Known) -> bool:
    from rapidfuzz import fuzz  # late: only pairs that are nearly alike get here

    ours, theirs = (
        " ".join(sorted(min(word, key=len) for word in known.latin_words)) for known in (one, other)
    )
    if min(len(ours), len(theirs)) < 6:
        return False
    shared = any(word & candidate for word in one.latin_words for candidate in other.latin_words)
    return bool(fuzz.ratio(ours, theirs) >= (_ALIKE if shared else 94.0))


def hiragana(text: str) -> str:
    """Katakana as hiragana, so that "タナカ" and "たなか" are one reading."""
    wide = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヶ" else sign for sign in wide)
