"""What the text of a cell says: dates and times in many spellings, categories, blanks, placeholders."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from planner.domain.sheets import Cell, CellKind
from planner.domain.visits import Category
from planner.text import clean_line, fold

_NOTHING: Final = frozenset(
    "- -- --- – — . / x n/a n.a. na none nil null ingen ingen. keine keiner kein nej no nein nan"
    " なし 無 無し 該当なし ー － ― inga ingen? #n/a ? ?? unknown ukendt unbekannt okänd 不明".split()
)


def is_blank(text: str) -> bool:
    """Whether a cell says "nothing" in one of the usual ways ("-", "n/a", "keine", "なし")."""
    bare = text.strip().lower() if text.isascii() else fold(text)
    return not bare or bare in _NOTHING


_PLACEHOLDER: Final = re.compile(
    r"(?:n\.? ?n\.?|n/n|t\.?b\.?[acdn]\.?|tbc\.?|to be (?:named|confirmed|announced|decided|determined|nominated)"
    r"|not yet (?:named|known|nominated|decided)|vacant|open|name to follow|xxx+|\?+"
    r"|navn følger|endnu ikke udpeget|ikke udpeget|udpeges senere|ubesat|følger"
    r"|wird nachgereicht|noch offen|noch nicht benannt|wird noch benannt|noch zu benennen|unbesetzt|offen"
    r"|meddelas senare|ej utsedd|namn kommer"
    r"|未定|調整中|未決定|後日連絡|氏名未定|選定中)",
)

_ASIDE: Final = re.compile(r"[(（\[].*?[)）\]]")
_HEAD_ENDS: Final = re.compile(r"[,;:/–-]\s|\s[–-]\s")


def is_placeholder(text: str) -> bool:
    """Whether a name stands for someone not named yet: "N.N.", "TBC", "未定", "N.N. (interpreter)"."""
    if len(text) > 200:
        return False
    bare = _ASIDE.sub("", text.casefold()).strip(" ,;:-")
    head = _HEAD_ENDS.split(bare, 1)[0].strip()
    return bool(_PLACEHOLDER.fullmatch(bare) or (head != bare and _PLACEHOLDER.fullmatch(head)))


# dates and times


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, a time or both, as far as the cell says."""

    date: dt.date | None = None
    time: dt.time | None = None


_MONTHS: Final = {
    fold(word): number
    for number, words in enumerate(
        (
            "january jan januar januari jänner",
            "february feb februar februari febr",
            "march mar mär mrz märz marts mars",
            "april apr",
            "may maj mai",
            "june jun juni",
            "july jul juli",
            "august aug augusti",
            "september sep sept",
            "october oct oktober okt",
            "november nov",
            "december dec dez dezember desember",
        ),
        start=1,
    )
    for word in words.split()
}
_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "r": 2018, "h": 1988, "s": 1925}

_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_JAPANESE: Final = re.compile(
    r"(?:(令和|平成|昭和)\s*(\d{1,2}|元)|(\d{4}))\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)
_JAPANESE_NO_YEAR: Final = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4}|\d{2})(?!\d)")
_NUMBERS_NO_YEAR: Final = re.compile(r"(?<![\d.])(\d{1,2})\s*[./]\s*(\d{1,2})(?:\.|(?![\d.:]))")
_DAY_MONTH: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:\.|st|nd|rd|th|er)?[\s-]*([^\W\d_]{3,9})\.?,?[\s-]*(\d{4}|\d{2}(?!\d|:))?"
)
_MONTH_DAY: Final = re.compile(
    r"([^\W\d_]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?!\d|:)\s*,?\s*(\d{4})?"
)
_TIME: Final = re.compile(
    r"(?<![\d.:/-])(\d{1,2})\s*[:.]\s*(\d{2})(?::\d{2})?\s*([ap])?\.?m?\.?(?![\d.:/-])"
)
_HOUR: Final = re.compile(r"(?<!\d)(\d{1,2})\s*(?:([ap])\.?m\.?(?!\w)|uhr|h\b)")
_CLOCK_WORD: Final = re.compile(r"(?:kl\.?|klockan|at|um)\s*(\d{1,2})(?![\d.:/-])")
_JAPANESE_TIME: Final = re.compile(r"(午前|午後)?\s*(\d{1,2})\s*時\s*(?:(\d{1,2})\s*分|(半))?")


def read_moment(cell: Cell, *, day_first: bool = True, year: int | None = None) -> Moment | None:
    """The date and time in a cell, or None when it holds neither.

    ``year`` is taken for a date without one ("10 May"); without it such a date is not read.
    """
    if cell.kind in (CellKind.DATE, CellKind.TIME) and isinstance(cell.value, str):
        return _stored(cell.value)
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, float | int):
        return _serial(float(cell.value), cell.text)
    text = fold(cell.text[:200])
    if not text:
        return None
    date, rest = _date_in(text, day_first, year)
    time = _time_in(rest)
    return Moment(date, time) if date or time else None


def _stored(value: str) -> Moment | None:
    try:
        if "-" not in value:
            return Moment(None, dt.time.fromisoformat(value))
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return Moment(moment.date(), moment.time() if "T" in value else None)


def _serial(number: float, text: str) -> Moment | None:
    """A date typed into a cell without date format: Excel's day number, or digits like 20270510."""
    if 19_000_101 <= number <= 21_001_231 and number == int(number):
        date = _date(int(text[:4]), int(text[4:6]), int(text[6:8])) if len(text) == 8 else None
        return Moment(date) if date else None
    if 0 < number < 1:
        return Moment(None, _time(round(number * 1440) // 60, round(number * 1440) % 60))
    if 36_526 <= number < 73_051:  # the years 2000 to 2099
        moment = dt.datetime(1899, 12, 30) + dt.timedelta(seconds=round(number * 86_400))
        return Moment(
            moment.date(), moment.time().replace(second=0) if number != int(number) else None
        )
    if number == int(number) and 0 <= number <= 2359 and len(text) == 4:
        time = _time(int(number) // 100, int(number) % 100)
        return Moment(None, time) if time else None
    return None


def _date_in(text: str, day_first: bool, year: int | None) -> tuple[dt.date | None, str]:
    """The first date in a folded text, and the text without it."""
    for pattern, read in (
        (_JAPANESE, _from_japanese),
        (_YEAR_FIRST, lambda found: _date(int(found[1]), int(found[2]), int(found[3]))),
        (_NUMBERS, lambda found: _from_numbers(found, day_first)),
        (_DAY_MONTH, lambda found: _from_words(found[1], found[2], found[3], year)),
        (_MONTH_DAY, lambda found: _from_words(found[2], found[1], found[3], year)),
        (_JAPANESE_NO_YEAR, lambda found: _date(year, int(found[1]), int(found[2]))),
    ):
        for found in pattern.finditer(text):
            if date := read(found):
                return date, text[: found.start()] + " " + text[found.end() :]
    bare = _NUMBERS_NO_YEAR.search(text) if year and not _TIME.fullmatch(text) else None
    if bare is not None:
        first, second = int(bare[1]), int(bare[2])
        day, month = (first, second) if "." in bare[0] or day_first else (second, first)
        if date := _date(year, month, day):
            return date, text[: bare.start()] + " " + text[bare.end() :]
    return None, text


def _from_japanese(found: re.Match[str]) -> dt.date | None:
    era, era_year, western, month, day = found.groups()
    year = int(western) if western else _ERAS[era] + (1 if era_year == "元" else int(era_year))
    return _date(year, int(month), int(day))


def _from_numbers(found: re.Match[str], day_first: bool) -> dt.date | None:
    first, second, year = int(found[1]), int(found[2]), _full_year(found[3])
    if "." in found[0] or day_first:
        return _date(year, second, first) or (
            None if "." in found[0] else _date(year, first, second)
        )
    return _date(year, first, second) or _date(year, second, first)


def _from_words(day: str, month: str, year: str | None, default: int | None) -> dt.date | None:
    number = _MONTHS.get(fold(month))
    if number is None:
        return None
    return _date(_full_year(year) if year else default, number, int(day))


def _full_year(text: str) -> int:
    year = int(text)
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _date(year: int | None, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year and 1900 <= year <= 2199 else None
    except ValueError:
        return None


def _time_in(text: str) -> dt.time | None:
    if found := _JAPANESE_TIME.search(text):
        half, hour, minute, and_half = found.groups()
        return _time(
            int(hour) + (12 if half == "午後" and int(hour) < 12 else 0),
            int(minute or (30 if and_half else 0)),
        )
    if found := _TIME.search(text):
        return _time(_of_twelve(int(found[1]), found[3]), int(found[2]))
    if found := _HOUR.search(text):
        return _time(_of_twelve(int(found[1]), found[2]), 0)
    if found := _CLOCK_WORD.search(text):
        return _time(int(found[1]), 0)
    return None


def _of_twelve(hour: int, half: str | None) -> int:
    if half == "p" and hour < 12:
        return hour + 12
    return 0 if half == "a" and hour == 12 else hour


def _time(hour: int, minute: int) -> dt.time | None:
    return (
        dt.time(hour % 24, minute)
        if hour <= 24 and minute < 60 and (hour < 24 or minute == 0)
        else None
    )


_SLASHES: Final = re.compile(r"(?<!\d)(\d{1,2})\s*[/-]\s*(\d{1,2})\s*[/-]\s*(?:\d{4}|\d{2})(?!\d)")


def slash_order(texts: list[str]) -> str:
    """How a column writes its dates with slashes: "day", "month", "mixed", "unknown" or "" for none.

    One date that can only be read one way decides for the whole column.
    """
    pairs = [
        (int(found[1]), int(found[2])) for text in texts if (found := _SLASHES.search(fold(text)))
    ]
    if not pairs:
        return ""
    day = any(first > 12 for first, _ in pairs)
    month = any(second > 12 for _, second in pairs)
    if day and month:
        return "mixed"
    if day or all(first == second for first, second in pairs):
        return "day"
    return "month" if month else "unknown"


# categories

_CATEGORIES: Final = {
    Category.OFFICIAL: "official officials officiel officielle amtlich offiziell government regering 政府 公式 public",
    Category.BUSINESS: "business erhverv wirtschaft industry näringsliv company industri industrie 企業 経済界 産業界",
    Category.SCIENCE: "science scientist research researcher academia academic forskning forsker wissenschaft forschung"
    " vetenskap forskare university 研究者 学術 大学",
    Category.PRESS: "press media journalist presse medier medien 報道 プレス 記者",
    Category.SECURITY: "security sikkerhed sicherheit säkerhet 警備 警護",
    Category.INTERPRETER: "interpreter interpreters tolk tolke dolmetscher dolmetscherin tolkar 通訳",
    Category.ACCOMPANYING: "accompanying spouse partner companion ledsager ægtefælle begleitung begleitperson ehepartner"
    " medföljande make maka 同行者 随行 随行員 配偶者",
}
_BY_WORD: Final = {
    fold(word): category for category, words in _CATEGORIES.items() for word in words.split()
}


_NOT_GIVEN: Final = frozenset({"not given", "ikke angivet", "keine angabe"})


def read_category(text: str) -> Category | None:
    """The category that a word in one of five languages means, or None."""
    bare = fold(clean_line(text))
    if bare in _NOT_GIVEN:
        return Category.OTHER  # as our own sheets say it
    if bare in _BY_WORD:
        return _BY_WORD[bare]
    words = re.split(r"[^\w]+", bare)
    return next((_BY_WORD[word] for word in words if word in _BY_WORD), None)
