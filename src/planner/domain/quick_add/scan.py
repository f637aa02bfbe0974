"""Where in a line the day and the time stand: in front, behind each other, at the end, or in doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from planner.domain.quick_add.clock_spans import Clock, Length, clock_at, length_at
from planner.domain.quick_add.clock_words import Style
from planner.domain.quick_add.days import Day, day_at
from planner.domain.quick_add.kinds import word_kind
from planner.domain.quick_add.reading import DoubtKind, QuickContext
from planner.domain.quick_add.shadow import Shadow
from planner.domain.quick_add.words import END, ORDINARY, one_of
from planner.text import fold

_ALL_DAY: Final = re.compile(
    r"(?<!\w)(?:"
    + one_of(
        "all day|all-day|whole day|full day|ganztägig|ganztags|den ganzen tag|ganzer tag|hele dagen|hel dag|heldags|"
        "heldag|hela dagen|toute la journée|journée entière|終日".split("|")
    )
    + ")"
    + END
)
_AT_END: Final = re.compile(r"\s*(?:@.*)?[.,;]?\s*")
_NO_TIME: Final = re.compile(r"(?<![\d:./])(\d{1,2}):(\d{2})(?![\d:])")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)[\s,:]*$")
_JUNK: Final = ",;:|·-–—"


@dataclass(slots=True)
class Found:
    """What stands where. ``open`` are doubts that are about title or field; ``others`` further times."""

    day: Day | None = None
    clock: Clock | None = None
    all_day: tuple[int, int] | None = None
    length: Length | None = None
    doubts: list[tuple[DoubtKind, int, int]] = field(default_factory=list)
    others: list[Clock] = field(default_factory=list)
    loose_clock: Clock | None = None
    loose_day: Day | None = None


def scan(shadow: Shadow, context: QuickContext) -> Found:
    """Find day, time and length, and blank them out in the shadow."""
    found = Found()
    _front(shadow, context, found)
    if found.clock is None:
        _all_day(shadow, context, found)
    if found.clock is None and found.all_day is None and found.loose_clock is None:
        _within(shadow, context, found)
    if found.clock is not None and found.clock.until is None and found.clock.length is None:
        _length_at_end(shadow, found)
    if found.day is None:
        _weak_in_front(shadow, context, found)
        _day_at_end(shadow, context, found)
    return found


def _weak_in_front(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """ "Sat tour 14:30": the day, or a word of the title."""
    day = day_at(shadow.plain, shadow.skip(0, _JUNK), context)
    if found.loose_day is None and day is not None and day.ways == "weak" and _is_own(day, context):
        found.loose_day = day


def _front(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """Day and time at the beginning, in either order."""
    at = shadow.skip(0, _JUNK)
    day = day_at(shadow.plain, at, context)
    if day is not None and _is_day(shadow, day, context):
        _take_day(shadow, found, day)
        at = shadow.skip(day.end, _JUNK + "に")
    clock = clock_at(shadow.plain, at)
    if clock is not None and _accept(
        shadow, context, found, clock, after_day=found.day is not None
    ):
        at = shadow.skip(clock.end, _JUNK + "に")
        if found.day is None and found.clock is not None:
            _day_after_clock(shadow, context, found, at)
    elif clock is None and (wrong := _NO_TIME.match(shadow.plain, at)):
        found.doubts.append((DoubtKind.NO_SUCH_TIME, *wrong.span()))


def _is_own(day: Day, context: QuickContext) -> bool:
    """Whether a doubtful word is a weekday in the language of the reader."""
    return context.bare_language in day.languages.split()


def _is_ordinary(shadow: Shadow, day: Day, context: QuickContext) -> bool:
    """Whether the word is a common one in that language, such as the Danish "fri"."""
    word = shadow.whole[day.at : day.end].strip(" .")
    return word in ORDINARY.get(context.bare_language, "").split()


def _take_day(shadow: Shadow, found: Found, day: Day) -> None:
    found.day = day
    shadow.use(day.at, day.end)


def _take_clock(shadow: Shadow, found: Found, clock: Clock) -> None:
    found.clock = clock
    shadow.use(clock.at, clock.end)


def _is_day(shadow: Shadow, day: Day, context: QuickContext) -> bool:
    """Whether what may be a day in front is one, by what follows it."""
    behind = shadow.skip(day.end, ",:;")
    clock = clock_at(shadow.plain, behind)
    followed = clock is not None and (
        clock.is_clear or clock.is_range or clock.start.style > Style.BARE
    )
    if day.ways == "bare":
        return _bare_is_day(shadow, day, followed, clock)
    if day.ways == "weak":
        own = context.bare_language in day.languages.split()
        return followed or (
            own and (clock is not None or _ALL_DAY.match(shadow.plain, behind) is not None)
        )
    return True


def _bare_is_day(shadow: Shadow, day: Day, followed: bool, clock: Clock | None) -> bool:
    """17.11 may be 17:11. A time behind it settles that; so does a day that the visit does not have."""
    own = clock_at(shadow.plain, day.at)
    if own is not None and own.is_range and own.end > day.end and not followed:
        return False
    if followed or clock is not None or own is None:
        return followed or clock is not None or day.doubt is None or day.weekday is not None
    if day.doubt is None:
        return True
    minute = own.start.options[0] % 60
    return bool(minute % 5)


def _accept(
    shadow: Shadow, context: QuickContext, found: Found, clock: Clock, *, after_day: bool
) -> bool:
    """Take a time in front; or note it as open when it may be title, a date or a length."""
    style = clock.start.style
    if clock.is_range or clock.length or clock.is_clear:
        sure = True
    elif style is Style.HOURS:
        sure = (
            after_day
            or clock.prefix != ""
            or (context.bare_language == "fr" and clock.start.options[0] >= 420)
        )
        if not sure:
            return _hours_or_length(found, clock)
    elif style is Style.COMPACT:
        sure = after_day or clock.prefix != ""
    elif style is Style.DOT:
        sure = True
    else:
        sure = bool(clock.prefix) or (
            bool(_AT_END.fullmatch(shadow.plain, clock.end)) and after_day
        )
    if sure:
        _take_clock(shadow, found, clock)
        return True
    found.loose_clock = clock
    found.doubts.append((DoubtKind.TIME_OR_TITLE, clock.at, clock.end))
    return False


def _hours_or_length(found: Found, clock: Clock) -> bool:
    """ "8h workshop": at eight, or for eight hours. Up to six hours it is a length, which needs a time."""
    if clock.start.options[0] < 7 * 60:
        return False
    found.loose_clock = clock
    found.doubts.append((DoubtKind.TIME_OR_LENGTH, clock.at, clock.end))
    return False


def _day_after_clock(shadow: Shadow, context: QuickContext, found: Found, at: int) -> None:
    """ "14:30 Mon tour": a short weekday or a date is the day; a full weekday may begin the title."""
    day = day_at(shadow.plain, at, context)
    if day is None or (day.ways == "number" and not day.preposition):
        return
    alone = bool(_AT_END.fullmatch(shadow.plain, day.end))
    if day.ways == "bare" and day.doubt is not None:
        return
    if day.ways == "weak":
        if _is_own(day, context) or (alone and not _is_ordinary(shadow, day, context)):
            found.loose_day = day
    elif day.ways in ("short", "date", "number", "bare") or day.preposition or alone:
        _take_day(shadow, found, day)
    else:
        found.loose_day = day


def _all_day(shadow: Shadow, context: QuickContext, found: Found) -> None:
    mark = _ALL_DAY.search(shadow.plain)
    if mark is None:
        return
    if any(clock.is_clear for clock in _clocks(shadow)):
        return
    found.all_day = mark.span()
    found.loose_clock = None
    found.doubts = [doubt for doubt in found.doubts if doubt[0] is DoubtKind.NO_SUCH_TIME]
    shadow.use(*mark.span())
    for at in (shadow.skip(0, _JUNK), shadow.skip(mark.end(), _JUNK)):
        day = day_at(shadow.plain, at, context) if found.day is None else None
        if day is not None and day.ways not in ("weak", "bare", "number"):
            _take_day(shadow, found, day)


def _clocks(shadow: Shadow) -> list[Clock]:
    """Everything that may be a time, from left to right, none inside another."""
    clocks, behind = [], 0
    plain = shadow.plain
    for at in shadow.words():
        if at < behind:
            continue
        clock = clock_at(plain, at)
        if clock is not None and (clock.at == 0 or not plain[clock.at - 1].isdigit()):
            clocks.append(clock)
            behind = clock.end
    return clocks


def _within(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """A time behind the title: one that is clear is taken, several or an unclear one are asked about."""
    clocks = _clocks(shadow)
    clear = [clock for clock in clocks if clock.is_clear or _is_placed(shadow, context, clock)]
    if len(clear) > 1:
        found.others = clear
        found.doubts.append((DoubtKind.MANY_TIMES, clear[0].at, clear[-1].end))
        return
    if clear:
        _take_clock(shadow, found, clear[0])
        if found.day is None:
            _day_beside(shadow, context, found)
        return
    for clock in clocks:
        if (clock.is_range and _plausible(clock)) or (
            clock.prefix in ("at", "until") and not clock.length
        ):
            found.loose_clock = clock
            found.doubts.append((DoubtKind.TIME_OR_TITLE, clock.at, clock.end))
            return


def _plausible(clock: Clock) -> bool:
    """Whether a range such as 12-13 or 1430-1600 in a title may be hours at all."""
    return clock.start.style is not Style.HOURS


def _is_placed(shadow: Shadow, context: QuickContext, clock: Clock) -> bool:
    """Whether an unclear time stands where only a time is meant: after a day, or "lunch 12-13"."""
    if clock.start.style is Style.HOURS and not clock.is_range:
        return False
    at_end = bool(_AT_END.fullmatch(shadow.plain, clock.end))
    if (
        not at_end
        and clock.prefix
        and (day := day_at(shadow.plain, shadow.skip(clock.end), context))
    ):
        at_end = day.ways != "weak" and bool(_AT_END.fullmatch(shadow.plain, day.end))
    if at_end and clock.prefix in ("at", "oclock"):
        return True
    if not clock.is_range:
        return (
            at_end
            and clock.start.style in (Style.DOT, Style.COMPACT)
            and _day_before(shadow, context, clock.at) is not None
        )
    if _day_before(shadow, context, clock.at) is not None:
        return True
    word = _WORD_BEFORE.search(shadow.plain[: clock.at])
    return word is not None and word_kind(fold(word[1])) is not None


def _day_before(shadow: Shadow, context: QuickContext, end: int) -> Day | None:
    """The day that ends right before this place."""
    for at in shadow.words():
        if at >= end:
            break
        day = day_at(shadow.plain, at, context)
        if (
            day is not None
            and not shadow.whole[day.end : end].strip(" ,:")
            and day.ways != "number"
        ):
            return day
    return None


def _day_beside(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """ "Lunch Mon 12-13", "Lunch 12-13 Mon": a day that touches the time is meant as the day."""
    clock = found.clock
    assert clock is not None
    if day := _day_before(shadow, context, clock.at):
        _take_day(shadow, found, day)
        return
    at = shadow.skip(clock.end, ",;(")
    day = day_at(shadow.plain, at, context)
    if (day is not None and day.ways not in ("weak", "number", "bare")) or (
        day is not None and (day.preposition or _AT_END.fullmatch(shadow.plain, day.end))
    ):
        _take_day(shadow, found, day)


def _length_at_end(shadow: Shadow, found: Found) -> None:
    for at in shadow.words():
        length = length_at(shadow.plain, at)
        if length and _AT_END.fullmatch(shadow.plain, length.end):
            found.length = length
            shadow.use(length.start, length.end)
            return


def _day_at_end(shadow: Shadow, context: QuickContext, found: Found) -> None:
    """ "14:00 tour on Monday" is taken; "14:00 tour Monday" may be title and is asked about."""
    if found.clock is None and found.all_day is None:
        return  # an entry without a time has no day: the words stay in its title
    if found.loose_day is not None:
        found.doubts.append((DoubtKind.DAY_OR_TITLE, found.loose_day.at, found.loose_day.end))
        return
    for at in shadow.words():
        day = day_at(shadow.plain, at, context)
        if (
            day is None
            or day.ways in ("weak", "bare")
            or not _AT_END.fullmatch(shadow.plain, day.end)
        ):
            continue
        if day.ways == "number" and not day.preposition:
            continue
        if day.preposition:
            _take_day(shadow, found, day)
        else:
            found.loose_day = day
            found.doubts.append((DoubtKind.DAY_OR_TITLE, day.at, day.end))
        return
