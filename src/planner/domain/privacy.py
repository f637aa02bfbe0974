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
    DRIVERS = "drivers"
    SITES = "sites"
    PRESS = "press"


PROFILES = {
    Profile.INTERNAL: N_("Our own office"),
    Profile.HOSTS: N_("Hosts"),
    Profile.DELEGATES: N_("Delegates"),
    Profile.DRIVERS: N_("Drivers"),
    Profile.SITES: N_("Sites"),
    Profile.PRESS: N_("Press"),
}


class Way(enum.StrEnum):
    """How something left the house."""

    FILE = "file"
    MAIL = "mail"
    FOLDER = "folder"
    SERVER = "server"
    PRINT = "print"
    COPY = "copy"
    VISIT_FILE = "visit file"


WAYS = {
    Way.FILE: N_("File"),
    Way.MAIL: N_("Mail draft"),
    Way.FOLDER: N_("Folder kept up to date"),
    Way.SERVER: N_("Calendar server"),
    Way.PRINT: N_("Printed"),
    Way.COPY: N_("Copied text"),
    Way.VISIT_FILE: N_("Visit file"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosure(Word):
    """One hand-over. ``at`` is UTC without offset; ``columns`` are the field names that went out.

    ``recipient`` is empty until the office says to whom the file went; ``recipient_key`` is the key
    of a recipient of the visit, where it was one. ``paper`` names what it was ("calendar",
    "invitation", "participants" …), ``language`` is an IETF tag.
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
    recipient_key: str = ""
    way: Way = Way.FILE
    paper: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DisclosureSubject(Word):
    """One person whose data was in the hand-over. Stays by name when the person is removed.

    ``columns`` are the fields of this person that went out; ``prints`` are "field=fingerprint" of
    their values, keyed by a secret of this record that is destroyed with the person; of special
    fields only which state of the library it was. Enough to tell that a value has changed since,
    not to learn what it was. Both are emptied when the person is erased.
    """

    WORD: ClassVar[str] = "disclosure_subject"

    id: RecordId
    disclosure_id: DisclosureId
    person_id: PersonId | None = None
    name: str = ""
    columns: tuple[str, ...] = ()
    prints: tuple[str, ...] = ()
