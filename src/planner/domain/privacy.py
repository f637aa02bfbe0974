"""Who was given which columns of whose data, when; and what each audience may see."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import DisclosureId, PersonId, RecordId, VisitId
from planner.domain.words import Word
from planner.i18n import N_


class Profile(enum.StrEnum):
    """For whom something is made; what is not granted to a profile is denied."""

    INTERNAL = "internal"
    HOSTS = "hosts"
    DELEGATES = "delegates"


PROFILES = {
    Profile.INTERNAL: N_("Our own office"),
    Profile.HOSTS: N_("Hosts"),
    Profile.DELEGATES: N_("Delegates"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosure(Word):
    """One hand-over. ``at`` is UTC without offset; ``columns`` are the field names that went out.

    ``recipient`` is empty until the office says to whom the file went.
    """

    WORD: ClassVar[str] = "disclosure"

    id: DisclosureId
    at: dt.datetime
    visit_id: VisitId | None = None
    release_number: int | None = None
    profile: Profile = Profile.INTERNAL
    recipient: str = ""
    purpose: str = ""
    columns: tuple[str, ...] = ()
    file_name: str = ""
    file_hash: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DisclosureSubject(Word):
    """One person whose data was in the hand-over. Stays by name when the person is removed."""

    WORD: ClassVar[str] = "disclosure_subject"

    id: RecordId
    disclosure_id: DisclosureId
    person_id: PersonId | None = None
    name: str = ""
