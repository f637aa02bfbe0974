"""One time of day as it is written: 14:30, 2.30 pm, um 14 Uhr, kl. 9, 14h30, halv tre, 午後2時半, noon."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import Final

from planner.domain.quick_add.words import COUNTED, COUNTED_CJK, END, NUMBERS, one_of


class Style(enum.IntEnum):
    """How sure the writing is that a time is meant, the surest last."""

    BARE = 0  # 14
    COMPACT = 1  # 1430
    DOT = 2  # 14.30
    HOURS = 3  # 8h, which may be a length
    CLEAR = 4  # 14:30, 2pm, 14 Uhr, 14時, half past two


@dataclass(frozen=True, slots=True)
class Point:
    """A time of day. ``options``: the minutes since midnight that the writing may mean (1440 is 24:00)."""

    end: int
    options: tuple[int, ...]
    style: Style
    is_24: bool = False
    """Written so that only the 24-hour clock can be meant: 14, 04, 0."""
    has_half: bool = False
    fold: int | None = None
    """0 or 1 for "02:30a" and "02:30b", the two times in the night when the clocks go back."""


_NOT_INSIDE: Final = r"(?<![\d:/])(?<!\d[.,])"
_NUMBER: Final = one_of(NUMBERS)
# "um 9 am Montag" and "um 9 am 17." are German: there "am" is no half of the day.
_HALF: Final = (
    r"(?P<half>(?<=\d)p(?![^\W_])|[ap]\.?\s?m(?![^\W_])(?!(?<=\sam)\s+(?:\d{1,2}\.(?!\d)|montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonn|(?:mo|di|mi|do|fr|sa|so)\b))\.?)"
)
_PART: Final = (
    r"(?:\s*,?\s*(?P<am>in the morning|morgens|vormittags|früh|om morgenen|om formiddagen|"
    r"på morgonen|på förmiddagen|du matin)|\s*,?\s*(?P<pm>in the afternoon|in the evening|at night|"
    r"nachmittags|abends|om eftermiddagen|om aftenen|på eftermiddagen|på kvällen|"
    r"de l'après-midi|du soir))" + END
)
_UHR: Final = r"\s?uhr" + END + r"(?:\s(?P<after>[0-5]\d)(?![\d:.,]|\s?(?:min|std|h\b)))?"
_TAIL: Final = rf"(?:\s?{_HALF}|(?P<uhr>{_UHR}))?(?:{_PART})?"
_TAIL_H: Final = _TAIL.replace("(?P<uhr>", rf"(?P<uhr>\s?h(?:rs?)?{END}|")
"""Behind minutes an h is no length: 14:30h, 1430 hrs."""

_COLON: Final = re.compile(
    r"(?<![\d:])(?<!\d[.,])(\d{1,2}):(\d{2})(?!\d|:\d)(?P<fold>[ab](?![^\W_]|\.|\s?m))?" + _TAIL_H
)
_DOT: Final = re.compile(_NOT_INSIDE + r"(\d{1,2})\.(\d{2})(?!\d|[.:,/]\d)" + _TAIL_H)
_HOUR_LETTER: Final = re.compile(
    _NOT_INSIDE + r"(\d{1,2})\s?(?:h|heures?)(?:\s?([0-5]\d)(?![\d:]))?" + END + rf"(?:{_PART})?"
)
_COMPACT: Final = re.compile(_NOT_INSIDE + r"(\d{1,2})([0-5]\d)(?![\d:,%]|\.\d)" + _TAIL_H + END)
_BARE: Final = re.compile(_NOT_INSIDE + r"(\d{1,2})(?![\d:%°]|[.,/]\d|'\w)" + _TAIL + END)
_JAPANESE: Final = re.compile(
    r"(?P<half>午前|午後)?\s?(?<!\d)(\d{1,2})(?:時(?!間)(?:(\d{1,2})分|(半))?|(?P<colon>:\d{2})(?!\d))"
)
_WORDY: Final = re.compile(
    rf"(?:(?P<halb>halb|halv)|(?P<past>half\s+past)|(?P<bare_half>half)"
    rf"|(?P<q1>quarter\s+past|viertel\s+nach|kvart\s+over|kvart\s+över)"
    rf"|(?P<q3>quarter\s+to|viertel\s+vor|dreiviertel|kvart\s+i|kvart\s+före)|(?P<q0>viertel))"
    rf"\s+(?P<n>{_NUMBER}|\d{{1,2}})(?![\w:.,]\d|\w)"
    + rf"(?:\s?{_HALF})?(?:\s?uhr{END})?(?:{_PART})?"
)
_SPELLED: Final = re.compile(rf"({_NUMBER}|\d{{1,2}})\s?(?:uhr|o'?clock){END}(?:{_PART})?")
_SPELLED_BARE: Final = re.compile(rf"({_NUMBER})(?![\w])(?:{_PART})?")
_NOON: Final = re.compile(
    r"(?:(?P<noon>12\s+noon|noon|midday|mittags?(?=\s|$)|midi|正午)|(?P<midnight>midnight|mitternacht|midnat|midnatt|minuit))(?!\w)"
)
_COUNTED: Final = re.compile(
    rf"(?:\s|-)?(?:{one_of(COUNTED)})(?![\w])|[{COUNTED_CJK}](?!曜)|\s?[%€$£×]"
)


def point(plain: str, at: int, *, after_time: bool = False, spelled: bool = False) -> Point | None:
    """The time written at this place, or None.

    ``after_time`` is set for the end of a range; ``spelled`` where a word such as "kl." went before,
    so that a number in letters is an hour.
    """
    sign = plain[at : at + 1]
    if sign.isdigit() or sign in "午正":
        return _digits(plain, at)
    if not sign.isalpha():
        return None
    if found := _WORDY.match(plain, at):
        return _wordy(found)
    if found := _SPELLED.match(plain, at):
        return _hours(found, NUMBERS.get(found[1]) or int(found[1]), 0, Style.CLEAR)
    if found := _NOON.match(plain, at):
        return _noon(found, after_time)
    if spelled and (found := _SPELLED_BARE.match(plain, at)):
        return _hours(found, NUMBERS[found[1]], 0, Style.BARE)
    return None


def _digits(plain: str, at: int) -> Point | None:
    if found := _COLON.match(plain, at):
        return _hours(found, int(found[1]), int(found[2]), Style.CLEAR)
    if found := _JAPANESE.match(plain, at):
        if "時" in found[0] or found["half"]:
            minutes = found[3] or (found["colon"] or "")[1:] or (30 if found[4] else 0)
            return _hours(found, int(found[2]), int(minutes), Style.CLEAR)
        return None
    if found := _NOON.match(plain, at):
        return _noon(found, False)
    if found := _DOT.match(plain, at):
        sure = found["half"] or found["uhr"] or found["am"] or found["pm"]
        return _hours(found, int(found[1]), int(found[2]), Style.CLEAR if sure else Style.DOT)
    if found := _HOUR_LETTER.match(plain, at):
        hour = int(found[1])
        if hour == 24:
            return None  # "24h hotline"
        sure = hour > 12 or (found[2] and hour > 6) or found["am"] or found["pm"]
        return _hours(found, hour, int(found[2] or 0), Style.CLEAR if sure else Style.HOURS)
    if found := _COMPACT.match(plain, at):
        sure = found["half"] or found["uhr"]
        if _COUNTED.match(plain, found.end()) and not sure:
            return None
        return _hours(found, int(found[1]), int(found[2]), Style.CLEAR if sure else Style.COMPACT)
    if (found := _SPELLED.match(plain, at)) and "clock" in found[0]:
        return _hours(found, int(found[1]), 0, Style.CLEAR)
    if found := _BARE.match(plain, at):
        sure = found["half"] or found["uhr"] or found["am"] or found["pm"]
        if not sure and _COUNTED.match(plain, found.end()):
            return None
        minutes = int(found["after"] or 0)
        return _hours(found, int(found[1]), minutes, Style.CLEAR if sure else Style.BARE)
    return None


def _hours(found: re.Match[str], hour: int, minute: int, style: Style) -> Point | None:
    """The point, with the second half of the day as an option where the writing leaves it open."""
    groups = found.groupdict()
    if groups.get("after"):
        minute = int(groups["after"])
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    half = (groups.get("half") or "")[:1]
    before_noon = half in ("a",) or (groups.get("half") == "午前") or bool(groups.get("am"))
    after_noon = half in ("p",) or (groups.get("half") == "午後") or bool(groups.get("pm"))
    fold = {"a": 0, "b": 1}.get(groups.get("fold") or "")
    total = hour * 60 + minute
    if before_noon and hour > 12:
        return None
    if before_noon:
        return Point(found.end(), (total % 720,), style, has_half=True)
    if after_noon:
        return Point(found.end(), (total % 720 + 720,), style, has_half=True)
    digits = found[2] if found.re is _JAPANESE else found[1]
    if hour > 12 or hour == 0 or digits.startswith("0") or fold is not None:
        return Point(found.end(), (total,), style, is_24=True, fold=fold)
    return Point(found.end(), (total, (total + 720) % 1440), style)


def _wordy(found: re.Match[str]) -> Point | None:
    word = found["n"]
    hour = NUMBERS.get(word) or int(word)
    if not 1 <= hour <= 12:
        return None
    offsets: tuple[int, ...] = (-30,)
    if found["bare_half"]:  # "half three" is half past three to some and half past two to others
        offsets = (30, -30)
    elif found["q0"]:  # "viertel drei" is a quarter past two, in some regions
        offsets = (-45, 15)
    elif found["past"]:
        offsets = (30,)
    elif found["q1"]:
        offsets = (15,)
    elif found["q3"]:
        offsets = (-15,)
    options = [(hour * 60 + offset) % 720 for offset in offsets]
    if found["pm"] or (found["half"] or "").startswith("p"):
        return Point(found.end(), tuple(one + 720 for one in options), Style.CLEAR, has_half=True)
    if found["am"] or found["half"]:
        return Point(found.end(), tuple(options), Style.CLEAR, has_half=True)
    options += [one + 720 for one in options]
    if hour == 12:
        options.sort(key=lambda one: one < 720)  # "half past twelve" is at noon
    return Point(found.end(), tuple(options), Style.CLEAR)


def _noon(found: re.Match[str], after_time: bool) -> Point:
    if found["noon"]:
        return Point(found.end(), (720,), Style.CLEAR, is_24=True)
    return Point(found.end(), (1440,) if after_time else (0, 1440), Style.CLEAR, is_24=True)
