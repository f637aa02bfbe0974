"""Who has to see to follow-ups: the columns of their board."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.followups import SIDES, Side
from planner.domain.ids import PersonId
from planner.i18n import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Owner:
    """Somebody of ours or of theirs; without a name it is us, or them, and nobody in particular.

    ``key`` is by what the library knows the name again, whatever its capitals. ``person_id`` is who it
    is, where the library knows the person.
    """

    side: Side = Side.OURS
    name: str = ""
    key: str = ""
    person_id: PersonId | None = None
    count: int = 0
    overdue: int = 0

    @property
    def title(self) -> str:
        return self.name or _(SIDES[self.side])

    @property
    def id(self) -> str:
        """The same for the same column, whatever stands in it."""
        return f"{self.side.value}:{self.key}"
