"""Phone numbers and e-mail addresses as typed into lists: their normal form, and whether they can be right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from planner.interchange import plain_numbers
from planner.text import clean_line, fold, visible

_EXTENSION: Final = re.compile(
    r"\s*(?:ext\.?|extension|durchwahl|x|lokal|内線)\s*:?\s*(\d{1,6})\s*$", re.IGNORECASE
)
_LABEL: Final = re.compile(
    r"^\s*(?:tel(?:efon|ephone)?|phone|tlf|mobile?|mob|cell|handy|fax|office|work|home|direct|電話|携帯|t|m|p)"
    r"\s*(?:no|nr)?\s*[.:]*\s*(?=[+(\d])",
    re.IGNORECASE,
)
_CELL_LIMIT: Final = 2_000
"""Signs of a cell that are looked at; a cell with more is no list of addresses."""
_ROUNDED: Final = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
"""What a spreadsheet makes of a long number: its last digits are lost."""
_ADDRESS: Final = re.compile(r"(?<![^\s<>()\[\],;:\"|])[^\s<>()\[\],;:\"|]+?@[^\s<>()\[\],;:\"|]++")


@dataclass(frozen=True, slots=True)
class Reached:
    """One address or number. ``value`` is as typed, ``normal`` is what is compared.

    ``doubt`` is the kind of finding that says what is odd about it, or "". ``assumed`` is the country
    by whose rules a number without its own code was read, ISO 3166 alpha-2.
    """

    value: str
    normal: str
    doubt: str = ""
    assumed: str = ""


def to_e164(value: str, country: str) -> str:
    """The number in E.164, read as in ``country``; what cannot be a number keeps its bare digits."""
    return _read(value, country).normal


def read_phone(
    value: str, countries: Sequence[str], *, bare_digits: bool = False
) -> Reached | None:
    """A phone number from a cell, or None when there is none in it.

    ``countries`` are those that it may be a number of, the likeliest first. ``bare_digits`` says that
    the cell was a number, so a plus or a leading zero may have been lost.
    """
    if normal := plain_numbers.possible_number(value):
        return Reached(value, normal)
    text = clean_line(_LABEL.sub("", clean_line(value)), limit=60)
    if sum(sign.isdigit() for sign in text) < 5 or _ROUNDED.fullmatch(text):
        return None
    written_abroad = text.startswith(("+", "00"))
    for country in countries:
        # Programs that take a text for a number drop the plus from text tables, too.
        if (bare_digits or text.isdecimal()) and _starts_with_code(text, country):
            found = _read("+" + text, country)
            if found.valid or (bare_digits and found.possible):
                return Reached(found.normal, found.normal)
        found = _read(text, country)
        if found.valid or (written_abroad and found.possible):
            return _kept(text, found, bare_digits, "" if written_abroad else country)
    first = countries[0] if countries else ""
    found = _read(text, first)
    # A single zero leads numbers within a country; no code of a country begins so.
    if not text.startswith("0") and not written_abroad and len(re.sub(r"\D", "", text)) > 9:
        with_plus = _read("+" + text, first)
        if with_plus.valid:
            return Reached(with_plus.normal, with_plus.normal, "cell.phone_plus_added")
    # A number that no register lists, but of the right length: numbers in examples are such.
    return (
        _kept(text, found, bare_digits, "" if written_abroad else first)
        if found.possible
        else Reached(text, found.normal, "cell.phone_unlikely")
    )


def _kept(text: str, found: _Number, bare_digits: bool, assumed: str) -> Reached:
    """As typed; a number that lost its plus or zero on the way is better kept in full."""
    lost = bare_digits and not text.startswith(("+", "0"))
    return Reached(found.normal if lost else text, found.normal, assumed=assumed)


_TELLING: Final = 500
"""Numbers of a list that tell of which country most of it is."""


def usual_country(values: Iterable[str]) -> str:
    """The country that most numbers of a list say they are of; "" when most of them do not say it."""
    import phonenumbers

    countries: Counter[str] = Counter()
    for value in islice(values, _TELLING):
        text = _LABEL.sub("", clean_line(value, limit=60))
        if not any(sign.isdigit() for sign in text):
            continue
        try:
            number = phonenumbers.parse(text, None)
        except phonenumbers.NumberParseException:
            countries[""] += 1
            continue
        countries[str(phonenumbers.region_code_for_country_code(number.country_code or 0))] += 1
    if not countries:
        return ""
    country, count = countries.most_common(1)[0]
    return country if 2 * count > countries.total() and country != "ZZ" else ""


def _starts_with_code(digits: str, country: str) -> bool:
    """Whether a number without signs begins with the calling code of its country: 4533920000 for DK."""
    import phonenumbers

    code = str(phonenumbers.country_code_for_region(country.upper()) or "")
    return bool(code) and digits.isdecimal() and len(digits) > 9 and digits.startswith(code)


class _Number(NamedTuple):
    """A number as phonenumbers sees it: its normal form, whether it is in use, whether its length can be."""

    normal: str
    valid: bool = False
    possible: bool = False


def _read(value: str, country: str) -> _Number:
    import phonenumbers  # late: the tables take 20 ms

    text = _LABEL.sub("", clean_line(value, limit=60))
    # In lists "00" means "abroad" also where the country that is tried dials otherwise.
    bare = re.sub(r"^\(?00\)?(?=[\s\d(])", "+", _EXTENSION.sub("", text))
    try:
        number = phonenumbers.parse(bare, country.upper() or None)
    except phonenumbers.NumberParseException:
        digits = re.sub(r"\D", "", text)
        return _Number("+" + digits if text.startswith("+") and digits else digits or fold(text))
    normal = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    valid = bool(phonenumbers.is_valid_number(number))
    if not valid and re.match(r"\(?0(?!0)", bare) and _has_no_zero(country.upper()):
        return _Number(re.sub(r"\D", "", text))  # of some other country; a code would be made up
    return _Number(normal, valid, valid or bool(phonenumbers.is_possible_number(number)))


_ZEROS_KEPT: Final = frozenset({"IT", "SM", "VA"})


def _has_no_zero(country: str) -> bool:
    """Whether numbers within this country never begin with a zero, as in Denmark and Norway."""
    import phonenumbers

    rules = phonenumbers.PhoneMetadata.metadata_for_region(country, None)
    return rules is not None and not rules.national_prefix and country not in _ZEROS_KEPT


_OF_A_COUNTRY: Final = frozenset(
    "dk se no fi is de at ch nl be lu fr it es pt ie uk pl cz sk hu ee lv lt jp kr cn tw sg in au nz ca br il".split()
)


def country_of_address(address: str) -> str:
    """The country that the end of an e-mail address names, ISO 3166 alpha-2; "" where it names none."""
    end = address.rpartition(".")[2].lower()
    return {"uk": "GB"}.get(end, end.upper()) if end in _OF_A_COUNTRY else ""


def split_phones(text: str) -> list[str]:
    """The numbers in one cell: separated by line, semicolon, comma, slash before a new number, or "or"."""
    if _ROUNDED.fullmatch(text.strip()):
        return [text.strip()]
    parts = re.split(r"[\n;,|]|\s(?:or|eller|oder|/)\s|/\s*(?=\+)", text[:_CELL_LIMIT])
    return [part.strip() for part in parts if part and part.strip()]


def read_emails(text: str) -> tuple[list[Reached], str]:
    """The addresses in a cell, and the kind of finding when something in it is none.

    "Hanako Sato <sato@jst.example>; mailto:info@jst.example" gives two.
    """
    bare = re.sub(r"mailto:", "", visible(text[:_CELL_LIMIT]), flags=re.IGNORECASE)
    found = list(dict.fromkeys(hit.strip(".'") for hit in _ADDRESS.findall(bare)))
    reached = [_address(value) for value in found]
    return reached, "" if reached else "cell.email_none"


_PLAIN: Final = re.compile(
    r"[A-Za-z0-9_+-]{1,30}(?:\.[A-Za-z0-9_+-]{1,30})?"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,40}[A-Za-z0-9])?\.){1,3}"
    r"(?:dk|se|no|fi|de|jp|eu|uk|nl|fr|it|at|ch|es|be|pl|com|org|net|edu|gov|int|info)"
)
"""Most addresses: nothing in them can be wrong, and the whole grammar need not be asked."""


def _address(value: str) -> Reached:
    value = clean_line(value, limit=254)
    if _PLAIN.fullmatch(value):
        return Reached(value, value.lower())
    from email_validator import EmailNotValidError, validate_email  # late: needed for lists only

    try:
        validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        # Addresses of an internal network are right where they are used.
        is_local = value.lower().endswith((".local", ".lan", ".internal", ".localhost"))
        return Reached(value, fold(value), "" if is_local else "cell.email_invalid")
    return Reached(value, fold(value))
