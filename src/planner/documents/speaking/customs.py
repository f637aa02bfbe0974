"""How each language of a paper writes dates and times: one table, read by dates and clocks.

Names, abbreviations and ranges follow the Unicode CLDR; where an office of the language decides
otherwise, the line says so. Nothing here depends on the system's or the window's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from planner.i18n import PAPER_LANGUAGES, primary


@dataclass(frozen=True, kw_only=True, slots=True)
class Custom:
    """The patterns have named fields: ``weekday``, ``day``, ``month``, ``year``; ``hour``, ``minute``.

    ``day``, ``month`` and ``year`` of the range patterns are those of the first date, ``last_…``
    those of the last one.
    """

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    """From Monday on."""
    short_weekdays: tuple[str, ...]
    long_date: str
    short_date: str
    short_date_year: str
    plain_date: str
    month_year: str
    year: str
    within_month: str
    within_year: str
    across_years: str
    clock: str
    said_clock: str
    """Within a sentence."""
    clock_range: str
    hours: str
    minutes: str
    hours_minutes: str


_ENGLISH: Final = Custom(
    # Day, month, year without commas: GOV.UK style and the English Style Guide of the EU.
    months=tuple(
        "January February March April May June July August September October November "
        "December".split()
    ),
    short_months=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
    weekdays=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    short_weekdays=tuple("Mon Tue Wed Thu Fri Sat Sun".split()),
    long_date="{weekday} {day} {month} {year}",
    short_date="{weekday} {day} {month}",
    short_date_year="{weekday} {day} {month} {year}",
    plain_date="{day} {month} {year}",
    month_year="{month} {year}",
    year="{year}",
    within_month="{day}–{last_day} {last_month} {last_year}",
    within_year="{day} {month} – {last_day} {last_month} {last_year}",
    across_years="{day} {month} {year} – {last_day} {last_month} {last_year}",
    clock="{hour}:{minute}",
    said_clock="{hour}:{minute}",
    clock_range="{start}–{end}",
    hours="{hours} h",
    minutes="{minutes} min",
    hours_minutes="{hours} h {minutes} min",
)

_DANISH: Final = Custom(
    months=tuple(
        "januar februar marts april maj juni juli august september oktober november december".split()
    ),
    short_months=tuple("jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.".split()),
    weekdays=tuple("mandag tirsdag onsdag torsdag fredag lørdag søndag".split()),
    short_weekdays=tuple("man. tirs. ons. tors. fre. lør. søn.".split()),
    long_date="{weekday} den {day}. {month} {year}",
    short_date="{weekday} {day}. {month}",
    short_date_year="{weekday} {day}. {month} {year}",
    plain_date="{day}. {month} {year}",
    month_year="{month} {year}",
    year="{year}",
    within_month="{day}.–{last_day}. {last_month} {last_year}",
    within_year="{day}. {month}–{last_day}. {last_month} {last_year}",
    across_years="{day}. {month} {year}–{last_day}. {last_month} {last_year}",
    clock="{hour}.{minute}",
    said_clock="kl. {hour}.{minute}",
    clock_range="{start}–{end}",
    hours="{hours} t.",
    minutes="{minutes} min.",
    hours_minutes="{hours} t. {minutes} min.",
)

_GERMAN: Final = Custom(
    # A comma behind the weekday: Duden. Two digits and a colon in times: DIN 5008.
    months=tuple(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    ),
    short_months=tuple("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.".split()),
    weekdays=tuple("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()),
    short_weekdays=tuple("Mo. Di. Mi. Do. Fr. Sa. So.".split()),
    long_date="{weekday}, {day}. {month} {year}",
    short_date="{weekday}, {day}. {month}",
    short_date_year="{weekday}, {day}. {month} {year}",
    plain_date="{day}. {month} {year}",
    month_year="{month} {year}",
    year="{year}",
    within_month="{day}.–{last_day}. {last_month} {last_year}",
    within_year="{day}. {month} – {last_day}. {last_month} {last_year}",
    across_years="{day}. {month} {year} – {last_day}. {last_month} {last_year}",
    clock="{hour}:{minute}",
    said_clock="{hour}:{minute} Uhr",
    clock_range="{start}–{end}",
    hours="{hours} Std.",
    minutes="{minutes} Min.",
    hours_minutes="{hours} Std. {minutes} Min.",
)

_SWEDISH: Final = Custom(
    # The full stop in times: Språkrådet, which allows the colon too.
    months=tuple(
        "januari februari mars april maj juni juli augusti september oktober november december".split()
    ),
    short_months=tuple("jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.".split()),
    weekdays=tuple("måndag tisdag onsdag torsdag fredag lördag söndag".split()),
    short_weekdays=tuple("mån tis ons tors fre lör sön".split()),
    long_date="{weekday} den {day} {month} {year}",
    short_date="{weekday} {day} {month}",
    short_date_year="{weekday} {day} {month} {year}",
    plain_date="{day} {month} {year}",
    month_year="{month} {year}",
    year="{year}",
    within_month="{day}–{last_day} {last_month} {last_year}",
    within_year="{day} {month}–{last_day} {last_month} {last_year}",
    across_years="{day} {month} {year}–{last_day} {last_month} {last_year}",
    clock="{hour}.{minute}",
    said_clock="kl. {hour}.{minute}",
    clock_range="{start}–{end}",
    hours="{hours} tim",
    minutes="{minutes} min",
    hours_minutes="{hours} tim {minutes} min",
)

_JAPANESE: Final = Custom(
    # Years of the common era, since guests and hosts read the same paper; ranges with the wave dash.
    months=tuple(f"{number}月" for number in range(1, 13)),
    short_months=tuple(f"{number}月" for number in range(1, 13)),
    weekdays=tuple("月火水木金土日"),
    short_weekdays=tuple("月火水木金土日"),
    long_date="{year}年{month}{day}日({weekday})",
    short_date="{month}{day}日({weekday})",
    short_date_year="{year}年{month}{day}日({weekday})",
    plain_date="{year}年{month}{day}日",
    month_year="{year}年{month}",
    year="{year}年",
    within_month="{year}年{month}{day}日〜{last_day}日",
    within_year="{year}年{month}{day}日〜{last_month}{last_day}日",
    across_years="{year}年{month}{day}日〜{last_year}年{last_month}{last_day}日",
    clock="{hour}:{minute}",
    said_clock="{plain_hour}時{minute}分",
    clock_range="{start}〜{end}",
    hours="{hours}時間",
    minutes="{minutes}分",
    hours_minutes="{hours}時間{minutes}分",
)

CUSTOMS: Final[Mapping[str, Custom]] = dict(
    zip(PAPER_LANGUAGES, (_ENGLISH, _DANISH, _GERMAN, _SWEDISH, _JAPANESE), strict=True)
)


def custom(code: str) -> Custom:
    """That of a language; of an unknown one the English."""
    return CUSTOMS.get(primary(code), _ENGLISH)
