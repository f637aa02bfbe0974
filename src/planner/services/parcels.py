"""What is sent to whom: what was asked for, and the parcels that a look at it found."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.ids import ReleaseId, VisitId
from planner.domain.left_out import LeftOut, Thing
from planner.domain.plan import Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient
from planner.domain.release_changes import RecipientChanges
from planner.i18n import ngettext
from planner.services.letters import Letter
from planner.services.occasions import Paper, Setting

if TYPE_CHECKING:
    from planner.interchange.mailboxes import Mailbox


@dataclass(frozen=True, kw_only=True)
class SendRequest:
    """What goes to whom. ``release`` None is the latest one; without ``recipients`` (keys) all get it
    who are not left out.

    ``languages`` and ``profiles`` are by key and win over what is usual; ``language`` and ``profile``
    are for all others. With both "calendar" and "updates" among the papers, who holds no calendar
    yet gets the calendar and everybody else the changes; with "updates" alone the first ones get every
    entry as an invitation. ``since`` is the version that the
    calendars hold, where the register does not know better than the office.
    """

    visit_id: VisitId
    release: int | None = None
    recipients: tuple[str, ...] = ()
    papers: tuple[str, ...] = ("calendar", "updates")
    languages: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    language: str = ""
    profile: Profile | None = None
    since: int | None = None
    purpose: str = ""
    note: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The columns chosen for sheets, by the name of the paper; only the granted ones go out."""
    setting: Setting = field(default_factory=Setting)
    """How papers are set as pages: formats, languages, template."""


class CautionKind(enum.StrEnum):
    NO_EMAIL = "no e-mail"
    BAD_EMAIL = "bad e-mail"
    NEW_EMAIL = "new e-mail"
    HOLDS = "holds"
    HOLDS_NEWER = "holds newer"
    GONE = "gone"
    LEFT_OUT = "left out"
    LANGUAGE = "language"
    PROFILE = "profile"
    NO_SENDER = "no sender"
    NOTHING = "nothing"
    NOT_LATEST = "not latest"
    LIMITS = "limits"


@dataclass(frozen=True, kw_only=True, slots=True)
class Caution:
    """Something to know before sending, as a sentence in the language of the window."""

    kind: CautionKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A recipient and what he or she holds: the latest version of anything, and of the calendar.

    ``gone`` recipients are in an earlier version that they hold and no longer in this one.
    """

    recipient: Recipient
    holds: int | None = None
    calendar: int | None = None
    gone: bool = False
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """All for one recipient, in memory. ``folder`` is the name of the recipient's own folder;
    ``since`` is the version that the changes are counted from."""

    recipient: Recipient
    papers: tuple[Paper, ...] = ()
    letter: Letter
    updates: tuple[tuple[Paper, Letter], ...] = ()
    folder: str
    since: int | None = None
    changes: RecipientChanges | None = None
    left_out: tuple[LeftOut, ...] = ()
    cautions: tuple[Caution, ...] = ()
    to: Mailbox | None = None
    plan: Plan
    """The visit as the recipient sees it in this version."""

    @property
    def files(self) -> dict[str, bytes]:
        """The files by name; names differ within a parcel."""
        return {paper.name: paper.content for paper in self.papers}


@dataclass(frozen=True, kw_only=True)
class Package:
    """What a look found: one parcel for each recipient who gets something. Nothing is written yet.

    ``without`` are recipients for whom there is nothing, with the reason; ``cautions`` concern all.
    """

    request: SendRequest
    release: int
    release_id: ReleaseId
    title: str
    name: str
    parcels: tuple[Parcel, ...] = ()
    without: tuple[tuple[Recipient, Caution], ...] = ()
    cautions: tuple[Caution, ...] = ()
    sender: Mailbox | None = None


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was written: the folder, and its files in their order."""

    folder: Path
    files: tuple[Path, ...]


def left_out_in_words(one: LeftOut) -> str:
    """ "3 phone numbers", in the language of the window."""
    count = one.count
    match one.thing:
        case Thing.ENTRIES:
            return ngettext(
                "{count} entry of the programme", "{count} entries of the programme", count
            )
        case Thing.PEOPLE:
            return ngettext("{count} person", "{count} people", count)
        case Thing.NOTES:
            return ngettext("{count} internal note", "{count} internal notes", count)
        case Thing.PHONES:
            return ngettext("{count} phone number", "{count} phone numbers", count)
        case Thing.EMAILS:
            return ngettext("{count} e-mail address", "{count} e-mail addresses", count)
        case Thing.COUNTRIES:
            return ngettext(
                "the country of {count} person", "the countries of {count} people", count
            )
        case Thing.REFERENCES:
            return ngettext("{count} booking reference", "{count} booking references", count)
        case Thing.SEATS:
            return ngettext("the seat of {count} person", "the seats of {count} people", count)
        case Thing.HOTEL_ROOMS:
            return ngettext(
                "the hotel room of {count} person", "the hotel rooms of {count} people", count
            )
        case Thing.PAYERS:
            return ngettext("who pays for {count} person", "who pays for {count} people", count)
