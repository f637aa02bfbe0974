"""Particulars of a person that are hidden until somebody asks for them, and for which they say why.

They stand in a table of their own: no list, search, calendar, sheet or log takes them along unasked.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar, Final

from planner.domain.ids import PersonId, RecordId
from planner.domain.words import Word
from planner.i18n import N_


class DetailKind(enum.StrEnum):
    BIRTH_DATE = "birth date"
    BIRTH_PLACE = "birth place"
    NATIONALITY = "nationality"
    PASSPORT_NUMBER = "passport number"
    PASSPORT_COUNTRY = "passport country"
    PASSPORT_EXPIRY = "passport expiry"
    IDENTITY_NUMBER = "identity number"


DETAIL_KINDS = {
    DetailKind.BIRTH_DATE: N_("Date of birth"),
    DetailKind.BIRTH_PLACE: N_("Place of birth"),
    DetailKind.NATIONALITY: N_("Nationality"),
    DetailKind.PASSPORT_NUMBER: N_("Passport number"),
    DetailKind.PASSPORT_COUNTRY: N_("Passport issued by"),
    DetailKind.PASSPORT_EXPIRY: N_("Passport valid until"),
    DetailKind.IDENTITY_NUMBER: N_("Number of an identity card"),
}


DAYS: Final = frozenset({DetailKind.BIRTH_DATE, DetailKind.PASSPORT_EXPIRY})
"""Kept as ISO dates."""
COUNTRIES: Final = frozenset({DetailKind.NATIONALITY, DetailKind.PASSPORT_COUNTRY})
"""Kept as ISO codes."""


ASKED_AT_GATES: Final = {
    "date of birth": DetailKind.BIRTH_DATE,
    "place of birth": DetailKind.BIRTH_PLACE,
    "passport": DetailKind.PASSPORT_NUMBER,
}
"""What a site may ask of visitors (see ``sites.ACCESS_FIELDS``) that is hidden."""
DOTS: Final = "•••"
"""Stands for what is there and not shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivateDetail(Word):
    """One such particular. Days are ISO dates, countries ISO codes; ``purge_after`` is the day after
    which it is to be erased; ``source`` says from whom it came."""

    WORD: ClassVar[str] = "private_detail"

    id: RecordId
    person_id: PersonId
    kind: DetailKind = DetailKind.PASSPORT_NUMBER
    text: str = ""
    purge_after: dt.date | None = None
    source: str = ""
