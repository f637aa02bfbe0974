"""What papers are made for, and what they are: the occasion, the file, the kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from planner.documents.material import Wishes
from planner.documents.speaking.wording import DRAFT_NAME
from planner.domain.file_names import file_stem
from planner.domain.ids import ItemId
from planner.domain.people import Person
from planner.domain.plan import Mark, Plan
from planner.domain.privacy import Profile
from planner.domain.recipients import Recipient, RecipientKind
from planner.domain.told import Told
from planner.i18n import N_, PAPER_LANGUAGES, Language

if TYPE_CHECKING:
    from planner.interchange.invitations import Method
    from planner.interchange.mailboxes import Mailbox
    from planner.services.sheet_columns import States
    from planner.services.shelf import Shelf
    from planner.settings import Settings

PDF: Final = "pdf"
WORD: Final = "docx"
FORMATS: Final = {PDF: N_("PDF"), WORD: N_("Word")}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How papers are set. Without ``languages`` (one or two) each recipient's own; ``template`` is
    the name of a template, empty for the office's usual one."""

    formats: tuple[str, ...] = (PDF,)
    languages: tuple[str, ...] = ()
    template: str = ""
    wishes: Wishes = field(default_factory=Wishes)


def as_usual(setting: Setting, settings: Settings) -> Setting:
    """With the template that the office chose for all its papers, where none is named."""
    return replace(setting, template=setting.template or settings.text("template"))


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """All that a paper may know of. ``plan`` is redacted for the recipient, and so is ``before``:
    the version whose calendar the recipient holds, as ``given_as`` (None: as now) shows it.

    ``staying`` are entries that the mailbox keeps because somebody else there is on them.

    ``marks`` are those of the whole version, of entries that are gone too.

    ``states`` is how far delegates are with sites, for the office alone; ``columns`` the columns
    chosen for sheets, by the name of the paper.

    Papers that are set as pages come in the languages of ``setting``, else in ``language``, which
    may be one that nothing else is written in; ``held`` is the version that the recipient holds,
    redacted as ``plan`` is: changes are marked against it. ``shelf`` is what else the library has.

    ``at`` is the moment of the release, aware: the same release gives the same bytes. Without
    ``organizer`` or an address of the recipient no updates of calendars can be made.
    """

    plan: Plan
    recipient: Recipient
    speak: Language
    at: dt.datetime
    before: Plan | None = None
    given_as: Profile | None = None
    organizer: Mailbox | None = None
    attendee: Mailbox | None = None
    staying: frozenset[ItemId] = frozenset()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    states: States = field(default_factory=dict)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    setting: Setting = field(default_factory=Setting)
    language: str = ""
    held: Plan | None = None
    shelf: Shelf | None = None
    today: dt.date | None = None
    alarm_minutes: int = 0
    """How long before an entry calendars remind; 0 is never."""
    office_zone: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One file before it is written. ``kind`` is its name in :data:`PAPERS`.

    ``subjects`` is what it says of whom, ``columns`` the names of its fields, both for the register
    of disclosures. An update of a calendar has a ``method`` and the ``title`` of its entry.
    ``remarks`` say what the format could not hold. ``pages`` sets the pages as PNG, with so many
    dots in an inch, by what made the file; None where a file has no pages.
    """

    name: str
    content: bytes
    kind: str
    columns: tuple[str, ...] = ()
    subjects: tuple[Told, ...] = ()
    entries: int = 0
    media_type: str = "application/octet-stream"
    method: Method | None = None
    title: str = ""
    is_new: bool = False
    remarks: tuple[str, ...] = ()
    pages: Callable[[float], Sequence[bytes]] | None = field(
        default=None, compare=False, repr=False
    )


@dataclass(frozen=True, kw_only=True)
class PaperKind:
    """How papers of one kind are called and made; none come out where there is nothing to say.

    ``own`` papers are made from the entries that concern the recipient, others from all that the
    recipient's profile may see.
    """

    title: str
    make: Callable[[Occasion], Sequence[Paper]]
    own: bool = False


def spoken_by(one: Recipient, person: Person | None, plan: Plan) -> str:
    """The language of papers for a recipient: as the office chose by hand, else the first that he or
    she reads and papers speak; of delegates nobody noted it of, that of the visit."""
    if one.chosen_language:
        return one.chosen_language
    spoken = list(person.languages if person else ())
    if one.kind is RecipientKind.DELEGATE:
        spoken += plan.visit.languages
    return next((tag[:2] for tag in spoken if tag[:2] in PAPER_LANGUAGES), one.language)


def paper_name(occasion: Occasion, ending: str, *parts: str, speak: Language | None = None) -> str:
    """ "2026-11-16_MEXT_programme_v3.pdf"; ``speak`` is the language of the paper, without the
    recipient's."""
    plan = occasion.plan
    draft = (speak or occasion.speak)(DRAFT_NAME)
    return f"{file_stem(plan.visit, parts, plan.release_number, draft=draft)}.{ending}"
