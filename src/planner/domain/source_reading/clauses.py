"""The clause in which a verb stands: only what stands there says when that was."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.source_reading.days import MONTHS

_HARD: Final = re.compile(
    r"(?i)[;:|)\]]|[(\[](?!\s*\d)"
    r"|\b(?:that|when|which|who|whose|where|while|after|before|since|because|under|following|ahead of"
    r"|dass|daß|nachdem|bevor|während|seit|wobei|hvor|hvilket|mens|efter|inden|siden|fordi|innan|medan)\b"
    r"|,\s*(?:der|die|das|dem|den|als|at|som|att|där|da)\b"
    r"|\b(?:som|at(?=\s+(?:en|et|den|det|de|der|[A-ZÆØÅ][a-zæøå]+s?\s+(?:besøg|underskr|indg)))|att)\b"
    r"|\b(?:and|og|und|och)\s+(?!(?:the|den|det|die|der|das|dem|til|bis|to)\b)(?=(?-i:[a-zæøåäöü]))"
    rf"(?!(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b)"
    r"|\bto\s+(?!(?:the|early|mid|late)\b)(?=(?-i:[a-z]))"
)
"""Where another clause begins, or what belongs to another time: "after", "under"."""
_COMMA: Final = re.compile(r",(?!\s*(?:19|20)\d\d\b)")
_LEADS: Final = re.compile(r"(?i)\s*(?:[^\W\d_]+\s+){0,3}?[\d.\s–—/-]{1,12}[^,]{0,40}\s*$")
_SMALL: Final = frozenset(
    "a an the of in on at am im by from eine ein einer einem einen der die das dem den des en et det de af fra aus von vom i"
    " hat haben hatte hatten har havde has have had was were is wurde wurden blev kl dr mr mrs ms high level".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_cut(text: str, first: int, last: int) -> bool:
    """Whether another clause begins between the two places."""
    return _HARD.search(text, first, max(first, last)) is not None


def after(text: str, at: int, last: int) -> list[str]:
    """What follows a verb in its clause; ``last`` is where that ends of which it speaks, after a pair of
    commas perhaps."""
    found = [text[at : _end(text, at)]]
    if last > at and not is_cut(text, at, last):
        found.append(text[last : _end(text, last)])
    return found


def before(text: str, subject: tuple[int, int], verb: int) -> list[str]:
    """What stands between who it was and the verb, and ahead of both where nothing else is said there."""
    found = []
    start, end = subject
    if end <= verb and not _COMMA.search(text, end, verb) and not is_cut(text, end, verb):
        found.append(text[end:verb])
    first = min(start, verb)
    cuts = [one.end() for one in _HARD.finditer(text, 0, first)]
    lead = text[max(cuts, default=0) : first]
    commas = list(_COMMA.finditer(lead))
    if commas and _LEADS.fullmatch(lead[: commas[-1].start()]) and len(commas) == 1:
        found += [lead] if _says_little(lead[commas[-1].end() :]) else []
    elif not commas or _says_little(lead[commas[-1].end() :]):
        found.append(lead[commas[-1].end() :] if commas else lead)
    return [one for one in found if _says_little(one)]


def _says_little(text: str) -> bool:
    """No more than a date, small words and one other: no statement of its own can be there."""
    words = [one.casefold() for one in _WORD.findall(text)]
    other = [one for one in words if one not in _SMALL and one not in MONTHS]
    return len([one for one in other if one not in _OF_DAYS]) <= 1


_OF_DAYS: Final = frozenset(
    "to until bis til till and und og och th st nd rd zum d between mellem zwischen mandag tirsdag onsdag torsdag fredag"
    " monday tuesday wednesday thursday friday montag dienstag mittwoch donnerstag freitag days dagene tagen year året"
    " jahr jahre spring summer autumn winter this last these week month uge måned woche monat diese dieser disse".split()
)


def _end(text: str, at: int) -> int:
    ends = [one.start() for cut in (_HARD, _COMMA) if (one := cut.search(text, at))]
    return min(ends, default=len(text))
