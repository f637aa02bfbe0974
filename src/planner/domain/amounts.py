"""Money: read as people type it, kept in the smallest unit of a currency, written as they read it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from planner.errors import UserError
from planner.i18n import _

CURRENCIES: Final = frozenset(
    (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
        "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
        "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
        "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
        "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
        "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS "
        "UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
    ).split()
)
"""ISO 4217: currencies in which people pay."""

_WHOLE: Final = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())
_THOUSANDTHS: Final = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
_SIGNS: Final = {
    "€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "円": "JPY", "元": "CNY",
    "₩": "KRW", "₹": "INR", "ZŁ": "PLN", "EURO": "EUR", "YEN": "JPY",
}  # fmt: skip
_CROWNS: Final = {"da": "DKK", "sv": "SEK"}
"""Whose "kr." it is, by the language of whoever types it."""
_ALL_CROWNS: Final = frozenset(("DKK", "ISK", "NOK", "SEK"))
"""What "kr." may mean where the language does not say it."""
_POINTS: Final = {"en": (",", "."), "ja": (",", "."), "da": (".", ","), "de": (".", ",")}
"""What stands between thousands, and before the parts of one, by language."""
_NUMBER: Final = re.compile(r"\d[\d.,' \u2019\u00a0\u202f\u2009]*")
_SPACES: Final = re.compile(r"[\s'\u2019\u00a0\u202f\u2009]")
_SPACED: Final = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?")
"""A number with blanks or apostrophes between its thousands, each of them one blank."""
MOST: Final = 10**15
"""Smallest units; what is more was mistyped."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of the smallest unit of ``currency`` (ISO 4217)."""

    minor_units: int
    currency: str


def digits(currency: str) -> int:
    """Places behind the point: none for the yen, three for some dinars, else two."""
    if currency in _WHOLE:
        return 0
    return 3 if currency in _THOUSANDTHS else 2


def parse_amount(text: str, language: str, usual: str = "") -> Amount:
    """ "1.234,50 DKK", "¥12,000", "EUR 80": by the customs of ``language``; ``usual`` is the currency
    where none is typed.

    :raises UserError: no amount, no currency, below nothing, or more places than the currency has.
    """
    shown = text.strip()
    plain = unicodedata.normalize("NFKC", text).strip()
    found = list(_NUMBER.finditer(plain))
    if len(found) != 1:
        raise _refused(_("“{text}” is no amount.").format(text=shown))
    number = found[0].group().strip()
    before, after = plain[: found[0].start()].strip(), plain[found[0].end() :].strip()
    if before.endswith(("-", "−", "–")):
        raise _refused(_("“{text}” is below nothing.").format(text=shown))
    if before.endswith((".", ",")) and not before[:-1].isalpha():
        raise _refused(_("“{text}” is no amount.").format(text=shown))
    after = after.lstrip("-–−").strip()  # "80,-" is eighty
    currency = _currency(shown, before, after, language, usual)
    return Amount(_minor_units(shown, number.rstrip("., "), currency, language), currency)


def amount_text(minor_units: int | None, currency: str, language: str) -> str:
    """ "1.234,50 DKK" in Danish, "1,234.50 DKK" in English; empty without an amount."""
    if minor_units is None:
        return ""
    thousands, point = _points(language)
    places = digits(currency)
    whole, part = divmod(minor_units, 10**places)
    said = f"{whole:,}".replace(",", thousands)
    if places:
        said += f"{point}{part:0{places}}"
    return f"{said}\u00a0{currency}".strip("\u00a0")


def _points(language: str) -> tuple[str, str]:
    return _POINTS.get(language[:2], ("\u00a0", ","))


def _currency(shown: str, before: str, after: str, language: str, usual: str) -> str:
    words = [word.strip(".").upper() for word in (before, after) if word.strip(". ")]
    if not words:
        if usual:
            return usual
        raise UserError(
            _("“{text}” has no currency.").format(text=shown),
            _("Type it with the amount, as in “{example}”.").format(
                example=amount_text(123450, "DKK", language)
            ),
        )
    crown = _CROWNS.get(language[:2], usual if usual in _ALL_CROWNS else "")
    known = {crown if word == "KR" else _SIGNS.get(word, word) for word in words}
    if len(known) == 1 and (code := known.pop()) in CURRENCIES:
        return code
    raise UserError(
        _("“{text}” has a currency that is not known.").format(text=shown),
        _("Type its code of three letters, as in “{example}”.").format(
            example=amount_text(123450, "DKK", language)
        ),
    )


def _minor_units(shown: str, number: str, currency: str, language: str) -> int:
    spaced = _SPACES.sub(" ", number)
    if " " in spaced and not _SPACED.fullmatch(spaced):
        raise _refused(_("“{text}” is no amount.").format(text=shown))
    whole, part = _split(shown, spaced.replace(" ", ""), currency, language)
    places = digits(currency)
    if part[places:].strip("0"):
        raise _refused(
            _("{currency} has no smaller unit: “{text}”.").format(currency=currency, text=shown)
            if not places
            else _("“{text}” has more than {count} places behind the point.").format(
                text=shown, count=places
            )
        )
    units = int(whole + part[:places].ljust(places, "0"))
    if units > MOST:
        raise _refused(_("“{text}” is too much to be meant.").format(text=shown))
    return units


def _split(shown: str, number: str, currency: str, language: str) -> tuple[str, str]:
    """The digits before and behind the point. One point before three digits is read as the language
    does; where that makes no sense, it is asked for again."""
    thousands, point = _points(language)
    marks = [sign for sign in number if sign in ".,"]
    if not marks:
        return number, ""
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        head, _mark, part = number.rpartition(marks[-1])
        return _grouped(shown, head, marks[0]), part
    if len(marks) > 1:
        return _grouped(shown, number, marks[0]), ""
    head, mark, part = number.partition(marks[0])
    if len(part) != 3 or head.startswith("0"):  # thousands never begin with nothing
        return head, part
    if digits(currency) == 3 and mark == point:
        return head, part
    if len(head) <= 3 and mark in (thousands, "." if thousands == "\u00a0" else ""):
        return head + part, ""
    raise UserError(
        _("“{text}” may mean two amounts.").format(text=shown),
        _("Type it without a mark between thousands."),
    )


def _grouped(shown: str, number: str, mark: str) -> str:
    groups = number.split(mark)
    if (
        number.startswith("0")
        or any(len(group) != 3 for group in groups[1:])
        or not all(group.isdigit() for group in groups)
    ):
        raise _refused(_("“{text}” is no amount.").format(text=shown))
    return "".join(groups)


def _refused(message: str) -> UserError:
    return UserError(message, _("Type an amount like 1234.50 DKK."))
