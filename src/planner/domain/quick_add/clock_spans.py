"""From when to when, as it is written: a time with its end or its length."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from planner.domain.quick_add.clock_words import Point, Style, point
from planner.domain.quick_add.words import END, MONTHS, one_of

_OCLOCK: Final = r"(?:klokken|klockan|kl\.?)\s*"
_WORDS: Final = (
    r"(?P<open>from|after|efter|von|fra|från|ab|de|dès|between|zwischen|mellem|mellan)"
    r"|(?P<until>until|till|til|bis|by|before|senest|inden|spätestens|innan|jusqu'à|avant)"
    r"|(?P<at>at|um|gegen|à|vers|around|about|ca\.?|omkring|cirka|om)"
)
_PREFIX: Final = re.compile(rf"(?:(?:{_WORDS})(?:\s+|(?<=\.)))?(?P<oclock>{_OCLOCK}(?=\S))?")
_AT_SIGN: Final = re.compile(r"@\s?(?=\d{1,2}[:.]\d\d(?!\d)|\d{1,2}\s?[ap]\.?m)")
_SEPARATOR: Final = re.compile(
    rf"\s*(?:-|から)\s*(?:ca\.?\s*)?(?:{_OCLOCK})?|\s?/\s?(?=\d{{1,2}}[:.]\d\d(?!\d))"
    rf"|\s+(?:to|til|till|bis|à|until|and|og|und|och|et)\s+(?:um\s+)?(?:{_OCLOCK})?"
)
_DASHED: Final = re.compile(r"\s*-|\s*から")
_AND: Final = re.compile(r"\s+(?:and|og|und|och|et)\s")
# "15:00 - 19 Nov 10:00" ends on another day, not at 19.
_A_DATE: Final = re.compile(
    rf"\d{{1,2}}(?:\.\s?|\s)?(?:{one_of(MONTHS)})(?!\w)|\d{{1,2}}\.\d{{1,2}}\.(?!\d)|(?:19|20|21)\d\d-\d{{1,2}}-"
    r"|\d{1,2}[./]\d{1,2}\s+(?:kl\.?\s*)?\d{1,2}[:.]\d\d|\d{1,2}月"
)
_TAIL: Final = re.compile(r"\s?(?:uhr" + END + r"|まで)")
_LATER: Final = re.compile(r"\s?\(?\+\s?(\d{1,2})\)?(?![\w:.,])")
_BETWEEN: Final = re.compile(r"\s*(?:[,(/+|]|-(?=\s)|(?<=\S)-)?\s*(?:(?:for|für|pendant|i)\s+)?")

_THIRD: Final = re.compile(r"-\d[\d.:]*(?<=\d)(?!\w)")
_THIRD_WIDE: Final = re.compile(r"\s+-\s+\d[\d.:]*(?<=\d)(?!\w)(?!\s+[^\W\d_]+s\b)")

_LENGTH: Final = re.compile(
    r"(?:(?P<half>half\s+an\s+hour|(?:eine\s+)?halbe\s+stunde|(?:en\s+)?halv\s?time|(?:en\s+)?halvtimme"
    r"|(?:une\s+)?demi-heure)"
    r"|(?P<one>an\s+hour|one\s+hour|eine\s+stunde|en\s+time|en\s+timme|une\s+heure)"
    r"|(?P<more>anderthalb\s+stunden|halvanden\s+time)"
    r"|(?P<h>\d{1,2}(?:[.,]\d{1,2})?|\d{0,2}\s?[½¼¾])[\s-]?"
    r"(?P<unit>hours?|hrs?\.?|h|stunden?|std\.?|timer|timmar|timme|time|tim|t|heures?|時間)"
    r"(?:\s?(?P<hu>\d{1,2})\s?(?:minutes|minuten|minutter|minuter|min\.?|m|分)|(?P<hm>[0-5]\d)(?!\d))?"
    r"|(?P<m>\d{1,3})[\s-]?(?:minutes?|minuten|minutter|minuter|mins?\.?|分))" + END + r"(?!\d)"
)
_WRONG: Final = re.compile(
    r"-?\s?(?P<count>\d+(?:[.,]\d+)?)[\s-]?(?:(?P<h>hours?|hrs?\.?|h|stunden?|std\.?|timer|timmar|timme"
    r"|time|tim|t|heures?|時間)|minutes?|minuten|minutter|minuter|mins?\.?|分)" + END + r"(?!\d)"
)
_PARTS: Final = {"½": 30, "¼": 15, "¾": 45}


@dataclass(frozen=True, slots=True)
class Length:
    """How long: minutes. ``unit`` is the word for hours, when one was written."""

    start: int
    end: int
    minutes: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A start, with an end or a length when they were written, at a place of the line."""

    at: int
    end: int
    start: Point
    until: Point | None = None
    length: Length | None = None
    later: int | None = None
    prefix: str = ""
    """The word before: "at", "open" (from), "until", "oclock" (kl.) or empty."""
    is_third: bool = False
    """A third number hangs on it, as in 10-12-14: a date, a row or a number, never a time unasked."""

    @property
    def is_range(self) -> bool:
        return self.until is not None

    @property
    def is_clear(self) -> bool:
        """Whether it is a time wherever in the line it stands."""
        if self.is_third:
            return False
        styles = (self.start.style, self.until.style if self.until else Style.BARE)
        if Style.CLEAR in styles or self.prefix == "oclock":
            return True
        if self.is_range:
            return bool(self.prefix)
        return bool(self.prefix) and self.start.style in (Style.DOT, Style.COMPACT, Style.HOURS)


def length_at(plain: str, at: int) -> Length | None:
    """The length written at this place; at most a day."""
    found = _LENGTH.match(plain, at)
    if found is None:
        return None
    minutes = _minutes(found)
    if not 0 < minutes <= 1440:
        return None
    return Length(at, found.end(), minutes, found["unit"] or "")


def wrong_length_at(plain: str, at: int) -> Length | None:
    """What looks like a length but can be none: "0 min", "-30 min", "2000 min". ``minutes`` is how
    long would be meant without the sign, 0 where nothing sensible is left."""
    found = _WRONG.match(plain, at)
    if found is None or length_at(plain, at):
        return None
    minutes = round(float(found["count"].replace(",", ".")) * (60 if found["h"] else 1))
    return Length(at, found.end(), minutes if 0 < minutes <= 1440 else 0)


def _minutes(found: re.Match[str]) -> int:
    if found["half"]:
        return 30
    if found["one"]:
        return 60
    if found["more"]:
        return 90
    if found["m"]:
        return int(found["m"])
    hours = found["h"].strip()
    if hours[-1] in _PARTS:
        whole = int(hours[:-1].strip() or 0) * 60 + _PARTS[hours[-1]]
    else:
        whole = round(float(hours.replace(",", ".")) * 60)
    return whole + int(found["hm"] or found["hu"] or 0)


def clock_at(plain: str, at: int) -> Clock | None:
    """The time written at this place with what belongs to it, or None."""
    prefix = _AT_SIGN.match(plain, at) or _PREFIX.match(plain, at)
    assert prefix is not None
    word = "at" if prefix.re is _AT_SIGN else _word_of(prefix)
    start = point(plain, prefix.end(), spelled=bool(word))
    if start is None or (start.style is Style.BARE and length_at(plain, prefix.end())):
        return None
    end, until, later = start.end, None, None
    if separator := _SEPARATOR.match(plain, end):
        until = _range_end(plain, separator, prefix)
        if until is not None:
            end = until.end
        elif start.style < Style.DOT and plain[separator.end() : separator.end() + 1].isdigit():
            return None  # "16-18 year olds"
    if found := _TAIL.match(plain, end):
        end = found.end()
        if found[0].strip() == "まで" and until is None:
            word = "until"
    elif until is None and (found := _DASHED.match(plain, end)) and found[0].strip() == "から":
        end = found.end()
    if until is not None and (found := _LATER.match(plain, end)):
        later, end = int(found[1]), found.end()
    length = None
    if until is not None and (third := _third(plain, start.end, end)):
        return Clock(at, third, start, until, None, later, word, is_third=True)
    if until is None:
        gap = _BETWEEN.match(plain, end)
        assert gap is not None
        length = length_at(plain, gap.end())
        if length:
            end = length.end
            if plain[gap.start() : gap.end()].strip() == "(" and plain[end : end + 1] == ")":
                end += 1
    return Clock(at, end, start, until, length, later, word)


def _third(plain: str, first: int, end: int) -> int | None:
    """Where a third number ends that is joined to a range in the way of the first two."""
    wide = plain[first : first + 1].isspace()
    found = (_THIRD_WIDE if wide else _THIRD).match(plain, end)
    return found.end() if found else None


def _word_of(prefix: re.Match[str]) -> str:
    if prefix["until"]:
        return "until"
    if prefix["oclock"]:
        return "oclock"
    return "open" if prefix["open"] else "at" if prefix["at"] else ""


def _range_end(plain: str, separator: re.Match[str], prefix: re.Match[str]) -> Point | None:
    between = prefix.re is _PREFIX and (prefix["open"] or "") in (
        "between",
        "zwischen",
        "mellem",
        "mellan",
    )
    if _AND.match(plain, separator.start()) and not between:
        return None
    if _A_DATE.match(plain, separator.end()):
        return None
    length = length_at(plain, separator.end())
    if length and not length.unit:
        return None  # "14:00 - 30 min" has no end at half past
    return point(plain, separator.end(), after_time=True, spelled=True)
