"""The history of a person across visits and posts."""

from __future__ import annotations

from planner.domain.ids import PersonId
from planner.domain.person_history import PersonEvent, latest_first
from planner.services.core import Core
from planner.storage.queries import person_history as queries


class PersonHistories:
    def __init__(self, core: Core) -> None:
        self._core = core

    def of(self, person: PersonId) -> tuple[PersonEvent, ...]:
        """What happened, the latest first; nothing for somebody who is gone."""
        return latest_first(queries.person_events(self._core.reader, person))
