"""What sensitive data may be kept for: without a purpose it is not taken in (GDPR art. 5(1)(b), 9)."""

from __future__ import annotations

import enum
from typing import Final

from planner.domain.column_meanings import Meaning
from planner.i18n import N_


class Purpose(enum.StrEnum):
    MEALS = "meals"
    ACCESS = "access"
    EMERGENCY = "emergency"
    ADMISSION = "admission"
    TRAVEL = "travel"


PURPOSES: Final = {
    Purpose.MEALS: N_("For meals"),
    Purpose.ACCESS: N_("For access and help on the way"),
    Purpose.EMERGENCY: N_("For help in an emergency"),
    Purpose.ADMISSION: N_("For admission at sites"),
    Purpose.TRAVEL: N_("For visas and bookings"),
}

ALLOWED: Final = {
    Meaning.DIET: (Purpose.MEALS, Purpose.EMERGENCY),
    Meaning.HEALTH: (Purpose.ACCESS, Purpose.EMERGENCY),
    Meaning.PASSPORT: (Purpose.ADMISSION, Purpose.TRAVEL),
    Meaning.BIRTH_DATE: (Purpose.ADMISSION, Purpose.TRAVEL),
}
"""For what each sensitive kind of column may be taken in."""
