"""How long an agreement runs, how it renews itself, and how long before its end notice is given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from planner.domain.source_reading.days import dates_in
from planner.domain.source_reading.numbers import NUMBER, read_number
from planner.domain.times import UNKNOWN_DATE, PartialDate

_UNTIL: Final = re.compile(
    r"(?i)\b(?:(?:runs?|valid|in force|in effect|remains? valid|lasts|applies) (?:until|till|to)"
    r"|expir(?:es?|ing)(?: on| in)?|(?:ends|ending)(?: on| in)?|(?:gilt|läuft|gültig|in kraft)(?: noch)? bis(?: zum)?"
    r"|läuft am|endet am|(?:gælder|løber|gyldig|gældende)(?: frem)? (?:til|indtil)(?: og med)?|udløber"
    r"|gäller (?:till|t\.o\.m\.)(?: och med)?)\s+(?:the |den |zum |d\. ?)?"
)
_YEAR: Final = re.compile(r"(?:in |im jahr |i )?(?P<year>20\d\d)\b(?!-)")
_RENEWS: Final = re.compile(
    r"(?i)\b(?:renews? (?:itself )?automatically|renews? itself|(?:is |be |are )?automatically (?:renew|extend|prolong)\w+"
    r"|(?:renewed|extended|prolonged) automatically|verlängert sich|verlängern sich"
    r"|(?:fornyes|forlænges) automatisk|automatisk (?:fornyes|forlænges)|fornyer sig)\b"
)
_UNIT: Final = r"(?P<unit>years?|months?|jahre?n?|monate?[ns]?|år|måneder?s?|måneds|månader?)"
_COUNT: Final = rf"(?P<count>{NUMBER}|one|a|an|ein|eine[mnrs]?|et|én|en|ett)[ -]+"
_PERIOD: Final = re.compile(
    rf"(?i)\b(?:by|for|um|med|periods? of|with)\s+(?:(?:a|another|further|additional|successive|jeweils|weitere|yderligere"
    rf"|periods? of|a further|et)\s+){{0,3}}{_COUNT}(?:further |weitere |more )?{_UNIT}\b"
)
_NOTICE_WORD: Final = re.compile(
    r"(?i)\b(?:notice|terminat\w+|gekündigt|kündig\w*|\w*frist|opsig\w*|opsagt|varsel|sägs? upp)\b"
)
_NOTICE: Final = re.compile(
    rf"(?i)\b{_COUNT}{_UNIT}['’]?s?\s*(?:written |skriftligt )?(?:before|in advance|notice|prior|vor\b|vorher|før|inden"
    r"|forud|varsel|innan|im voraus)"
)
_NOTICE_OF: Final = re.compile(rf"(?i)\b(?:notice of|frist von|varsel på)\s+{_COUNT}{_UNIT}\b")
_DENIED: Final = re.compile(
    r"(?i)\b(?:not(?! (?:\w+ ){0,5}terminat)|no longer|nicht(?! (?:\w+ ){0,8}gekündigt)|ikke(?! (?:\w+ ){0,5}ops[ai])"
    r"|ingen|inte|proposed|would|draft)\b"
)
_GOES_ON: Final = re.compile(
    r"\W*(?:It|This agreement|The (?:agreement|memorandum|treaty|declaration|MoU)|Es|Sie|Er|Das (?:Abkommen|Memorandum)"
    r"|Die (?:Vereinbarung|Erklärung)|Der Vertrag|Den|Det|Aftalen|Memorandummet|Erklæringen)\s"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """``start`` is where the first of them stands in its sentence; ``renewal`` and ``notice`` in months."""

    until: PartialDate = UNKNOWN_DATE
    renews: bool = False
    renewal: int | None = None
    notice: int | None = None
    start: int = -1


def terms_in(text: str, at: int = 0) -> Terms:
    """What a sentence says from ``at`` on; what is denied there is nothing."""
    found = [
        one
        for shape in (_UNTIL, _RENEWS, _NOTICE_WORD)
        if (one := shape.search(text, at)) is not None
    ]
    if not found or _DENIED.search(text, at):
        return Terms()
    start, renews = min(one.start() for one in found), _RENEWS.search(text, at)
    return Terms(
        until=_until(text, at),
        renews=renews is not None,
        renewal=_months(_PERIOD.search(text, renews.end())) if renews else None,
        notice=_notice(text, at),
        start=start,
    )


def terms_after(sentences: Iterable[str], own: Terms) -> Terms:
    """With what the sentences after it say that go on about the same: "It …", "The agreement …"."""
    for text in sentences:
        goes_on = _GOES_ON.match(text)
        more = terms_in(text) if goes_on else Terms()
        if more.start < 0:
            break
        own = replace(
            own,
            until=own.until or more.until,
            renews=own.renews or more.renews,
            renewal=own.renewal or more.renewal,
            notice=own.notice or more.notice,
        )
    return own


def _until(text: str, at: int) -> PartialDate:
    dates = dates_in(text)
    for lead in _UNTIL.finditer(text, at):
        if day := next((one for one in dates if one.start == lead.end()), None):
            return day.when
        if year := _YEAR.match(text, lead.end()):
            return PartialDate(year["year"])
    return UNKNOWN_DATE


def _notice(text: str, at: int) -> int | None:
    if _NOTICE_WORD.search(text, at) is None:
        return None
    return _months(_NOTICE.search(text, at) or _NOTICE_OF.search(text, at))


def _months(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    count = read_number(found["count"]) or 1
    months = count * (12 if found["unit"][0].casefold() in "yjå" else 1)
    return months if 0 < months <= 1200 else None
