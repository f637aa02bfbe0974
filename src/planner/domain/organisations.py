"""Organisations in their tree, with names per language, members and dated postings."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import ClassVar, Final

from planner.domain.ids import OrganisationId, PersonId, RecordId
from planner.domain.times import UNKNOWN_DATE, PartialDate
from planner.domain.words import Word
from planner.i18n import N_


class OrganisationKind(enum.StrEnum):
    MINISTRY = "ministry"
    AGENCY = "agency"
    FUNDER = "funder"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    FACILITY = "facility"
    COMPANY = "company"
    CLUSTER = "cluster"
    ASSOCIATION = "association"
    INNOVATION_CENTRE = "innovation centre"
    EMBASSY = "embassy"
    REGION = "region"
    MUNICIPALITY = "municipality"
    STATE = "state"
    VENUE = "venue"
    OTHER = ""


ORGANISATION_KINDS = {
    OrganisationKind.MINISTRY: N_("Ministry"),
    OrganisationKind.AGENCY: N_("Agency"),
    OrganisationKind.FUNDER: N_("Funder"),
    OrganisationKind.UNIVERSITY: N_("University"),
    OrganisationKind.INSTITUTE: N_("Institute"),
    OrganisationKind.FACILITY: N_("Research facility"),
    OrganisationKind.COMPANY: N_("Company"),
    OrganisationKind.CLUSTER: N_("Cluster organisation"),
    OrganisationKind.ASSOCIATION: N_("Association"),
    OrganisationKind.INNOVATION_CENTRE: N_("Innovation centre"),
    OrganisationKind.EMBASSY: N_("Embassy"),
    OrganisationKind.REGION: N_("Region"),
    OrganisationKind.MUNICIPALITY: N_("Municipality"),
    OrganisationKind.STATE: N_("State government"),
    OrganisationKind.VENUE: N_("Hotel or venue"),
    OrganisationKind.OTHER: N_("Other"),
}

_KIND_WORDS: Final = (
    (OrganisationKind.EMBASSY, r"\b(?:embassy|ambassade|ambassad|botschaft)\b|大使館"),
    (
        OrganisationKind.MINISTRY,
        r"^(?:the )?ministry\b|\bministry of\b|ministerium\b|ministeriet?\b|departementet\b|省$",
    ),
    (
        OrganisationKind.UNIVERSITY,
        r"\b(?:university|universitet|universität)\b|hochschule\b|大学$",
    ),
    (OrganisationKind.AGENCY, r"\bagency\b|styrelsen\b|庁$"),
)
"""What a name says of its house in English, Danish, German, Swedish and Japanese; the first that fits."""


def kind_of_name(name: str) -> OrganisationKind:
    """The kind that the name itself says, as "Embassy of Japan"; ``OTHER`` where it says none."""
    for kind, words in _KIND_WORDS:
        if re.search(words, name, re.IGNORECASE):
            return kind
    return OrganisationKind.OTHER


@dataclass(frozen=True, kw_only=True, slots=True)
class Organisation(Word):
    """An authority, institution or company; ``valid_to`` and ``successor_id`` when it was renamed or ended.

    ``approval`` holds a state such as "subject to final approval" with its date in words.
    """

    WORD: ClassVar[str] = "organisation"

    id: OrganisationId
    name: str = ""
    acronym: str = ""
    native_name: str = ""
    kind: OrganisationKind = OrganisationKind.OTHER
    country: str = ""
    city: str = ""
    parent_id: OrganisationId | None = None
    valid_from: PartialDate = UNKNOWN_DATE
    valid_to: PartialDate = UNKNOWN_DATE
    successor_id: OrganisationId | None = None
    approval: str = ""
    notes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationName(Word):
    """The name in one more language (IETF tag: "da", "ja"), or a former name with its dates."""

    WORD: ClassVar[str] = "organisation_name"

    id: RecordId
    organisation_id: OrganisationId
    language: str
    name: str
    valid_from: PartialDate = UNKNOWN_DATE
    valid_to: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, kw_only=True, slots=True)
class Membership(Word):
    """A member of a cluster organisation: one named organisation, or so many of a kind."""

    WORD: ClassVar[str] = "membership"

    id: RecordId
    organisation_id: OrganisationId
    member_id: OrganisationId | None = None
    member_kind: str = ""
    count: int = 1
    valid_from: PartialDate = UNKNOWN_DATE
    valid_to: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting(Word):
    """An attaché's dated post at an innovation centre; ``person_id`` empty when only the post is known."""

    WORD: ClassVar[str] = "posting"

    id: RecordId
    organisation_id: OrganisationId
    person_id: PersonId | None = None
    posted_by_id: OrganisationId | None = None
    title: str = ""
    countries: tuple[str, ...] = ()
    valid_from: PartialDate = UNKNOWN_DATE
    valid_to: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage(Word):
    """A country that an innovation centre, an embassy or an office works for, and from when to when."""

    WORD: ClassVar[str] = "coverage"

    id: RecordId
    organisation_id: OrganisationId
    country: str = ""
    valid_from: PartialDate = UNKNOWN_DATE
    valid_to: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, kw_only=True, slots=True)
class OrganisationSeat(Word):
    """A town in which an organisation is present; ``main`` is its head office."""

    WORD: ClassVar[str] = "organisation_seat"

    id: RecordId
    organisation_id: OrganisationId
    city: str = ""
    country: str = ""
    main: bool = False
    valid_from: PartialDate = UNKNOWN_DATE
    valid_to: PartialDate = UNKNOWN_DATE


@dataclass(frozen=True, kw_only=True, slots=True)
class Logo(Word):
    """The picture that stands for an organisation, re-encoded when it was read in, without metadata.

    ``data`` is base64 of a PNG, which keeps what is transparent, or of a JPEG; width and height in
    pixels, at most 1024.
    """

    WORD: ClassVar[str] = "logo"

    id: RecordId
    organisation_id: OrganisationId
    media_type: str = ""
    data: str = ""
    width: int = 0
    height: int = 0
