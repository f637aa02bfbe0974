"""Typed identifiers, made by the program before any row exists."""

from __future__ import annotations

import os
import time
import uuid
from typing import Final, NewType

PersonId = NewType("PersonId", str)
OrganisationId = NewType("OrganisationId", str)
SiteId = NewType("SiteId", str)
RoomId = NewType("RoomId", str)
VisitId = NewType("VisitId", str)
DelegateId = NewType("DelegateId", str)
GroupId = NewType("GroupId", str)
ItemId = NewType("ItemId", str)
ResourceId = NewType("ResourceId", str)
ReleaseId = NewType("ReleaseId", str)
AgreementId = NewType("AgreementId", str)
FundingProgrammeId = NewType("FundingProgrammeId", str)
ThemeId = NewType("ThemeId", str)
FollowUpId = NewType("FollowUpId", str)
ChecklistId = NewType("ChecklistId", str)
SourceId = NewType("SourceId", str)
DisclosureId = NewType("DisclosureId", str)
RecordId = NewType("RecordId", str)
"""Id of a record that nothing else points to by type (a phone number, a party, a gift …)."""

_SHIPPED: Final = uuid.UUID("6f1b7a0e-52d1-4b4e-9a57-3a4f6d0c8e21")


def new_id() -> str:
    """A UUID version 7 (RFC 9562) as 32 hex digits: unique without asking anyone, and ordered by time."""
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    number = (milliseconds & ((1 << 48) - 1)) << 80 | noise
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return f"{number:032x}"


def shipped_id(word: str, key: str) -> str:
    """The id of a shipped record: the same in every library, so a newer data file finds it again."""
    return uuid.uuid5(_SHIPPED, f"{word}:{key}").hex


_CALENDAR: Final = uuid.UUID("0b0f5d0c-3f5b-5a53-9d3e-0a4c2b6f7d11")


def event_item_id(visit: str, uid: str, occurrence: str = "") -> ItemId:
    """The id of the entry that an event of a calendar becomes in a visit.

    The same event always gives the same entry, so a calendar that comes again finds it;
    ``occurrence`` is the day of a series.
    """
    return ItemId(uuid.uuid5(_CALENDAR, f"{visit}\n{uid}\n{occurrence}").hex)
