"""What is kept of things that left the house beyond the register: other addresses, places, copies."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import OrganisationId, PersonId, RecordId, VisitId
from planner.domain.privacy import Profile
from planner.domain.recipients import RecipientKind
from planner.domain.words import Word
from planner.i18n import N_


@dataclass(frozen=True, kw_only=True, slots=True)
class Addressing(Word):
    """What the office said about one recipient of a visit.

    ``of_key`` is the key of a recipient whom the plan knows ("delegate:…"); empty for one that was
    added by hand: an embassy, the press office. Empty fields mean *as usual for this kind*;
    ``left_out`` recipients get nothing until somebody says otherwise.
    """

    WORD: ClassVar[str] = "addressing"

    id: RecordId
    visit_id: VisitId
    of_key: str = ""
    kind: RecipientKind = RecipientKind.OTHER
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None
    name: str = ""
    email: str = ""
    language: str = ""
    profile: Profile | None = None
    left_out: bool = False
    notes: str = ""


class PlaceKind(enum.StrEnum):
    """Where calendars are kept up to date for others to subscribe to."""

    FOLDER = "folder"
    SERVER = "server"


PLACE_KINDS = {
    PlaceKind.FOLDER: N_("Folder that others can read"),
    PlaceKind.SERVER: N_("Calendar server (CalDAV)"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication(Word):
    """A place where the calendars of a visit are overwritten with each release, one way only.

    ``target`` is a folder or the address of a calendar on a server. Passwords are never kept
    here. ``recipients`` are the keys whose calendars are there; empty means the visit as a whole.
    ``at`` is UTC without offset; ``release_number`` is what the place holds.
    """

    WORD: ClassVar[str] = "publication"

    id: RecordId
    visit_id: VisitId
    kind: PlaceKind = PlaceKind.FOLDER
    target: str = ""
    user_name: str = ""
    profile: Profile = Profile.DELEGATES
    language: str = "en"
    recipients: tuple[str, ...] = ()
    release_number: int | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PublishedEntry(Word):
    """One file or event that we put at a place: nothing else there is ever touched.

    ``href`` is its name or address there, ``etag`` what the server called it when we put it,
    ``content_hash`` the SHA-256 of what we put, hex.
    """

    WORD: ClassVar[str] = "published_entry"

    id: RecordId
    publication_id: RecordId
    uid: str = ""
    href: str = ""
    etag: str = ""
    content_hash: str = ""


class CopyDirection(enum.StrEnum):
    GIVEN = "given"
    TAKEN = "taken"


COPY_DIRECTIONS = {
    CopyDirection.GIVEN: N_("Handed over"),
    CopyDirection.TAKEN: N_("Taken over"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitCopy(Word):
    """A visit file that was given away or taken in: what both sides started from.

    ``content`` is that start as JSON, ``content_hash`` its SHA-256, hex; ``copy_id`` is the same
    on both sides. ``other`` is to whom, or from whom. Moments are UTC without offset.
    """

    WORD: ClassVar[str] = "visit_copy"

    id: RecordId
    visit_id: VisitId
    copy_id: str = ""
    direction: CopyDirection = CopyDirection.GIVEN
    other: str = ""
    profile: Profile = Profile.INTERNAL
    at: dt.datetime | None = None
    merged_at: dt.datetime | None = None
    content: str = ""
    content_hash: str = ""
