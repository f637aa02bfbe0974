"""Organisations and programmes of the library, found in running text by any of their names.

Names are compared without spaces and hyphens ("Nano-Terasu", "MAXIV"), case and marks; the longest
wins, whole words only, and a genitive may follow. What two records are called means neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from planner.domain.organisations import OrganisationKind
from planner.text import clean_line, fold, is_native

_SHORT: Final = 4
_ENDING: Final = re.compile(r"(?:['’]?s|es|et|ets|en|ens|'|’)?$")
_LEGAL: Final = re.compile(
    r"(?i)[\s,]+(?:eric|corporation|corp\.?|incorporated|inc\.?|ag|gmbh|co\.?,? ?ltd\.?|ltd\.?|a/s|ab|plc|kk)$"
)
_OF_REGION: Final = re.compile(
    r"(?i)^(?:state of|land|region|präfektur|prefecture of|delstaten|freistaat)\s+|\s+(?:prefecture|region|state)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a record; ``key`` is its id. ``place`` is the town it may be called after."""

    key: str
    text: str
    kind: OrganisationKind = OrganisationKind.OTHER
    place: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A record that the text names from ``start`` to ``end``."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Squashed:
    """Letters and digits of a text alone, with the place that each has in the text."""

    text: str
    places: list[int]
    begins: list[bool]
    ends: list[bool]


class NameBook:
    """Built once for a text; matching costs about as much as reading the text."""

    def __init__(self, names: Iterable[Name]) -> None:
        owners: dict[str, set[str]] = {}
        exact: dict[str, str] = {}
        firsts: dict[str, set[str]] = {}
        for name in names:
            for form in _forms(name):
                squashed = _squash(form)
                if len(squashed) < 2 or (len(squashed) < 3 and not is_native(form)):
                    continue
                owners.setdefault(squashed, set()).add(name.key)
                if len(squashed) <= _SHORT and form.isascii():
                    exact[squashed] = form
            words = name.text.split()
            is_company = name.kind is OrganisationKind.COMPANY
            if is_company and len(words) > 1 and len(words[0]) >= 5 and words[0][0].isupper():
                firsts.setdefault(_squash(words[0]), set()).add(name.key)
        self._owner = {form: next(iter(keys)) for form, keys in owners.items() if len(keys) == 1}
        self._exact = exact
        self._firsts = {form: next(iter(keys)) for form, keys in firsts.items() if len(keys) == 1}
        self._lengths: dict[str, list[int]] = {}
        for form in self._owner:
            self._lengths.setdefault(form[:2], []).append(len(form))
        for lengths in self._lengths.values():
            lengths[:] = sorted(set(lengths), reverse=True)

    def find(self, text: str) -> list[Named]:
        """Where records are named, in order; a company named in full may elsewhere have its first word only."""
        squashed = squash_with_places(text)
        found = self._whole(text, squashed)
        named = {one.key for one in found}
        short = {form: key for form, key in self._firsts.items() if key in named}
        if short:
            found += self._by_first_word(text, short, found)
        return sorted(found, key=lambda one: one.start)

    def _whole(self, text: str, squashed: _Squashed) -> list[Named]:
        found: list[Named] = []
        at = 0
        while at < len(squashed.text) - 1:
            length = self._match(text, squashed, at) if squashed.begins[at] else 0
            if length:
                start, end = squashed.places[at], squashed.places[at + length - 1] + 1
                found.append(Named(self._owner[squashed.text[at : at + length]], start, end))
                at += length
            else:
                at += 1
        return found

    def _match(self, text: str, squashed: _Squashed, at: int) -> int:
        for length in self._lengths.get(squashed.text[at : at + 2], ()):
            form = squashed.text[at : at + length]
            is_whole = len(form) == length and form in self._owner  # not cut off by the text's end
            if not is_whole or not _ends_word(squashed, at + length):
                continue
            written = text[squashed.places[at] : squashed.places[at + length - 1] + 1]
            if form in self._exact and re.sub(r"[\s-]", "", written) != re.sub(
                r"[\s-]", "", self._exact[form]
            ):
                continue
            is_long = written.count(" ") >= 4  # a title spelled out need not have its capital
            if not (
                written[:1].isupper() or is_native(written) or written[:1].isdigit() or is_long
            ):
                continue
            return length
        return 0

    def _by_first_word(
        self, text: str, short: Mapping[str, str], found: list[Named]
    ) -> list[Named]:
        more = []
        for word in re.finditer(r"[^\W\d_][\w-]+", text):
            key = short.get(_squash(word[0]))
            inside = any(one.start <= word.start() < one.end for one in found)
            if key and word[0][0].isupper() and not inside:
                more.append(Named(key, word.start(), word.end()))
        return more


def squash_with_places(text: str) -> _Squashed:
    signs: list[str] = []
    places: list[int] = []
    begins: list[bool] = []
    ends: list[bool] = []
    before = " "
    for place, sign in enumerate(text):
        if sign.isalnum():
            following = text[place + 1 : place + 2]
            begin = not before.isalnum() or is_native(sign)
            end = not following.isalnum() or is_native(sign)
            folded = _fold_sign(sign)
            for number, one in enumerate(folded):
                signs.append(one)
                places.append(place)
                begins.append(begin and number == 0)
                ends.append(end and number == len(folded) - 1)
        before = sign
    return _Squashed("".join(signs), places, begins, ends)


_FOLDED: Final[dict[str, str]] = {}


def _fold_sign(sign: str) -> str:
    found = _FOLDED.get(sign)
    if found is None:
        found = _FOLDED[sign] = fold(sign)
    return found


def _squash(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())


def _ends_word(squashed: _Squashed, at: int) -> bool:
    """Whether a word ends before ``at``, or goes on with no more than a genitive or an article."""
    if squashed.ends[at - 1]:
        return True
    rest = ""
    for place in range(at, min(at + 3, len(squashed.text))):
        rest += squashed.text[place]
        if squashed.ends[place]:
            return len(rest) <= 3 and _ENDING.fullmatch(rest) is not None
    return False


def _forms(name: Name) -> set[str]:
    """The name and what it is called for short: without the legal form, a bracket, its own town."""
    whole = clean_line(name.text)
    bare = _LEGAL.sub("", re.sub(r"\s*\([^()]*\)\s*", " ", whole).strip())
    forms = {whole, bare}
    if len(bare.split()) > 3:
        forms.add(
            re.sub(r"(?<=\w{6})s\b", "", bare)
        )  # "Communication Technology" for "Communications"
    if name.place:
        forms.add(re.sub(rf"(?i)\s+(?:at|in|i|zu)\s+{re.escape(name.place)}$", "", bare))
    if name.kind in (OrganisationKind.STATE, OrganisationKind.REGION):
        forms.add(_OF_REGION.sub("", bare))
    if name.kind is OrganisationKind.MINISTRY:
        forms.add(re.sub(r"(?i)^ministeriet for ", "Ministerium for ", bare))
        forms.add(re.sub(r"(?i)^the (?=ministry)", "", bare))
        forms.add(
            re.sub(r"(?i)(?<=\w) of (?:Denmark|Sweden|Germany|Japan|Norway|Finland)$", "", bare)
        )
    return {form.strip() for form in forms if len(form.strip()) > 1}
