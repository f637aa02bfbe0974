"""People, how to reach them, and the dated posts they hold."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import ClassVar

from planner.domain.ids import OrganisationId, PersonId, RecordId
from planner.domain.names import NameOrder, display_name
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.domain.words import Word
from planner.i18n import N_


class ContactKind(enum.StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    WEB = "web"


CONTACT_KINDS = {
    ContactKind.EMAIL: N_("E-mail"),
    ContactKind.PHONE: N_("Phone"),
    ContactKind.WEB: N_("Web page"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Person(Word):
    """One human being; at least one name is filled.

    ``country`` is the ISO 3166 code of the country the person comes from and decides the
    customary order of the name unless ``name_order`` says otherwise.
    """

    WORD: ClassVar[str] = "person"

    id: PersonId
    family_name: str = ""
    given_name: str = ""
    prefix: str = ""
    suffix: str = ""
    native_name: str = ""
    reading: str = ""
    name_order: NameOrder = NameOrder.CUSTOM
    salutation: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    address_confirmed_by: str = ""
    address_confirmed_on: dt.date | None = None
    notes: str = ""

    @property
    def name(self) -> str:
        """The whole name in one line, in this person's own order."""
        return display_name(
            self.family_name,
            self.given_name,
            prefix=self.prefix,
            native_name=self.native_name,
            order=self.name_order,
            country=self.country,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactPoint(Word):
    """An e-mail address, phone number or web page of a person or an organisation.

    ``value`` is as typed; ``normal`` is what is compared: E.164 or the folded address.
    """

    WORD: ClassVar[str] = "contact_point"

    id: RecordId
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None
    kind: ContactKind = ContactKind.EMAIL
    value: str = ""
    normal: str = ""
    label: str = ""
    rank: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Position(Word):
    """Who holds which post where, from when to when; empty ends are open."""

    WORD: ClassVar[str] = "position"

    id: RecordId
    person_id: PersonId
    organisation_id: OrganisationId
    title: str = ""
    native_title: str = ""
    department: str = ""
    valid_from: PartialDate = UNKNOWN_DATE
    valid_to: PartialDate = UNKNOWN_DATE
    rank: int = 0
    """Order among the posts of one person; the lowest open one is shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExternalKey(Word):
    """By what another address book or list knows a person or an organisation.

    ``scheme`` is "vcard" for the UID of a card, "calendar" for an attendee, or "list:" and the
    folded headers of a sheet with a column of keys; a second import of the same key updates.
    """

    WORD: ClassVar[str] = "external_key"

    id: RecordId
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None
    scheme: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptProperty(Word):
    """The lines of a vCard that the planner has no field for; written back as they came.

    ``line`` holds unfolded content lines, decoded, one below the other; ``version`` is that of
    their card ("3.0").
    """

    WORD: ClassVar[str] = "kept_property"

    id: RecordId
    person_id: PersonId
    version: str = ""
    line: str = ""
    rank: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Photo(Word):
    """A small picture of a person, re-encoded when it was read in, without metadata.

    ``data`` is base64 of the JPEG or PNG; width and height in pixels, at most 512.
    """

    WORD: ClassVar[str] = "photo"

    id: RecordId
    person_id: PersonId
    media_type: str = ""
    data: str = ""
    width: int = 0
    height: int = 0
