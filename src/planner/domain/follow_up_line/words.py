"""The words of the line in English, Danish and German: how often, how long after, who, how it stands."""

from __future__ import annotations

import re
from typing import Final

from planner.domain.followups import FollowUpKind, FollowUpStatus, Side
from planner.domain.quick_add.words import (
    END,
    FULL_WEEKDAYS,
    NUMBERS,
    SHORT_WEEKDAYS,
    WEAK_WEEKDAYS,
    one_of,
)

DAY, WEEK, MONTH, QUARTER, HALF, YEAR = "day", "week", "month", "quarter", "half", "year"
_UNITS: Final = {
    word: unit
    for unit, words in {
        DAY: "d day days dag dage tag tage tagen",
        WEEK: "w wk week weeks uge uger woche wochen",
        MONTH: "m mo month months måned måneder monat monate monaten",
        QUARTER: "quarter quarters kvartal kvartaler quartal quartale quartalen",
        YEAR: "y year years år jahr jahre jahren",
    }.items()
    for word in words.split()
}
"""Also the short ones, which only stand behind T+ and a number."""
_LONG_UNITS: Final = {word: unit for word, unit in _UNITS.items() if len(word) > 2 or word == "år"}
DAYS_OF: Final = {DAY: 1.0, WEEK: 7.0, MONTH: 365.25 / 12, QUARTER: 365.25 / 4, YEAR: 365.25}
RULES: Final = {
    DAY: ("DAILY", 1),
    WEEK: ("WEEKLY", 1),
    MONTH: ("MONTHLY", 1),
    QUARTER: ("MONTHLY", 3),
    HALF: ("MONTHLY", 6),
    YEAR: ("YEARLY", 1),
}
_COUNTS: Final = {
    **NUMBERS,
    **dict.fromkeys("a an en einer einem einen".split(), 1),
}
_EVERY_COUNTS: Final = {
    **NUMBERS,
    **dict.fromkeys("other second anden andet zweite zweiten zweites".split(), 2),
    **dict.fromkeys("third tredje dritte dritten drittes".split(), 3),
}
_WEEKDAYS: Final = {
    **FULL_WEEKDAYS,
    **SHORT_WEEKDAYS,
    **{word: number for word, (number, _languages) in WEAK_WEEKDAYS.items()},
}
_ADVERBS: Final = {
    word: unit
    for unit, words in {
        DAY: "daily dagligt täglich",
        WEEK: "weekly ugentligt wöchentlich",
        MONTH: "monthly månedligt monatlich",
        QUARTER: "quarterly kvartalsvis vierteljährlich",
        HALF: "half-yearly halvårligt halbjährlich",
        YEAR: "yearly annually årligt jährlich",
    }.items()
    for word in words.split()
}

_EVERY: Final = r"(?<!\S)(?:every|each|hver|hvert|jede[nsrm]?|alle)\s+"
EVERY_HALF: Final = re.compile(
    rf"{_EVERY}(?:half[\s-]year|halve\s+år|halbe\s+jahr|halbes\s+jahr){END}"
    r"|(?<!\S)(?:every\s+six\s+months|hver\s+sjette\s+måned)(?!\w)"
)
EVERY: Final = re.compile(
    rf"{_EVERY}(?:(?P<count>\d{{1,2}})\.?\s+|(?P<word>{one_of(_EVERY_COUNTS)})\s+)?"
    rf"(?:(?P<unit>{one_of(_LONG_UNITS)})|(?P<weekday>{one_of(_WEEKDAYS)})){END}"
)
ADVERB: Final = re.compile(rf"(?<!\S)(?P<adverb>{one_of(_ADVERBS)}){END}")
AFTER: Final = re.compile(
    rf"(?<!\S)(?P<from>t|end|slut|ende)\s?(?P<sign>[+-])\s?(?P<count>\d{{1,4}})"
    rf"(?:\s?(?P<unit>{one_of(_UNITS)}))?(?![\w.:/+-])"
)
"""T+14, T-6 months; from the last day: end+14."""
IN: Final = re.compile(
    rf"(?<!\S)(?:in|om)\s+(?:(?P<count>\d{{1,3}})|(?P<word>{one_of(_COUNTS)}))\s+"
    rf"(?P<unit>{one_of(_LONG_UNITS)}){END}"
)
NEXT_WEEK: Final = re.compile(
    r"(?<!\S)(?:next\s+week|næste\s+uge|i\s+næste\s+uge|(?:in\s+der\s+)?nächste[nr]?\s+woche)(?!\w)"
)
NEXT: Final = re.compile(r"(?:next|næste|nächsten|nächster|nächste)\s+")
BEFORE: Final = re.compile(
    r"(?<!\S)(?:due(?:\s+(?:by|on))?|by|before|until|till|senest(?:\s+den)?|inden(?:\s+den)?|"
    r"før(?:\s+den)?|frist|fällig(?:\s+am)?|bis(?:\s+(?:zum|am))?|vor\s+dem)\s*:?\s+$"
)
"""What says that a due date follows."""
SURE: Final = re.compile(r"(?:on|am|på)\s")
MARK: Final = re.compile(
    r"(?<!\S)!(?P<name>[^\W\d_]+)(?::\s?(?P<more>\x02+|[^\s\x02]+))?(?=[\s,;]|$)"
)

SAID: Final[dict[str, FollowUpStatus | Side | FollowUpKind]] = {
    word: meaning
    for meaning, words in (
        (FollowUpStatus.WAITING, "waiting wait venter vent wartet warten warte"),
        (Side.THEIRS, "them theirs their dem deres die deren"),
        (Side.OURS, "us ours our os vores uns unser"),
        (FollowUpKind.DECISION, "decision decide beslutning beschluss entscheidung"),
    )
    for word in words.split()
}
ME: Final = frozenset("me mig mich".split())


def rule_of(found: re.Match[str]) -> tuple[str, int | None]:
    """The rule that was read, and the weekday on which it begins when it names one."""
    groups = found.groupdict()
    if adverb := groups.get("adverb"):
        return _rule(_ADVERBS[adverb], 1), None
    if "unit" not in groups:
        return _rule(HALF, 1), None
    count = int(groups["count"] or 0) or _EVERY_COUNTS.get(groups["word"] or "", 1)
    if groups["weekday"]:
        return _rule(WEEK, count), _WEEKDAYS[groups["weekday"]]
    return _rule(_LONG_UNITS[groups["unit"]], count), None


def _rule(unit: str, count: int) -> str:
    frequency, interval = RULES[unit]
    interval *= count
    return f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval != 1 else "")


def days_of(found: re.Match[str]) -> int:
    """How many days "6 months" are: months and years on average, to the nearest day."""
    groups = found.groupdict()
    count = int(groups["count"]) if groups["count"] else _COUNTS[groups.get("word") or ""]
    days = round(count * DAYS_OF[_UNITS[groups["unit"] or "d"]])
    return -days if groups.get("sign") == "-" else days
