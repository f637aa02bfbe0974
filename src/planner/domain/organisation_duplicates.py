"""How alike two organisations are, with the reasons; and who is in a whole library twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final

from planner.domain.duplicate_search import Cluster, Pair, candidate_pairs, clusters
from planner.domain.duplicates import Likeness
from planner.i18n import N_
from planner.text import fold, spellings

_ALIKE: Final = 90.0
_PORTION: Final = 4096

REASONS: Final = {
    "same_key": N_("same entry of another address book"),
    "same_name": N_("same name"),
    "similar_name": N_("similar name"),
    "same_acronym": N_("same acronym"),
    "acronym_of": N_("one is the acronym of the other"),
    "same_address": N_("same web page, e-mail or phone"),
    "same_city": N_("same city"),
    "other_city": N_("another city"),
    "other_country": N_("another country"),
    "other_kind": N_("another kind"),
}

_WEIGHTS: Final = {
    "same_key": 9,
    "same_address": 5,
    "same_name": 5,
    "similar_name": 2,
    "same_acronym": 2,
    "acronym_of": 2,
    "same_city": 2,
    "other_city": -2,
    "other_country": -4,
    "other_kind": -1,
}

# Words that tell no organisation from another, in the languages of the lists.
_COMMON: Final = frozenset(
    "the of and for in a af og for i der die das und fur den det en et och for"
    " gmbh mbh ggmbh ag ab asa as a/s aps p/s i/s ltd limited inc incorporated co company corp"
    " corporation kg kgaa ohg ug ev oy oyj llc llp plc bv nv sa s/a sas sarl srl spa eric aisbl asbl"
    " k.k. kk aktieselskab anpartsselskab aktiebolag aktiengesellschaft".split()
)


@dataclass(frozen=True)
class KnownOrganisation:
    """What is compared of an organisation. ``names`` are all it goes by, in any language.

    ``addresses`` are normal forms of web pages, e-mail addresses and phone numbers.
    """

    id: str
    names: tuple[str, ...] = ()
    acronym: str = ""
    kind: str = ""
    country: str = ""
    city: str = ""
    addresses: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    label: str = field(default="", compare=False)

    @cached_property
    def spelt(self) -> frozenset[str]:
        """The names as they are compared, each in all its spellings."""
        return frozenset(
            " ".join(_words(spelling)) for name in self.names for spelling in spellings(name)
        ) - {""}

    @cached_property
    def cities(self) -> frozenset[str]:
        return spellings(self.city) if self.city else frozenset()


def compare_organisations(
    one: KnownOrganisation, other: KnownOrganisation
) -> tuple[Likeness, tuple[str, ...], int]:
    """Likeness, reasons for and against, and the sum of their weights.

    A name alone is only possibly the same one: every country has a Ministry of Education.
    """
    reasons = []
    if one.keys & other.keys:
        reasons.append("same_key")
    if one.addresses & other.addresses:
        reasons.append("same_address")
    if name := _names(one, other):
        reasons.append(name)
    if one.acronym and fold(one.acronym) == fold(other.acronym):
        reasons.append("same_acronym")
    if one.cities and other.cities:
        reasons.append("same_city" if one.cities & other.cities else "other_city")
    if one.country and other.country and one.country != other.country:
        reasons.append("other_country")
    if one.kind and other.kind and one.kind != other.kind:
        reasons.append("other_kind")
    score = sum(_WEIGHTS[reason] for reason in reasons)
    return _likeness(set(reasons)), tuple(reasons), score


def _likeness(reasons: set[str]) -> Likeness:
    against = reasons & {"other_country", "other_city"}
    if "same_key" in reasons:
        return Likeness.SAME
    if "same_name" in reasons:
        if "other_country" in reasons:
            return Likeness.NONE if "same_address" not in reasons else Likeness.POSSIBLE
        backed = reasons & {"same_address", "same_city", "same_acronym"}
        return Likeness.SAME if backed and not against else Likeness.POSSIBLE
    if "same_address" in reasons and reasons & {"similar_name", "same_acronym", "acronym_of"}:
        return Likeness.POSSIBLE if against else Likeness.SAME
    if reasons & {"similar_name", "acronym_of"} and not against:
        return Likeness.POSSIBLE
    if "same_acronym" in reasons and "same_city" in reasons and "other_country" not in reasons:
        return Likeness.POSSIBLE
    return Likeness.NONE


def find_organisations(
    organisations: Sequence[KnownOrganisation],
    distinct: Collection[tuple[str, str]] = (),
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Cluster[KnownOrganisation], ...]:
    """Clusters of organisations that may be one; see `duplicate_search.find_people`."""
    pairs = candidate_pairs(organisations, _block_keys, _finer_keys)
    return clusters(_compared(organisations, pairs, set(distinct), progress))


def _compared(
    organisations: Sequence[KnownOrganisation],
    pairs: set[tuple[int, int]],
    distinct: set[tuple[str, str]],
    progress: Callable[[int, int], None] | None,
) -> Iterator[Pair[KnownOrganisation]]:
    waiting, done = iter(pairs), 0
    while portion := list(islice(waiting, _PORTION)):
        if progress is not None:
            progress(done, len(pairs))
        done += len(portion)
        for first, second in portion:
            one, other = sorted(
                (organisations[first], organisations[second]), key=lambda known: known.id
            )
            if (one.id, other.id) in distinct:
                continue
            likeness, reasons, score = compare_organisations(one, other)
            if likeness:
                yield Pair(one, other, likeness, reasons, score)


def _block_keys(known: KnownOrganisation) -> Iterator[str]:
    """The kind of a key is its first letter."""
    for kind, values in (("k", known.keys), ("a", known.addresses), ("n", known.spelt)):
        yield from (f"{kind}{value}" for value in values)
    if known.acronym:
        yield f"c{fold(known.acronym)}"
    for name in known.spelt:
        words = name.split()
        if len(words) == 1 and len(name) <= 8:
            yield f"c{name}"
        if len(words) > 2:
            yield "c" + "".join(word[0] for word in words)
        # One word mistyped or left out leaves two others in their alphabetical order.
        telling = sorted(set(words))
        for place, word in enumerate(telling):
            for next_word in telling[place + 1 : place + 3]:
                yield f"w{word} {next_word}"
        if len(words) <= 2:
            yield from (f"s{len(words)}{word[:4]}" for word in words)


def _finer_keys(_key: str, known: KnownOrganisation) -> Iterator[str]:
    for city in known.cities:
        yield f"{known.country} {city}"
    yield from known.spelt


def _words(folded: str) -> list[str]:
    bare = "".join(sign if sign.isalnum() or sign == "/" else " " for sign in folded)
    return [word for word in bare.split() if word not in _COMMON]


def _names(one: KnownOrganisation, other: KnownOrganisation) -> str:
    if one.spelt & other.spelt:
        return "same_name"
    if _is_acronym(one, other) or _is_acronym(other, one):
        return "acronym_of"
    from rapidfuzz import fuzz  # late: only pairs that are nearly alike get here

    for ours in one.spelt:
        for theirs in other.spelt:
            if (
                min(len(ours), len(theirs)) >= 6
                and fuzz.token_sort_ratio(ours, theirs) >= _ALIKE
                # "Region 1" and "Region 2", "Faculty of Law" and "Faculty of Art" are two.
                and _numbers(ours) == _numbers(theirs)
                and _slips(ours, theirs)
            ):
                return "similar_name"
    return ""


def _slips(ours: str, theirs: str) -> bool:
    """Whether each word that differs is like one of the other name, or only one has it."""
    from rapidfuzz import fuzz

    left, right = set(ours.split()), set(theirs.split())
    fewer, more = sorted((left - right, right - left), key=len)
    return all(any(fuzz.ratio(word, near) >= 75 for near in more) for word in fewer)


def _numbers(name: str) -> list[str]:
    return sorted(word for word in name.split() if any(sign.isdigit() for sign in word))


def _is_acronym(one: KnownOrganisation, other: KnownOrganisation) -> bool:
    """ "MEXT" as the only name of one, and as acronym or initials of the other."""
    short = {name for name in one.spelt if " " not in name and 2 <= len(name) <= 8}
    if not short:
        return False
    initials = {
        "".join(word[0] for word in name.split()) for name in other.spelt if name.count(" ") > 1
    }
    return bool(short & ({fold(other.acronym)} - {""} | initials))
