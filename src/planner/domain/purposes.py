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


PURPOSES: Final = {
    Purpose.MEALS: N_("For meals"),
    Purpose.ACCESS: N_("For access and help on the way"),
    Purpose.EMERGENCY: N_("For help in an emergency"),
}

ALLOWED: Final = {
    Meaning.DIET: (Purpose.MEALS, Purpose.EMERGENCY),
    Meaning.HEALTH: (Purpose.ACCESS, Purpose.EMERGENCY),
}
"""For what each sensitive kind of column may be taken in."""
