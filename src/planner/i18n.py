"""gettext with an explicit language: an export speaks the recipient's, not the window's."""

from __future__ import annotations

import datetime as dt
import gettext as _gettext
import locale
import os
from functools import cache
from typing import Final

from planner import paths

DOMAIN: Final = "planner"
LANGUAGES: Final = ("en", "da", "de")
"""Of the window, mails and calendars."""
PAPER_LANGUAGES: Final = (*LANGUAGES, "sv", "ja")
"""Of papers. The catalogues of the last two hold only what stands on papers."""


class Language:
    """Sentences in one language; English is the source and needs no catalogue."""

    def __init__(self, code: str, catalogue: _gettext.NullTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    def __call__(self, message: str) -> str:
        return self._catalogue.gettext(message) if message else ""

    def plural(self, one: str, many: str, count: int, **facts: str | int) -> str:
        """The sentence for so many, with ``{count}`` and the other facts filled in."""
        return self._catalogue.ngettext(one, many, count).format(count=count, **facts)

    def messages(self) -> frozenset[str]:
        """The English messages that the catalogue translates, without those of counted things."""
        told = getattr(self._catalogue, "_catalog", {})  # gettext has no other way to it
        return frozenset(key for key in told if isinstance(key, str) and key and "\x04" not in key)

    def with_context(self, context: str, message: str) -> str:
        return self._catalogue.pgettext(context, message)


def primary(code: str) -> str:
    """The language alone: "de" for "de_AT" and "de-AT"."""
    return code.replace("-", "_").split("_")[0].lower()


def language(code: str) -> Language:
    """The language for ``code`` ("da", "de_AT" …); unknown codes give English.

    So do Swedish and Japanese: a window or a mail would speak half of each.
    """
    bare = primary(code)
    return _catalogued(bare if bare in LANGUAGES else "en")


def paper_language(code: str) -> Language:
    """As :func:`language`, for papers, which are written in more languages."""
    bare = primary(code)
    return _catalogued(bare if bare in PAPER_LANGUAGES else "en")


@cache
def _catalogued(bare: str) -> Language:
    folder = paths.resources() / "translations"
    if bare == "en":
        return Language("en", _gettext.NullTranslations())
    try:
        return Language(bare, _gettext.translation(DOMAIN, folder, [bare]))
    except OSError:
        return Language("en", _gettext.NullTranslations())


@cache
def paper_messages() -> frozenset[str]:
    """The English messages that stand on papers: those of the catalogues that hold nothing else."""
    found: set[str] = set()
    for code in PAPER_LANGUAGES[len(LANGUAGES) :]:
        found.update(_catalogued(code).messages())
    return frozenset(found)


def system_language() -> str:
    """``PLANNER_LANG``, else the system's language, else English."""
    for name in ("PLANNER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return value.split(".")[0]
    return (locale.getlocale()[0] or "en").split(".")[0]


_current: list[Language] = []


def use(code: str) -> Language:
    """Set the language of this process: the window's, or the command line's."""
    _current[:] = [language(code)]
    return _current[0]


def current() -> Language:
    return _current[0] if _current else use(system_language())


def _(message: str) -> str:
    """``message`` in the language of this process."""
    return current()(message)


def ngettext(one: str, many: str, count: int, **facts: str | int) -> str:
    return current().plural(one, many, count, **facts)


def N_(message: str) -> str:
    """Marks ``message`` for translation; whoever shows it translates."""
    return message


def inside(title: str, speak: Language | None = None) -> str:
    """A title as it stands inside a sentence: small letters, but not in German, whose nouns keep theirs."""
    return title if (speak or current()).code == "de" else title.lower()


# Month and weekday names are messages, so that one process can write several languages at once.
_WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip

_LONG_MONTHS: Final = tuple(
    names.split()
    for names in (
        "january januar", "february februar", "march märz marts", "april", "may mai maj",
        "june juni", "july juli", "august", "september", "october oktober", "november",
        "december dezember",
    )
)  # fmt: skip


def day_in_words(
    day: dt.date, speak: Language | None = None, *, month: bool = True, year: bool = False
) -> str:
    """ "Mon 10 May", always with the weekday; with ``year`` "Mon 10 May 2027", without ``month``
    "Mon 10"."""
    speak = speak or current()
    if not month:
        pattern = speak(N_("{weekday} {day}"))
    else:
        pattern = speak(
            N_("{weekday} {day} {month} {year}") if year else N_("{weekday} {day} {month}")
        )
    return pattern.format(
        weekday=speak(_WEEKDAYS[day.weekday()]),
        day=day.day,
        month=speak(_MONTHS[day.month - 1]),
        year=day.year,
    )


def plain_day(day: dt.date, speak: Language | None = None) -> str:
    """ "10 May 2027", for columns that are too narrow for the weekday."""
    speak = speak or current()
    pattern = speak(N_("{day} {month} {year}"))
    return pattern.format(day=day.day, month=speak(_MONTHS[day.month - 1]), year=day.year)


def month_named(name: str) -> int | None:
    """1 to 12 for a month as people write it, whole or cut short, in any language of the program."""
    wanted = name.casefold().rstrip(".")
    for number, short in enumerate(_MONTHS, 1):
        known = {speak(short).casefold().rstrip(".") for speak in map(language, LANGUAGES)}
        if wanted in known or (
            len(wanted) >= 3 and any(long.startswith(wanted) for long in _LONG_MONTHS[number - 1])
        ):
            return number
    return None


def clock(time: dt.datetime | dt.time, speak: Language | None = None) -> str:
    """Hours and minutes on the 24-hour clock as the language writes them: "14:30", Danish "14.30"."""
    speak = speak or current()
    return speak(N_("{hour}:{minute}")).format(hour=f"{time.hour:02d}", minute=f"{time.minute:02d}")


def moment_in_words(moment: dt.datetime, speak: Language | None = None) -> str:
    """ "Mon 10 May 14:30"."""
    return f"{day_in_words(moment.date(), speak)} {clock(moment, speak)}"
